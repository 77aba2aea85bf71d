using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Handoffs;

/// <summary>
/// Answers offers to one's units, withdraws those of one's units, and ends them. Of two that answer or withdraw at once one does, and the other is told
/// what had happened.
/// </summary>
public sealed class AnswerHandoff(GuidanceDbContext guidance, CountyCalendar calendar, TimeProvider clock)
{
    /// <summary>The case becomes the receiving unit's, with nobody in particular. When it came, and what is promised, stays as it was.</summary>
    public Task<AnswerHandoffResult> AcceptAsync(Guid handoffId, Actor actor, CancellationToken cancellationToken) =>
        ActAsync(handoffId, actor, handoff => handoff.ToUnitId, HandoffState.Accepted, AuditReasons.HandoffAccepted, AcceptAsync, cancellationToken);

    public Task<AnswerHandoffResult> DeclineAsync(Guid handoffId, DeclineReason? kind, string? text, Actor actor, CancellationToken cancellationToken) =>
        ActAsync(handoffId, actor, handoff => handoff.ToUnitId, HandoffState.Declined, AuditReasons.HandoffDeclined, (handoff, offered, now, by, _) => Task.FromResult(Decline(handoff, offered, kind, HandoffSteps.Written(text), now, by)), cancellationToken);

    public Task<AnswerHandoffResult> WithdrawAsync(Guid handoffId, Actor actor, CancellationToken cancellationToken) =>
        ActAsync(handoffId, actor, handoff => handoff.FromUnitId, HandoffState.Withdrawn, AuditReasons.HandoffWithdrawn, (handoff, offered, now, by, _) => Task.FromResult(Withdraw(handoff, offered, now, by)), cancellationToken);

    /// <summary>What the receiving unit was asked for has been done.</summary>
    public Task<AnswerHandoffResult> FinishAsync(Guid handoffId, Actor actor, CancellationToken cancellationToken) =>
        ActAsync(handoffId, actor, handoff => handoff.ToUnitId, HandoffState.Done, AuditReasons.HandoffDone, (handoff, _, now, _, _) => Task.FromResult(Finish(handoff, now)), cancellationToken);

    /// <summary>The offering unit has read that it was declined, and keeps the case.</summary>
    public Task<AnswerHandoffResult> KeepAsync(Guid handoffId, Actor actor, CancellationToken cancellationToken) =>
        ActAsync(handoffId, actor, handoff => handoff.FromUnitId, after: null, AuditReasons.HandoffDeclineSeen, (handoff, _, now, _, _) => Task.FromResult(Keep(handoff, now)), cancellationToken);

    private Task<AnswerHandoffResult> ActAsync(
        Guid handoffId,
        Actor actor,
        Func<Handoff, Guid?> unitWhoMay,
        HandoffState? after,
        string auditReason,
        Func<Handoff, GuidanceCase, DateTime, Actor, CancellationToken, Task<HandoffProblem?>> act,
        CancellationToken cancellationToken) => guidance.InTransactionAsync<AnswerHandoffResult>(
        async transaction =>
        {
            // What was answered, withdrawn or closed at the same moment is looked at again, and told.
            var handoff = await guidance.Handoffs.FirstOrDefaultAsync(each => each.Id == handoffId, cancellationToken);
            if (handoff is null || unitWhoMay(handoff) is not { } unitId || !actor.UnitIds.Contains(unitId))
                return new AnswerHandoffResult.NotThere();

            // The same sent twice, or by two of a unit with the same intent: it is as they wanted.
            if (handoff.State == after && (handoff.AnsweredByWorkerId ?? handoff.WithdrawnByWorkerId) == actor.WorkerId && actor.WorkerId is not null)
                return new AnswerHandoffResult.Done(handoff.CaseId);

            var now = clock.GetUtcNow().UtcDateTime;
            var offered = await guidance.Cases.SingleAsync(each => each.Id == handoff.CaseId, cancellationToken);
            if (await act(handoff, offered, now, actor, cancellationToken) is { } problem)
                return problem == HandoffProblem.NotOpen ? await TellAsync(handoff, cancellationToken) : new AnswerHandoffResult.Refused(problem, handoff.CaseId);

            guidance.AuditHandoff(AuditAction.Update, handoff, offered.ClientId, actor, auditReason, now);
            await guidance.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return new AnswerHandoffResult.Done(handoff.CaseId);
        },
        cancellationToken);

