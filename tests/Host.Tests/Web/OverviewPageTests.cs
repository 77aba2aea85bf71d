using System.Net;

namespace Palveluohjaus.Host.Tests.Web;

[TestClass]
public sealed class OverviewPageTests
{
    private const string Filtered = "/overview?period=this-year&municipality=901";

    [TestMethod]
    public async Task An_empty_database_is_answered_in_words_and_with_the_safety_headers()
    {
        using var database = DeskDatabase.Countyless();
        await using var app = await PalveluohjausApp.StartAsync(database, account: DeskDatabase.Anna);

        var answer = await app.Browser.GetAsync(new Uri("/overview", UriKind.Relative));

        var page = await BodyAsync(answer, HttpStatusCode.OK);
        StringAssert.Contains(page, "<h1>Yleiskuva</h1>", StringComparison.Ordinal);
        StringAssert.Contains(page, "Lukuja ei ole vielä laskettu.", StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"tiles\"", page);
        SafePagesTests.RequireSafetyHeaders(answer);
    }

    [TestMethod]
    public async Task A_refresh_counts_what_was_logged_and_goes_back_to_the_same_filters()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        for (var i = 0; i < 6; i++)
        {
            var logged = await app.SendAsync(await app.OpenFormAsync(), ("Anonymous", "true"), ("Municipality", "901"), ("Minutes", "11"), ("Time", "10.31"), ("Themes", "Housing"), ("Outcome", "SolvedHere"), ("Note", $"{i}"));
            Assert.AreEqual(HttpStatusCode.SeeOther, logged.StatusCode);
        }

        var before = await app.Browser.GetStringAsync(new Uri(Filtered, UriKind.Relative));
        var refreshed = await app.RefreshAsync(Filtered, before);

        Assert.AreEqual(HttpStatusCode.SeeOther, refreshed.StatusCode, await refreshed.Content.ReadAsStringAsync());
        Assert.AreEqual(Filtered, new Uri(app.Browser.BaseAddress!, refreshed.Headers.Location!).PathAndQuery);
        var answer = await app.Browser.GetAsync(refreshed.Headers.Location);
        var after = await BodyAsync(answer, HttpStatusCode.OK);
        StringAssert.Contains(after, "class=\"tiles\"", StringComparison.Ordinal);
        StringAssert.Contains(after, "Suviranta", StringComparison.Ordinal);
        Assert.DoesNotContain("Lukuja ei ole vielä laskettu", after);
        SafePagesTests.RequireSafetyHeaders(answer);
    }

    [TestMethod]
    public async Task A_refresh_without_its_token_is_refused_and_computes_nothing()
    {
        await using var app = await PalveluohjausApp.StartAsync();

        var refused = await app.RefreshAsync("/overview", page: null);

        StringAssert.Contains(await BodyAsync(refused, HttpStatusCode.BadRequest), "Lomaketta ei voitu vastaanottaa", StringComparison.Ordinal);
        StringAssert.Contains(await BodyAsync(await app.Browser.GetAsync(new Uri("/overview", UriKind.Relative)), HttpStatusCode.OK), "Lukuja ei ole vielä laskettu", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task The_language_link_keeps_the_filters()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var page = await BodyAsync(await app.Browser.GetAsync(new Uri(Filtered, UriKind.Relative)), HttpStatusCode.OK);
        var link = $"/language?to=sv&returnUrl={Uri.EscapeDataString(Filtered)}";
        StringAssert.Contains(page, $"href=\"{link}\"", StringComparison.Ordinal);

        var answer = await app.Browser.GetAsync(new Uri(link, UriKind.Relative));

        Assert.AreEqual((HttpStatusCode.Redirect, Filtered), (answer.StatusCode, answer.Headers.Location!.OriginalString));
        StringAssert.Contains(await BodyAsync(await app.Browser.GetAsync(answer.Headers.Location), HttpStatusCode.OK), "<h1>Översikt</h1>", StringComparison.Ordinal);
    }

    private static async Task<string> BodyAsync(HttpResponseMessage answer, HttpStatusCode expected)
    {
        var body = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        Assert.AreEqual(expected, answer.StatusCode, body);
        return body;
    }
}
