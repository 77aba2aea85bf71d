using System.Net;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Contacts;

namespace Palveluohjaus.Host.Tests.Web;

[TestClass]
public sealed class LogContactPageTests
{
    private static readonly (string Name, string? Value)[] AnonymousCall =
    [
        ("Anonymous", "true"), ("Municipality", "901"), ("Minutes", "11"), ("Time", "10.31"), ("Themes", "EverydayLiving"), ("Outcome", "SolvedHere"), ("Note", "Kysyi apua."),
    ];

    [TestMethod]
    [DataRow("fi", "Kirjaa yhteydenotto", "tiistai 17.3.2026", "Kuvitteellinen hyvinvointialue", "Suvirannan hyvinvointialue", "10.42")]
    [DataRow("sv", "Registrera kontakt", "tisdag 17.3.2026", "Fiktivt välfärdsområde", "Sommarstrands välfärdsområde", "10.42")]
    [DataRow("en", "Log a contact", "Tuesday 17/3/2026", "Fictional wellbeing services county", "Suviranta wellbeing services county", "10:42")]
    public async Task The_page_speaks_three_languages(string language, string heading, string day, string fictional, string county, string time)
    {
        await using var app = await PalveluohjausApp.StartAsync();

        var page = await app.OpenFormAsync(language);

        RequireText(page, $"<html lang=\"{language}\">", $"<h1>{heading}</h1>", $"<title>{heading} – Palveluohjaus</title>", day, fictional, county, $"value=\"{time}\"", "Sanna Koivu");
    }

    [TestMethod]
    public async Task Finnish_is_the_default_whatever_the_browser_asks_for()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        app.Browser.DefaultRequestHeaders.Add("Accept-Language", "sv-FI,en;q=0.9");

