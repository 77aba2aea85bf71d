using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Palveluohjaus.Host.Tests.Api;
using Palveluohjaus.Reporting.PowerBi;
using Palveluohjaus.Testing.PowerBi;

namespace Palveluohjaus.Host.Tests.Web;

/// <summary>What our server gives for a report in Power BI, and to whom. What the browser makes of it is tested in EndToEnd.</summary>
[TestClass]
public sealed class PowerBiPageTests
{
    [TestMethod]
    public async Task Where_it_is_not_configured_there_is_the_built_in_dashboard_and_nothing_of_power_bi()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: DeskDatabase.Mauri);

        var dashboard = await app.Browser.GetStringAsync(new Uri("/flow", UriKind.Relative));
        var answer = await app.Browser.GetAsync(new Uri("/flow/power-bi?period=this-year", UriKind.Relative));
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        var refused = await (await ApiCaller.OpenAsync(app, DeskDatabase.Mauri)).PostAsync("/power-bi/embed-token", new { dashboard = "flow" });

        Assert.DoesNotContain("power-bi", dashboard);
        StringAssert.Contains(page, "Tällä näkymällä ei ole Power BI -raporttia.", StringComparison.Ordinal);
        StringAssert.Contains(page, "Lukuja ei ole vielä laskettu.", StringComparison.Ordinal);
        Assert.DoesNotContain("power-bi.js", page);
        Assert.DoesNotContain("frame-src", answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.AreEqual((HttpStatusCode.NotFound, "not-found"), (refused.Status, refused.Problem));
    }

    [TestMethod]
    public async Task Only_the_reports_own_page_may_show_power_bi_in_a_frame_and_it_asks_nothing_itself()
    {
        await using var server = await PowerBiServer.StartAsync();
        using var powerBi = PowerBiInUse.Open(server.Settings with { Reports = new Dictionary<string, Guid> { ["flow"] = Guid.NewGuid() } }, TimeProvider.System);
        await using var app = await PalveluohjausApp.StartAsync(account: DeskDatabase.Mauri, configure: services => services.AddSingleton(powerBi));

        var (flow, report, overview) = (await app.Browser.GetAsync(new Uri("/flow", UriKind.Relative)), await app.Browser.GetAsync(new Uri("/flow/power-bi", UriKind.Relative)), await app.Browser.GetAsync(new Uri("/overview/power-bi", UriKind.Relative)));

        Assert.IsTrue(PolicyOf(report).EndsWith("; frame-src https://app.powerbi.com", StringComparison.Ordinal), PolicyOf(report));
        Assert.DoesNotContain("frame-src", PolicyOf(flow));
        Assert.DoesNotContain("frame-src", PolicyOf(overview));
        StringAssert.Contains(await flow.Content.ReadAsStringAsync(), "href=\"/flow/power-bi\"", StringComparison.Ordinal);
        Assert.AreEqual(0, server.RequestCount);
    }

    [TestMethod]
    public async Task Managers_see_the_county_and_guides_their_own_unit_and_nothing_where_there_are_no_units()
    {
        await using var server = await PowerBiServer.StartAsync();
        var dataset = new PushedDataset { Name = "Palveluohjaus", HasRoles = true };
        var report = new WorkspaceReport("Palveluohjaus", dataset.Id, ["flow-fi", "flow-sv"]);
        server.Workspace.Datasets.Add(dataset);
        server.Workspace.Reports.Add(report);
        using var powerBi = PowerBiInUse.Open(server.Settings with { Reports = new Dictionary<string, Guid> { ["flow"] = report.Id, ["model-watch"] = report.Id } }, TimeProvider.System);
        await using var app = await PalveluohjausApp.StartAsync(account: null, configure: services => services.AddSingleton(powerBi));

        var manager = await (await ApiCaller.OpenAsync(app, DeskDatabase.Mauri)).PostAsync("/power-bi/embed-token", new { dashboard = "flow" });
        var guide = await (await ApiCaller.OpenAsync(app, DeskDatabase.Sanna)).PostAsync("/power-bi/embed-token", new { dashboard = "flow" });
        var without = await (await ApiCaller.OpenAsync(app, DeskDatabase.Sanna)).PostAsync("/power-bi/embed-token", new { dashboard = "model-watch" });
        server.Order(new PowerBiOrder("EmbedToken_GenerateToken", PowerBiFailure.Answer) { Status = 429, RetryAfter = "4" });
        var throttled = await (await ApiCaller.OpenAsync(app, DeskDatabase.Mauri)).PostAsync("/power-bi/embed-token", new { dashboard = "model-watch" });

        Assert.AreEqual((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.NotFound), (manager.Status, guide.Status, without.Status), manager.Content + guide.Content);
        Assert.AreEqual("flow-fi", manager.Text("pageName"));
        Assert.AreEqual("*, ITA", string.Join(", ", server.Workspace.EmbedTokens.Select(token => token.Identities.Single().GetProperty("username").GetString())));
        Assert.AreEqual(HttpStatusCode.OK, throttled.Status, "The same rows of the same report: the token is at hand.");
    }

    [TestMethod]
    public async Task What_is_wrong_at_power_bi_is_a_problem_with_its_reason_and_its_wait()
    {
        await using var server = await PowerBiServer.StartAsync();
        using var powerBi = PowerBiInUse.Open(server.Settings with { Reports = new Dictionary<string, Guid> { ["flow"] = Guid.NewGuid() }, ClientSecret = "salaisuus-1234" }, TimeProvider.System);
        using var throttled = PowerBiInUse.Open(server.Settings with { Reports = new Dictionary<string, Guid> { ["flow"] = Guid.NewGuid() } }, TimeProvider.System);
        server.Order(new PowerBiOrder("Reports_GetReportInGroup", PowerBiFailure.Answer) { Status = 429, RetryAfter = "4" });

        var (wrong, waits) = (await AskAsync(powerBi), await AskAsync(throttled));

        Assert.AreEqual((HttpStatusCode.BadGateway, "power-bi-refused", "SecretWrong"), (wrong.Status, wrong.Problem, wrong.Text("reason")));
        Assert.DoesNotContain("salaisuus", wrong.Content);
        Assert.AreEqual((HttpStatusCode.ServiceUnavailable, "power-bi-away", "Throttled", 4), (waits.Status, waits.Problem, waits.Text("reason"), waits.Body.GetProperty("waitSeconds").GetInt32()));
        Assert.AreEqual(4, (waits.Body.GetProperty("until").GetDateTimeOffset() - TimeProvider.System.GetUtcNow()).TotalSeconds, 60);

        static async Task<ApiAnswer> AskAsync(PowerBiInUse inUse)
        {
            await using var app = await PalveluohjausApp.StartAsync(account: null, configure: services => services.AddSingleton(inUse));
            return await (await ApiCaller.OpenAsync(app, DeskDatabase.Mauri)).PostAsync("/power-bi/embed-token", new { dashboard = "flow" });
        }
    }

    private static string PolicyOf(HttpResponseMessage answer) => answer.Headers.GetValues("Content-Security-Policy").Single();
}
