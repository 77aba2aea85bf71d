using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Interventions;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Tests.Workbench;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Guidance.Tests.Interventions;

[TestClass]
public sealed class InterventionTests : IDisposable
{
    private static readonly DateOnly Today = new(2026, 3, 17);

    private readonly WorkDesk _desk = new();

    [TestMethod]
    public async Task An_intervention_is_measured_held_and_ended_and_has_its_standard_result()
    {
        var of = await AddCaseAsync();
        var id = await StartedAsync(new() { ClientId = _desk.Helmi.Id, CaseId = of.Id, MethodCode = "home-rehabilitation", StartedOn = new DateOnly(2026, 1, 7), PlannedSessions = 8, SubmissionKey = Guid.NewGuid() });

        await DoneAsync(Measure(id, 0, "sppb", 6, new DateOnly(2026, 1, 5)));
        await DoneAsync(Session(id, 1, new DateOnly(2026, 1, 7)));
        await DoneAsync(Session(id, 2, new DateOnly(2026, 1, 14)));
        await DoneAsync(Measure(id, 3, "sppb", 8, new DateOnly(2026, 3, 4), isAfter: true));
        await DoneAsync(End(id, 4, InterventionState.Completed, new DateOnly(2026, 3, 4)));

        var view = (await FindAsync(id))!.View;
        var measured = view.Result.Measures.Single();
        Assert.AreEqual((2, 8, InterventionState.Completed, (DateOnly?)new DateOnly(2026, 3, 4)), (view.Result.SessionsHeld, view.Result.PlannedSessions, view.Intervention.State, view.Intervention.EndedOn));
        Assert.AreEqual(("sppb", 6d, 8d, 2d, ChangeDirection.Better, true), (measured.Code, measured.Before!.Score, measured.After!.Score, measured.Change, measured.Direction, measured.Matters));
        Assert.AreEqual((0d, 12d), (measured.Scale.Minimum, measured.Scale.Maximum));
        Assert.AreEqual(("home-rehabilitation", 1, (Guid?)of.Id, (Guid?)_desk.Sanna.Id), (view.Intervention.MethodCode, view.Intervention.MethodVersion, view.Intervention.CaseId, view.Intervention.WorkerId));
        var audit = (await _desk.AuditAsync()).Where(entry => entry.Subject == nameof(Intervention)).ToList();
        Assert.AreEqual((1, 5, 1), (audit.Count(entry => entry.Action == AuditAction.Create), audit.Count(entry => entry.Action == AuditAction.Update), audit.Count(entry => entry.Action == AuditAction.Read)));
        Assert.IsTrue(audit.All(entry => entry.ClientId == _desk.Helmi.Id && entry.CaseId == of.Id));
    }

    [TestMethod]
    [DataRow("phq-9", 14, 8, ChangeDirection.Better, true)]
    [DataRow("phq-9", 14, 9, ChangeDirection.Better, true)]
    [DataRow("phq-9", 14, 10, ChangeDirection.Better, false)]
    [DataRow("phq-9", 14, 14, ChangeDirection.None, false)]
    [DataRow("phq-9", 14, 20, ChangeDirection.Worse, true)]
    [DataRow("yp-core", 20, 10, ChangeDirection.Better, null)]
    public void A_change_is_read_by_the_scales_direction_and_smallest_change(string measure, double before, double after, ChangeDirection direction, bool? matters)
    {
        var result = new MeasureResult
        {
            Code = measure,
            Scale = InterventionMethods.Shipped.FindInUse("ipc-young")!.FindMeasure(measure)!.Scale,
            Before = new MeasuredScore(before, Today),
            After = new MeasuredScore(after, Today),
        };

        Assert.AreEqual((after - before, direction, matters), (result.Change, result.Direction, result.Matters));
        Assert.AreEqual(((double?)null, (ChangeDirection?)null, (bool?)null), ((result with { After = null }).Change, (result with { Before = null }).Direction, (result with { After = null }).Matters));
    }

