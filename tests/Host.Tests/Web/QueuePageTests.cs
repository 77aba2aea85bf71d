using System.Net;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Queues;
using Palveluohjaus.Guidance.Teams;

namespace Palveluohjaus.Host.Tests.Web;

[TestClass]
public sealed class QueuePageTests
{
    private static readonly DateTime Late = new(2026, 3, 14, 22, 0, 0, DateTimeKind.Utc);

    [TestMethod]
    [DataRow("fi", "Jono: Asiakasohjaus, itäinen", "miksi tässä", "Päivystää tänään", "Työtä odottaa", "Ei vielä kenelläkään")]
    [DataRow("sv", "Kö: Klienthandledning, östra", "varför här", "Jour i dag", "öppna ärenden", "Ännu inte hos någon")]
    [DataRow("en", "Queue: Client guidance, east", "why here", "On duty today", "open cases", "Nobody has it yet")]
    public async Task The_queue_shows_what_is_late_first_and_why_each_stands_where_it_does(string language, string title, string why, string duty, string capacity, string untaken)
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var helmi = await app.IdOfAsync(ClientsAtTheDesk.Helmi);
        await app.AddWorkAsync(helmi, DeskDatabase.Sanna, Late);
        await app.AddCaseAsync(await app.IdOfAsync(ClientsAtTheDesk.Salla));
        (await app.Browser.GetAsync(new Uri($"/language?to={language}&returnUrl=/queues", UriKind.Relative))).Dispose();

        var (status, page) = await app.Browser.OpenAsync($"/queues/{await EastAsync(app)}");

