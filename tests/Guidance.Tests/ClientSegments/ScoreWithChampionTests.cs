using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.ClientSegments;
using Palveluohjaus.Segmentation.Profiles;
using Palveluohjaus.Segmentation.Suggestions;

namespace Palveluohjaus.Guidance.Tests.ClientSegments;

[TestClass]
public sealed class ScoreWithChampionTests
{
    private static readonly SegmentModelInUse Champion = new(() => Champions.Of());

    [TestMethod]
    public async Task Champion_suggests_and_the_scorecard_places_the_client_on_the_four_field()
    {
        using var county = await CountyWithHistory.CreateAsync();
        await county.AddClientAsync(answers: Answers(need: 3, resources: 0));
        await county.ScoreAsync();
        var byScorecard = (await county.ScoredAsync()).Single();

        var summary = await county.ScoreAsync(inUse: Champion);

        var scored = (await county.ScoredAsync()).Single();
        Assert.AreEqual(("HUOL", "four-field-1/1", "four-field-1/1"), (scored.Segment, scored.ModelVersion, summary.ModelVersion));
        Assert.AreEqual((byScorecard.Need, byScorecard.Resources), (scored.Need, scored.Resources));

        // HUOL: 3 + 2 + 0.5; YHT: 3 − 2; TUKI: −3 + 2; OMA: −3 − 2.
        var reasoning = StoredReasoning.Read(scored.Reasoning);
        var exps = new[] { -5.0, -1, 1, 5.5 }.Select(Math.Exp).ToArray();
        Assert.AreEqual(exps[3] / exps.Sum(), reasoning.Probabilities[3], 1e-12);
        CollectionAssert.AreEqual(
            new List<(string, double?, string?, double?)>
            {
                ("need.daily-living", 3, null, null), ("resources.coping", 0, null, null), ("resources.coping", 0, "resources.close-ones", 0),
            },
            reasoning.Reasons.Select(reason => (reason.First, reason.FirstValue, reason.Second, reason.SecondValue)).ToList());
    }

    [TestMethod]
    public async Task Several_possible_segments_are_stored_with_the_question_that_would_help_most()
    {
        // Daily living 3, the rest unanswered: YHT and HUOL both have 0.4988. Coping tells them apart.
        using var county = await CountyWithHistory.CreateAsync();
        await county.AddClientAsync(answers: new() { ["need.daily-living"] = 3 });

        var summary = await county.ScoreAsync(inUse: Champion);

        var scored = (await county.ScoredAsync()).Single();
        var reasoning = StoredReasoning.Read(scored.Reasoning);
        Assert.AreEqual((null, AbstainReason.SeveralPossible), (scored.Segment, scored.Abstained));
        Assert.AreEqual((1, 1), (summary.Abstained, summary.SeveralPossible));
        CollectionAssert.AreEqual(new List<string> { "YHT", "HUOL" }, reasoning.Possible.ToList());
        Assert.AreEqual("resources.coping", reasoning.NextQuestion);
    }

    [TestMethod]
    public async Task Another_champion_or_coverage_scores_everyone_again_and_the_same_one_nobody()
    {
        using var county = await CountyWithHistory.CreateAsync();
        await county.AddClientAsync(answers: Answers(need: 3, resources: 0));
        await county.AddClientAsync();
        Assert.AreEqual(2, (await county.ScoreAsync()).Scored);
        Assert.AreEqual(2, (await county.ScoreAsync(inUse: Champion)).Scored, "The first champion.");
        Assert.AreEqual(0, (await county.ScoreAsync(inUse: Champion)).Scored, "The same champion.");

        Assert.AreEqual(2, (await county.ScoreAsync(inUse: new(() => Champions.Of("four-field-1/2")))).Scored, "A new version.");
        Assert.AreEqual(2, (await county.ScoreAsync(inUse: new(() => Champions.Of("four-field-1/2") with { Fingerprint = "another" }))).Scored, "Another model under the same name.");
        Assert.AreEqual(2, (await county.ScoreAsync(inUse: new(() => Champions.Of("four-field-1/2"), 0.8))).Scored, "Another coverage.");
        Assert.AreEqual(2, (await county.ScoreAsync()).Scored, "Back to the scorecard.");

        Assert.IsTrue((await county.ScoredAsync()).All(scored => scored.ModelVersion == "expert-scorecard/1"));
    }

    [TestMethod]
    public async Task Run_that_is_cut_short_after_a_promotion_is_finished_by_the_next()
    {
        // May take a second: it needs more than a batch, stored twice.
        using var county = await CountyWithHistory.CreateAsync();
        await county.AddClientsAsync(ScoreClients.BatchSize + 3);
        await county.ScoreAsync();
        using var cancel = new CancellationTokenSource();

        await Assert.ThrowsAsync<OperationCanceledException>(() => county.ScoreAsync(inUse: Champion, progress: new CancelAtFirst(cancel), cancellationToken: cancel.Token));
        var between = await county.ScoredAsync();
        var summary = await county.ScoreAsync(inUse: Champion);

        Assert.AreEqual(3, between.Count(scored => scored.ModelVersion == "expert-scorecard/1"));
        Assert.AreEqual((ScoreClients.BatchSize, 3), (summary.Unchanged, summary.Scored));
        Assert.IsTrue((await county.ScoredAsync()).All(scored => scored.ModelVersion == "four-field-1/1"));
    }

