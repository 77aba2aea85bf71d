using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Accounts;

namespace Palveluohjaus.Host.Tests.Web;

[TestClass]
public sealed partial class AccountSettingsTests
{
    private const string NewPassword = "aivan toinen lause 7";

    [TestMethod]
    public async Task A_language_chosen_at_one_desk_is_spoken_at_the_next()
    {
        await using var app = await PalveluohjausApp.StartAsync();

        var saved = await PageForms.PostAsync(app.Browser, "/settings", "settings", ("Language", "sv"), ("UsesSingleKeys", null));

        Assert.AreEqual(HttpStatusCode.SeeOther, saved.StatusCode);
        StringAssert.Contains(await PageForms.OpenAsync(app.Browser, "/settings?saved=settings"), "Inställningarna är sparade.", StringComparison.Ordinal);
        using var elsewhere = await app.OpenBrowserAsync(DeskDatabase.Sanna);
        var page = await PageForms.OpenAsync(elsewhere, "/contacts/new");
        StringAssert.Contains(page, "<html lang=\"sv\">", StringComparison.Ordinal);
        Assert.IsFalse(page.Contains("data-single-keys", StringComparison.Ordinal));
    }

    [TestMethod]
    public async Task The_menus_language_switch_is_remembered_too()
    {
        await using var app = await PalveluohjausApp.StartAsync();

        await app.Browser.GetAsync(PageForms.At("/language?to=en&returnUrl=/contacts/new"));

        using var elsewhere = await app.OpenBrowserAsync(DeskDatabase.Sanna);
        StringAssert.Contains(await PageForms.OpenAsync(elsewhere, "/contacts/new"), "<html lang=\"en\">", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task An_address_for_warnings_is_kept_taken_away_and_turned_off()
    {
        await using var app = await PalveluohjausApp.StartAsync();

        Assert.AreEqual(HttpStatusCode.SeeOther, (await PageForms.PostAsync(app.Browser, "/settings", "mail", ("MailAddress", " sanna.koivu@county.example "), ("WarnsByMail", null))).StatusCode);
        var page = await PageForms.OpenAsync(app.Browser, "/settings?saved=mail");
        StringAssert.Contains(page, "value=\"sanna.koivu@county.example\"", StringComparison.Ordinal);
        StringAssert.Contains(page, "Palvelu ei vielä lähetä sähköpostia.", StringComparison.Ordinal);
        Assert.AreEqual(("sanna.koivu@county.example", false), await StoredAsync(app));

        Assert.AreEqual(HttpStatusCode.SeeOther, (await PageForms.PostAsync(app.Browser, "/settings", "mail", ("MailAddress", ""), ("WarnsByMail", "true"))).StatusCode);
        Assert.AreEqual((null, true), await StoredAsync(app));
    }

    [TestMethod]
    [DataRow("sanna")]
    [DataRow("a@b.example, c@d.example")]
    [DataRow("Sanna <a@b.example>")]
    [DataRow("a@b.example\r\nBcc: c@d.example")]
    public async Task What_is_no_address_is_refused_and_stays_in_the_field(string address)
    {
        await using var app = await PalveluohjausApp.StartAsync();

        var refused = await PageForms.PostAsync(app.Browser, "/settings", "mail", ("MailAddress", address), ("WarnsByMail", "true"));

        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var page = WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync());
        StringAssert.Contains(page, "Anna yksi sähköpostiosoite", StringComparison.Ordinal);
        StringAssert.Contains(page, address.Split('\r')[0], StringComparison.Ordinal);
        Assert.AreEqual((null, true), await StoredAsync(app));
    }

    private static Task<(string? Address, bool Warns)> StoredAsync(PalveluohjausApp app) => app.ReadAsync(async guidance =>
    {
        var stored = await guidance.Accounts.AsNoTracking().SingleAsync(account => account.UserName == DeskDatabase.Sanna);
        return (stored.MailAddress, stored.WarnsByMail);
    });

    [TestMethod]
    [DataRow("")]
    [DataRow("de")]
    [DataRow("<script>")]
    public async Task A_language_we_do_not_speak_is_refused(string language)
    {
        await using var app = await PalveluohjausApp.StartAsync();

        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, (await PageForms.PostAsync(app.Browser, "/settings", "settings", ("Language", language))).StatusCode);
    }

