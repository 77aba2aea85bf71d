using Palveluohjaus.Segmentation.Evaluation;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Tests.Training;

[TestClass]
public sealed class MajorityTrainerTests
{
    private static readonly ModelSchema Schema = new() { Columns = [ModelColumn.Number("age")], Segments = ["A", "B", "C"] };

    [TestMethod]
    public void Log_loss_on_the_training_rows_is_the_entropy_of_the_labels()
    {
        var rows = Labelled([0, 0, 0, 0, 1, 1, 2, 2]);

        var predictions = Predictions.Of(new MajorityTrainer().Train(rows, new TrainingRun(Seed: 1)), rows);

        // Shares 1/2, 1/4, 1/4: ½ ln 2 + ½ ln 4.
        Assert.AreEqual(1.5 * Math.Log(2), QualityMetrics.LogLoss(predictions.Probabilities, 3, predictions.Labels), 1e-6);
        Assert.AreEqual(0.5, QualityMetrics.Accuracy(predictions.Probabilities, 3, predictions.Labels));
    }

    [TestMethod]
    public void A_segment_without_rows_is_improbable_but_possible()
    {
        var model = new MajorityTrainer().Train(Labelled([1, 1]), new TrainingRun(Seed: 1));

        var predictions = Predictions.Of(model, Labelled([0]));

        Assert.AreEqual(-Math.Log(QualityMetrics.SmallestProbability), QualityMetrics.LogLoss(predictions.Probabilities, 3, predictions.Labels), 1e-4);
    }

    [TestMethod]
    public void It_is_all_intercepts_and_never_saved()
    {
        var trainer = new MajorityTrainer();

        var model = (IExplainableModel)trainer.Train(Labelled([0, 1]), new TrainingRun(Seed: 1));

        Assert.IsEmpty(model.Terms);
        Assert.AreEqual(Math.Log(0.5), model.Intercepts[0], 1e-12);
        Assert.AreEqual("majority", trainer.Name);
        Assert.ThrowsExactly<NotSupportedException>(() => trainer.Read(Schema, Stream.Null));
        Assert.ThrowsExactly<TrainingRefusedException>(() => trainer.Train(Labelled([]), new TrainingRun(Seed: 1)));
    }

    private static LabelledRows Labelled(int[] labels) => new(new FeatureTable(Schema, [new float[labels.Length]], labels.Length), labels);
}
