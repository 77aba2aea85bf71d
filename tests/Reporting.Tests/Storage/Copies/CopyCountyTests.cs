using System.Globalization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Imports;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Storage.Copies;
using Palveluohjaus.Guidance.Storage.Keys;
using Palveluohjaus.Reporting.Facts;
using Palveluohjaus.Reporting.Storage;
using Palveluohjaus.SyntheticCounty;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Reporting.Tests.Storage.Copies;

/// <summary>From embedded files to the server of this run; without one there is nothing to copy to.</summary>
[TestClass]
[TestCategory("database")]
public sealed class CopyCountyTests : IDisposable
{
    private static readonly ManualClock Clock = new(new DateTimeOffset(2026, 11, 20, 7, 0, 0, TimeSpan.Zero));

    private readonly TemporaryFolder _keys = new();
    private readonly List<DbContext> _open = [];
    private TestDatabase? _source;
    private TestDatabase? _target;
    private AuditSeal? _one;
    private AuditSeal? _many;

    [TestInitialize]
    public void RequireServer()
    {
        if (TestServer.Current is null)
            Assert.Inconclusive("Not configured: PALVELUOHJAUS_TEST_DATABASE names no server to copy to.");
        (_source, _target) = (TestDatabase.Embedded(), new TestDatabase());
        var keys = ProductKeys.InFiles(DataProtectionProvider.Create(new DirectoryInfo(_keys.FullName)), _keys.FullName);
        (_one, _many) = (AuditSeal.Open(keys, EmbeddedDatabase.AuditChains), AuditSeal.Open(keys, ServerDatabase.AuditChains));
    }

    public void Dispose()
    {
        _open.ForEach(context => context.Dispose());
        _source?.Dispose();
        _target?.Dispose();
        _keys.Dispose();
    }

    [TestMethod]
    public async Task Every_table_of_the_model_arrives_as_it_was()
    {
        FillEveryTable();

        var summary = await CopyAsync();

        Assert.AreEqual(
            "AuditChainHeads AuditEntries", string.Join(' ', summary.Copied.Where(table => table.Rows == 0).Select(table => table.Table).Order(StringComparer.Ordinal)), "Every other table had rows to lose.");
        Assert.AreEqual(0, summary.AlreadyThere);
        await using var target = _target!.OpenReporting();
        Assert.AreEqual("2NÅ\"ö'\t\\N\r\n€😀", await target.ChartMarks.MaxAsync(mark => mark.Content.NameFi));
    }

    [TestMethod]
    public async Task A_county_goes_on_at_its_new_place()
    {
        await GenerateAsync();
        await CopyAsync();

        await using var guidance = _target!.OpenGuidance(_many!);
        await using var reporting = _target.OpenReporting();
        var audit = await new CheckAudit(guidance).RunAsync([], 10, progress: null, CancellationToken.None);
        Assert.AreEqual(0, audit.Faults, string.Join(", ", audit.FirstFaults));
        Assert.IsGreaterThan(0, audit.Entries);
        Assert.HasCount(ServerDatabase.AuditChains, audit.Heads);
        var facts = await CompareAsync(guidance, reporting);
        Assert.IsTrue(facts.IsSame, string.Join(", ", facts.Kinds));
        Assert.IsGreaterThan(100, facts.Kinds[0].Compared);

        // Numbers go on after the last of the source, and the audit in any of its chains.
        var last = await guidance.CaseEvents.MaxAsync(row => row.Sequence);
        var caseId = await guidance.Cases.OrderBy(row => row.Id).Select(row => row.Id).FirstAsync();
        var added = guidance.CaseEvents.Add(new CaseEvent { CaseId = caseId, Kind = CaseEventKind.FollowedUp, OccurredAtUtc = Clock.GetUtcNow().UtcDateTime, RecordedAtUtc = Clock.GetUtcNow().UtcDateTime });
        guidance.AuditEntries.Add(AuditEntry.Of(AuditAction.Read, "Case", caseId, null, new Actor("test"), new AuditGround("test"), Clock.GetUtcNow().UtcDateTime));
        await guidance.SaveChangesAsync();
        Assert.AreEqual(last + 1, added.Entity.Sequence);
        Assert.AreEqual(0, (await new CheckAudit(guidance).RunAsync([], 10, progress: null, CancellationToken.None)).Faults);
        Assert.IsEmpty(await guidance.FindOrphansAsync(CancellationToken.None));
        Assert.IsEmpty(await reporting.FindOrphansAsync(CancellationToken.None));
    }

