using Palveluohjaus.Segmentation.Evaluation;
using Palveluohjaus.Segmentation.Profiles;
using Palveluohjaus.Segmentation.Registry;
using Palveluohjaus.Segmentation.Scheme;
using Palveluohjaus.Segmentation.Suggestions;
using Palveluohjaus.Segmentation.Training;
using Palveluohjaus.Segmentation.Workshop;

namespace Palveluohjaus.Segmentation.Tests.Workshop;

[TestClass]
public sealed class MeasureVersionTests
{
    private static readonly WorkshopOptions Options = SomeWorkshopRows.Options;
    private static readonly WorkshopRows Grown = SomeWorkshopRows.ByTime(PlantedRows.Draw(800, seed: 1));
    private static readonly WorkshopRows Planted = SomeWorkshopRows.First(Grown, 500);
    private static readonly (CalibratedModel Model, DataDescription Data) Good = Make(Planted, "rows/2", rounds: 15);
    private static readonly (CalibratedModel Model, DataDescription Data) Poor = Make(Planted, "rows/1", rounds: 1);

    [TestMethod]
    public void Measured_again_on_the_same_rows_a_version_has_the_figures_it_was_saved_with()
    {
        var (model, metrics) = new TrainVersion(SomeWorkshopRows.Trainer(), SomeWorkshopRows.Settings, Options).Train(Planted, SomeWorkshopRows.FirstUtc, "1.0", null, CancellationToken.None);

        var evaluation = MeasureVersion.Evaluate(model with { Id = "rows/1" }, metrics.Data, Planted, Options, CancellationToken.None);

        Assert.AreEqual(FiguresJson.Write(metrics.Test), FiguresJson.Write(evaluation.Report));
        Assert.AreEqual(FiguresJson.Write(metrics.Drift), FiguresJson.Write(evaluation.Drift));
        Assert.AreEqual("majority, logistic", string.Join(", ", evaluation.Baselines.Select(each => each.Name)));
    }

    [TestMethod]
    public void Decisions_made_since_are_measured_too()
    {
        var evaluation = MeasureVersion.Evaluate(Good.Model, Good.Data, Grown, Options, CancellationToken.None);

        Assert.AreEqual((400, 400), (evaluation.Report.Rows, evaluation.Drift!.Rows), "All after the four hundred it was trained and calibrated on.");
    }

    [TestMethod]
    public void Baselines_are_fitted_to_the_rows_that_are_not_measured_and_to_no_others()
    {
        var turned = SomeWorkshopRows.Relabelled(Grown, row => row < 400 ? row % 10 == 0 ? 2 : row % 2 : 2);

        var evaluation = MeasureVersion.Evaluate(Good.Model, Good.Data, turned, Options, CancellationToken.None);

        Assert.AreEqual(-Math.Log(0.1), evaluation.Baselines.Single(each => each.Name == "majority").Figures.LogLoss.Value, 1e-5, "One in ten of the four hundred rows before; single precision.");
    }

    [TestMethod]
    public void Where_nothing_is_left_to_fit_to_only_the_scorecard_stands_beside_a_version_of_clients()
    {
        var rows = SomeWorkshopRows.ByTime(SomeWorkshopRows.Clients(300, seed: 2));
        var ofClients = Make(rows, "four-field-1/1", rounds: 3);

        var elsewhere = MeasureVersion.Evaluate(ofClients.Model, ofClients.Data with { SourceSha256 = "bbbb" }, rows, Options, CancellationToken.None);
        var ofOneSegment = SomeWorkshopRows.Relabelled(rows, row => row < 240 ? 0 : row % 4);
        var oneSegment = MeasureVersion.Evaluate(ofClients.Model, ofClients.Data, ofOneSegment, Options, CancellationToken.None);

        Assert.AreEqual(300, elsewhere.Report.Rows);
        foreach (var evaluation in new[] { elsewhere, oneSegment })
            Assert.AreEqual("scorecard", string.Join(", ", evaluation.Baselines.Select(each => each.Name)));
    }

    [TestMethod]
    public void Rows_unlike_those_of_the_training_drift()
    {
        var table = Grown.Rows.Table;
        var columns = Enumerable.Range(0, table.Schema.Columns.Count).Select(column => table.Column(column).ToArray()).ToArray();
        var number = table.Schema.Columns.Index().First(column => !column.Item.IsCategory).Index;
        for (var row = 400; row < 800; row++)
            columns[number][row] = float.NaN;
        var moved = Grown with { Rows = new LabelledRows(new FeatureTable(table.Schema, columns, 800), [.. Grown.Rows.Labels]) };

        var drift = MeasureVersion.Evaluate(Good.Model, Good.Data, moved, Options, CancellationToken.None).Drift!;

        Assert.AreEqual((DriftState.Large, 1.0), (drift.Columns[number].State, drift.Columns[number].MissingShare));
    }

    [TestMethod]
    public void Comparison_is_of_the_first_with_the_second()
    {
        var comparison = MeasureVersion.Compare(Good, Poor, Planted, Options);
        var turned = MeasureVersion.Compare(Poor, Good, Planted, Options);

        Assert.AreEqual(100, comparison.Rows);
        Assert.IsLessThan(0, comparison.LogLossDifference.Value, "More rounds, less loss.");
        Assert.AreEqual(comparison.LogLossDifference.Value, -turned.LogLossDifference.Value);
        Assert.AreEqual(comparison.McNemar.OnlyFirstRight, turned.McNemar.OnlySecondRight);
    }

