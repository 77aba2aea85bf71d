using System.Net;
using Microsoft.EntityFrameworkCore;

namespace Palveluohjaus.Host.Tests.Web;

[TestClass]
public sealed class SecondOpinionPageTests
{
    [TestMethod]
    public async Task A_colleague_is_asked_and_sees_neither_the_suggestion_nor_the_first_decision_nor_who_it_is_about()
    {
        await using var app = await DecideAsync(share: 1);
        using var liisa = await app.OpenBrowserAsync(DeskDatabase.Liisa);

        var list = await PageForms.OpenAsync(liisa, "/second-opinions");
        var page = MainOf(await PageForms.OpenAsync(liisa, await AddressAsync(app)));

        Assert.Contains("Ikääntyneet", list);
        Assert.Contains("3, vaikea", page);
        foreach (var hidden in (string[])["Helmi", "Kuusisaari", "Sanna", "%", "Yhteistyöasiakkuus</b>", "checked", "Tytär muuttaa", "expert-scorecard", "nelikenttä", "field4"])
            Assert.DoesNotContain(hidden, page);
        foreach (var hidden in (string[])["Helmi", "Kuusisaari", "Yhteistyö", "Huolenpito"])
            Assert.DoesNotContain(hidden, MainOf(list));
    }

    [TestMethod]
    public async Task It_is_given_once_and_changes_nothing_for_the_client()
    {
        await using var app = await DecideAsync(share: 1);
        using var liisa = await app.OpenBrowserAsync(DeskDatabase.Liisa);
        var address = await AddressAsync(app);
        var opened = await liisa.GetStringAsync(PageForms.At(address));

        using var unchosen = await PageForms.SendAsync(liisa, opened, address, "opinion");
        using var first = await PageForms.SendAsync(liisa, opened, address, "opinion", ("Segment", "HUOL"));
        using var second = await PageForms.SendAsync(liisa, opened, address, "opinion", ("Segment", "OMA"));

        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, unchosen.StatusCode);
        Assert.AreEqual(HttpStatusCode.SeeOther, first.StatusCode);
        Assert.AreEqual(HttpStatusCode.Conflict, second.StatusCode);
        Assert.Contains("Olet jo antanut tämän arvion", await PageForms.TextAsync(second));
        var opinion = await app.ReadAsync(guidance => guidance.SecondOpinions.AsNoTracking().SingleAsync());
        Assert.AreEqual("HUOL", opinion.Segment);
        Assert.AreEqual("YHT", (await app.DecisionsAsync()).Single().Segment);
        Assert.Contains("Toista arviota ei odoteta nyt sinulta", await PageForms.OpenAsync(liisa, "/second-opinions"));
    }

    [TestMethod]
    public async Task Neither_who_decided_first_nor_another_unit_is_asked()
    {
        await using var app = await DecideAsync(share: 1);
        var address = await AddressAsync(app);
        using var pekka = await app.OpenBrowserAsync(DeskDatabase.Pekka);

        foreach (var browser in (HttpClient[])[app.Browser, pekka])
        {
            using var answer = await browser.GetAsync(PageForms.At(address));
            Assert.AreEqual(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.Contains("Toista arviota ei odoteta nyt sinulta", await PageForms.OpenAsync(browser, "/second-opinions"));
        }
    }

    [TestMethod]
    public async Task A_share_of_nothing_asks_nobody()
    {
        await using var app = await DecideAsync(share: 0);

        Assert.AreEqual(0, await app.ReadAsync(guidance => guidance.SecondOpinions.CountAsync()));
    }

    [TestMethod]
    [DataRow("101", false)]
    [DataRow("-1", false)]
    [DataRow("5,5", false)]
    [DataRow("", false)]
    [DataRow("0", true)]
    [DataRow("100", true)]
    public async Task The_admin_sets_the_share_in_whole_percents(string typed, bool isTaken)
    {
        await using var app = await PalveluohjausApp.StartAsync(account: DeskDatabase.Yrjo);

        using var answer = await PageForms.PostAsync(app.Browser, "/county", "share", ("SecondOpinionShare", typed));

        Assert.AreEqual(isTaken ? HttpStatusCode.SeeOther : HttpStatusCode.UnprocessableEntity, answer.StatusCode, await PageForms.TextAsync(answer));
        var share = await app.ReadAsync(guidance => guidance.Counties.Select(county => county.SecondOpinionShare).SingleAsync());
        Assert.AreEqual(isTaken ? double.Parse(typed, System.Globalization.CultureInfo.InvariantCulture) / 100 : 0.05, share);
    }

    private static async Task<PalveluohjausApp> DecideAsync(double share)
    {
        var app = await PalveluohjausApp.StartAsync();
        await app.ShareSecondOpinionsAsync(share);
        var (_, address) = await app.FillAllAsync();
        await app.Browser.FillAsync(address, "decide-Other", ("Segment", "YHT"), ("ReasonText", "Tytär muuttaa kotiin"));
        return app;
    }

    private static Task<string> AddressAsync(PalveluohjausApp app) =>
        app.ReadAsync(async guidance => $"/second-opinions/{await guidance.SecondOpinions.Select(opinion => opinion.Id).SingleAsync()}");

    private static string MainOf(string page) => page[page.IndexOf("<main", StringComparison.Ordinal)..page.IndexOf("</main>", StringComparison.Ordinal)];
}
