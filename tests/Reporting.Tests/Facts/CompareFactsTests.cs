using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Imports;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Storage.Keys;
using Palveluohjaus.Reporting.Facts;
using Palveluohjaus.SyntheticCounty;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Reporting.Tests.Facts;

/// <summary>On a small county whose trace words have other numbers than a rebuild gives them.</summary>
[TestClass]
[TestCategory("database")]
public sealed class CompareFactsTests : IDisposable
{
    private readonly TestDatabase _database = new();
    private readonly TemporaryFolder _keys = new();
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 11, 20, 7, 0, 0, TimeSpan.Zero));

    [TestInitialize]
    public async Task BuildAsync()
    {
        await using var guidance = _database.OpenGuidance();
        await using var reporting = _database.OpenReporting();
        await RefreshAsync();
        reporting.TraceWords.Add(new TraceWord { Kind = TraceWordKind.Unit, Number = 1, Word = "a unit that is no more" });
        await reporting.SaveChangesAsync();
        var vault = IdentityCodeVault.Open(ProductKeys.InFiles(new EphemeralDataProtectionProvider(), _keys.FullName));
        await new GenerateCounty(guidance, new LoadHistory(guidance, _clock), vault, CountyCalendar.Helsinki, _clock)
            .RunAsync(new CountyParameters { ClientCount = 40, Years = 1, EndsAtUtc = _clock.GetUtcNow().UtcDateTime }, progress: null, CancellationToken.None);
        await RefreshAsync();
    }

    public void Dispose()
    {
        _database.Dispose();
        _keys.Dispose();
    }

    [TestMethod]
    public async Task What_refreshes_left_is_what_a_rebuild_measures_and_nothing_is_changed()
    {
        var before = await VersionAsync();

        var comparison = await CompareAsync();

        Assert.IsTrue(comparison.IsSame, string.Join(", ", comparison.Kinds));
        Assert.AreEqual(0, comparison.ClientsLeftOut + comparison.CasesLeftOut);
        Assert.IsGreaterThan(50, comparison.Kinds.Sum(kind => kind.Compared));
        Assert.AreEqual(before, await VersionAsync());
    }

    [TestMethod]
    public async Task A_fact_that_is_missing_one_too_many_and_one_that_says_something_else_are_told_by_kind()
    {
        await using (var reporting = _database.OpenReporting())
        {
            var cases = await reporting.CaseFacts.AsNoTracking().OrderBy(fact => fact.CaseId).Take(3).ToListAsync();
            await reporting.CaseFacts.Where(fact => fact.CaseId == cases[0].CaseId).ExecuteDeleteAsync();
            await reporting.CaseFacts.Where(fact => fact.CaseId == cases[1].CaseId || fact.CaseId == cases[2].CaseId)
                .ExecuteUpdateAsync(set => set.SetProperty(fact => fact.HandoffCount, fact => fact.HandoffCount + 1));
            reporting.ContactFacts.Add((await reporting.ContactFacts.AsNoTracking().OrderBy(fact => fact.Number).LastAsync()) with { ContactId = Guid.CreateVersion7(), Number = 1_000_000 });
            await reporting.SaveChangesAsync();
        }

        var comparison = await CompareAsync();

        Assert.IsFalse(comparison.IsSame);
        Assert.AreEqual((1L, 0L, 2L), (comparison.Kinds[0].Missing, comparison.Kinds[0].Extra, comparison.Kinds[0].Other));
        Assert.AreEqual((0L, 1L, 0L), (comparison.Kinds[1].Missing, comparison.Kinds[1].Extra, comparison.Kinds[1].Other));
        Assert.AreEqual(0, comparison.Kinds.Skip(2).Sum(kind => kind.Count));
    }

    [TestMethod]
    public async Task What_was_recorded_since_the_last_refresh_is_no_fault()
    {
        await using (var guidance = _database.OpenGuidance())
        {
            var known = await guidance.Cases.Where(row => row.ClientId != null).OrderBy(row => row.Id).FirstAsync();
            guidance.CaseEvents.Add(new CaseEvent { CaseId = known.Id, Kind = CaseEventKind.FollowedUp, OccurredAtUtc = _clock.GetUtcNow().UtcDateTime, RecordedAtUtc = _clock.GetUtcNow().UtcDateTime });
            await guidance.SaveChangesAsync();
        }

        var comparison = await CompareAsync();

        Assert.IsTrue(comparison.IsSame, string.Join(", ", comparison.Kinds));
        Assert.AreEqual(1, comparison.ClientsLeftOut);
        await RefreshAsync();
        Assert.AreEqual(0, (await CompareAsync()).ClientsLeftOut);
    }

    [TestMethod]
    public async Task Before_the_first_refresh_there_is_nothing_to_compare()
    {
        using var empty = new TestDatabase();
        await using var guidance = empty.OpenGuidance();
        await using var reporting = empty.OpenReporting();

        var comparison = await new CompareFacts(new GuidanceReads(guidance), reporting, CountyCalendar.Helsinki, _clock).RunAsync(progress: null, CancellationToken.None);

        Assert.IsFalse(comparison.IsBuilt);
        Assert.IsTrue(comparison.IsSame);
    }

    private async Task<FactsComparison> CompareAsync()
    {
        await using var guidance = _database.OpenGuidance();
        await using var reporting = _database.OpenReporting();
        return await new CompareFacts(new GuidanceReads(guidance), reporting, CountyCalendar.Helsinki, _clock).RunAsync(progress: null, CancellationToken.None);
    }

    private async Task RefreshAsync()
    {
        await using var guidance = _database.OpenGuidance();
        await using var reporting = _database.OpenReporting();
        await new RefreshFacts(new GuidanceReads(guidance), reporting, CountyCalendar.Helsinki, _clock).RunAsync(rebuild: false, null, CancellationToken.None);
    }

    private async Task<long> VersionAsync()
    {
        await using var reporting = _database.OpenReporting();
        return (await reporting.RefreshStates.AsNoTracking().SingleAsync()).Version;
    }
}
