using System.Net;

namespace Palveluohjaus.Host.Tests.Web;

[TestClass]
public sealed class RetentionPageTests
{
    [TestMethod]
    public async Task Only_an_admin_sees_how_long_data_is_kept_and_that_nothing_is_removed_as_shipped()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: DeskDatabase.Liisa);
        using var admin = await app.OpenBrowserAsync(DeskDatabase.Yrjo);

        Assert.AreEqual(HttpStatusCode.Forbidden, (await app.Browser.GetAsync(PageForms.At("/retention"))).StatusCode);
        var page = await PageForms.OpenAsync(admin, "/retention");

        foreach (var text in (string[])["<h1>Säilytysajat</h1>", "Poistaminen ei ole käytössä: mitään ei poisteta.", "30 vuotta", "viimeisestä kirjauksesta", "Alueen vahvistettava", "Poistamista ei ole ajettu.", "href=\"/schedules?job=retain\""])
            StringAssert.Contains(page, text, StringComparison.Ordinal);
        StringAssert.Contains(await PageForms.OpenAsync(admin, "/schedules"), "tiedostossa retention.json", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("sv", "Förvaringstider", "30 år")]
    [DataRow("en", "Retention times", "30 years")]
    public async Task The_page_is_in_the_readers_language(string language, string title, string time)
    {
        await using var app = await PalveluohjausApp.StartAsync(account: DeskDatabase.Yrjo);
        (await app.Browser.GetAsync(PageForms.At($"/language?to={language}&returnUrl=/retention"))).Dispose();

        var page = await PageForms.OpenAsync(app.Browser, "/retention");

        StringAssert.Contains(page, $"<h1>{title}</h1>", StringComparison.Ordinal);
        StringAssert.Contains(page, time, StringComparison.Ordinal);
    }
}
