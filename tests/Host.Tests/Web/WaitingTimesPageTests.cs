using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Palveluohjaus.Reporting.Storage;
using Palveluohjaus.Reporting.WaitingTimes;

namespace Palveluohjaus.Host.Tests.Web;

[TestClass]
public sealed class WaitingTimesPageTests
{
    [TestMethod]
    public async Task A_manager_publishes_a_draft_and_takes_it_back_and_a_guide_does_not_see_it()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: DeskDatabase.Mauri);
        var address = $"/waiting-times/{await DraftAsync(app)}";

        StringAssert.Contains(await PageForms.OpenAsync(app.Browser, "/waiting-times"), "1.7.2025–31.12.2025", StringComparison.Ordinal);
        var draft = await PageForms.OpenAsync(app.Browser, address);
        StringAssert.Contains(draft, "Kenenkään odotus ei päättynyt", StringComparison.Ordinal);
        var published = await PageForms.PostAsync(app.Browser, address, "statement", ("action", "publish"));
        Assert.AreEqual(HttpStatusCode.SeeOther, published.StatusCode, await PageForms.TextAsync(published));
        StringAssert.Contains(await PageForms.OpenAsync(app.Browser, address), "Julkaistu 17.3.2026, julkaisija mauri.", StringComparison.Ordinal);

        // The draft's page was still open somewhere: publishing again is no fault.
        Assert.AreEqual(HttpStatusCode.SeeOther, (await PageForms.SendAsync(app.Browser, draft, address, "statement", ("action", "publish"))).StatusCode);
        var tooLate = await PageForms.SendAsync(app.Browser, draft, address, "statement", ("action", "take-back"));
        Assert.AreEqual(HttpStatusCode.Conflict, tooLate.StatusCode);
        StringAssert.Contains(await PageForms.TextAsync(tooLate), "laadittu uudelleen", StringComparison.Ordinal);
        Assert.AreEqual(HttpStatusCode.SeeOther, (await PageForms.PostAsync(app.Browser, address, "statement", ("action", "take-back"))).StatusCode);

        using var guide = await app.OpenBrowserAsync(DeskDatabase.Sanna);
        foreach (var closed in (string[])["/waiting-times", address, $"{address}/csv"])
            Assert.AreEqual(HttpStatusCode.Forbidden, (await guide.GetAsync(PageForms.At(closed))).StatusCode, closed);
        Assert.IsFalse((await PageForms.OpenAsync(guide, "/overview")).Contains("/waiting-times", StringComparison.Ordinal));
    }

    [TestMethod]
    public async Task What_is_not_there_is_answered_in_words()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: DeskDatabase.Yrjo);

        StringAssert.Contains(await PageForms.OpenAsync(app.Browser, "/waiting-times"), "Luonnoksia ei vielä ole.", StringComparison.Ordinal);
        Assert.AreEqual(HttpStatusCode.NotFound, (await app.Browser.GetAsync(PageForms.At($"/waiting-times/{Guid.NewGuid()}"))).StatusCode);
        Assert.AreEqual(HttpStatusCode.NotFound, (await app.Browser.GetAsync(PageForms.At($"/waiting-times/{Guid.NewGuid()}/csv"))).StatusCode);
    }

    [TestMethod]
    public async Task Everybody_reads_what_is_published_only_where_the_county_has_opened_it()
    {
        await using var closed = await PalveluohjausApp.StartAsync(account: DeskDatabase.Mauri);
        await PublishAsync(closed);
        using var nobody = await closed.OpenBrowserAsync(null);
        Assert.AreEqual(HttpStatusCode.NotFound, (await nobody.GetAsync(PageForms.At("/public/waiting-times"))).StatusCode);
        Assert.AreEqual(HttpStatusCode.NotFound, (await nobody.GetAsync(PageForms.At("/public/waiting-times/csv"))).StatusCode);

        await using var open = await PalveluohjausApp.StartAsync(account: DeskDatabase.Mauri, configure: services => services.AddSingleton(new WaitingTimesSettings { OpenToPublic = true }));
        var id = await DraftAsync(open);
        using var anybody = await open.OpenBrowserAsync(null);
        Assert.AreEqual(HttpStatusCode.NotFound, (await anybody.GetAsync(PageForms.At("/public/waiting-times"))).StatusCode, "A draft is nobody's.");
        Assert.AreEqual(HttpStatusCode.SeeOther, (await PageForms.PostAsync(open.Browser, $"/waiting-times/{id}", "statement", ("action", "publish"))).StatusCode);
        StringAssert.Contains(await PageForms.OpenAsync(anybody, "/public/waiting-times"), "1.7.2025–31.12.2025", StringComparison.Ordinal);
        Assert.AreEqual(HttpStatusCode.NotFound, (await anybody.GetAsync(PageForms.At("/public/waiting-times?half=2024-1"))).StatusCode);
        Assert.AreEqual(HttpStatusCode.NotFound, (await anybody.GetAsync(PageForms.At("/public/waiting-times?half=%3Cb%3E"))).StatusCode);
        var csv = await anybody.GetAsync(PageForms.At("/public/waiting-times/csv?half=2025-2"));
        Assert.AreEqual("text/csv", csv.Content.Headers.ContentType!.MediaType);
        var text = await csv.Content.ReadAsStringAsync();
        Assert.StartsWith("puolivuosi;odotus;", text.TrimStart('\uFEFF'));
        StringAssert.Contains(text, "2025-2;Palvelutarpeen arviointi valmistui;Kaikki;;;;ei ketään", StringComparison.Ordinal);
    }

    private static async Task PublishAsync(PalveluohjausApp app)
    {
        var id = await DraftAsync(app);
        Assert.AreEqual(HttpStatusCode.SeeOther, (await PageForms.PostAsync(app.Browser, $"/waiting-times/{id}", "statement", ("action", "publish"))).StatusCode);
    }

    private static async Task<Guid> DraftAsync(PalveluohjausApp app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<DraftWaitingTimes>().RunAsync(CancellationToken.None);
        return await scope.ServiceProvider.GetRequiredService<ReportingDbContext>().WaitingTimesStatements.Select(statement => statement.Id).SingleAsync();
    }
}