    [TestMethod]
    public async Task A_copy_is_noted_once_at_its_new_place_and_can_be_compared_again()
    {
        await GenerateAsync();
        await CopyAsync();

        var again = await CopyAsync();

        Assert.IsEmpty(again.Copied.Where(table => table.Rows > 0));
        await using var guidance = _target!.OpenGuidance(_many!);
        var noted = await guidance.AuditEntries.AsNoTracking().SingleAsync(entry => entry.Actor == "command: database copy");
        Assert.AreEqual((AuditAction.Import, nameof(CopyCounty), Clock.GetUtcNow().UtcDateTime), (noted.Action, noted.Subject, noted.AtUtc));
        var audit = await new CheckAudit(guidance).RunAsync([], 10, progress: null, CancellationToken.None);
        Assert.AreEqual(0, audit.Faults, string.Join(", ", audit.FirstFaults));
    }

    [TestMethod]
    public async Task Stopped_at_any_table_it_is_run_again_and_copies_none_twice()
    {
        FillEveryTable();
        var tables = await CountTablesAsync();
        var runs = 1;
        while (!await IsCopiedAsync())
            Assert.IsLessThan(tables, runs++, "It goes on from where it was.");

        Assert.IsGreaterThan(5, runs);
        var again = await CopyAsync();
        Assert.AreEqual(0, again.Rows, "Run once more it finds everything there.");
        Assert.AreEqual(tables - 2, again.AlreadyThere, "All but the audit, which is empty.");
    }

    [TestMethod]
    public async Task A_target_that_holds_something_else_is_refused_before_anything_is_written()
    {
        FillEveryTable();
        await using (var target = _target!.OpenGuidance(_many!))
        {
            // A county of one municipality, of which the source knows nothing.
            target.Municipalities.Add(NewMunicipality());
            await target.SaveChangesAsync();
        }

        var refused = await Assert.ThrowsExactlyAsync<CopyRefusedException>(() => CopyAsync());

        Assert.Contains("its table Municipalities has 1 rows that are not the 2 of the source", refused.Message);
        Assert.AreEqual(1, await CountStoredAsync());
    }

    [TestMethod]
    public async Task A_value_that_is_another_is_found_and_the_table_told()
    {
        FillEveryTable();
        await CopyAsync();
        await using (var target = _target!.OpenReporting())
            await target.ChartMarks.ExecuteUpdateAsync(set => set.SetProperty(mark => mark.Version, mark => mark.Version + 1));

        var refused = await Assert.ThrowsExactlyAsync<CopyRefusedException>(() => CopyAsync());

        Assert.Contains("its table ChartMarks has 2 rows that are not the 2 of the source", refused.Message);
    }

    [TestMethod]
    public async Task With_other_keys_nothing_is_written()
    {
        await GenerateAsync();
        _many = AuditSeal.WithNewKey(ServerDatabase.AuditChains);

        var refused = await Assert.ThrowsExactlyAsync<CopyRefusedException>(() => CopyAsync());

        Assert.Contains("sealed with other keys", refused.Message);
        Assert.AreEqual(0, await CountStoredAsync());
    }

    [TestMethod]
    public async Task A_text_that_the_server_has_no_room_for_is_told_by_its_table_and_not_by_what_it_says()
    {
        FillEveryTable();
        await using (var source = _source!.OpenGuidance(_one!))
            await source.Database.ExecuteSqlAsync($"UPDATE Units SET NameFi = {new string('x', 1000)}");

        var refused = await Assert.ThrowsExactlyAsync<CopyRefusedException>(() => CopyAsync());

        Assert.Contains("A row of Units", refused.Message);
        Assert.DoesNotContain("xx", refused.Message);
    }

