using System.Net;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Audit;

namespace Palveluohjaus.Host.Tests.Web;

/// <summary>Who gets in, and when a session ends.</summary>
[TestClass]
public sealed class SignInTests
{
    private const string SessionCookie = "palveluohjaus.session";

    [TestMethod]
    [DataRow(DeskDatabase.Sanna, "/workbench")]
    [DataRow(DeskDatabase.Mauri, "/overview")]
    [DataRow(DeskDatabase.Yrjo, "/accounts")]
    public async Task Each_begins_where_their_work_is(string account, string start)
    {
        await using var app = await PalveluohjausApp.StartAsync(account: account);

        Assert.AreEqual(start, (await GetAsync(app.Browser, "/")).Headers.Location!.ToString());
    }

    [TestMethod]
    public async Task Signed_out_one_is_asked_to_sign_in_and_brought_back_to_the_page()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var asked = await GetAsync(app.Browser, "/overview?from=2026-01-01");
        var door = asked.Headers.Location!;

        var page = await app.Browser.GetStringAsync(door);
        var answer = await app.Browser.PostAsync(door, PalveluohjausApp.FormOf(page, ("Name", DeskDatabase.Sanna), ("Password", DeskDatabase.Password)));

        Assert.AreEqual((HttpStatusCode.Redirect, "/sign-in"), (asked.StatusCode, door.AbsolutePath));
        Assert.AreEqual((HttpStatusCode.SeeOther, "/overview?from=2026-01-01"), (answer.StatusCode, new Uri(app.Browser.BaseAddress!, answer.Headers.Location!).PathAndQuery));
    }

    [TestMethod]
    [DataRow("https://evil.example")]
    [DataRow("//evil.example")]
    [DataRow("/\\evil.example")]
    public async Task Nobody_is_sent_to_another_site_after_signing_in(string returnUrl)
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var door = new Uri($"/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}", UriKind.Relative);

        var answer = await app.Browser.PostAsync(door, PalveluohjausApp.FormOf(await app.Browser.GetStringAsync(door), ("Name", DeskDatabase.Sanna), ("Password", DeskDatabase.Password)));

        Assert.AreEqual("/", new Uri(app.Browser.BaseAddress!, answer.Headers.Location!).PathAndQuery);
    }

    [TestMethod]
    public async Task A_wrong_password_and_an_account_that_is_not_there_get_the_same_answer_and_what_was_typed_is_not_in_the_audit()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);

        var wrong = await PalveluohjausApp.SignInAsync(app.Browser, DeskDatabase.Sanna, "Suviranta kello 10.43");
        var unknown = await PalveluohjausApp.SignInAsync(app.Browser, "Suviranta kello 10.42", "x");

        Assert.AreEqual((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity), (wrong.StatusCode, unknown.StatusCode));
        foreach (var answer in (HttpResponseMessage[])[wrong, unknown])
            StringAssert.Contains(WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), "Tunnus tai salasana on väärin.", StringComparison.Ordinal);
        var entries = await app.ReadAsync(guidance => guidance.AuditEntries.AsNoTracking().OrderBy(entry => entry.Sequence).ToListAsync());
        CollectionAssert.AreEqual(
            new[] { (AuditAction.SignInRefused, DeskDatabase.Sanna, "Password"), (AuditAction.SignInRefused, "unknown", "Password") },
            entries.Select(entry => (entry.Action, entry.Actor, entry.Reason)).ToArray());
    }

    [TestMethod]
    public async Task Five_wrong_passwords_shut_out_the_right_one_too()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        for (var attempt = 0; attempt < 5; attempt++)
            (await PalveluohjausApp.SignInAsync(app.Browser, DeskDatabase.Sanna, "Suviranta kello 10.43")).Dispose();

        var right = await PalveluohjausApp.SignInAsync(app.Browser, DeskDatabase.Sanna, DeskDatabase.Password);
        var another = await PalveluohjausApp.SignInAsync(app.Browser, DeskDatabase.Pekka, DeskDatabase.Password);

        Assert.AreEqual((HttpStatusCode.UnprocessableEntity, HttpStatusCode.SeeOther), (right.StatusCode, another.StatusCode));
    }

    [TestMethod]
    public async Task Trying_too_often_from_one_address_is_stopped_in_words()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null, signInAttemptsPerMinute: 3);
        for (var attempt = 0; attempt < 3; attempt++)
            (await PalveluohjausApp.SignInAsync(app.Browser, $"nobody{attempt}", "x")).Dispose();

        var fourth = await PalveluohjausApp.SignInAsync(app.Browser, DeskDatabase.Sanna, DeskDatabase.Password);

        Assert.AreEqual(HttpStatusCode.TooManyRequests, fourth.StatusCode);
        StringAssert.Contains(WebUtility.HtmlDecode(await fourth.Content.ReadAsStringAsync()), "Liian monta yritystä", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Many_wrong_passwords_at_once_lock_as_surely_as_one_after_another()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var browsers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => app.OpenBrowserAsync(null)));

        await Task.WhenAll(browsers.Select(browser => PalveluohjausApp.SignInAsync(browser, DeskDatabase.Sanna, "Suviranta kello 10.43")));
        var right = await PalveluohjausApp.SignInAsync(browsers[0], DeskDatabase.Sanna, DeskDatabase.Password);
        app.Clock.Advance(TimeSpan.FromMinutes(16));
        var later = await PalveluohjausApp.SignInAsync(browsers[1], DeskDatabase.Sanna, DeskDatabase.Password);

        Assert.AreEqual((HttpStatusCode.UnprocessableEntity, HttpStatusCode.SeeOther), (right.StatusCode, later.StatusCode));
    }

    [TestMethod]
    public async Task A_forged_or_altered_cookie_opens_nothing()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var genuine = CookieOf(await PalveluohjausApp.SignInAsync(await app.OpenBrowserAsync(null), DeskDatabase.Sanna, DeskDatabase.Password));
        string[] forged = ["x", new string('A', genuine.Length), genuine[..^1] + (genuine[^1] == 'A' ? 'B' : 'A'), genuine[..(genuine.Length / 2)]];

        Assert.AreEqual(HttpStatusCode.OK, (await AskWithAsync(app, genuine)).StatusCode);
        foreach (var cookie in forged)
            Assert.AreEqual(HttpStatusCode.Redirect, (await AskWithAsync(app, cookie)).StatusCode, cookie);
    }

    [TestMethod]
    public async Task A_copied_cookie_is_worth_nothing_after_signing_out()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var browser = await app.OpenBrowserAsync(null);
        var cookie = CookieOf(await PalveluohjausApp.SignInAsync(browser, DeskDatabase.Sanna, DeskDatabase.Password));
        var elsewhere = await app.OpenBrowserAsync(DeskDatabase.Sanna);

        var answer = await PalveluohjausApp.SignOutAsync(browser);

        Assert.AreEqual(HttpStatusCode.SeeOther, answer.StatusCode, await answer.Content.ReadAsStringAsync());
        Assert.AreEqual(HttpStatusCode.Redirect, (await AskWithAsync(app, cookie)).StatusCode);
        Assert.AreEqual(HttpStatusCode.OK, (await GetAsync(elsewhere, "/overview")).StatusCode, "Another session of the same account goes on.");
    }

    [TestMethod]
    public async Task Another_site_cannot_sign_anyone_out()
    {
        await using var app = await PalveluohjausApp.StartAsync();

        var answer = await app.Browser.PostAsync(new Uri("/sign-out", UriKind.Relative), new FormUrlEncodedContent([]));

        Assert.AreEqual(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.AreEqual(HttpStatusCode.OK, (await GetAsync(app.Browser, "/overview")).StatusCode);
    }

    [TestMethod]
    public async Task A_desk_left_alone_for_over_an_hour_is_shut_and_a_busy_one_after_a_working_day()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var busy = await app.OpenBrowserAsync(DeskDatabase.Pekka);
        for (var minutes = 0; minutes < 12 * 60; minutes += 20)
        {
            Assert.AreEqual(HttpStatusCode.OK, (await GetAsync(busy, "/overview")).StatusCode, $"{minutes} minutes");
            app.Clock.Advance(TimeSpan.FromMinutes(20));
        }

        app.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.AreEqual(HttpStatusCode.Redirect, (await GetAsync(busy, "/overview")).StatusCode);
        Assert.AreEqual(HttpStatusCode.Redirect, (await GetAsync(app.Browser, "/overview")).StatusCode);
    }

    [TestMethod]
    public async Task A_role_taken_away_is_gone_at_the_next_request_and_an_account_disabled_is_out()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        Assert.AreEqual(HttpStatusCode.OK, (await GetAsync(app.Browser, "/contacts/new")).StatusCode);

        await app.ChangeAccountAsync(DeskDatabase.Sanna, account => account.Roles = [AccountRole.Analyst]);
        var withoutRole = await GetAsync(app.Browser, "/contacts/new");
        var figures = await GetAsync(app.Browser, "/overview");
        await app.ChangeAccountAsync(DeskDatabase.Sanna, account => account.DisabledAtUtc = new DateTime(2026, 3, 17, 0, 0, 0, DateTimeKind.Utc));
        var disabled = await GetAsync(app.Browser, "/overview");
        var again = await PalveluohjausApp.SignInAsync(await app.OpenBrowserAsync(null), DeskDatabase.Sanna, DeskDatabase.Password);

        Assert.AreEqual(
            (HttpStatusCode.Forbidden, HttpStatusCode.OK, HttpStatusCode.Redirect, HttpStatusCode.UnprocessableEntity),
            (withoutRole.StatusCode, figures.StatusCode, disabled.StatusCode, again.StatusCode));
        StringAssert.Contains(WebUtility.HtmlDecode(await withoutRole.Content.ReadAsStringAsync()), "Sinulla ei ole oikeutta tähän sivuun", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("' OR 1=1 --")]
    [DataRow("<script>alert(1)</script>")]
    [DataRow("\u202Eannas")]
    [DataRow("🦊")]
    public async Task Hostile_names_are_refused_like_any_other_and_shown_as_text(string name)
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);

        var answer = await PalveluohjausApp.SignInAsync(app.Browser, name, name);
        var long10000 = await PalveluohjausApp.SignInAsync(app.Browser, new string('a', 10_000), new string('b', 10_000));

        Assert.AreEqual((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity), (answer.StatusCode, long10000.StatusCode));
        Assert.DoesNotContain("<script>alert", await answer.Content.ReadAsStringAsync());
    }

    private static Task<HttpResponseMessage> GetAsync(HttpClient browser, string path) => browser.GetAsync(new Uri(path, UriKind.Relative));

    private static string CookieOf(HttpResponseMessage answer) =>
        answer.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith(SessionCookie, StringComparison.Ordinal)).Split(';')[0][(SessionCookie.Length + 1)..];

    private static async Task<HttpResponseMessage> AskWithAsync(PalveluohjausApp app, string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/overview") { Headers = { { "Cookie", $"{SessionCookie}={cookie}" } } };
        return await (await app.OpenBrowserAsync(null)).SendAsync(request);
    }
}
