using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.Guidance.Handoffs;
using Palveluohjaus.Guidance.Queues;
using Palveluohjaus.Guidance.Services.Referrals;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Teams;
using Palveluohjaus.SyntheticCounty.People;
using Palveluohjaus.SyntheticCounty.Places;

namespace Palveluohjaus.SyntheticCounty.Cases;

/// <summary>
/// What lies on the desks when the history ends: who took which case, offers to other units in every state, referrals in every state, an absence and two
/// weeks of duty turns. A few open cases of each worker, however large the county: it costs the same for a hundred thousand clients as for a hundred.
/// </summary>
/// <remarks>No case changes unit, worker or deadline by it: what came of earlier steps already happened in the histories, and these steps lie after them.</remarks>
internal sealed class OfficeWork(GuidanceDbContext guidance, CountySetting setting, DerivedIds ids, Random random)
{
    private const int CasesOfWorker = 7;
    private const int OneIsOther = 10;
    private const string OtherReason = "Sovittu puhelimessa toisin.";

    private static readonly TimeSpan LeastRoom = TimeSpan.FromHours(12);

    private readonly Written _written = new();
    private int _offers, _declines, _returns;

    /// <returns>How many events of cases were added.</returns>
    public async Task<int> StoreAsync(CancellationToken cancellationToken)
    {
        var services = new ServiceChoice(await guidance.GuidanceServices.AsNoTracking().OrderBy(service => service.Id).ToListAsync(cancellationToken));
        foreach (var unit in setting.Units.All)
        {
            // Counted over the unit, so that a small one has something of each too.
            var number = 0;
            foreach (var worker in unit.Workers)
            {
                foreach (var about in await ReadAsync(worker.Id, cancellationToken))
                    Work(unit, worker, number++, about, services);
            }

            if (CountyUnits.IsGuidance(unit.Code))
                PlanDesk(unit);
        }

        await guidance.InBulkTransactionAsync(
            async transaction =>
            {
                await guidance.BulkInsertAsync(_written.Assignments.OrderBy(each => each.AtUtc), cancellationToken);
                await guidance.BulkInsertAsync(_written.Handoffs, cancellationToken);
                await guidance.BulkInsertAsync(_written.Events.OrderBy(each => each.OccurredAtUtc), cancellationToken);
                await guidance.BulkInsertAsync(_written.Referrals, cancellationToken);
                await guidance.BulkInsertAsync(_written.Steps, cancellationToken);
                await guidance.BulkInsertAsync(_written.Absences, cancellationToken);
                await guidance.BulkInsertAsync(_written.Turns, cancellationToken);
                await transaction.CommitAsync(cancellationToken);
            },
            cancellationToken);
        return _written.Events.Count;
    }

    private async Task<IReadOnlyList<OpenCase>> ReadAsync(Guid workerId, CancellationToken cancellationToken)
    {
        var cases = await guidance.Cases.AsNoTracking().Where(each => each.ResponsibleWorkerId == workerId && each.ClosedAtUtc == null && each.ClientId != null && each.Source == GuidanceCase.OwnSource)
            .OrderByDescending(each => each.Id).Take(CasesOfWorker).ToListAsync(cancellationToken);
        var caseIds = cases.ConvertAll(each => each.Id);
        var events = (await guidance.CaseEvents.AsNoTracking().Where(happened => caseIds.Contains(happened.CaseId)).ToListAsync(cancellationToken)).ToLookup(happened => happened.CaseId);
        return [.. cases.Select(each => new OpenCase(each, [.. events[each.Id].OrderBy(happened => happened.OccurredAtUtc).ThenBy(happened => happened.Sequence)])).Where(each => setting.EndsAtUtc - each.LastAtUtc > LeastRoom)];
    }