    [TestMethod]
    public async Task Champion_that_cannot_be_read_leaves_yesterdays_suggestions_and_says_so()
    {
        using var county = await CountyWithHistory.CreateAsync();
        var clientId = await county.AddClientAsync(answers: Answers(need: 3, resources: 0));
        await county.ScoreAsync();
        var before = (await county.ScoredAsync()).Single();
        await county.AddAssessmentAsync(clientId, Answers(need: 0, resources: 3), county.NowUtc.AddDays(-1));

        var fault = await Assert.ThrowsExactlyAsync<ChampionUnusableException>(
            () => county.ScoreAsync(inUse: new(() => throw new InvalidDataException("model.json is cut short at line 7"))));

        Assert.AreEqual("The champion cannot be used: model.json is cut short at line 7", fault.Message);
        var after = (await county.ScoredAsync()).Single();
        Assert.AreEqual((before.Segment, before.ModelVersion, before.ScoredAtUtc), (after.Segment, after.ModelVersion, after.ScoredAtUtc));
        await using var guidance = county.Open();
        var told = await guidance.AuditEntries.OrderBy(entry => entry.Sequence).LastAsync();
        Assert.AreEqual("Scoring stopped by ChampionUnusableException after 0 clients were stored; all others keep the suggestion they had, if any", told.Reason);
    }

    [TestMethod]
    public async Task Champion_for_another_scheme_columns_or_coverage_is_not_used()
    {
        using var county = await CountyWithHistory.CreateAsync();
        await county.AddClientAsync(answers: Answers(need: 3, resources: 0));
        var champion = Champions.Of();

        await RefusedAsync(new(() => champion, coverage: 0.95));
        await RefusedAsync(new(() => champion with { RequiredColumns = ["need.gardening"] }));
        await RefusedAsync(new(() => champion with { Id = new string('x', 101) }));
        var other = new Segmentation.GlassBox.GlassBoxModel(champion.Model.Schema with { SchemeId = "four-field/2" }, [0, 0, 0, 0], []);
        await RefusedAsync(new(() => champion with { Model = other }));
        Assert.IsEmpty(await county.ScoredAsync());

        async Task RefusedAsync(SegmentModelInUse inUse) =>
            await Assert.ThrowsExactlyAsync<ChampionUnusableException>(() => county.ScoreAsync(inUse: inUse));
    }

    [TestMethod]
    public async Task One_bad_client_does_not_stop_the_countys_run()
    {
        using var county = await CountyWithHistory.CreateAsync();
        await county.AddClientAsync(answers: Answers(need: 0, resources: 3));
        var refused = await county.AddClientAsync(answers: Answers(need: 3, resources: 3));
        var unreadable = await county.AddClientAsync(answers: Answers(need: 1, resources: 1));
        await county.ScoreAsync();
        await county.SpoilAnswersAsync(unreadable);

        var summary = await county.ScoreAsync(inUse: new(() => Champions.RefusingSome("four-field-1/3")));

        Assert.AreEqual((3, 1, 2), (summary.ClientsSeen, summary.Scored, summary.Failed));
        var scored = (await county.ScoredAsync()).ToDictionary(each => each.ClientId);
        Assert.AreEqual(("expert-scorecard/1", "expert-scorecard/1"), (scored[refused].ModelVersion, scored[unreadable].ModelVersion));
        Assert.AreEqual(1, scored.Values.Count(each => each.ModelVersion == "four-field-1/3"));
        await using var guidance = county.Open();
        Assert.AreEqual(
            "2 clients could not be scored and keep the suggestion they had, if any",
            (await guidance.AuditEntries.OrderBy(entry => entry.Sequence).LastAsync()).Reason);
    }

    [TestMethod]
    public async Task Model_that_can_score_nobody_fails_the_run()
    {
        using var county = await CountyWithHistory.CreateAsync();
        await county.AddClientAsync(answers: Answers(need: 3, resources: 3));
        await county.ScoreAsync();

        await Assert.ThrowsExactlyAsync<NoClientScoredException>(() => county.ScoreAsync(inUse: new(() => Champions.RefusingSome("four-field-1/3"))));

        Assert.AreEqual("expert-scorecard/1", (await county.ScoredAsync()).Single().ModelVersion);
    }

    [TestMethod]
    public async Task Batch_that_cannot_be_stored_leaves_what_was_there()
    {
        using var county = await CountyWithHistory.CreateAsync();
        await county.AddClientAsync(answers: Answers(need: 3, resources: 0));
        await county.AddClientAsync(answers: Answers(need: 0, resources: 3));
        await county.ScoreAsync();
        await using (var guidance = county.Open())
        {
            // The first client's row goes in, the second's does not.
            await guidance.Database.ExecuteSqlAsync(
                $"CREATE TRIGGER Full BEFORE INSERT ON ScoredClients WHEN (SELECT COUNT(*) FROM ScoredClients) = 1 BEGIN SELECT RAISE(ABORT, 'full'); END");
        }

        await Assert.ThrowsAsync<DbException>(() => county.ScoreAsync(inUse: Champion));

        var scored = await county.ScoredAsync();
        Assert.HasCount(2, scored);
        Assert.IsTrue(scored.All(each => each.ModelVersion == "expert-scorecard/1"));
    }

    private static Dictionary<string, int> Answers(int need, int resources) => FeatureCatalogue.Default.Features
        .Where(feature => feature.IsAssessmentItem)
        .ToDictionary(feature => feature.Code, feature => feature.Kind == FeatureKind.NeedRating ? need : resources);

    private sealed class CancelAtFirst(CancellationTokenSource cancel) : IProgress<int>
    {
        public void Report(int value) => cancel.Cancel();
    }
}