        Assert.AreEqual(HttpStatusCode.OK, status);
        foreach (var text in (string[])[title, why, duty, untaken, "Helmi Kuusisaari", "Salla Suojattu"])
            StringAssert.Contains(page, text, StringComparison.Ordinal);
        if (language != "fi")
            StringAssert.Contains(page, capacity, StringComparison.Ordinal);
        Assert.IsLessThan(page.IndexOf("Salla Suojattu", StringComparison.Ordinal), page.IndexOf("Helmi Kuusisaari", StringComparison.Ordinal));
        Assert.IsFalse(page.Contains("Ojankylä", StringComparison.Ordinal), "Where a protected client lives.");
        Assert.IsTrue((await app.AuditOfAsync(helmi)).Any(entry => entry is { Action: AuditAction.Read, Reason: AuditReasons.Queue, Actor: DeskDatabase.Sanna }));
        Assert.AreEqual(HttpStatusCode.OK, (await app.Browser.OpenAsync("/queues")).Status);
    }

    [TestMethod]
    public async Task Taking_releasing_and_giving_on_are_done_once_and_told_exactly()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var (east, caseId) = (await EastAsync(app), await app.AddCaseAsync(await app.IdOfAsync(ClientsAtTheDesk.Helmi)));
        var (sanna, liisa) = (await WorkerAsync(app, DeskDatabase.Sanna), await WorkerAsync(app, DeskDatabase.Liisa));
        using var lead = await app.OpenBrowserAsync(DeskDatabase.Liisa);

        Assert.AreEqual(HttpStatusCode.SeeOther, (await app.Browser.SendAsync($"/queues/{east}", "queue", ("action", $"take:{caseId}"))).Status);
        var late = await lead.SendAsync($"/queues/{east}", "queue", ("action", $"take:{caseId}"));
        Assert.AreEqual(HttpStatusCode.Conflict, late.Status);
        StringAssert.Contains(late.Page, "Asian ehti ottaa Sanna Koivu.", StringComparison.Ordinal);
        var stale = await lead.SendAsync($"/queues/{east}", "queue", ("action", "assign"), ("chosen", $"{caseId}:"), ("to", $"{liisa}"));
        Assert.AreEqual(HttpStatusCode.Conflict, stale.Status);
        StringAssert.Contains(stale.Page, "asia on nyt työntekijällä Sanna Koivu.", StringComparison.Ordinal);
        var given = await lead.SendAsync($"/queues/{east}", "queue", ("action", "assign"), ("chosen", $"{caseId}:{sanna}"), ("to", $"{liisa}"), ("reason", "Loma"));
        Assert.AreEqual((HttpStatusCode.SeeOther, $"/queues/{east}?done=1"), (given.Status, given.To));
        var back = await lead.SendAsync($"/queues/{east}", "queue", ("action", "all"), ("from", $"{liisa}"), ("to", "queue"));
        Assert.AreEqual((HttpStatusCode.SeeOther, $"/queues/{east}?done=1&to=queue"), (back.Status, back.To));
        StringAssert.Contains((await lead.OpenAsync(back.To!)).Page, "Palautettu jonoon: 1.", StringComparison.Ordinal);
        StringAssert.Contains(stale.Page, "Mitään ei siirretty.", StringComparison.Ordinal);

        var history = await app.ReadAsync(guidance => guidance.CaseAssignments.OrderBy(each => each.Sequence).Select(each => each.Kind).ToListAsync());
        CollectionAssert.AreEqual(new List<CaseAssignmentKind> { CaseAssignmentKind.Taken, CaseAssignmentKind.Assigned, CaseAssignmentKind.Released }, history);
    }

    [TestMethod]
    [DataRow("take:nonsense")]
    [DataRow("release:")]
    [DataRow("release:00000000-0000-0000-0000-000000000000:x")]
    [DataRow("assign")]
    [DataRow("all")]
    [DataRow("capacity")]
    [DataRow("drop table")]
    [DataRow("")]
    public async Task What_cannot_be_read_is_refused_in_words(string action)
    {
        await using var app = await PalveluohjausApp.StartAsync();

        var (status, page, _) = await app.Browser.SendAsync($"/queues/{await EastAsync(app)}", "queue", ("action", action), ("chosen", "';--"), ("to", "<script>"), ("from", "1"), ("amount", "1e9"), ("week", "x"));

        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, status);
        StringAssert.Contains(page, "note-late", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task What_is_missing_is_told_at_once_at_the_form_and_nothing_chosen_is_lost()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: DeskDatabase.Liisa);
        var (east, caseId) = (await EastAsync(app), await app.AddCaseAsync(await app.IdOfAsync(ClientsAtTheDesk.Helmi)));
        await app.AddWorkAsync(await app.IdOfAsync(ClientsAtTheDesk.Salla), DeskDatabase.Sanna, Late);
        var sanna = await WorkerAsync(app, DeskDatabase.Sanna);

        var noTarget = await app.Browser.SendAsync($"/queues/{east}", "queue", ("action", "assign"), ("chosen", $"{caseId}:"), ("to", ""), ("reason", "Loma"));
        var nothing = await app.Browser.SendAsync($"/queues/{east}", "queue", ("action", "assign"), ("to", ""), ("reason", new string('a', 400)));
        var all = await app.Browser.SendAsync($"/queues/{east}", "queue", ("action", "all"), ("from", $"{sanna}"), ("to", ""), ("reason", "Loma"));

        Assert.AreEqual((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity), (noTarget.Status, nothing.Status, all.Status));
        foreach (var text in (string[])[$"value=\"{caseId}:\" checked", "value=\"Loma\"", "href=\"#to\""])
            StringAssert.Contains(noTarget.Page, text, StringComparison.Ordinal);
        foreach (var text in (string[])["Valitse ensin vähintään yksi asia.", "Valitse, kenelle asiat annetaan.", "Lyhennä perustelu"])
            StringAssert.Contains(nothing.Page, text, StringComparison.Ordinal);
        foreach (var text in (string[])["<details class=\"more\" open>", $"value=\"{sanna}\" selected", "href=\"#all-to\""])
            StringAssert.Contains(all.Page, text, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Who_is_away_is_marked_in_the_list_and_told_after_giving()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: DeskDatabase.Liisa);
        var (east, caseId) = (await EastAsync(app), await app.AddCaseAsync(await app.IdOfAsync(ClientsAtTheDesk.Helmi)));
        var sanna = await WorkerAsync(app, DeskDatabase.Sanna);
        Assert.AreEqual(HttpStatusCode.SeeOther, (await app.Browser.SendAsync($"/queues/{east}/absences", "absence", ("WorkerId", $"{sanna}"), ("FromDay", "17.3."), ("ToDay", "20.3.2026"))).Status);

        StringAssert.Contains((await app.Browser.OpenAsync($"/queues/{east}")).Page, "Sanna Koivu (poissa 20.3.2026 asti)", StringComparison.Ordinal);
        var given = await app.Browser.SendAsync($"/queues/{east}", "queue", ("action", "assign"), ("chosen", $"{caseId}:"), ("to", $"{sanna}"));

        Assert.AreEqual(HttpStatusCode.SeeOther, given.Status, given.Page);
        StringAssert.Contains((await app.Browser.OpenAsync(given.To!)).Page, "Sanna Koivu on poissa 20.3.2026 asti", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task The_capacity_that_holds_stands_in_its_field_and_decimals_are_explained()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: DeskDatabase.Liisa);
        var east = await EastAsync(app);

        var refused = await app.Browser.SendAsync($"/queues/{east}", "queue", ("action", "capacity"), ("week", "2026-03-16"), ("amount", "12,5"), ("per", "cases"));
        var saved = await app.Browser.SendAsync($"/queues/{east}", "queue", ("action", "capacity"), ("week", "2026-03-16"), ("amount", "12"), ("per", "hours"));
        var page = (await app.Browser.OpenAsync($"/queues/{east}")).Page;

        foreach (var text in (string[])["Kirjoita kokonaisluku ilman desimaaleja", "value=\"12,5\""])
            StringAssert.Contains(refused.Page, text, StringComparison.Ordinal);
        Assert.AreEqual(HttpStatusCode.SeeOther, saved.Status, saved.Page);
        foreach (var text in (string[])["value=\"12\"", "value=\"hours\" selected", "(loppuviikko)"])
            StringAssert.Contains(page, text, StringComparison.Ordinal);
        Assert.IsFalse(page.Contains("* Päättyneiden", StringComparison.Ordinal), "There is no row with a mark.");
    }

    [TestMethod]
    public async Task Another_units_queue_is_not_there()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: DeskDatabase.Pekka);
        var east = await EastAsync(app);

        foreach (var path in (string[])[$"/queues/{east}", $"/queues/{east}/absences", $"/queues/{east}/duty", $"/queues/{Guid.NewGuid()}", "/queues/not-an-id"])
            Assert.AreEqual(HttpStatusCode.NotFound, (await app.Browser.OpenAsync(path)).Status, path);
    }

    [TestMethod]
    public async Task An_absence_and_a_turn_on_duty_are_noted_shown_and_called_off()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: DeskDatabase.Liisa);
        var (east, sanna, liisa) = (await EastAsync(app), await WorkerAsync(app, DeskDatabase.Sanna), await WorkerAsync(app, DeskDatabase.Liisa));
        await app.AddWorkAsync(await app.IdOfAsync(ClientsAtTheDesk.Helmi), DeskDatabase.Sanna, Late);

        Assert.AreEqual(HttpStatusCode.SeeOther, (await app.Browser.SendAsync($"/queues/{east}/absences", "absence", ("WorkerId", $"{sanna}"), ("FromDay", "17.3."), ("ToDay", "20.3.2026"), ("CoverWorkerId", $"{liisa}"))).Status);
        var again = await app.Browser.SendAsync($"/queues/{east}/absences", "absence", ("WorkerId", $"{sanna}"), ("FromDay", "20.3."), ("ToDay", "21.3."), ("CoverWorkerId", "x"));
        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, again.Status);
        Assert.AreEqual(HttpStatusCode.SeeOther, (await app.Browser.SendAsync($"/queues/{east}/duty?week=2026-03-16", "duty", ("Day", "2026-03-17"), ("Half", "Morning"), ("Worker", $"{liisa}"))).Status);
        var taken = await app.Browser.SendAsync($"/queues/{east}/duty?week=2026-03-16", "duty", ("Day", "2026-03-17"), ("Half", "Morning"), ("Worker", $"{liisa}"));
        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, taken.Status);

        StringAssert.Contains((await app.Browser.OpenAsync("/workbench")).Page, "Sijaistat: Sanna Koivu", StringComparison.Ordinal);
        var queue = (await app.Browser.OpenAsync($"/queues/{east}")).Page;
        foreach (var text in (string[])["Poissa 20.3.2026 asti", "Sijaistaa Liisa Salmi", "Liisa Salmi (aamupäivä)"])
            StringAssert.Contains(queue, text, StringComparison.Ordinal);
        var absence = await app.ReadAsync(guidance => guidance.Absences.Select(each => each.Id).SingleAsync());
        Assert.AreEqual(HttpStatusCode.SeeOther, (await app.Browser.SendAsync($"/queues/{east}/absences", "absence-cancel", ("absence", $"{absence}"))).Status);
        Assert.IsFalse((await app.Browser.OpenAsync("/workbench")).Page.Contains("Sijaistat", StringComparison.Ordinal));
    }

    [TestMethod]
    public async Task The_responsible_worker_is_offered_first_and_the_case_may_be_left_to_them()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var (helmi, liisa) = (await app.IdOfAsync(ClientsAtTheDesk.Helmi), await WorkerAsync(app, DeskDatabase.Liisa));
        await app.ReadAsync(async guidance =>
        {
            guidance.Add(new ResponsibleWorker { ClientId = helmi, WorkerId = liisa, FromUtc = DateTime.UnixEpoch });
            return await guidance.SaveChangesAsync();
        });

        var page = (await app.Browser.OpenAsync($"/contacts/new?client={helmi}")).Page;
        StringAssert.Contains(page, "Vastuutyöntekijä: Liisa Salmi – ohjaa hänelle", StringComparison.Ordinal);
        using var logged = await app.Browser.PostAsync(
            new Uri("/contacts/new", UriKind.Relative),
            PalveluohjausApp.FormOf(await app.Browser.GetStringAsync(new Uri($"/contacts/new?client={helmi}", UriKind.Relative)), ("action", "save"), ("Minutes", "11"), ("Time", "10.31"), ("Themes", "Housing"), ("Outcome", "FirstAssessment"), ("LeavesTo", $"{liisa}")));

        Assert.AreEqual(HttpStatusCode.SeeOther, logged.StatusCode);
        Assert.AreEqual(liisa, await app.ReadAsync(guidance => guidance.Cases.Where(each => each.ClientId == helmi).Select(each => each.ResponsibleWorkerId).SingleAsync()));
    }

    private static Task<Guid> EastAsync(PalveluohjausApp app) => app.ReadAsync(guidance => guidance.Units.Where(unit => unit.Code == "ITA").Select(unit => unit.Id).SingleAsync());

    private static Task<Guid> WorkerAsync(PalveluohjausApp app, string account) => app.ReadAsync(guidance => guidance.Workers.Where(worker => worker.Code == account).Select(worker => worker.Id).SingleAsync());
}
