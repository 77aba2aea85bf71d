using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Teams;

/// <summary>Names who answers for a client's whole (vastuutyöntekijä). The one before is ended, and both stay as history.</summary>
public sealed class NameResponsibleWorker(GuidanceDbContext guidance, TimeProvider clock)
{
    /// <summary>Whom the actor may name: workers of the actor's own units who have an account.</summary>
    public IQueryable<Worker> Choices(Actor actor)
    {
        var unitIds = actor.UnitIds;
        return guidance.Workers.AsNoTracking().Where(worker =>
            guidance.Accounts.Any(account => account.WorkerId == worker.Id && account.DisabledAtUtc == null)
            && ((worker.UnitId != null && unitIds.Contains(worker.UnitId.Value))
                || guidance.UnitMemberships.Any(membership => membership.WorkerId == worker.Id && unitIds.Contains(membership.UnitId))));
    }

    /// <returns>False when there is no such client, or the worker is none that the actor may name.</returns>
    public Task<bool> NameAsync(Guid clientId, Guid workerId, Actor actor, AuditGround ground, CancellationToken cancellationToken) => guidance.InTransactionAsync(
        async transaction =>
        {
            // Reading who answers now and naming the next are one transaction: of two who name at once, the later one's holds and the earlier one's is history.
            if (await guidance.FindSurvivorAsync(clientId, cancellationToken) is not { } client || !await Choices(actor).AnyAsync(worker => worker.Id == workerId, cancellationToken))
                return false;

            var open = await guidance.ResponsibleWorkers.Where(responsible => responsible.ClientId == client.Id && responsible.UntilUtc == null).ToListAsync(cancellationToken);
            if (open is [var only] && only.WorkerId == workerId)
                return true;

            var now = clock.GetUtcNow().UtcDateTime;
            open.ForEach(responsible => responsible.End(now));
            guidance.ResponsibleWorkers.Add(new ResponsibleWorker { ClientId = client.Id, WorkerId = workerId, FromUtc = now, NamedByWorkerId = actor.WorkerId });
            guidance.Add(new ClientChange { ClientId = client.Id, Kind = ClientChangeKind.ResponsibleWorkerNamed, ChangedAtUtc = now });
            guidance.AuditClient(AuditAction.Update, client.Id, actor, ground.With($"; {AuditReasons.ResponsibleWorkerNamed}"), now);
            await guidance.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return true;
        },
        cancellationToken);
}
