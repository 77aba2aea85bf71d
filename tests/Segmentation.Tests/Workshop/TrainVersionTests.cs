using System.Text;
using Palveluohjaus.Segmentation.Registry;
using Palveluohjaus.Segmentation.Suggestions;
using Palveluohjaus.Segmentation.Training;
using Palveluohjaus.Segmentation.Workshop;

namespace Palveluohjaus.Segmentation.Tests.Workshop;

[TestClass]
public sealed class TrainVersionTests
{
    private static readonly WorkshopRows Planted = SomeWorkshopRows.ByTime(PlantedRows.Draw(500, seed: 1));

    [TestMethod]
    public void Version_says_what_it_was_made_of()
    {
        var (model, metrics) = Train(Planted with { RequiredColumns = ["number"] });

        Assert.AreEqual(("boosting", 1, "15"), (model.Trainer, model.Seed, model.Settings["rounds"]));
        Assert.AreEqual("number", string.Join(", ", model.RequiredColumns));
        Assert.AreEqual((300, 100, 100), (metrics.Data.Training.Rows, metrics.Data.Calibration.Rows, metrics.Data.Test.Rows));
        Assert.AreEqual(SomeWorkshopRows.FirstUtc.AddHours(399), metrics.Data.Calibration.ToUtc);
        Assert.AreEqual((SomeWorkshopRows.Sha256, (int?)null, (int?)1, true), (metrics.Data.SourceSha256, metrics.Data.SplitSeed, metrics.Data.BootstrapSeed, metrics.IsSynthetic));
        Assert.AreEqual(100, metrics.Test.Rows);
        Assert.HasCount(2, metrics.Test.Groups);
        Assert.AreEqual(100, metrics.Drift!.Rows);
    }

    [TestMethod]
    public void Rows_of_a_file_are_divided_by_a_seed_that_is_written_down()
    {
        var (_, metrics) = Train(SomeWorkshopRows.File(Planted.Rows), options: SomeWorkshopRows.Options with { Seed = 3, SplitSeed = 5 });

        Assert.AreEqual((5, 3, (DateTime?)null), (metrics.Data.SplitSeed, metrics.Data.BootstrapSeed, metrics.Data.Test.FromUtc));
        Assert.AreEqual((0.2, 0.2), (metrics.Data.CalibrationShare, metrics.Data.TestShare));
    }

    [TestMethod]
    public void Scorecard_stands_beside_versions_for_clients_only()
    {
        var (_, ofFile) = Train(Planted);
        var (_, ofClients) = Train(SomeWorkshopRows.ByTime(SomeWorkshopRows.Clients(300, seed: 1)));

        Assert.AreEqual("majority, logistic", string.Join(", ", ofFile.Baselines.Select(each => each.Name)));
        Assert.AreEqual("majority, logistic, scorecard", string.Join(", ", ofClients.Baselines.Select(each => each.Name)));

        // The labels follow the scorecard's points in four rows of five, and one in four of the rest by chance: 0.85.
        Assert.AreEqual(0.85, ofClients.Baselines[2].Figures.Accuracy.Value, 0.12);
    }

    [TestMethod]
    public void Comparators_are_named_and_calibrated_like_the_version_itself()
    {
        var train = new TrainVersion(SomeWorkshopRows.Trainer(), SomeWorkshopRows.Settings, SomeWorkshopRows.Options)
        {
            Comparators = [new NamedTrainer("twin", SomeWorkshopRows.Trainer()), new NamedTrainer("unlimited", SomeWorkshopRows.Trainer(order: null))],
        };

        var (_, metrics) = train.Train(Planted, SomeWorkshopRows.FirstUtc, "1.0", null, CancellationToken.None);

        Assert.AreEqual("twin, unlimited", string.Join(", ", metrics.Comparators.Select(each => each.Name)));
        Assert.AreEqual(metrics.Test.Overall, metrics.Comparators[0].Figures, "The same trainer on the same rows is the same model.");
        Assert.AreNotEqual(metrics.Test.Overall, metrics.Comparators[1].Figures);
    }

