using Palveluohjaus.Segmentation.Profiles;
using Palveluohjaus.Segmentation.Scheme;
using Palveluohjaus.Segmentation.Scorecard;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Tests.Scorecard;

[TestClass]
public sealed class ExpertScorecardTests
{
    private const int Rounds = 2000;
    private const double Rounding = 1e-9;
    private static readonly ExpertScorecard Scorecard = ExpertScorecard.Default;

    [TestMethod]
    public void Hand_computed_example()
    {
        // Need: daily living 2 → 8, safety 3 → 12 and health 1 → 3 of 12 + 12 + 9; one handoff → 2 and no repeats → 0 of 4 + 4.
        // The assessment weighs 84 and history 8: 100 × (84 × 23/33 + 8 × 2/8) ÷ 92 = 65.810…
        // Resources: coping 1 → 5, close ones 0 → 0, everyday skills 2 → 8 of 15 + 12 + 12: 100 × 13/39 = 33.333…
        var suggestion = Scorecard.Suggest(ClientProfile.From(FeatureCatalogue.Default,
        [
            new("need.daily-living", 2), new("need.safety", 3), new("need.health", 1),
            new("resources.coping", 1), new("resources.close-ones", 0), new("resources.everyday-skills", 2),
            new("history.contacts-12-months", 7), new("history.repeat-contacts-12-months", 0), new("history.handoffs-12-months", 1),
        ]));

        Assert.AreEqual(100 * ((84 * 23.0 / 33) + (8 * 2.0 / 8)) / 92, suggestion.Need, Rounding);
        Assert.AreEqual(100 * 13.0 / 39, suggestion.Resources, Rounding);
        Assert.AreEqual("HUOL", suggestion.Segment?.Code);
        Assert.AreEqual(suggestion.Need - 50, suggestion.MarginPoints, Rounding);

        // Safety got 12 of 12 where the threshold's share would be 6: 6 points, each worth 100 × 84/92 ÷ 33.
        var safety = suggestion.Contributions.Single(contribution => contribution.Feature.Code == "need.safety");
        Assert.AreEqual(6 * 100 * 84.0 / 92 / 33, safety.Points, Rounding);
    }

    [TestMethod]
    public void Base_and_contributions_sum_to_the_score_of_every_row()
    {
        var random = new Random(7);
        for (var round = 0; round < Rounds; round++)
        {
            var row = Rows.Random(random, missingShare: round % 11 / 10.0);
            var suggestion = Scorecard.Suggest(Rows.ToProfile(row));
            double SumOf(Axis axis) => suggestion.Contributions.Where(contribution => contribution.Axis == axis).Sum(contribution => contribution.Points);

            Assert.AreEqual(suggestion.Need, suggestion.NeedBase + SumOf(Axis.Need), Rounding, Rows.Print(row));
            Assert.AreEqual(suggestion.Resources, suggestion.ResourcesBase + SumOf(Axis.Resources), Rounding, Rows.Print(row));
            Assert.IsTrue(suggestion is { Need: >= 0 and <= 100 + Rounding, Resources: >= 0 and <= 100 + Rounding }, Rows.Print(row));
            Assert.AreEqual(1, suggestion.Probabilities.Sum(), Rounding, Rows.Print(row));
        }
    }

    [TestMethod]
    public void Suggestion_in_logits_says_the_same_as_the_one_in_axis_points()
    {
        var random = new Random(29);
        for (var round = 0; round < Rounds; round++)
        {
            var row = Rows.Random(random, missingShare: round % 11 / 10.0);
            var suggestion = Scorecard.Suggest(Rows.ToProfile(row));

            var inLogits = Scorecard.InLogits(suggestion);

            var fromLogits = new double[4];
            Softmax.Apply(inLogits.Logits.ToArray(), 1, fromLogits);
            for (var segment = 0; segment < 4; segment++)
            {
                Assert.AreEqual(suggestion.Probabilities[segment], fromLogits[segment], 1e-12, Rows.Print(row));
                var sum = inLogits.Intercepts[segment] + Enumerable.Range(0, inLogits.Terms.Count).Sum(term => inLogits.Contributions[(term * 4) + segment]);
                Assert.AreEqual(inLogits.Logits[segment], sum, Rounding, Rows.Print(row));
            }

            Assert.AreEqual((suggestion.Segment?.Index, "expert-scorecard/1"), (inLogits.Segment, inLogits.ModelId), Rows.Print(row));
            CollectionAssert.AreEqual(suggestion.MissingRequired.Select(feature => feature.Index).ToArray(), inLogits.MissingRequired.ToArray());
        }
    }

