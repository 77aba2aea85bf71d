using System.Net;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Clients;

namespace Palveluohjaus.Host.Tests.Web;

[TestClass]
public sealed class ClientPageTests
{
    [TestMethod]
    public async Task A_case_of_the_workers_unit_opens_the_card_and_stands_in_the_audit()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var helmi = await app.IdOfAsync(ClientsAtTheDesk.Helmi);
        var caseId = await app.AddCaseAsync(helmi);
        await app.GiveReachAsync(helmi);

        var (status, page) = await app.Browser.OpenAsync($"/clients/{helmi}");

        Assert.AreEqual(HttpStatusCode.OK, status);
        foreach (var text in (string[])["Helmi Kuusisaari", "78 v", "Suviranta", "Piilokuja 7, 00100 Salapaikka", "050 000 0914", "Asuminen", "Muistiinpano vuokrasta", "Leena Läheinen", "17.3.2026 klo 10.42, peruste asia yksikössäsi"])
            StringAssert.Contains(page, text, StringComparison.Ordinal);
        Assert.IsTrue((await app.AuditOfAsync(helmi)).All(entry => entry is { Action: AuditAction.Read } && entry.CaseId == caseId && entry.Actor == DeskDatabase.Sanna));
        Assert.IsFalse(page.Contains("/log\"", StringComparison.Ordinal), "A guide prints no log reports.");
    }

    [TestMethod]
    public async Task Those_who_open_a_card_at_the_same_moment_all_see_it()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var helmi = await app.IdOfAsync(ClientsAtTheDesk.Helmi);
        await app.AddCaseAsync(helmi);

        // Each writes in the audit that it read, and waits for its turn to.
        var opened = await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => app.Browser.OpenAsync($"/clients/{helmi}")));

        Assert.IsTrue(opened.All(each => each.Status == HttpStatusCode.OK && each.Page.Contains("Asuminen", StringComparison.Ordinal)), string.Join(", ", opened.Select(each => each.Status)));
    }

    [TestMethod]
    public async Task Another_units_client_stays_shut_until_a_ground_is_stated_and_its_note_stays_with_its_unit()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: DeskDatabase.Pekka);
        var helmi = await app.IdOfAsync(ClientsAtTheDesk.Helmi);
        await app.AddCaseAsync(helmi);

        var (shut, gate) = await app.Browser.OpenAsync($"/clients/{helmi}");
        var toEdit = await app.Browser.RedirectOfAsync($"/clients/{helmi}/edit");
        var (unsaid, _, _) = await app.Browser.ActAsync($"/clients/{helmi}", "ground");
        var (forged, _, _) = await app.Browser.ActAsync($"/clients/{helmi}", "ground", ("Ground", nameof(StatedGroundKind.Recorded)));
        Assert.AreEqual(HttpStatusCode.Forbidden, shut);
        Assert.AreEqual($"/clients/{helmi}", toEdit);
        Assert.IsFalse(gate.Contains("Helmi", StringComparison.Ordinal) || gate.Contains("1947", StringComparison.Ordinal));
        Assert.AreEqual((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity), (unsaid, forged));
        Assert.IsEmpty(await app.AuditOfAsync(helmi));

        var (_, _, to) = await app.Browser.ActAsync($"/clients/{helmi}", "ground", ("Ground", nameof(StatedGroundKind.Substituting)));
        var (open, page) = await app.Browser.OpenAsync(to!);

        Assert.AreEqual(HttpStatusCode.OK, open);
        StringAssert.Contains(page, "peruste toisen työntekijän sijaistaminen", StringComparison.Ordinal);
        Assert.IsFalse(page.Contains("Muistiinpano", StringComparison.Ordinal), "Notes are read by the unit that wrote them.");
        var read = (await app.AuditOfAsync(helmi)).First(entry => entry.Action == AuditAction.Read);
        Assert.AreEqual("Client card; Substituting", read.Reason);
        app.Clock.Advance(TimeSpan.FromHours(13));
        using var nextDay = await app.OpenBrowserAsync(DeskDatabase.Pekka);
        Assert.AreEqual(HttpStatusCode.Forbidden, (await nextDay.OpenAsync(to!)).Status);
    }

    [TestMethod]
    public async Task Another_units_case_is_not_taken_by_handing_it_off_to_oneself()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: DeskDatabase.Pekka);
        var helmi = await app.IdOfAsync(ClientsAtTheDesk.Helmi);
        await app.AddCaseAsync(helmi);
        var home = await app.ReadAsync(guidance => guidance.Units.Where(unit => unit.Code == "KOTI").Select(unit => unit.Id).SingleAsync());
        var form = await app.Browser.GetStringAsync(new Uri($"/contacts/new?client={helmi}", UriKind.Relative));

        var answer = await app.Browser.PostAsync(
            new Uri("/contacts/new", UriKind.Relative),
            PalveluohjausApp.FormOf(form, ("action", "save"), ("Minutes", "11"), ("Time", "10.31"), ("Themes", "Housing"), ("Outcome", "Handoff"), ("HandoffUnit", $"{home}")));

        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        StringAssert.Contains(WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), "Asia on toisella yksiköllä.", StringComparison.Ordinal);
        Assert.AreEqual(HttpStatusCode.Forbidden, (await app.Browser.OpenAsync($"/clients/{helmi}")).Status);
    }

    [TestMethod]
    public async Task Nothing_can_be_done_to_a_client_whose_card_is_shut()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: DeskDatabase.Liisa);
        var helmi = await app.IdOfAsync(ClientsAtTheDesk.Helmi);
        await app.GiveReachAsync(helmi);

        foreach (var action in (string[])["consent", "outsider", "seek", "relate", "end", "reveal", "nonsense"])
        {
            var (status, page, _) = await app.Browser.ActAsync(
                $"/clients/{helmi}",
                action,
                ("ConsentKind", "RemoteReception"), ("ConsentAnswer", "Given"), ("AnsweredOn", "16.3.2026"), ("OutsiderName", "Matti"), ("RelationKind", "Child"), ("Reason", "Danger"), ("RelatedSearch", "virtanen"));
            Assert.AreEqual(HttpStatusCode.Forbidden, status, action);
            Assert.IsFalse(page.Contains("Helmi", StringComparison.Ordinal), action);
        }

        Assert.IsEmpty(await app.AuditOfAsync(helmi));
    }

    [TestMethod]
    public async Task A_protected_client_is_hidden_from_who_has_no_right_also_when_it_is_asked_for()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var salla = await app.IdOfAsync(ClientsAtTheDesk.Salla);
        await app.AddCaseAsync(salla);
        await app.GiveReachAsync(salla);

        var (_, page) = await app.Browser.OpenAsync($"/clients/{salla}");
        var (forged, answer, _) = await app.Browser.ActAsync($"/clients/{salla}", "reveal", ("Reason", "Danger"));
        var (_, edit) = await app.Browser.OpenAsync($"/clients/{salla}/edit");
        var (_, editForged, _) = await app.Browser.ActAsync($"/clients/{salla}/edit", "reveal", ("Reason", "Danger"));

        Assert.AreEqual(HttpStatusCode.Forbidden, forged);
        StringAssert.Contains(page, "Turvakielto", StringComparison.Ordinal);
        StringAssert.Contains(page, "käänny esihenkilösi puoleen", StringComparison.Ordinal);
        foreach (var text in (string[])[page, answer, edit, editForged])
            RequireNothingOfReach(text);
        Assert.IsFalse((await app.AuditOfAsync(salla)).Any(entry => entry.Reason!.Contains(nameof(ProtectedDetails), StringComparison.Ordinal)));
    }

    [TestMethod]
    public async Task With_the_right_and_a_reason_the_details_are_shown_once()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: DeskDatabase.Liisa);
        var salla = await app.IdOfAsync(ClientsAtTheDesk.Salla);
        var caseId = await app.AddCaseAsync(salla);
        await app.GiveReachAsync(salla);

        RequireNothingOfReach((await app.Browser.OpenAsync($"/clients/{salla}")).Page);
        var (unreasoned, without, _) = await app.Browser.ActAsync($"/clients/{salla}", "reveal", ("Reason", "curious"));
        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, unreasoned);
        RequireNothingOfReach(without);

        var (status, page, _) = await app.Browser.ActAsync($"/clients/{salla}", "reveal", ("Reason", nameof(ProtectedReason.ReachingClient)));

        Assert.AreEqual(HttpStatusCode.OK, status);
        foreach (var text in (string[])["Piilokuja 7", "050 000 0914", "Ojankylä", "Leena Läheinen"])
            StringAssert.Contains(page, text, StringComparison.Ordinal);
        var entry = (await app.AuditOfAsync(salla)).Single(each => each.Reason!.Contains(nameof(ProtectedDetails), StringComparison.Ordinal));
        Assert.AreEqual(("Client card; ReachingClient; ProtectedDetails", caseId), (entry.Reason, entry.CaseId));
        RequireNothingOfReach((await app.Browser.OpenAsync($"/clients/{salla}")).Page);
    }

    [TestMethod]
    public async Task Consents_are_recorded_with_their_day_and_a_later_answer_holds()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var helmi = await app.IdOfAsync(ClientsAtTheDesk.Helmi);
        await app.AddCaseAsync(helmi);
        Task<(HttpStatusCode Status, string Page, string? To)> Answer(string answer, string day) =>
            app.Browser.ActAsync($"/clients/{helmi}", "consent", ("ConsentKind", "RemoteReception"), ("ConsentAnswer", answer), ("AnsweredOn", day));

        var given = await Answer("Given", "9.3.2026");
        var withdrawn = await Answer("Withdrawn", "16.3.2026");
        var future = await Answer("Given", "18.3.2026");
        var (nothing, errors, _) = await app.Browser.ActAsync($"/clients/{helmi}", "consent", ("ConsentAnswer", "3"), ("AnsweredOn", "eilen"));

        Assert.AreEqual($"/clients/{helmi}?saved=true", given.To);
        Assert.AreEqual($"/clients/{helmi}?saved=true", withdrawn.To);
        Assert.AreEqual((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity), (future.Status, nothing));
        foreach (var field in (string[])["ConsentKind", "ConsentAnswer", "AnsweredOn"])
            StringAssert.Contains(errors, $"href=\"#{field}\"", StringComparison.Ordinal);
        StringAssert.Contains(errors, "value=\"eilen\"", StringComparison.Ordinal);
        StringAssert.Contains((await app.Browser.OpenAsync($"/clients/{helmi}")).Page, "peruttu 16.3.2026", StringComparison.Ordinal);
        Assert.AreEqual(2, await app.ReadAsync(guidance => guidance.Set<ClientConsent>().CountAsync()));
    }

    [TestMethod]
    public async Task Close_ones_are_added_by_name_or_among_the_clients_and_ended()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var (helmi, ake) = (await app.IdOfAsync(ClientsAtTheDesk.Helmi), await app.IdOfAsync("ohman ake"));
        await app.AddCaseAsync(helmi);
        var path = $"/clients/{helmi}";

        var wrong = await app.Browser.ActAsync(path, "outsider", ("OutsiderName", "<script>alert(1)</script>😀"), ("OutsiderPhone", "soita"));
        await app.Browser.ActAsync(path, "outsider", ("OutsiderName", "Pekka Kuusisaari"), ("OutsiderPhone", "050 000 0003"), ("RelationKind", "Child"));
        var (_, found, _) = await app.Browser.ActAsync(path, "seek", ("RelatedSearch", "öhman"));
        await app.Browser.ActAsync(path, "relate", ("RelatedSearch", "öhman"), ("RelatedClientId", $"{ake}"), ("RelationKind", "Sibling"));
        await app.Browser.ActAsync(path, "relate", ("RelatedSearch", "öhman"), ("RelatedClientId", $"{ake}"), ("RelationKind", "Sibling"));
        var self = await app.Browser.ActAsync(path, "relate", ("RelatedClientId", $"{helmi}"), ("RelationKind", "Sibling"));
        var unknown = await app.Browser.ActAsync(path, "relate", ("RelatedClientId", $"{Guid.NewGuid()}"), ("RelationKind", "Sibling"));

        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.IsFalse(wrong.Page.Contains("<script>alert", StringComparison.Ordinal));
        StringAssert.Contains(found, $"value=\"{ake}\"", StringComparison.Ordinal);
        Assert.AreEqual((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity), (self.Status, unknown.Status));
        var relations = await app.ReadAsync(guidance => guidance.Set<ClientRelation>().AsNoTracking().ToListAsync());
        Assert.HasCount(2, relations);

        var child = relations.Single(relation => relation.OutsiderName is not null);
        await app.Browser.StateGroundAsync(ake);
        await app.Browser.ActAsync($"/clients/{ake}", "end", ("RelationId", $"{child.Id}"));
        StringAssert.Contains((await app.Browser.OpenAsync(path)).Page, "Pekka Kuusisaari", StringComparison.Ordinal, "Another client's relation is not ended from here.");
        await app.Browser.ActAsync(path, "end", ("RelationId", $"{child.Id}"));
        Assert.IsFalse((await app.Browser.OpenAsync(path)).Page.Contains("Pekka Kuusisaari", StringComparison.Ordinal));
    }

    [TestMethod]
    public async Task Who_may_not_see_a_protected_clients_close_ones_neither_adds_nor_ends_any()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var salla = await app.IdOfAsync(ClientsAtTheDesk.Salla);
        await app.AddCaseAsync(salla);

        var (status, _, _) = await app.Browser.ActAsync($"/clients/{salla}", "outsider", ("OutsiderName", "Matti"), ("RelationKind", "Child"));

        Assert.AreEqual(HttpStatusCode.Forbidden, status);
        Assert.AreEqual(0, await app.ReadAsync(guidance => guidance.Set<ClientRelation>().CountAsync()));
    }

    [TestMethod]
    public async Task A_merged_clients_address_leads_to_the_survivor_and_an_unknown_one_nowhere()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var (helmi, twin) = (await app.IdOfAsync(ClientsAtTheDesk.Helmi), await app.IdOfAsync("virtanen aada3"));
        await app.ReadAsync(guidance => guidance.Clients.Where(client => client.Id == twin).ExecuteUpdateAsync(set => set.SetProperty(client => client.MergedIntoId, helmi)));

        Assert.AreEqual($"/clients/{helmi}", await app.Browser.RedirectOfAsync($"/clients/{twin}"));
        Assert.AreEqual($"/clients/{helmi}/edit", await app.Browser.RedirectOfAsync($"/clients/{twin}/edit"));
        foreach (var path in (string[])[$"/clients/{Guid.NewGuid()}", $"/clients/{Guid.NewGuid()}/edit", "/clients/1", $"/clients/{Guid.Empty}"])
            Assert.AreEqual(HttpStatusCode.NotFound, (await app.Browser.OpenAsync(path)).Status, path);
        Assert.AreEqual(HttpStatusCode.NotFound, (await app.Browser.ActAsync($"/clients/{Guid.NewGuid()}", "ground", ("Ground", "ClientInTouch"))).Status);
    }

    [TestMethod]
    public async Task The_card_leads_to_logging_a_contact_with_the_client_picked()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var helmi = await app.IdOfAsync(ClientsAtTheDesk.Helmi);
        await app.AddCaseAsync(helmi);
        StringAssert.Contains((await app.Browser.OpenAsync($"/clients/{helmi}")).Page, $"href=\"/contacts/new?client={helmi}\"", StringComparison.Ordinal);

        var (_, page) = await app.Browser.OpenAsync($"/contacts/new?client={helmi}");
        var (_, unknown) = await app.Browser.OpenAsync($"/contacts/new?client={Guid.NewGuid()}");

        Assert.AreEqual($"{helmi}", PalveluohjausApp.HiddenField(page, "ClientId"));
        StringAssert.Contains(page, $"href=\"/clients/{helmi}\"", StringComparison.Ordinal);
        Assert.IsFalse(unknown.Contains("name=\"ClientId\"", StringComparison.Ordinal));
    }

    [TestMethod]
    public async Task A_contacts_receipt_opens_to_its_worker_and_units_and_to_nobody_else()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var helmi = await app.IdOfAsync(ClientsAtTheDesk.Helmi);
        await app.AddCaseAsync(helmi);
        var contact = (await app.ContactsAsync()).Single();
        using var pekka = await app.OpenBrowserAsync(DeskDatabase.Pekka);

        var (own, page) = await app.Browser.OpenAsync($"/contacts/logged/{contact.Id}");
        var (other, nothing) = await pekka.OpenAsync($"/contacts/logged/{contact.Id}");

        Assert.AreEqual((HttpStatusCode.OK, HttpStatusCode.NotFound), (own, other));
        StringAssert.Contains(page, $"href=\"/clients/{helmi}\"", StringComparison.Ordinal);
        Assert.IsFalse(nothing.Contains("Helmi", StringComparison.Ordinal) || nothing.Contains("Muistiinpano", StringComparison.Ordinal));
        Assert.IsFalse((await app.AuditOfAsync(helmi)).Any(entry => entry.Actor == DeskDatabase.Pekka));
    }

    private static void RequireNothingOfReach(string page)
    {
        foreach (var hidden in (string[])["Piilokuja", "0914", "00100", "Salapaikka", "Ojankyl", "Leena"])
            Assert.IsFalse(page.Contains(hidden, StringComparison.Ordinal), hidden);
    }
}
