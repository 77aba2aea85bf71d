using Palveluohjaus.Segmentation.Evaluation;
using Palveluohjaus.Segmentation.Scorecard;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Tests.Evaluation;

[TestClass]
public sealed class ScorecardBaselineTests
{
    private static readonly ModelSchema Schema = ModelSchema.Of(Rows.Catalogue, ExpertScorecard.Default.Scheme);

    [TestMethod]
    public void The_most_probable_segment_is_the_one_the_scorecard_is_nearest_to()
    {
        var random = new Random(20);
        double[][] profiles = [.. Enumerable.Range(0, 500).Select(_ => Rows.Random(random, 0.2))];

        var predictions = ScorecardBaseline.Predict(ExpertScorecard.Default, ToRows(profiles));

        for (var row = 0; row < profiles.Length; row++)
        {
            var suggestion = ExpertScorecard.Default.Suggest(Rows.ToProfile(profiles[row]));
            var own = predictions.Probabilities.Slice(row * 4, 4).ToArray();
            Assert.AreEqual(suggestion.NearestSegment.Index, Array.IndexOf(own, own.Max()), Rows.Print(profiles[row]));
            for (var segment = 0; segment < 4; segment++)
                Assert.AreEqual(suggestion.Probabilities[segment], own[segment], 2e-5, Rows.Print(profiles[row]));
        }
    }

    [TestMethod]
    public void A_client_of_whom_nothing_is_known_counts_with_the_segment_of_the_thresholds()
    {
        var nothing = Enumerable.Repeat(double.NaN, Rows.Catalogue.Features.Count).ToArray();
        var scheme = ExpertScorecard.Default.Scheme;

        var predictions = ScorecardBaseline.Predict(ExpertScorecard.Default, ToRows([nothing]));

        var own = predictions.Probabilities.ToArray();
        Assert.AreEqual(scheme.SegmentOf(scheme.Need.Threshold, scheme.Resources.Threshold).Index, Array.IndexOf(own, own.Max()));
        Assert.AreEqual(0.25, own.Min(), 1e-5);
    }

    [TestMethod]
    public void Rows_of_a_file_are_refused()
    {
        var ofFile = Schema with { CatalogueVersion = null };
        var rows = new LabelledRows(new FeatureTable(ofFile, [.. Schema.Columns.Select(_ => new float[1])], 1), [0]);

        Assert.ThrowsExactly<ArgumentException>(() => ScorecardBaseline.Predict(ExpertScorecard.Default, rows));
    }

    private static LabelledRows ToRows(double[][] profiles) => new(
        new FeatureTable(Schema, [.. Enumerable.Range(0, Schema.Columns.Count).Select(column => profiles.Select(profile => (float)profile[column]).ToArray())], profiles.Length),
        new int[profiles.Length]);
}
