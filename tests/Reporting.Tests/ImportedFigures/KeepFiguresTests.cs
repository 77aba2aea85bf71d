using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting.Facts;
using Palveluohjaus.Reporting.ImportedFigures;
using Palveluohjaus.Reporting.Storage;
using Palveluohjaus.Reporting.Tests.Schedules;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Reporting.Tests.ImportedFigures;

[TestClass]
[TestCategory("database")]
public sealed class KeepFiguresTests : IDisposable
{
    private const string Header = "series;municipality;period;value;source;definition;same definition\n";
    private static readonly Actor Analyst = new("anna");
    private static readonly FigureToEnter Good = new() { Series = "lead-time/p50", Municipality = "905", Period = "2019", Value = "12,5", Source = "Effica", SameDefinition = "yes" };
    private readonly TestDatabase _database = new();

    // The new year has begun in the county, and not yet in UTC.
    private readonly ManualClock _clock = new(new DateTimeOffset(2025, 12, 31, 22, 30, 0, TimeSpan.Zero));

    public KeepFiguresTests()
    {
        using var guidance = _database.OpenGuidance();
        foreach (var (code, fi, sv) in ((string, string, string)[])[("905", "Vaasa", "Vasa"), ("005", "Alajärvi", "Alajärvi")])
            guidance.Municipalities.Add(new Municipality { Code = code, NameFi = fi, NameSv = sv, LanguageStatus = MunicipalityLanguageStatus.Finnish, Population = 1_000, PopulationYear = 2022 });
        guidance.SaveChanges();
    }

    public void Dispose() => _database.Dispose();

    [TestMethod]
    public async Task The_same_figure_again_changes_nothing_and_another_value_is_told_with_both()
    {
        Assert.AreEqual(1, Saved(await EnterAsync(Good)).Added);
        _clock.Advance(TimeSpan.FromDays(1));

        // The code lost its nought to a spreadsheet, the name is in Swedish, the system in capitals: it is the same figure.
        foreach (var same in (FigureToEnter[])[Good, Good with { Municipality = "vasa", Source = "  EFFICA ", Value = "12.50", Period = "2019 ", SameDefinition = "Kyllä" }])
            Assert.AreEqual((0, 1), (Saved(await EnterAsync(same)).Added, Saved(await EnterAsync(same)).Unchanged));
        var other = Refused(await EnterAsync(Good with { Value = "13" })).Single();
        var otherwise = Refused(await EnterAsync(Good with { Definition = "Työpäivinä", SameDefinition = "no" })).Single();

        Assert.AreEqual((FigureProblemKind.OtherValueEntered, 12.5, 13d), (other.Kind, other.Entered!.Value, other.Given));
        Assert.AreEqual(FigureProblemKind.OtherDefinitionEntered, otherwise.Kind);
        Assert.AreEqual((12.5, 1, "anna"), ((await RowAsync()).Value, (await RowAsync()).Version, (await RowAsync()).EnteredBy));
        Assert.AreEqual(1, await AuditedAsync(), "What changes nothing is not audited as a change.");
        Assert.AreEqual(1, Saved(await EnterAsync(Good with { Source = "Mediatri", Value = "13" })).Added, "Another system may say otherwise.");
    }

