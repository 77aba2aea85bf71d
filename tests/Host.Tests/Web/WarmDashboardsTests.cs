using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Reporting.Facts;

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

    [TestMethod]
    public async Task A_large_countys_readers_see_new_facts_once_these_have_been_opened_ahead()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var shown = new ShownFacts(app.Services.GetRequiredService<CurrentFacts>(), mostRowsAtOnce: 0);
        using var warm = ActivatorUtilities.CreateInstance<WarmDashboards>(app.Services, shown);
        await RefreshAsync(app, "Ensimmäinen");
        Assert.AreEqual(1, await CountAsync(), "Nothing has been opened ahead, so that the latest are shown.");
        await warm.WarmAsync(CancellationToken.None);

        await RefreshAsync(app, "Toinen");
        Assert.AreEqual(1, await CountAsync());
        await warm.WarmAsync(CancellationToken.None);
        Assert.AreEqual(2, await CountAsync());

        await RefreshAsync(app, "Kolmas");
        Assert.AreEqual(2, await CountAsync());
        shown.ShowLatest();
        Assert.AreEqual(3, await CountAsync(), "Somebody asked for them.");
        await warm.WarmAsync(CancellationToken.None);
        shown.ShowLatest();
        Assert.AreEqual(0, await warm.WarmAsync(CancellationToken.None), "They are open.");
        await RefreshAsync(app, "Neljäs");
        Assert.AreEqual(3, await CountAsync(), "What is open is shown again.");

        async Task<int> CountAsync() => (await shown.GetAsync(CancellationToken.None)).Contacts.Count;
    }

    [TestMethod]
    public async Task A_refresh_that_found_nothing_new_tells_its_time_at_once()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var shown = new ShownFacts(app.Services.GetRequiredService<CurrentFacts>(), mostRowsAtOnce: 0);
        using var warm = ActivatorUtilities.CreateInstance<WarmDashboards>(app.Services, shown);
        await RefreshAsync(app, "Ainoa");
        await warm.WarmAsync(CancellationToken.None);
        var before = (await shown.GetAsync(CancellationToken.None)).RefreshedAtUtc;

        app.Clock.Advance(TimeSpan.FromMinutes(5));
        await PressRefreshAsync(app);
        Assert.IsGreaterThan(before!.Value, (await shown.GetAsync(CancellationToken.None)).RefreshedAtUtc!.Value);
    }

    [TestMethod]
    public async Task Facts_that_were_being_opened_when_newer_ones_were_asked_for_are_not_shown_again()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var current = app.Services.GetRequiredService<CurrentFacts>();
        var shown = new ShownFacts(current, mostRowsAtOnce: 0);
        await RefreshAsync(app, "Ensimmäinen");
        var (begun, earlier) = (shown.TimesAsked, await current.GetAsync(CancellationToken.None));
        await RefreshAsync(app, "Toinen");
        shown.ShowLatest();

        shown.Show(earlier, begun);

        Assert.AreEqual(2, (await shown.GetAsync(CancellationToken.None)).Contacts.Count);
    }

    [TestMethod]
    public async Task A_figure_that_was_entered_and_another_database_are_shown_at_once()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var current = app.Services.GetRequiredService<CurrentFacts>();
        var shown = new ShownFacts(current, mostRowsAtOnce: 0);
        await RefreshAsync(app, "Ensimmäinen");
        var latest = await current.GetAsync(CancellationToken.None);

        shown.Show(latest with { FiguresVersion = latest.FiguresVersion + 1, Contacts = new ContactTable() }, shown.TimesAsked);
        Assert.AreEqual(1, (await shown.GetAsync(CancellationToken.None)).Contacts.Count, "The figures are not those that were opened.");

        shown.Show(latest with { Version = latest.Version + 1, Contacts = new ContactTable() }, shown.TimesAsked);
        Assert.AreEqual(1, (await shown.GetAsync(CancellationToken.None)).Contacts.Count, "Nothing can be newer than the latest but facts of another database.");
    }

    [TestMethod]
    public async Task A_small_county_is_shown_as_it_is_now()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var shown = new ShownFacts(app.Services.GetRequiredService<CurrentFacts>());
        using var warm = ActivatorUtilities.CreateInstance<WarmDashboards>(app.Services, shown);
        await RefreshAsync(app, "Ensimmäinen");
        await warm.WarmAsync(CancellationToken.None);
        await RefreshAsync(app, "Toinen");
        Assert.AreEqual(2, (await shown.GetAsync(CancellationToken.None)).Contacts.Count);
    }

    private static async Task RefreshAsync(PalveluohjausApp app, string note)
    {
        var logged = await app.SendAsync(await app.OpenFormAsync(), ("Anonymous", "true"), ("Municipality", "901"), ("Minutes", "11"), ("Time", "10.31"), ("Themes", "Housing"), ("Outcome", "SolvedHere"), ("Note", note));
        Assert.AreEqual(HttpStatusCode.SeeOther, logged.StatusCode);
        await PressRefreshAsync(app);
    }

    private static async Task PressRefreshAsync(PalveluohjausApp app) =>
        Assert.AreEqual(HttpStatusCode.SeeOther, (await app.RefreshAsync("/overview", await app.Browser.GetStringAsync(PageForms.At("/overview")))).StatusCode);
}
