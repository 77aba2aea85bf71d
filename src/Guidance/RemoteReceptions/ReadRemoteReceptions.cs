using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.RemoteReceptions;

/// <summary>Reads a planned remote reception back, and writes into the audit that it was read.</summary>
public sealed class ReadRemoteReceptions(GuidanceDbContext guidance, TimeProvider clock)
{
    /// <returns>Whose it is, and nothing else of it; null when there is no such reception.</returns>
    public Task<Guid?> ClientOfAsync(Guid receptionId, CancellationToken cancellationToken) =>
        guidance.RemoteReceptions.Where(reception => reception.Id == receptionId).Select(reception => (Guid?)reception.ClientId).FirstOrDefaultAsync(cancellationToken);

    /// <param name="receptionId">Which.</param>
    /// <param name="actor">Who reads.</param>
    /// <param name="ground">By what the actor has to do with its client.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<RemoteReception?> ReadAsync(Guid receptionId, Actor actor, AuditGround ground, CancellationToken cancellationToken)
    {
        if (await guidance.RemoteReceptions.AsNoTracking().FirstOrDefaultAsync(reception => reception.Id == receptionId, cancellationToken) is not { } found)
            return null;
        guidance.AuditReception(AuditAction.Read, found, actor, ground, clock.GetUtcNow().UtcDateTime);
        await guidance.SaveChangesAsync(cancellationToken);
        return found;
    }
}
