using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Mail;
using Palveluohjaus.Guidance.Warnings;

namespace Palveluohjaus.Host.Tests.Web;

[TestClass]
public sealed partial class AccountPagesTests
{
    private static readonly (string Name, string? Value)[] Tiina = [("WorkerName", "Tiina Testi"), ("Name", "tiina"), ("Roles", "Analyst"), ("Roles", "Manager")];

    [TestMethod]
    [DataRow("/accounts")]
    [DataRow("/accounts/new")]
    [DataRow("/accounts/018f0000-0000-7000-8000-000000000000")]
    [DataRow("/units")]
    [DataRow("/units/new")]
    [DataRow("/county")]
    public async Task Only_an_admin_keeps_accounts_and_units(string address)
    {
        await using var app = await PalveluohjausApp.StartAsync(account: DeskDatabase.Liisa);
        using var nobody = await app.OpenBrowserAsync(account: null);
        using var manager = await app.OpenBrowserAsync(DeskDatabase.Mauri);

        Assert.AreEqual(HttpStatusCode.Forbidden, (await app.Browser.GetAsync(PageForms.At(address))).StatusCode);
        Assert.AreEqual(HttpStatusCode.Forbidden, (await manager.GetAsync(PageForms.At(address))).StatusCode);
        Assert.AreEqual(HttpStatusCode.Redirect, (await nobody.GetAsync(PageForms.At(address))).StatusCode);
    }