    [TestMethod]
    public void Decisions_of_the_test_part_change_no_byte_of_the_model()
    {
        var (model, metrics) = Train(Planted);

        var (other, otherMetrics) = Train(SomeWorkshopRows.Relabelled(Planted, row => row < 400 ? Planted.Rows.Labels[row] : (Planted.Rows.Labels[row] + 1) % 3));

        Assert.AreEqual(Text(model), Text(other));
        Assert.IsLessThan(metrics.Test.Overall.Accuracy.Value - 0.2, otherMetrics.Test.Overall.Accuracy.Value, "The premise: the test part was measured.");
    }

    [TestMethod]
    public void Decisions_of_the_calibration_part_change_the_calibration_and_nothing_else()
    {
        var (model, _) = Train(Planted);

        var (other, _) = Train(SomeWorkshopRows.Relabelled(Planted, row => row is >= 300 and < 400 ? (Planted.Rows.Labels[row] + 1) % 3 : Planted.Rows.Labels[row]));

        Assert.AreNotEqual(model.Temperature, other.Temperature);
        Assert.AreEqual(Text(model), Text(other with { Temperature = model.Temperature, Conformal = model.Conformal }));
    }

    [TestMethod]
    public void Rule_that_began_in_the_test_part_is_not_known_to_the_model()
    {
        // A column tells the decision itself, but only of the newest rows: a division that let one of them through would learn it.
        var random = new Random(4);
        int[] labels = [.. Enumerable.Range(0, 500).Select(_ => random.Next(3))];
        float[] echo = [.. labels.Select((label, row) => row < 400 ? random.Next(3) : label)];
        var schema = new ModelSchema { Columns = [ModelColumn.Number("echo")], Segments = ["A", "B", "C"] };

        var (_, metrics) = Train(SomeWorkshopRows.ByTime(new LabelledRows(new FeatureTable(schema, [echo], 500), labels)));

        // The rule is never learned, so which of three answers goes with a value is chance: it can be right by all rows of one value or by none.
        Assert.IsLessThan(0.9, metrics.Test.Overall.Accuracy.Value);
        Assert.IsGreaterThan(Math.Log(3) - 0.2, metrics.Test.Overall.LogLoss.Value);
    }

    [TestMethod]
    public void Same_seed_gives_the_same_bytes_and_another_seed_others()
    {
        Assert.AreEqual(Text(Train(Planted).Model), Text(Train(Planted).Model));
        Assert.AreNotEqual(
            Text(Train(Planted).Model with { Seed = 0 }),
            Text(Train(Planted, options: SomeWorkshopRows.Options with { Seed = 2 }).Model with { Seed = 0 }));
    }

    [TestMethod]
    public void Progress_tells_what_is_trained_and_how_far()
    {
        var said = new Notes();

        new TrainVersion(SomeWorkshopRows.Trainer(), SomeWorkshopRows.Settings, SomeWorkshopRows.Options) { Comparators = [new NamedTrainer("unlimited", SomeWorkshopRows.Trainer(null))] }
            .Train(Planted, SomeWorkshopRows.FirstUtc, "1.0", said, CancellationToken.None);

        Assert.AreEqual("training boosting, measuring, training unlimited", string.Join(", ", said.Heard.Where(each => each.Training is null).Select(each => each.Step)));
        Assert.AreEqual(15, said.Heard.Last(each => each.Step == "training boosting").Training?.RoundsAtMost);
    }

    [TestMethod]
    public void Training_that_is_stopped_stops()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        Assert.ThrowsExactly<OperationCanceledException>(
            () => new TrainVersion(SomeWorkshopRows.Trainer(), SomeWorkshopRows.Settings, SomeWorkshopRows.Options).Train(Planted, SomeWorkshopRows.FirstUtc, "1.0", null, stop.Token));
    }

    private static (CalibratedModel Model, VersionMetrics Metrics) Train(WorkshopRows rows, WorkshopOptions? options = null) =>
        new TrainVersion(SomeWorkshopRows.Trainer(), SomeWorkshopRows.Settings, options ?? SomeWorkshopRows.Options)
            .Train(rows, SomeWorkshopRows.FirstUtc, "1.0", null, CancellationToken.None);

    private static string Text(CalibratedModel model) => Encoding.UTF8.GetString(ModelFile.Write(model).Json);

    private sealed class Notes : IProgress<WorkshopProgress>
    {
        public List<WorkshopProgress> Heard { get; } = [];

        public void Report(WorkshopProgress value) => Heard.Add(value);
    }
}
