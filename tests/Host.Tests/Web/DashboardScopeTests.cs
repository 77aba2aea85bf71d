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
            StringAssert.Contains(await PageForms.OpenAsync(app.Browser, address), ", koko alue</p>", StringComparison.Ordinal);
            StringAssert.Contains(await PageForms.OpenAsync(app.Browser, $"{address}?language=swedish&life-stage=older-people"), ", koko alue, ruotsi, Ikääntyneet</p>", StringComparison.Ordinal);
            StringAssert.Contains(await PageForms.OpenAsync(app.Browser, $"{address}?municipality=901&language=swedish"), ", Suviranta, ruotsi</p>", StringComparison.Ordinal);
        }
    }

    [TestMethod]
    public async Task An_address_that_makes_no_sense_opens_every_dashboard_as_usual_and_says_so()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        foreach (var dashboard in DashboardCatalogue.All)
        {
            var page = await PageForms.OpenAsync(app.Browser, $"{dashboard.Address}?municipality=%3Cscript%3E&from=2026-13-01&period=ever&language=klingon");

            StringAssert.Contains(page, "Kuntaa ei tunnistettu", StringComparison.Ordinal);
            StringAssert.Contains(page, "Kautta ei tunnistettu", StringComparison.Ordinal);
            Assert.DoesNotContain("<script>\"", page);
        }
    }
}