    [TestMethod]
    public async Task A_new_account_gets_a_link_that_is_shown_once_and_lets_its_owner_in()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: DeskDatabase.Yrjo);
        using var tiina = await app.OpenBrowserAsync(account: null);

        var added = await PageForms.TextAsync(await PageForms.PostAsync(app.Browser, "/accounts/new", "account", Tiina));
        var link = LinkPattern().Match(added).Value;
        var set = await PageForms.PostAsync(tiina, link, "link", ("NewPassword", DeskDatabase.Password), ("Again", DeskDatabase.Password));
        var signedIn = await PalveluohjausApp.SignInAsync(tiina, "tiina", DeskDatabase.Password);

        Assert.AreEqual(HttpStatusCode.SeeOther, set.StatusCode);
        Assert.AreEqual(HttpStatusCode.SeeOther, signedIn.StatusCode);
        Assert.AreEqual(HttpStatusCode.Gone, (await tiina.GetAsync(PageForms.At(link))).StatusCode, "The link was used.");
        Assert.IsFalse(LinkPattern().IsMatch(await PageForms.OpenAsync(app.Browser, $"/accounts/{await IdOfAsync(app, "tiina")}")));
    }

    [TestMethod]
    public async Task The_admin_sees_how_warnings_by_mail_stand()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: DeskDatabase.Yrjo);
        Assert.IsTrue((await PageForms.OpenAsync(app.Browser, "/accounts")).Contains("Pois käytöstä", StringComparison.Ordinal));
        await app.ReadAsync(guidance =>
        {
            guidance.Add(new WarningMailState { LastRunAtUtc = new DateTime(2026, 3, 17, 8, 30, 0, DateTimeKind.Utc), LastRunSent = 3, LastRunWaiting = 2, SentInAll = 41, LastFault = MailFault.SignInRefused, LastFaultAtUtc = new DateTime(2026, 3, 16, 8, 0, 0, DateTimeKind.Utc) });
            return guidance.SaveChangesAsync();
        });

        var page = await PageForms.OpenAsync(app.Browser, "/accounts");

        foreach (var text in (string[])["17.3.2026 10.30: lähetetty 3, odottaa 2", "<dd>41</dd>", "16.3.2026 10.00: Sähköpostipalvelin ei hyväksynyt tunnusta tai salasanaa."])
            StringAssert.Contains(page, text, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task What_was_typed_stays_when_it_is_refused()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: DeskDatabase.Yrjo);

        var answer = await PageForms.PostAsync(app.Browser, "/accounts/new", "account", ("WorkerName", "Tiina Testi"), ("Name", "YRJO"), ("Roles", "Guide"), ("Roles", "99"), ("UnitIds", "not-an-id"));

        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await PageForms.TextAsync(answer);
        foreach (var expected in (string[])["value=\"Tiina Testi\"", "value=\"YRJO\"", "Valitse toinen tunnus: tämä on jo käytössä.", "Valitse yksikkö luettelosta."])
            StringAssert.Contains(page, expected, StringComparison.Ordinal);
        Assert.IsTrue(GuideChecked().IsMatch(page));
    }

    [TestMethod]
    public async Task Markup_in_a_name_is_shown_as_text()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: DeskDatabase.Yrjo);

        await PageForms.PostAsync(app.Browser, "/accounts/new", "account", ("WorkerName", "<script>alert(1)</script> \u202E' OR 1=1 --"), ("Name", "kummallinen"), ("Roles", "Analyst"));

        var list = await app.Browser.GetStringAsync(PageForms.At("/accounts"));
        StringAssert.Contains(list, "&lt;script&gt;alert(1)&lt;/script&gt;", StringComparison.Ordinal);
        Assert.IsFalse(list.Contains("<script>alert", StringComparison.Ordinal) || list.Contains('\u202E', StringComparison.Ordinal));
    }

    [TestMethod]
    public async Task Ten_thousand_characters_are_refused()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: DeskDatabase.Yrjo);
        var huge = new string('a', 10_000);

        var answer = await PageForms.PostAsync(app.Browser, "/accounts/new", "account", ("WorkerName", huge), ("Name", huge), ("Roles", "Analyst"));

        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    }

    [TestMethod]
    public async Task Names_are_found_by_post_and_states_by_address()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: DeskDatabase.Yrjo);
        await PageForms.PostAsync(app.Browser, "/accounts/new", "account", Tiina);

        var found = await PageForms.TextAsync(await PageForms.PostAsync(app.Browser, "/accounts", "find", ("Text", "YLITÄLO")));
        var nobody = await PageForms.TextAsync(await PageForms.PostAsync(app.Browser, "/accounts", "find", ("Text", "' OR 1=1 --")));
        var invited = await PageForms.OpenAsync(app.Browser, "/accounts?state=Invited");

        StringAssert.Contains(found, "<bdi>Yrjö Ylitalo</bdi>", StringComparison.Ordinal);
        Assert.IsFalse(found.Contains("<bdi>Sanna Koivu</bdi>", StringComparison.Ordinal));
        StringAssert.Contains(nobody, "Ei tällaisia tunnuksia.", StringComparison.Ordinal);
        StringAssert.Contains(invited, "Tiina Testi", StringComparison.Ordinal);
        Assert.IsFalse(invited.Contains("Sanna Koivu", StringComparison.Ordinal));
    }

    [TestMethod]
    public async Task The_second_of_two_admins_is_told_that_the_account_changed()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: DeskDatabase.Yrjo);
        var address = $"/accounts/{await IdOfAsync(app, DeskDatabase.Anna)}";
        var opened = await app.Browser.GetStringAsync(PageForms.At(address));

        var first = await PageForms.SendAsync(app.Browser, opened, address, "account", ("WorkerName", "Anna Uusi"));
        var second = await PageForms.SendAsync(app.Browser, opened, address, "account", ("WorkerName", "Anna Toinen"));

        Assert.AreEqual(HttpStatusCode.SeeOther, first.StatusCode);
        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, second.StatusCode);
        StringAssert.Contains(await PageForms.TextAsync(second), "joku muutti tunnusta samaan aikaan", StringComparison.Ordinal);
        StringAssert.Contains(await PageForms.OpenAsync(app.Browser, address), "Anna Uusi", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_disabled_account_is_out_at_once_and_back_when_enabled()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: DeskDatabase.Yrjo);
        using var anna = await app.OpenBrowserAsync(DeskDatabase.Anna);
        var address = $"/accounts/{await IdOfAsync(app, DeskDatabase.Anna)}";

        var unsure = await PageForms.PostAsync(app.Browser, address, "disable");
        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, unsure.StatusCode);
        Assert.AreEqual(HttpStatusCode.OK, (await anna.GetAsync(PageForms.At("/settings"))).StatusCode);

        Assert.AreEqual(HttpStatusCode.SeeOther, (await PageForms.PostAsync(app.Browser, address, "disable", ("Sure", "true"))).StatusCode);
        Assert.AreEqual(HttpStatusCode.Redirect, (await anna.GetAsync(PageForms.At("/settings"))).StatusCode);
        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, (await PalveluohjausApp.SignInAsync(anna, DeskDatabase.Anna, DeskDatabase.Password)).StatusCode);

        Assert.AreEqual(HttpStatusCode.SeeOther, (await PageForms.PostAsync(app.Browser, address, "enable")).StatusCode);
        Assert.AreEqual(HttpStatusCode.SeeOther, (await PalveluohjausApp.SignInAsync(anna, DeskDatabase.Anna, DeskDatabase.Password)).StatusCode);
    }

    [TestMethod]
    public async Task The_last_admin_cannot_lock_everybody_out()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: DeskDatabase.Yrjo);
        var address = $"/accounts/{await IdOfAsync(app, DeskDatabase.Yrjo)}";

        var answer = await PageForms.PostAsync(app.Browser, address, "account", ("Roles", "Analyst"));

        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await PageForms.TextAsync(answer);
        StringAssert.Contains(page, "tämä on viimeinen ylläpitäjän tunnus", StringComparison.Ordinal);
        Assert.IsFalse(page.Contains("value=\"disable\"", StringComparison.Ordinal), "Nobody disables their own account.");
        Assert.AreEqual(HttpStatusCode.OK, (await app.Browser.GetAsync(PageForms.At("/accounts"))).StatusCode);
    }

    [TestMethod]
    [DataRow("/accounts/018f0000-0000-7000-8000-000000000000")]
    [DataRow("/accounts/not-an-id")]
    [DataRow("/units/018f0000-0000-7000-8000-000000000000")]
    public async Task What_does_not_exist_is_not_found(string address)
    {
        await using var app = await PalveluohjausApp.StartAsync(account: DeskDatabase.Yrjo);

        Assert.AreEqual(HttpStatusCode.NotFound, (await app.Browser.GetAsync(PageForms.At(address))).StatusCode);
    }

    [TestMethod]
    public async Task A_unit_is_added_renamed_and_closed_and_a_closed_one_is_not_offered()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: DeskDatabase.Yrjo);
        using var sanna = await app.OpenBrowserAsync(DeskDatabase.Sanna);

        var wrong = await PageForms.PostAsync(app.Browser, "/units/new", "unit", ("Code", "UUSI"), ("NameFi", "Uusi yksikkö"));
        var added = await PageForms.PostAsync(app.Browser, "/units/new", "unit", ("Code", "UUSI"), ("NameFi", "Uusi yksikkö"), ("NameSv", "Ny enhet"), ("NameEn", "New unit"));
        var twice = await PageForms.PostAsync(app.Browser, "/units/new", "unit", ("Code", "UUSI"), ("NameFi", "Uusi yksikkö"), ("NameSv", "Ny enhet"), ("NameEn", "New unit"));
        var address = $"/units/{await app.ReadAsync(guidance => guidance.Units.Where(unit => unit.Code == "UUSI").Select(unit => unit.Id).SingleAsync())}";

        Assert.AreEqual((HttpStatusCode.UnprocessableEntity, HttpStatusCode.SeeOther, HttpStatusCode.UnprocessableEntity), (wrong.StatusCode, added.StatusCode, twice.StatusCode));
        StringAssert.Contains(await PageForms.OpenAsync(sanna, "/contacts/new"), "Uusi yksikkö", StringComparison.Ordinal);
        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, (await PageForms.PostAsync(app.Browser, address, "unit", ("ClosedOn", "joskus"))).StatusCode);
        Assert.AreEqual(HttpStatusCode.SeeOther, (await PageForms.PostAsync(app.Browser, address, "unit", ("NameFi", "Entinen yksikkö"), ("ClosedOn", "17.3.2026"))).StatusCode);
        Assert.IsFalse((await PageForms.OpenAsync(sanna, "/contacts/new")).Contains("Entinen yksikkö", StringComparison.Ordinal));
        Assert.IsFalse((await PageForms.OpenAsync(app.Browser, "/accounts/new")).Contains("Entinen yksikkö", StringComparison.Ordinal));
        StringAssert.Contains(await PageForms.OpenAsync(app.Browser, "/units"), "suljettu 17.3.2026", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("fi", "Puhelinnumero ei kelpaa.")]
    [DataRow("sv", "Telefonnumret duger inte.")]
    [DataRow("en", "The phone number cannot be used.")]
    public async Task A_units_phone_is_asked_for_in_both_forms_and_a_wrong_one_comes_back_as_typed(string language, string problem)
    {
        await using var app = await PalveluohjausApp.StartAsync(account: DeskDatabase.Yrjo);
        (await app.Browser.GetAsync(PageForms.At($"/language?to={language}&returnUrl=/units"))).Dispose();
        var address = $"/units/{await app.ReadAsync(guidance => guidance.Units.Where(unit => unit.Code == "ITA").Select(unit => unit.Id).SingleAsync())}";

        foreach (var (form, fields) in ((string, (string, string?)[])[])[("/units/new", [("Code", "UUSI"), ("NameFi", "Uusi"), ("NameSv", "Ny"), ("NameEn", "New")]), (address, [])])
        {
            var wrong = await PageForms.PostAsync(app.Browser, form, "unit", [.. fields, ("Phone", "310 1691 <b>")]);
            var page = await wrong.Content.ReadAsStringAsync();
            Assert.AreEqual(HttpStatusCode.UnprocessableEntity, wrong.StatusCode, form);
            StringAssert.Contains(page, problem, StringComparison.Ordinal);
            StringAssert.Contains(page, "value=\"310 1691 &lt;b&gt;\"", StringComparison.Ordinal);

            Assert.AreEqual(HttpStatusCode.SeeOther, (await PageForms.PostAsync(app.Browser, form, "unit", [.. fields, ("Phone", "012 310 1691")])).StatusCode, form);
        }

        StringAssert.Contains(await PageForms.OpenAsync(app.Browser, address), "value=\"012 310 1691\"", StringComparison.Ordinal);
        Assert.AreEqual(2, (await PageForms.OpenAsync(app.Browser, "/units")).Split("href=\"tel:+358123101691\">012 310 1691</a>").Length - 1);
    }

    [TestMethod]
    public async Task A_fictional_county_is_shown_and_not_changed()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: DeskDatabase.Yrjo);

        var page = await PageForms.OpenAsync(app.Browser, "/county");

        StringAssert.Contains(page, "Tämä on kuvitteellinen alue.", StringComparison.Ordinal);
        Assert.IsFalse(page.Contains("value=\"county\"", StringComparison.Ordinal));
    }

    private static Task<Guid> IdOfAsync(PalveluohjausApp app, string name) =>
        app.ReadAsync(guidance => guidance.Set<Account>().Where(account => account.UserName == name).Select(account => account.Id).SingleAsync());

    [GeneratedRegex(@"/link\?token=[\w-]+")]
    private static partial Regex LinkPattern();

    [GeneratedRegex("value=\"Guide\" checked")]
    private static partial Regex GuideChecked();
}