    [TestMethod]
    public async Task A_correction_needs_a_reason_and_keeps_what_was_said_before()
    {
        var id = Saved(await EnterAsync(Good)).FirstId;
        _clock.Advance(TimeSpan.FromDays(1));

        var without = (FigureCorrected.Refused)await CorrectAsync(id, 1, Good with { Value = "13" }, " \u200b ");
        Assert.AreEqual(FigureProblemKind.ReasonMissing, without.Problems.Single().Kind);
        Assert.IsInstanceOfType<FigureCorrected.Refused>(await CorrectAsync(id, 1, Good with { Value = "-1" }, "syy"));
        Assert.IsInstanceOfType<FigureCorrected.Unknown>(await CorrectAsync(Guid.NewGuid(), 1, Good, "syy"));
        Assert.IsInstanceOfType<FigureCorrected.Saved>(await CorrectAsync(id, 1, Good with { Value = "13", Municipality = "005" }, "Näppäilyvirhe"));
        Assert.IsInstanceOfType<FigureCorrected.Saved>(await CorrectAsync(id, 2, Good with { Value = "13" }, "Sama"));
        var late = (FigureCorrected.ChangedMeanwhile)await CorrectAsync(id, 1, Good with { Value = "14" }, "Toinen samaan aikaan");

        Assert.AreEqual((13d, "905"), (late.Figure.Value, late.Figure.MunicipalityCode));
        await using var reporting = _database.OpenReporting();
        var history = await reporting.ImportedFigureChanges.SingleAsync();
        Assert.AreEqual((12.5, "Näppäilyvirhe", 1, "anna"), (history.Value, history.Reason, history.Version, history.EnteredBy));
        Assert.AreEqual((new DateTime(2025, 12, 31, 22, 30, 0), DateTimeKind.Utc, _clock.GetUtcNow().UtcDateTime), (history.EnteredAtUtc, history.EnteredAtUtc.Kind, history.CorrectedAtUtc));
        Assert.AreEqual(2, await AuditedAsync());
    }

    [TestMethod]
    public async Task A_figure_of_the_wrong_municipality_is_removed_with_a_reason_counts_nowhere_and_comes_back_when_it_is_entered_again()
    {
        await RefreshAsync(rebuild: false);
        var id = Saved(await EnterAsync(Good)).FirstId;
        Saved(await EnterAsync(Good with { Municipality = "005", Value = "9" }));
        var before = await LoadAsync(null);

        Assert.AreEqual(FigureProblemKind.ReasonMissing, ((FigureCorrected.Refused)await RemoveAsync(id, 1, "  ")).Problems.Single().Kind);
        Assert.IsInstanceOfType<FigureCorrected.Unknown>(await RemoveAsync(Guid.NewGuid(), 1, "Väärä kunta"));
        var both = await Task.WhenAll(RemoveAsync(id, 1, "Väärä kunta"), RemoveAsync(id, 1, "Väärä kunta"));
        Assert.AreEqual((1, 1), (both.OfType<FigureCorrected.Saved>().Count(), both.OfType<FigureCorrected.ChangedMeanwhile>().Count()));
        Assert.IsInstanceOfType<FigureCorrected.Saved>(await RemoveAsync(id, 2, "Toiseen kertaan"), "It is gone already.");
        Assert.IsInstanceOfType<FigureCorrected.ChangedMeanwhile>(await CorrectAsync(id, 1, Good with { Value = "14" }, "Tieto oli vanha"));
        var without = await LoadAsync(before);
        Assert.AreEqual((2, 1), (before.Figures.Count, without.Figures.Count));
        Assert.AreNotEqual(before.FiguresVersion, without.FiguresVersion);
        await using (var guidance = _database.OpenGuidance())
        {
            await using var reporting = _database.OpenReporting();
            Assert.AreEqual("005", (await Keep(guidance, reporting).ReadAsync(CancellationToken.None)).Single().MunicipalityCode);
            Assert.AreEqual(id, (await Keep(guidance, reporting).ReadRemovedAsync(CancellationToken.None)).Single().Id);
        }

        var again = Saved(await ImportAsync($"{Header}lead-time/p50;905;2019;11;Effica;;yes\nlead-time/p50;005;2019;9;Effica;;yes\n"));
        Assert.AreEqual((1, 1, id), (again.Added, again.Unchanged, again.FirstId));
        Assert.AreEqual(2, (await LoadAsync(without)).Figures.Count);
        await using var history = _database.OpenReporting();
        var changes = await history.ImportedFigureChanges.OrderBy(change => change.Version).ToListAsync();
        CollectionAssert.AreEqual(new[] { (1, 12.5, false, "Väärä kunta"), (2, 12.5, true, "") }, changes.ConvertAll(change => (change.Version, change.Value, change.WasRemoved, change.Reason)));
        Assert.AreEqual((11d, 3, false), ((await RowOfAsync(id)).Value, (await RowOfAsync(id)).Version, (await RowOfAsync(id)).IsRemoved));
        Assert.AreEqual(4, await AuditedAsync());

        Assert.IsInstanceOfType<FigureCorrected.Saved>(await RemoveAsync(id, 3, "Taas"));
        Assert.IsInstanceOfType<FigureCorrected.Saved>(await CorrectAsync(id, 4, Good with { Value = "11" }, "Oli sittenkin oikein"), "The same value brings it back too.");
        Assert.IsFalse((await RowOfAsync(id)).IsRemoved);
    }

