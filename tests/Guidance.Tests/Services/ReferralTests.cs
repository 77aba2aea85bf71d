using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.Guidance.Queues;
using Palveluohjaus.Guidance.Services;
using Palveluohjaus.Guidance.Services.Referrals;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Tests.Workbench;
using Palveluohjaus.Guidance.Workbench;

namespace Palveluohjaus.Guidance.Tests.Services;

[TestClass]
public sealed class ReferralTests : IDisposable
{
    private readonly WorkDesk _desk = new();
    private readonly GuidanceService _service = new() { Source = GuidanceCase.OwnSource, ExternalId = "1", Sector = ServiceSector.ThirdSector, NameFi = "Kerho" };

    [TestMethod]
    public async Task A_referral_goes_its_way_and_its_start_is_an_event_of_the_case()
    {
        var of = await AddCaseAsync();
        var id = await MadeAsync(of.Id);

        Assert.IsInstanceOfType<ReferralResult.Done>(await StepAsync(id, ReferralState.Accepted, 0));
        _desk.Clock.Advance(TimeSpan.FromDays(7));
        Assert.IsInstanceOfType<ReferralResult.Done>(await StepAsync(id, ReferralState.Waiting, 1));
        Assert.AreEqual(0, await _desk.QueryAsync(guidance => guidance.CaseEvents.CountAsync()));
        _desk.Clock.Advance(TimeSpan.FromDays(3));
        Assert.IsInstanceOfType<ReferralResult.Done>(await StepAsync(id, ReferralState.Started, 2, day: new DateOnly(2026, 3, 25)));
        Assert.IsInstanceOfType<ReferralResult.Done>(await StepAsync(id, ReferralState.Ended, 3));

        var happened = await _desk.QueryAsync(guidance => guidance.CaseEvents.SingleAsync());
        Assert.AreEqual((CaseEventKind.ServiceArranged, of.Id, CountyCalendar.Helsinki.StartOfDayUtc(new DateOnly(2026, 3, 25))), (happened.Kind, happened.CaseId, happened.OccurredAtUtc));
        var details = (await WithAsync(read => read.FindAsync(id, _desk.SannaActor, CancellationToken.None)))!;
        CollectionAssert.AreEqual(new[] { ReferralState.Made, ReferralState.Accepted, ReferralState.Waiting, ReferralState.Started, ReferralState.Ended }, details.Steps.Select(step => step.State).ToArray());
        Assert.AreEqual(0, (await WithAsync(read => read.ListAsync(WorkView.Mine, 1, _desk.SannaActor, CancellationToken.None))).Count);
        Assert.IsTrue((await _desk.AuditAsync()).Where(entry => entry.Subject == nameof(Referral)).All(entry => entry.ClientId == _desk.Helmi.Id && entry.CaseId == of.Id));
    }

    [TestMethod]
    public async Task Sent_twice_it_is_made_once_and_another_to_the_same_service_waits_for_the_first()
    {
        var of = await AddCaseAsync();
        var key = Guid.NewGuid();
        var first = await MakeAsync(of.Id, key: key);

        Assert.AreEqual(new ReferralResult.Done(((ReferralResult.Done)first).ReferralId, CameBefore: true), await MakeAsync(of.Id, key: key));
        AssertRefused(ReferralProblemKind.AlreadyReferred, await MakeAsync(of.Id));
        await StepAsync(((ReferralResult.Done)first).ReferralId, ReferralState.Declined, 0, note: "Ei vapaita paikkoja");
        Assert.IsInstanceOfType<ReferralResult.Done>(await MakeAsync(of.Id));
    }

    [TestMethod]
    public async Task A_key_that_came_with_another_case_service_or_note_is_refused_and_nothing_is_taken_for_made()
    {
        var (of, another) = (await AddCaseAsync(), _desk.Case(client: _desk.Salla));
        var other = new GuidanceService { Source = GuidanceCase.OwnSource, ExternalId = "2", Sector = ServiceSector.ThirdSector, NameFi = "Ryhmä" };
        await _desk.AddAsync(another, other);
        var key = Guid.NewGuid();
        await MakeAsync(of.Id, key: key, note: "Toivoo seuraa");

        AssertRefused(ReferralProblemKind.KeyReused, await MakeAsync(another.Id, key: key));
        AssertRefused(ReferralProblemKind.KeyReused, await MakeAsync(of.Id, key: key, service: other));
        AssertRefused(ReferralProblemKind.KeyReused, await MakeAsync(of.Id, key: key, note: "Toivoo rauhaa"));
        Assert.IsInstanceOfType<ReferralResult.Done>(await MakeAsync(of.Id, key: key, note: " Toivoo seuraa "));
        Assert.AreEqual((1, 1), (await _desk.QueryAsync(guidance => guidance.Referrals.CountAsync()), await _desk.QueryAsync(guidance => guidance.ReferralSteps.CountAsync())));
    }

