using Palveluohjaus.Guidance.ClientSegments;
using Palveluohjaus.Segmentation.Evaluation;
using Palveluohjaus.Segmentation.GlassBox;
using Palveluohjaus.Segmentation.Profiles;
using Palveluohjaus.Segmentation.Suggestions;

namespace Palveluohjaus.Guidance.Tests.ClientSegments;

[TestClass]
public sealed class StoredReasoningTests
{
    [TestMethod]
    public void Reasons_survive_storing_and_still_sum_to_the_logits()
    {
        var suggestion = SuggestWithEveryPair();

        var read = StoredReasoning.Read(StoredReasoning.Of(suggestion, FeatureCatalogue.Default).Write());

        var reasons = read.ReasonsIn(FeatureCatalogue.Default);
        Assert.HasCount(StoredReasoning.ReasonsKept, reasons.Named);
        for (var segment = 0; segment < 4; segment++)
            Assert.AreEqual(suggestion.Logits[segment], read.Base[segment] + reasons.Named.Sum(reason => reason.Points[segment]) + reasons.Others[segment], 1e-9);
        CollectionAssert.AreEqual(suggestion.Probabilities.ToList(), read.Probabilities.ToList());
        Assert.IsTrue(reasons.Named.Any(reason => double.IsNaN(reason.FirstValue)), "Unanswered items stay unanswered.");
    }

    [TestMethod]
    public void Longest_reasoning_fits_its_column()
    {
        // Every item unanswered and required, the reasons all pairs, each number as long as numbers are.
        var suggestion = SuggestWithEveryPair();
        var longest = suggestion with { MissingRequired = [.. Enumerable.Range(0, 18)], Possible = [0, 1, 2, 3], NextQuestion = new NextQuestion(15, 0.1) };

        var stored = StoredReasoning.Of(longest, FeatureCatalogue.Default).Write();

        Assert.IsLessThan(8000, stored.Length);
    }

    [TestMethod]
    public void Reason_of_a_feature_that_is_gone_joins_the_others()
    {
        var stored = StoredReasoning.Of(SuggestWithEveryPair(), FeatureCatalogue.Default);
        var withStranger = stored with { Reasons = [.. stored.Reasons, new StoredReason("need.gardening", 1, null, null, [1, 2, 3, 4]), new StoredReason("need.health", 1, "need.gardening", 1, [10, 20, 30, 40])] };

        var reasons = StoredReasoning.Read(withStranger.Write()).ReasonsIn(FeatureCatalogue.Default);

        Assert.HasCount(StoredReasoning.ReasonsKept, reasons.Named);
        Assert.AreEqual(stored.Others[3] + 44, reasons.Others[3], 1e-9);
    }

    private static ModelSuggestion SuggestWithEveryPair()
    {
        var random = new Random(5);
        var axes = FeatureCatalogue.Default.Features.Select(feature => TermAxis.OfNumber(feature.Index, [1])).ToArray();
        var tables = axes.SelectMany((first, index) => axes.Skip(index + 1).Select(second => new TermTable(
            first, second, [.. Enumerable.Range(0, 36).Select(_ => random.NextDouble() - 0.5)], [.. Enumerable.Repeat(1.0 / 9, 9)]))).ToArray();
        var champion = Champions.Of();
        var model = new GlassBoxModel(champion.Model.Schema, [0.1, 0.2, -0.1, -0.2], tables);
        float[] row = [.. FeatureCatalogue.Default.Features.Select(feature => feature.Index % 3 == 0 ? float.NaN : 1)];
        return new SuggestSegment(champion with { Model = model, Reference = new ReferenceDistribution(champion.Reference.Columns, [0.25, 0.25, 0.25, 0.25]) }).Suggest(row);
    }
}
