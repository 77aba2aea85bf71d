using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.Guidance.NeedsAssessments;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Tests.Workbench;
using Palveluohjaus.Guidance.Workbench;

namespace Palveluohjaus.Guidance.Tests.NeedsAssessments;

[TestClass]
public sealed class NeedsAssessmentTests : IDisposable
{
    private readonly WorkDesk _desk = new();

    private static NeedsAssessmentContent Content => new()
    {
        Participants = [new Participant(Profession.SocialWorker, "Sanna Koivu"), new Participant(null, "Tytär")],
        Conclusion = "Tarvitsee apua arjessa",
        Goals = [new PlanGoal("Kotihoito alkaa", "Kotihoito", new DateOnly(2026, 4, 1), GoalState.Planned), new PlanGoal("Vain teksti", null, null, GoalState.Underway)],
    };

    public void Dispose() => _desk.Dispose();

    [TestMethod]
    public async Task Saved_unfinished_it_keeps_everything_and_begins_once()
    {
        var about = await AddCaseAsync();

        Kept(await KeepAsync(about, 0, Content));
        Kept(await KeepAsync(about, 1, Content with { Conclusion = null }));

        var stored = await StoredAsync(about);
        CollectionAssert.AreEqual(Content.Participants.ToList(), stored.Participants.ToList());
        CollectionAssert.AreEqual(Content.Goals.ToList(), stored.Goals.ToList());
        Assert.AreEqual((NeedsAssessmentState.InProgress, null, 2), (stored.State, stored.Conclusion, stored.Version));
        CollectionAssert.AreEqual(new[] { CaseEventKind.NeedsAssessmentStarted }, await KindsAsync(about));
    }

    [TestMethod]
    [DataRow("ä")]
    [DataRow("\"")]
    [DataRow("\n")]
    [DataRow("\\")]
    [DataRow("<")]
    [DataRow("\u2028")]
    [DataRow("\U0001F600")]
    [DataRow("\u0001")]
    public async Task The_longest_that_may_be_written_fits_in_whatever_letters(string letter)
    {
        var about = await AddCaseAsync();
        var (text, name) = (Full(NeedsAssessment.TextMaxLength), Full(NeedsAssessment.NameMaxLength));
        var longest = new NeedsAssessmentContent
        {
            Participants = [.. Enumerable.Repeat(new Participant(Profession.OccupationalTherapist, name), NeedsAssessment.MaxParticipants)],
            Goals = [.. Enumerable.Repeat(new PlanGoal(text, name, new DateOnly(2026, 12, 31), GoalState.Underway), NeedsAssessment.MaxGoals)],
        };

        Kept(await KeepAsync(about, 0, longest));

        var stored = await StoredAsync(about);
        CollectionAssert.AreEqual(longest.Goals.ToList(), stored.Goals.ToList());
        CollectionAssert.AreEqual(longest.Participants.ToList(), stored.Participants.ToList());
        await using var guidance = _desk.Open();
        foreach (var column in (string[])[nameof(NeedsAssessment.Goals), nameof(NeedsAssessment.Participants)])
        {
            // SQLite keeps what is too long; the other databases refuse it.
            var property = guidance.Model.FindEntityType(typeof(NeedsAssessment))!.FindProperty(column)!;
            var written = (string)property.GetValueConverter()!.ConvertToProvider(property.PropertyInfo!.GetValue(stored))!;
            Assert.IsLessThanOrEqualTo(property.GetMaxLength()!.Value, written.Length, column);
        }

        string Full(int length) => string.Concat(Enumerable.Repeat(letter, length / letter.Length));
    }

    [TestMethod]
    public async Task A_goal_that_tells_only_who_is_refused_and_all_faults_are_told_at_once()
    {
        var about = await AddCaseAsync();

        Refuses(await KeepAsync(about, 0, new NeedsAssessmentContent { Goals = [new PlanGoal(null, "Kotihoito", null, GoalState.Planned)] }), NeedsAssessmentProblem.GoalMissing);
        var wrong = new NeedsAssessmentContent
        {
            Conclusion = new string('a', NeedsAssessment.ConclusionMaxLength + 1),
            Goals = [new PlanGoal(null, "Kotihoito", new DateOnly(1800, 1, 1), GoalState.Planned), new PlanGoal(new string('a', NeedsAssessment.TextMaxLength + 1), null, null, GoalState.Planned)],
            HousingDecidedOn = new DateOnly(2090, 1, 1),
        };
        Refuses(
            await KeepAsync(about, 0, wrong),
            NeedsAssessmentProblem.ConclusionTooLong, NeedsAssessmentProblem.GoalMissing, NeedsAssessmentProblem.GoalTooLong, NeedsAssessmentProblem.GoalDayImpossible, NeedsAssessmentProblem.HousingDayImpossible);
    }

