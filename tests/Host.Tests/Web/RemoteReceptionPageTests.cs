using System.Net;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.RemoteReceptions;

namespace Palveluohjaus.Host.Tests.Web;

[TestClass]
public sealed class RemoteReceptionPageTests
{
    private static (string Name, string Value)[] Suitable(Guid key, string email = "helmi.kuusisaari@example.org", string day = "18.3.", string time = "9.30") =>
    [
        ("SubmissionKey", key.ToString()), ("Consent", "Given"), ("Judgement", "Suitable"), ("Day", day), ("Time", time), ("Email", email), ("EmailReadBack", "true"),
    ];

    [TestMethod]
    [DataRow("fi", "Aika: keskiviikko 18.3.2026 klo 9.30.", "Miten", "to=fi")]
    [DataRow("sv", "Tid: onsdag 18.3.2026 kl. 9.30.", "Distansmottagning", "to=sv")]
    [DataRow("en", "Time: Wednesday 18.3.2026 at 9.30.", "Remote", "to=en")]
    public async Task A_planned_reception_shows_instructions_in_the_language_asked_for(string language, string when, string _, string feedbackIn)
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var (helmi, address) = await GroundAsync(app);

        var saved = await app.Browser.SendAsync(address, "client", Suitable(Guid.NewGuid()));
        Assert.AreEqual(HttpStatusCode.SeeOther, saved.Status, saved.Page);
        var (status, page) = await app.Browser.OpenAsync($"{saved.To}?text={language}");

