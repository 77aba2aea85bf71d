using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Teams;
using Palveluohjaus.Guidance.Texts;
using Palveluohjaus.Guidance.Workbench;
using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Reporting.Facts;
using Palveluohjaus.Reporting.FigureRows;
using Palveluohjaus.Reporting.Paths;
using Palveluohjaus.Reporting.Texts;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Reporting.Tests.FigureRows;

[TestClass]
public sealed class ReadFigureRowsTests : IDisposable
{
    private static readonly ServiceProvider Texts = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();

    private readonly TestDatabase _database = new();
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero));
    private readonly Unit _east = NewUnit("east");
    private readonly Unit _west = NewUnit("west");

    [TestMethod]
    public async Task The_list_shows_own_rows_names_those_the_case_opens_and_audits_them_all()
    {
        var (open, longAgo, hidden) = (NewClient("Aino"), NewClient("Oskari"), NewClient("Salla", isProtected: true));
        await StoreAsync(
            [open, longAgo, hidden],
            [NewCase(_east, open, "2026-11-01"), NewCase(_east, longAgo, "2026-01-05", closed: "2026-02-01"), NewCase(_east, hidden, "2026-10-01"), NewCase(_east, null, "2026-09-01"), .. Many(3, _east), .. Many(9, _west)]);

        var view = await ReadAsync("metric=arrivals&period=all");

        Assert.IsNull(view.Problem);
        Assert.AreEqual(7, view.Rows.Count);
        Assert.IsTrue(view.Rows.Rows.All(row => row.UnitCode == "east"));
        Assert.AreEqual("Aino Testinen", view.Rows.Rows[0].Case!.Client!.Name);
        var old = view.Rows.Rows.Single(row => row.Case!.ClosedAtUtc is not null && row.Case.ReceivedAtUtc.Month == 1).Case!;
        Assert.IsTrue(old is { Client: null, IsClientHidden: true, MunicipalityCode: "905" });
        var salla = view.Rows.Rows.Single(row => row.Case!.Client?.Id == hidden.Id).Case!;
        Assert.IsTrue(salla is { MunicipalityCode: null, IsMunicipalityHidden: true, Client.MunicipalityCode: null });
        Assert.IsFalse(view.Rows.Rows.Single(row => row.Case!.Client is null && !row.Case.IsClientHidden && row.Case.ReceivedAtUtc.Month == 9).Case!.IsClientHidden);
        await using var guidance = _database.OpenGuidance();
        var audited = await guidance.AuditEntries.Where(entry => entry.Reason == AuditReasons.FigureRows && entry.Action == AuditAction.Read).Select(entry => entry.ClientId).ToListAsync();
        CollectionAssert.AreEquivalent(new Guid?[] { open.Id, longAgo.Id, hidden.Id }, audited);
    }

    [TestMethod]
    public async Task The_list_behind_a_time_shows_the_time_of_each_row()
    {
        await StoreAsync([], [NewCase(_east, null, "2026-01-05", closed: "2026-02-01"), .. Enumerable.Range(0, 6).Select(_ => NewCase(_east, null, "2026-03-01", closed: "2026-03-03")), .. Many(9, _west)]);

        var times = await ReadAsync("metric=lead-time&period=all");
        var counts = await ReadAsync("metric=arrivals&period=all");

        Assert.IsTrue(times.HasDays);
        CollectionAssert.AreEqual((double?[])[2, 2, 2, 2, 2, 2, 27], times.Rows.Rows.Select(row => row.Days).Order().ToArray());
        Assert.IsFalse(counts.HasDays);
        Assert.IsTrue(counts.Rows.Rows.All(row => row.Days is null));
    }

    [TestMethod]
    public async Task A_case_that_has_moved_on_since_is_listed_without_its_client()
    {
        var client = NewClient("Aino");
        var moved = NewCase(_east, client, "2026-11-01");
        await StoreAsync([client], [moved, .. Many(6, _east), .. Many(9, _west)]);
        await using (var guidance = _database.OpenGuidance())
        {
            (await guidance.Cases.SingleAsync(each => each.Id == moved.Id)).AssignTo(_west.Id, null);
            await guidance.SaveChangesAsync();
        }

        var view = await ReadAsync("metric=arrivals&period=all");

        Assert.AreEqual(7, view.Rows.Count);
        Assert.IsTrue(view.Rows.Rows[0].Case is { Client: null, IsClientHidden: true });
    }

    [TestMethod]
    public async Task What_was_removed_since_the_refresh_is_passed_over_and_told()
    {
        var gone = NewCase(_east, null, "2026-11-01");
        await StoreAsync([], [gone, .. Many(6, _east), .. Many(9, _west)]);
        await using (var guidance = _database.OpenGuidance())
        {
            // A test's own removal: the product removes with the client.
            await guidance.Database.ExecuteSqlAsync($"DELETE FROM CaseEvents WHERE CaseId = {gone.Id}");
            await guidance.Database.ExecuteSqlAsync($"DELETE FROM Cases WHERE Id = {gone.Id}");
        }

        var view = await ReadAsync("metric=arrivals&period=all");

        Assert.AreEqual((6, 1), (view.Rows.Rows.Count, view.RemovedOnPage));
    }

    [TestMethod]
    [DataRow("metric=arrivals&period=all&unit=west", FigureRowsProblem.OtherUnit)]
    [DataRow("metric=nonsense", FigureRowsProblem.NoSuchMetric)]
    [DataRow("", FigureRowsProblem.NoSuchMetric)]
    [DataRow("metric=client-feedback", FigureRowsProblem.NoList)]
    [DataRow("metric=responsible-worker-coverage", FigureRowsProblem.NoList)]
    [DataRow("metric=arrivals&from=2020-01-01&to=2020-02-01", FigureRowsProblem.Empty)]
    [DataRow("metric=arrivals&period=all&municipality=475", FigureRowsProblem.Empty)]
    public async Task Where_there_is_no_list_it_is_said_why(string query, FigureRowsProblem problem)
    {
        await StoreAsync([], [.. Many(6, _east), .. Many(9, _west)]);

        var view = await ReadAsync(query);

        Assert.AreEqual((problem, 0), (view.Problem, view.Rows.Count));
    }

    [TestMethod]
    public async Task Who_works_in_no_unit_sees_none_and_an_imported_unit_of_the_same_code_shuts_the_list()
    {
        await StoreAsync([], [.. Many(6, _east), .. Many(9, _west)]);
        Assert.AreEqual(FigureRowsProblem.NoUnit, (await ReadAsync("metric=arrivals", NewActor())).Problem);

        await using (var guidance = _database.OpenGuidance())
        {
            guidance.Units.Add(new Unit { Source = "log", Code = "east", NameFi = "east", NameSv = "east", NameEn = "east" });
            await guidance.SaveChangesAsync();
        }

        Assert.AreEqual(FigureRowsProblem.NoUnit, (await ReadAsync("metric=arrivals")).Problem);
    }

    [TestMethod]
    public async Task Pages_hold_fifty_rows_and_one_beyond_the_last_shows_the_last()
    {
        await StoreAsync([], [.. Many(103, _east), .. Many(9, _west)]);

        Assert.AreEqual((103, 50), Told(await ReadAsync("metric=arrivals&period=all")));
        Assert.AreEqual((103, 3), Told(await ReadAsync("metric=arrivals&period=all&page=3")));
        Assert.AreEqual((3, 3), ((await ReadAsync("metric=arrivals&period=all&page=99")).Page, (await ReadAsync("metric=arrivals&period=all&page=99")).Rows.Rows.Count));
        Assert.AreEqual((103, 50), Told(await ReadAsync("metric=arrivals&period=all&page=-1")));

        static (int, int) Told(FigureRowsView view) => (view.Rows.Count, view.Rows.Rows.Count);
    }

    [TestMethod]
    public async Task A_part_that_there_is_not_is_left_out_and_told_and_one_that_there_is_limits_the_list()
    {
        await StoreAsync([], [.. Many(6, _east), .. Many(9, _west)]);

        var (none, known, unknown) = (await ReadAsync("metric=arrivals&period=all&by=theme&of=%3Cscript%3E"), await ReadAsync("metric=arrivals&period=all&by=channel&of=phone"), await ReadAsync("metric=arrivals&period=all&by=nonsense&of=phone"));

        Assert.AreEqual((true, null, 6), (none.IsPartIgnored, none.Part, none.Rows.Count));
        Assert.AreEqual((false, new RowPart(Dimension.Channel, "phone"), 6), (known.IsPartIgnored, known.Part, known.Rows.Count));
        Assert.AreEqual((true, null, 6), (unknown.IsPartIgnored, unknown.Part, unknown.Rows.Count));
        Assert.AreEqual(6, (await ReadAsync("metric=arrivals&period=all&by=theme&of=not-known")).Rows.Count);

        // Units are the reader's own, and what the page is limited to is no part of it.
        var otherUnit = await ReadAsync("metric=arrivals&period=all&by=unit&of=b");
        Assert.AreEqual((true, null, 6), (otherUnit.IsPartIgnored, otherUnit.Part, otherUnit.Rows.Count));
    }

    [TestMethod]
    public async Task A_path_that_is_no_path_lists_nothing()
    {
        await StoreAsync([], [.. Many(6, _east), .. Many(9, _west)]);

        Assert.AreEqual((FigureRowsProblem.Hidden, 0), ((await ReadAsync("metric=arrivals&period=all&path=nonsense")).Problem, (await ReadAsync("metric=arrivals&period=all&path=nonsense")).Rows.Count));
    }

    public void Dispose() => _database.Dispose();

    private static Actor NewActor(params Guid[] units) => new("test", null, units.Length > 0 ? units[0] : null) { UnitIds = units };

    private Task<FigureRowsView> ReadAsync(string query) => ReadAsync(query, NewActor(_east.Id));

    private async Task<FigureRowsView> ReadAsync(string query, Actor actor)
    {
        await using var services = new ServiceCollection()
            .AddScoped(_ => _database.OpenGuidance()).AddScoped(_ => _database.OpenReporting())
            .AddScoped<GuidanceReads>().AddScoped<LoadFacts>().AddSingleton(CountyCalendar.Helsinki)
            .BuildServiceProvider();
        using var facts = new CurrentFacts(services.GetRequiredService<IServiceScopeFactory>());
        await using var guidance = _database.OpenGuidance();
        await using var reporting = _database.OpenReporting();
        var words = new DashboardWords(Texts.GetRequiredService<IStringLocalizer<ReportingTexts>>(), CountyCalendar.Helsinki);
        var measures = new MeasureMetrics(CountyCalendar.Helsinki, _clock);
        var read = new ReadFigureRows(
            new ShownFacts(facts), new GuidanceReads(guidance), reporting, new DashboardDays(CountyCalendar.Helsinki, _clock), new FindFigureRows(measures), new BuildPaths(words, CountyCalendar.Helsinki, Texts.GetRequiredService<IStringLocalizer<GuidanceTexts>>()), new ReadListedCases(guidance, CountyCalendar.Helsinki, _clock), words);
        return await read.ReadAsync(new QueryCollection(QueryHelpers.ParseQuery(query)), actor, CancellationToken.None);
    }

    private async Task StoreAsync(Client[] clients, GuidanceCase[] cases)
    {
        await using var guidance = _database.OpenGuidance();
        guidance.Municipalities.AddRange(NewMunicipality("905"), NewMunicipality("475"));
        guidance.Units.AddRange(_east, _west);
        guidance.Clients.AddRange(clients);
        guidance.Cases.AddRange(cases);
        guidance.CaseEvents.AddRange(cases.Select(each => new CaseEvent { CaseId = each.Id, Kind = CaseEventKind.ContactLogged, OccurredAtUtc = each.ReceivedAtUtc, RecordedAtUtc = each.ReceivedAtUtc, UnitId = each.ResponsibleUnitId }));
        await guidance.SaveChangesAsync();
        await using var reporting = _database.OpenReporting();
        await new RefreshFacts(new GuidanceReads(guidance), reporting, CountyCalendar.Helsinki, _clock).RunAsync(rebuild: false, null, CancellationToken.None);
    }

    private static IEnumerable<GuidanceCase> Many(int count, Unit unit) => Enumerable.Range(0, count).Select(_ => NewCase(unit, null, "2026-06-01"));

    private static GuidanceCase NewCase(Unit unit, Client? client, string received, string? closed = null)
    {
        var made = new GuidanceCase { ClientId = client?.Id, Source = GuidanceCase.OwnSource, Channel = ContactChannel.Phone, MunicipalityCode = "905", ReceivedAtUtc = At(received) };
        made.AssignTo(unit.Id, null);
        return closed is null ? made : made.Close(At(closed));

        static DateTime At(string day) => DateTime.SpecifyKind(DateTime.Parse(day, System.Globalization.CultureInfo.InvariantCulture), DateTimeKind.Utc).AddHours(9);
    }

    private static Client NewClient(string name, bool isProtected = false) => new()
    {
        GivenName = name,
        FamilyName = "Testinen",
        FoldedName = $"{name} testinen",
        DateOfBirth = new DateOnly(1950, 1, 1),
        Sex = Sex.Female,
        MunicipalityCode = "905",
        ServiceLanguage = ServiceLanguage.Finnish,
        IsProtected = isProtected,
        CreatedAtUtc = DateTime.UnixEpoch,
    };

    private static Municipality NewMunicipality(string code) =>
        new() { Code = code, NameFi = code, NameSv = code, LanguageStatus = MunicipalityLanguageStatus.Finnish, Population = 1, PopulationYear = 2024 };

    private static Unit NewUnit(string code) => new() { Source = GuidanceCase.OwnSource, Code = code, NameFi = code, NameSv = code, NameEn = code };
}
