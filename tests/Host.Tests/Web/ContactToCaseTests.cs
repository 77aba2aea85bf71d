using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Contacts;

namespace Palveluohjaus.Host.Tests.Web;

/// <summary>The log page where a contact belongs to a matter already begun, and what a form made by hand is told.</summary>
[TestClass]
public sealed class ContactToCaseTests
{
    private static readonly (string Name, string? Value)[] Call = [("Minutes", "11"), ("Time", "10.31"), ("Themes", "Finances"), ("Outcome", "SolvedHere")];

    [TestMethod]
    public async Task A_case_from_a_work_list_picks_its_client_and_takes_the_contact()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var helmi = await app.IdOfAsync(ClientsAtTheDesk.Helmi);
        var caseId = await app.AddCaseAsync(helmi);

        var page = await app.Browser.GetStringAsync(PageForms.At($"/contacts/new?case={caseId}"));
        RequireText(page, "Helmi Kuusisaari", "Asuminen, avattu 1.3., Asiakasohjaus, itäinen", "edellinen kontakti 1.3., sama teema", "name=\"KeepsCaseOpen\"");
        StringAssert.Matches(page, new Regex("name=\"Themes\" value=\"Housing\" checked"), "A call that is returned brings its case's theme.");
        StringAssert.Matches(page, new Regex($"value=\"{caseId}\" selected"));
        using var saved = await app.SendAsync(page, [.. Call, ("CaseId", caseId.ToString()), ("KeepsCaseOpen", "true"), ("RepeatReason", "AskedForStatus")]);

