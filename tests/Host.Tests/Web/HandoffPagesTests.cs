using System.Net;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Handoffs;
using Palveluohjaus.Guidance.NeedsAssessments;
using Palveluohjaus.Host.Tests.Api;

namespace Palveluohjaus.Host.Tests.Web;

[TestClass]
public sealed class HandoffPagesTests
{
    private const string Form = "client";

    [TestMethod]
    public async Task A_case_is_offered_declined_offered_again_and_accepted_over_the_pages()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var (caseId, home) = await AddCaseAsync(app);
        using var pekka = await app.OpenBrowserAsync(DeskDatabase.Pekka);

        using (var offered = await OfferAsync(app.Browser, caseId, home))
            Assert.AreEqual((HttpStatusCode.SeeOther, "/handoffs?offered=true"), (offered.StatusCode, LocationOf(offered)));
        Assert.Contains("Asiaa tarjotaan:", await PageForms.OpenAsync(app.Browser, $"/cases/{caseId}/handoff"));
        var waiting = await PageForms.OpenAsync(pekka, "/handoffs");
        Assert.Contains("Asia kuuluu toisen yksikön tehtäviin", waiting);
        Assert.Contains(DeskDatabase.HelmiName, waiting);
        Assert.Contains("/handoffs#waiting-h", await PageForms.OpenAsync(pekka, "/workbench"));
        var helmi = await app.IdOfAsync(ClientsAtTheDesk.Helmi);
        Assert.Contains("Siirtoa tarjottiin", await PageForms.OpenAsync(pekka, $"/clients/{helmi}"), "The offer is the ground.");

        using (var unsaid = await ActAsync(pekka, "decline", await OfferIdAsync(app)))
        {
            Assert.AreEqual(HttpStatusCode.UnprocessableEntity, unsaid.StatusCode);
            Assert.Contains("Valitse, miksi siirto hylätään.", await PageForms.TextAsync(unsaid));
        }

        using (var declined = await ActAsync(pekka, "decline", await OfferIdAsync(app), ("DeclineReason", "NoCapacity"), ("DeclineText", "Ei tilaa")))
            Assert.AreEqual(HttpStatusCode.SeeOther, declined.StatusCode);
        using (var shut = await pekka.GetAsync(PageForms.At($"/clients/{helmi}")))
            Assert.AreEqual(HttpStatusCode.Forbidden, shut.StatusCode);
        Assert.Contains("Yksiköllä ei ole nyt tilaa", await PageForms.OpenAsync(app.Browser, "/handoffs"));

        using (var again = await OfferAsync(app.Browser, caseId, home))
            Assert.AreEqual(HttpStatusCode.SeeOther, again.StatusCode);
        var offerId = await OfferIdAsync(app);
        using (var accepted = await ActAsync(pekka, "accept", offerId))
            Assert.AreEqual("/handoffs?done=accept", LocationOf(accepted));
        using (var late = await ActAsync(pekka, "decline", offerId, ("DeclineReason", "NoCapacity")))
        {
            Assert.AreEqual(HttpStatusCode.Conflict, late.StatusCode);
            Assert.Contains("Toinen ehti ensin: siirto on otettu vastaan", await PageForms.TextAsync(late));
        }