    [TestMethod]
    public void More_need_never_lowers_need_and_stronger_resources_never_lower_resources()
    {
        var random = new Random(11);
        for (var round = 0; round < Rounds; round++)
        {
            var row = Rows.Random(random, missingShare: 0.2);
            var raised = FeatureCatalogue.Default.Features[random.Next(row.Length)];
            if (!raised.Accepts(row[raised.Index] + 1) || double.IsNaN(row[raised.Index]))
                continue;
            var before = Scorecard.Score(row);

            row[raised.Index]++;
            var after = Scorecard.Score(row);

            Assert.IsGreaterThanOrEqualTo(before.Need - Rounding, after.Need, $"{raised.Code} in {Rows.Print(row)}");
            Assert.IsGreaterThanOrEqualTo(before.Resources - Rounding, after.Resources, $"{raised.Code} in {Rows.Print(row)}");
        }
    }

    [TestMethod]
    public void Unanswered_items_do_not_pull_the_score_towards_either_end()
    {
        var random = new Random(13);
        for (var round = 0; round < 200; round++)
        {
            var row = Rows.Uniform(need: 3, resources: 0);
            foreach (var feature in FeatureCatalogue.Default.Features.Where(_ => random.Next(2) == 0))
                row[feature.Index] = double.NaN;
            row[0] = 3;
            row[8] = 0;

            var score = Scorecard.Score(row);

            Assert.AreEqual((100.0, 0.0), (Math.Round(score.Need, 9), score.Resources), Rows.Print(row));
        }
    }

    [TestMethod]
    public void Score_with_answers_missing_at_random_is_right_on_average()
    {
        // History included, which is never missing. A tenth of the answers missing; 4,000 draws put the mean within about 0.1 points.
        var random = new Random(17);
        var row = Rows.ToProfile(Rows.Random(random, missingShare: 0)).Row.ToArray();
        var complete = Scorecard.Score(row);
        double need = 0, resources = 0;

        const int draws = 4000;
        for (var draw = 0; draw < draws; draw++)
        {
            var partly = (double[])row.Clone();
            foreach (var feature in FeatureCatalogue.Default.Features.Where(feature => feature.IsAssessmentItem && random.Next(10) == 0))
                partly[feature.Index] = double.NaN;
            var score = Scorecard.Score(partly);
            need += score.Need / draws;
            resources += score.Resources / draws;
        }

        Assert.AreEqual(complete.Need, need, 0.5);
        Assert.AreEqual(complete.Resources, resources, 0.5);
    }

    [TestMethod]
    public void Score_exactly_on_the_threshold_is_high_on_both_axes()
    {
        // Exactly half of the points on each axis: need 8 + 3 + 8 + 3 + 2 + 3 + 0 + 15 = 42 of 84;
        // resources, hope and digital not answered, 10 + 8 + 6 + 0 = 24 of 15 + 12 + 9 + 12 = 48.
        var row = Rows.Uniform(0, 0);
        (row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7]) = (2, 1, 2, 1, 1, 1, 0, 3);
        (row[8], row[9], row[10], row[11], row[12], row[13]) = (2, 2, 2, double.NaN, 0, double.NaN);

        var score = Scorecard.Score(row);