    private void Work(CountyUnit unit, Worker worker, int number, OpenCase about, ServiceChoice services)
    {
        Assign(unit, worker, about, isGiven: number % 3 == 0);
        if (about.ArrangedAtUtc is { } arranged)
            Refer(unit, worker, about, services, number % 4 == 0 ? [ReferralState.Accepted, ReferralState.Started, ReferralState.Ended] : [ReferralState.Accepted, ReferralState.Waiting, ReferralState.Started], arranged);
        else if (number % 3 != 2)
            Refer(unit, worker, about, services, (number % 5) switch { 0 => [], 1 => [ReferralState.Accepted], 2 => [ReferralState.Accepted, ReferralState.Waiting], 3 => [ReferralState.Declined], _ => [ReferralState.Ended] }, startedAtUtc: null);

        switch (number % 6)
        {
            case 0:
                Offer(unit, worker, about, isDeclined: false);
                break;
            case 2:
                Offer(unit, worker, about, isDeclined: true);
                break;
            case 4:
                SendThereAndBack(unit, worker, about);
                break;
            default:
                if (about.HandedOff is { } handedOff)
                    Accept(unit, worker, about, handedOff, isDone: number % 4 == 1);
                break;
        }
    }

    private void Assign(CountyUnit unit, Worker worker, OpenCase about, bool isGiven)
    {
        var colleague = unit.Workers[(unit.Workers.Index().First(each => each.Item.Id == worker.Id).Index + 1) % unit.Workers.Count];
        Add(CaseAssignmentKind.Taken, null, isGiven ? colleague : worker, isGiven ? colleague : worker, 0.04, null);
        if (!isGiven)
            return;
        Add(CaseAssignmentKind.Released, colleague, null, colleague, 0.08, "Jään lomalle.");
        Add(CaseAssignmentKind.Assigned, null, worker, colleague, 0.12, null);

        void Add(CaseAssignmentKind kind, Worker? from, Worker? to, Worker by, double share, string? reason) => _written.Assignments.Add(new CaseAssignment
        {
            CaseId = about.Case.Id,
            UnitId = unit.Unit.Id,
            Kind = kind,
            FromWorkerId = from?.Id,
            ToWorkerId = to?.Id,
            AtUtc = About(about, share),
            ByWorkerId = by.Id,
            Reason = reason,
        });
    }

    /// <param name="unit">Whose case it is.</param>
    /// <param name="worker">Who guided.</param>
    /// <param name="about">The case.</param>
    /// <param name="services">The directory.</param>
    /// <param name="states">What came after it was made.</param>
    /// <param name="startedAtUtc">When the case's history says that a service was arranged; null when none was.</param>
    private void Refer(CountyUnit unit, Worker worker, OpenCase about, ServiceChoice services, IReadOnlyList<ReferralState> states, DateTime? startedAtUtc)
    {
        var service = services.Draw(about.Case.Theme, about.Case.LifeStage, random);
        var received = about.Case.ReceivedAtUtc;
        var times = states.Select((state, index) => startedAtUtc is not { } started ? About(about, 0.2 + (0.1 * (index + 1)))
            : state == ReferralState.Started ? started
            : state == ReferralState.Ended ? About(about, 0.8)
            : received + ((started - received) * ((index + 1) / (states.Count + 1.0)))).ToList();
        var madeAtUtc = startedAtUtc is { } from ? received + ((from - received) * 0.1) : About(about, 0.2);
        var referral = new Referral
        {
            Id = ids.Next(),
            CaseId = about.Case.Id,
            ServiceId = service.Id,
            MadeByWorkerId = worker.Id,
            UnitId = unit.Unit.Id,
            MadeAtUtc = madeAtUtc,
            LastStepAtUtc = madeAtUtc,
            SubmissionKey = ids.Next(),
        };
        AddStep(ReferralState.Made, madeAtUtc, null);
        foreach (var (state, atUtc) in states.Zip(times))
        {
            var note = Referral.NeedsReason(referral.State, state)
                ? state == ReferralState.Declined ? "Ryhmä on täynnä, uusia otetaan syksyllä." : "Asiakas ei halunnut aloittaa vielä."
                : null;
            referral.Become(state, atUtc);
            AddStep(state, atUtc, note);
        }

        _written.Referrals.Add(referral);

        void AddStep(ReferralState state, DateTime atUtc, string? note) => _written.Steps.Add(new ReferralStep
        {
            ReferralId = referral.Id,
            State = state,
            OccurredAtUtc = atUtc,
            RecordedAtUtc = atUtc,
            WorkerId = worker.Id,
            UnitId = unit.Unit.Id,
            Note = note,
        });
    }