    private static Municipality NewMunicipality() => new()
    {
        Code = "905",
        NameFi = "Vaasa",
        NameSv = "Vasa",
        LanguageStatus = MunicipalityLanguageStatus.BilingualFinnishMajority,
        Population = 67_988,
        PopulationYear = 2022,
    };

    private void FillEveryTable()
    {
        using var guidance = _source!.OpenGuidance(_one!);
        guidance.Database.OpenConnection();
        FilledCounty.Fill(guidance);
        using var reporting = _source.OpenReporting();
        reporting.Database.OpenConnection();
        FilledCounty.Fill(reporting);
    }

    private async Task GenerateAsync()
    {
        await using var guidance = _source!.OpenGuidance(_one!);
        var vault = IdentityCodeVault.Open(ProductKeys.InFiles(new EphemeralDataProtectionProvider(), _keys.Of("vault")));
        await new GenerateCounty(guidance, new LoadHistory(guidance, Clock), vault, CountyCalendar.Helsinki, Clock)
            .RunAsync(new CountyParameters { ClientCount = 60, Years = 1, EndsAtUtc = Clock.GetUtcNow().UtcDateTime }, progress: null, CancellationToken.None);
        await using var reporting = _source.OpenReporting();
        await new RefreshFacts(new GuidanceReads(guidance), reporting, CountyCalendar.Helsinki, Clock).RunAsync(rebuild: false, null, CancellationToken.None);
    }

    private static Task<FactsComparison> CompareAsync(GuidanceDbContext guidance, ReportingDbContext reporting) =>
        new CompareFacts(new GuidanceReads(guidance), reporting, CountyCalendar.Helsinki, Clock).RunAsync(progress: null, CancellationToken.None);

    private async Task<CopySummary> CopyAsync(IProgress<CopyProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        await using var fromGuidance = _source!.OpenGuidance(_one!);
        await using var fromReporting = _source.OpenReporting();
        await using var toGuidance = _target!.OpenGuidance(_many!);
        await using var toReporting = _target.OpenReporting();
        await using var copy = await CopyCounty.BeginAsync([new CopyPair(fromGuidance, toGuidance), new CopyPair(fromReporting, toReporting)], progress, cancellationToken);
        return await copy.RunAsync(_many!, new Actor("command: database copy"), Clock.GetUtcNow().UtcDateTime, cancellationToken);
    }

    /// <returns>False when it was stopped after some tables, before the last of them was committed.</returns>
    private async Task<bool> IsCopiedAsync()
    {
        using var stop = new CancellationTokenSource();
        try
        {
            await CopyAsync(new StopAfter(stop, tables: 10), stop.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task<int> CountTablesAsync()
    {
        await using var guidance = _source!.OpenGuidance(_one!);
        await using var reporting = _source.OpenReporting();
        return guidance.Model.GetEntityTypes().Count() + reporting.Model.GetEntityTypes().Count();
    }

    /// <summary>Tables of the target that have rows.</summary>
    private async Task<int> CountStoredAsync()
    {
        await using var guidance = _target!.OpenGuidance(_many!);
        await using var reporting = _target.OpenReporting();
        var stored = 0;
        foreach (var context in (DbContext[])[guidance, reporting])
        {
            await context.Database.OpenConnectionAsync();
            await using var command = context.Database.GetDbConnection().CreateCommand();
            foreach (var entity in context.Model.GetEntityTypes())
            {
                command.CommandText = $"SELECT COUNT(*) FROM {context.GetService<ISqlGenerationHelper>().DelimitIdentifier(entity.GetTableName()!)}";
                stored += Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture) > 0 ? 1 : 0;
            }
        }

        return stored;
    }

    /// <summary>Stops it when so many tables have been sent, before the last of them is committed.</summary>
    private sealed class StopAfter(CancellationTokenSource stop, int tables) : IProgress<CopyProgress>
    {
        private readonly HashSet<string> _sent = [];

        public void Report(CopyProgress value)
        {
            if (value.Step == CopyStep.Storing && _sent.Add(value.Table) && _sent.Count >= tables)
                stop.Cancel();
        }
    }
}