        Assert.AreEqual((50.0, 50.0), (Math.Round(score.Need, 9), Math.Round(score.Resources, 9)));
        Assert.AreEqual("YHT", SegmentationScheme.Default.Segments[score.SegmentIndex].Code);
    }

    [TestMethod]
    public void Nothing_known_scores_the_threshold_and_abstains_naming_what_is_missing()
    {
        var suggestion = Scorecard.Suggest(ClientProfile.From(FeatureCatalogue.Default, []));

        Assert.IsNull(suggestion.Segment);
        Assert.AreEqual((50.0, 50.0, 0.0), (suggestion.Need, suggestion.Resources, suggestion.MarginPoints));
        Assert.IsEmpty(suggestion.Contributions);
        Assert.AreEqual(
            "need.daily-living need.health need.safety resources.coping resources.close-ones resources.everyday-skills",
            string.Join(' ', suggestion.MissingRequired.Select(feature => feature.Code)));
        Assert.IsTrue(suggestion.Probabilities.All(probability => probability == 0.25));
    }

    [TestMethod]
    public void One_missing_required_item_is_enough_to_abstain_and_an_optional_one_is_not()
    {
        var row = Rows.Uniform(3, 3);
        row[13] = double.NaN;
        Assert.AreEqual("YHT", Scorecard.Suggest(Rows.ToProfile(row)).Segment?.Code);

        row[5] = double.NaN;
        var suggestion = Scorecard.Suggest(Rows.ToProfile(row));

        Assert.IsNull(suggestion.Segment);
        Assert.AreEqual("YHT", suggestion.NearestSegment.Code);
        Assert.AreEqual("need.safety", suggestion.MissingRequired.Single().Code);
    }

    [TestMethod]
    public void Age_alone_changes_nothing()
    {
        var row = Rows.Uniform(1, 2);
        var young = Scorecard.Score(row);

        row[17] = 97;

        Assert.AreEqual(young, Scorecard.Score(row));
    }

    [TestMethod]
    public void Probabilities_follow_the_distance_to_the_thresholds()
    {
        var near = Scorecard.ProbabilitiesOf(need: 51, resources: 49);
        var far = Scorecard.ProbabilitiesOf(need: 90, resources: 10);
        var careManaged = SegmentationScheme.Default.Find("HUOL")!.Index;

        Assert.AreEqual(careManaged, Array.IndexOf(near, near.Max()));
        Assert.IsLessThan(0.3, near[careManaged]);
        Assert.IsGreaterThan(0.95, far[careManaged]);
    }

    [TestMethod]
    public void Scoring_many_equals_scoring_each_and_explaining_each()
    {
        var random = new Random(19);
        var rows = Enumerable.Range(0, 500).Select(_ => Rows.Random(random, missingShare: 0.1)).ToArray();
        var scores = new ScorecardScore[rows.Length];

        Scorecard.ScoreMany([.. rows.SelectMany(row => row)], scores);

        for (var index = 0; index < rows.Length; index++)
        {
            var suggestion = Scorecard.Suggest(Rows.ToProfile(rows[index]));
            Assert.AreEqual(
                new ScorecardScore(suggestion.Need, suggestion.Resources, suggestion.Segment?.Index ?? ScorecardScore.Abstained),
                scores[index],
                Rows.Print(rows[index]));
        }
    }

    [TestMethod]
    public void Scoring_many_allocates_nothing()
    {
        var random = new Random(23);
        double[] rows = [.. Enumerable.Range(0, 1000).SelectMany(_ => Rows.Random(random, missingShare: 0.1))];
        var scores = new ScorecardScore[1000];
        Scorecard.ScoreMany(rows, scores);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Scorecard.ScoreMany(rows, scores);

        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    public void Rows_that_do_not_fit_are_refused_with_the_limit()
    {
        var tooHigh = Rows.Uniform(1, 1);
        tooHigh[5] = 4;
        var broken = Rows.Uniform(1, 1);
        broken[8] = 0.5;

        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => Scorecard.Score(tooHigh)).Message, "need.safety must be a whole number 0–3, and is 4.", StringComparison.Ordinal);
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => Scorecard.Score(broken)).Message, "resources.coping must be a whole number 0–3, and is 0.5.", StringComparison.Ordinal);
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => Scorecard.Score(new double[17])).Message, "18 values, and this one 17", StringComparison.Ordinal);
        Assert.ThrowsExactly<ArgumentException>(() => Scorecard.ScoreMany(new double[35], new ScorecardScore[2]));
    }

    [TestMethod]
    public void Count_beyond_the_last_band_has_the_last_bands_points()
    {
        var row = Rows.Uniform(1, 1);
        row[15] = 3;
        var atLastBand = Scorecard.Score(row);

        row[15] = 5_000_000_000;

        Assert.AreEqual(atLastBand, Scorecard.Score(row));
    }
}