    /// <summary>The unit has the case because another one handed it off, and the history has the event.</summary>
    private void Accept(CountyUnit unit, Worker worker, OpenCase about, CaseEvent handedOff, bool isDone)
    {
        var handoff = MakeHandoff(about, about.UnitBefore(handedOff), handedOff.WorkerId, unit.Unit.Id, HandoffReason.AtContact, handedOff.OccurredAtUtc, handedOff.ContactId);
        handoff.Accept(worker.Id, handedOff.OccurredAtUtc);
        if (isDone)
            handoff.Finish(About(about, 0.5));
        _written.Handoffs.Add(handoff);
    }

    private void Offer(CountyUnit unit, Worker worker, OpenCase about, bool isDeclined)
    {
        var (target, offeredAtUtc) = (TargetOf(unit, about), About(about, 0.6));
        var handoff = MakeHandoff(about, unit.Unit.Id, worker.Id, target.Unit.Id, OrOther(random.Pick(Reasons), HandoffReason.Other, ref _offers), offeredAtUtc, contactId: null);
        AddEvent(about, CaseEventKind.HandoffOffered, unit, worker, offeredAtUtc);
        if (isDeclined)
        {
            var answeredAtUtc = About(about, 0.8);
            var reason = OrOther(random.Pick(DeclineReasons), DeclineReason.Other, ref _declines);
            handoff.Decline(reason, reason == DeclineReason.Other ? OtherReason : null, target.Workers[0].Id, answeredAtUtc);
            AddEvent(about, CaseEventKind.HandoffDeclined, unit, target.Workers[0], answeredAtUtc);
        }

        _written.Handoffs.Add(handoff);
    }

    /// <summary>A case that went to another unit and came back: whoever offers it there again is told so.</summary>
    private void SendThereAndBack(CountyUnit unit, Worker worker, OpenCase about)
    {
        var target = TargetOf(unit, about);
        var there = MakeHandoff(about, unit.Unit.Id, worker.Id, target.Unit.Id, OrOther(HandoffReason.OtherUnitsTask, HandoffReason.Other, ref _offers), About(about, 0.3), contactId: null);
        there.Accept(target.Workers[0].Id, About(about, 0.4));
        there.Finish(About(about, 0.6));
        var back = MakeHandoff(about, target.Unit.Id, target.Workers[0].Id, unit.Unit.Id, HandoffReason.OtherUnitsTask, About(about, 0.5), contactId: null, OrOther(ReturnReason.NeedHasChanged, ReturnReason.Other, ref _returns));
        back.Accept(worker.Id, About(about, 0.6));
        back.Finish(About(about, 0.9));
        _written.Handoffs.AddRange([there, back]);
        AddEvent(about, CaseEventKind.HandoffOffered, unit, worker, About(about, 0.3));
        AddEvent(about, CaseEventKind.HandedOff, target, target.Workers[0], About(about, 0.4));
        AddEvent(about, CaseEventKind.HandoffOffered, target, target.Workers[0], About(about, 0.5));
        AddEvent(about, CaseEventKind.HandedOff, unit, worker, About(about, 0.6));
    }

    private void PlanDesk(CountyUnit unit)
    {
        var today = setting.Calendar.DayOf(setting.EndsAtUtc);
        _written.Absences.Add(new Absence
        {
            Id = ids.Next(),
            UnitId = unit.Unit.Id,
            WorkerId = unit.Workers[^1].Id,
            FromDay = today.AddDays(-2),
            ToDay = today.AddDays(8),
            CoverWorkerId = unit.Workers[0].Id,
            NotedByWorkerId = unit.Workers[0].Id,
            NotedAtUtc = setting.EndsAtUtc.AddDays(-3),
        });
        var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
        var turn = 0;
        foreach (var day in Enumerable.Range(0, 14).Select(monday.AddDays).Where(WorkingDays.Default.IsWorkingDay))
        {
            foreach (var half in Enum.GetValues<DutyHalf>())
                _written.Turns.Add(new DutyTurn { Id = ids.Next(), UnitId = unit.Unit.Id, Day = day, Half = half, Place = 0, WorkerId = unit.Workers[turn++ % (unit.Workers.Count - 1)].Id });
        }
    }

