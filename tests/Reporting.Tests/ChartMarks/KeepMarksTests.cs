using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting.ChartMarks;
using Palveluohjaus.Reporting.ControlCharts;
using Palveluohjaus.Reporting.Storage;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Reporting.Tests.ChartMarks;

[TestClass]
public sealed class KeepMarksTests : IDisposable
{
    private static readonly Actor Analyst = new("anna");
    private static readonly MarkToEnter Strike = new() { Kind = "Excluded", FirstDay = "2025-10-01", LastDay = "14.10.2025", NameFi = "Työtaistelu", NameSv = "Arbetskonflikt", NameEn = "Strike <b>" };
    private readonly TestDatabase _database = new();
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 1, 1, 10, 0, 0, TimeSpan.Zero));

    public KeepMarksTests()
    {
        using var guidance = _database.OpenGuidance();
        guidance.Municipalities.Add(new Municipality { Code = "905", NameFi = "Vaasa", NameSv = "Vasa", LanguageStatus = MunicipalityLanguageStatus.Finnish, Population = 1_000, PopulationYear = 2022 });
        guidance.SaveChanges();
    }

    public void Dispose() => _database.Dispose();

    [TestMethod]
    public async Task What_is_begun_anew_because_others_were_in_its_way_is_in_the_audit_once()
    {
        using var folder = new TemporaryFolder();
        var options = new DbContextOptionsBuilder<SqliteReportingDbContext>();
        options.UseEmbeddedDatabase(EmbeddedDatabase.ConnectionString(folder.FullName, EmbeddedDatabase.FactsFileName), ReportingModule.MigrationsHistoryTable).AddInterceptors(new MeetsOnce());
        await using var reporting = new SqliteReportingDbContext(options.Options);
        await reporting.Database.MigrateAsync();
        await using var guidance = _database.OpenGuidance();
        var meetsInAudit = true;
        guidance.SavedChanges += (_, _) =>
        {
            if (meetsInAudit)
            {
                meetsInAudit = false;
                throw MeetsOnce.Meeting();
            }
        };
        var keep = new KeepMarks(reporting, new GuidanceReads(guidance), new AuditAdministration(guidance, _clock), _clock);

        var saved = (MarkKept.Saved)await keep.EnterAsync(Strike, Analyst, CancellationToken.None);

        Assert.AreEqual(saved.Id, (await keep.ReadAsync(CancellationToken.None)).Single().Id);
        await using var looked = _database.OpenGuidance();
        Assert.AreEqual(saved.Id, (await looked.AuditEntries.SingleAsync()).SubjectId);
    }

    [TestMethod]
    public async Task A_mark_is_entered_once_corrected_with_a_reason_and_removed_in_sight()
    {
        var id = await SavedAsync(keep => keep.EnterAsync(Strike, Analyst, CancellationToken.None));
        Assert.AreEqual(id, await SavedAsync(keep => keep.EnterAsync(Strike, Analyst, CancellationToken.None)), "Sent twice it is the same mark.");
        var stamp = (await DoAsync(keep => keep.ReadCurrentAsync(CancellationToken.None))).Stamp;

        var without = (MarkKept.Refused)await DoAsync(keep => keep.CorrectAsync(id, 1, Strike with { LastDay = "2025-10-20" }, " ", Analyst, CancellationToken.None));
        Assert.AreEqual(MarkProblemKind.ReasonMissing, without.Problems.Single().Kind);
        await SavedAsync(keep => keep.CorrectAsync(id, 1, Strike with { LastDay = "2025-10-20", Metrics = ["lead-time", "contacts"] }, "Jatkui", Analyst, CancellationToken.None));
        Assert.IsInstanceOfType<MarkKept.ChangedMeanwhile>(await DoAsync(keep => keep.CorrectAsync(id, 1, Strike, "Myöhässä", Analyst, CancellationToken.None)));
        var current = await DoAsync(keep => keep.ReadCurrentAsync(CancellationToken.None));
        Assert.AreEqual((new DateOnly(2025, 10, 20), "contacts lead-time", true), (current.Contents.Single().LastDay, current.Contents.Single().Metrics, current.Stamp > stamp));

        await SavedAsync(keep => keep.RemoveAsync(id, 2, "Väärä vuosi", Analyst, CancellationToken.None));
        Assert.IsInstanceOfType<MarkKept.ChangedMeanwhile>(await DoAsync(keep => keep.RemoveAsync(id, 3, "Uudelleen", Analyst, CancellationToken.None)));
        Assert.IsEmpty((await DoAsync(keep => keep.ReadCurrentAsync(CancellationToken.None))).Contents);
        Assert.IsTrue((await DoAsync(keep => keep.ReadAsync(CancellationToken.None))).Single().IsRemoved);
        var history = await DoAsync(keep => keep.ReadHistoryAsync(id, CancellationToken.None));
        CollectionAssert.AreEqual((string[])["Väärä vuosi 2025-10-20", "Jatkui 2025-10-14"], history.ConvertAll(change => $"{change.Reason} {change.Content.LastDay:yyyy-MM-dd}"));
        await using var guidance = _database.OpenGuidance();
        Assert.AreEqual(3, await guidance.AuditEntries.CountAsync());
    }

    [TestMethod]
    [DataRow(nameof(MarkToEnter.Kind), "", MarkProblemKind.KindMissing)]
    [DataRow(nameof(MarkToEnter.Kind), "1", MarkProblemKind.KindMissing)]
    [DataRow(nameof(MarkToEnter.FirstDay), "", MarkProblemKind.FirstDayMissing)]
    [DataRow(nameof(MarkToEnter.FirstDay), "2025-13-01", MarkProblemKind.DayUnreadable)]
    [DataRow(nameof(MarkToEnter.FirstDay), "0205-10-01", MarkProblemKind.DayOutOfReach)]
    [DataRow(nameof(MarkToEnter.FirstDay), "1999-12-31", MarkProblemKind.DayOutOfReach)]
    [DataRow(nameof(MarkToEnter.LastDay), "2052-01-01", MarkProblemKind.DayOutOfReach)]
    [DataRow(nameof(MarkToEnter.LastDay), "", MarkProblemKind.LastDayMissing)]
    [DataRow(nameof(MarkToEnter.LastDay), "2025-09-30", MarkProblemKind.LastBeforeFirst)]
    [DataRow(nameof(MarkToEnter.NameFi), "\u200b ", MarkProblemKind.NameMissing)]
    [DataRow(nameof(MarkToEnter.NameSv), "0123456789012345678901234567890123456789012345678901234567890", MarkProblemKind.NameTooLong)]
    [DataRow(nameof(MarkToEnter.NameEn), "\ue000", MarkProblemKind.NameUnreadable)]
    [DataRow(nameof(MarkToEnter.Metrics), "nothing", MarkProblemKind.MetricUnknown)]
    [DataRow(nameof(MarkToEnter.Municipality), "999", MarkProblemKind.MunicipalityUnknown)]
    [DataRow(nameof(MarkToEnter.Unit), "none", MarkProblemKind.UnitUnknown)]
    public async Task What_makes_no_sense_is_refused_by_its_field(string field, string text, MarkProblemKind expected)
    {
        var typed = Strike with { };
        var property = typeof(MarkToEnter).GetProperty(field)!;
        property.SetValue(typed, field == nameof(MarkToEnter.Metrics) ? (string[])[text] : text);
        var refused = (MarkKept.Refused)await DoAsync(keep => keep.EnterAsync(typed, Analyst, CancellationToken.None));
        Assert.AreEqual((field, expected), (refused.Problems.Single().Field.ToString(), refused.Problems.Single().Kind));
    }

    [TestMethod]
    public void A_mark_of_one_municipality_is_drawn_only_where_that_one_is_shown()
    {
        var mark = new ChartMarkContent { Kind = ChartMarkKind.Change, FirstDay = default, LastDay = default, NameFi = "a", NameSv = "b", NameEn = "c", MunicipalityCode = "905", Metrics = "contacts" };
        Assert.IsTrue(mark.Concerns("contacts", "905", "north"));
        Assert.IsFalse(mark.Concerns("contacts", null, null));
        Assert.IsFalse(mark.Concerns("lead-time", "905", null));
        Assert.IsFalse((mark with { MunicipalityCode = "", UnitCode = "north" }).Concerns("contacts", "905", null));
    }

    [TestMethod]
    public void Rules_of_the_county_are_read_and_nonsense_is_refused_with_all_that_is_wrong()
    {
        var directory = Directory.CreateTempSubdirectory();
        try
        {
            var path = Path.Combine(directory.FullName, ControlChartSettings.FileName);
            Assert.AreEqual(new ControlChartRules(), ControlChartSettings.Read(directory.FullName));
            File.WriteAllText(path, """{ "ControlCharts": { "RunLength": 8, "ScreensMovingRanges": true } }""");
            Assert.AreEqual(new ControlChartRules { RunLength = 8, ScreensMovingRanges = true }, ControlChartSettings.Read(directory.FullName));
            File.WriteAllText(path, """{ "ControlCharts": { "RunLength": 2, "TrendLength": "x", "NearLimitCount": 3, "NearLimitWindow": 2, "ScreensMovingRanges": "ehkä", "Runs": 1 } }""");
            var wrong = Assert.ThrowsExactly<InvalidDataException>(() => ControlChartSettings.Read(directory.FullName));
            foreach (var name in (string[])["RunLength", "TrendLength", "NearLimitWindow must be 3", "ScreensMovingRanges", "Runs is unknown"])
                StringAssert.Contains(wrong.Message, name, StringComparison.Ordinal);
            File.WriteAllText(path, """{ "ControlChart": { "RunLength": 8 } }""");
            StringAssert.Contains(Assert.ThrowsExactly<InvalidDataException>(() => ControlChartSettings.Read(directory.FullName)).Message, "ControlChart is unknown", StringComparison.Ordinal);
            File.WriteAllText(path, "{");
            Assert.ThrowsExactly<InvalidDataException>(() => ControlChartSettings.Read(directory.FullName));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private async Task<Guid> SavedAsync(Func<KeepMarks, Task<MarkKept>> act)
    {
        var kept = await DoAsync(act);
        return kept is MarkKept.Saved saved ? saved.Id : throw new AssertFailedException($"{kept}");
    }

    private async Task<T> DoAsync<T>(Func<KeepMarks, Task<T>> act)
    {
        await using var guidance = _database.OpenGuidance();
        await using var reporting = _database.OpenReporting();
        return await act(new KeepMarks(reporting, new GuidanceReads(guidance), new AuditAdministration(guidance, _clock), _clock));
    }

    /// <summary>Takes the first transaction back at its commit, as a server does with one of two that met.</summary>
    private sealed class MeetsOnce : DbTransactionInterceptor
    {
        private bool _hasMet;

        public static PostgresException Meeting() => new("could not serialize access", "ERROR", "ERROR", PostgresErrorCodes.SerializationFailure);

        public override ValueTask<InterceptionResult> TransactionCommittingAsync(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
        {
            // Migrations commit too.
            if (_hasMet || !eventData.Context!.ChangeTracker.Entries<ChartMark>().Any())
                return ValueTask.FromResult(result);
            _hasMet = true;
            throw Meeting();
        }
    }
}