    [TestMethod]
    public async Task A_start_that_cannot_be_is_refused_in_words_and_leaves_nothing()
    {
        var (of, closed, others) = (await AddCaseAsync(), _desk.Case().Close(_desk.NowUtc), _desk.Case(client: _desk.Salla));
        await _desk.AddAsync(closed, others);
        var good = new InterventionToStart { ClientId = _desk.Helmi.Id, CaseId = of.Id, MethodCode = "ipc-young", SubmissionKey = Guid.NewGuid() };

        await AssertRefusedAsync("Method MethodMissing", good with { MethodCode = "" });
        await AssertRefusedAsync("Method MethodUnknown", good with { MethodCode = "no-such" });
        await AssertRefusedAsync("StartedOn DayInFuture", good with { StartedOn = Today.AddDays(1) });
        await AssertRefusedAsync("StartedOn DayBeforeBirth, PlannedSessions PlannedSessionsImpossible", good with { StartedOn = new DateOnly(1947, 5, 13), PlannedSessions = 0 });
        await AssertRefusedAsync("PlannedSessions PlannedSessionsImpossible", good with { PlannedSessions = 201 });
        await AssertRefusedAsync("CaseId CaseClosed", good with { CaseId = closed.Id });
        await AssertRefusedAsync("CaseId CaseUnknown", good with { CaseId = others.Id });
        await AssertRefusedAsync("Client NotThere", good with { ClientId = Guid.NewGuid() });
        await AssertRefusedAsync("Client NotThere", good, _desk.PekkaActor);
        await _desk.QueryAsync(guidance => new ClientGrounds(guidance, _desk.Clock).StateAsync(_desk.Helmi.Id, StatedGroundKind.ClientInTouch, _desk.PekkaActor, CancellationToken.None));
        await AssertRefusedAsync("Client ContactFirst", good, _desk.PekkaActor);
        Assert.AreEqual(0, await _desk.QueryAsync(guidance => guidance.Interventions.CountAsync()));
    }

    [TestMethod]
    public async Task Started_twice_by_one_form_it_is_one_and_the_same_method_does_not_go_on_twice()
    {
        await AddCaseAsync();
        var toStart = new InterventionToStart { ClientId = _desk.Helmi.Id, MethodCode = "ipc-young", SubmissionKey = Guid.NewGuid() };
        var id = await StartedAsync(toStart);

        Assert.AreEqual(new InterventionOutcome.Done(id, CameBefore: true), await StartAsync(toStart));
        await AssertRefusedAsync("Client KeyReused", toStart with { MethodCode = "voimaperheet" });
        await AssertRefusedAsync("Method AlreadyOngoing", toStart with { SubmissionKey = Guid.NewGuid() });
        await StartedAsync(toStart with { MethodCode = "voimaperheet", SubmissionKey = Guid.NewGuid() });
        await DoneAsync(End(id, 0, InterventionState.Declined));
        await StartedAsync(toStart with { SubmissionKey = Guid.NewGuid() });
    }

    [TestMethod]
    public async Task What_cannot_have_happened_is_refused_and_leaves_nothing()
    {
        var id = await StartedAsync("ipc-young", new DateOnly(2026, 2, 2));
        await DoneAsync(Measure(id, 0, "phq-9", 12, new DateOnly(2026, 2, 10)));
        await DoneAsync(Session(id, 1, new DateOnly(2026, 2, 20)));
        var (good, end) = (Measure(id, 2, "phq-9", 7, isAfter: true), End(id, 2, InterventionState.Interrupted));

        await AssertRefusedAsync("Measure MeasureMissing", good with { MeasureCode = "" });
        await AssertRefusedAsync("Measure MeasureUnknown", good with { MeasureCode = "sppb" });
        await AssertRefusedAsync("Score ScoreMissing", good with { Score = null });
        await AssertRefusedAsync("Score ScoreOutsideScale", good with { Score = 28 });
        await AssertRefusedAsync("Score ScoreOutsideScale", good with { Score = -1 });
        await AssertRefusedAsync("Score ScoreBetweenSteps", good with { Score = 7.5 });
        await AssertRefusedAsync("Score ScoreOutsideScale", good with { Score = double.NaN });
        await AssertRefusedAsync("MeasuredOn AfterIsBeforeBefore", good with { Day = new DateOnly(2026, 2, 9) });
        await AssertRefusedAsync("MeasuredOn AfterIsBeforeBefore, MeasuredOn AfterIsBeforeStart", good with { Day = new DateOnly(2026, 2, 1) });
        await AssertRefusedAsync("MeasuredOn DayInFuture", good with { Day = Today.AddDays(1) });
        await AssertRefusedAsync("MeasuredOn DayBeforeBirth", good with { IsAfter = false, Day = new DateOnly(1900, 1, 1) });
        await AssertRefusedAsync("HeldOn SessionBeforeStart", Session(id, 2, new DateOnly(2026, 2, 1)));
        await AssertRefusedAsync("HeldOn DayInFuture", Session(id, 2, Today.AddDays(1)));
        await AssertRefusedAsync("Reason ReasonMissing", end);
        await AssertRefusedAsync("Note ReasonTextMissing", end with { Reason = InterruptionReason.Other, Note = " \u200B" });
        await AssertRefusedAsync("Note NoteTooLong", end with { Reason = InterruptionReason.Other, Note = new string('a', 501) });
        await AssertRefusedAsync("Outcome OutcomeMissing", end with { Outcome = null });
        await AssertRefusedAsync("Outcome OutcomeMissing", end with { Outcome = InterventionState.Ongoing });
        await AssertRefusedAsync("Outcome DeclinedAfterSessions", end with { Outcome = InterventionState.Declined });
        await AssertRefusedAsync("EndedOn EndBeforeSession", end with { Outcome = InterventionState.Completed, Day = new DateOnly(2026, 2, 19) });
        await AssertRefusedAsync("EndedOn EndBeforeStart", end with { Outcome = InterventionState.Completed, Day = new DateOnly(2026, 2, 1) });
        await AssertRefusedAsync("Entry EntryUnknown", new InterventionAct.TakeBack { InterventionId = id, Version = 2, Entry = 4711, Note = "väärä" });
        await AssertRefusedAsync("Client NotThere", good with { InterventionId = Guid.NewGuid() });
        await AssertRefusedAsync("Client NotThere", good, _desk.PekkaActor);
        Assert.AreEqual(2, await _desk.QueryAsync(guidance => guidance.InterventionEntries.CountAsync()));
        Assert.AreEqual(2, await _desk.QueryAsync(guidance => guidance.Interventions.Select(each => each.Version).SingleAsync()));
    }

