using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Interventions;
using Palveluohjaus.Guidance.Queues;
using Palveluohjaus.Guidance.Services;
using Palveluohjaus.Guidance.Services.Referrals;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Teams;

namespace Palveluohjaus.Guidance.Clients;

/// <summary>Joins a client's contacts, the steps of their cases, who answered for them, their referrals, interventions, assessments and decisions into one line, the latest first.</summary>
/// <remarks>What an import brought is history to measure, and no matter of ours: it is left out. A contact's own event, an assessment's, and a referred service's start are told once.</remarks>
internal sealed class ReadTimeline(GuidanceDbContext guidance, IReadOnlyDictionary<Guid, Unit> units, CountyCalendar calendar)
{
    private static readonly CaseEventKind[] Steps =
    [
        CaseEventKind.NeedsAssessmentStarted, CaseEventKind.NeedsAssessmentCompleted, CaseEventKind.NeedsAssessmentUnnecessary,
        CaseEventKind.HandoffOffered, CaseEventKind.HandoffDeclined, CaseEventKind.HandoffWithdrawn, CaseEventKind.HandedOff, CaseEventKind.JointMeetingAgreed, CaseEventKind.JointMeetingHeld, CaseEventKind.JointMeetingCancelled,
        CaseEventKind.ServiceArranged, CaseEventKind.FollowedUp, CaseEventKind.Closed, CaseEventKind.TakenBack,
    ];

    public async Task<(IReadOnlyList<TimelineEntry> Entries, int Count)> ReadAsync(Guid clientId, TimelineShow show, int rows, Actor actor, AuditGround ground, CancellationToken cancellationToken)
    {
        var entries = new List<TimelineEntry>();
        var count = 0;
        if (show is TimelineShow.All or TimelineShow.Contacts)
            await AddAsync(Contacts(clientId), contacts => ReadContactsAsync(contacts.OrderByDescending(contact => contact.StartedAtUtc).ThenByDescending(contact => contact.RecordedAtUtc).ThenByDescending(contact => contact.Id).Take(rows), actor, cancellationToken));
        if (show == TimelineShow.All)
        {
            await AddAsync(Events(clientId), events => ReadEventsAsync(events.OrderByDescending(happened => happened.OccurredAtUtc).ThenByDescending(happened => happened.Sequence).Take(rows), actor, ground, cancellationToken));
            await AddAsync(Assignments(clientId), assignments => ReadAssignmentsAsync(assignments.OrderByDescending(assignment => assignment.AtUtc).ThenByDescending(assignment => assignment.Sequence).Take(rows), actor, cancellationToken));
            await AddAsync(ReferralSteps(clientId), steps => ReadReferralStepsAsync(steps.OrderByDescending(step => step.OccurredAtUtc).ThenByDescending(step => step.Sequence).Take(rows), actor, ground, cancellationToken));
            var interventions = guidance.Interventions.AsNoTracking().Where(intervention => intervention.ClientId == clientId);
            await AddAsync(interventions, found => ReadInterventionsAsync(found.OrderByDescending(intervention => intervention.StartedOn).Take(rows), isEnd: false, cancellationToken));
            await AddAsync(interventions.Where(intervention => intervention.EndedOn != null), found => ReadInterventionsAsync(found.OrderByDescending(intervention => intervention.EndedOn).Take(rows), isEnd: true, cancellationToken));
            var assessments = guidance.Assessments.AsNoTracking().Where(assessment => assessment.ClientId == clientId);
            await AddAsync(assessments, found => ReadAssessmentsAsync(found.OrderByDescending(assessment => assessment.AssessedAtUtc).Take(rows), cancellationToken));
        }

        if (show is TimelineShow.All or TimelineShow.Decisions)
        {
            var decisions = guidance.SegmentDecisions.AsNoTracking().Where(decision => decision.ClientId == clientId);
            await AddAsync(decisions, found => ReadDecisionsAsync(clientId, found.OrderByDescending(decision => decision.DecidedAtUtc).ThenByDescending(decision => decision.Sequence).Take(rows), cancellationToken));
        }

        return ([.. entries.OrderByDescending(entry => entry.AtUtc).Take(rows)], count);

        async Task AddAsync<T>(IQueryable<T> source, Func<IQueryable<T>, Task<IEnumerable<TimelineEntry>>> read)
        {
            var found = (await read(source)).ToList();
            entries.AddRange(found);
            count += found.Count < rows ? found.Count : await source.CountAsync(cancellationToken);
        }
    }