    [TestMethod]
    public async Task Of_a_file_that_is_refused_nothing_that_was_removed_comes_back()
    {
        var id = Saved(await EnterAsync(Good)).FirstId;
        await RemoveAsync(id, 1, "Väärä kunta");
        Refused(await ImportAsync($"{Header}lead-time/p50;905;2019;11;Effica;;yes\nlead-time/p50;005;2019;NaN;Effica;;yes\n"));
        Assert.AreEqual((true, 2), ((await RowOfAsync(id)).IsRemoved, (await RowOfAsync(id)).Version));
    }

    [TestMethod]
    [DataRow("Series", "", FigureProblemKind.SeriesMissing)]
    [DataRow("Series", "baseline", FigureProblemKind.SeriesUnknown)]
    [DataRow("Municipality", " ", FigureProblemKind.MunicipalityMissing)]
    [DataRow("Municipality", "091", FigureProblemKind.MunicipalityUnknown)]
    [DataRow("Municipality", "Helsinki", FigureProblemKind.MunicipalityUnknown)]
    [DataRow("Period", "", FigureProblemKind.PeriodMissing)]
    [DataRow("Period", "13/2019", FigureProblemKind.PeriodUnreadable)]
    [DataRow("Period", "3/2019", FigureProblemKind.PeriodNotYearOrTenMonths)]
    [DataRow("Period", "1999", FigureProblemKind.PeriodTooEarly)]
    [DataRow("Period", "2026", FigureProblemKind.PeriodNotOver)]
    [DataRow("Period", "9999", FigureProblemKind.PeriodNotOver)]
    [DataRow("Value", "", FigureProblemKind.ValueMissing)]
    [DataRow("Value", "NaN", FigureProblemKind.ValueNotNumber)]
    [DataRow("Value", "∞", FigureProblemKind.ValueNotNumber)]
    [DataRow("Value", "1e400", FigureProblemKind.ValueNotNumber)]
    [DataRow("Value", "1e3", FigureProblemKind.ValueNotNumber)]
    [DataRow("Value", "1.204,5", FigureProblemKind.ValueNotNumber)]
    [DataRow("Value", "=1+1", FigureProblemKind.ValueNotNumber)]
    [DataRow("Value", "١٢", FigureProblemKind.ValueNotNumber)]
    [DataRow("Value", "12,5\n", null)]
    [DataRow("Value", "99999999999999999999999999999999999999", FigureProblemKind.ValueNotNumber)]
    [DataRow("Value", "-1", FigureProblemKind.ValueNegative)]
    [DataRow("Value", "−1", FigureProblemKind.ValueNegative)]
    [DataRow("Value", "1000000001", FigureProblemKind.ValueTooLarge)]
    [DataRow("Value", "0,12345", FigureProblemKind.ValueTooPrecise)]
    [DataRow("Source", "", FigureProblemKind.SourceMissing)]
    [DataRow("Source", "=HYPERLINK(\"http://example.org\")", FigureProblemKind.TextLooksLikeFormula)]
    [DataRow("Definition", "@SUM(A1)", FigureProblemKind.TextLooksLikeFormula)]
    [DataRow("Definition", "\u200b\t=1", FigureProblemKind.TextLooksLikeFormula)]
    [DataRow("SameDefinition", "", FigureProblemKind.SameDefinitionMissing)]
    [DataRow("SameDefinition", "ehkä", FigureProblemKind.SameDefinitionUnreadable)]
    [DataRow("SameDefinition", "ei", FigureProblemKind.DefinitionMissing)]
    public async Task What_cannot_be_right_is_refused_by_name(string field, string typed, FigureProblemKind? expected)
    {
        var figure = field switch
        {
            "Series" => Good with { Series = typed },
            "Municipality" => Good with { Municipality = typed },
            "Period" => Good with { Period = typed },
            "Value" => Good with { Value = typed },
            "Source" => Good with { Source = typed },
            "Definition" => Good with { Definition = typed },
            _ => Good with { SameDefinition = typed },
        };

        var entered = await EnterAsync(figure);

        Assert.AreEqual(expected, entered is FiguresEntered.Refused refused ? refused.Problems.Single().Kind : null);
    }

