using System.Text;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.ClientSegments;
using Palveluohjaus.Segmentation.Profiles;
using Palveluohjaus.Segmentation.Scheme;
using Palveluohjaus.Segmentation.Scorecard;
using Palveluohjaus.Segmentation.Suggestions;

namespace Palveluohjaus.Guidance.Tests.ClientSegments;

[TestClass]
public sealed class ScoreClientsTests
{
    [TestMethod]
    public async Task Client_with_great_need_and_weak_resources_is_stored_with_the_reasons()
    {
        using var county = await CountyWithHistory.CreateAsync();
        var clientId = await county.AddClientAsync(answers: Answers(need: 3, resources: 0));

        await county.ScoreAsync();

        var scored = (await ScoredAsync(county)).Single();
        Assert.AreEqual((clientId, "HUOL", "four-field/1", "expert-scorecard/1"), (scored.ClientId, scored.Segment, scored.SchemeVersion, scored.ModelVersion));
        Assert.AreEqual(county.NowUtc, scored.ScoredAtUtc);

        // An axis point is 1 ÷ (2 × 8) logit points: HUOL − TUKI is the need axis alone, HUOL − YHT the resources axis turned round.
        var reasoning = StoredReasoning.Read(scored.Reasoning);
        Assert.HasCount(16, reasoning.Reasons);
        double SumOf(int segment) => reasoning.Reasons.Sum(reason => reason.Points[segment]) + reasoning.Others[segment];
        Assert.AreEqual(scored.Need, 50 + (8 * (SumOf(3) - SumOf(1))), 1e-9);
        Assert.AreEqual(scored.Resources, 50 - (8 * (SumOf(3) - SumOf(2))), 1e-9);
        CollectionAssert.AreEqual(new List<string> { "HUOL" }, reasoning.Possible.ToList());
    }

    [TestMethod]
    public async Task Client_without_a_required_answer_is_stored_without_a_segment()
    {
        using var county = await CountyWithHistory.CreateAsync();
        await county.AddClientAsync();
        var answers = Answers(need: 1, resources: 2);
        answers.Remove("need.safety");
        await county.AddClientAsync(answers: answers);

        var summary = await county.ScoreAsync();

        Assert.AreEqual((2, 2, 2), (summary.ClientsSeen, summary.Scored, summary.Abstained));
        var scored = await ScoredAsync(county);
        Assert.IsTrue(scored.All(each => each is { Segment: null, Abstained: AbstainReason.MissingAnswers }));
        Assert.IsTrue(scored.Any(each => StoredReasoning.Read(each.Reasoning).Missing.SequenceEqual(["need.safety"])));
    }

    [TestMethod]
    public async Task Second_run_stores_nothing()
    {
        using var county = await CountyWithHistory.CreateAsync();
        await county.AddClientAsync(answers: Answers(need: 0, resources: 3));
        await county.AddClientAsync(answers: Answers(need: 3, resources: 3));
        await county.AddClientAsync();
        var first = await county.ScoreAsync();
        var before = await ScoredAsync(county);
        county.Advance(TimeSpan.FromHours(1));

        var second = await county.ScoreAsync();

        Assert.AreEqual((3, 0, 3, 1), (second.ClientsSeen, second.Scored, second.Unchanged, second.Abstained));
        CollectionAssert.AreEqual(first.BySegment.ToList(), second.BySegment.ToList());
        CollectionAssert.AreEqual(
            before.Select(scored => (scored.ClientId, scored.ScoredAtUtc)).ToList(),
            (await ScoredAsync(county)).Select(scored => (scored.ClientId, scored.ScoredAtUtc)).ToList());
    }

    [TestMethod]
    public async Task Only_the_client_whose_profile_changed_is_scored_again()
    {
        using var county = await CountyWithHistory.CreateAsync();
        var changing = await county.AddClientAsync(answers: Answers(need: 0, resources: 3));
        await county.AddClientAsync(answers: Answers(need: 0, resources: 3));
        await county.ScoreAsync();
        county.Advance(TimeSpan.FromHours(1));
        await county.AddAssessmentAsync(changing, Answers(need: 3, resources: 3), county.NowUtc);

        var summary = await county.ScoreAsync();

        Assert.AreEqual((1, 1), (summary.Scored, summary.Unchanged));
        var scored = (await ScoredAsync(county)).ToDictionary(row => row.ClientId);
        Assert.HasCount(2, scored);
        Assert.AreEqual(("YHT", county.NowUtc), (scored[changing].Segment, scored[changing].ScoredAtUtc));
    }

    [TestMethod]
    public async Task Another_scorecard_or_scheme_scores_everyone_again()
    {
        using var county = await CountyWithHistory.CreateAsync();
        await county.AddClientAsync(answers: Answers(need: 2, resources: 2));
        await county.ScoreAsync();

        var summary = await county.ScoreAsync(OtherVersionOfScheme());

        Assert.AreEqual((1, "four-field/2"), (summary.Scored, summary.SchemeVersion));
        Assert.AreEqual("four-field/2", (await ScoredAsync(county)).Single().SchemeVersion);
    }