    private IQueryable<Contacts.Contact> Contacts(Guid clientId) => guidance.Contacts.AsNoTracking().Where(contact => contact.ClientId == clientId
        && guidance.Cases.Any(each => each.Id == contact.CaseId && each.Source == GuidanceCase.OwnSource));

    private IQueryable<CaseEvent> Events(Guid clientId)
    {
        var kinds = Steps;
        return from each in guidance.Cases
               where each.ClientId == clientId && each.Source == GuidanceCase.OwnSource
               join happened in guidance.CaseEvents on each.Id equals happened.CaseId
               where kinds.Contains(happened.Kind)
               where happened.Kind != CaseEventKind.ServiceArranged || !guidance.Referrals.Any(referral => referral.CaseId == happened.CaseId
                   && guidance.ReferralSteps.Any(step => step.ReferralId == referral.Id && step.State == ReferralState.Started && step.OccurredAtUtc == happened.OccurredAtUtc))
               // A referral tells itself that its start was a mistake.
               where happened.TakesBack == null || !guidance.CaseEvents.Any(taken => taken.Sequence == happened.TakesBack && taken.Kind == CaseEventKind.ServiceArranged)
               select happened;
    }

    private IQueryable<CaseAssignment> Assignments(Guid clientId) =>
        from each in guidance.Cases
        where each.ClientId == clientId && each.Source == GuidanceCase.OwnSource
        join assignment in guidance.CaseAssignments on each.Id equals assignment.CaseId
        select assignment;

    private IQueryable<ReferralStep> ReferralSteps(Guid clientId) =>
        from each in guidance.Cases
        where each.ClientId == clientId && each.Source == GuidanceCase.OwnSource
        join referral in guidance.Referrals on each.Id equals referral.CaseId
        join step in guidance.ReferralSteps on referral.Id equals step.ReferralId
        select step;

    private async Task<IEnumerable<TimelineEntry>> ReadContactsAsync(IQueryable<Contacts.Contact> contacts, Actor actor, CancellationToken cancellationToken)
    {
        var ownUnits = actor.UnitIds;
        return (await (
            from contact in contacts
            join worker in guidance.Workers on contact.WorkerId equals worker.Id into workers
            from worker in workers.DefaultIfEmpty()
            let isOfOwnUnit = contact.UnitId != null && ownUnits.Contains(contact.UnitId.Value)
            select new
            {
                contact.Id,
                contact.StartedAtUtc,
                contact.Initiator,
                contact.Channel,
                contact.HandlingTimeMinutes,
                contact.Themes,
                contact.RepeatReason,
                contact.Outcome,
                contact.CallbackPromisedAtUtc,
                contact.CallbackDoneAtUtc,
                contact.UnitId,
                WorkerName = worker.Name,
                IsOfOwnUnit = isOfOwnUnit,
                Note = isOfOwnUnit ? contact.Note : null,
            }).ToListAsync(cancellationToken))
            .Select(contact => new TimelineEntry.OfContact
            {
                AtUtc = contact.StartedAtUtc,
                ContactId = contact.Id,
                Initiator = contact.Initiator,
                Channel = contact.Channel,
                HandlingTimeMinutes = contact.HandlingTimeMinutes,
                Themes = contact.Themes,
                RepeatReason = contact.RepeatReason,
                Outcome = contact.Outcome,
                CallbackPromisedAtUtc = contact.CallbackPromisedAtUtc,
                CallbackDoneAtUtc = contact.CallbackDoneAtUtc,
                Unit = UnitOf(contact.UnitId),
                WorkerName = contact.WorkerName,
                IsOfOwnUnit = contact.IsOfOwnUnit,
                Note = contact.Note,
            });
    }

