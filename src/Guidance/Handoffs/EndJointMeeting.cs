using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Handoffs;

/// <summary>Records how a joint meeting ended, by any of the units that were to meet: what was agreed and who carries on, or why it was cancelled.</summary>
public sealed class EndJointMeeting(GuidanceDbContext guidance, TimeProvider clock)
{
    public Task<EndJointMeetingResult> HoldAsync(Guid meetingId, string? result, Guid? carriesOnUnitId, Actor actor, CancellationToken cancellationToken) =>
        EndAsync(meetingId, JointMeetingState.Held, HandoffSteps.Written(result), carriesOnUnitId, actor, cancellationToken);

    public Task<EndJointMeetingResult> CancelAsync(Guid meetingId, string? reason, Actor actor, CancellationToken cancellationToken) =>
        EndAsync(meetingId, JointMeetingState.Cancelled, HandoffSteps.Written(reason), null, actor, cancellationToken);

    private Task<EndJointMeetingResult> EndAsync(Guid meetingId, JointMeetingState state, string? text, Guid? carriesOnUnitId, Actor actor, CancellationToken cancellationToken) => guidance.InTransactionAsync<EndJointMeetingResult>(
        async transaction =>
        {
            var meeting = await guidance.JointMeetings.FirstOrDefaultAsync(each => each.Id == meetingId, cancellationToken);
            var about = meeting is null ? null : await guidance.Cases.AsNoTracking().SingleAsync(each => each.Id == meeting.CaseId, cancellationToken);
            var now = clock.GetUtcNow().UtcDateTime;
            if (meeting is null || about is null || !OpenMeetings.IsWith(meeting, about, actor.UnitIds, now))
                return new EndJointMeetingResult.NotThere();

            // Sent twice by the same worker, it is as they wanted.
            if (meeting.State == state && meeting.EndedByWorkerId == actor.WorkerId && actor.WorkerId is not null && meeting.Result == text && meeting.CarriesOnUnitId == carriesOnUnitId)
                return new EndJointMeetingResult.Done(meeting.CaseId);
            if (FindProblem(meeting, state, text, carriesOnUnitId) is { } problem)
                return new EndJointMeetingResult.Refused(problem);

            if (state == JointMeetingState.Held)
                meeting.Hold(text!, carriesOnUnitId!.Value, actor.WorkerId, now);
            else
                meeting.Cancel(text!, actor.WorkerId, now);
            guidance.AddStep(state == JointMeetingState.Held ? CaseEventKind.JointMeetingHeld : CaseEventKind.JointMeetingCancelled, about.Id, about.ResponsibleUnitId, now, now, actor);
            guidance.AuditOf(AuditAction.Update, nameof(JointMeeting), meeting.Id, about.ClientId, actor, new AuditGround(AuditReasons.JointMeetingEnded) { CaseId = about.Id }, now);
            try
            {
                await guidance.SaveChangesAsync(cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                return new EndJointMeetingResult.Done(about.Id);
            }
            catch (DbUpdateConcurrencyException)
            {
                guidance.ChangeTracker.Clear();
                return new EndJointMeetingResult.Refused(HandoffProblem.MeetingEnded);
            }
        },
        cancellationToken);

    private static HandoffProblem? FindProblem(JointMeeting meeting, JointMeetingState state, string? text, Guid? carriesOnUnitId)
    {
        if (meeting.State != JointMeetingState.Agreed)
            return HandoffProblem.MeetingEnded;
        if (text is null)
            return state == JointMeetingState.Held ? HandoffProblem.MeetingResultMissing : HandoffProblem.MeetingCancelReasonMissing;
        if (text.Length > JointMeeting.ResultMaxLength)
            return HandoffProblem.MeetingResultTooLong;
        return state == JointMeetingState.Held && (carriesOnUnitId is not { } unitId || !meeting.UnitIds.Contains(unitId)) ? HandoffProblem.MeetingCarriesOnMissing : null;
    }
}

/// <summary>What became of ending a meeting.</summary>
public abstract record EndJointMeetingResult
{
    private EndJointMeetingResult()
    {
    }

    public sealed record Done(Guid CaseId) : EndJointMeetingResult;

    public sealed record Refused(HandoffProblem Problem) : EndJointMeetingResult;

    /// <summary>There is no such meeting, or it is none of the actor's units'.</summary>
    public sealed record NotThere : EndJointMeetingResult;
}