    [TestMethod]
    public async Task Ended_once_it_takes_no_session_or_second_end_but_a_late_measurement()
    {
        var id = await StartedAsync("ipc-young");
        await DoneAsync(End(id, 0, InterventionState.Interrupted) with { Reason = InterruptionReason.MovedAway });

        await AssertRefusedAsync("Outcome HasEnded", End(id, 1, InterventionState.Completed));
        await AssertRefusedAsync("HeldOn HasEnded", Session(id, 1));
        await DoneAsync(Measure(id, 1, "phq-9", 3, isAfter: true));
    }

    [TestMethod]
    public async Task Of_two_who_record_at_once_one_is_told_to_look_again()
    {
        var id = await StartedAsync("ipc-young");
        await using var first = _desk.Open();
        await using var second = _desk.Open();
        var slow = await second.Interventions.SingleAsync();

        await DoneAsync(Session(id, 0));

        await AssertRefusedAsync("Client ChangedMeanwhile", Session(id, 0));
        slow.Note();
        await Assert.ThrowsExactlyAsync<DbUpdateConcurrencyException>(() => second.SaveChangesAsync());
        Assert.AreEqual(1, await first.InterventionEntries.CountAsync());
    }

    [TestMethod]
    public async Task A_mistake_is_taken_back_in_sight_and_nothing_is_rewritten()
    {
        var id = await StartedAsync("ipc-young");
        await DoneAsync(Measure(id, 0, "phq-9", 21));
        await DoneAsync(Measure(id, 1, "phq-9", 12));
        await DoneAsync(Session(id, 2));
        await DoneAsync(End(id, 3, InterventionState.Completed));
        var entries = (await FindAsync(id))!.View.Entries;

        await AssertRefusedAsync("TakeBackNote NoteMissing", new InterventionAct.TakeBack { InterventionId = id, Version = 4, Entry = entries[2].Entry.Sequence, Note = " " });
        await DoneAsync(new InterventionAct.TakeBack { InterventionId = id, Version = 4, Entry = entries[3].Entry.Sequence, Note = "Väärä asiakas" });
        await DoneAsync(new InterventionAct.TakeBack { InterventionId = id, Version = 5, Entry = entries[2].Entry.Sequence, Note = "Ei pidetty" });
        await AssertRefusedAsync("Entry EntryUnknown", new InterventionAct.TakeBack { InterventionId = id, Version = 6, Entry = entries[2].Entry.Sequence, Note = "Uudelleen" });

        var view = (await FindAsync(id))!.View;
        Assert.AreEqual((InterventionState.Ongoing, (DateOnly?)null, 0, 12d), (view.Intervention.State, view.Intervention.EndedOn, view.Result.SessionsHeld, view.Result.Measures.Single().Before!.Score));
        Assert.AreEqual("21 12", string.Join(' ', view.Entries.Where(row => row.Entry.MeasureCode is not null).Select(row => row.Entry.Score)), "The first score stays to be seen.");
        Assert.AreEqual("True True False False False False", string.Join(' ', view.Entries.Select(row => row.Holds)));
        Assert.AreEqual("Ei pidetty", view.Entries[^1].Note);
        await Assert.ThrowsExactlyAsync<InvalidOperationException>(() => _desk.QueryAsync(async guidance =>
        {
            guidance.Remove(await guidance.InterventionEntries.FirstAsync());
            return await guidance.SaveChangesAsync();
        }));
    }