    [TestMethod]
    public async Task Run_that_is_cut_short_keeps_its_batches_and_the_next_one_finishes()
    {
        // May take a second: it needs two whole batches and a piece, all of them stored.
        using var county = await CountyWithHistory.CreateAsync();
        await county.AddClientsAsync((2 * ScoreClients.BatchSize) + 5);
        using var cancel = new CancellationTokenSource();
        var reported = new Reports(seen => cancel.Cancel());

        await Assert.ThrowsAsync<OperationCanceledException>(() => county.ScoreAsync(progress: reported, cancellationToken: cancel.Token));
        Assert.HasCount(ScoreClients.BatchSize, await ScoredAsync(county));
        var finishing = new Reports(_ => { });
        var summary = await county.ScoreAsync(progress: finishing);

        Assert.AreEqual((ScoreClients.BatchSize, ScoreClients.BatchSize + 5), (summary.Unchanged, summary.Scored));
        CollectionAssert.AreEqual(new List<int> { 2000, 4000, 4005 }, finishing.Seen);
        Assert.HasCount(4005, await ScoredAsync(county));
    }

    [TestMethod]
    public async Task Whole_full_batch_is_replaced_in_one_piece()
    {
        using var county = await CountyWithHistory.CreateAsync();
        await county.AddClientsAsync(ScoreClients.BatchSize);
        await county.ScoreAsync();

        var summary = await county.ScoreAsync(OtherVersionOfScheme());

        Assert.AreEqual(ScoreClients.BatchSize, summary.Scored);
        Assert.HasCount(ScoreClients.BatchSize, await ScoredAsync(county));
    }

    [TestMethod]
    public async Task Summary_compares_suggestions_with_the_latest_decisions()
    {
        // Suggested OMA, HUOL, YHT; decided at last OMA, HUOL, HUOL. pₒ = 2/3; pₑ = (1·1 + 2·1)/9 = 1/3; κ = (2/3 − 1/3)/(2/3) = 1/2.
        using var county = await CountyWithHistory.CreateAsync();
        var oma = await county.AddClientAsync(answers: Answers(need: 0, resources: 3));
        var huol = await county.AddClientAsync(answers: Answers(need: 3, resources: 0));
        var yht = await county.AddClientAsync(answers: Answers(need: 3, resources: 3));
        var abstained = await county.AddClientAsync();
        var outside = await county.AddClientAsync(answers: Answers(need: 0, resources: 3));
        await county.DecideAsync(oma, "TUKI");
        await county.DecideAsync(oma, "OMA");
        await county.DecideAsync(huol, "HUOL");
        await county.DecideAsync(yht, "HUOL");
        await county.DecideAsync(abstained, "OMA");
        await county.DecideAsync(outside, "VERKOSTO");

        var summary = await county.ScoreAsync();

        Assert.AreEqual(3, summary.Compared);
        Assert.AreEqual(2.0 / 3, summary.Accuracy, 1e-12);
        Assert.AreEqual(0.5, summary.CohensKappa, 1e-12);
        CollectionAssert.AreEqual(
            new List<SegmentCount> { new("OMA", 2), new("TUKI", 0), new("YHT", 1), new("HUOL", 1) },
            summary.BySegment.ToList());
    }

    [TestMethod]
    public async Task Every_run_leaves_one_audit_entry_without_a_client_in_it()
    {
        using var county = await CountyWithHistory.CreateAsync();
        await county.AddClientAsync();
        await county.ScoreAsync();
        await county.ScoreAsync();

        await using var guidance = county.Open();
        var entries = await guidance.AuditEntries.Where(entry => entry.Subject == nameof(ScoredClient)).ToListAsync();
        Assert.HasCount(2, entries);
        Assert.IsTrue(entries.All(entry => entry is { Actor: "segment", Action: AuditAction.Update, ClientId: null }));
    }

    [TestMethod]
    public async Task County_without_clients_is_scored_without_a_fault()
    {
        using var county = await CountyWithHistory.CreateAsync();

        var summary = await county.ScoreAsync();

        Assert.AreEqual((0, 0, 0L, double.NaN), (summary.ClientsSeen, summary.Scored, summary.Compared, summary.Accuracy));
    }

    private static Dictionary<string, int> Answers(int need, int resources) => FeatureCatalogue.Default.Features
        .Where(feature => feature.IsAssessmentItem)
        .ToDictionary(feature => feature.Code, feature => feature.Kind == FeatureKind.NeedRating ? need : resources);

    private static Task<List<ScoredClient>> ScoredAsync(CountyWithHistory county) => county.ScoredAsync();

    private static ExpertScorecard OtherVersionOfScheme()
    {
        var json = Embedded("default-scheme.json").Replace("\"version\": \"1\"", "\"version\": \"2\"", StringComparison.Ordinal);
        var scheme = SegmentationScheme.Read(new MemoryStream(Encoding.UTF8.GetBytes(json)), "scheme");
        return ExpertScorecard.Read(new MemoryStream(Encoding.UTF8.GetBytes(Embedded("default-scorecard.json"))), "scorecard", scheme, FeatureCatalogue.Default);
    }

    private static string Embedded(string name)
    {
        using var reader = new StreamReader(typeof(SegmentationScheme).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    private sealed class Reports(Action<int> then) : IProgress<int>
    {
        public List<int> Seen { get; } = [];

        public void Report(int value)
        {
            Seen.Add(value);
            then(value);
        }
    }
}