    [TestMethod]
    [DataRow("emergency-visits", "12/2025", "1,5", FigureProblemKind.ValueNotWhole)]
    [DataRow("emergency-visits", "2025", "1", FigureProblemKind.PeriodNotMonth)]
    [DataRow("emergency-visits", "1/2026", "1", FigureProblemKind.PeriodNotOver)]
    [DataRow("emergency-visits", "12/2025", "1\u00a0204", null)]
    [DataRow("inhabitants", "2025", "0", FigureProblemKind.ValueZero)]
    [DataRow("inhabitants", "3/2025", "10", FigureProblemKind.PeriodNotYear)]
    [DataRow("deadline-attainment/share", "2025", "100,1", FigureProblemKind.ValueNotPercent)]
    [DataRow("deadline-attainment/share", "1-10/2020", "54,6 %", null)]
    [DataRow("contacts/count", "2025", "0", null)]
    public async Task Each_series_has_its_own_periods_and_values(string series, string period, string value, FigureProblemKind? expected)
    {
        var entered = await EnterAsync(Good with { Series = series, Period = period, Value = value });

        Assert.AreEqual(expected, entered is FiguresEntered.Refused refused ? refused.Problems.Single().Kind : null);
    }

    [TestMethod]
    public async Task Of_a_file_with_anything_wrong_nothing_is_stored_and_everything_wrong_is_told_by_its_line()
    {
        await EnterAsync(Good);
        var rows = Header + "lead-time/p50;905;2018;11;Effica;;yes\n"
            + "lead-time/p50;905;2019;13;Effica;;yes\n"
            + "lead-time/p50;905;2020\n"
            + "lead-time/p50;091;13/2018;-4;Effica;;yes\n"
            + "lead-time/p50;5;2018;7;Effica;;yes\n"
            + "lead-time/p50;005;2018;8;effica;;yes\n"
            + "lead-time/p50;005;2018;7;Effica;;yes\n";

        var problems = Refused(await ImportAsync(rows));

        CollectionAssert.AreEqual(
            new (int?, FigureProblemKind)[]
            {
                (3, FigureProblemKind.OtherValueEntered), (4, FigureProblemKind.ColumnsNotAsMany), (5, FigureProblemKind.MunicipalityUnknown), (5, FigureProblemKind.PeriodUnreadable),
                (5, FigureProblemKind.ValueNegative), (7, FigureProblemKind.OtherValueInFile),
            },
            problems.OrderBy(problem => problem.Line).ThenBy(problem => problem.Kind).Select(problem => (problem.Line, problem.Kind)).ToArray());
        Assert.AreEqual((1, 1), (await CountAsync(), await AuditedAsync()));
    }

