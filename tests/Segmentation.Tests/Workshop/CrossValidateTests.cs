using Palveluohjaus.Segmentation.Training;
using Palveluohjaus.Segmentation.Workshop;

namespace Palveluohjaus.Segmentation.Tests.Workshop;

[TestClass]
public sealed class CrossValidateTests
{
    [TestMethod]
    public void Every_row_is_held_out_once_and_what_is_said_of_it_was_not_learned_from_it()
    {
        // A number of its own for each row tells its decision to whoever has seen it, and nothing to others.
        var random = new Random(1);
        var schema = new ModelSchema { Columns = [ModelColumn.Number("row")], Segments = ["A", "B"] };
        var rows = new LabelledRows(new FeatureTable(schema, [[.. Enumerable.Range(0, 400).Select(row => (float)row)]], 400), [.. Enumerable.Range(0, 400).Select(_ => random.Next(2))]);
        var trainer = SomeWorkshopRows.Trainer(rounds: 60);

        var evaluation = CrossValidate.Measure(trainer, SomeWorkshopRows.File(rows), 5, SomeWorkshopRows.Options, null, CancellationToken.None);
        var report = evaluation.Report;

        Assert.AreEqual(400, report.Rows);
        Assert.AreEqual(400, report.Confusion.Sum(line => line.Sum()));
        Assert.AreEqual(0.5, report.Overall.Accuracy.Value, 0.1, "Chance; four standard errors.");
        foreach (var baseline in evaluation.Baselines)
            Assert.AreEqual(0.5, baseline.Figures.Accuracy.Value, 0.1, baseline.Name);
        Assert.IsGreaterThan(0.6, PlantedRows.Accuracy(trainer.Train(rows, new TrainingRun(1)), rows), "The premise: seen rows are told apart better.");
    }

    [TestMethod]
    public void Planted_rule_is_found_and_groups_are_measured()
    {
        var rows = SomeWorkshopRows.File(PlantedRows.Draw(600, seed: 2));

        var evaluation = CrossValidate.Measure(SomeWorkshopRows.Trainer(), rows, 3, SomeWorkshopRows.Options, null, CancellationToken.None);
        var majority = CrossValidate.Measure(new MajorityTrainer(), rows, 3, SomeWorkshopRows.Options, null, CancellationToken.None);

        var report = evaluation.Report;
        Assert.IsGreaterThan(majority.Report.Overall.Accuracy.Value + 0.15, report.Overall.Accuracy.Value);
        Assert.AreEqual("300, 300", string.Join(", ", report.Groups.Select(group => group.Rows)));
        Assert.AreEqual("majority, logistic", string.Join(", ", evaluation.Baselines.Select(baseline => baseline.Name)));
        Assert.AreEqual(majority.Report.Overall, evaluation.Baselines[0].Figures, "By the same folds.");
        Assert.IsNull(evaluation.Drift);
    }

    [TestMethod]
    public void More_folds_than_rows_are_refused()
    {
        var refused = Assert.ThrowsExactly<TrainingRefusedException>(
            () => CrossValidate.Measure(new MajorityTrainer(), SomeWorkshopRows.File(PlantedRows.Draw(6, seed: 1)), 7, SomeWorkshopRows.Options, null, CancellationToken.None));

        Assert.Contains("6 rows do not fill 7 folds", refused.Message);
    }
}