    private async Task<HandoffProblem?> AcceptAsync(Handoff handoff, GuidanceCase offered, DateTime nowUtc, Actor actor, CancellationToken cancellationToken)
    {
        if (handoff.State != HandoffState.Offered)
            return HandoffProblem.NotOpen;
        if (offered.ClosedAtUtc is not null)
            return HandoffProblem.CaseClosed;
        if (offered.ResponsibleUnitId != handoff.FromUnitId)
            return HandoffProblem.CaseMoved;
        var unit = await guidance.Units.AsNoTracking().SingleAsync(each => each.Id == handoff.ToUnitId, cancellationToken);
        if (!unit.IsOpenOn(calendar.DayOf(nowUtc)))
            return HandoffProblem.UnitClosed;

        var earlier = await guidance.Handoffs.Where(each => each.CaseId == offered.Id && each.State == HandoffState.Accepted).ToListAsync(cancellationToken);
        earlier.ForEach(each => each.Finish(nowUtc));
        handoff.Accept(actor.WorkerId, nowUtc);
        offered.AssignTo(handoff.ToUnitId, null);
        guidance.AddStep(CaseEventKind.HandedOff, offered.Id, handoff.ToUnitId, LaterOf(handoff.OfferedAtUtc, nowUtc), nowUtc, actor);
        return null;
    }

    private HandoffProblem? Decline(Handoff handoff, GuidanceCase offered, DeclineReason? kind, string? text, DateTime nowUtc, Actor actor)
    {
        if (handoff.State != HandoffState.Offered)
            return HandoffProblem.NotOpen;
        if (kind is null)
            return HandoffProblem.DeclineReasonMissing;
        if (kind == DeclineReason.Other && text is null)
            return HandoffProblem.DeclineReasonTextMissing;
        if (text?.Length > Handoff.TextMaxLength)
            return HandoffProblem.TextTooLong;

        handoff.Decline(kind.Value, text, actor.WorkerId, nowUtc);
        guidance.AddStep(CaseEventKind.HandoffDeclined, offered.Id, offered.ResponsibleUnitId, LaterOf(handoff.OfferedAtUtc, nowUtc), nowUtc, actor);
        return null;
    }

    private HandoffProblem? Withdraw(Handoff handoff, GuidanceCase offered, DateTime nowUtc, Actor actor)
    {
        if (handoff.State != HandoffState.Offered)
            return HandoffProblem.NotOpen;

        handoff.Withdraw(actor.WorkerId, nowUtc);
        guidance.AddStep(CaseEventKind.HandoffWithdrawn, offered.Id, offered.ResponsibleUnitId, LaterOf(handoff.OfferedAtUtc, nowUtc), nowUtc, actor);
        return null;
    }

    private static HandoffProblem? Finish(Handoff handoff, DateTime nowUtc)
    {
        if (handoff.State != HandoffState.Accepted)
            return HandoffProblem.NotOpen;
        handoff.Finish(nowUtc);
        return null;
    }

    private static HandoffProblem? Keep(Handoff handoff, DateTime nowUtc)
    {
        if (handoff.State != HandoffState.Declined)
            return HandoffProblem.NotOpen;
        handoff.NoteDeclineSeen(nowUtc);
        return null;
    }

    /// <summary>A call that is still being talked may end later than the server's now: what follows it must not come before it.</summary>
    private static DateTime LaterOf(DateTime offeredAtUtc, DateTime nowUtc) => offeredAtUtc > nowUtc ? offeredAtUtc : nowUtc;

    private async Task<AnswerHandoffResult> TellAsync(Handoff handoff, CancellationToken cancellationToken)
    {
        var workerId = handoff.WithdrawnByWorkerId ?? handoff.AnsweredByWorkerId;
        var name = await guidance.Workers.Where(worker => worker.Id == workerId).Select(worker => worker.Name).FirstOrDefaultAsync(cancellationToken);
        return new AnswerHandoffResult.Told(handoff.State, name, handoff.WithdrawnAtUtc ?? handoff.DoneAtUtc ?? handoff.AnsweredAtUtc ?? handoff.OfferedAtUtc, handoff.CaseId);
    }
}

/// <summary>What became of answering, withdrawing or ending an offer.</summary>
public abstract record AnswerHandoffResult
{
    private AnswerHandoffResult()
    {
    }

    /// <summary>It is as the actor wanted, or was already.</summary>
    public sealed record Done(Guid CaseId) : AnswerHandoffResult;

    /// <summary>Somebody had acted before; nothing was changed.</summary>
    /// <param name="State">How the offer stands.</param>
    /// <param name="WorkerName">Who made it so; null when no worker did.</param>
    /// <param name="AtUtc">When.</param>
    /// <param name="CaseId">Its case.</param>
    public sealed record Told(HandoffState State, string? WorkerName, DateTime AtUtc, Guid CaseId) : AnswerHandoffResult;

    public sealed record Refused(HandoffProblem Problem, Guid CaseId) : AnswerHandoffResult;

    /// <summary>There is no such offer, or it is none of the actor's units'.</summary>
    public sealed record NotThere : AnswerHandoffResult;
}
