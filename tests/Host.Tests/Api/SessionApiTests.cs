using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Host.Tests.Web;

namespace Palveluohjaus.Host.Tests.Api;

[TestClass]
public sealed class SessionApiTests
{
    private static readonly string[] Analyst = ["Analyst"];

    [TestMethod]
    public async Task Nobody_is_told_to_sign_in_and_never_sent_to_a_page()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var caller = await ApiCaller.OpenAsync(app, account: null);

        foreach (var path in (string[])["/session", "/units", $"/clients/{Guid.NewGuid()}"])
        {
            var answer = await caller.GetAsync(path);
            Assert.AreEqual((HttpStatusCode.Unauthorized, "not-signed-in"), (answer.Status, answer.Problem));
        }
    }

    [TestMethod]
    public async Task Signing_in_answers_who_it_is_and_what_they_may_do()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var caller = await ApiCaller.OpenAsync(app, DeskDatabase.Liisa);

        var session = await caller.GetAsync("/session");

        Assert.AreEqual(
            (HttpStatusCode.OK, "liisa", "Liisa Salmi", "TeamLead", "ITA", true),
            (session.Status, session.Text("account"), session.Text("workerName"), session.Body.GetProperty("roles")[0].GetString(),
                session.Body.GetProperty("units")[0].GetProperty("code").GetString(), session.Body.GetProperty("maySeeProtected").GetBoolean()));
        Assert.AreEqual(
            "OwnAccount, LogContacts, HandleClients, MergeClients, AssignCases, PrintClientLogs, ReadFigures, ListFigureRows, KeepServices",
            string.Join(", ", session.Body.GetProperty("rights").EnumerateArray().Select(right => right.GetString())));
    }

    [TestMethod]
    public async Task Signing_out_ends_the_session_and_is_in_the_audit()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var caller = await ApiCaller.OpenAsync(app, DeskDatabase.Sanna);

        Assert.AreEqual(HttpStatusCode.NoContent, (await caller.DeleteAsync("/session")).Status);

        Assert.AreEqual(HttpStatusCode.Unauthorized, (await caller.GetAsync("/session")).Status);
        var actions = await app.ReadAsync(guidance => guidance.AuditEntries.OrderBy(entry => entry.Sequence).Select(entry => entry.Action).ToListAsync());
        CollectionAssert.AreEqual(new[] { AuditAction.SignIn, AuditAction.SignOut }, actions);
    }

    [TestMethod]
    public async Task Wrong_passwords_and_unknown_accounts_get_one_answer_and_five_lock_the_account()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var caller = await ApiCaller.OpenAsync(app, account: null);

        var unknown = await caller.SignInAsync("nobody", "x");
        for (var attempt = 0; attempt < 5; attempt++)
            Assert.AreEqual(unknown.Problem, (await caller.SignInAsync(DeskDatabase.Sanna, "wrong")).Problem);
        var locked = await caller.SignInAsync(DeskDatabase.Sanna, DeskDatabase.Password);

        Assert.AreEqual((HttpStatusCode.Unauthorized, "sign-in-refused", "sign-in-refused"), (unknown.Status, unknown.Problem, locked.Problem));
    }

    [TestMethod]
    public async Task Too_many_attempts_are_answered_as_a_problem_that_says_when_to_come_again()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null, signInAttemptsPerMinute: 2);
        var caller = await ApiCaller.OpenAsync(app, account: null);
        await caller.SignInAsync("nobody", "x");
        await caller.SignInAsync("nobody", "x");

        var third = await caller.SignInAsync(DeskDatabase.Sanna, DeskDatabase.Password);

        Assert.AreEqual((HttpStatusCode.TooManyRequests, "too-many-attempts"), (third.Status, third.Problem));
    }

    [TestMethod]
    [DataRow("application/x-www-form-urlencoded", "account=sanna&password=x")]
    [DataRow("text/plain", "{\"account\":\"sanna\",\"password\":\"x\"}")]
    [DataRow("multipart/form-data; boundary=x", "--x--")]
    public async Task Another_sites_form_cannot_sign_its_visitor_in(string type, string body)
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var caller = await ApiCaller.OpenAsync(app, account: null);
        using var content = new StringContent(body, Encoding.UTF8);
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", type);

        var answer = await caller.SendAsync(HttpMethod.Post, "/session", content);

        Assert.AreEqual((HttpStatusCode.UnsupportedMediaType, "not-json"), (answer.Status, answer.Problem));
    }

    [TestMethod]
    public async Task Forged_and_expired_cookies_open_nothing()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var forger = await ApiCaller.OpenAsync(app, account: null);
        forger.Client.DefaultRequestHeaders.Add("Cookie", "palveluohjaus.session=CfDJ8" + new string('A', 300));
        var caller = await ApiCaller.OpenAsync(app, DeskDatabase.Sanna);

        var forged = await forger.GetAsync("/units");
        var fresh = await caller.GetAsync("/units");
        app.Clock.Advance(TimeSpan.FromMinutes(61));
        var expired = await caller.GetAsync("/units");

        Assert.AreEqual((HttpStatusCode.Unauthorized, HttpStatusCode.OK, HttpStatusCode.Unauthorized), (forged.Status, fresh.Status, expired.Status));
    }

    [TestMethod]
    public async Task A_role_taken_away_is_gone_at_the_next_call_and_a_disabled_account_is_out()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var (admin, caller) = (await ApiCaller.OpenAsync(app, DeskDatabase.Yrjo), await ApiCaller.OpenAsync(app, DeskDatabase.Sanna));
        var accountId = await app.ReadAsync(guidance => guidance.Accounts.Where(account => account.UserName == DeskDatabase.Sanna).Select(account => account.Id).SingleAsync());

        var before = await caller.PostAsync("/clients/search", new { text = "Kuusisaari" });
        var changed = await admin.PutAsync($"/accounts/{accountId}", new { workerName = "Sanna Koivu", roles = Analyst });
        var after = await caller.PostAsync("/clients/search", new { text = "Kuusisaari" });
        var disabled = await admin.PostAsync($"/accounts/{accountId}/disable");
        var outside = await caller.GetAsync("/units");
        var again = await caller.SignInAsync(DeskDatabase.Sanna, DeskDatabase.Password);

        Assert.AreEqual(
            (HttpStatusCode.OK, HttpStatusCode.NoContent, HttpStatusCode.Forbidden, HttpStatusCode.NoContent, HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized),
            (before.Status, changed.Status, after.Status, disabled.Status, outside.Status, again.Status));
        Assert.AreEqual("not-allowed", after.Problem);
    }

    [TestMethod]
    public async Task A_code_is_asked_for_where_the_second_factor_is_on()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var owner = await ApiCaller.OpenAsync(app, DeskDatabase.Sanna);
        var key = (await owner.PostAsync("/settings/second-factor")).Text("key")!;
        var wrongCode = await owner.PutAsync("/settings/second-factor", new { code = "000000" });
        var confirmed = await owner.PutAsync("/settings/second-factor", new { code = EarlierCode(app, key) });
        var recovery = confirmed.Body.GetProperty("recoveryCodes")[0].GetString();
        var caller = await ApiCaller.OpenAsync(app, account: null);

        var withoutCode = await caller.SignInAsync(DeskDatabase.Sanna, DeskDatabase.Password);
        var wrong = await caller.SignInAsync(DeskDatabase.Sanna, DeskDatabase.Password, "000000");
        var right = await caller.SignInAsync(DeskDatabase.Sanna, DeskDatabase.Password, new AuthenticatorApp(key).CodeAt(app.Clock.GetUtcNow()));
        var byRecovery = await caller.SignInAsync(DeskDatabase.Sanna, DeskDatabase.Password, recovery);
        var again = await caller.SignInAsync(DeskDatabase.Sanna, DeskDatabase.Password, recovery);

        Assert.AreEqual((HttpStatusCode.UnprocessableEntity, "code CodeWrong", HttpStatusCode.OK), (wrongCode.Status, wrongCode.Errors, confirmed.Status));
        Assert.AreEqual(("code-needed", "sign-in-refused", "sign-in-refused"), (withoutCode.Problem, wrong.Problem, again.Problem));
        Assert.AreEqual((HttpStatusCode.OK, HttpStatusCode.OK), (right.Status, byRecovery.Status));
        Assert.AreEqual(HttpStatusCode.OK, (await owner.GetAsync("/session")).Status, "The one who turned it on stays signed in.");
        var state = await owner.GetAsync("/settings/second-factor");
        Assert.AreEqual((true, 9), (state.Body.GetProperty("isOn").GetBoolean(), state.Body.GetProperty("recoveryCodesLeft").GetInt32()));
        Assert.AreEqual("second-factor-is-on", (await owner.PostAsync("/settings/second-factor")).Problem);
    }

    [TestMethod]
    public async Task The_second_factor_goes_off_with_the_password_or_by_an_admin()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var (owner, admin) = (await ApiCaller.OpenAsync(app, DeskDatabase.Sanna), await ApiCaller.OpenAsync(app, DeskDatabase.Yrjo));
        await TurnOnAsync(app, owner);

        var wrong = await owner.DeleteAsync("/settings/second-factor", new { password = "wrong" });
        var right = await owner.DeleteAsync("/settings/second-factor", new { password = DeskDatabase.Password });
        await TurnOnAsync(app, owner);
        var accountId = (await owner.GetAsync("/session")).Text("accountId");
        var byAdmin = await admin.DeleteAsync($"/accounts/{accountId}/second-factor");

        Assert.AreEqual(("password PasswordWrong", HttpStatusCode.NoContent, HttpStatusCode.NoContent), (wrong.Errors, right.Status, byAdmin.Status));
        Assert.AreEqual(HttpStatusCode.OK, (await (await ApiCaller.OpenAsync(app, DeskDatabase.Sanna)).GetAsync("/session")).Status);
    }

    [TestMethod]
    public async Task A_changed_password_ends_the_other_sessions_and_keeps_this_one()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var (here, elsewhere) = (await ApiCaller.OpenAsync(app, DeskDatabase.Sanna), await ApiCaller.OpenAsync(app, DeskDatabase.Sanna));

        var wrong = await here.PostAsync("/settings/password", new { oldPassword = "wrong", newPassword = "Uusi pitkä salasana" });
        var tooShort = await here.PostAsync("/settings/password", new { oldPassword = DeskDatabase.Password, newPassword = "lyhyt" });
        var changed = await here.PostAsync("/settings/password", new { oldPassword = DeskDatabase.Password, newPassword = "Uusi pitkä salasana" });

        Assert.AreEqual(("oldPassword PasswordWrong", "newPassword PasswordTooShort", HttpStatusCode.NoContent), (wrong.Errors, tooShort.Errors, changed.Status));
        Assert.AreEqual((HttpStatusCode.OK, HttpStatusCode.Unauthorized), ((await here.GetAsync("/session")).Status, (await elsewhere.GetAsync("/session")).Status));
        Assert.AreEqual(HttpStatusCode.NoContent, (await here.PutAsync("/settings", new { language = "sv", usesSingleKeys = false })).Status, "The token goes on as well.");
    }

    [TestMethod]
    public async Task Settings_are_kept_and_only_our_languages_are_known()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var caller = await ApiCaller.OpenAsync(app, DeskDatabase.Mauri);

        var unknown = await caller.PutAsync("/settings", new { language = "de", usesSingleKeys = true });
        var saved = await caller.PutAsync("/settings", new { language = "sv", usesSingleKeys = false });

        var session = await caller.GetAsync("/session");
        Assert.AreEqual(("language LanguageUnknown", HttpStatusCode.NoContent), (unknown.Errors, saved.Status));
        Assert.AreEqual(("sv", false), (session.Text("language"), session.Body.GetProperty("usesSingleKeys").GetBoolean()));
    }

    [TestMethod]
    public async Task Where_warnings_go_is_kept_and_only_an_address_is_taken()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var caller = await ApiCaller.OpenAsync(app, DeskDatabase.Sanna);

        var wrong = await caller.PutAsync("/settings/mail", new { address = "Sanna <a@b.example>", warnsByMail = true });
        var saved = await caller.PutAsync("/settings/mail", new { address = "sanna@county.example", warnsByMail = false });

        var kept = await caller.GetAsync("/settings/mail");
        Assert.AreEqual(("address AddressUnusable", HttpStatusCode.NoContent), (wrong.Errors, saved.Status));
        Assert.AreEqual(("sanna@county.example", false), (kept.Text("address"), kept.Body.GetProperty("warnsByMail").GetBoolean()));
    }

    [TestMethod]
    [DataRow("{\"address\":5,\"warnsByMail\":true}", "$.address")]
    [DataRow("{\"address\":null,\"warnsByMail\":\"yes\"}", "$.warnsByMail")]
    [DataRow("{\"address\":null,\"warnsByMail\":null}", "$.warnsByMail")]
    [DataRow("{\"adress\":null,\"warnsByMail\":true}", "$.adress")]
    [DataRow("{\"address\":null}", "$")]
    [DataRow("{}", "$")]
    [DataRow("[]", "$")]
    public async Task What_cannot_be_read_names_its_member_or_what_must_be_there(string body, string path)
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var caller = await ApiCaller.OpenAsync(app, DeskDatabase.Sanna);

        var answer = await caller.PutAsync("/settings/mail", body);

        Assert.AreEqual((HttpStatusCode.BadRequest, "malformed", path), (answer.Status, answer.Problem, answer.Text("path")), answer.Content);
        if (path == "$")
            Assert.AreEqual("[\"address\",\"warnsByMail\"]", answer.Body.GetProperty("required").GetRawText());
    }

    private static async Task TurnOnAsync(PalveluohjausApp app, ApiCaller owner)
    {
        var key = (await owner.PostAsync("/settings/second-factor")).Text("key")!;
        Assert.AreEqual(HttpStatusCode.OK, (await owner.PutAsync("/settings/second-factor", new { code = EarlierCode(app, key) })).Status);
    }

    /// <summary>The code shown before this one, which is still good: each is taken once.</summary>
    private static string EarlierCode(PalveluohjausApp app, string key) => new AuthenticatorApp(key).CodeAt(app.Clock.GetUtcNow().AddSeconds(-30));
}