        Assert.AreEqual(HttpStatusCode.SeeOther, saved.StatusCode, await saved.Content.ReadAsStringAsync());
        var cases = await app.ReadAsync(guidance => guidance.Cases.AsNoTracking().Where(each => each.ClientId == helmi).ToListAsync());
        Assert.AreEqual((caseId, (DateTime?)null), (cases.Single().Id, cases.Single().ClosedAtUtc));
        Assert.IsTrue((await app.AuditOfAsync(helmi)).Any(entry => (entry.Action, entry.Reason, entry.CaseId) == (AuditAction.Read, AuditReasons.LogContact, caseId)));
    }

    [TestMethod]
    public async Task Without_a_ground_a_picked_clients_matters_stay_unsaid()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: DeskDatabase.Pekka);
        var helmi = await app.IdOfAsync(ClientsAtTheDesk.Helmi);
        var caseId = await app.AddCaseAsync(helmi);

        var picked = await app.Browser.GetStringAsync(PageForms.At($"/contacts/new?client={helmi}"));
        var named = await app.Browser.GetStringAsync(PageForms.At($"/contacts/new?case={caseId}"));

        RequireText(picked, "Helmi Kuusisaari", "avoin asia");
        RequireText(named, "Asiaa ei löydy, se on päättynyt tai se on toisen yksikön");
        foreach (var page in (string[])[picked, named])
            Assert.IsFalse(WebUtility.HtmlDecode(page).Contains("avattu 1.3.", StringComparison.Ordinal), page);
        Assert.IsFalse(named.Contains("Kuusisaari", StringComparison.Ordinal));
    }

    [TestMethod]
    public async Task A_matter_of_somebody_unknown_goes_along_to_whoever_is_picked()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        using var first = await app.SendAsync(await app.OpenFormAsync(), ("Anonymous", "true"), ("Minutes", "2"), ("Time", "10.31"), ("Themes", "Housing"), ("Outcome", "FirstAssessment"));
        var caseId = await app.ReadAsync(guidance => guidance.Cases.Select(each => each.Id).SingleAsync());
        var helmi = await app.IdOfAsync(ClientsAtTheDesk.Helmi);

        var page = await app.Browser.GetStringAsync(PageForms.At($"/contacts/new?case={caseId}"));
        RequireText(page, "Asia: Asuminen, avattu 17.3., Asiakasohjaus, itäinen");
        using var found = await app.SendAsync(page, ("action", "search"), ("ClientSearch", "helmi"));
        using var saved = await app.SendAsync(await found.Content.ReadAsStringAsync(), [.. Call, ("CaseId", caseId.ToString())]);

        Assert.AreEqual(HttpStatusCode.SeeOther, saved.StatusCode, await saved.Content.ReadAsStringAsync());
        Assert.IsTrue((await app.ContactsAsync()).All(contact => (contact.CaseId, contact.ClientId) == (caseId, helmi)));
    }

    [TestMethod]
    public async Task Saving_can_lead_on_to_the_clients_assessment()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var helmi = await app.IdOfAsync(ClientsAtTheDesk.Helmi);
        var page = await app.Browser.GetStringAsync(PageForms.At($"/contacts/new?client={helmi}"));

        using var saved = await app.SendAsync(page, ("Minutes", "11"), ("Time", "10.31"), ("Themes", "Finances"), ("action", "save-and-assess"));

        var contact = (await app.ContactsAsync()).Single();
        Assert.AreEqual(ContactOutcome.FirstAssessment, contact.Outcome, "The button says what comes of it.");
        Assert.AreEqual($"/assessments/new?client={helmi}&case={contact.CaseId}", new Uri(app.Browser.BaseAddress!, saved.Headers.Location!).PathAndQuery);
    }

    [TestMethod]
    public async Task An_anonymous_contact_leads_to_its_receipt_whichever_button_saved_it()
    {
        await using var app = await PalveluohjausApp.StartAsync();

        using var saved = await app.SendAsync(await app.OpenFormAsync(), [.. Call, ("Anonymous", "true"), ("action", "save-and-assess")]);

        StringAssert.StartsWith(new Uri(app.Browser.BaseAddress!, saved.Headers.Location!).AbsolutePath, "/contacts/logged/", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("VisitElsewhere")]
    [DataRow("NetworkMeeting")]
    [DataRow("Letter")]
    [DataRow("Internal")]
    public async Task A_rarer_channel_is_chosen_without_script(string channel)
    {
        await using var app = await PalveluohjausApp.StartAsync();

        using var saved = await app.SendAsync(await app.OpenFormAsync(), [.. Call, ("Anonymous", "true"), ("Channel", "Other"), ("OtherChannel", channel)]);

        Assert.AreEqual(HttpStatusCode.SeeOther, saved.StatusCode, await saved.Content.ReadAsStringAsync());
        Assert.AreEqual(channel, (await app.ContactsAsync()).Single().Channel.ToString());
    }

    [TestMethod]
    [DataRow("Other", "")]
    [DataRow("Other", "Phone")]
    [DataRow("Consultation", "")]
    [DataRow("EForm", "Letter")]
    public async Task A_channel_that_is_not_logged_here_is_asked_for_again(string channel, string other)
    {
        await using var app = await PalveluohjausApp.StartAsync();

        using var answer = await app.SendAsync(await app.OpenFormAsync(), [.. Call, ("Anonymous", "true"), ("Channel", channel), ("OtherChannel", other)]);

        RequireText(await RefusedAsync(app, answer), "Valitse kanava.");
    }

    [TestMethod]
    [DataRow("fi", "Merkitse tuen tarpeet uudelleen", "Tallenna uudelleen: lomakkeelta puuttui tunnus", "Asiaa ei löydy")]
    [DataRow("sv", "Markera stödbehoven på nytt", "Spara igen: formuläret saknade", "Ärendet")]
    [DataRow("en", "Mark the needs again", "Save again: the form lacked", "case")]
    public async Task What_no_page_sends_is_refused_in_words_and_stores_nothing(string language, string theme, string key, string caseUnknown)
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var page = await app.OpenFormAsync(language);
        (string, string?)[] anonymous = [.. Call, ("Anonymous", "true")];

        using var withOldTheme = await app.SendAsync(page, [.. anonymous, ("Themes", "Rehabilitation")]);
        RequireText(await RefusedAsync(app, withOldTheme), theme, "href=\"#Themes\"");
        foreach (var bad in (string?[])[null, "", "1", Guid.Empty.ToString()])
        {
            using var withoutKey = await app.SendAsync(page, [.. anonymous, ("SubmissionKey", bad)]);
            var back = await RefusedAsync(app, withoutKey);
            RequireText(back, key);
            Assert.IsTrue(Guid.TryParse(PalveluohjausApp.HiddenField(back, "SubmissionKey"), out _), "Saving again works.");
        }

        foreach (var bad in (string[])["x", Guid.NewGuid().ToString()])
        {
            using var withCase = await app.SendAsync(page, [.. anonymous, ("CaseId", bad)]);
            RequireText(await RefusedAsync(app, withCase), caseUnknown, "href=\"#CaseId\"");
        }
    }

    [TestMethod]
    public async Task A_suggestion_while_typing_picks_nobody_and_is_audited_like_any_search()
    {
        await using var app = await PalveluohjausApp.StartAsync();

        using var answer = await app.SendAsync(await app.OpenFormAsync(), ("action", "suggest"), ("ClientSearch", "helm"), ("Note", "Kesken"));

        RequireText(await answer.Content.ReadAsStringAsync(), "class=\"hits\"", "Helmi Kuusisaari", "Kesken");
        CollectionAssert.AreEqual(
            new[] { AuditAction.Search, AuditAction.Read },
            await app.ReadAsync(guidance => guidance.AuditEntries.Where(entry => entry.Reason == AuditReasons.LogContact).OrderBy(entry => entry.Sequence).Select(entry => entry.Action).ToArrayAsync()));
    }

    [TestMethod]
    public async Task A_script_gets_the_receipts_address_and_a_refusal_as_anyone_does()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var page = await app.OpenFormAsync();
        app.Browser.DefaultRequestHeaders.Add("X-Address-Wanted", "true");

        using var refused = await app.SendAsync(page, [.. Call.Where(field => field.Name != "Themes"), ("Anonymous", "true")]);
        using var saved = await app.SendAsync(page, [.. Call, ("Anonymous", "true")]);
        using var again = await app.SendAsync(page, [.. Call, ("Anonymous", "true")]);

        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.IsFalse(refused.Headers.Contains("X-Address"));
        var contact = (await app.ContactsAsync()).Single();
        Assert.AreEqual((HttpStatusCode.OK, $"/contacts/logged/{contact.Id}"), (saved.StatusCode, saved.Headers.GetValues("X-Address").Single()));
        Assert.AreEqual($"/contacts/logged/{contact.Id}?again=true", again.Headers.GetValues("X-Address").Single());
    }

    private static async Task<string> RefusedAsync(PalveluohjausApp app, HttpResponseMessage answer)
    {
        var page = await answer.Content.ReadAsStringAsync();
        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, answer.StatusCode, page);
        Assert.IsEmpty(await app.ContactsAsync());
        return page;
    }

    private static void RequireText(string page, params string[] texts)
    {
        var read = WebUtility.HtmlDecode(page);
        foreach (var text in texts)
            StringAssert.Contains(read, text, StringComparison.Ordinal);
    }
}