    [TestMethod]
    public void Champion_is_the_only_opponent_where_there_is_one()
    {
        var evidence = MeasureVersion.ForGate(Good.Model, Good.Data, Poor, Poor.Model.Model.Schema, Planted, Options, CancellationToken.None);

        Assert.AreEqual(("rows", "2", "1", true, 100), (evidence.Collection, evidence.Candidate, evidence.Champion, evidence.HasExactExplanation, evidence.Report.Rows));
        Assert.AreEqual("1", evidence.Opponents.Single().Name);
        Assert.AreEqual(
            new MeasuredRows(DataDescription.DatabaseDecisions, SomeWorkshopRows.Sha256, new DataPart(100, SomeWorkshopRows.FirstUtc.AddHours(400), SomeWorkshopRows.FirstUtc.AddHours(499))),
            evidence.Measured);
        Assert.IsEmpty(evidence.Caveats);
        var comparison = MeasureVersion.Compare(Good, Poor, Planted, Options);
        Assert.AreEqual(comparison.LogLossDifference, evidence.Opponents.Single().LogLoss);
        Assert.AreEqual(comparison.AccuracyDifference, evidence.Opponents.Single().Accuracy);
        Assert.IsTrue(PromotionGate.Decide(evidence, 1).IsPassed);
    }

    [TestMethod]
    public void Worse_version_does_not_pass_the_gate()
    {
        var evidence = MeasureVersion.ForGate(Poor.Model, Poor.Data, Good, null, Planted, Options, CancellationToken.None);

        var decision = PromotionGate.Decide(evidence, 1);

        Assert.IsFalse(decision.IsPassed);
        Assert.AreEqual(GateCheck.BetterOnSameRows, decision.Findings.Single(finding => !finding.IsPassed).Check);
    }

    [TestMethod]
    public void Black_box_is_known_for_one()
    {
        var unlimited = Make(Planted, "rows/3", rounds: 15, order: null);

        Assert.IsFalse(MeasureVersion.ForGate(unlimited.Model, unlimited.Data, null, null, Planted, Options, CancellationToken.None).HasExactExplanation);
    }

    [TestMethod]
    public void Majority_and_scorecard_stand_in_for_a_first_champion()
    {
        var rows = SomeWorkshopRows.ByTime(SomeWorkshopRows.Clients(300, seed: 2));
        var ofClients = Make(rows, "four-field-1/1", rounds: 15);
        var inUse = ModelSchema.Of(FeatureCatalogue.Default, SegmentationScheme.Default);

        var clients = MeasureVersion.ForGate(ofClients.Model, ofClients.Data, null, inUse, rows, Options, CancellationToken.None);
        var file = MeasureVersion.ForGate(Good.Model, Good.Data, null, null, Planted, Options, CancellationToken.None);

        Assert.AreEqual("majority, scorecard", string.Join(", ", clients.Opponents.Select(each => each.Name)));
        Assert.AreEqual("majority", string.Join(", ", file.Opponents.Select(each => each.Name)));
        Assert.IsNull(file.Champion);
    }

    [TestMethod]
    public void Majority_knows_the_rows_before_those_it_is_measured_on_and_no_others()
    {
        // From the end of the version's calibration on everybody is decided into one segment, which was rare before.
        var turned = SomeWorkshopRows.Relabelled(Grown, row => row < 400 ? row % 10 == 0 ? 2 : row % 2 : 2);

        var evidence = MeasureVersion.ForGate(Good.Model, Good.Data, null, null, turned, Options, CancellationToken.None);

        var majority = evidence.Report.Overall.LogLoss.Value - evidence.Opponents.Single().LogLoss.Value;
        Assert.AreEqual(-Math.Log(0.1), majority, 1e-5, "One in ten of the four hundred rows before; single precision.");
    }

    [TestMethod]
    public void Version_made_elsewhere_meets_a_majority_that_knows_the_rows()
    {
        var elsewhere = Good.Data with { SourceSha256 = "bbbb" };

        var evidence = MeasureVersion.ForGate(Good.Model, elsewhere, null, null, Planted, Options, CancellationToken.None);

        double[] shares = [.. Planted.Rows.Labels.CountBy(label => label).Select(each => each.Value / 500.0)];
        Assert.AreEqual(500, evidence.Report.Rows);
        Assert.AreEqual("rows/2 was made of other decisions; if these repeat them, the figures flatter it.", evidence.Caveats.Single());
        Assert.AreEqual(-shares.Sum(share => share * Math.Log(share)), evidence.Report.Overall.LogLoss.Value - evidence.Opponents.Single().LogLoss.Value, 1e-5, "The entropy of the decisions.");
    }

    private static (CalibratedModel Model, DataDescription Data) Make(WorkshopRows rows, string id, int rounds, int? order = 2)
    {
        var (model, metrics) = new TrainVersion(SomeWorkshopRows.Trainer(order, rounds), SomeWorkshopRows.Settings, Options).Train(rows, SomeWorkshopRows.FirstUtc, "1.0", null, CancellationToken.None);
        return (model with { Id = id }, metrics.Data);
    }
}