    private async Task<IEnumerable<TimelineEntry>> ReadEventsAsync(IQueryable<CaseEvent> events, Actor actor, AuditGround ground, CancellationToken cancellationToken)
    {
        var rows = await (
            from happened in events
            join each in guidance.Cases on happened.CaseId equals each.Id
            join worker in guidance.Workers on happened.WorkerId equals worker.Id into workers
            from worker in workers.DefaultIfEmpty()
            select new
            {
                happened.CaseId,
                happened.OccurredAtUtc,
                happened.Kind,
                happened.UnitId,
                happened.WorkerId,
                happened.Note,
                TookBack = guidance.CaseEvents.Where(taken => taken.Sequence == happened.TakesBack).Select(taken => (CaseEventKind?)taken.Kind).FirstOrDefault(),
                IsTakenBack = guidance.CaseEvents.Any(later => later.TakesBack == happened.Sequence),
                CaseUnitId = each.ResponsibleUnitId,
                each.Theme,
                WorkerName = worker.Name,
            }).ToListAsync(cancellationToken);
        var caseIds = rows.Where(row => IsOfHandoff(row.Kind)).Select(row => row.CaseId).Distinct().ToList();
        var handoffs = caseIds.Count == 0 ? [] : await guidance.Handoffs.AsNoTracking().Where(handoff => caseIds.Contains(handoff.CaseId)).OrderBy(handoff => handoff.OfferedAtUtc).ToListAsync(cancellationToken);
        var metIds = rows.Where(row => row.Kind is CaseEventKind.JointMeetingHeld or CaseEventKind.JointMeetingCancelled).Select(row => row.CaseId).Distinct().ToList();
        var meetings = metIds.Count == 0 ? [] : await guidance.JointMeetings.AsNoTracking().Where(meeting => metIds.Contains(meeting.CaseId) && meeting.EndedAtUtc != null).ToListAsync(cancellationToken);
        return rows.Select(row =>
        {
            // The step is of the last offer made by then: a case has one open at a time. What was written at it is read by both units, whichever has the case now.
            var handoff = IsOfHandoff(row.Kind) ? handoffs.LastOrDefault(each => each.CaseId == row.CaseId && each.OfferedAtUtc <= row.OccurredAtUtc) : null;
            var mayRead = handoff is not null && (actor.UnitIds.Contains(handoff.ToUnitId) || ClientGrounds.MayReadWords(ground, actor, handoff.FromWorkerId, handoff.FromUnitId));
            return new TimelineEntry.OfCase
            {
                AtUtc = row.OccurredAtUtc,
                Kind = row.Kind,
                Theme = row.Theme,
                Unit = UnitOf(row.UnitId),
                WorkerName = row.WorkerName,
                OtherUnit = row.Kind == CaseEventKind.HandedOff ? null : UnitOf(handoff?.ToUnitId),
                HandoffReason = row.Kind is CaseEventKind.HandoffOffered or CaseEventKind.HandedOff ? handoff?.ReasonKind : null,
                DeclineReason = row.Kind == CaseEventKind.HandoffDeclined ? handoff?.DeclineReasonKind : null,
                Note = row.Kind switch
                {
                    CaseEventKind.HandoffOffered when mayRead => handoff!.Reason,
                    CaseEventKind.HandoffDeclined when mayRead => handoff!.DeclineReason,
                    CaseEventKind.JointMeetingHeld or CaseEventKind.JointMeetingCancelled => meetings.Find(each => each.CaseId == row.CaseId && each.EndedAtUtc == row.OccurredAtUtc) is { } met
                        && (met.UnitIds.Any(actor.UnitIds.Contains) || ClientGrounds.StatedIn(ground) is null) ? met.Result : null,
                    CaseEventKind.TakenBack when ClientGrounds.MayReadWords(ground, actor, row.WorkerId, row.CaseUnitId) => row.Note,
                    _ => null,
                },
                TookBack = row.TookBack,
                IsTakenBack = row.IsTakenBack,
            };
        });
    }

    private static bool IsOfHandoff(CaseEventKind kind) => kind is CaseEventKind.HandoffOffered or CaseEventKind.HandoffDeclined or CaseEventKind.HandoffWithdrawn or CaseEventKind.HandedOff;

    private async Task<IEnumerable<TimelineEntry>> ReadAssignmentsAsync(IQueryable<CaseAssignment> assignments, Actor actor, CancellationToken cancellationToken) =>
        (await (
            from assignment in assignments
            join each in guidance.Cases on assignment.CaseId equals each.Id
            join doer in guidance.Workers on assignment.ByWorkerId equals doer.Id into doers
            from doer in doers.DefaultIfEmpty()
            join before in guidance.Workers on assignment.FromWorkerId equals before.Id into beforeWorkers
            from before in beforeWorkers.DefaultIfEmpty()
            join after in guidance.Workers on assignment.ToWorkerId equals after.Id into afterWorkers
            from after in afterWorkers.DefaultIfEmpty()
            select new { Assignment = assignment, each.Theme, ByName = doer.Name, FromName = before.Name, ToName = after.Name }).ToListAsync(cancellationToken))
        .Select(row => new TimelineEntry.OfAssignment
        {
            AtUtc = row.Assignment.AtUtc,
            Kind = row.Assignment.Kind,
            Theme = row.Theme,
            FromName = row.Assignment.FromWorkerId == row.Assignment.ByWorkerId ? null : row.FromName,
            ToName = row.ToName,
            Reason = actor.UnitIds.Contains(row.Assignment.UnitId) ? row.Assignment.Reason : null,
            Unit = UnitOf(row.Assignment.UnitId),
            WorkerName = row.ByName,
        });

