using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Queues;

/// <summary>
/// Takes a matter that came to one's unit and that nobody has, or whose worker is away and covered by oneself or by the queue. Its unit does not change,
/// so that it is no handoff: it leaves a <see cref="CaseAssignment"/> and no event.
/// </summary>
public sealed class TakeCase(GuidanceDbContext guidance, CountyCalendar calendar, TimeProvider clock)
{
    public async Task<TakeCaseResult> TakeAsync(Guid caseId, Actor actor, CancellationToken cancellationToken)
    {
        var workerId = actor.WorkerId ?? throw new InvalidOperationException("Only a worker takes a case.");

        // Whoever comes too late is told so without waiting for a turn to write.
        if (await LookAsync(await guidance.Cases.AsNoTracking().FirstOrDefaultAsync(each => each.Id == caseId, cancellationToken), actor, cancellationToken) is { } already)
            return already;

        // Whoever changed the case at the same moment is found when it is looked at again, and named.
        return await guidance.InTransactionAsync<TakeCaseResult>(
            async transaction =>
            {
                var taken = await guidance.Cases.FirstOrDefaultAsync(each => each.Id == caseId, cancellationToken);
                if (await LookAsync(taken, actor, cancellationToken) is { } meanwhile)
                    return meanwhile;

                var now = clock.GetUtcNow().UtcDateTime;
                guidance.Assign(taken!, workerId, CaseAssignmentKind.Taken, reason: null, actor, now);
                guidance.AuditEntries.Add(AuditEntry.Of(AuditAction.Update, nameof(GuidanceCase), caseId, taken!.ClientId, actor, new AuditGround(AuditReasons.CaseTaken) { CaseId = caseId }, now));
                await guidance.SaveChangesAsync(cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                return new TakeCaseResult.Taken();
            },
            cancellationToken);
    }

    /// <returns>What is to be told instead of taking it; null when it may be taken.</returns>
    private async Task<TakeCaseResult?> LookAsync(GuidanceCase? found, Actor actor, CancellationToken cancellationToken)
    {
        if (found is not { Source: GuidanceCase.OwnSource, ResponsibleUnitId: { } unitId } || !actor.UnitIds.Contains(unitId))
            return new TakeCaseResult.NotThere();
        if (found.ClosedAtUtc is not null)
            return new TakeCaseResult.Closed();
        if (found.ResponsibleWorkerId == actor.WorkerId)
            return new TakeCaseResult.Taken();
        if (found.ResponsibleWorkerId is not { } holderId)
            return null;

        var (today, workerId) = (calendar.DayOf(clock.GetUtcNow().UtcDateTime), actor.WorkerId);
        var isCovered = await guidance.Absences.HoldingOn(today).AnyAsync(
            absence => absence.UnitId == unitId && absence.WorkerId == holderId && (absence.CoverWorkerId == null || absence.CoverWorkerId == workerId),
            cancellationToken);
        return isCovered ? null : new TakeCaseResult.TakenBy(await guidance.Workers.Where(worker => worker.Id == holderId).Select(worker => worker.Name).SingleAsync(cancellationToken));
    }
}

/// <summary>What became of taking a case.</summary>
public abstract record TakeCaseResult
{
    private TakeCaseResult()
    {
    }

    /// <summary>It is the actor's now, or was already.</summary>
    public sealed record Taken : TakeCaseResult;

    /// <param name="WorkerName">Who has it.</param>
    public sealed record TakenBy(string WorkerName) : TakeCaseResult;

    public sealed record Closed : TakeCaseResult;

    /// <summary>There is no such case, or it is of a unit the actor does not belong to.</summary>
    public sealed record NotThere : TakeCaseResult;
}

internal static class CaseAssignments
{
    extension(GuidanceDbContext guidance)
    {
        /// <summary>Gives a case to a worker of its own unit, or back to the unit's queue, and adds the change to its history. Saved by whoever calls.</summary>
        public void Assign(GuidanceCase guidanceCase, Guid? toWorkerId, CaseAssignmentKind kind, string? reason, Actor actor, DateTime nowUtc)
        {
            var unitId = guidanceCase.ResponsibleUnitId ?? throw new InvalidOperationException("A case of no unit has no worker of its unit.");
            guidance.CaseAssignments.Add(new CaseAssignment
            {
                CaseId = guidanceCase.Id,
                UnitId = unitId,
                Kind = kind,
                FromWorkerId = guidanceCase.ResponsibleWorkerId,
                ToWorkerId = toWorkerId,
                AtUtc = nowUtc,
                ByWorkerId = actor.WorkerId,
                Reason = reason,
            });
            guidanceCase.AssignTo(unitId, toWorkerId);
        }
    }
}