        Assert.AreEqual(HttpStatusCode.OK, status);
        foreach (var text in (string[])[when, feedbackIn, "returnUrl=/feedback/", "helmi.kuusisaari@example.org", $"/contacts/new?client={helmi}&amp;channel=RemoteReception"])
            StringAssert.Contains(page.Replace("&channel", "&amp;channel", StringComparison.Ordinal).Replace("&returnUrl", "&amp;returnUrl", StringComparison.Ordinal), text, StringComparison.Ordinal);
        var instructions = page[page.IndexOf("<textarea", StringComparison.Ordinal)..page.IndexOf("</textarea>", StringComparison.Ordinal)];
        Assert.IsFalse(instructions.Contains("Kuusisaari", StringComparison.OrdinalIgnoreCase), "The instructions name nobody.");
    }

    [TestMethod]
    [DataRow("fi", "soita meille. Voimme", "soita meille numeroon 012 310 1691. Voimme")]
    [DataRow("sv", "ring oss. Vi", "ring oss på numret 012 310 1691. Vi")]
    [DataRow("en", "call us. We", "call us on 012 310 1691. We")]
    public async Task The_instructions_say_which_number_to_call_when_the_unit_has_one(string language, string without, string withNumber)
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var (_, address) = await GroundAsync(app);
        var saved = await app.Browser.SendAsync(address, "client", Suitable(Guid.NewGuid()));

        var (_, before) = await app.Browser.OpenAsync($"{saved.To}?text={language}");
        await app.GivePhoneAsync("KOTI", "012 000 0000");
        await app.GivePhoneAsync("ITA", "012 310 1691");
        var (_, after) = await app.Browser.OpenAsync($"{saved.To}?text={language}");

        StringAssert.Contains(before, without, StringComparison.Ordinal);
        StringAssert.Contains(after, withNumber, StringComparison.Ordinal);
        StringAssert.Contains(after, $"fiction-on-paper\" lang=\"{language}\"", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_plan_is_stored_with_its_consent_and_audit_and_once()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var (helmi, address) = await GroundAsync(app);
        var key = Guid.NewGuid();

        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => app.Browser.SendAsync(address, "client", Suitable(key))));

        var reception = await app.ReadAsync(guidance => guidance.RemoteReceptions.AsNoTracking().SingleAsync());
        CollectionAssert.AreEqual(Enumerable.Repeat($"/remote-receptions/{reception.Id}", 3).ToArray(), answers.Select(answer => answer.To).ToArray());
        Assert.AreEqual((helmi, new DateTime(2026, 3, 18, 7, 30, 0), "helmi.kuusisaari@example.org"), (reception.ClientId, reception.PlannedAtUtc, reception.Email));
        var consent = await app.ReadAsync(guidance => guidance.Set<ClientConsent>().AsNoTracking().SingleAsync());
        Assert.AreEqual((ConsentKind.RemoteReception, ConsentAnswer.Given, new DateOnly(2026, 3, 17)), (consent.Kind, consent.Answer, consent.AnsweredOn));
        Assert.AreEqual(1, (await app.AuditOfAsync(helmi)).Count(entry => (entry.Action, entry.Subject, entry.SubjectId) == (AuditAction.Create, nameof(RemoteReception), reception.Id)));
    }

    [TestMethod]
    [DataRow("fi", "jonka tiedot ovat toiset")]
    [DataRow("sv", "med andra uppgifter")]
    [DataRow("en", "with other details")]
    public async Task A_changed_plan_from_the_same_form_is_a_conflict_and_what_was_typed_is_kept(string language, string said)
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var (_, address) = await GroundAsync(app);
        var key = Guid.NewGuid();
        await app.Browser.SendAsync(address, "client", Suitable(key));
        (await app.Browser.GetAsync(PageForms.At($"/language?to={language}&returnUrl=/clients"))).Dispose();

        var changed = await app.Browser.SendAsync(address, "client", Suitable(key, "toinen@example.org", "19.3.", "10.15"));

        Assert.AreEqual(HttpStatusCode.Conflict, changed.Status, changed.Page);
        foreach (var kept in (string[])[said, "toinen@example.org", "19.3.", "10.15"])
            StringAssert.Contains(changed.Page, kept, StringComparison.Ordinal);
        Assert.AreEqual("helmi.kuusisaari@example.org", (await app.ReadAsync(guidance => guidance.RemoteReceptions.AsNoTracking().SingleAsync())).Email);
        Assert.DoesNotContain(key.ToString(), changed.Page);

        var again = await app.Browser.SendAsync(address, "client", Suitable(Guid.Parse(PalveluohjausApp.HiddenField(changed.Page, "SubmissionKey")), "toinen@example.org", "19.3.", "10.15"));
        Assert.AreEqual(HttpStatusCode.SeeOther, again.Status, again.Page);
        Assert.AreEqual(2, await app.ReadAsync(guidance => guidance.RemoteReceptions.CountAsync()));
    }

    [TestMethod]
    public async Task The_same_plan_typed_otherwise_is_the_same_plan()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var (_, address) = await GroundAsync(app);
        var key = Guid.NewGuid();

        var first = await app.Browser.SendAsync(address, "client", Suitable(key));
        var second = await app.Browser.SendAsync(address, "client", Suitable(key, " helmi.kuusisaari@example.org ", "18.3.2026", "09.30"));

        Assert.AreEqual((HttpStatusCode.SeeOther, first.To), (second.Status, second.To));
        Assert.AreEqual(1, await app.ReadAsync(guidance => guidance.RemoteReceptions.CountAsync()));
    }

    [TestMethod]
    public async Task A_refusal_needs_its_reason_and_stores_nothing_else()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var (_, address) = await GroundAsync(app);
        var fields = Suitable(Guid.NewGuid()).Where(field => field.Name != "Consent").Append(("Consent", "Refused")).ToArray();

        var without = await app.Browser.SendAsync(address, "client", fields);
        var with = await app.Browser.SendAsync(address, "client", [.. fields, ("RefusalReason", "NoDevice")]);

        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, without.Status);
        StringAssert.Contains(without.Page, "Valitse, miksi asiakas ei halua.", StringComparison.Ordinal);
        Assert.AreEqual(HttpStatusCode.SeeOther, with.Status, with.Page);
        var reception = await app.ReadAsync(guidance => guidance.RemoteReceptions.AsNoTracking().SingleAsync());
        Assert.AreEqual((ConsentAnswer.Refused, RemoteRefusalReason.NoDevice, (string?)null, (DateTime?)null), (reception.Consent, reception.RefusalReason, reception.Email, reception.PlannedAtUtc));
        Assert.AreEqual(ConsentAnswer.Refused, await app.ReadAsync(guidance => guidance.Set<ClientConsent>().Select(consent => consent.Answer).SingleAsync()));
    }

    [TestMethod]
    [DataRow("helmi", "Email")]
    [DataRow("helmi@example", "Email")]
    [DataRow("Helmi <helmi@example.org>", "Email")]
    [DataRow("helmi@@example.org", "Email")]
    [DataRow("helmi@example.org,toinen@example.org", "Email")]
    [DataRow("helmi@example..org", "Email")]
    [DataRow("he lmi@example.org", "Email")]
    [DataRow("", "Email")]
    public async Task An_address_that_mail_would_not_reach_is_refused_and_kept_as_typed(string email, string control)
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var (_, address) = await GroundAsync(app);

        var back = await app.Browser.SendAsync(address, "client", Suitable(Guid.NewGuid(), email));

        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, back.Status, back.Page);
        StringAssert.Contains(back.Page, $"href=\"#{control}\"", StringComparison.Ordinal);
        Assert.AreEqual(0, await app.ReadAsync(guidance => guidance.RemoteReceptions.CountAsync()));
        Assert.AreEqual(0, await app.ReadAsync(guidance => guidance.Set<ClientConsent>().CountAsync()));
    }

    [TestMethod]
    [DataRow("17.3.", "10.41", "se on jo mennyt")]
    [DataRow("29.3.2026", "3.30", "sitä ei ole sinä yönä")]
    [DataRow("32.3.", "9.30", "Kirjoita päivä")]
    [DataRow("18.3.2028", "9.30", "enintään vuoden päähän")]
    [DataRow("", "", "Kirjoita sovittu päivä")]
    public async Task A_time_that_cannot_be_kept_is_refused_in_words(string day, string time, string expected)
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var (_, address) = await GroundAsync(app);

        var back = await app.Browser.SendAsync(address, "client", Suitable(Guid.NewGuid(), day: day, time: time));

        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, back.Status, back.Page);
        StringAssert.Contains(back.Page, expected, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task An_address_not_read_back_and_a_judgement_without_reason_are_refused()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var (_, address) = await GroundAsync(app);

        var notRead = await app.Browser.SendAsync(address, "client", [.. Suitable(Guid.NewGuid()).Where(field => field.Name != "EmailReadBack")]);
        var notWhy = await app.Browser.SendAsync(address, "client", [.. Suitable(Guid.NewGuid()).Where(field => field.Name != "Judgement"), ("Judgement", "NotSuitable")]);
        var withoutKey = await app.Browser.SendAsync(address, "client", [.. Suitable(Guid.NewGuid()).Where(field => field.Name != "SubmissionKey")]);

        StringAssert.Contains(notRead.Page, "Lue osoite asiakkaalle takaisin", StringComparison.Ordinal);
        StringAssert.Contains(notWhy.Page, "Perustele", StringComparison.Ordinal);
        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, withoutKey.Status);
        Assert.AreEqual(0, await app.ReadAsync(guidance => guidance.RemoteReceptions.CountAsync()));
    }

    [TestMethod]
    public async Task Without_a_ground_the_card_asks_for_one_and_a_reception_stays_shut()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var (helmi, address) = await GroundAsync(app);
        var saved = await app.Browser.SendAsync(address, "client", Suitable(Guid.NewGuid()));
        using var pekka = await app.OpenBrowserAsync(DeskDatabase.Pekka);

        Assert.AreEqual($"/clients/{helmi}", await pekka.RedirectOfAsync(address));
        Assert.AreEqual($"/clients/{helmi}", await pekka.RedirectOfAsync(saved.To!));
        var posted = await pekka.SendAsync(address, "client", Suitable(Guid.NewGuid()));
        Assert.AreEqual($"/clients/{helmi}", posted.To);
        Assert.AreEqual(1, await app.ReadAsync(guidance => guidance.RemoteReceptions.CountAsync()));
        Assert.AreEqual(HttpStatusCode.NotFound, (await pekka.OpenAsync($"/remote-receptions/{Guid.NewGuid()}")).Status);
        Assert.AreEqual(HttpStatusCode.NotFound, (await pekka.OpenAsync("/remote-receptions/new?client=x")).Status);
    }

    [TestMethod]
    public async Task A_protected_clients_address_is_neither_offered_nor_shown()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var salla = await app.IdOfAsync(ClientsAtTheDesk.Salla);
        await app.AddCaseAsync(salla);
        await app.ReadAsync(async guidance =>
        {
            guidance.Add(new ClientContactDetails { ClientId = salla, Email = "piilo@example.org" });
            return await guidance.SaveChangesAsync();
        });

        var (_, form) = await app.Browser.OpenAsync($"/remote-receptions/new?client={salla}");
        var saved = await app.Browser.SendAsync($"/remote-receptions/new?client={salla}", "client", Suitable(Guid.NewGuid(), "toinen@example.org"));
        var (_, plan) = await app.Browser.OpenAsync(saved.To!);

        StringAssert.Contains(form, "tallennettua osoitetta ei näytetä", StringComparison.Ordinal);
        Assert.IsFalse((form + plan).Contains("piilo@", StringComparison.Ordinal));
        Assert.IsFalse(plan.Contains("toinen@", StringComparison.Ordinal));
    }

    private static async Task<(Guid ClientId, string Address)> GroundAsync(PalveluohjausApp app)
    {
        var helmi = await app.IdOfAsync(ClientsAtTheDesk.Helmi);
        await app.AddCaseAsync(helmi);
        return (helmi, $"/remote-receptions/new?client={helmi}");
    }
}