    [TestMethod]
    [DataRow(ReferralState.Declined)]
    [DataRow(ReferralState.Ended)]
    public async Task Thirty_days_after_its_end_the_one_who_guided_sees_it_no_more_without_a_ground_of_theirs(ReferralState end)
    {
        var of = await AddCaseAsync();
        var id = await MadeAsync(of.Id);
        await _desk.QueryAsync(async guidance =>
        {
            (await guidance.Cases.SingleAsync()).AssignTo(_desk.West.Id, _desk.Pekka.Id);
            return await guidance.SaveChangesAsync();
        });
        _desk.Clock.Advance(TimeSpan.FromDays(400));
        Assert.IsNotNull(await WithAsync(read => read.FindAsync(id, _desk.SannaActor, CancellationToken.None)), "Open, it is waited for.");
        Assert.IsInstanceOfType<ReferralResult.Done>(await StepAsync(id, end, 0, note: "Muutti", actor: _desk.PekkaActor));

        _desk.Clock.Advance(TimeSpan.FromDays(29));
        Assert.IsNotNull(await WithAsync(read => read.FindAsync(id, _desk.SannaActor, CancellationToken.None)));
        _desk.Clock.Advance(TimeSpan.FromDays(1));
        Assert.IsNull(await WithAsync(read => read.FindAsync(id, _desk.SannaActor, CancellationToken.None)));
        Assert.IsNull(await WithAsync(read => read.FindAsync(id, _desk.OskarActor, CancellationToken.None)), "Of the same unit.");
        AssertRefused(ReferralProblemKind.NotThere, await StepAsync(id, ReferralState.Started, 1));
        Assert.IsNotNull(await WithAsync(read => read.FindAsync(id, _desk.PekkaActor, CancellationToken.None)), "Whose case it is.");
    }

    [TestMethod]
    public async Task Steps_that_cannot_be_are_refused_in_words_and_leave_nothing()
    {
        var of = await AddCaseAsync();
        var id = await MadeAsync(of.Id);

        AssertRefused(ReferralProblemKind.ReasonMissing, await StepAsync(id, ReferralState.Declined, 0, note: " "));
        AssertRefused(ReferralProblemKind.ReasonMissing, await StepAsync(id, ReferralState.Ended, 0));
        AssertRefused(ReferralProblemKind.DayInFuture, await StepAsync(id, ReferralState.Accepted, 0, day: new DateOnly(2026, 3, 18)));
        AssertRefused(ReferralProblemKind.DayBeforeLastStep, await StepAsync(id, ReferralState.Accepted, 0, day: new DateOnly(2026, 3, 16)));
        AssertRefused(ReferralProblemKind.NoteTooLong, await StepAsync(id, ReferralState.Accepted, 0, note: new string('a', 501)));
        AssertRefused(ReferralProblemKind.StepNotPossible, await StepAsync(id, ReferralState.Made, 0));
        AssertRefused(ReferralProblemKind.ChangedMeanwhile, await StepAsync(id, ReferralState.Accepted, 7));
        AssertRefused(ReferralProblemKind.NotThere, await StepAsync(Guid.NewGuid(), ReferralState.Accepted, 0));
        Assert.AreEqual(1, await _desk.QueryAsync(guidance => guidance.ReferralSteps.CountAsync()));
    }

    [TestMethod]
    public async Task Nobody_is_guided_to_what_is_withdrawn_and_referrals_made_go_on()
    {
        var of = await AddCaseAsync();
        var id = await MadeAsync(of.Id);
        await _desk.QueryAsync(async guidance =>
        {
            (await guidance.GuidanceServices.SingleAsync()).Withdraw(_desk.NowUtc);
            return await guidance.SaveChangesAsync();
        });
        var another = _desk.Case(client: _desk.Salla);
        await _desk.AddAsync(another);

        AssertRefused(ReferralProblemKind.ServiceWithdrawn, await MakeAsync(another.Id));
        Assert.IsInstanceOfType<ReferralResult.Done>(await StepAsync(id, ReferralState.Started, 0));
        Assert.IsTrue((await WithAsync(read => read.ListAsync(WorkView.Mine, 1, _desk.SannaActor, CancellationToken.None))).Rows.Single().IsWithdrawn);
    }