    [TestMethod]
    public async Task Completing_asks_for_a_conclusion_and_a_profession_and_then_only_the_plan_goes_on()
    {
        var about = await AddCaseAsync();
        Refuses(await KeepAsync(about, 0, new NeedsAssessmentContent(), NeedsAssessmentAct.Complete), NeedsAssessmentProblem.ConclusionMissing, NeedsAssessmentProblem.ParticipantMissing);

        Kept(await KeepAsync(about, 0, Content, NeedsAssessmentAct.Complete));
        Refuses(await KeepAsync(about, 1, Content, NeedsAssessmentAct.Complete), NeedsAssessmentProblem.HasEnded);
        Kept(await KeepAsync(about, 1, Content with { Conclusion = "Another", Participants = [], Goals = [new PlanGoal("Kotihoito alkaa", null, null, GoalState.Met)] }));

        var stored = await StoredAsync(about);
        Assert.AreEqual((NeedsAssessmentState.Completed, "Tarvitsee apua arjessa", 2, GoalState.Met), (stored.State, stored.Conclusion, stored.Participants.Count, stored.Goals.Single().State));
        CollectionAssert.AreEqual(new[] { CaseEventKind.NeedsAssessmentStarted, CaseEventKind.NeedsAssessmentCompleted }, await KindsAsync(about));
    }

    [TestMethod]
    [DataRow(null)]
    [DataRow(" \n")]
    public async Task Another_profession_is_named(string? name)
    {
        var about = await AddCaseAsync();
        var unnamed = Content with { Participants = [new Participant(Profession.Nurse, null), new Participant(Profession.Other, name)] };

        Refuses(await KeepAsync(about, 0, unnamed), NeedsAssessmentProblem.ParticipantUnnamed);
        Refuses(await KeepAsync(about, 0, unnamed, NeedsAssessmentAct.Complete), NeedsAssessmentProblem.ParticipantUnnamed);
        Kept(await KeepAsync(about, 0, unnamed, NeedsAssessmentAct.FindUnnecessary, UnnecessaryReason.TemporaryNeed));
        Kept(await KeepAsync(about, 1, unnamed));
    }

    [TestMethod]
    public async Task Somebody_else_who_is_named_takes_part()
    {
        var about = await AddCaseAsync();

        Kept(await KeepAsync(about, 0, Content with { Participants = [new Participant(Profession.Other, "jalkahoitaja")] }));
    }

    [TestMethod]
    public async Task An_evidently_unnecessary_one_is_recorded_with_its_reason_in_its_place()
    {
        var about = await AddCaseAsync();
        Refuses(await KeepAsync(about, 0, new NeedsAssessmentContent(), NeedsAssessmentAct.FindUnnecessary), NeedsAssessmentProblem.UnnecessaryReasonMissing);
        Refuses(await KeepAsync(about, 0, new NeedsAssessmentContent(), NeedsAssessmentAct.FindUnnecessary, UnnecessaryReason.Other, " "), NeedsAssessmentProblem.UnnecessaryTextMissing);

        Kept(await KeepAsync(about, 0, new NeedsAssessmentContent(), NeedsAssessmentAct.FindUnnecessary, UnnecessaryReason.TemporaryNeed));

        var stored = await StoredAsync(about);
        Assert.AreEqual((NeedsAssessmentState.Unnecessary, UnnecessaryReason.TemporaryNeed), (stored.State, stored.UnnecessaryReasonKind));
        CollectionAssert.AreEqual(new[] { CaseEventKind.NeedsAssessmentUnnecessary }, await KindsAsync(about));
    }

    [TestMethod]
    public async Task Who_saves_what_another_saved_meanwhile_is_told_and_nothing_is_stored()
    {
        var about = await AddCaseAsync();
        Kept(await KeepAsync(about, 0, Content));

        var result = await KeepAsync(about, 0, Content with { Conclusion = "Mine" }, actor: _desk.OskarActor);

        Assert.AreEqual(new KeepNeedsAssessmentResult.ChangedMeanwhile("Sanna Koivu", _desk.NowUtc), result);
        Assert.AreEqual("Tarvitsee apua arjessa", (await StoredAsync(about)).Conclusion);
    }

