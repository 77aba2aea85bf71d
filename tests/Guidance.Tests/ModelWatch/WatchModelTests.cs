using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.ClientSegments;
using Palveluohjaus.Guidance.ModelWatch;
using Palveluohjaus.Guidance.Tests.ClientSegments;

namespace Palveluohjaus.Guidance.Tests.ModelWatch;

[TestClass]
public sealed class WatchModelTests
{
    private static readonly SegmentModelInUse Champion = new(() => Champions.Of());

    [TestMethod]
    public async Task A_week_has_one_result_however_often_it_is_run()
    {
        using var county = await MakeAsync();

        var first = await county.WatchAsync(Champion);
        county.Advance(TimeSpan.FromHours(3));
        var second = await county.WatchAsync(Champion);

        Assert.AreEqual(first, second);
        await using var guidance = county.Open();
        var run = await guidance.ModelWatchRuns.SingleAsync();
        Assert.AreEqual((new DateOnly(2025, 11, 24), new DateOnly(2026, 2, 23)), (run.FromDay, run.UntilDay), "Thirteen weeks before the Monday of Sunday 1.3.2026.");
        Assert.AreEqual(("four-field-1/1", 40, 0), (run.Model, run.Decisions, run.DecisionsOfModel));
        Assert.AreEqual(first, await guidance.ModelWatchFindings.CountAsync());
        Assert.AreEqual(2, await guidance.AuditEntries.CountAsync(entry => entry.Reason == "Every confirmed decision read for model watch"), "Reading is audited each time.");

        county.Advance(TimeSpan.FromDays(1));
        await county.WatchAsync(Champion);
        Assert.AreEqual(2, await guidance.ModelWatchRuns.CountAsync(), "Monday begins another week.");
    }

    [TestMethod]
    public async Task With_few_rows_nothing_is_concluded_of_drift_and_without_a_champion_there_is_none()
    {
        using var county = await MakeAsync();

        await county.WatchAsync(Champion);
        await using var guidance = county.Open();
        var drift = await guidance.ModelWatchFindings.AsNoTracking().Where(finding => finding.Kind == WatchedThing.FeatureDrift).ToListAsync();
        Assert.IsNotEmpty(drift);
        Assert.IsTrue(drift.TrueForAll(finding => finding is { Level: WatchLevel.TooFew, Value: null }));

        await county.WatchAsync(SegmentModelInUse.Scorecard);
        Assert.IsFalse(await guidance.ModelWatchFindings.AnyAsync(finding => finding.Kind == WatchedThing.FeatureDrift));
        Assert.StartsWith("expert", (await guidance.ModelWatchRuns.AsNoTracking().SingleAsync()).Model);
    }

    [TestMethod]
    public async Task A_champion_that_cannot_be_used_is_told_and_stores_nothing()
    {
        using var county = await MakeAsync();

        await Assert.ThrowsAsync<ChampionUnusableException>(() => county.WatchAsync(new SegmentModelInUse(() => throw new ChampionUnusableException("It is gone."))));

        await using var guidance = county.Open();
        Assert.AreEqual(0, await guidance.ModelWatchRuns.CountAsync());
    }

    [TestMethod]
    public async Task A_county_without_decisions_has_a_result_that_says_so()
    {
        using var county = await CountyWithHistory.CreateAsync();

        await county.WatchAsync(Champion);

        await using var guidance = county.Open();
        Assert.AreEqual((WatchLevel.TooFew, 0), await guidance.ModelWatchRuns.SingleAsync() is var run ? (run.Level, run.Decisions) : default);
    }

    /// <summary>40 decisions in the weeks looked at, one before them and one after.</summary>
    private static async Task<CountyWithHistory> MakeAsync()
    {
        var county = await CountyWithHistory.CreateAsync();
        var worker = await county.AddWorkerAsync("T1");
        var answers = new Dictionary<string, int> { ["need.daily-living"] = 3 };
        for (var number = 0; number < 42; number++)
        {
            var clientId = await county.AddClientAsync(language: number % 2 == 0 ? ServiceLanguage.Swedish : ServiceLanguage.Finnish);
            var decidedAt = number switch { 40 => county.NowUtc.AddDays(-120), 41 => county.NowUtc.AddDays(-3), _ => county.NowUtc.AddDays(-20) };
            await county.AddAssessmentAsync(clientId, answers, decidedAt.AddHours(-1));
            await county.DecideAsync(clientId, "HUOL", decidedAt, worker, suggested: number % 4 == 0 ? "YHT" : "HUOL", seconds: 30);
        }

        return county;
    }
}