    [TestMethod]
    public async Task Another_units_case_a_closed_one_and_one_with_a_stated_ground_only_make_no_referral()
    {
        var (others, closed) = (_desk.Case(unit: _desk.West, client: _desk.Salla), _desk.Case().Close(_desk.NowUtc));
        await _desk.AddAsync(_service, others, closed);

        AssertRefused(ReferralProblemKind.NotThere, await MakeAsync(others.Id));
        AssertRefused(ReferralProblemKind.CaseClosed, await MakeAsync(closed.Id));
        AssertRefused(ReferralProblemKind.NotThere, await MakeAsync(Guid.NewGuid()));
        await _desk.QueryAsync(guidance => new ClientGrounds(guidance, _desk.Clock).StateAsync(_desk.Salla.Id, StatedGroundKind.ClientInTouch, _desk.SannaActor, CancellationToken.None));
        AssertRefused(ReferralProblemKind.ContactFirst, await MakeAsync(others.Id));
        Assert.AreEqual(0, await _desk.QueryAsync(guidance => guidance.Referrals.CountAsync()));
    }

    [TestMethod]
    public async Task The_one_who_guided_sees_how_it_went_after_the_case_has_gone_to_another_unit_and_others_do_not()
    {
        var of = await AddCaseAsync();
        var id = await MadeAsync(of.Id);
        await _desk.QueryAsync(async guidance =>
        {
            (await guidance.Cases.SingleAsync()).AssignTo(_desk.West.Id, _desk.Pekka.Id);
            return await guidance.SaveChangesAsync();
        });

        Assert.IsInstanceOfType<ReferralResult.Done>(await StepAsync(id, ReferralState.Declined, 0, note: "Jono on suljettu", actor: _desk.PekkaActor));

        Assert.AreEqual("Jono on suljettu", (await WithAsync(read => read.ListAsync(WorkView.Mine, 1, _desk.SannaActor, CancellationToken.None))).Rows.Single().LastNote);
        Assert.IsNotNull(await WithAsync(read => read.FindAsync(id, _desk.SannaActor, CancellationToken.None)));
        Assert.IsNull(await WithAsync(read => read.FindAsync(id, new Actor("stranger", Guid.NewGuid()), CancellationToken.None)));
        Assert.AreEqual(0, (await WithAsync(read => read.ListAsync(WorkView.Team, 1, new Actor("stranger", Guid.NewGuid()), CancellationToken.None))).Count);
    }

    [TestMethod]
    public async Task A_start_that_was_a_mistake_is_taken_back_in_sight_and_the_deadline_runs_as_it_did()
    {
        var of = _desk.Case().Raise(_desk.NowUtc.AddDays(-1)).Concern(MatterKind.SocialAssistance, false, false);
        await _desk.AddAsync(_service, of);
        await UpdateDeadlinesAsync(of.Id);
        var before = await DeadlinesAsync(of.Id);
        Assert.IsTrue(before.Exists(deadline => deadline is { Target: DeadlineTarget.ServiceArranged, IsOpen: true }));
        var id = await MadeAsync(of.Id);
        await StepAsync(id, ReferralState.Started, 0);
        Assert.IsFalse((await DeadlinesAsync(of.Id)).Exists(deadline => deadline is { Target: DeadlineTarget.ServiceArranged, IsOpen: true }));

        AssertRefused(ReferralProblemKind.TakeBackReasonMissing, await TakeBackAsync(id, 1, " "));
        AssertRefused(ReferralProblemKind.NoteTooLong, await TakeBackAsync(id, 1, new string('a', 501)));
        AssertRefused(ReferralProblemKind.ChangedMeanwhile, await TakeBackAsync(id, 0, "Väärä asiakas"));
        AssertRefused(ReferralProblemKind.NotThere, await TakeBackAsync(id, 1, "Väärä asiakas", new Actor("stranger", Guid.NewGuid())));
        _desk.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.IsInstanceOfType<ReferralResult.Done>(await TakeBackAsync(id, 1, "Väärä asiakas"));

        Assert.AreEqual(
            string.Join(';', before.Select(deadline => (deadline.RuleCode, deadline.DueAtUtc, deadline.MetAtUtc, deadline.EndedAtUtc, deadline.HalfAtUtc))),
            string.Join(';', (await DeadlinesAsync(of.Id)).Select(deadline => (deadline.RuleCode, deadline.DueAtUtc, deadline.MetAtUtc, deadline.EndedAtUtc, deadline.HalfAtUtc))));
        var details = (await WithAsync(read => read.FindAsync(id, _desk.SannaActor, CancellationToken.None)))!;
        Assert.AreEqual(ReferralState.Made, details.Row.State);
        CollectionAssert.AreEqual(
            new (ReferralState, ReferralState?, bool)[] { (ReferralState.Made, null, false), (ReferralState.Started, null, true), (ReferralState.Made, ReferralState.Started, false) },
            details.Steps.Select(step => (step.State, step.TakesBack, step.IsTakenBack)).ToArray());
        Assert.AreEqual("Väärä asiakas", details.Steps[^1].Note);
        Assert.IsNull(details.LastStep);
        AssertRefused(ReferralProblemKind.NothingToTakeBack, await TakeBackAsync(id, 2, "Uudelleen"));
        Assert.AreEqual(0, await _desk.QueryAsync(guidance => guidance.CaseEvents.Standing().CountAsync()));
        Assert.IsTrue((await _desk.AuditAsync()).Exists(entry => entry.Reason == AuditReasons.ReferralStepTakenBack && entry.ClientId == _desk.Helmi.Id));
        Assert.IsInstanceOfType<ReferralResult.Done>(await StepAsync(id, ReferralState.Started, 2));
    }

