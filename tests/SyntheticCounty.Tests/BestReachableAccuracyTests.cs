using System.Globalization;
using System.Text.RegularExpressions;
using Palveluohjaus.Guidance.Assessments;
using Palveluohjaus.SyntheticCounty.Answers;
using Palveluohjaus.Testing;

namespace Palveluohjaus.SyntheticCounty.Tests;

[TestClass]
public sealed partial class BestReachableAccuracyTests
{
    private static readonly CountyParameters Default = new();
    private static readonly Lazy<BestReachableAccuracy> Computed = new(() => BestReachableAccuracy.Compute(Default));

    [TestMethod]
    public void The_documented_accuracies_are_true()
    {
        var document = File.ReadAllText(Path.Combine(SharedData.FindRepository(), "docs", "synthetic-county.md"));
        var documented = DocumentedPercent().Matches(document).ToDictionary(match => match.Groups["what"].Value, match => double.Parse(match.Groups["percent"].Value, CultureInfo.InvariantCulture));

        // The document rounds to 0.1 point and states its tolerance of one point, which is far above the error of 10,000 samples.
        Assert.AreEqual(documented["Knowing the latent traits"], 100 * Computed.Value.GivenTraits, 1.0);
        Assert.AreEqual(documented["Knowing one assessment's answers and the life stage"], 100 * Computed.Value.GivenAnswers, 1.0);
        Assert.AreEqual(documented["Naming the commonest segment"], 100 * Computed.Value.NamingTheCommonest, 1.0);
        Assert.IsLessThan(0.003, Computed.Value.StandardError);
    }

    [TestMethod]
    public void Knowing_more_never_makes_the_best_accuracy_worse()
    {
        Assert.IsLessThan(Computed.Value.GivenAnswers, Computed.Value.NamingTheCommonest);
        Assert.IsLessThan(Computed.Value.GivenTraits, Computed.Value.GivenAnswers);
    }

    [TestMethod]
    public void The_same_parameters_give_the_same_figures() =>
        Assert.AreEqual(BestReachableAccuracy.Compute(Default, samples: 500), BestReachableAccuracy.Compute(Default, samples: 500));

    [TestMethod]
    public void Professionals_who_see_perfectly_could_be_predicted_perfectly_from_the_traits()
    {
        var perfect = BestReachableAccuracy.Compute(Default with { Labels = new LabelParameters { PerceptionError = 1e-6 } }, samples: 500);

        Assert.AreEqual(1, perfect.GivenTraits, 1e-6);
        Assert.IsLessThan(0.95, perfect.GivenAnswers);
    }

    [TestMethod]
    public void The_posterior_reaches_the_stated_accuracy_on_the_countys_own_labels()
    {
        var rows = CountyUnderTest.History.Rows;
        var posterior = new LabelPosterior(Default);
        var chances = new double[4];
        var decided = rows.SegmentDecisions.ToDictionary(decision => (decision.ClientId, decision.DecidedAtUtc), decision => decision.Segment);

        var firsts = rows.Assessments.Where(assessment => assessment.CaseId is not null).ToList();
        var hits = firsts.Count(assessment =>
        {
            posterior.Of(SheetOf(assessment), assessment.LifeStage, chances);
            var best = (SegmentCode)Array.IndexOf(chances, chances.Max());
            return decided[(assessment.ClientId, assessment.AssessedAtUtc)] == best.ToString();
        });

        // About 2,600 labels: one standard error is 0.9 points, and three are allowed.
        Assert.AreEqual(Computed.Value.GivenAnswers, (double)hits / firsts.Count, 0.03);
    }

    [TestMethod]
    public void Labelled_clients_are_like_the_rest()
    {
        var rows = CountyUnderTest.History.Rows;
        var shares = rows.Assessments.Where(assessment => assessment.CaseId is not null).GroupBy(assessment => assessment.LifeStage)
            .ToDictionary(stage => stage.Key, stage => stage.Count());
        var clients = rows.Clients.GroupBy(client => Guidance.Cases.LifeStages.Of(client, CountyUnderTest.History.Setting.FirstDay)).ToDictionary(stage => stage.Key, stage => stage.Count());

        foreach (var (stage, count) in clients)
            Assert.AreEqual(Default.Labels.AssessedShare, (double)shares[stage] / count, 0.08, $"{stage}");
    }

    [TestMethod]
    [DataRow(0.0)]
    [DataRow(50.0)]
    [DataRow(100.0)]
    public void The_ratings_of_an_item_have_probabilities_that_sum_to_one(double trait)
    {
        var probabilities = new double[AssessmentItem.Ratings];
        foreach (var item in AssessmentItem.OfNeed.Concat(AssessmentItem.OfResources))
        {
            item.RatingProbabilities(trait, probabilities);

            Assert.AreEqual(1, probabilities.Sum(), 1e-12, item.Code);
            Assert.IsTrue(probabilities.All(probability => probability > 0), item.Code);
        }
    }

    [TestMethod]
    public void The_normal_distribution_agrees_with_a_printed_table()
    {
        // Φ(1.96), Φ(−1) and Φ(0), to five decimals.
        Assert.AreEqual(0.97500, ProfessionalJudgement.ChanceSeenHigh(50 + 19.6, 10), 5e-6);
        Assert.AreEqual(0.15866, ProfessionalJudgement.ChanceSeenHigh(40, 10), 5e-6);
        Assert.AreEqual(0.50000, ProfessionalJudgement.ChanceSeenHigh(50, 10), 5e-6);
    }

    private static AnswerSheet SheetOf(Assessment assessment)
    {
        return new AnswerSheet(Ratings(AssessmentItem.OfNeed), Ratings(AssessmentItem.OfResources));

        int?[] Ratings(IReadOnlyList<AssessmentItem> items) =>
            [.. items.Select(item => assessment.Answers.TryGetValue(item.Code, out var rating) ? rating : (int?)null)];
    }

    [GeneratedRegex(@"^\| (?<what>[A-Z][^|]*?) \| (?<percent>[0-9.]+) % \|", RegexOptions.Multiline)]
    private static partial Regex DocumentedPercent();
}