        RequireText(await app.OpenFormAsync(), "<html lang=\"fi\">");
    }

    [TestMethod]
    public async Task A_client_is_searched_picked_and_the_contact_stored_in_county_time()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var page = await app.OpenFormAsync();

        page = await BodyAsync(await app.SendAsync(page, ("action", "search"), ("ClientSearch", "aada"), ("Note", "Åsa & ”poika”")), HttpStatusCode.OK);
        RequireText(page, "Aada0 Virtanen");
        RequireText(page, "Åsa & ”poika”");
        page = await BodyAsync(await app.SendAsync(page, ("action", "search"), ("ClientSearch", "öhman")), HttpStatusCode.OK);
        RequireText(page, "Åke Öhman");
        RequireText(page, "s.\u00a01951");
        var saved = await app.SendAsync(page, ("Minutes", "11"), ("Time", "1031"), ("Themes", "Housing"), ("MainTheme", "SupportingCloseOnes"), ("Outcome", "Callback"), ("CallbackDay", "18.3."), ("CallbackTime", "9.30"));

        Assert.AreEqual(HttpStatusCode.SeeOther, saved.StatusCode, await saved.Content.ReadAsStringAsync());
        var contact = (await app.ContactsAsync()).Single();
        Assert.AreEqual($"/contacts/logged/{contact.Id}", saved.Headers.Location!.OriginalString);
        Assert.AreEqual(new DateTime(2026, 3, 17, 8, 31, 0), contact.StartedAtUtc);
        Assert.AreEqual(new DateTime(2026, 3, 18, 7, 30, 0), contact.CallbackPromisedAtUtc);
        Assert.AreEqual(await app.IdOfAsync("ohman ake"), contact.ClientId);
        Assert.AreEqual("901", contact.MunicipalityCode);
        Assert.AreEqual(ServiceLanguage.Swedish, contact.ServiceLanguage, "An untouched language follows the client.");
        CollectionAssert.AreEqual(new[] { NeedReason.SupportingCloseOnes, NeedReason.Housing }, contact.Themes.ToArray());

        var receipt = await app.Browser.GetStringAsync(saved.Headers.Location);
        RequireText(receipt, "Tallennettu klo 10.42", "Åke Öhman", "18.3.2026 klo\u00a09.30", "Takaisinsoitto", "data-receipt");
    }

    [TestMethod]
    public async Task Reading_client_data_is_audited_without_what_was_searched_for()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var page = await app.OpenFormAsync();

        await app.SendAsync(page, ("action", "search"), ("ClientSearch", "helmi"));

        var entries = await app.ReadAsync(guidance => guidance.AuditEntries.AsNoTracking().Where(entry => entry.Subject == nameof(Client)).ToListAsync());
        // Shown among the matches, and read once more as the only one to pick.
        CollectionAssert.AreEqual(new[] { AuditAction.Search, AuditAction.Read, AuditAction.Read }, entries.Select(entry => entry.Action).ToArray());
        var helmi = await app.IdOfAsync("kuusisaari helmi");
        Assert.IsTrue(entries.Skip(1).All(entry => (entry.Actor, entry.ClientId) == (DeskDatabase.Sanna, helmi)));
    }

    [TestMethod]
    public async Task A_protected_client_shows_a_lock_in_place_of_the_municipality()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var page = await app.OpenFormAsync();

        page = await BodyAsync(await app.SendAsync(page, ("action", "search"), ("ClientSearch", "suojattu")), HttpStatusCode.OK);

        var clientField = page[page.IndexOf("class=\"picked\"", StringComparison.Ordinal)..page.IndexOf("for-anonymous", StringComparison.Ordinal)];
        RequireText(clientField, "#i-lock");
        Assert.IsFalse(clientField.Contains("Ojankylä", StringComparison.Ordinal), clientField);
    }

    [TestMethod]
    public async Task The_same_form_sent_again_gives_the_same_receipt_and_one_contact()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var page = await app.OpenFormAsync();
        var first = await app.SendAsync(page, AnonymousCall);
        app.Clock.Advance(TimeSpan.FromMinutes(3));

        var second = await app.SendAsync(page, AnonymousCall);

        Assert.AreEqual(HttpStatusCode.SeeOther, second.StatusCode);
        Assert.AreEqual($"{first.Headers.Location}?again=true", second.Headers.Location!.OriginalString);
        RequireText(await app.Browser.GetStringAsync(second.Headers.Location), "Tämä oli jo tallennettu klo 10.42");
        Assert.AreEqual(1, (await app.ContactsAsync()).Count);
    }

    [TestMethod]
    public async Task A_double_click_makes_one_contact()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var page = await app.OpenFormAsync();

        var answers = await Task.WhenAll(app.SendAsync(page, AnonymousCall), app.SendAsync(page, AnonymousCall), app.SendAsync(page, AnonymousCall));

        Assert.AreEqual(1, (await app.ContactsAsync()).Count);
        Assert.AreEqual(1, answers.Select(answer => answer.Headers.Location!.OriginalString.Split('?')[0]).Distinct().Count());
    }

    [TestMethod]
    public async Task Another_content_under_a_used_key_comes_back_with_everything_typed_and_can_be_saved()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var page = await app.OpenFormAsync();
        await app.SendAsync(page, AnonymousCall);

        var back = await BodyAsync(await app.SendAsync(page, [.. AnonymousCall.Where(field => field.Name != "Note"), ("Note", "Toinen asia")]), HttpStatusCode.Conflict);

        RequireText(back, "tallennettiin jo toinen yhteydenotto klo 10.42");
        RequireText(back, "Toinen asia");
        Assert.AreNotEqual(PalveluohjausApp.HiddenField(page, "SubmissionKey"), PalveluohjausApp.HiddenField(back, "SubmissionKey"));
        Assert.AreEqual(HttpStatusCode.SeeOther, (await app.SendAsync(back, ("Themes", "EverydayLiving"), ("Note", "Toinen asia"))).StatusCode);
        Assert.AreEqual(2, (await app.ContactsAsync()).Count);
    }

    [TestMethod]
    public async Task A_form_opened_before_a_restart_can_be_sent_after_it()
    {
        using var database = new DeskDatabase();
        var cookies = new CookieContainer();
        string page;
        await using (var before = await PalveluohjausApp.StartAsync(database, cookies))
            page = await before.OpenFormAsync();

        await using var after = await PalveluohjausApp.StartAsync(database, cookies);
        var saved = await after.SendAsync(page, AnonymousCall);

        Assert.AreEqual(HttpStatusCode.SeeOther, saved.StatusCode, await saved.Content.ReadAsStringAsync());
    }

    [TestMethod]
    public async Task Mistakes_are_named_together_and_everything_typed_is_kept()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var page = await app.OpenFormAsync("sv");

        var back = await BodyAsync(
            await app.SendAsync(page, ("ClientSearch", "öhm"), ("Day", "31.2."), ("Time", "25.00"), ("Minutes", "ett"), ("Outcome", "Callback"), ("CallbackDay", "i morgon"), ("Note", "Håll kvar detta")),
            HttpStatusCode.UnprocessableEntity);

        RequireText(back, "href=\"#ClientSearch\"", "href=\"#Day\"", "href=\"#Minutes\"", "href=\"#Themes\"", "href=\"#CallbackDay\"", "value=\"öhm\"", "value=\"31.2.\"", "value=\"25.00\"", "value=\"ett\"", "value=\"i morgon\"", "Håll kvar detta", "Rätta 5 punkter", "aria-describedby=\"g-time e-Day\"", "id=\"e-Day\"");
        Assert.AreEqual(0, (await app.ContactsAsync()).Count);
    }

    [TestMethod]
    [DataRow("29.3.2026", "3.30", "sitä ei ole sinä yönä")]
    [DataRow("26.10.2025", "3.30", "Lisää kellonajan perään A tai B")]
    public async Task A_time_the_clocks_skip_or_repeat_is_questioned(string day, string time, string expected)
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var page = await app.OpenFormAsync();

        var back = await BodyAsync(await app.SendAsync(page, [.. AnonymousCall.Where(field => field.Name != "Time"), ("Day", day), ("Time", time)]), HttpStatusCode.UnprocessableEntity);

        RequireText(back, expected);
    }

    [TestMethod]
    public async Task Markup_emoji_and_right_to_left_text_are_stored_and_shown_as_text()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var page = await app.OpenFormAsync();
        const string hostile = "<script>alert(1)</script>\" onfocus=x 👩‍🦽 مرحبا '); DROP TABLE Contacts;--";

        var saved = await app.SendAsync(page, [.. AnonymousCall.Where(field => field.Name != "Note"), ("Note", hostile)]);
        var receipt = await app.Browser.GetStringAsync(saved.Headers.Location);

        Assert.AreEqual(hostile, (await app.ContactsAsync()).Single().Note);
        Assert.IsFalse(receipt.Contains("<script>alert", StringComparison.Ordinal));
        RequireText(receipt, hostile);
    }

    [TestMethod]
    public async Task A_note_of_ten_thousand_characters_is_refused_and_kept()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var page = await app.OpenFormAsync();
        var note = new string('ä', 10_000);

        var back = await BodyAsync(await app.SendAsync(page, [.. AnonymousCall.Where(field => field.Name != "Note"), ("Note", note)]), HttpStatusCode.UnprocessableEntity);

        RequireText(back, note);
        RequireText(back, "href=\"#Note\"");
    }

    [TestMethod]
    public async Task Codes_that_no_page_offers_are_refused_in_words()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var page = await app.OpenFormAsync();

        var back = await BodyAsync(
            await app.SendAsync(page, ("ClientId", Guid.NewGuid().ToString()), ("Channel", "7"), ("Initiator", "<b>"), ("Urgency", "Immediate,Urgent"), ("Minutes", "11"), ("Themes", "Everything"), ("Outcome", "-1")),
            HttpStatusCode.UnprocessableEntity);

        foreach (var control in new[] { "ClientSearch", "Channel", "Initiator", "Urgency", "Themes", "Outcome" })
            StringAssert.Contains(back, $"href=\"#{control}\"", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_form_without_its_token_is_refused_and_stores_nothing()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var page = await app.OpenFormAsync();

        var refused = await app.SendAsync(page, [.. AnonymousCall, ("__RequestVerificationToken", null)]);

        RequireText(await BodyAsync(refused, HttpStatusCode.BadRequest), "Lomaketta ei voitu vastaanottaa");
        Assert.AreEqual(0, (await app.ContactsAsync()).Count);
    }

    [TestMethod]
    public async Task A_receipt_of_no_contact_is_not_found()
    {
        await using var app = await PalveluohjausApp.StartAsync();

        var answer = await app.Browser.GetAsync(new Uri($"/contacts/logged/{Guid.NewGuid()}", UriKind.Relative));

        RequireText(await BodyAsync(answer, HttpStatusCode.NotFound), "Sivua ei löydy");
    }

    private static async Task<string> BodyAsync(HttpResponseMessage answer, HttpStatusCode expected)
    {
        var body = await answer.Content.ReadAsStringAsync();
        Assert.AreEqual(expected, answer.StatusCode, body);
        return body;
    }

    private static void RequireText(string page, params string[] texts)
    {
        var read = WebUtility.HtmlDecode(page);
        foreach (var text in texts)
            StringAssert.Contains(read, text, StringComparison.Ordinal);
    }
}