    private async Task<IEnumerable<TimelineEntry>> ReadReferralStepsAsync(IQueryable<ReferralStep> steps, Actor actor, AuditGround ground, CancellationToken cancellationToken)
    {
        var culture = CultureInfo.CurrentUICulture;
        return (await (
            from step in steps
            join referral in guidance.Referrals on step.ReferralId equals referral.Id
            join service in guidance.GuidanceServices on referral.ServiceId equals service.Id
            join worker in guidance.Workers on step.WorkerId equals worker.Id into workers
            from worker in workers.DefaultIfEmpty()
            select new { Step = step, TookBack = guidance.ReferralSteps.Where(taken => taken.Sequence == step.TakesBack).Select(taken => (ReferralState?)taken.State).FirstOrDefault(), service.NameFi, service.NameSv, service.NameEn, WorkerName = worker.Name }).ToListAsync(cancellationToken))
            .Select(row => new TimelineEntry.OfReferral
            {
                AtUtc = row.Step.OccurredAtUtc,
                ReferralId = row.Step.ReferralId,
                State = row.Step.State,
                TookBack = row.TookBack,
                ServiceName = ServiceTexts.In(culture, row.NameFi, row.NameSv, row.NameEn),
                Note = ClientGrounds.MayReadWords(ground, actor, row.Step.WorkerId, row.Step.UnitId) ? row.Step.Note : null,
                Unit = UnitOf(row.Step.UnitId),
                WorkerName = row.WorkerName,
            });
    }

    private async Task<IEnumerable<TimelineEntry>> ReadAssessmentsAsync(IQueryable<Assessments.Assessment> assessments, CancellationToken cancellationToken) =>
        (await (
            from assessment in assessments
            join worker in guidance.Workers on assessment.WorkerId equals worker.Id into workers
            from worker in workers.DefaultIfEmpty()
            select new { assessment.AssessedAtUtc, assessment.Answers, WorkerName = worker.Name }).ToListAsync(cancellationToken))
        .Select(assessment => new TimelineEntry.OfAssessment { AtUtc = assessment.AssessedAtUtc, AnswerCount = assessment.Answers.Count, WorkerName = assessment.WorkerName });

    private async Task<IEnumerable<TimelineEntry>> ReadInterventionsAsync(IQueryable<Intervention> interventions, bool isEnd, CancellationToken cancellationToken) =>
        (await (
            from intervention in interventions
            join worker in guidance.Workers on intervention.WorkerId equals worker.Id into workers
            from worker in workers.DefaultIfEmpty()
            select new { intervention.Id, intervention.MethodCode, intervention.MethodVersion, intervention.StartedOn, intervention.EndedOn, intervention.State, intervention.UnitId, WorkerName = worker.Name }).ToListAsync(cancellationToken))
        .Select(intervention => new TimelineEntry.OfIntervention
        {
            AtUtc = calendar.StartOfDayUtc(isEnd ? intervention.EndedOn!.Value : intervention.StartedOn),
            InterventionId = intervention.Id,
            MethodCode = intervention.MethodCode,
            MethodVersion = intervention.MethodVersion,
            Outcome = isEnd ? intervention.State : null,
            Unit = UnitOf(intervention.UnitId),
            WorkerName = intervention.WorkerName,
        });

    private async Task<IEnumerable<TimelineEntry>> ReadDecisionsAsync(Guid clientId, IQueryable<ClientSegments.SegmentDecision> decisions, CancellationToken cancellationToken) =>
        (await (
            from decision in decisions
            join worker in guidance.Workers on decision.WorkerId equals worker.Id into workers
            from worker in workers.DefaultIfEmpty()
            let holds = !guidance.SegmentDecisions.Any(later => later.ClientId == clientId && later.Sequence > decision.Sequence)
            select new { Holds = holds, decision.DecidedAtUtc, decision.Segment, decision.SuggestedSegment, decision.SuggestedShare, decision.SecondsToDecide, WorkerName = worker.Name }).ToListAsync(cancellationToken))
        .Select(decision => new TimelineEntry.OfDecision
        {
            AtUtc = decision.DecidedAtUtc,
            Holds = decision.Holds,
            Segment = decision.Segment,
            SuggestedSegment = decision.SuggestedSegment,
            SuggestedShare = decision.SuggestedShare,
            SecondsToDecide = decision.SecondsToDecide,
            WorkerName = decision.WorkerName,
        });

    private Unit? UnitOf(Guid? unitId) => unitId is { } known ? units.GetValueOrDefault(known) : null;
}