    [TestMethod]
    public async Task A_whole_file_is_stored_at_once_and_again_changes_nothing()
    {
        var rows = Header + string.Concat(Enumerable.Range(1, 12).Select(month => $"emergency-visits;905;{month}/2024;{100 + month};Lifecare;;ja\n")) + "inhabitants;905;2024;67988;Tilastokeskus;;ja\n";

        var (first, again) = (Saved(await ImportAsync(rows)), Saved(await ImportAsync(rows)));

        Assert.AreEqual((13, 0), (first.Added, first.Unchanged));
        Assert.AreEqual((0, 13), (again.Added, again.Unchanged));
        Assert.AreEqual((13, 1), (await CountAsync(), await AuditedAsync()));
    }

    [TestMethod]
    public async Task Of_two_who_enter_a_figure_at_once_one_is_told_what_the_other_entered()
    {
        await using var disk = await JobsOnDisk.MakeAsync();
        var values = (string[])["11", "12"];

        var entered = await Task.WhenAll(values.Select(async value =>
        {
            await using var guidance = _database.OpenGuidance();
            await using var reporting = disk.Open();
            return await Keep(guidance, reporting).EnterAsync(Good with { Value = value }, Analyst, CancellationToken.None);
        }));

        var won = entered.OfType<FiguresEntered.Saved>().Single();
        var lost = entered.OfType<FiguresEntered.Refused>().Single().Problems.Single();
        Assert.AreEqual((1, FigureProblemKind.OtherValueEntered, won.FirstId), (won.Added, lost.Kind, lost.Entered!.Id));
        await using var stored = disk.Open();
        Assert.AreEqual(1, await stored.ImportedFigures.CountAsync());
    }

    [TestMethod]
    public async Task Where_the_database_itself_refuses_the_second_it_is_told_the_same()
    {
        await EnterAsync(Good);
        await using var reporting = _database.OpenReporting();
        reporting.Add(new ImportedFigure
        {
            Series = "lead-time", Statistic = "p50", MunicipalityCode = "905", PeriodKind = FigurePeriodKind.Year, FirstDay = new DateOnly(2019, 1, 1), Until = new DateOnly(2020, 1, 1),
            Source = "effica", SourceKey = "EFFICA", Value = 1, Definition = string.Empty, HasCatalogueDefinition = true, EnteredAtUtc = DateTime.UnixEpoch, EnteredBy = "kalle",
        });

        await Assert.ThrowsExactlyAsync<DbUpdateException>(() => reporting.SaveChangesAsync());
    }

    [TestMethod]
    public async Task Facts_take_figures_in_at_once_and_a_rebuild_keeps_them_and_a_first_refresh_is_still_the_first()
    {
        await EnterAsync(Good);
        var before = await StateAsync();
        Assert.AreEqual((0L, 1L, (DateTime?)null), before);
        await RefreshAsync(rebuild: false);
        var first = await LoadAsync(null);
        await using (var reporting = _database.OpenReporting())
            Assert.AreEqual(1L, (await reporting.RefreshStates.SingleAsync()).RebuiltAtVersion, "Nothing had been measured: everything is.");

        var id = Saved(await EnterAsync(Good with { Period = "2018", Value = "9" })).FirstId;
        await CorrectAsync(id, 1, Good with { Value = "10" }, "Näppäilyvirhe");
        var second = await LoadAsync(first);
        await RefreshAsync(rebuild: true);
        var rebuilt = await LoadAsync(second);

        Assert.AreEqual((1, 1L), (first.Figures.Count, first.FiguresVersion));
        Assert.AreEqual((2, 3L, 1L), (second.Figures.Count, second.FiguresVersion, second.Version));
        Assert.AreEqual((2, 3L, 2L), (rebuilt.Figures.Count, rebuilt.FiguresVersion, rebuilt.Version));
        Assert.AreEqual((10d, 12.5), (rebuilt.Figures.AllRows.Min(row => rebuilt.Figures.Value[row]), rebuilt.Figures.AllRows.Max(row => rebuilt.Figures.Value[row])));
        Assert.AreEqual(new DateTime(2017, 12, 31, 22, 0, 0).Ticks, second.Figures.AllRows.Min(row => second.Figures.From[row]));
    }