    [TestMethod]
    public async Task The_end_of_what_was_begun_again_is_not_taken_back_while_the_later_one_goes_on()
    {
        var first = await StartedAsync("ipc-young");
        await DoneAsync(End(first, 0, InterventionState.Completed));
        var end = (await FindAsync(first))!.View.Entries.Single().Entry.Sequence;
        var second = await StartedAsync("ipc-young");
        var takeBack = new InterventionAct.TakeBack { InterventionId = first, Version = 1, Entry = end, Note = "Ei päättynyt" };

        await AssertRefusedAsync("Entry AlreadyOngoing", takeBack);
        await DoneAsync(End(second, 0, InterventionState.Declined));
        await DoneAsync(takeBack);
        Assert.AreEqual(first, await _desk.QueryAsync(guidance => guidance.Interventions.Where(each => each.State == InterventionState.Ongoing).Select(each => each.Id).SingleAsync()));
    }

    [TestMethod]
    public async Task What_another_desk_made_go_on_while_this_one_waited_for_the_client_is_seen()
    {
        var first = await StartedAsync("ipc-young");
        await DoneAsync(End(first, 0, InterventionState.Completed));
        var second = await StartedAsync("ipc-young");
        await DoneAsync(End(second, 0, InterventionState.Completed));
        var end = (await FindAsync(first))!.View.Entries.Single().Entry.Sequence;

        // The other desk's commit, at the moment in which a database of many writers would let this one go on.
        await _desk.QueryAsync(guidance => guidance.Database.ExecuteSqlRawAsync(
            "CREATE TRIGGER OtherDesk AFTER UPDATE OF Version ON Clients BEGIN UPDATE Interventions SET State = 'Ongoing' WHERE rowid = (SELECT max(rowid) FROM Interventions); END"));

        await AssertRefusedAsync("Method AlreadyOngoing", new InterventionToStart { ClientId = _desk.Helmi.Id, MethodCode = "ipc-young", SubmissionKey = Guid.NewGuid() });
        await AssertRefusedAsync("Entry AlreadyOngoing", new InterventionAct.TakeBack { InterventionId = first, Version = 1, Entry = end, Note = "Ei päättynyt" });
        Assert.AreEqual(0, (await _desk.QueryAsync(guidance => guidance.Clients.SingleAsync(client => client.Id == _desk.Helmi.Id))).Version, "Who edits the client's data meanwhile is not told that it changed.");
    }

    [TestMethod]
    public async Task A_score_keeps_the_scale_it_was_given_on_when_the_catalogue_changes_or_loses_the_method()
    {
        using var folder = new TemporaryFolder();
        var json = """{ "methods": [ { "code": "ipc-young", "version": 1, "name": X, "description": X, "lifeStages": ["Youth"], "sessions": 3, "theme": "Housing", "preventive": true, "provider": X, "source": X, "measures": [ { "code": "phq-9", "name": X, "minimum": 0, "maximum": 10, "step": 1, "better": "Higher", "source": X } ] } ] }""";
        await File.WriteAllTextAsync(folder.Of("own.json"), json.Replace("X", """{ "fi": "a", "sv": "b", "en": "c" }""", StringComparison.Ordinal));
        var id = await StartedAsync("ipc-young");
        await DoneAsync(Measure(id, 0, "phq-9", 21));

        Assert.IsInstanceOfType<InterventionOutcome.Done>(await RecordAsync(Measure(id, 1, "phq-9", 15, isAfter: true), methods: InterventionMethods.Read(folder.FullName)));

        var measured = (await FindAsync(id))!.View.Result.Measures.Single();
        Assert.AreEqual((27d, BetterScore.Lower, ChangeDirection.Better, (bool?)true), (measured.Scale.Maximum, measured.Scale.Better, measured.Direction, measured.Matters));
    }

