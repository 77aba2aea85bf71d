using System.Net;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.ClientSegments;

namespace Palveluohjaus.Host.Tests.Web;

[TestClass]
public sealed class DecideSegmentPageTests
{
    [TestMethod]
    public async Task Confirming_stores_the_decision_beside_what_was_suggested_and_leads_to_its_receipt()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        await app.ShareSecondOpinionsAsync(0);
        var (helmi, address) = await app.FillAllAsync();
        app.Clock.Advance(TimeSpan.FromSeconds(40));

        var (status, page, to) = await app.Browser.FillAsync(address, "confirm");

        Assert.AreEqual(HttpStatusCode.SeeOther, status, page);
        var decision = (await app.DecisionsAsync()).Single();
        Assert.AreEqual(AssessmentsAtTheDesk.ReceiptOf(helmi, decision.Sequence), to);
        Assert.AreEqual(("HUOL", "HUOL", 40, "expert-scorecard/1", "four-field/1"), (decision.Segment, decision.SuggestedSegment, decision.SecondsToDecide!.Value, decision.ModelVersion, decision.SchemeVersion));
        Assert.AreEqual(new DateOnly(2026, 6, 17), decision.ReviewOn);
        Assert.IsNull(decision.OverrideReasonKind);
        Assert.IsGreaterThan(0.9, decision.SuggestedShare!.Value);
        Assert.AreEqual("HUOL", StoredReasoning.Read(decision.Reasoning!).Possible.Single());
        Assert.IsEmpty(await app.DraftsAsync());
        var assessment = await app.ReadAsync(guidance => guidance.Assessments.AsNoTracking().SingleAsync());
        Assert.AreEqual((decision.AssessmentId, 14, "older-people/1"), (assessment.Id, assessment.Answers.Count, assessment.TemplateId));
        Assert.AreEqual(1, await app.ReadAsync(guidance => guidance.CaseEvents.CountAsync(each => each.Kind == CaseEventKind.FirstAssessmentMade)));
        Assert.Contains("Tulosta tiedote asiakkaalle", await PageForms.OpenAsync(app.Browser, to!));
        Assert.AreEqual(to, await app.Browser.RedirectOfAsync(address), "A decided assessment shows its decision.");
    }

    [TestMethod]
    public async Task The_same_press_twice_decides_once()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var (_, address) = await app.FillAllAsync();
        var page = await app.Browser.GetStringAsync(PageForms.At(address));

        var first = await app.Browser.FillFromAsync(page, address, "confirm");
        var second = await app.Browser.FillFromAsync(page, address, "confirm");

        Assert.AreEqual((HttpStatusCode.SeeOther, first.To), (second.Status, second.To));
        Assert.HasCount(1, await app.DecisionsAsync());
    }

    [TestMethod]
    public async Task Of_two_who_decide_at_once_the_second_is_told_whose_decision_stands_and_keeps_their_own_words()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var (_, address) = await app.FillAllAsync();
        using var liisa = await app.OpenBrowserAsync(DeskDatabase.Liisa);
        var mine = await app.Browser.GetStringAsync(PageForms.At(address));

        await liisa.FillAsync(address, "confirm");
        var (status, page, _) = await app.Browser.FillFromAsync(mine, address, "decide-Other", ("Segment", "YHT"), ("ReasonText", "Tytär muuttaa kotiin ensi viikolla"));

        Assert.AreEqual(HttpStatusCode.Conflict, status);
        Assert.Contains("Liisa Salmi päätti tämän arvioinnin segmentin 17.3.2026 klo 10.42", page);
        Assert.Contains("Tytär muuttaa kotiin ensi viikolla", page);
        Assert.AreEqual("HUOL", (await app.DecisionsAsync()).Single().Segment);
    }

    [TestMethod]
    [DataRow("ReasonText", "Toinen perustelu")]
    [DataRow("ReviewOn", "2.5.2026")]
    [DataRow("Segment", "TUKI")]
    public async Task A_second_press_that_says_something_else_is_told_that_the_first_stands(string field, string value)
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var (_, address) = await app.FillAllAsync();
        var page = await app.Browser.GetStringAsync(PageForms.At(address));
        Dictionary<string, string?> fields = new() { ["Segment"] = "YHT", ["ReasonText"] = "Tytär muuttaa kotiin", ["ReviewOn"] = "1.5.2026" };

        var first = await app.Browser.FillFromAsync(page, address, "decide-Other", [.. fields.Select(each => (each.Key, each.Value))]);
        var same = await app.Browser.FillFromAsync(page, address, "decide-Other", [.. fields.Select(each => (each.Key, each.Value))]);
        fields[field] = value;
        var other = await app.Browser.FillFromAsync(page, address, "decide-Other", [.. fields.Select(each => (each.Key, each.Value))]);

        Assert.AreEqual((HttpStatusCode.SeeOther, first.To), (same.Status, same.To));
        Assert.AreEqual(HttpStatusCode.Conflict, other.Status);
        Assert.Contains("Omaa päätöstäsi ei tallennettu.", other.Page);
        Assert.HasCount(1, await app.DecisionsAsync());
    }

    [TestMethod]
    public async Task Answers_saved_after_a_colleague_decided_are_shown_with_who_decided()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var (_, address) = await app.FillAllAsync();
        using var liisa = await app.OpenBrowserAsync(DeskDatabase.Liisa);
        var mine = await app.Browser.GetStringAsync(PageForms.At(address));

        await liisa.FillAsync(address, "confirm");
        var (status, page, _) = await app.Browser.FillFromAsync(mine, address, "save", ("a.need.health", "1"), ("NeedReasons", "Housing"), ("Flags", "Violence"), ("Step.Violence", "Soitin poliisille klo 9"));

        Assert.AreEqual(HttpStatusCode.Conflict, status);
        Assert.Contains("Liisa Salmi päätti tämän arvioinnin segmentin", page);
        Assert.DoesNotContain("Omaa päätöstäsi ei tallennettu", page);
        var unsent = page[page.IndexOf("id=\"unsent\"", StringComparison.Ordinal)..];
        Assert.Contains("Soitin poliisille klo 9", unsent);
        Assert.Contains(">1</dd>", unsent);
        Assert.Contains(">valittu</dd>", unsent);
        Assert.AreEqual(3, unsent[..unsent.IndexOf("</dl>", StringComparison.Ordinal)].Split("<dt>").Length - 1, "Only what this worker changed is listed.");
    }

    [TestMethod]
    public async Task Many_presses_at_the_very_same_moment_make_one_decision()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var (_, address) = await app.FillAllAsync();
        using var liisa = await app.OpenBrowserAsync(DeskDatabase.Liisa);
        var pages = await Task.WhenAll(app.Browser.GetStringAsync(PageForms.At(address)), liisa.GetStringAsync(PageForms.At(address)));

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(turn =>
            (turn % 2 == 0 ? app.Browser : liisa).FillFromAsync(pages[turn % 2], address, turn % 2 == 0 ? "confirm" : "decide-ClientsWish", ("Segment", "TUKI"))));

        Assert.HasCount(1, await app.DecisionsAsync());
        Assert.IsTrue(answers.All(answer => answer.Status is HttpStatusCode.SeeOther or HttpStatusCode.Conflict), string.Join(' ', answers.Select(answer => answer.Status)));
        Assert.AreEqual(1, await app.ReadAsync(guidance => guidance.Assessments.CountAsync()));
    }

    [TestMethod]
    public async Task An_answer_changed_with_the_same_press_is_kept_and_the_decision_asked_anew()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var (_, address) = await app.FillAllAsync();

        var (status, page, _) = await app.Browser.FillAsync(address, "confirm", ("a.need.health", "2"));

        Assert.AreEqual(HttpStatusCode.Conflict, status);
        Assert.Contains("Vastaukset tai ehdotus muuttuivat", page);
        Assert.IsEmpty(await app.DecisionsAsync());
        Assert.AreEqual(2, (await app.DraftsAsync()).Single().Answers["need.health"]);
    }

    [TestMethod]
    public async Task A_suggestion_that_was_never_shown_cannot_be_confirmed()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var (_, address) = await app.FillAllAsync();

        var (status, _, _) = await app.Browser.FillAsync(address, "confirm", ("Shown", "OMA"));

        Assert.AreEqual(HttpStatusCode.Conflict, status);
        Assert.IsEmpty(await app.DecisionsAsync());
    }

    [TestMethod]
    public async Task A_flag_without_its_step_holds_the_decision_back()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var (_, address) = await app.FillAllAsync();

        var without = await app.Browser.FillAsync(address, "confirm", ("Flags", "SuddenDecline"));
        var with = await app.Browser.FillAsync(address, "confirm", ("Step.SuddenDecline", "Päivystävä lääkäri arvioi klo 11"));

        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, without.Status);
        Assert.Contains("Kirjaa jokaiseen merkkiin, mitä teit heti.", without.Page);
        Assert.Contains("lääkäri arvioi tilanteen 24 tunnin sisällä", without.Page);
        Assert.AreEqual(HttpStatusCode.SeeOther, with.Status, with.Page);
        Assert.AreEqual("Päivystävä lääkäri arvioi klo 11", (await app.ReadAsync(guidance => guidance.Assessments.AsNoTracking().SingleAsync())).RedFlags.Single().Step);
    }

    [TestMethod]
    [DataRow("decide-Other", "YHT", "", "Kirjoita perustelu, kun syy on muu.")]
    [DataRow("decide-", "YHT", "", "Valitse, miksi päätät toisin kuin ehdotettiin.")]
    [DataRow("decide-7", "YHT", "", "Valitse, miksi päätät toisin kuin ehdotettiin.")]
    [DataRow("decide-ClientsWish", "XYZ", "", "Valitse segmentti.")]
    public async Task An_override_says_why_and_what(string action, string segment, string words, string problem)
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var (_, address) = await app.FillAllAsync();

        var (status, page, _) = await app.Browser.FillAsync(address, action, ("Segment", segment), ("ReasonText", words));

        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, status, page);
        Assert.Contains(problem, page);
        Assert.IsEmpty(await app.DecisionsAsync());
    }

    [TestMethod]
    public async Task An_override_is_stored_with_its_reason()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var (helmi, address) = await app.FillAllAsync();

        var (status, page, to) = await app.Browser.FillAsync(address, "decide-SituationChanging", ("Segment", "YHT"), ("ReviewOn", "1.4.2026"));

        Assert.AreEqual(HttpStatusCode.SeeOther, status, page);
        var decision = (await app.DecisionsAsync()).Single();
        Assert.AreEqual(("YHT", "HUOL", OverrideReasonKind.SituationChanging, new DateOnly(2026, 4, 1)), (decision.Segment, decision.SuggestedSegment, decision.OverrideReasonKind, decision.ReviewOn));
        var history = await PageForms.OpenAsync(app.Browser, $"/clients/{helmi}/segments");
        Assert.Contains("Tilanne muuttumassa pian", history);
        Assert.Contains("Sanna Koivu", history);
        Assert.Contains("Yhteistyöasiakkuus", await PageForms.OpenAsync(app.Browser, to!));
    }

    [TestMethod]
    [DataRow("17.3.2026", "Kirjoita tarkistuspäivä, joka on tulossa.")]
    [DataRow("1.4.2029", "Kirjoita tarkistuspäivä enintään kahden vuoden päähän.")]
    [DataRow("joskus", "Kirjoita päivä muodossa")]
    public async Task A_review_day_is_ahead_and_within_two_years(string day, string problem)
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var (_, address) = await app.FillAllAsync();

        var (status, page, _) = await app.Browser.FillAsync(address, "confirm", ("ReviewOn", day));

        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains(problem, page);
        Assert.IsEmpty(await app.DecisionsAsync());
    }

    [TestMethod]
    public async Task Where_nothing_is_suggested_a_reason_is_asked_and_the_abstaining_stored()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var helmi = await app.IdOfAsync(ClientsAtTheDesk.Helmi);
        await app.AddCaseAsync(helmi);
        var address = await app.Browser.BeginAsync(helmi);

        var unanswered = await app.Browser.FillAsync(address, "decide-NotInAnswers", ("Segment", "TUKI"));
        await app.Browser.FillAsync(address, "save", ("a.need.health", "1"));
        var decided = await app.Browser.FillAsync(address, "decide-NotInAnswers", ("Segment", "TUKI"));

        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, unanswered.Status);
        Assert.Contains("Vastaa ainakin yhteen kohtaan", unanswered.Page);
        Assert.AreEqual(HttpStatusCode.SeeOther, decided.Status, decided.Page);
        var decision = (await app.DecisionsAsync()).Single();
        Assert.AreEqual(("TUKI", null, Segmentation.Suggestions.AbstainReason.MissingAnswers, null), (decision.Segment, decision.SuggestedSegment, decision.Abstained, decision.SecondsToDecide));
    }

    [TestMethod]
    public async Task A_model_that_cannot_be_used_leaves_the_decision_to_the_professional_and_is_noted()
    {
        using var database = new DeskDatabase();
        var models = Directory.CreateDirectory(Path.Combine(database.Folder, "models", "four-field-1"));
        await File.WriteAllTextAsync(Path.Combine(models.FullName, "champion"), "2026-01-01-1\n");
        await using var app = await PalveluohjausApp.StartAsync(database);
        var (helmi, address) = await app.FillAllAsync();

        var page = await PageForms.OpenAsync(app.Browser, address);
        var (status, refused, to) = await app.Browser.FillAsync(address, "decide-NotInAnswers", ("Segment", "HUOL"), ("NeedReasons", "Housing"));

        Assert.Contains("Mallia ei voi nyt käyttää", page);
        Assert.AreEqual(HttpStatusCode.SeeOther, status, refused);
        var decision = (await app.DecisionsAsync()).Single();
        Assert.AreEqual((null, null, null), (decision.ModelVersion, decision.SuggestedSegment, decision.Abstained));
        Assert.Contains("malli ei ollut käytössä", await PageForms.OpenAsync(app.Browser, to!));
        Assert.Contains("ei käytetty laskentamallia", await PageForms.OpenAsync(app.Browser, $"{AssessmentsAtTheDesk.ReceiptOf(helmi, decision.Sequence)}/notice"));
    }
}