    [TestMethod]
    public async Task Another_units_case_an_anonymous_one_and_none_are_equally_unknown()
    {
        var (about, anonymous) = (await AddCaseAsync(), _desk.Case(_desk.Sanna, isAnonymous: true));
        await _desk.AddAsync(anonymous);

        Assert.IsInstanceOfType<KeepNeedsAssessmentResult.NotThere>(await KeepAsync(about, 0, Content, actor: _desk.PekkaActor));
        Assert.IsInstanceOfType<KeepNeedsAssessmentResult.NotThere>(await KeepAsync(anonymous, 0, Content));
        await using var guidance = _desk.Open();
        Assert.IsNull(await Keeper(guidance).ReadAsync(Guid.NewGuid(), _desk.SannaActor, CancellationToken.None));
        Assert.IsNull(await Keeper(guidance).ReadAsync(about.Id, _desk.PekkaActor, CancellationToken.None));
    }

    [TestMethod]
    public async Task Impossible_days_and_too_long_texts_are_named()
    {
        var about = await AddCaseAsync();
        var beforeBirth = new DateOnly(1947, 5, 13);

        Refuses(await KeepAsync(about, 0, Content with { Goals = [new PlanGoal("x", null, beforeBirth, GoalState.Planned)] }), NeedsAssessmentProblem.GoalDayImpossible);
        Refuses(await KeepAsync(about, 0, Content with { HousingDecidedOn = beforeBirth }), NeedsAssessmentProblem.HousingDayImpossible);
        Refuses(await KeepAsync(about, 0, Content with { HousingDecidedOn = new DateOnly(2026, 3, 18) }), NeedsAssessmentProblem.HousingDayImpossible);
        Refuses(await KeepAsync(about, 0, Content with { HousingDecidedOn = new DateOnly(2026, 3, 10), HousingEndedOn = new DateOnly(2026, 3, 9) }), NeedsAssessmentProblem.HousingEndImpossible);
        Refuses(await KeepAsync(about, 0, Content with { Conclusion = new string('x', 8001), Participants = [new Participant(null, new string('x', 201))] }), NeedsAssessmentProblem.ParticipantTooLong, NeedsAssessmentProblem.ConclusionTooLong);
    }

    [TestMethod]
    public async Task Whose_criteria_are_met_and_decided_waits_for_housing_until_it_ends()
    {
        var about = await AddCaseAsync();
        var met = HousingCriteria.Shipped.All.ToDictionary(each => each.Code, _ => true);
        var decided = Content with { HousingAnswers = met, HousingDecidedOn = new DateOnly(2026, 3, 7) };
        Kept(await KeepAsync(about, 0, decided));
        Assert.AreEqual(0, (await WaitsAsync(_desk.SannaActor)).Count, "Not completed.");

        Kept(await KeepAsync(about, 1, decided, NeedsAssessmentAct.Complete));

        var waiting = (await WaitsAsync(_desk.SannaActor)).Rows.Single();
        Assert.AreEqual((about.Id, _desk.Helmi.Id, 10, _desk.East.Id), (waiting.CaseId, waiting.Client.Id, waiting.DaysWaited, waiting.Unit.Id));
        Assert.AreEqual(0, (await WaitsAsync(_desk.PekkaActor)).Count, "Another unit's.");
        Kept(await KeepAsync(about, 2, decided with { HousingEndedOn = new DateOnly(2026, 3, 17) }));
        Assert.AreEqual(0, (await WaitsAsync(_desk.SannaActor)).Count);
    }

