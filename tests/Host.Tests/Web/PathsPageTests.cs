using System.Net;
using System.Text.RegularExpressions;

namespace Palveluohjaus.Host.Tests.Web;

[TestClass]
public sealed class PathsPageTests
{
    [TestMethod]
    public async Task Five_logged_contacts_draw_a_map_that_needs_no_script()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        for (var i = 0; i < 5; i++)
        {
            var logged = await app.SendAsync(await app.OpenFormAsync(), ("Anonymous", "true"), ("Municipality", "901"), ("Minutes", "11"), ("Time", "10.31"), ("Themes", "Housing"), ("Outcome", "SolvedHere"), ("Note", $"{i}"));
            Assert.AreEqual(HttpStatusCode.SeeOther, logged.StatusCode);
        }

        StringAssert.Contains(await OpenAsync(app, "/paths"), "Lukuja ei ole vielä laskettu.", StringComparison.Ordinal);
        await app.RefreshAsync("/overview", await app.Browser.GetStringAsync(new Uri("/overview", UriKind.Relative)));
        var page = await OpenAsync(app, "/paths?least=0");

        StringAssert.Contains(page, "class=\"pathmap\"", StringComparison.Ordinal);
        StringAssert.Contains(page, "Yhteydenotto → Päättynyt", StringComparison.Ordinal);
        StringAssert.Contains(page, "href=\"/paths?least=10\"", StringComparison.Ordinal);
        StringAssert.Contains(await OpenAsync(app, "/paths/csv?least=0"), "siirtymä;Yhteydenotto → Päättynyt;5;0", StringComparison.Ordinal);
        var variants = await OpenAsync(app, "/paths/csv/variants");
        StringAssert.Matches(variants, new Regex("polku;Yhteydenotto → Päättynyt;5;[0-9,]+;100"));
        Assert.DoesNotContain("siirtymä;", variants, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task An_address_that_makes_no_sense_opens_the_usual_page_and_says_so()
    {
        await using var app = await PalveluohjausApp.StartAsync();

        var page = await OpenAsync(app, "/paths?unit=nobody%27s&municipality=%3Cscript%3E&least=-1&from=2026-13-01&period=ever");

        StringAssert.Contains(page, "Yksikköä ei tunnistettu", StringComparison.Ordinal);
        StringAssert.Contains(page, "Kartan tarkkuutta ei tunnistettu", StringComparison.Ordinal);
        Assert.DoesNotContain("<script>\"", page);
    }

    private static async Task<string> OpenAsync(PalveluohjausApp app, string address)
    {
        var answer = await app.Browser.GetAsync(new Uri(address, UriKind.Relative));
        var body = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        Assert.AreEqual(HttpStatusCode.OK, answer.StatusCode, body);
        return body;
    }
}
