using System.Net;
using Palveluohjaus.Reporting.Dashboards;

namespace Palveluohjaus.Host.Tests.Web;

[TestClass]
public sealed class DashboardScopeTests
{
    [TestMethod]
    public async Task Paper_says_all_that_the_figures_are_limited_to()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        foreach (var address in (string[])[.. DashboardCatalogue.All.Select(dashboard => dashboard.Address), "/paths"])
        {
            StringAssert.Contains(await OpenAsync(app, address), ", koko alue</p>", StringComparison.Ordinal);
            StringAssert.Contains(await OpenAsync(app, $"{address}?language=swedish&life-stage=older-people"), ", koko alue, ruotsi, Ikääntyneet</p>", StringComparison.Ordinal);
            StringAssert.Contains(await OpenAsync(app, $"{address}?municipality=901&language=swedish"), ", Suviranta, ruotsi</p>", StringComparison.Ordinal);
        }
    }

    [TestMethod]
    public async Task An_address_that_makes_no_sense_opens_every_dashboard_as_usual_and_says_so()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        foreach (var dashboard in DashboardCatalogue.All)
        {
            var page = await OpenAsync(app, $"{dashboard.Address}?municipality=%3Cscript%3E&from=2026-13-01&period=ever&language=klingon");

            StringAssert.Contains(page, "Kuntaa ei tunnistettu", StringComparison.Ordinal);
            StringAssert.Contains(page, "Kautta ei tunnistettu", StringComparison.Ordinal);
            Assert.DoesNotContain("<script>\"", page);
        }
    }

    private static async Task<string> OpenAsync(PalveluohjausApp app, string address)
    {
        var answer = await app.Browser.GetAsync(new Uri(address, UriKind.Relative));
        var body = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        Assert.AreEqual(HttpStatusCode.OK, answer.StatusCode, body);
        return body;
    }
}
