using System.Globalization;
using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Reporting.PowerBi;
using Palveluohjaus.Reporting.PowerBi.Embedding;
using Palveluohjaus.Testing;
using Palveluohjaus.Testing.PowerBi;

namespace Palveluohjaus.Reporting.Tests.PowerBi;

/// <summary>What a browser is given to open a report, against the server that enforces the official description.</summary>
[TestClass]
public sealed class OpenReportsTests
{
    private static readonly Dashboard Flow = DashboardCatalogue.Find("/flow")!;
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 3, 17, 8, 42, 0, TimeSpan.Zero));
    private PowerBiServer _server = null!;
    private PushedDataset _dataset = null!;
    private WorkspaceReport _report = null!;

    [TestInitialize]
    public async Task StartAsync()
    {
        _server = await PowerBiServer.StartAsync(_clock);
        _dataset = new PushedDataset { Name = "Palveluohjaus", HasRoles = true };
        _server.Workspace.Datasets.Add(_dataset);
        _report = new WorkspaceReport("Palveluohjaus", _dataset.Id, ["flow-fi", "flow-sv", "overview-fi"]);
        _server.Workspace.Reports.Add(_report);
    }

    [TestCleanup]
    public async Task StopAsync() => await _server.DisposeAsync();

    [TestMethod]
    public async Task A_reader_gets_a_token_of_the_report_for_the_units_they_may_see_and_the_page_in_their_language()
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("sv-FI");
        using var desk = Open();

        var opened = await desk.OpenAsync(ReaderRows.Of(["ITA", "LANSI"])!);

        var given = _server.Workspace.EmbedTokens.Single();
        var identity = given.Identities.Single();
        Assert.AreEqual((_report.Id, "flow-sv", given.Token, given.ExpiresAt), (opened.ReportId, opened.PageName, opened.Token, opened.ExpiresAt));
        Assert.AreEqual("https://app.powerbi.com/", opened.EmbedUrl.GetLeftPart(UriPartial.Authority) + "/");
        Assert.AreEqual("ITA|LANSI", identity.GetProperty("username").GetString());
        Assert.AreEqual(DescribeSemanticModel.UnitsRole, identity.GetProperty("roles").EnumerateArray().Single().GetString());
        Assert.AreEqual(_dataset.Id, identity.GetProperty("datasets").EnumerateArray().Single().GetString());
        Assert.AreEqual((_report.Id, _dataset.Id), (given.Reports.Single(), given.Datasets.Single()));
    }

    [TestMethod]
    public async Task Whoever_may_see_the_same_shares_a_token_until_half_its_life_is_over_and_nobody_elses()
    {
        using var desk = Open();

        var first = await desk.OpenAsync(ReaderRows.Whole);
        var beside = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => desk.OpenAsync(ReaderRows.Whole)));
        var other = await desk.OpenAsync(ReaderRows.Of(["ITA"])!);
        _clock.Advance(TimeSpan.FromMinutes(29));
        var later = await desk.OpenAsync(ReaderRows.Whole);
        _clock.Advance(TimeSpan.FromMinutes(2));
        var next = await desk.OpenAsync(ReaderRows.Whole);

        Assert.IsTrue(beside.Append(later).All(each => each.Token == first.Token));
        Assert.AreNotEqual(first.Token, other.Token);
        Assert.AreNotEqual(first.Token, next.Token);
        Assert.AreEqual(3, Asked("EmbedToken_GenerateToken"));
    }

    [TestMethod]
    public async Task A_refused_token_is_replaced_once_and_not_by_everyone_who_was_refused()
    {
        using var desk = Open();
        var first = await desk.OpenAsync(ReaderRows.Whole);
        _clock.Advance(TimeSpan.FromMinutes(1));

        var second = await desk.OpenAsync(ReaderRows.Whole, isRefused: true);
        var beside = await desk.OpenAsync(ReaderRows.Whole, isRefused: true);

        Assert.AreNotEqual(first.Token, second.Token);
        Assert.AreEqual(second.Token, beside.Token);
        Assert.AreEqual(2, Asked("EmbedToken_GenerateToken"));
    }

    [TestMethod]
    public async Task A_reader_of_some_units_is_not_let_in_where_rows_cannot_be_limited()
    {
        _dataset.HasRoles = false;
        using var desk = Open();

        var whole = await desk.OpenAsync(ReaderRows.Whole);
        var fault = await Assert.ThrowsExactlyAsync<PowerBiFaultException>(() => desk.OpenAsync(ReaderRows.Of(["ITA"])!));

        Assert.IsNotEmpty(whole.Token);
        Assert.AreEqual(PowerBiFault.RowsNotLimited, fault.Fault);
        Assert.IsEmpty(_server.Workspace.EmbedTokens.Single().Identities);
    }

    [TestMethod]
    public async Task A_report_of_another_county_or_on_its_data_is_not_opened()
    {
        var unknown = Guid.NewGuid();
        var onOthersData = new WorkspaceReport("Toinen", Guid.NewGuid().ToString(), []);
        var paginated = new WorkspaceReport("Sivutettu", null, []);
        _server.Workspace.Reports.AddRange([onOthersData, paginated]);

        foreach (var (report, expected) in ((Guid, PowerBiFault)[])[(unknown, PowerBiFault.ReportNotFound), (onOthersData.Id, PowerBiFault.DatasetElsewhere), (paginated.Id, PowerBiFault.ReportWithoutDataset)])
        {
            using var desk = Open(report);
            Assert.AreEqual(expected, (await Assert.ThrowsExactlyAsync<PowerBiFaultException>(() => desk.OpenAsync(ReaderRows.Whole))).Fault);
        }

        _server.Workspace.EmbedUrl = new Uri("https://app.powerbi.example/");
        using var elsewhere = Open();
        Assert.AreEqual(PowerBiFault.AnswerNotUnderstood, (await Assert.ThrowsExactlyAsync<PowerBiFaultException>(() => elsewhere.OpenAsync(ReaderRows.Whole))).Fault);
        Assert.IsEmpty(_server.Workspace.EmbedTokens);
    }

    [TestMethod]
    public async Task When_told_to_wait_nobody_asks_before_it_is_time()
    {
        using var desk = Open();
        _server.Order(new PowerBiOrder("EmbedToken_GenerateToken", PowerBiFailure.Answer) { Status = 429, RetryAfter = "7" });

        var told = await Assert.ThrowsExactlyAsync<PowerBiFaultException>(() => desk.OpenAsync(ReaderRows.Whole));
        var asked = _server.Requests.Count;
        _clock.Advance(TimeSpan.FromSeconds(3));
        var beside = await Assert.ThrowsExactlyAsync<PowerBiFaultException>(() => desk.OpenAsync(ReaderRows.Of(["ITA"])!));

        Assert.AreEqual((PowerBiFault.Throttled, TimeSpan.FromSeconds(7)), (told.Fault, told.RetryAfter));
        Assert.AreEqual((PowerBiFault.Throttled, TimeSpan.FromSeconds(4), asked), (beside.Fault, beside.RetryAfter, _server.Requests.Count));
        _clock.Advance(TimeSpan.FromSeconds(4));
        Assert.IsNotEmpty((await desk.OpenAsync(ReaderRows.Whole)).Token);
    }

    [TestMethod]
    public async Task A_long_wait_is_told_to_its_end_though_it_is_asked_again_before()
    {
        using var desk = Open();
        _server.Order(new PowerBiOrder("EmbedToken_GenerateToken", PowerBiFailure.Answer) { Status = 429, RetryAfter = "3600" });
        var end = _clock.GetUtcNow().AddHours(1);

        var told = await Assert.ThrowsExactlyAsync<PowerBiFaultException>(() => desk.OpenAsync(ReaderRows.Whole));
        _clock.Advance(TimeSpan.FromMinutes(4));
        var beside = await Assert.ThrowsExactlyAsync<PowerBiFaultException>(() => desk.OpenAsync(ReaderRows.Whole));
        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.AreEqual((end, end, TimeSpan.FromMinutes(1)), (told.Until, beside.Until, beside.RetryAfter));
        Assert.IsNotEmpty((await desk.OpenAsync(ReaderRows.Whole)).Token);
    }

    [TestMethod]
    public async Task A_reader_is_told_at_once_what_a_run_would_try_again()
    {
        using var desk = Open();
        _server.Order(new PowerBiOrder("Reports_GetReportInGroup", PowerBiFailure.Answer) { Status = 503, Times = 10 });

        var fault = await Assert.ThrowsExactlyAsync<PowerBiFaultException>(() => desk.OpenAsync(ReaderRows.Whole));

        Assert.AreEqual((PowerBiFault.ServiceBroken, 1), (fault.Fault, _server.Requests.Count));
    }

    [TestMethod]
    public async Task A_silent_service_keeps_a_reader_for_twenty_seconds_at_most()
    {
        var waiting = new SelfAdvancingClock(TimeProvider.System.GetUtcNow());
        using var powerBi = PowerBiInUse.Open(_server.Settings with { Reports = new Dictionary<string, Guid> { ["flow"] = _report.Id } }, TimeProvider.System);
        using var reports = new OpenReports(powerBi, waiting);
        _server.Order(new PowerBiOrder("Reports_GetReportInGroup", PowerBiFailure.Silence));

        var fault = await Assert.ThrowsExactlyAsync<PowerBiFaultException>(() => reports.OpenAsync(Flow, ReaderRows.Whole, isRefused: false, CancellationToken.None));

        Assert.AreEqual((PowerBiFault.Silent, TimeSpan.FromSeconds(20)), (fault.Fault, waiting.Waited));
    }

    [TestMethod]
    public async Task Our_clock_an_hour_off_does_not_make_a_token_end_early_or_late()
    {
        var wrong = new ManualClock(_clock.GetUtcNow().AddHours(-1));
        using var powerBi = PowerBiInUse.Open(_server.Settings with { Reports = new Dictionary<string, Guid> { ["flow"] = _report.Id } }, wrong);
        using var reports = new OpenReports(powerBi, wrong);

        var opened = await reports.OpenAsync(Flow, ReaderRows.Whole, isRefused: false, CancellationToken.None);

        Assert.AreEqual(60, (opened!.ExpiresAt - wrong.GetUtcNow()).TotalMinutes, 0.1);
    }

    [TestMethod]
    public async Task A_dashboard_without_a_report_asks_nothing_of_anyone()
    {
        using var powerBi = PowerBiInUse.Open(_server.Settings with { Reports = new Dictionary<string, Guid> { ["overview"] = _report.Id } }, _clock);
        using var reports = new OpenReports(powerBi, _clock);
        using var off = new OpenReports(PowerBiInUse.Off, _clock);

        Assert.IsNull(await reports.OpenAsync(Flow, ReaderRows.Whole, isRefused: false, CancellationToken.None));
        Assert.IsNull(await off.OpenAsync(Flow, ReaderRows.Whole, isRefused: false, CancellationToken.None));
        Assert.AreEqual(0, _server.RequestCount);
    }

    private int Asked(string operation) => _server.Requests.Count(each => each.Operation == operation);

    private Desk Open(Guid? report = null) => new(PowerBiInUse.Open(_server.Settings with { Reports = new Dictionary<string, Guid> { ["flow"] = report ?? _report.Id } }, _clock), _clock);

    private sealed class Desk(PowerBiInUse powerBi, TimeProvider clock) : IDisposable
    {
        private readonly OpenReports _reports = new(powerBi, clock);

        public async Task<EmbeddedReport> OpenAsync(ReaderRows rows, bool isRefused = false) => (await _reports.OpenAsync(Flow, rows, isRefused, CancellationToken.None))!;

        public void Dispose()
        {
            _reports.Dispose();
            powerBi.Dispose();
        }
    }
}