    [TestMethod]
    public async Task Changing_the_password_keeps_this_session_and_ends_the_others()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        using var elsewhere = await app.OpenBrowserAsync(DeskDatabase.Sanna);

        var changed = await PageForms.PostAsync(app.Browser, "/settings", "password", ("OldPassword", DeskDatabase.Password), ("NewPassword", NewPassword), ("Again", NewPassword));

        Assert.AreEqual(HttpStatusCode.SeeOther, changed.StatusCode);
        Assert.AreEqual(HttpStatusCode.OK, (await app.Browser.GetAsync(PageForms.At("/settings"))).StatusCode);
        Assert.AreEqual(HttpStatusCode.Redirect, (await elsewhere.GetAsync(PageForms.At("/settings"))).StatusCode);
        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, (await PalveluohjausApp.SignInAsync(elsewhere, DeskDatabase.Sanna, DeskDatabase.Password)).StatusCode);
        Assert.AreEqual(HttpStatusCode.SeeOther, (await PalveluohjausApp.SignInAsync(elsewhere, DeskDatabase.Sanna, NewPassword)).StatusCode);
    }

    [TestMethod]
    [DataRow("väärä salasana", NewPassword, NewPassword, "Anna nykyinen salasanasi")]
    [DataRow(DeskDatabase.Password, "lyhyt", "lyhyt", "vähintään 12 merkkiä")]
    [DataRow(DeskDatabase.Password, NewPassword, "jotain muuta", "Kirjoita sama salasana molempiin kenttiin.")]
    public async Task A_password_that_will_not_do_changes_nothing(string old, string wanted, string again, string said)
    {
        await using var app = await PalveluohjausApp.StartAsync();

        var answer = await PageForms.PostAsync(app.Browser, "/settings", "password", ("OldPassword", old), ("NewPassword", wanted), ("Again", again));

        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await PageForms.TextAsync(answer);
        StringAssert.Contains(page, said, StringComparison.Ordinal);
        Assert.IsFalse(page.Contains(wanted, StringComparison.Ordinal), "A password is not sent back.");
        using var elsewhere = await app.OpenBrowserAsync(DeskDatabase.Sanna);
    }

    [TestMethod]
    public async Task Five_wrong_passwords_lock_the_account_and_no_other()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: DeskDatabase.Yrjo);
        using var browser = await app.OpenBrowserAsync(account: null);

        for (var attempt = 0; attempt < 5; attempt++)
            Assert.AreEqual(HttpStatusCode.UnprocessableEntity, (await PalveluohjausApp.SignInAsync(browser, DeskDatabase.Sanna, "väärä salasana")).StatusCode);

        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, (await PalveluohjausApp.SignInAsync(browser, DeskDatabase.Sanna, DeskDatabase.Password)).StatusCode);
        StringAssert.Contains(await PageForms.OpenAsync(app.Browser, "/accounts?state=Locked"), "Sanna Koivu", StringComparison.Ordinal);
        Assert.AreEqual(HttpStatusCode.SeeOther, (await PalveluohjausApp.SignInAsync(browser, DeskDatabase.Pekka, DeskDatabase.Password)).StatusCode);
    }

    [TestMethod]
    public async Task The_second_factor_is_set_up_used_and_turned_off()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var (phone, codes) = await SetUpAsync(app);
        using var elsewhere = await app.OpenBrowserAsync(account: null);

        // This session goes on, and neither the key nor the codes are shown again.
        var later = await PageForms.OpenAsync(app.Browser, "/settings/second-factor");
        StringAssert.Contains(later, "Palautuskoodeja jäljellä: 10.", StringComparison.Ordinal);
        Assert.IsFalse(later.Contains("class=\"qr\"", StringComparison.Ordinal) || later.Contains(codes[0], StringComparison.Ordinal));

        app.Clock.Advance(TimeSpan.FromMinutes(2));
        var code = phone.CodeAt(app.Clock.GetUtcNow());
        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, (await EnterAsync(elsewhere, "000 000")).StatusCode);
        Assert.AreEqual(HttpStatusCode.SeeOther, (await EnterAsync(elsewhere, $"{code[..3]} {code[3..]}")).StatusCode);
        Assert.AreEqual(HttpStatusCode.OK, (await elsewhere.GetAsync(PageForms.At("/settings"))).StatusCode);

        using var thief = await app.OpenBrowserAsync(account: null);
        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, (await EnterAsync(thief, code)).StatusCode, "A code is accepted once.");
        Assert.AreEqual(HttpStatusCode.SeeOther, (await EnterAsync(thief, codes[0])).StatusCode);
        using var again = await app.OpenBrowserAsync(account: null);
        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, (await EnterAsync(again, codes[0])).StatusCode, "So is a recovery code.");

        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, (await PageForms.PostAsync(app.Browser, "/settings/second-factor", "off", ("OffPassword", "väärä"))).StatusCode);
        Assert.AreEqual(HttpStatusCode.SeeOther, (await PageForms.PostAsync(app.Browser, "/settings/second-factor", "off", ("OffPassword", DeskDatabase.Password))).StatusCode);
        Assert.AreEqual("/workbench", await SignedInAtAsync(again));
    }

    [TestMethod]
    public async Task An_admin_resets_the_second_factor_of_a_lost_phone()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        await SetUpAsync(app);
        using var admin = await app.OpenBrowserAsync(DeskDatabase.Yrjo);
        var sanna = await app.ReadAsync(guidance => Task.FromResult(guidance.Set<Account>().Single(account => account.UserName == DeskDatabase.Sanna).Id));

        Assert.AreEqual(HttpStatusCode.SeeOther, (await PageForms.PostAsync(admin, $"/accounts/{sanna}", "reset")).StatusCode);

        using var elsewhere = await app.OpenBrowserAsync(account: null);
        Assert.AreEqual("/workbench", await SignedInAtAsync(elsewhere));
    }

    private static async Task<(AuthenticatorApp Phone, IReadOnlyList<string> Codes)> SetUpAsync(PalveluohjausApp app)
    {
        await PageForms.PostAsync(app.Browser, "/settings/second-factor", "begin");
        var shown = await PageForms.OpenAsync(app.Browser, "/settings/second-factor");
        StringAssert.Contains(shown, "role=\"img\"", StringComparison.Ordinal);
        var phone = new AuthenticatorApp(SecretPattern().Match(shown).Groups[1].Value.Replace(" ", string.Empty, StringComparison.Ordinal));
        var confirmed = await PageForms.PostAsync(app.Browser, "/settings/second-factor", "confirm", ("Code", phone.CodeAt(app.Clock.GetUtcNow())));
        var codes = CodePattern().Matches(await PageForms.TextAsync(confirmed)).Select(match => match.Groups[1].Value).ToList();
        Assert.HasCount(10, codes);
        return (phone, codes);
    }

    private static async Task<HttpResponseMessage> EnterAsync(HttpClient browser, string code)
    {
        var password = await PalveluohjausApp.SignInAsync(browser, DeskDatabase.Sanna, DeskDatabase.Password);
        Assert.AreEqual("/sign-in/code", password.Headers.Location!.AbsolutePath);
        return await PageForms.PostAsync(browser, "/sign-in/code", "sign-in-code", ("Code", code));
    }

    private static async Task<string> SignedInAtAsync(HttpClient browser)
    {
        await PalveluohjausApp.SignInAsync(browser, DeskDatabase.Sanna, DeskDatabase.Password);
        return (await browser.GetAsync(PageForms.At("/"))).Headers.Location!.OriginalString;
    }

    [GeneratedRegex("class=\"secret\"[^>]*>([A-Z2-7 ]+)<")]
    private static partial Regex SecretPattern();

    [GeneratedRegex("<li>([A-Z0-9]+-[A-Z0-9]+)</li>")]
    private static partial Regex CodePattern();
}