    [TestMethod]
    public async Task A_decline_that_was_a_mistake_is_taken_back_unless_another_was_made_meanwhile()
    {
        var of = await AddCaseAsync();
        var id = await MadeAsync(of.Id);
        await StepAsync(id, ReferralState.Accepted, 0);
        await StepAsync(id, ReferralState.Declined, 1, note: "Jono on suljettu");
        var other = await MadeAsync(of.Id);

        AssertRefused(ReferralProblemKind.AlreadyReferred, await TakeBackAsync(id, 2, "Väärä rivi"));
        await StepAsync(other, ReferralState.Ended, 0, note: "Turha");
        Assert.IsInstanceOfType<ReferralResult.Done>(await TakeBackAsync(id, 2, "Väärä rivi"));
        Assert.AreEqual(ReferralState.Accepted, (await WithAsync(read => read.FindAsync(id, _desk.SannaActor, CancellationToken.None)))!.Row.State);
    }

    [TestMethod]
    public async Task A_declined_one_calls_for_who_guided_or_their_team_until_it_is_seen_or_another_is_made()
    {
        var of = await AddCaseAsync();
        var id = await MadeAsync(of.Id);
        await StepAsync(id, ReferralState.Declined, 0, note: "Jono on suljettu", actor: _desk.OskarActor);
        Assert.AreEqual((1, 0), await DeclinedAsync(_desk.SannaActor));
        Assert.AreEqual((0, 0), await DeclinedAsync(_desk.OskarActor), "Sanna is here.");

        await WithAsync(read => read.FindAsync(id, _desk.OskarActor, CancellationToken.None));
        Assert.AreEqual((1, 0), await DeclinedAsync(_desk.SannaActor), "Seen in passing.");
        await _desk.AddAsync(new Absence { UnitId = _desk.East.Id, WorkerId = _desk.Sanna.Id, FromDay = new DateOnly(2026, 3, 16), ToDay = new DateOnly(2026, 3, 20), NotedAtUtc = _desk.NowUtc });
        Assert.AreEqual((0, 1), await DeclinedAsync(_desk.OskarActor));
        Assert.AreEqual((0, 0), await DeclinedAsync(_desk.PekkaActor), "Another unit.");

        await WithAsync(read => read.FindAsync(id, _desk.OskarActor, CancellationToken.None));
        Assert.AreEqual(((0, 0), (0, 0)), (await DeclinedAsync(_desk.OskarActor), await DeclinedAsync(_desk.SannaActor)));

        _desk.Clock.Advance(TimeSpan.FromHours(1));
        var again = await MadeAsync(of.Id);
        await StepAsync(again, ReferralState.Declined, 0, note: "Täynnä");
        Assert.AreEqual((1, 0), await DeclinedAsync(_desk.SannaActor));
        _desk.Clock.Advance(TimeSpan.FromHours(1));
        await MadeAsync(of.Id);
        Assert.AreEqual((0, 0), await DeclinedAsync(_desk.SannaActor), "Another one was made.");
    }

