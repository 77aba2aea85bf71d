using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Workbench;

/// <summary>Takes a matter that came to one's unit and that nobody has. Its unit does not change, so that it is no handoff and leaves no event.</summary>
public sealed class TakeCase(GuidanceDbContext guidance, TimeProvider clock)
{
    private const int AttemptsOnConflict = 3;

    public async Task<TakeCaseResult> TakeAsync(Guid caseId, Actor actor, CancellationToken cancellationToken)
    {
        var workerId = actor.WorkerId ?? throw new InvalidOperationException("Only a worker takes a case.");
        for (var attempt = 1; ; attempt++)
        {
            await using var transaction = await guidance.Database.BeginTransactionAsync(cancellationToken);
            var taken = await guidance.Cases.FirstOrDefaultAsync(each => each.Id == caseId && each.Source == GuidanceCase.OwnSource, cancellationToken);
            if (taken?.ResponsibleUnitId is not { } unitId || !actor.UnitIds.Contains(unitId))
                return new TakeCaseResult.NotThere();
            if (taken.ClosedAtUtc is not null)
                return new TakeCaseResult.Closed();
            if (taken.ResponsibleWorkerId == workerId)
                return new TakeCaseResult.Taken();
            if (taken.ResponsibleWorkerId is { } otherId)
                return new TakeCaseResult.TakenBy(await guidance.Workers.Where(worker => worker.Id == otherId).Select(worker => worker.Name).SingleAsync(cancellationToken));

            taken.AssignTo(unitId, workerId);
            guidance.AuditOf(AuditAction.Update, nameof(GuidanceCase), taken.Id, taken.ClientId, actor, new AuditGround(AuditReasons.CaseTaken) { CaseId = taken.Id }, clock.GetUtcNow().UtcDateTime);
            try
            {
                await guidance.SaveChangesAsync(cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                return new TakeCaseResult.Taken();
            }
            catch (DbUpdateConcurrencyException) when (attempt < AttemptsOnConflict)
            {
                // Somebody changed the case at the same moment: look again, and tell who has it.
                guidance.ChangeTracker.Clear();
            }
        }
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
