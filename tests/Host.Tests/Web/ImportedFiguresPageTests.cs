using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Palveluohjaus.Reporting.ImportedFigures;
using Palveluohjaus.Reporting.Storage;

namespace Palveluohjaus.Host.Tests.Web;

[TestClass]
public sealed partial class ImportedFiguresPageTests
{
    private const string New = "/imported-figures/new";
    private const string Header = "sarja;kunta;jakso;arvo;lähdejärjestelmä;määritelmä;luettelon määritelmä\r\n";

    [TestMethod]
    public async Task What_the_address_asks_for_and_there_is_not_is_told_and_all_is_shown()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: DeskDatabase.Anna);

        var page = await PageForms.OpenAsync(app.Browser, "/imported-figures?series=nope&municipality=999x&year=soon");

        foreach (var said in (string[])["Tällaista lukua ei ole", "Tällaista kuntaa ei ole", "Vuotta ei tunnistettu"])
            StringAssert.Contains(page, said, StringComparison.Ordinal);
        Assert.DoesNotContain("Tällaista", await PageForms.OpenAsync(app.Browser, "/imported-figures?series=&municipality="));
    }

    [TestMethod]
    public async Task A_figure_is_entered_once_and_corrected_with_a_reason_and_what_was_typed_stays()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: DeskDatabase.Anna);
        var municipality = await app.ReadAsync(guidance => guidance.Municipalities.OrderBy(each => each.Code).Select(each => each.Code).FirstAsync());
        (string, string?)[] good = [("Series", "lead-time/p50"), ("Municipality", municipality), ("Period", "2019"), ("Value", "12,5"), ("Source", "Effica"), ("SameDefinition", "yes")];

        var wrong = await PageForms.PostAsync(app.Browser, New, "figure", [.. good.Where(field => field.Item1 != "Value"), ("Value", "<b>NaN</b>")]);
        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        var said = await wrong.Content.ReadAsStringAsync();
        Assert.DoesNotContain("<b>NaN", said);
        Assert.Contains("value=\"&lt;b&gt;NaN&lt;/b&gt;\"", said);
        Assert.Contains("value=\"Effica\"", said);

        var entered = await PageForms.PostAsync(app.Browser, New, "figure", good);
        Assert.AreEqual(HttpStatusCode.SeeOther, entered.StatusCode, await PageForms.TextAsync(entered));
        var address = entered.Headers.Location!.AbsolutePath;
        Assert.AreEqual(HttpStatusCode.SeeOther, (await PageForms.PostAsync(app.Browser, New, "figure", good)).StatusCode, "The same again changes nothing.");

        var other = await PageForms.PostAsync(app.Browser, New, "figure", [.. good.Where(field => field.Item1 != "Value"), ("Value", "13")]);
        Assert.AreEqual(HttpStatusCode.Conflict, other.StatusCode);
        var conflict = await other.Content.ReadAsStringAsync();
        StringAssert.Contains(WebUtility.HtmlDecode(conflict), "kirjattu jo arvolla 12,5\u00a0pv (kirjannut anna", StringComparison.Ordinal);
        StringAssert.Contains(WebUtility.HtmlDecode(conflict), "sinä annoit 13\u00a0pv", StringComparison.Ordinal);
        var without = await PageForms.SendAsync(app.Browser, conflict, New, "figure");
        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, without.StatusCode);
        Assert.AreEqual(HttpStatusCode.SeeOther, (await PageForms.SendAsync(app.Browser, conflict, New, "figure", ("Reason", "Näppäilyvirhe"))).StatusCode);
        var late = await PageForms.SendAsync(app.Browser, conflict, New, "figure", ("Reason", "Samaan aikaan"), ("Value", "14"));
        Assert.AreEqual(HttpStatusCode.Conflict, late.StatusCode);
        StringAssert.Contains(await PageForms.TextAsync(late), "Luku on muuttunut", StringComparison.Ordinal);

        using var guide = await app.OpenBrowserAsync(DeskDatabase.Sanna);
        var figure = await PageForms.OpenAsync(guide, address);
        foreach (var expected in (string[])["13\u00a0pv", "Aiemmin 12,5\u00a0pv", "Korjauksen syy: Näppäilyvirhe"])
            StringAssert.Contains(figure, expected, StringComparison.Ordinal);
        Assert.DoesNotContain("corrects=", figure);
        StringAssert.Contains(await PageForms.OpenAsync(guide, "/imported-figures?series=lead-time/p50"), "puuttuu", StringComparison.Ordinal);
        Assert.AreEqual(HttpStatusCode.Forbidden, (await guide.GetAsync(PageForms.At(New))).StatusCode);
        Assert.AreEqual(HttpStatusCode.NotFound, (await guide.GetAsync(PageForms.At($"/imported-figures/{Guid.NewGuid()}"))).StatusCode);
        Assert.AreEqual(2, await app.ReadAsync(guidance => guidance.AuditEntries.CountAsync(entry => entry.Subject == nameof(ImportedFigure))));

        var open = await app.Browser.GetStringAsync(PageForms.At($"{New}?corrects={address.Split('/')[^1]}"));
        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, (await PageForms.SendAsync(app.Browser, open, New, "remove", ("RemoveReason", " "))).StatusCode);
        var removed = await PageForms.SendAsync(app.Browser, open, New, "remove", ("RemoveReason", "Väärä <kunta>"));
        Assert.AreEqual(HttpStatusCode.SeeOther, removed.StatusCode);
        StringAssert.Contains(await PageForms.OpenAsync(guide, removed.Headers.Location!.PathAndQuery), "Luku on poistettu", StringComparison.Ordinal);
        StringAssert.Contains(await PageForms.OpenAsync(guide, address), "Poiston syy: Väärä <kunta>", StringComparison.Ordinal);
        StringAssert.Contains(await PageForms.OpenAsync(guide, "/imported-figures"), "Poistetut luvut: 1", StringComparison.Ordinal);
        var twice = await PageForms.SendAsync(app.Browser, open, New, "remove", ("RemoveReason", "Toisessa ikkunassa"));
        Assert.AreEqual(HttpStatusCode.Conflict, twice.StatusCode);
        StringAssert.Contains(await PageForms.TextAsync(twice), "Luku on poistettu sen jälkeen", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_file_is_taken_in_whole_or_not_at_all()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: DeskDatabase.Mauri);
        var municipality = await app.ReadAsync(guidance => guidance.Municipalities.OrderBy(each => each.Code).Select(each => each.Code).FirstAsync());
        var good = $"{Header}emergency-visits;{municipality};1/2025;318;Lifecare;;kyllä\r\ninhabitants;{municipality};2024;12345;Tilastokeskus;;kyllä\r\n";

        var bad = await UploadAsync(app.Browser, Encoding.UTF8.GetBytes(good + $"emergency-visits;{municipality};13/2025;=1+1;Lifecare;;kyllä\r\n"));
        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, bad.StatusCode);
        var said = await PageForms.TextAsync(bad);
        StringAssert.Contains(said, "Rivi 4, sarake jakso: ”13/2025” ei ole jakso.", StringComparison.Ordinal);
        StringAssert.Contains(said, "Rivi 4, sarake arvo: ”=1+1” ei ole luku.", StringComparison.Ordinal);
        foreach (var (bytes, expected) in ((byte[], string)[])
            [([], "Valitse tiedosto."), ([0x50, 0x4B, 0, 3], "ei ole CSV-tekstiä"), (new byte[FigureFile.MaxBytes + 1], "liian suuri"), (Encoding.Latin1.GetBytes(Header), "UTF-8"), (Encoding.UTF8.GetBytes("a;b\n1;2"), "puuttuu sarake")])
        {
            var refused = await UploadAsync(app.Browser, bytes);
            Assert.AreEqual(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            StringAssert.Contains(await PageForms.TextAsync(refused), expected, StringComparison.Ordinal);
        }

        Assert.AreEqual(0, await CountAsync(app));
        var taken = await UploadAsync(app.Browser, [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(good)]);
        Assert.AreEqual("/imported-figures?added=2&same=0", taken.Headers.Location!.PathAndQuery);
        Assert.AreEqual("/imported-figures?added=0&same=2", (await UploadAsync(app.Browser, Encoding.UTF8.GetBytes(good))).Headers.Location!.PathAndQuery);
        Assert.AreEqual(2, await CountAsync(app));
        var page = await PageForms.OpenAsync(app.Browser, "/imported-figures?series=emergency-visits");
        StringAssert.Contains(page, "318", StringComparison.Ordinal);
        StringAssert.Contains(page, "25,8", StringComparison.Ordinal);

        var template = await app.Browser.GetAsync(PageForms.At("/imported-figures/template"));
        Assert.AreEqual("text/csv", template.Content.Headers.ContentType!.MediaType);
        StringAssert.Contains(await PageForms.TextAsync(await UploadAsync(app.Browser, await template.Content.ReadAsByteArrayAsync())), "Anna arvo.", StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> UploadAsync(HttpClient browser, byte[] file)
    {
        var page = await browser.GetStringAsync(PageForms.At(New));
        using var content = new MultipartFormDataContent
        {
            { new StringContent("file"), "_handler" },
            { new StringContent(TokenPattern().Match(page).Groups[1].Value), "__RequestVerificationToken" },
        };
        var bytes = new ByteArrayContent(file);
        bytes.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        content.Add(bytes, "File", "luvut.csv");
        return await browser.PostAsync(PageForms.At(New), content);
    }

    private static async Task<int> CountAsync(PalveluohjausApp app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ReportingDbContext>().ImportedFigures.CountAsync();
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex TokenPattern();
}