    [TestMethod]
    public async Task A_step_is_never_rewritten()
    {
        await MadeAsync((await AddCaseAsync()).Id);

        await Assert.ThrowsExactlyAsync<InvalidOperationException>(() => _desk.QueryAsync(async guidance =>
        {
            guidance.Remove(await guidance.ReferralSteps.SingleAsync());
            return await guidance.SaveChangesAsync();
        }));
    }

    [TestMethod]
    public async Task A_protected_clients_municipality_stays_hidden_on_the_list()
    {
        var of = _desk.Case(client: _desk.Salla);
        await _desk.AddAsync(_service, of);
        await MadeAsync(of.Id);

        Assert.IsNull((await WithAsync(read => read.ListAsync(WorkView.Mine, 1, _desk.SannaActor, CancellationToken.None))).Rows.Single().Client!.MunicipalityCode);
    }

    public void Dispose() => _desk.Dispose();

    private static void AssertRefused(ReferralProblemKind kind, ReferralResult result) =>
        Assert.AreEqual(kind, (result as ReferralResult.Refused)?.Kind, $"{result}");

    private async Task<GuidanceCase> AddCaseAsync()
    {
        var of = _desk.Case();
        await _desk.AddAsync(_service, of);
        return of;
    }

    private async Task<Guid> MadeAsync(Guid caseId) => ((ReferralResult.Done)await MakeAsync(caseId)).ReferralId;

    private async Task<ReferralResult> MakeAsync(Guid caseId, Guid? key = null, GuidanceService? service = null, string note = "")
    {
        await using var guidance = _desk.Open();
        return await new MakeReferral(guidance, Door(guidance), _desk.Clock).MakeAsync(
            new ReferralToMake { CaseId = caseId, ServiceId = (service ?? _service).Id, Note = note, SubmissionKey = key ?? Guid.NewGuid() }, _desk.SannaActor, CancellationToken.None);
    }

    private async Task<ReferralResult> StepAsync(Guid id, ReferralState state, int version, DateOnly? day = null, string note = "", Actor? actor = null)
    {
        await using var guidance = _desk.Open();
        return await new RecordReferralStep(guidance, new KeepDeadlines(guidance, DeadlineBook.Shipped, _desk.Clock), Door(guidance), CountyCalendar.Helsinki, _desk.Clock).RecordAsync(
            new StepToRecord { ReferralId = id, State = state, OccurredOn = day, Note = note, Version = version }, actor ?? _desk.SannaActor, CancellationToken.None);
    }

    private async Task<ReferralResult> TakeBackAsync(Guid id, int version, string note, Actor? actor = null)
    {
        await using var guidance = _desk.Open();
        return await new TakeBackReferralStep(guidance, new KeepDeadlines(guidance, DeadlineBook.Shipped, _desk.Clock), Door(guidance), _desk.Clock)
            .TakeBackAsync(id, version, note, actor ?? _desk.SannaActor, CancellationToken.None);
    }

    private async Task UpdateDeadlinesAsync(Guid caseId)
    {
        await using var guidance = _desk.Open();
        await new KeepDeadlines(guidance, DeadlineBook.Shipped, _desk.Clock).UpdateAsync(await guidance.Cases.SingleAsync(each => each.Id == caseId), CancellationToken.None);
        await guidance.SaveChangesAsync();
    }

    private Task<List<CaseDeadline>> DeadlinesAsync(Guid caseId) =>
        _desk.QueryAsync(guidance => guidance.CaseDeadlines.AsNoTracking().Where(deadline => deadline.CaseId == caseId).OrderBy(deadline => deadline.RuleCode).ToListAsync());

    private async Task<(int Own, int OfAway)> DeclinedAsync(Actor actor)
    {
        var declined = await WithAsync(read => read.CountDeclinedAsync(actor, CancellationToken.None));
        return (declined.Own, declined.OfAway);
    }

    private async Task<T> WithAsync<T>(Func<ReadReferrals, Task<T>> read)
    {
        await using var guidance = _desk.Open();
        return await read(new ReadReferrals(guidance, Door(guidance), CountyCalendar.Helsinki, _desk.Clock));
    }

    private ReferralDoor Door(GuidanceDbContext guidance) => new(guidance, new ClientGrounds(guidance, _desk.Clock), _desk.Clock);
}
