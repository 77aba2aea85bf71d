using System.Net;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Assessments;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.ClientSegments;
using Palveluohjaus.Guidance.Contacts;

namespace Palveluohjaus.Host.Tests.Web;

[TestClass]
public sealed class AssessmentPageTests
{
    [TestMethod]
    public async Task An_assessment_is_begun_once_for_the_stream_of_the_clients_age_and_belongs_to_the_open_case()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var helmi = await app.IdOfAsync(ClientsAtTheDesk.Helmi);
        var caseId = await app.AddCaseAsync(helmi);

        var first = await app.Browser.BeginAsync(helmi);
        var second = await app.Browser.BeginAsync(helmi);

        Assert.AreEqual(first, second);
        var draft = (await app.DraftsAsync()).Single();
        Assert.AreEqual(("older-people/1", LifeStage.OlderPeople, (Guid?)caseId), (draft.TemplateId, draft.LifeStage, draft.CaseId));
        Assert.Contains("Jatka", await PageForms.OpenAsync(app.Browser, $"/assessments/new?client={helmi}"));
    }

    [TestMethod]
    [DataRow("fi", "Ei riitä ehdotukseen", "2/16 kohtaa vastattu")]
    [DataRow("sv", "Räcker inte för ett förslag", "2/16 frågor besvarade")]
    [DataRow("en", "Not enough to suggest", "2/16 items answered")]
    public async Task Partial_answers_are_kept_and_too_few_suggest_nothing(string language, string verdict, string count)
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var helmi = await app.IdOfAsync(ClientsAtTheDesk.Helmi);
        await app.AddCaseAsync(helmi);
        await app.OpenFormAsync(language);
        var address = await app.Browser.BeginAsync(helmi);

        var (status, _, to) = await app.Browser.FillAsync(address, "save", ("a.need.health", "2"), ("a.older.memory", "1"), ("NeedReasons", "Housing"));
        var page = await PageForms.OpenAsync(app.Browser, to!);

        Assert.AreEqual(HttpStatusCode.SeeOther, status);
        Assert.Contains(verdict, page);
        Assert.Contains(count, page);
        var draft = (await app.DraftsAsync()).Single();
        CollectionAssert.AreEquivalent(new Dictionary<string, int> { ["need.health"] = 2, ["older.memory"] = 1 }, draft.Answers.ToDictionary());
        CollectionAssert.AreEqual(new[] { NeedReason.Housing }, draft.NeedReasons.ToArray());
        Assert.IsNull(draft.SuggestedSegment);
    }

    [TestMethod]
    public async Task Enough_answers_bring_a_suggestion_with_reasons_and_what_would_change_it()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var (_, address) = await app.FillAllAsync();

        var page = await PageForms.OpenAsync(app.Browser, address);

        Assert.Contains("Huolenpitoasiakkuus</p>", page);
        Assert.Contains("Vahvista Huolenpitoasiakkuus", page);
        Assert.Contains("Miksi Huolenpitoasiakkuus", page);
        Assert.Contains("<b>", page);
        Assert.IsTrue(page.Contains("Mikä muuttaisi ehdotusta", StringComparison.Ordinal) || page.Contains("Mikään yksittäinen vastaus", StringComparison.Ordinal));
        Assert.AreEqual("HUOL", (await app.DraftsAsync()).Single().SuggestedSegment);
    }

    [TestMethod]
    public async Task Two_who_fill_in_at_once_keep_both_their_answers()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var helmi = await app.IdOfAsync(ClientsAtTheDesk.Helmi);
        await app.AddCaseAsync(helmi);
        var address = await app.Browser.BeginAsync(helmi);
        using var liisa = await app.OpenBrowserAsync(DeskDatabase.Liisa);
        var hers = await liisa.GetStringAsync(PageForms.At(address));
        var his = await app.Browser.GetStringAsync(PageForms.At(address));

        await liisa.FillFromAsync(hers, address, "save", ("a.need.health", "2"), ("a.need.safety", "1"));
        var (_, told, _) = await app.Browser.FillFromAsync(his, address, "save", ("a.need.housing", "3"), ("NeedReasons", "Housing"));

        Assert.Contains("Liisa Salmi täytti samaa arviointia", told);
        CollectionAssert.AreEquivalent(new Dictionary<string, int> { ["need.health"] = 2, ["need.safety"] = 1, ["need.housing"] = 3 }, (await app.DraftsAsync()).Single().Answers.ToDictionary());
    }

    [TestMethod]
    public async Task Two_answers_to_the_same_item_are_both_shown_and_the_first_stands()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var helmi = await app.IdOfAsync(ClientsAtTheDesk.Helmi);
        await app.AddCaseAsync(helmi);
        var address = await app.Browser.BeginAsync(helmi);
        using var liisa = await app.OpenBrowserAsync(DeskDatabase.Liisa);
        var hers = await liisa.GetStringAsync(PageForms.At(address));
        var mine = await app.Browser.GetStringAsync(PageForms.At(address));

        await liisa.FillFromAsync(hers, address, "save", ("a.need.health", "2"));
        var (status, page, _) = await app.Browser.FillFromAsync(mine, address, "save", ("a.need.health", "0"), ("a.need.housing", "1"));

        Assert.AreEqual(HttpStatusCode.Conflict, status);
        Assert.Contains("Tallessa: 2. Sinä vastasit: 0.", page);
        CollectionAssert.AreEquivalent(new Dictionary<string, int> { ["need.health"] = 2, ["need.housing"] = 1 }, (await app.DraftsAsync()).Single().Answers.ToDictionary());
    }

    [TestMethod]
    public async Task Two_steps_for_the_same_flag_are_both_shown_beside_it_and_the_first_stands()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var helmi = await app.IdOfAsync(ClientsAtTheDesk.Helmi);
        await app.AddCaseAsync(helmi);
        var address = await app.Browser.BeginAsync(helmi);
        using var liisa = await app.OpenBrowserAsync(DeskDatabase.Liisa);
        var mine = await app.Browser.GetStringAsync(PageForms.At(address));

        await liisa.FillAsync(address, "save", ("Flags", "Violence"), ("Step.Violence", "Soitin poliisille"));
        var (status, page, _) = await app.Browser.FillFromAsync(mine, address, "save", ("Flags", "Violence"), ("Step.Violence", "Varasin turvakodin"));

        Assert.AreEqual(HttpStatusCode.Conflict, status);
        var note = page[page.IndexOf("id=\"note-Violence\"", StringComparison.Ordinal)..];
        Assert.Contains("Tallessa: Soitin poliisille. Sinä vastasit: Varasin turvakodin.", note[..note.IndexOf("</div>", StringComparison.Ordinal)]);
        Assert.AreEqual("Soitin poliisille", (await app.DraftsAsync()).Single().RedFlags.Single().Step);
    }

    [TestMethod]
    public async Task The_longest_steps_in_any_letters_are_stored_as_they_were_written()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var helmi = await app.IdOfAsync(ClientsAtTheDesk.Helmi);
        await app.AddCaseAsync(helmi);
        var address = await app.Browser.BeginAsync(helmi);
        var step = string.Concat(Enumerable.Repeat("äö\"<", 125));
        string[] flags = ["Violence", "ChildSafety", "SelfHarm", "SuddenDecline"];

        await app.Browser.FillAsync(address, "save", [.. flags.Select(flag => ("Flags", (string?)flag)), .. flags.Select(flag => ($"Step.{flag}", (string?)step))]);

        Assert.IsTrue((await app.DraftsAsync()).Single().RedFlags.All(raised => raised.Step == step));
        var stored = await app.ReadAsync(guidance => guidance.Database.SqlQuery<string>($"SELECT RedFlags AS Value FROM AssessmentDrafts").SingleAsync());
        Assert.Contains("\"Violence\"", stored);
        Assert.Contains("äö", stored);
    }

    [TestMethod]
    public async Task A_draft_begun_by_mistake_is_discarded_and_nothing_else_is()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var (helmi, first) = await app.FillAllAsync();
        await app.Browser.FillAsync(first, "confirm");
        var address = await app.Browser.BeginAsync(helmi);
        await app.Browser.FillAsync(address, "save", ("a.need.health", "1"));
        var page = await app.Browser.GetStringAsync(PageForms.At(address));

        var (status, to) = await DiscardAsync(app.Browser, page, address);
        var (again, _) = await DiscardAsync(app.Browser, page, address);

        Assert.AreEqual((HttpStatusCode.SeeOther, $"/clients/{helmi}"), (status, to));
        Assert.AreEqual(HttpStatusCode.NotFound, again);
        Assert.IsEmpty(await app.DraftsAsync());
        Assert.HasCount(1, await app.DecisionsAsync());
        Assert.AreEqual(1, await app.ReadAsync(guidance => guidance.Assessments.CountAsync()));
        var entry = (await app.AuditOfAsync(helmi)).Last(each => each.Subject == nameof(AssessmentDraft));
        Assert.AreEqual((AuditAction.Update, true), (entry.Action, entry.Reason!.EndsWith(AuditReasons.DraftDiscarded, StringComparison.Ordinal)));
    }

    [TestMethod]
    public async Task A_draft_that_a_colleague_has_answered_since_is_not_discarded()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var helmi = await app.IdOfAsync(ClientsAtTheDesk.Helmi);
        await app.AddCaseAsync(helmi);
        var address = await app.Browser.BeginAsync(helmi);
        using var liisa = await app.OpenBrowserAsync(DeskDatabase.Liisa);
        var mine = await app.Browser.GetStringAsync(PageForms.At(address));
        await liisa.FillAsync(address, "save", ("a.need.health", "2"));

        var (status, _) = await DiscardAsync(app.Browser, mine, address);

        Assert.AreEqual(HttpStatusCode.Conflict, status);
        Assert.HasCount(1, await app.DraftsAsync());
    }

    [TestMethod]
    public async Task What_has_been_decided_is_not_discarded_from_a_page_opened_before()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var (helmi, address) = await app.FillAllAsync();
        var page = await app.Browser.GetStringAsync(PageForms.At(address));
        await app.Browser.FillAsync(address, "confirm");

        var (status, to) = await DiscardAsync(app.Browser, page, address);

        Assert.AreEqual((HttpStatusCode.SeeOther, AssessmentsAtTheDesk.ReceiptOf(helmi, 1)), (status, to));
        Assert.AreEqual(1, await app.ReadAsync(guidance => guidance.Assessments.CountAsync()));
    }

    [TestMethod]
    public async Task Who_stated_their_ground_helps_with_the_assessment_and_reads_the_history_without_others_words()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var (helmi, first) = await app.FillAllAsync();
        await app.Browser.FillAsync(first, "save", ("Flags", "Violence"), ("Step.Violence", "Soitin poliisille"));
        var (_, _, receipt) = await app.Browser.FillAsync(first, "decide-Other", ("Step.Violence", "Soitin poliisille"), ("Segment", "YHT"), ("ReasonText", "Veli uhkaili ovella"));
        using var pekka = await app.OpenBrowserAsync(DeskDatabase.Pekka);
        await pekka.StateGroundAsync(helmi);

        var pages = new List<string>();
        foreach (var address in (string[])[receipt!, $"/clients/{helmi}/segments", $"/clients/{helmi}"])
        {
            var page = await PageForms.OpenAsync(pekka, address);
            Assert.Contains("Yhteistyöasiakkuus", page);
            Assert.DoesNotContain("Veli uhkaili", page);
            Assert.DoesNotContain("Soitin poliisille", page);
            pages.Add(page);
        }

        Assert.Contains("Muu, kirjoitettu yllä (teksti näkyy vain yksikölle, joka hoiti asiaa)", pages[1]);
        var ours = await PageForms.OpenAsync(app.Browser, receipt!);
        Assert.Contains("Veli uhkaili ovella", ours);
        Assert.Contains("Soitin poliisille", ours);

        var begun = await pekka.BeginAsync(helmi);
        await pekka.FillAsync(begun, "save", AssessmentsAtTheDesk.AllWeak);
        var (decided, _, own) = await pekka.FillAsync(begun, "decide-Other", ("Segment", "TUKI"), ("ReasonText", "Kotihoito riittää"));
        Assert.AreEqual(HttpStatusCode.SeeOther, decided);
        Assert.Contains("Kotihoito riittää", await PageForms.OpenAsync(pekka, own!));
    }

    [TestMethod]
    public async Task The_decision_stored_last_holds_though_one_made_later_stands_above_it()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var helmi = await app.IdOfAsync(ClientsAtTheDesk.Helmi);
        await app.AddCaseAsync(helmi);
        await app.ReadAsync(async guidance =>
        {
            guidance.Add(new SegmentDecision { ClientId = helmi, Segment = "OMA", DecidedAtUtc = new DateTime(2026, 3, 10, 8, 0, 0, DateTimeKind.Utc) });
            await guidance.SaveChangesAsync();
            guidance.Add(new SegmentDecision { ClientId = helmi, Segment = "TUKI", DecidedAtUtc = new DateTime(2026, 3, 5, 8, 0, 0, DateTimeKind.Utc) });
            return await guidance.SaveChangesAsync();
        });

        var history = await PageForms.OpenAsync(app.Browser, $"/clients/{helmi}/segments");
        var rows = history[history.IndexOf("<tbody>", StringComparison.Ordinal)..].Split("<tr>");

        Assert.Contains("10.3.2026", rows[1]);
        Assert.DoesNotContain("voimassa", rows[1]);
        Assert.Contains("5.3.2026", rows[2]);
        Assert.Contains("voimassa", rows[2]);
        Assert.Contains("voimassa", await PageForms.OpenAsync(app.Browser, $"/clients/{helmi}?show=decisions"));
        Assert.Contains("voimassa", await PageForms.OpenAsync(app.Browser, AssessmentsAtTheDesk.ReceiptOf(helmi, 2)));
        Assert.DoesNotContain(">voimassa", await PageForms.OpenAsync(app.Browser, AssessmentsAtTheDesk.ReceiptOf(helmi, 1)));
    }

    [TestMethod]
    [DataRow("a.need.unheard-of", "2")]
    [DataRow("a.need.health", "4")]
    [DataRow("a.need.health", "-1")]
    [DataRow("a.history.contacts-12-months", "3")]
    [DataRow("a.", "x")]
    public async Task An_answer_that_does_not_fit_is_refused_and_the_others_are_kept(string field, string value)
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var helmi = await app.IdOfAsync(ClientsAtTheDesk.Helmi);
        await app.AddCaseAsync(helmi);
        var address = await app.Browser.BeginAsync(helmi);

        var (status, page, _) = await app.Browser.FillAsync(address, "save", (field, value), ("a.need.housing", "1"));

        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("joka ei kuulu tähän arviointiin", page);
        CollectionAssert.AreEquivalent(new Dictionary<string, int> { ["need.housing"] = 1 }, (await app.DraftsAsync()).Single().Answers.ToDictionary());
    }

    [TestMethod]
    public async Task A_draft_whose_template_is_gone_says_so_and_moves_to_the_present_one_with_its_answers()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var (_, address) = await app.FillAllAsync();
        await app.ReadAsync(guidance => guidance.AssessmentDrafts.ExecuteUpdateAsync(set => set.SetProperty(draft => draft.TemplateId, "older-people/99")));

        var page = await PageForms.OpenAsync(app.Browser, address);
        var (lateStatus, _, _) = await app.Browser.FillAsync(address, "save", ("a.need.health", "1"));
        await app.Browser.FillAsync(address, "move");

        Assert.Contains("Kysymyspohjaa older-people/99 ei enää ole. 14 vastausta on tallessa.", page);
        Assert.AreEqual(HttpStatusCode.Conflict, lateStatus);
        var draft = (await app.DraftsAsync()).Single();
        Assert.AreEqual(("older-people/1", 14), (draft.TemplateId, draft.Answers.Count));
    }

    [TestMethod]
    public async Task Who_has_nothing_to_do_with_the_client_sees_nothing_of_the_assessment()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var (helmi, address) = await app.FillAllAsync();
        using var pekka = await app.OpenBrowserAsync(DeskDatabase.Pekka);

        Assert.AreEqual($"/clients/{helmi}", await pekka.RedirectOfAsync(address));
        Assert.AreEqual($"/clients/{helmi}", await pekka.RedirectOfAsync($"/assessments/new?client={helmi}"));
        Assert.AreEqual($"/clients/{helmi}", await pekka.RedirectOfAsync($"/clients/{helmi}/segments"));
    }

    [TestMethod]
    public async Task A_protected_clients_assessment_tells_no_municipality()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var salla = await app.IdOfAsync(ClientsAtTheDesk.Salla);
        await app.AddCaseAsync(salla);
        await app.GiveReachAsync(salla);

        var page = await PageForms.OpenAsync(app.Browser, await app.Browser.BeginAsync(salla));

        Assert.Contains("Salla Suojattu", page);
        Assert.DoesNotContain("Ojankylä", page);
        Assert.DoesNotContain("Piilokuja", page);
    }

    [TestMethod]
    public async Task Every_saving_is_in_the_clients_log()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var (helmi, _) = await app.FillAllAsync();

        var entries = await app.AuditOfAsync(helmi);

        Assert.Contains((AuditAction.Create, nameof(AssessmentDraft)), entries.Select(entry => (entry.Action, entry.Subject)));
        Assert.Contains((AuditAction.Update, nameof(AssessmentDraft)), entries.Select(entry => (entry.Action, entry.Subject)));
        Assert.IsFalse(entries.Any(entry => entry.Reason?.Contains("Helmi", StringComparison.Ordinal) == true));
    }

    [TestMethod]
    [DataRow("/assessments/new")]
    [DataRow("/assessments/new?client=nobody")]
    [DataRow("/assessments/01900000-0000-7000-8000-000000000000")]
    [DataRow("/second-opinions/01900000-0000-7000-8000-000000000000")]
    public async Task What_is_not_there_is_not_found(string address)
    {
        await using var app = await PalveluohjausApp.StartAsync();

        using var answer = await app.Browser.GetAsync(PageForms.At(address));

        Assert.AreEqual(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static async Task<(HttpStatusCode Status, string? To)> DiscardAsync(HttpClient browser, string page, string address)
    {
        using var answer = await PageForms.SendAsync(browser, page, address, "discard", ("action", "discard"));
        return (answer.StatusCode, answer.Headers.Location is { } to ? new Uri(browser.BaseAddress!, to).PathAndQuery : null);
    }
}