    [TestMethod]
    public async Task The_professional_goes_on_after_the_case_has_left_their_unit_and_a_stranger_sees_nothing()
    {
        var of = await AddCaseAsync();
        var id = await StartedAsync(new() { ClientId = _desk.Helmi.Id, CaseId = of.Id, MethodCode = "ipc-young", SubmissionKey = Guid.NewGuid() });
        await _desk.QueryAsync(async guidance =>
        {
            (await guidance.Cases.SingleAsync()).AssignTo(_desk.West.Id, _desk.Pekka.Id);
            return await guidance.SaveChangesAsync();
        });

        await DoneAsync(Session(id, 0));
        Assert.IsNotNull(await FindAsync(id, _desk.PekkaActor));
        Assert.IsNull(await FindAsync(id, new Actor("stranger", Guid.NewGuid())));
        await DoneAsync(End(id, 1, InterventionState.Completed));
        Assert.IsNull(await FindAsync(id), "Once it has ended, the case's unit has it.");
    }

    public void Dispose() => _desk.Dispose();

    private static InterventionAct.Measure Measure(Guid id, int version, string measure, double score, DateOnly? day = null, bool isAfter = false) =>
        new() { InterventionId = id, Version = version, MeasureCode = measure, Score = score, Day = day, IsAfter = isAfter };

    private static InterventionAct.Session Session(Guid id, int version, DateOnly? day = null) => new() { InterventionId = id, Version = version, Day = day };

    private static InterventionAct.End End(Guid id, int version, InterventionState outcome, DateOnly? day = null) => new() { InterventionId = id, Version = version, Outcome = outcome, Day = day };

    private async Task<GuidanceCase> AddCaseAsync()
    {
        var of = _desk.Case(_desk.Sanna);
        await _desk.AddAsync(of);
        return of;
    }

    private async Task<Guid> StartedAsync(string method, DateOnly? day = null)
    {
        await AddCaseAsync();
        return await StartedAsync(new() { ClientId = _desk.Helmi.Id, MethodCode = method, StartedOn = day, SubmissionKey = Guid.NewGuid() });
    }

    private async Task<Guid> StartedAsync(InterventionToStart toStart)
    {
        var outcome = await StartAsync(toStart);
        Assert.IsInstanceOfType<InterventionOutcome.Done>(outcome, Describe(outcome));
        return ((InterventionOutcome.Done)outcome).InterventionId;
    }

    private async Task DoneAsync(InterventionAct act)
    {
        var outcome = await RecordAsync(act);
        Assert.IsInstanceOfType<InterventionOutcome.Done>(outcome, Describe(outcome));
    }

    private async Task AssertRefusedAsync(string problems, InterventionToStart toStart, Actor? actor = null) => Assert.AreEqual(problems, Describe(await StartAsync(toStart, actor)));

    private async Task AssertRefusedAsync(string problems, InterventionAct act, Actor? actor = null) => Assert.AreEqual(problems, Describe(await RecordAsync(act, actor)));

    private static string Describe(InterventionOutcome outcome) =>
        outcome is InterventionOutcome.Refused refused ? string.Join(", ", refused.Problems.Select(problem => $"{problem.Field} {problem.Kind}")) : "done";

    private async Task<InterventionOutcome> StartAsync(InterventionToStart toStart, Actor? actor = null)
    {
        await using var guidance = _desk.Open();
        return await new StartIntervention(guidance, InterventionMethods.Shipped, new ClientGrounds(guidance, _desk.Clock), CountyCalendar.Helsinki, _desk.Clock).StartAsync(toStart, actor ?? _desk.SannaActor, CancellationToken.None);
    }

    private async Task<InterventionOutcome> RecordAsync(InterventionAct act, Actor? actor = null, InterventionMethods? methods = null)
    {
        await using var guidance = _desk.Open();
        return await new RecordIntervention(guidance, methods ?? InterventionMethods.Shipped, Door(guidance), CountyCalendar.Helsinki, _desk.Clock).RecordAsync(act, actor ?? _desk.SannaActor, CancellationToken.None);
    }

    private async Task<InterventionDetails?> FindAsync(Guid id, Actor? actor = null)
    {
        await using var guidance = _desk.Open();
        return await new ReadInterventions(guidance, InterventionMethods.Shipped, Door(guidance), CountyCalendar.Helsinki, _desk.Clock).FindAsync(id, actor ?? _desk.SannaActor, CancellationToken.None);
    }

    private InterventionDoor Door(GuidanceDbContext guidance) => new(new ClientGrounds(guidance, _desk.Clock));
}
