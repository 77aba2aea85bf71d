using System.Text;
using Palveluohjaus.Segmentation.Profiles;
using Palveluohjaus.Segmentation.Scheme;
using Palveluohjaus.Segmentation.Scorecard;

namespace Palveluohjaus.Segmentation.Tests.Scorecard;

[TestClass]
public sealed class ScorecardFileTests
{
    private const string Good = """
        {
          "code": "county", "version": "2", "catalogue": "first-assessment-1", "confidenceScalePoints": 8,
          "need": [
            { "feature": "need.safety", "points": [0, 1, 2, 4], "required": true, "rationale": { "fi": "a", "sv": "b", "en": "c" } },
            { "feature": "history.handoffs-12-months", "from": [0, 2, 5], "points": [0, 1, 3], "rationale": { "fi": "a", "sv": "b", "en": "c" } }
          ],
          "resources": [
            { "feature": "resources.hope", "points": [0, 1, 2, 3], "rationale": { "fi": "a", "sv": "b", "en": "c" } }
          ]
        }
        """;

    [TestMethod]
    public void Edited_file_scores_by_its_own_points()
    {
        var scorecard = Read(Good);

        Assert.AreEqual("county/2", scorecard.Id);
        CollectionAssert.AreEqual(new double[] { 0, 0, 1, 1, 1, 3 }, scorecard.Items[1].PointsByValue);
        Assert.AreEqual("HUOL", scorecard.Suggest(ClientProfile.From(FeatureCatalogue.Default, [new("need.safety", 3), new("resources.hope", 1)])).Segment?.Code);
    }

    [TestMethod]
    public void Every_weight_of_the_default_has_its_reason_in_three_languages()
    {
        Assert.HasCount(16, ExpertScorecard.Default.Items);
        foreach (var item in ExpertScorecard.Default.Items)
            Assert.AreEqual(3, new[] { item.Rationale.Fi, item.Rationale.Sv, item.Rationale.En }.Distinct().Count(text => text.EndsWith('.')), item.Feature.Code);
    }

    [TestMethod]
    [DataRow("first-assessment-1", "first-assessment-9", "catalogue must be first-assessment-1, the features in use, and is first-assessment-9.")]
    [DataRow("\"confidenceScalePoints\": 8", "\"confidenceScalePoints\": 0", "confidenceScalePoints must be over 0 and at most 100.")]
    [DataRow("need.safety", "need.gardening", "need[0].feature need.gardening is not in the catalogue first-assessment-1.")]
    [DataRow("history.handoffs-12-months", "need.safety", "need[1].feature need.safety is on the axis twice.")]
    [DataRow("[0, 1, 2, 4]", "[0, 2, 1, 4]", "need[0].points must begin with 0, never fall, and end above 0.")]
    [DataRow("[0, 1, 2, 4]", "[0, 0, 0, 0]", "need[0].points must begin with 0, never fall, and end above 0.")]
    [DataRow("[0, 1, 2, 4]", "[1, 1, 2, 4]", "need[0].points must begin with 0, never fall, and end above 0.")]
    [DataRow("[0, 1, 2, 4]", "[0, 1, 2]", "need[0].points must reach to the answer 3 of need.safety, and not beyond.")]
    [DataRow("[0, 1, 2, 4]", "[0, 1, 2, 4, 5]", "need[0].points must reach to the answer 3 of need.safety, and not beyond.")]
    [DataRow("\"from\": [0, 2, 5]", "\"from\": [0, 2]", "need[1].from must have as many numbers as points (3), and has 2.")]
    [DataRow("\"from\": [0, 2, 5]", "\"from\": [0, 5, 2]", "need[1].from must begin with 0, always rise, and end at 1000 or before.")]
    [DataRow("\"from\": [0, 2, 5]", "\"from\": [0, 2, 2000000000]", "need[1].from must begin with 0, always rise, and end at 1000 or before.")]
    [DataRow("\"sv\": \"b\"", "\"sv\": \"\"", "need[0].rationale.sv must have 1–500 characters.")]
    [DataRow("\"required\": true", "\"mandatory\": true", "mandatory")]
    [DataRow("\"version\": \"2\", ", "", "version")]
    public void Wrong_file_is_refused_and_says_where(string good, string bad, string expected)
    {
        StringAssert.Contains(Good, good, StringComparison.Ordinal);
        var at = Good.IndexOf(good, StringComparison.Ordinal);

        var exception = Assert.ThrowsExactly<InvalidDataException>(() => Read(Good[..at] + bad + Good[(at + good.Length)..]));

        StringAssert.StartsWith(exception.Message, "county.json", StringComparison.Ordinal);
        StringAssert.Contains(exception.Message, expected, StringComparison.Ordinal);
    }

    private static ExpertScorecard Read(string json) =>
        ExpertScorecard.Read(new MemoryStream(Encoding.UTF8.GetBytes(json)), "county.json", SegmentationScheme.Default, FeatureCatalogue.Default);
}