        Assert.AreEqual(home, await app.ReadAsync(guidance => guidance.Cases.Where(each => each.Id == caseId).Select(each => each.ResponsibleUnitId).SingleAsync()));
    }

    [TestMethod]
    public async Task A_return_is_met_with_an_alert_and_a_joint_meeting_or_a_reason()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var (caseId, home) = await AddCaseAsync(app, wasInHomeCare: true);

        using (var refused = await OfferAsync(app.Browser, caseId, home))
        {
            Assert.AreEqual(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            var page = await PageForms.TextAsync(refused);
            Assert.Contains("jossa se on jo ollut", page);
            Assert.Contains("Tarjoa silti", page);
            Assert.Contains("Kirjaa palaveri", page);
        }

        using (var met = await PageForms.PostAsync(app.Browser, $"/cases/{caseId}/handoff", Form, ("action", "meet"), ("MeetingUnits", $"{home}"), ("Day", "20.3.2026"), ("Time", "9.00"), ("Note", "Kuka hoitaa")))
            Assert.AreEqual($"/cases/{caseId}/handoff?agreed=true", LocationOf(met));
        Assert.Contains("Kuka hoitaa", await PageForms.OpenAsync(app.Browser, $"/cases/{caseId}/handoff?agreed=true"));

        using var anyway = await PageForms.PostAsync(
            app.Browser, $"/cases/{caseId}/handoff?to={home}", Form, ("action", "offer"), ("ToUnit", $"{home}"), ("ReasonKind", "ClientsWish"), ("ReturnReasonKind", "JointMeetingHeld"));
        Assert.AreEqual(HttpStatusCode.SeeOther, anyway.StatusCode);
        Assert.AreEqual(ReturnReason.JointMeetingHeld, await app.ReadAsync(guidance => guidance.Handoffs.Select(handoff => handoff.ReturnReasonKind).SingleAsync()));
    }

    [TestMethod]
    [DataRow("/cases/01900000-0000-7000-8000-000000000000/handoff")]
    [DataRow("/cases/01900000-0000-7000-8000-000000000000/needs-assessment")]
    [DataRow("/cases/x'--/handoff")]
    public async Task A_case_that_is_none_is_not_found(string address)
    {
        await using var app = await PalveluohjausApp.StartAsync();

        using var answer = await app.Browser.GetAsync(PageForms.At(address));

        Assert.AreEqual(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [TestMethod]
    public async Task Hostile_ids_do_nothing()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var (caseId, home) = await AddCaseAsync(app);
        using var pekka = await app.OpenBrowserAsync(DeskDatabase.Pekka);

        using (var others = await pekka.GetAsync(PageForms.At($"/cases/{caseId}/handoff")))
            Assert.AreEqual(HttpStatusCode.NotFound, others.StatusCode);
        foreach (var unit in (string[])["", "x", Guid.Empty.ToString(), Guid.NewGuid().ToString(), "1' OR '1'='1"])
        {
            using var refused = await PageForms.PostAsync(app.Browser, $"/cases/{caseId}/handoff", Form, ("action", "offer"), ("ToUnit", unit), ("ReasonKind", "ClientMoved"));
            Assert.AreEqual(HttpStatusCode.UnprocessableEntity, refused.StatusCode, unit);
        }

        using (var offered = await OfferAsync(app.Browser, caseId, home))
            Assert.AreEqual(HttpStatusCode.SeeOther, offered.StatusCode);
        var page = await PageForms.OpenAsync(pekka, "/handoffs");
        foreach (var id in (string[])["", "x", Guid.NewGuid().ToString()])
        {
            using var refused = await ActAsync(pekka, "accept", id);
            Assert.AreEqual(HttpStatusCode.UnprocessableEntity, refused.StatusCode, id);
        }

        Assert.AreEqual(HandoffState.Offered, await app.ReadAsync(guidance => guidance.Handoffs.Select(handoff => handoff.State).SingleAsync()));
        Assert.Contains("Odottaa vastaustamme", page);
    }

    [TestMethod]
    public async Task The_pages_speak_Swedish()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var (caseId, home) = await AddCaseAsync(app, wasInHomeCare: true);
        (await app.Browser.GetAsync(PageForms.At("/language?to=sv&returnUrl=/"))).Dispose();

        foreach (var (address, words) in new (string, string[])[]
        {
            ($"/cases/{caseId}/handoff?to={home}", ["Erbjud ärendet till en annan enhet", "Ärendets väg", "där det redan har varit", "inte tillräckligt med uppgifter", "Avtala om ett multiprofessionellt möte", "Erbjud ändå"]),
            ("/handoffs", ["Överföringar", "Väntar på vårt svar", "Avböjda, besluta om fortsättningen"]),
            ($"/cases/{caseId}/needs-assessment", ["Bedömning av servicebehovet", "Bedömningen är uppenbart onödig", "Kriterier för boendeservice för äldre", "Behovet av vård och omsorg"]),
            ("/housing-queue", ["Kö till boendeservice"]),
        })
        {
            var page = await PageForms.OpenAsync(app.Browser, address);
            foreach (var each in words)
                Assert.Contains(each, page);
        }
    }

    [TestMethod]
    public async Task A_needs_assessment_is_saved_unfinished_and_a_bad_day_loses_nothing()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var (caseId, _) = await AddCaseAsync(app);
        var address = $"/cases/{caseId}/needs-assessment";

        using (var bad = await PageForms.PostAsync(app.Browser, address, Form, ("action", "save"), ("Profession", "Nurse"), ("Participant", "Anna"), ("Conclusion", "Arki ei suju"), ("Goal", "Kotihoito"), ("GoalWho", "Anna"), ("GoalBy", "32.1.2026"), ("GoalState", "Planned")))
        {
            var page = await PageForms.TextAsync(bad);
            Assert.AreEqual(HttpStatusCode.UnprocessableEntity, bad.StatusCode);
            foreach (var kept in (string[])["Arki ei suju", "32.1.2026", "Kotihoito", "Kirjoita tavoitteen päivä muodossa"])
                Assert.Contains(kept, page);
        }

        using (var saved = await PageForms.PostAsync(app.Browser, address, Form, ("action", "save"), ("Profession", "Nurse"), ("Participant", "Anna"), ("Conclusion", "Arki ei suju"), ("Goal", "Kotihoito"), ("GoalWho", "Anna"), ("GoalBy", "31.3.2026"), ("GoalState", "Underway")))
            Assert.AreEqual($"{address}?saved=true", LocationOf(saved));

        var stored = await app.ReadAsync(guidance => guidance.NeedsAssessments.AsNoTracking().SingleAsync());
        Assert.AreEqual((Profession.Nurse, "Anna"), (stored.Participants.Single().Profession, stored.Participants.Single().Name));
        Assert.AreEqual(new PlanGoal("Kotihoito", "Anna", new DateOnly(2026, 3, 31), GoalState.Underway), stored.Goals.Single());
    }

    [TestMethod]
    public async Task A_row_is_added_without_script_and_takes_nothing_and_all_that_is_wrong_is_told()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var (caseId, _) = await AddCaseAsync(app);
        var address = $"/cases/{caseId}/needs-assessment";

        using var added = await PageForms.PostAsync(app.Browser, address, Form, ("action", "add-goal"), ("Conclusion", "Arki ei suju"), ("Goal", "Kotihoito"), ("GoalWho", ""), ("GoalBy", ""), ("GoalState", "Planned"), ("Goal", ""), ("GoalWho", ""), ("GoalBy", ""), ("GoalState", "Planned"), ("Goal", ""), ("GoalWho", ""), ("GoalBy", ""), ("GoalState", "Planned"));
        using var wrong = await PageForms.PostAsync(app.Browser, address, Form, ("action", "complete"), ("Conclusion", ""), ("Goal", ""), ("GoalWho", "Anna"), ("GoalBy", "32.1.2026"), ("GoalState", "Planned"), ("HousingDecidedOn", "eilen illalla"), ("HousingEndedOn", "x"));

        var (page, faults) = (await PageForms.TextAsync(added), await PageForms.TextAsync(wrong));
        Assert.AreEqual((HttpStatusCode.OK, HttpStatusCode.UnprocessableEntity), (added.StatusCode, wrong.StatusCode));
        Assert.AreEqual(4, page.Split("name=\"Goal\"").Length - 1);
        foreach (var text in (string[])["Arki ei suju", "Kotihoito", "Mihin mennessä", "Nimi tai lisätieto", $"data-keep=\"needs-{caseId}\""])
            Assert.Contains(text, page);
        foreach (var text in (string[])["Kirjoita, mitä tavoitellaan", "Kirjoita tavoitteen päivä", "Kirjoita asumispalvelun päivä", "Kirjoita jonotuksen päättymispäivä", "Kirjoita johtopäätös", "Valitse vähintään yhden osallistujan ammatti"])
            Assert.Contains(text, faults);
        Assert.DoesNotContain("data-fresh", faults, "What was sent holds the latest already: no draft is put in its place.");
        Assert.AreEqual(0, await app.ReadAsync(guidance => guidance.NeedsAssessments.CountAsync()));
    }

    [TestMethod]
    [DataRow("fi", "Kerro, kuka muu osallistuu")]
    [DataRow("sv", "Berätta vem den andra deltagaren är")]
    [DataRow("en", "Say who else takes part")]
    public async Task Another_profession_without_a_name_is_asked_for_and_loses_nothing(string language, string asked)
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var (caseId, _) = await AddCaseAsync(app);
        (await app.Browser.GetAsync(PageForms.At($"/language?to={language}&returnUrl=/"))).Dispose();

        using var refused = await PageForms.PostAsync(app.Browser, $"/cases/{caseId}/needs-assessment", Form, ("action", "save"), ("Profession", "Other"), ("Conclusion", "Arki ei suju"));

        var page = await PageForms.TextAsync(refused);
        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        foreach (var text in (string[])[asked, "href=\"#Participant\"", "id=\"Participant\"", "Arki ei suju", "value=\"Other\" selected"])
            Assert.Contains(text, page);
        Assert.AreEqual(0, await app.ReadAsync(guidance => guidance.NeedsAssessments.CountAsync()));
    }

    [TestMethod]
    public async Task Answers_to_a_list_that_has_been_replaced_are_read_and_saved_along()
    {
        using var database = new DeskDatabase();
        await File.WriteAllTextAsync(
            Path.Combine(database.Folder, HousingCriteria.FileName),
            """{ "id": "own/1", "fewestOfOthers": 0, "criteria": [ { "code": "nights", "isRequired": true, "name": { "fi": "Yöt eivät suju", "sv": "Nätterna", "en": "Nights" } } ] }""");
        await using var app = await PalveluohjausApp.StartAsync(database);
        var (caseId, _) = await AddCaseAsync(app);
        var (address, shipped) = ($"/cases/{caseId}/needs-assessment", HousingCriteria.Shipped.All[0]);
        await app.ReadAsync(async guidance =>
        {
            var stored = new NeedsAssessment { CaseId = caseId, StartedAtUtc = app.Clock.GetUtcNow().UtcDateTime };
            var answers = new Dictionary<string, bool> { [shipped.Code] = true, ["own-stairs"] = false };
            stored.Save(new NeedsAssessmentContent { HousingAnswers = answers }, HousingCriteria.Shipped, workerId: null, app.Clock.GetUtcNow().UtcDateTime);
            guidance.Add(stored);
            return await guidance.SaveChangesAsync();
        });

        var page = await PageForms.OpenAsync(app.Browser, address);
        foreach (var text in (string[])["Vastaukset kriteerien aiempaan versioon", $"{shipped.Name.Fi}: Kyllä", "own stairs: Ei", "Yöt eivät suju"])
            Assert.Contains(text, page);
        using (var saved = await PageForms.PostAsync(app.Browser, address, Form, ("action", "save"), ("Conclusion", "Arki ei suju"), ("Housing.nights", "yes")))
            Assert.AreEqual($"{address}?saved=true", LocationOf(saved));
        using (var unknown = await PageForms.PostAsync(app.Browser, address, Form, ("action", "save"), ("Housing.never", "yes")))
            Assert.AreEqual(HttpStatusCode.UnprocessableEntity, unknown.StatusCode);

        var kept = await app.ReadAsync(guidance => guidance.NeedsAssessments.AsNoTracking().SingleAsync());
        Assert.AreEqual("nights True, own-stairs False, " + shipped.Code + " True", string.Join(", ", kept.HousingAnswers.OrderBy(each => each.Key == shipped.Code).ThenBy(each => each.Key, StringComparer.Ordinal).Select(each => $"{each.Key} {each.Value}")));
        Assert.IsTrue(kept.AreHousingCriteriaMet, "By the list in use.");
    }

    [TestMethod]
    public async Task A_unit_that_has_had_the_case_says_so_in_the_list_with_its_alert_ready_before_anything_is_sent()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var (caseId, home) = await AddCaseAsync(app, wasInHomeCare: true);

        var page = await PageForms.OpenAsync(app.Browser, $"/cases/{caseId}/handoff");
        var chosen = await PageForms.OpenAsync(app.Browser, $"/cases/{caseId}/handoff?to={home}");
        var elsewhere = await PageForms.OpenAsync(app.Browser, $"/cases/{(await AddCaseAsync(app)).CaseId}/handoff");

        foreach (var text in (string[])["asia on ollut jo täällä", "jossa se on jo ollut", "return-row off", "for-return off", "Tarjoa silti"])
            Assert.Contains(text, page);
        Assert.DoesNotContain("return-row off", chosen);
        foreach (var text in (string[])["asia on ollut jo täällä", "return-row", "Tarjoa silti"])
            Assert.DoesNotContain(text, elsewhere);
    }

    [TestMethod]
    public async Task The_API_offers_lists_and_answers_and_tells_who_was_first()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var (caseId, home) = await AddCaseAsync(app);
        var (sanna, pekka) = (await ApiCaller.OpenAsync(app, DeskDatabase.Sanna), await ApiCaller.OpenAsync(app, DeskDatabase.Pekka));

        Assert.AreEqual(HttpStatusCode.NotFound, (await pekka.PostAsync("/handoffs", new { caseId, toUnitId = home, reasonKind = "ClientMoved" })).Status);
        var unknown = await sanna.PostAsync("/handoffs", new { caseId, toUnitId = Guid.NewGuid(), reasonKind = "ClientMoved" });
        Assert.AreEqual((HttpStatusCode.UnprocessableEntity, "invalid"), (unknown.Status, unknown.Problem));
        Assert.AreEqual(HttpStatusCode.Created, (await sanna.PostAsync("/handoffs", new { caseId, toUnitId = home, reasonKind = "ClientMoved" })).Status);
        var offerId = await OfferIdAsync(app);
        Assert.Contains(offerId, (await pekka.GetAsync("/handoffs")).Content);

        Assert.AreEqual(HttpStatusCode.NotFound, (await sanna.PostAsync($"/handoffs/{offerId}/accept")).Status);
        Assert.AreEqual(HttpStatusCode.NoContent, (await sanna.PostAsync($"/handoffs/{offerId}/withdraw")).Status);
        var late = await pekka.PostAsync($"/handoffs/{offerId}/accept");
        Assert.AreEqual((HttpStatusCode.Conflict, "changed-meanwhile"), (late.Status, late.Problem));
        Assert.Contains("Withdrawn", late.Content);
    }

    private static async Task<(Guid CaseId, Guid HomeCare)> AddCaseAsync(PalveluohjausApp app, bool wasInHomeCare = false)
    {
        var helmi = await app.IdOfAsync(ClientsAtTheDesk.Helmi);
        var caseId = await app.AddCaseAsync(helmi);
        return await app.ReadAsync(async guidance =>
        {
            var units = await guidance.Units.ToDictionaryAsync(unit => unit.Code, unit => unit.Id);
            var at = new DateTime(2026, 3, 1, 8, 0, 0, DateTimeKind.Utc);
            foreach (var unit in wasInHomeCare ? (string[])["ITA", "KOTI", "ITA"] : ["ITA"])
            {
                guidance.Add(new CaseEvent { CaseId = caseId, Kind = CaseEventKind.HandedOff, UnitId = units[unit], OccurredAtUtc = at, RecordedAtUtc = at });
                at = at.AddDays(2);
            }

            await guidance.SaveChangesAsync();
            return (caseId, units["KOTI"]);
        });
    }

    private static Task<HttpResponseMessage> OfferAsync(HttpClient browser, Guid caseId, Guid unitId) =>
        PageForms.PostAsync(browser, $"/cases/{caseId}/handoff", Form, ("action", "offer"), ("ToUnit", $"{unitId}"), ("ReasonKind", "OtherUnitsTask"));

    /// <summary>As a form of the page sends it, whichever stands there.</summary>
    private static async Task<HttpResponseMessage> ActAsync(HttpClient browser, string action, string handoffId, params (string Name, string Value)[] fields)
    {
        const string token = "__RequestVerificationToken";
        var page = await browser.GetStringAsync(PageForms.At("/handoffs"));
        (string Name, string Value)[] sent = [("_handler", Form), (token, PalveluohjausApp.HiddenField(page, token)), ("action", action), ("handoff", handoffId), .. fields];
        return await browser.PostAsync(PageForms.At("/handoffs"), new FormUrlEncodedContent(sent.Select(field => KeyValuePair.Create(field.Name, field.Value))));
    }

    private static string? LocationOf(HttpResponseMessage answer) => answer.Headers.Location is { IsAbsoluteUri: true } location ? location.PathAndQuery : answer.Headers.Location?.ToString();

    private static async Task<string> OfferIdAsync(PalveluohjausApp app) =>
        (await app.ReadAsync(guidance => guidance.Handoffs.Where(handoff => handoff.State == HandoffState.Offered).Select(handoff => handoff.Id).SingleAsync())).ToString();
}
