using System.Net;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Interventions;

namespace Palveluohjaus.Host.Tests.Web;

[TestClass]
public sealed class InterventionPagesTests
{
    [TestMethod]
    public async Task An_intervention_is_started_from_the_card_measured_held_and_ended_and_stands_on_the_timeline()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var helmi = await app.IdOfAsync(ClientsAtTheDesk.Helmi);
        var caseId = await app.AddCaseAsync(helmi);
        var list = $"/clients/{helmi}/interventions";
        StringAssert.Contains((await app.Browser.OpenAsync($"/clients/{helmi}")).Page, $"{list}?case={caseId}", StringComparison.Ordinal);
        StringAssert.Contains((await app.Browser.OpenAsync(list)).Page, "Asiakkaalla ei ole interventioita.", StringComparison.Ordinal);

        var (status, answer, one) = await app.Browser.SendAsync(list, "client", ("Method", "home-rehabilitation"), ("CaseId", $"{caseId}"), ("StartedOn", "2.2.2026"), ("PlannedSessions", "8"), ("SubmissionKey", $"{Guid.NewGuid()}"));
        Assert.AreEqual(HttpStatusCode.SeeOther, status, answer);
        var path = one!.Split('?')[0];
        StringAssert.Contains((await app.Browser.OpenAsync(one)).Page, "Kirjaus on tallessa.", StringComparison.Ordinal);
        await ActAsync(app, path, 0, "measure", ("Measure", "sppb"), ("Stage", "before"), ("Score", "6"), ("MeasuredOn", "2.2.2026"));
        await ActAsync(app, path, 1, "session", ("HeldOn", "9.2.2026"));
        await ActAsync(app, path, 2, "measure", ("Measure", "sppb"), ("Stage", "after"), ("Score", "9"), ("MeasuredOn", "16.3.2026"));
        await ActAsync(app, path, 3, "end", ("Outcome", "Completed"), ("EndedOn", "16.3.2026"));

        foreach (var page in new[] { (await app.Browser.OpenAsync(path)).Page, (await app.Browser.OpenAsync(list)).Page })
        {
            foreach (var text in (string[])["Kotikuntoutus", "Toteutunut", "Tapaamisia 1/8", "0–12, suurempi on parempi", "Ennen 6 (2.2.2026). Jälkeen 9 (16.3.2026).", "3, parempaan suuntaan", "vähintään pienimmän merkittävän muutoksen suuruinen (1)", "class=\"scale-line\""])
                StringAssert.Contains(page, text, StringComparison.Ordinal);
        }

