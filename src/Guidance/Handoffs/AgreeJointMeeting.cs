using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Handoffs;

/// <summary>Records that the units of a case meet, in place of handing it over once more: the meeting, its event and the audit entry in one transaction.</summary>
public sealed class AgreeJointMeeting(GuidanceDbContext guidance, CountyCalendar calendar, TimeProvider clock)
{
    public const int MaxUnits = 12;
    public const int MeetsWithinDays = 366;

    public Task<AgreeJointMeetingResult> AgreeAsync(MeetingToAgree toAgree, Actor actor, CancellationToken cancellationToken) => guidance.InTransactionAsync<AgreeJointMeetingResult>(
        async transaction =>
        {
            var about = await guidance.Cases.AsNoTracking().FirstOrDefaultAsync(each => each.Id == toAgree.CaseId && each.Source == GuidanceCase.OwnSource, cancellationToken);
            if (about?.ResponsibleUnitId is not { } ownUnitId || !actor.UnitIds.Contains(ownUnitId))
                return new AgreeJointMeetingResult.NotThere();

            var now = clock.GetUtcNow().UtcDateTime;
            var invited = toAgree.UnitIds.Where(unitId => unitId != ownUnitId).Distinct().ToList();
            var problems = await FindProblemsAsync(toAgree, about, invited, now, cancellationToken);
            if (problems.Count > 0)
                return new AgreeJointMeetingResult.Refused(problems);

            // Sent twice, it is one meeting.
            var note = HandoffSteps.Written(toAgree.Note);
            var agreed = await guidance.JointMeetings.AsNoTracking().FirstOrDefaultAsync(each => each.CaseId == about.Id && each.MeetsAtUtc == toAgree.MeetsAtUtc && each.AgreedByWorkerId == actor.WorkerId && each.Note == note && each.State == JointMeetingState.Agreed, cancellationToken);
            if (agreed is not null)
                return new AgreeJointMeetingResult.Agreed(agreed.Id);

            var meeting = guidance.JointMeetings.Add(new JointMeeting
            {
                CaseId = about.Id,
                MeetsAtUtc = toAgree.MeetsAtUtc!.Value,
                UnitIds = [ownUnitId, .. invited],
                Note = note,
                AgreedAtUtc = now,
                AgreedByWorkerId = actor.WorkerId,
            }).Entity;
            guidance.AddStep(CaseEventKind.JointMeetingAgreed, about.Id, ownUnitId, now, now, actor);
            await guidance.NoteDeclinesSeenAsync(about.Id, now, cancellationToken);
            guidance.AuditOf(AuditAction.Create, nameof(JointMeeting), meeting.Id, about.ClientId, actor, new AuditGround(AuditReasons.JointMeetingAgreed) { CaseId = about.Id }, now);
            await guidance.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return new AgreeJointMeetingResult.Agreed(meeting.Id);
        },
        cancellationToken);

    private async Task<IReadOnlyList<HandoffProblem>> FindProblemsAsync(MeetingToAgree toAgree, GuidanceCase about, List<Guid> invited, DateTime nowUtc, CancellationToken cancellationToken)
    {
        if (about.ClosedAtUtc is not null)
            return [HandoffProblem.CaseClosed];

        var problems = new List<HandoffProblem>();
        if (invited.Count == 0)
            problems.Add(HandoffProblem.MeetingUnitsMissing);
        else if (invited.Count >= MaxUnits)
            problems.Add(HandoffProblem.MeetingUnitsTooMany);
        else
        {
            var units = await guidance.Units.AsNoTracking().Where(unit => invited.Contains(unit.Id) && unit.Source == GuidanceCase.OwnSource).ToListAsync(cancellationToken);
            if (units.Count < invited.Count)
                problems.Add(HandoffProblem.UnitUnknown);
            else if (units.Exists(unit => !unit.IsOpenOn(calendar.DayOf(nowUtc))))
                problems.Add(HandoffProblem.UnitClosed);
        }

        if (toAgree.MeetsAtUtc is not { } meetsAtUtc)
            problems.Add(HandoffProblem.MeetingTimeMissing);
        else if (meetsAtUtc < nowUtc)
            problems.Add(HandoffProblem.MeetingTimePast);
        else if (meetsAtUtc > nowUtc.AddDays(MeetsWithinDays))
            problems.Add(HandoffProblem.MeetingTimeTooFar);
        if (HandoffSteps.Written(toAgree.Note)?.Length > JointMeeting.NoteMaxLength)
            problems.Add(HandoffProblem.TextTooLong);
        return problems;
    }
}

/// <summary>A meeting as it is asked for. Nothing in it has been checked.</summary>
public sealed record MeetingToAgree
{
    public required Guid CaseId { get; init; }
    public required IReadOnlyList<Guid> UnitIds { get; init; }
    public required DateTime? MeetsAtUtc { get; init; }
    public string? Note { get; init; }

    public override string ToString() => $"{nameof(MeetingToAgree)} {CaseId}";
}

/// <summary>What became of agreeing on a meeting.</summary>
public abstract record AgreeJointMeetingResult
{
    private AgreeJointMeetingResult()
    {
    }

    public sealed record Agreed(Guid MeetingId) : AgreeJointMeetingResult;

    public sealed record Refused(IReadOnlyList<HandoffProblem> Problems) : AgreeJointMeetingResult;

    /// <summary>There is no such case, or it is of a unit the actor does not belong to.</summary>
    public sealed record NotThere : AgreeJointMeetingResult;
}
