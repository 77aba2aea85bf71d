using Palveluohjaus.Segmentation.GlassBox;
using Palveluohjaus.Segmentation.Suggestions;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Tests.Suggestions;

[TestClass]
public sealed class SuggestSegmentTests
{
    private const float No = 0;
    private const float Yes = 1;
    private const float None = float.NaN;

    [TestMethod]
    public void Temperature_divides_logits_and_contributions_alike()
    {
        // Logits of x = 1, y = 0: (2 − 0.5, −2 + 0.5) ÷ 2 = (0.75, −0.75); p(A) = 1 ÷ (1 + e^−1.5) = 0.8175744761936437.
        var suggest = new SuggestSegment(GlassBoxes.Calibrate(GlassBoxes.OfXAndY()) with { Temperature = 2 }, coverage: 0.80);

        var suggestion = suggest.Suggest([Yes, No, None]);

        CollectionAssert.AreEqual(new List<double> { 1, -1, -0.25, 0.25 }, suggestion.Contributions.ToArray());
        CollectionAssert.AreEqual(new List<double> { 0.75, -0.75 }, suggestion.Logits.ToArray());
        Assert.AreEqual(0.8175744761936437, suggestion.Probabilities[0], 1e-15);
        Assert.AreEqual((0, null), (suggestion.Segment, suggestion.Abstained));
    }

    [TestMethod]
    public void Intercepts_and_contributions_sum_to_the_logits_for_every_row()
    {
        // The model's own batch scores are single precision: 1e-5 against them, 1e-9 for the sum.
        for (var seed = 1; seed <= 60; seed++)
        {
            var random = new Random(seed);
            var calibrated = GlassBoxes.OfCatalogue(random, pairCount: 60, temperature: 0.5 + random.NextDouble());
            var row = GlassBoxes.RandomRow(random, missingShare: 0.2);

            var suggestion = new SuggestSegment(calibrated).Suggest(row);

            var batch = new float[4];
            calibrated.Model.Score(new FeatureTable(calibrated.Model.Schema, [.. row.Select(value => new[] { value })], 1), batch);
            Assert.AreEqual(1, suggestion.Probabilities.Sum(), 1e-12, $"seed {seed}");
            for (var segment = 0; segment < 4; segment++)
            {
                var sum = suggestion.Intercepts[segment] + Enumerable.Range(0, suggestion.Terms.Count).Sum(term => suggestion.Contributions[(term * 4) + segment]);
                Assert.AreEqual(suggestion.Logits[segment], sum, 1e-9, $"seed {seed}");
                Assert.AreEqual(batch[segment] / calibrated.Temperature, suggestion.Logits[segment], 1e-5, $"seed {seed}");
            }

            CollectionAssert.AreEqual(row, suggestion.Row.ToArray(), $"seed {seed}");
        }
    }

    [TestMethod]
    public void More_than_one_possible_segment_means_no_suggestion()
    {
        // p = (0.731, 0.269) of y = 1 alone: at coverage 0.90 a segment stays while p ≥ 0.25, at 0.80 while p ≥ 0.40.
        var calibrated = GlassBoxes.Calibrate(GlassBoxes.OfXAndY());

        var wide = new SuggestSegment(calibrated, coverage: 0.90).Suggest([None, Yes, None]);
        var narrow = new SuggestSegment(calibrated, coverage: 0.80).Suggest([None, Yes, None]);

        Assert.AreEqual((null, AbstainReason.SeveralPossible), (wide.Segment, wide.Abstained));
        CollectionAssert.AreEqual(new List<int> { 0, 1 }, wide.Possible.ToArray());
        Assert.AreEqual((0, null), (narrow.Segment, narrow.Abstained));
        CollectionAssert.AreEqual(new List<int> { 0 }, narrow.Possible.ToArray());
    }

    [TestMethod]
    public void Missing_required_answers_are_named_whatever_the_probabilities()
    {
        var suggest = new SuggestSegment(GlassBoxes.Calibrate(GlassBoxes.OfXAndY()) with { RequiredColumns = ["y", "z"] });

        var lacking = suggest.Suggest([Yes, None, None]);
        var full = suggest.Suggest([Yes, Yes, No]);

        CollectionAssert.AreEqual(new List<int> { 1, 2 }, lacking.MissingRequired.ToArray());
        Assert.AreEqual((null, AbstainReason.MissingAnswers), (lacking.Segment, lacking.Abstained));
        Assert.AreEqual((0, null), (full.Segment, full.Abstained));
    }

    [TestMethod]
    public void Most_probable_segment_stays_where_the_threshold_leaves_none()
    {
        var calibrated = GlassBoxes.Calibrate(GlassBoxes.OfXAndY()) with { Conformal = new ConformalThresholds([0.9], [0.2]) };

        var suggestion = new SuggestSegment(calibrated).Suggest([None, No, None]);

        Assert.AreEqual((1, null), (suggestion.Segment, suggestion.Abstained));
    }

    [TestMethod]
    public void Model_that_cannot_be_used_is_refused_before_the_first_client()
    {
        var calibrated = GlassBoxes.Calibrate(GlassBoxes.OfXAndY());

        Assert.ThrowsExactly<ArgumentException>(() => new SuggestSegment(calibrated with { Model = new LogitsOnly(calibrated.Model) }));
        Assert.ThrowsExactly<ArgumentException>(() => new SuggestSegment(calibrated with { RequiredColumns = ["w"] }));
        Assert.ThrowsExactly<ArgumentException>(() => new SuggestSegment(calibrated with { Temperature = 0 }));
        Assert.ThrowsExactly<ArgumentException>(() => new SuggestSegment(calibrated with { Reference = new([], [0.5, 0.5]) }));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new SuggestSegment(calibrated, coverage: 0.95));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new SuggestSegment(calibrated, coverage: 1));
        Assert.ThrowsExactly<ArgumentException>(() => new SuggestSegment(calibrated, askable: [3]));
    }

    [TestMethod]
    public void Row_that_does_not_fit_or_has_no_finite_logits_is_refused()
    {
        var schema = new ModelSchema { Columns = [ModelColumn.Number("x")], Segments = ["A", "B"] };
        var huge = new GlassBoxModel(schema, [double.MaxValue, 0], [new TermTable(TermAxis.OfNumber(0, []), null, [0, 0, double.MaxValue, 0], [0, 1])]);
        var suggest = new SuggestSegment(GlassBoxes.Calibrate(huge));

        Assert.ThrowsExactly<ArgumentException>(() => suggest.Suggest([Yes, Yes]));
        Assert.ThrowsExactly<ArithmeticException>(() => suggest.Suggest([Yes]));
    }

    private sealed class LogitsOnly(ISegmentModel model) : ISegmentModel
    {
        public ModelSchema Schema => model.Schema;

        public void Score(FeatureTable table, Span<float> logits) => model.Score(table, logits);
    }
}
