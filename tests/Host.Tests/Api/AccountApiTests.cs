using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Host.Tests.Web;

namespace Palveluohjaus.Host.Tests.Api;

[TestClass]
public sealed class AccountApiTests
{
    private static readonly string[] Guide = ["Guide"];
    private static readonly string[] Manager = ["Manager"];
    private static readonly string[] Analyst = ["Analyst"];
    private static readonly string[] Emperor = ["Emperor"];

    [TestMethod]
    public async Task An_admin_adds_an_account_whose_link_sets_its_password_and_a_new_link_ends_the_old()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var admin = await ApiCaller.OpenAsync(app, DeskDatabase.Yrjo);
        var unitId = await UnitIdAsync(admin, "KOTI");

        var added = await admin.PostAsync("/accounts", new { name = "kaisa", workerName = "Kaisa Räsänen", roles = Guide, unitIds = new[] { unitId } });
        var read = await admin.GetAsync($"/accounts/{added.Text("id")}");
        var invited = await admin.PostAsync($"/accounts/{added.Text("id")}/link");

        Assert.AreEqual((HttpStatusCode.Created, $"/api/v1/accounts/{added.Text("id")}"), (added.Status, added.Location?.ToString()));
        Assert.AreEqual(("kaisa", "Kaisa Räsänen", "Invited"), (read.Text("name"), read.Text("workerName"), read.Text("state")));
        Assert.AreEqual(HttpStatusCode.OK, invited.Status);
        StringAssert.StartsWith(invited.Text("link"), "/link?token=", StringComparison.Ordinal);
        Assert.AreNotEqual(added.Text("link"), invited.Text("link"));
        Assert.AreEqual(
            (HttpStatusCode.OK, true, HttpStatusCode.Gone),
            await OpenLinkAsync(app, invited.Text("link")!, added.Text("link")!));
    }

    [TestMethod]
    public async Task What_is_wrong_with_an_account_is_said_field_by_field_in_words_and_codes()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var admin = await ApiCaller.OpenAsync(app, DeskDatabase.Yrjo);

        var taken = await admin.PostAsync("/accounts", new { name = "SANNA", workerName = "", roles = Guide, unitIds = new[] { Guid.NewGuid() } });
        var hostile = await admin.PostAsync("/accounts", new { name = "<script>", workerName = "🦊", roles = Array.Empty<string>(), maySeeProtected = true });
        var noRole = await admin.PostAsync("/accounts", new { name = "x", workerName = "X", roles = Emperor });

        Assert.AreEqual((HttpStatusCode.UnprocessableEntity, "name NameTaken, workerName WorkerNameMissing, unitIds UnitUnknown"), (taken.Status, taken.Errors));
        Assert.AreEqual("name NameNotAllowed, workerName WorkerNameUnreadable, roles RoleMissing, maySeeProtected ProtectedNeedsClients", hostile.Errors);
        Assert.AreEqual("malformed", noRole.Problem);
        StringAssert.Contains(JsonSerializer.Deserialize<JsonElement>(taken.Content).GetProperty("errors").GetProperty("name")[0].GetProperty("message").GetString(), "Valitse toinen tunnus", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task The_last_admin_can_neither_be_disabled_nor_lose_the_role()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var admin = await ApiCaller.OpenAsync(app, DeskDatabase.Yrjo);
        var own = (await admin.GetAsync("/session")).Text("accountId");

        var disabled = await admin.PostAsync($"/accounts/{own}/disable");
        var changed = await admin.PutAsync($"/accounts/{own}", new { workerName = "Yrjö Ylitalo", roles = Analyst });

        Assert.AreEqual(("roles LastAdmin", "roles LastAdmin"), (disabled.Errors, changed.Errors));
    }

    [TestMethod]
    public async Task A_disabled_account_can_be_enabled_again_and_unknown_ones_are_not_found()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var admin = await ApiCaller.OpenAsync(app, DeskDatabase.Yrjo);
        var accounts = await admin.GetAsync("/accounts");
        var pekka = accounts.Body.EnumerateArray().Single(account => account.GetProperty("name").GetString() == DeskDatabase.Pekka).GetProperty("id").GetString();

        await admin.PostAsync($"/accounts/{pekka}/disable");
        var disabled = await admin.GetAsync($"/accounts/{pekka}");
        var enabled = await admin.PostAsync($"/accounts/{pekka}/enable");

        Assert.AreEqual(("Disabled", HttpStatusCode.NoContent, 6), (disabled.Text("state"), enabled.Status, accounts.Body.GetArrayLength()));
        Assert.AreEqual(HttpStatusCode.OK, (await (await ApiCaller.OpenAsync(app, DeskDatabase.Pekka)).GetAsync("/session")).Status);
        foreach (var path in (string[])["link", "disable", "enable"])
            Assert.AreEqual("not-found", (await admin.PostAsync($"/accounts/{Guid.NewGuid()}/{path}")).Problem, path);
    }

    [TestMethod]
    public async Task Units_are_added_changed_and_closed_and_each_change_is_in_the_audit()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var (admin, guide) = (await ApiCaller.OpenAsync(app, DeskDatabase.Yrjo), await ApiCaller.OpenAsync(app, DeskDatabase.Sanna));
        guide.Client.DefaultRequestHeaders.Add("Accept-Language", "sv");

        var added = await admin.PostAsync("/units", new { code = "LANSI", nameFi = "Läntinen", nameSv = "Västra", nameEn = "West" });
        var changed = await admin.PutAsync($"/units/{added.Text("id")}", new { code = "LANSI", nameFi = "Läntinen", nameSv = "Västra", nameEn = "Western", phone = "012 310 1691", closedOn = "2026-12-31" });
        var same = await admin.PutAsync($"/units/{added.Text("id")}", new { code = "LANSI", nameFi = "Läntinen", nameSv = "Västra", nameEn = "Western", phone = "012 310 1691", closedOn = "2026-12-31" });

        Assert.AreEqual((HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.OK, "2026-12-31"), (added.Status, changed.Status, same.Status, changed.Text("closedOn")));
        Assert.AreEqual((null, "012 310 1691"), (added.Text("phone"), changed.Text("phone")));
        var listed = (await guide.GetAsync("/units")).Body.EnumerateArray().Select(unit => $"{unit.GetProperty("code").GetString()} {unit.GetProperty("name").GetString()}");
        Assert.AreEqual("ITA Klienthandledning, östra; KOTI Hemvård; LANSI Västra", string.Join("; ", listed));
        var entries = await app.ReadAsync(guidance => guidance.AuditEntries.Where(entry => entry.Subject == "Unit").OrderBy(entry => entry.Sequence).ToListAsync());
        CollectionAssert.AreEqual(
            new[] { (AuditAction.Create, "yrjo", "Unit"), (AuditAction.Update, "yrjo", "ClosedOn, NameEn, Phone") },
            entries.Select(entry => (entry.Action, entry.Actor, entry.Reason)).ToArray());
    }

    [TestMethod]
    public async Task A_units_code_is_its_own_and_its_names_are_given()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var admin = await ApiCaller.OpenAsync(app, DeskDatabase.Yrjo);

        var wrong = await admin.PostAsync("/units", new { code = "ITA", nameFi = " ", nameSv = new string('å', 101), nameEn = "\ufffd", phone = "ei ole" });
        var hostile = await admin.PostAsync("/units", new { code = "' OR 1=1", nameFi = "<script>alert(1)</script>", nameSv = "🦊", nameEn = "\u202Etsew" });
        var two = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => admin.PostAsync("/units", new { code = "UUSI", nameFi = "Uusi", nameSv = "Ny", nameEn = "New" })));

        Assert.AreEqual("code CodeTaken, nameFi NameMissing, nameSv TooLong, nameEn NameUnreadable, phone PhoneUnreadable", wrong.Errors);
        Assert.AreEqual("code CodeNotAllowed", hostile.Errors);
        CollectionAssert.AreEquivalent(new[] { HttpStatusCode.Created, HttpStatusCode.UnprocessableEntity }, two.Select(answer => answer.Status).ToArray());
        Assert.AreEqual("not-found", (await admin.PutAsync($"/units/{Guid.NewGuid()}", new { code = "X", nameFi = "X", nameSv = "X", nameEn = "X" })).Problem);
    }

    [TestMethod]
    public async Task Whoever_changed_an_account_is_in_the_audit()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var admin = await ApiCaller.OpenAsync(app, DeskDatabase.Yrjo);
        var id = Guid.Parse((await admin.PostAsync("/accounts", new { name = "olga", workerName = "Olga Ek", roles = Analyst })).Text("id")!);

        await admin.PutAsync($"/accounts/{id}", new { workerName = "Olga Ek", roles = Manager });
        await admin.PostAsync($"/accounts/{id}/link");
        await admin.PostAsync($"/accounts/{id}/disable");
        await admin.PostAsync($"/accounts/{id}/enable");
        await admin.DeleteAsync($"/accounts/{id}/second-factor");

        var entries = await app.ReadAsync(guidance => guidance.AuditEntries.Where(entry => entry.SubjectId == id).OrderBy(entry => entry.Sequence).ToListAsync());
        Assert.AreEqual(
            "Create Analyst; 0 units, Update Manager; 0 units, Update OneTimeLink, Update Disabled, Update Enabled, Update SecondFactor off",
            string.Join(", ", entries.Select(entry => $"{entry.Action} {entry.Reason}")));
        Assert.IsTrue(entries.TrueForAll(entry => entry.Actor == DeskDatabase.Yrjo));
    }

    private static async Task<Guid> UnitIdAsync(ApiCaller caller, string code) =>
        (await caller.GetAsync("/units")).Body.EnumerateArray().Single(unit => unit.GetProperty("code").GetString() == code).GetProperty("id").GetGuid();

    private static async Task<(HttpStatusCode Status, bool AsksPassword, HttpStatusCode OldStatus)> OpenLinkAsync(PalveluohjausApp app, string newLink, string oldLink)
    {
        var browser = await app.OpenBrowserAsync(account: null);
        var answer = await browser.GetAsync(new Uri(newLink, UriKind.Relative));
        return (answer.StatusCode, (await answer.Content.ReadAsStringAsync()).Contains("NewPassword", StringComparison.Ordinal), (await browser.GetAsync(new Uri(oldLink, UriKind.Relative))).StatusCode);
    }
}
