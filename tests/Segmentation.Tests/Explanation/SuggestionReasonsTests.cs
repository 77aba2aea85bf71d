using Palveluohjaus.Segmentation.Explanation;
using Palveluohjaus.Segmentation.Profiles;
using Palveluohjaus.Segmentation.Suggestions;
using Palveluohjaus.Segmentation.Tests.Suggestions;

namespace Palveluohjaus.Segmentation.Tests.Explanation;

[TestClass]
public sealed class SuggestionReasonsTests
{
    [TestMethod]
    public void Named_reasons_and_the_others_sum_to_the_logits()
    {
        for (var seed = 1; seed <= 20; seed++)
        {
            var random = new Random(seed);
            var suggestion = new SuggestSegment(GlassBoxes.OfCatalogue(random, pairCount: 30, temperature: 1.3)).Suggest(GlassBoxes.RandomRow(random, 0.2));

            var reasons = SuggestionReasons.Of(suggestion, FeatureCatalogue.Default, atMost: 16);

            Assert.HasCount(16, reasons.Named);
            for (var segment = 0; segment < 4; segment++)
            {
                var sum = suggestion.Intercepts[segment] + reasons.Named.Sum(reason => reason.Points[segment]) + reasons.Others[segment];
                Assert.AreEqual(suggestion.Logits[segment], sum, 1e-9, $"seed {seed}");
            }

            Assert.IsTrue(reasons.Named.Zip(reasons.Named.Skip(1)).All(pair => pair.First.Spread >= pair.Second.Spread), $"seed {seed}");
        }
    }

    [TestMethod]
    public void Reason_keeps_its_answers_and_a_missing_one_is_not_a_number()
    {
        var random = new Random(3);
        var row = GlassBoxes.RandomRow(random, 0);
        row[9] = float.NaN;
        row[17] = 83;
        var suggestion = new SuggestSegment(GlassBoxes.OfCatalogue(random, pairCount: 153, temperature: 1)).Suggest(row);

        var reasons = SuggestionReasons.Of(suggestion, FeatureCatalogue.Default, atMost: 1000).Named;

        Assert.HasCount(18 + 153, reasons);
        var pair = reasons.Single(reason => (reason.First.Code, reason.Second?.Code) == ("resources.close-ones", "client.age-years"));
        Assert.AreEqual((double.NaN, 83.0), (pair.FirstValue, pair.SecondValue));
        var alone = reasons.Single(reason => (reason.First.Code, reason.Second) == ("client.age-years", null));
        Assert.AreEqual((83.0, double.NaN), (alone.FirstValue, alone.SecondValue));
    }

    [TestMethod]
    public void Reason_that_moves_nothing_is_not_named()
    {
        var suggestion = new SuggestSegment(GlassBoxes.OfCatalogue(new Random(5), pairCount: 0, temperature: 1)).Suggest(GlassBoxes.RandomRow(new Random(5), 0));
        var even = suggestion with { Contributions = [.. suggestion.Contributions.Select((points, index) => index < 4 ? points : 0.25)] };

        var reasons = SuggestionReasons.Of(even, FeatureCatalogue.Default, atMost: 16);

        Assert.AreEqual("need.daily-living", reasons.Named.Single().First.Code);
        Assert.AreEqual(17 * 0.25, reasons.Others[2], 1e-12);
    }

    [TestMethod]
    public void Model_of_other_columns_has_no_words()
    {
        var suggestion = new SuggestSegment(GlassBoxes.Calibrate(GlassBoxes.OfXAndY())).Suggest([1, 1, 1]);

        Assert.ThrowsExactly<ArgumentException>(() => SuggestionReasons.Of(suggestion, FeatureCatalogue.Default, atMost: 16));
    }
}