        var (_, card) = await app.Browser.OpenAsync($"/clients/{helmi}");
        StringAssert.Contains(card, "Interventio alkoi: Kotikuntoutus", StringComparison.Ordinal);
        StringAssert.Contains(card, "Interventio toteutui loppuun: Kotikuntoutus", StringComparison.Ordinal);
        var audit = (await app.AuditOfAsync(helmi)).Where(entry => entry.Subject == nameof(Intervention)).ToList();
        Assert.AreEqual((1, 4), (audit.Count(entry => entry is { Action: AuditAction.Create, Reason: AuditReasons.InterventionStarted }), audit.Count(entry => entry.Action == AuditAction.Update)));
    }

    [TestMethod]
    public async Task What_is_wrong_is_told_and_what_was_typed_stays()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var helmi = await app.IdOfAsync(ClientsAtTheDesk.Helmi);
        await app.AddCaseAsync(helmi);
        var list = $"/clients/{helmi}/interventions";

        var (refused, words, _) = await app.Browser.SendAsync(list, "client", ("Method", "home-rehabilitation"), ("StartedOn", "1.1.1947"), ("PlannedSessions", "8"), ("SubmissionKey", $"{Guid.NewGuid()}"));
        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, refused, words);
        foreach (var text in (string[])["Päivä on ennen asiakkaan syntymää.", "value=\"1.1.1947\"", "value=\"home-rehabilitation\" selected"])
            StringAssert.Contains(words, text, StringComparison.Ordinal);
        foreach (var (day, sentence) in ((string, string)[])[("31.2.2026", "Päivää ei voi lukea"), ("18.3.2026", "Päivä on vielä edessä")])
            StringAssert.Contains((await app.Browser.SendAsync(list, "client", ("Method", "ipc-young"), ("StartedOn", day), ("SubmissionKey", $"{Guid.NewGuid()}"))).Page, sentence, StringComparison.Ordinal);
        StringAssert.Contains((await app.Browser.SendAsync(list, "client", ("Method", "ipc-young"), ("PlannedSessions", "monta"), ("SubmissionKey", $"{Guid.NewGuid()}"))).Page, "Anna tapaamisten määrä", StringComparison.Ordinal);
        Assert.AreEqual(0, await app.ReadAsync(guidance => guidance.Interventions.CountAsync()));

        var key = ("SubmissionKey", $"{Guid.NewGuid()}");
        var path = (await app.Browser.SendAsync(list, "client", ("Method", "ipc-young"), key)).To!.Split('?')[0];
        Assert.AreEqual(path, (await app.Browser.SendAsync(list, "client", ("Method", "ipc-young"), key)).To!.Split('?')[0], "Sent twice, it starts one.");
        Assert.AreEqual(HttpStatusCode.Conflict, (await app.Browser.SendAsync(list, "client", ("Method", "ipc-young"), ("SubmissionKey", $"{Guid.NewGuid()}"))).Status);
        foreach (var (score, sentence) in ((string, string)[])[("28", "eivät ole mittarin asteikolla"), ("kolme", "Pisteitä ei voi lukea"), ("", "Anna pisteet"), ("3,5", "ei voi saada")])
        {
            var (status, page, _) = await app.Browser.SendAsync(path, "intervention", ("action", "measure"), ("Version", "0"), ("Measure", "phq-9"), ("Stage", "before"), ("Score", score));
            Assert.AreEqual(HttpStatusCode.UnprocessableEntity, status, page);
            StringAssert.Contains(page, sentence, StringComparison.Ordinal);
            StringAssert.Contains(page, $"value=\"{score}\"", StringComparison.Ordinal);
        }

        await ActAsync(app, path, 0, "session");
        var (conflict, told, _) = await app.Browser.SendAsync(path, "intervention", ("action", "session"), ("Version", "0"), ("HeldOn", "17.3.2026"));
        Assert.AreEqual(HttpStatusCode.Conflict, conflict);
        StringAssert.Contains(told, "Interventioon on kirjattu jotain", StringComparison.Ordinal);
        Assert.AreEqual(1, await app.ReadAsync(guidance => guidance.InterventionEntries.CountAsync()));
    }

    [TestMethod]
    public async Task What_is_odd_is_remarked_on_and_the_log_tells_what_holds()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var helmi = await app.IdOfAsync(ClientsAtTheDesk.Helmi);
        await app.AddCaseAsync(helmi);

        var path = (await app.Browser.SendAsync($"/clients/{helmi}/interventions", "client", ("Method", "ipc-young"), ("PlannedSessions", "1"), ("SubmissionKey", $"{Guid.NewGuid()}"))).To!.Split('?')[0];
        StringAssert.Contains((await app.Browser.OpenAsync(path)).Page, "Voit jatkaa, jos arvioit menetelmän sopivan", StringComparison.Ordinal);
        await ActAsync(app, path, 0, "session", ("HeldOn", "17.3.2026"));
        await ActAsync(app, path, 1, "session", ("HeldOn", "17.3.2026"));
        await ActAsync(app, path, 2, "measure", ("Measure", "phq-9"), ("Stage", "before"), ("Score", "12"), ("MeasuredOn", "17.3.2026"));
        await ActAsync(app, path, 3, "measure", ("Measure", "phq-9"), ("Stage", "before"), ("Score", "14"), ("MeasuredOn", "17.3.2026"));
        var entry = await app.ReadAsync(guidance => guidance.InterventionEntries.OrderBy(each => each.Sequence).Select(each => each.Sequence).FirstAsync());
        var (_, page) = await app.Browser.OpenAsync(path);
        await ActAsync(app, path, 4, "take-back", ("Entry", $"{entry}"), ("TakeBackNote", "Väärä päivä"));
        var off = await app.Browser.SendAsync(path, "intervention", ("action", "measure"), ("Version", "5"), ("Measure", "phq-9"), ("Stage", "after"), ("Score", "99"));

        foreach (var text in (string[])["Tapaamisia on kirjattu 2, suunniteltu oli 1.", "Päivälle 17.3.2026 on kirjattu 2 tapaamista.", "Korvattu uudemmalla", "Voimassa"])
            StringAssert.Contains(page, text, StringComparison.Ordinal);
        StringAssert.Contains((await app.Browser.OpenAsync(path)).Page, "Kirjaus peruttu: 17.3.2026", StringComparison.Ordinal);
        StringAssert.Contains(off.Page, "asteikolla. 0–27, pienempi on parempi. Porrastus: 1.", StringComparison.Ordinal);

        // Who works with them finds them first on the page of the methods, and the reading is in the client's log.
        var (_, list) = await app.Browser.OpenAsync("/interventions");
        foreach (var text in (string[])["Käynnissä olevat", "Kuusisaari", path])
            StringAssert.Contains(list, text, StringComparison.Ordinal);
        Assert.IsLessThan(list.IndexOf("PHQ-9", StringComparison.Ordinal), list.IndexOf("Kuusisaari", StringComparison.Ordinal));
        using var pekka = await app.OpenBrowserAsync(DeskDatabase.Pekka);
        Assert.IsFalse((await pekka.OpenAsync("/interventions")).Page.Contains("Kuusisaari", StringComparison.Ordinal));
    }

    [TestMethod]
    public async Task Who_has_nothing_to_do_with_the_client_sees_nothing_of_it()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var helmi = await app.IdOfAsync(ClientsAtTheDesk.Helmi);
        await app.AddCaseAsync(helmi);
        var path = (await app.Browser.SendAsync($"/clients/{helmi}/interventions", "client", ("Method", "ipc-young"), ("SubmissionKey", $"{Guid.NewGuid()}"))).To!.Split('?')[0];
        using var pekka = await app.OpenBrowserAsync(DeskDatabase.Pekka);

        var (status, page) = await pekka.OpenAsync(path);
        var (_, _, to) = await pekka.SendAsync(path, "intervention", ("action", "session"), ("Version", "0"));

        Assert.AreEqual(HttpStatusCode.NotFound, status);
        Assert.IsFalse(page.Contains("Helmi", StringComparison.Ordinal));
        Assert.IsNull(to);
        Assert.IsFalse((await pekka.OpenAsync($"/clients/{helmi}/interventions")).Page.Contains("Kuusisaari", StringComparison.Ordinal));
        Assert.AreEqual(0, await app.ReadAsync(guidance => guidance.InterventionEntries.CountAsync()));
    }

    [TestMethod]
    [DataRow("fi", "Interventioiden menetelmät", "Alue vahvistaa", "Kotikuntoutus")]
    [DataRow("sv", "Interventionsmetoder", "Området bekräftar", "Hemrehabilitering")]
    [DataRow("en", "Intervention methods", "To be confirmed by the county", "Home rehabilitation")]
    public async Task The_catalogue_speaks_the_readers_language(string language, string title, string open, string method)
    {
        await using var app = await PalveluohjausApp.StartAsync();
        (await app.Browser.GetAsync(new Uri($"/language?to={language}&returnUrl=/interventions", UriKind.Relative))).Dispose();

        var (_, page) = await app.Browser.OpenAsync("/interventions");

        foreach (var text in (string[])[title, open, method, "PHQ-9", "−2–2"])
            StringAssert.Contains(page, text, StringComparison.Ordinal);
    }

    private static async Task ActAsync(PalveluohjausApp app, string path, int version, string action, params (string Name, string Value)[] fields)
    {
        var (status, page, _) = await app.Browser.SendAsync(path, "intervention", [("action", action), ("Version", $"{version}"), .. fields]);
        Assert.AreEqual(HttpStatusCode.SeeOther, status, page);
    }
}