    private static readonly HandoffReason[] Reasons = [HandoffReason.OtherUnitsTask, HandoffReason.SpecialExpertise, HandoffReason.ServiceLanguage, HandoffReason.ClientsWish];
    private static readonly DeclineReason[] DeclineReasons = [DeclineReason.NotOurTask, DeclineReason.TooLittleKnown, DeclineReason.NoCapacity, DeclineReason.NeedsJointMeeting];

    /// <summary>One in ten of the reasons that are chosen from a list is none of those on it.</summary>
    private static TReason OrOther<TReason>(TReason listed, TReason other, ref int given) => given++ % OneIsOther == OneIsOther / 2 ? other : listed;

    private CountyUnit TargetOf(CountyUnit unit, OpenCase about)
    {
        var target = about.Case is { Theme: { } theme, LifeStage: { } stage } ? CountyUnits.TargetOf(theme, stage, random) : UnitCode.WorkingAge;
        return setting.Units[target != unit.Code ? target : unit.Code == UnitCode.HomeCare ? UnitCode.Rehabilitation : UnitCode.HomeCare];
    }

    private Handoff MakeHandoff(OpenCase about, Guid? fromUnitId, Guid? fromWorkerId, Guid toUnitId, HandoffReason reason, DateTime offeredAtUtc, Guid? contactId, ReturnReason? returned = null) => new()
    {
        Id = ids.Next(),
        CaseId = about.Case.Id,
        FromUnitId = fromUnitId,
        FromWorkerId = fromWorkerId,
        ToUnitId = toUnitId,
        ReasonKind = reason,
        Reason = reason == HandoffReason.Other ? OtherReason : null,
        ReturnReasonKind = returned,
        ReturnReason = returned == ReturnReason.Other ? OtherReason : null,
        ContactId = contactId,
        OfferedAtUtc = offeredAtUtc,
    };

    private void AddEvent(OpenCase about, CaseEventKind kind, CountyUnit unit, Worker worker, DateTime atUtc) => _written.Events.Add(new CaseEvent
    {
        CaseId = about.Case.Id,
        Kind = kind,
        OccurredAtUtc = atUtc,
        RecordedAtUtc = atUtc,
        UnitId = unit.Unit.Id,
        WorkerId = worker.Id,
    });

    /// <summary>A moment between the last step of the case's history and its end.</summary>
    private DateTime About(OpenCase about, double share) => about.LastAtUtc + ((setting.EndsAtUtc - about.LastAtUtc) * share);

    /// <param name="Case">Open when the history ends.</param>
    /// <param name="Events">The earliest first.</param>
    private sealed record OpenCase(GuidanceCase Case, IReadOnlyList<CaseEvent> Events)
    {
        public DateTime LastAtUtc => Events.Count == 0 ? Case.ReceivedAtUtc : Events[^1].OccurredAtUtc;
        public DateTime? ArrangedAtUtc => Events.FirstOrDefault(happened => happened.Kind == CaseEventKind.ServiceArranged)?.OccurredAtUtc;

        /// <summary>By which the unit that has the case now got it.</summary>
        public CaseEvent? HandedOff => Events.LastOrDefault(happened => happened.Kind == CaseEventKind.HandedOff && happened.UnitId == Case.ResponsibleUnitId);

        public Guid? UnitBefore(CaseEvent handedOff) => Events.TakeWhile(happened => happened != handedOff).LastOrDefault(happened => happened.UnitId != handedOff.UnitId)?.UnitId;
    }

    private sealed class Written
    {
        public List<CaseAssignment> Assignments { get; } = [];
        public List<Handoff> Handoffs { get; } = [];
        public List<CaseEvent> Events { get; } = [];
        public List<Referral> Referrals { get; } = [];
        public List<ReferralStep> Steps { get; } = [];
        public List<Absence> Absences { get; } = [];
        public List<DutyTurn> Turns { get; } = [];
    }
}
