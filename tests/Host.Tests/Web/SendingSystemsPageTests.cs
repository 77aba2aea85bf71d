using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;

namespace Palveluohjaus.Host.Tests.Web;

[TestClass]
public sealed partial class SendingSystemsPageTests
{
    [TestMethod]
    public async Task Only_an_admin_keeps_sending_systems_and_finds_them_in_the_menu()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: DeskDatabase.Liisa);
        using var admin = await app.OpenBrowserAsync(DeskDatabase.Yrjo);

        foreach (var address in (string[])["/sending-systems", "/sending-systems/new", $"/sending-systems/{Guid.NewGuid()}"])
            Assert.AreEqual(HttpStatusCode.Forbidden, (await app.Browser.GetAsync(PageForms.At(address))).StatusCode, address);

        var empty = await PageForms.OpenAsync(admin, "/sending-systems");
        StringAssert.Contains(empty, "Järjestelmiä ei ole vielä.", StringComparison.Ordinal);
        StringAssert.Contains(await PageForms.OpenAsync(admin, "/units"), "href=\"/sending-systems\"", StringComparison.Ordinal);
        Assert.IsFalse((await PageForms.OpenAsync(app.Browser, "/clients")).Contains("/sending-systems", StringComparison.Ordinal));
        Assert.AreEqual(HttpStatusCode.NotFound, (await admin.GetAsync(PageForms.At($"/sending-systems/{Guid.NewGuid()}"))).StatusCode);
    }

    [TestMethod]
    public async Task The_key_is_shown_once_and_its_beginning_afterwards()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: DeskDatabase.Yrjo);

        var added = await AddAsync(app, "Omapolun <b>chat</b>");
        var list = await PageForms.OpenAsync(app.Browser, "/sending-systems");
        var raw = await app.Browser.GetStringAsync(PageForms.At("/sending-systems"));

        var key = KeyPattern().Match(added).Value;
        Assert.AreEqual(47, key.Length);
        StringAssert.Contains(added, "Sitä ei näytetä uudelleen", StringComparison.Ordinal);
        Assert.IsFalse(list.Contains(key, StringComparison.Ordinal));
        StringAssert.Contains(list, $"{key[..12]}…", StringComparison.Ordinal);
        StringAssert.Contains(list, "ei vielä", StringComparison.Ordinal);
        StringAssert.Contains(raw, "Omapolun &lt;b&gt;chat&lt;/b&gt;", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task What_is_wrong_is_said_in_a_summary_and_what_was_typed_stays()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: DeskDatabase.Yrjo);
        await AddAsync(app, "Chat");

        var empty = await PageForms.PostAsync(app.Browser, "/sending-systems/new", "system", ("Name", " "), ("UnitId", "not-an-id"));
        var taken = await PageForms.PostAsync(app.Browser, "/sending-systems/new", "system", ("Name", "CHAT"), ("UnitId", await UnitIdAsync(app)));
        var large = await PageForms.PostAsync(app.Browser, "/sending-systems/new", "system", ("Name", new string('x', 10_000)), ("UnitId", await UnitIdAsync(app)));

        foreach (var answer in (HttpResponseMessage[])[empty, taken, large])
            Assert.AreEqual(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await PageForms.TextAsync(empty);
        StringAssert.Contains(page, "Kirjoita järjestelmän nimi.", StringComparison.Ordinal);
        StringAssert.Contains(page, "Valitse yksikkö luettelosta.", StringComparison.Ordinal);
        StringAssert.Contains(page, "href=\"#UnitId\"", StringComparison.Ordinal);
        var refused = await PageForms.TextAsync(taken);
        StringAssert.Contains(refused, "value=\"CHAT\"", StringComparison.Ordinal);
        StringAssert.Contains(refused, "etkä nähnyt avainta", StringComparison.Ordinal);
        var id = await app.ReadAsync(guidance => guidance.SendingSystems.Select(system => system.Id).SingleAsync());
        StringAssert.Contains(refused, $"href=\"/sending-systems/{id}\"", StringComparison.Ordinal);
        Assert.DoesNotContain("etkä nähnyt avainta", page);
        Assert.AreEqual(1, await app.ReadAsync(guidance => guidance.SendingSystems.CountAsync()));
    }

    [TestMethod]
    public async Task Of_two_who_add_the_same_name_at_once_one_is_refused()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: DeskDatabase.Yrjo);
        var unitId = await UnitIdAsync(app);

        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => PageForms.PostAsync(app.Browser, "/sending-systems/new", "system", ("Name", "Chat"), ("UnitId", unitId))));

        CollectionAssert.AreEquivalent(new[] { HttpStatusCode.OK, HttpStatusCode.UnprocessableEntity }, both.Select(answer => answer.StatusCode).ToArray());
    }

    [TestMethod]
    public async Task A_key_is_revoked_after_it_was_confirmed_and_each_change_is_in_the_audit()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: DeskDatabase.Yrjo);
        await AddAsync(app, "Chat");
        var id = await app.ReadAsync(guidance => guidance.SendingSystems.Select(system => system.Id).SingleAsync());
        var open = await app.Browser.GetStringAsync(PageForms.At($"/sending-systems/{id}"));

        var unsure = await PageForms.PostAsync(app.Browser, $"/sending-systems/{id}", "revoke");
        var sure = await PageForms.PostAsync(app.Browser, $"/sending-systems/{id}", "revoke", ("Sure", "true"));
        var twice = await PageForms.SendAsync(app.Browser, open, $"/sending-systems/{id}", "revoke", ("Sure", "true"));

        Assert.AreEqual((HttpStatusCode.UnprocessableEntity, HttpStatusCode.SeeOther), (unsure.StatusCode, sure.StatusCode));
        Assert.AreNotEqual(HttpStatusCode.InternalServerError, twice.StatusCode);
        StringAssert.Contains(await PageForms.OpenAsync(app.Browser, "/sending-systems?revoked=true"), "mitätöity 17.3.2026", StringComparison.Ordinal);
        var entries = await app.ReadAsync(guidance => guidance.AuditEntries.Where(entry => entry.SubjectId == id).OrderBy(entry => entry.Sequence).ToListAsync());
        CollectionAssert.AreEqual(
            new[] { (AuditAction.Create, DeskDatabase.Yrjo, "SendingSystem"), (AuditAction.Update, DeskDatabase.Yrjo, "RevokedAtUtc") },
            entries.Select(entry => (entry.Action, entry.Actor, entry.Reason)).ToArray());
    }

    [TestMethod]
    [DataRow("fi", "Mitätöi ensin")]
    [DataRow("sv", "Ogiltigförklara först")]
    [DataRow("en", "First revoke")]
    public async Task A_unit_closes_when_no_key_sends_to_it_any_more(string language, string said)
    {
        await using var app = await PalveluohjausApp.StartAsync(account: DeskDatabase.Yrjo);
        await AddAsync(app, "Chat");
        var (unitId, id) = (await UnitIdAsync(app), await app.ReadAsync(guidance => guidance.SendingSystems.Select(system => system.Id).SingleAsync()));
        (await app.Browser.GetAsync(PageForms.At($"/language?to={language}&returnUrl=/units"))).Dispose();
        (string, string?)[] closing = [("Code", "ITA"), ("NameFi", "Itä"), ("NameSv", "Öst"), ("NameEn", "East"), ("ClosedOn", "31.3.2026")];

        var tooEarly = await PageForms.PostAsync(app.Browser, $"/units/{unitId}", "unit", closing);
        var renamed = await PageForms.PostAsync(app.Browser, $"/units/{unitId}", "unit", [.. closing.SkipLast(1), ("ClosedOn", "")]);
        await PageForms.PostAsync(app.Browser, $"/sending-systems/{id}", "revoke", ("Sure", "true"));
        var closed = await PageForms.PostAsync(app.Browser, $"/units/{unitId}", "unit", closing);
        var toClosing = await PageForms.PostAsync(app.Browser, "/sending-systems/new", "system", ("Name", "Toinen"), ("UnitId", unitId));

        Assert.AreEqual(
            (HttpStatusCode.UnprocessableEntity, HttpStatusCode.SeeOther, HttpStatusCode.SeeOther, HttpStatusCode.UnprocessableEntity),
            (tooEarly.StatusCode, renamed.StatusCode, closed.StatusCode, toClosing.StatusCode));
        var page = await PageForms.TextAsync(tooEarly);
        StringAssert.Contains(page, said, StringComparison.Ordinal);
        StringAssert.Contains(page, "href=\"#ClosedOn\"", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("sv", "Sändande system")]
    [DataRow("en", "Sending systems")]
    public async Task The_page_is_in_the_readers_language(string language, string title)
    {
        await using var app = await PalveluohjausApp.StartAsync(account: DeskDatabase.Yrjo);
        (await app.Browser.GetAsync(PageForms.At($"/language?to={language}&returnUrl=/sending-systems"))).Dispose();

        StringAssert.Contains(await PageForms.OpenAsync(app.Browser, "/sending-systems"), $"<h1>{title}", StringComparison.Ordinal);
    }

    private static async Task<string> AddAsync(PalveluohjausApp app, string name) =>
        await PageForms.TextAsync(await PageForms.PostAsync(app.Browser, "/sending-systems/new", "system", ("Name", name), ("UnitId", await UnitIdAsync(app))));

    private static async Task<string> UnitIdAsync(PalveluohjausApp app) =>
        (await app.ReadAsync(guidance => guidance.Units.Where(unit => unit.Code == "ITA").Select(unit => unit.Id).SingleAsync())).ToString();

    [GeneratedRegex("pok_[A-Za-z0-9_-]+")]
    private static partial Regex KeyPattern();
}