    [TestMethod]
    public async Task Answers_to_criteria_that_the_county_has_replaced_since_stay_and_stop_nothing()
    {
        var about = await AddCaseAsync();
        var old = HousingCriteria.Shipped.All[0].Code;
        Kept(await KeepAsync(about, 0, Content with { HousingAnswers = new Dictionary<string, bool> { [old] = true } }));
        var stored = (await StoredAsync(about)).Content;
        var replaced = HousingCriteria.Read(
            new MemoryStream("""{ "id": "own/1", "fewestOfOthers": 0, "criteria": [ { "code": "nights", "isRequired": true, "name": { "fi": "a", "sv": "b", "en": "c" } } ] }"""u8.ToArray()), "own.json");

        Kept(await KeepAsync(about, 1, stored, criteria: replaced));
        Refuses(await KeepAsync(about, 2, stored with { HousingAnswers = new Dictionary<string, bool> { [old] = true, ["unknown"] = true } }, criteria: replaced), NeedsAssessmentProblem.CriterionUnknown);
        Kept(await KeepAsync(about, 2, stored with { HousingAnswers = new Dictionary<string, bool> { [old] = true, ["nights"] = true } }, criteria: replaced));
        Assert.IsTrue((await StoredAsync(about)).AreHousingCriteriaMet, "By the list in use.");
        Kept(await KeepAsync(about, 3, (await StoredAsync(about)).Content, NeedsAssessmentAct.FindUnnecessary, UnnecessaryReason.TemporaryNeed, criteria: replaced));
        Assert.IsTrue((await StoredAsync(about)).HousingAnswers[old]);
    }

    [TestMethod]
    public void Criteria_are_met_by_every_required_one_and_another()
    {
        var criteria = HousingCriteria.Shipped;
        var required = criteria.All.Where(each => each.IsRequired).ToDictionary(each => each.Code, _ => true);
        var other = criteria.All.First(each => !each.IsRequired).Code;

        Assert.IsFalse(criteria.AreMet(new Dictionary<string, bool>()));
        Assert.IsFalse(criteria.AreMet(required));
        Assert.IsTrue(criteria.AreMet(new Dictionary<string, bool>(required) { [other] = true }));
        Assert.IsFalse(criteria.AreMet(new Dictionary<string, bool>(required) { [other] = false }));
        Assert.IsFalse(criteria.AreMet(new Dictionary<string, bool> { [other] = true }));
    }

    [TestMethod]
    public async Task One_completed_by_mistake_is_reopened_in_sight_and_its_deadline_runs_again()
    {
        var about = _desk.Case(_desk.Sanna).Raise(_desk.NowUtc.AddDays(-1)).Concern(MatterKind.SocialServices, false, false);
        await _desk.AddAsync(about);
        Kept(await KeepAsync(about, 0, Content));
        var before = await OpenDeadlinesAsync(about);
        Assert.Contains("shl36-complete", before);
        Kept(await KeepAsync(about, 1, Content, NeedsAssessmentAct.Complete));
        Assert.DoesNotContain("shl36-complete", await OpenDeadlinesAsync(about));

        Refuses(await ReopenAsync(about, 2, " "), NeedsAssessmentProblem.ReopenReasonMissing);
        Refuses(await ReopenAsync(about, 2, new string('a', CaseEvent.NoteMaxLength + 1)), NeedsAssessmentProblem.ReopenReasonTooLong);
        Assert.IsInstanceOfType<KeepNeedsAssessmentResult.ChangedMeanwhile>(await ReopenAsync(about, 1, "Väärä asia"));
        Assert.IsInstanceOfType<KeepNeedsAssessmentResult.NotThere>(await ReopenAsync(about, 2, "Väärä asia", _desk.PekkaActor));
        Kept(await ReopenAsync(about, 2, "Väärä asia"));

        var stored = await StoredAsync(about);
        Assert.AreEqual((NeedsAssessmentState.InProgress, null, "Tarvitsee apua arjessa"), (stored.State, stored.EndedAtUtc, stored.Conclusion));
        Assert.AreEqual(before, await OpenDeadlinesAsync(about));
        CollectionAssert.AreEqual(new[] { CaseEventKind.NeedsAssessmentStarted, CaseEventKind.NeedsAssessmentCompleted, CaseEventKind.TakenBack }, await KindsAsync(about));
        Refuses(await ReopenAsync(about, 3, "Uudelleen"), NeedsAssessmentProblem.NotEnded);
        Kept(await KeepAsync(about, 3, Content, NeedsAssessmentAct.Complete));
        Assert.DoesNotContain("shl36-complete", await OpenDeadlinesAsync(about));
    }

