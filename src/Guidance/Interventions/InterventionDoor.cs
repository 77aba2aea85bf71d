using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Clients;

namespace Palveluohjaus.Guidance.Interventions;

/// <summary>Whether a worker has to do with an intervention: by the client's grounds, and while it goes on as the professional whose it is or one of their unit.</summary>
public sealed class InterventionDoor(ClientGrounds grounds)
{
    /// <returns>Why the actor may read it and add to it; null when they may not.</returns>
    internal async Task<AuditGround?> AskAsync(Intervention intervention, string purpose, Actor actor, CancellationToken cancellationToken)
    {
        var ground = await grounds.FindAsync(intervention.ClientId, purpose, actor, cancellationToken);
        if (ground is not null && ClientGrounds.StatedIn(ground) is null)
            return ground;

        // The rehabilitation goes on though the case that led to it has ended or gone to another unit.
        var isOwn = intervention.IsOngoing
            && ((intervention.WorkerId is not null && intervention.WorkerId == actor.WorkerId) || (intervention.UnitId is { } unitId && actor.UnitIds.Contains(unitId)));
        return isOwn ? new AuditGround(purpose) { CaseId = intervention.CaseId } : ground;
    }
}