    private static FiguresEntered.Saved Saved(FiguresEntered entered) => entered is FiguresEntered.Refused refused
        ? throw new AssertFailedException(string.Join(", ", refused.Problems.Select(problem => string.Create(CultureInfo.InvariantCulture, $"{problem.Line} {problem.Kind}"))))
        : (FiguresEntered.Saved)entered;

    private static IReadOnlyList<FigureProblem> Refused(FiguresEntered entered) => ((FiguresEntered.Refused)entered).Problems;

    private KeepFigures Keep(GuidanceDbContext guidance, ReportingDbContext reporting) => new(reporting, new GuidanceReads(guidance), new AuditAdministration(guidance, _clock), CountyCalendar.Helsinki, _clock);

    private async Task<FiguresEntered> EnterAsync(FigureToEnter typed)
    {
        await using var guidance = _database.OpenGuidance();
        await using var reporting = _database.OpenReporting();
        return await Keep(guidance, reporting).EnterAsync(typed, Analyst, CancellationToken.None);
    }

    private async Task<FiguresEntered> ImportAsync(string file)
    {
        await using var guidance = _database.OpenGuidance();
        await using var reporting = _database.OpenReporting();
        return await Keep(guidance, reporting).EnterAsync(FigureFile.Read(Encoding.UTF8.GetBytes(file)), Analyst, CancellationToken.None);
    }

    private async Task<FigureCorrected> RemoveAsync(Guid id, int version, string reason)
    {
        await using var guidance = _database.OpenGuidance();
        await using var reporting = _database.OpenReporting();
        return await Keep(guidance, reporting).RemoveAsync(id, version, reason, Analyst, CancellationToken.None);
    }

    private async Task<ImportedFigure> RowOfAsync(Guid id)
    {
        await using var reporting = _database.OpenReporting();
        return await reporting.ImportedFigures.SingleAsync(figure => figure.Id == id);
    }

    private async Task<FigureCorrected> CorrectAsync(Guid id, int version, FigureToEnter typed, string reason)
    {
        await using var guidance = _database.OpenGuidance();
        await using var reporting = _database.OpenReporting();
        return await Keep(guidance, reporting).CorrectAsync(id, version, typed, reason, Analyst, CancellationToken.None);
    }

    private async Task<ImportedFigure> RowAsync()
    {
        await using var reporting = _database.OpenReporting();
        return await reporting.ImportedFigures.SingleAsync();
    }

    private async Task<int> CountAsync()
    {
        await using var reporting = _database.OpenReporting();
        return await reporting.ImportedFigures.CountAsync();
    }

    private async Task<int> AuditedAsync()
    {
        await using var guidance = _database.OpenGuidance();
        return await guidance.AuditEntries.CountAsync();
    }

    private async Task RefreshAsync(bool rebuild)
    {
        await using var guidance = _database.OpenGuidance();
        await using var reporting = _database.OpenReporting();
        await new RefreshFacts(new GuidanceReads(guidance), reporting, CountyCalendar.Helsinki, _clock).RunAsync(rebuild, null, CancellationToken.None);
    }

    private async Task<FactSnapshot> LoadAsync(FactSnapshot? earlier)
    {
        await using var guidance = _database.OpenGuidance();
        await using var reporting = _database.OpenReporting();
        return await new LoadFacts(reporting, new GuidanceReads(guidance), CountyCalendar.Helsinki).LoadAsync(earlier, CancellationToken.None);
    }

    private async Task<(long Version, long FiguresVersion, DateTime? RefreshedAtUtc)> StateAsync()
    {
        await using var guidance = _database.OpenGuidance();
        await using var reporting = _database.OpenReporting();
        return await new LoadFacts(reporting, new GuidanceReads(guidance), CountyCalendar.Helsinki).ReadStateAsync(CancellationToken.None);
    }
}