    [TestMethod]
    public async Task One_found_unnecessary_by_mistake_is_reopened_and_begins_then()
    {
        var about = _desk.Case(_desk.Sanna).Raise(_desk.NowUtc.AddDays(-1)).Concern(MatterKind.SocialServices, false, false);
        await _desk.AddAsync(about);
        Kept(await KeepAsync(about, 0, new NeedsAssessmentContent(), NeedsAssessmentAct.FindUnnecessary, UnnecessaryReason.AdviceSufficed));
        Assert.DoesNotContain("shl36-complete", await OpenDeadlinesAsync(about));

        Kept(await ReopenAsync(about, 1, "Tarvitaan sittenkin"));

        var stored = await StoredAsync(about);
        Assert.AreEqual((NeedsAssessmentState.InProgress, null), (stored.State, stored.UnnecessaryReasonKind));
        CollectionAssert.AreEqual(new[] { CaseEventKind.NeedsAssessmentUnnecessary, CaseEventKind.TakenBack, CaseEventKind.NeedsAssessmentStarted }, await KindsAsync(about));
        Assert.Contains("shl36-complete", await OpenDeadlinesAsync(about));
        await _desk.QueryAsync(async guidance =>
        {
            (await guidance.Cases.SingleAsync(each => each.Id == about.Id)).Close(_desk.NowUtc);
            return await guidance.SaveChangesAsync();
        });
        Refuses(await ReopenAsync(about, 2, "Uudelleen"), NeedsAssessmentProblem.CaseClosed);
    }

    private async Task<KeepNeedsAssessmentResult> ReopenAsync(GuidanceCase about, int version, string reason, Actor? actor = null)
    {
        await using var guidance = _desk.Open();
        return await new ReopenNeedsAssessment(guidance, new KeepDeadlines(guidance, DeadlineBook.Shipped, _desk.Clock), _desk.Clock).ReopenAsync(about.Id, version, reason, actor ?? _desk.SannaActor, CancellationToken.None);
    }

    private async Task<string> OpenDeadlinesAsync(GuidanceCase about) => string.Join(';', await _desk.QueryAsync(guidance => guidance.CaseDeadlines
        .Where(deadline => deadline.CaseId == about.Id && deadline.MetAtUtc == null && deadline.EndedAtUtc == null).OrderBy(deadline => deadline.RuleCode)
        .Select(deadline => $"{deadline.RuleCode} {deadline.DueAtUtc:u}").ToListAsync()));

    private KeepNeedsAssessment Keeper(GuidanceDbContext guidance, HousingCriteria? criteria = null) =>
        new(guidance, new KeepDeadlines(guidance, DeadlineBook.Shipped, _desk.Clock), criteria ?? HousingCriteria.Shipped, CountyCalendar.Helsinki, _desk.Clock);

    private async Task<GuidanceCase> AddCaseAsync()
    {
        var added = _desk.Case(_desk.Sanna);
        await _desk.AddAsync(added);
        return added;
    }

    private async Task<KeepNeedsAssessmentResult> KeepAsync(
        GuidanceCase about, int version, NeedsAssessmentContent content, NeedsAssessmentAct act = NeedsAssessmentAct.Save, UnnecessaryReason? reason = null, string? text = null, Actor? actor = null, HousingCriteria? criteria = null)
    {
        await using var guidance = _desk.Open();
        var toKeep = new NeedsAssessmentToKeep { CaseId = about.Id, Version = version, Act = act, Content = content, UnnecessaryReasonKind = reason, UnnecessaryReason = text };
        return await Keeper(guidance, criteria).KeepAsync(toKeep, actor ?? _desk.SannaActor, CancellationToken.None);
    }

    private async Task<Cut<HousingRow>> WaitsAsync(Actor actor)
    {
        await using var guidance = _desk.Open();
        return await new ReadHousingWaits(guidance, CountyCalendar.Helsinki, _desk.Clock).ReadAsync(actor, CancellationToken.None);
    }

    private Task<NeedsAssessment> StoredAsync(GuidanceCase about) => _desk.QueryAsync(guidance => guidance.NeedsAssessments.AsNoTracking().SingleAsync(each => each.CaseId == about.Id));

    private Task<List<CaseEventKind>> KindsAsync(GuidanceCase about) =>
        _desk.QueryAsync(guidance => guidance.CaseEvents.Where(each => each.CaseId == about.Id).OrderBy(each => each.Sequence).Select(each => each.Kind).ToListAsync());

    private static void Kept(KeepNeedsAssessmentResult result) => Assert.IsInstanceOfType<KeepNeedsAssessmentResult.Kept>(result);

    private static void Refuses(KeepNeedsAssessmentResult result, params NeedsAssessmentProblem[] problems) =>
        CollectionAssert.AreEqual(problems, Assert.IsInstanceOfType<KeepNeedsAssessmentResult.Refused>(result).Problems.ToList());
}
