using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Palveluohjaus.Reporting.Dashboards;

namespace Palveluohjaus.Host.Tests.Web;

[TestClass]
public sealed class WarmDashboardsTests
{
    [TestMethod]
    public async Task Dashboards_are_opened_ahead_once_for_each_version_of_the_facts()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        using var warm = ActivatorUtilities.CreateInstance<WarmDashboards>(app.Services);
        Assert.AreEqual(0, await warm.WarmAsync(CancellationToken.None), "Nothing has been counted yet.");

        await RefreshAsync(app, "Ensimmäinen");
        var built = await warm.WarmAsync(CancellationToken.None);
        Assert.IsGreaterThan(DashboardCatalogue.All.Count, built);
        Assert.AreEqual(0, await warm.WarmAsync(CancellationToken.None), "The facts are the same.");

        await RefreshAsync(app, "Toinen");
        Assert.AreEqual(built, await warm.WarmAsync(CancellationToken.None));
    }

    private static async Task RefreshAsync(PalveluohjausApp app, string note)
    {
        var logged = await app.SendAsync(await app.OpenFormAsync(), ("Anonymous", "true"), ("Municipality", "901"), ("Minutes", "11"), ("Time", "10.31"), ("Themes", "Housing"), ("Outcome", "SolvedHere"), ("Note", note));
        Assert.AreEqual(HttpStatusCode.SeeOther, logged.StatusCode);
        Assert.AreEqual(HttpStatusCode.SeeOther, (await app.RefreshAsync("/overview", await app.Browser.GetStringAsync(PageForms.At("/overview")))).StatusCode);
    }
}
