using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Clients;

/// <summary>Sets two clients side by side for whoever is to say whether they are one person. Both are read, on a ground of their own.</summary>
public sealed class CompareClients(GuidanceDbContext guidance, ReadClient readClient, ClientGrounds grounds)
{
    /// <summary>Notes that the two are looked at to correct the records. Who has to do with a client anyway needs no other ground.</summary>
    /// <returns>False when one of them is no client.</returns>
    public async Task<bool> StateAsync(Guid oneId, Guid otherId, Actor actor, CancellationToken cancellationToken)
    {
        foreach (var clientId in (Guid[])[oneId, otherId])
        {
            if (await grounds.FindAsync(clientId, AuditReasons.ClientsCompared, actor, cancellationToken) is null
                && !await grounds.StateAsync(clientId, StatedGroundKind.DataCorrection, actor, cancellationToken))
                return false;
        }

        return true;
    }

    /// <returns>Null when the actor has no ground to see both of them: nothing of either was read then.</returns>
    public async Task<ClientComparison?> ReadAsync(Guid oneId, Guid otherId, Actor actor, CancellationToken cancellationToken)
    {
        var groundOfOne = await grounds.FindAsync(oneId, AuditReasons.ClientsCompared, actor, cancellationToken);
        var groundOfOther = await grounds.FindAsync(otherId, AuditReasons.ClientsCompared, actor, cancellationToken);
        if (groundOfOne is null || groundOfOther is null)
            return null;
        return new ClientComparison(
            await ReadOneAsync(oneId, actor, groundOfOne, cancellationToken),
            await ReadOneAsync(otherId, actor, groundOfOther, cancellationToken));
    }

    private async Task<ComparedClient> ReadOneAsync(Guid clientId, Actor actor, AuditGround ground, CancellationToken cancellationToken)
    {
        var details = (await readClient.ReadAsync(clientId, DetailsRight.OrdinaryOnly, actor, ground, cancellationToken))!;
        return new ComparedClient
        {
            Details = details,
            RecordedAtUtc = await guidance.Clients.Where(client => client.Id == details.Id).Select(client => client.CreatedAtUtc).SingleAsync(cancellationToken),
            CaseCount = await guidance.Cases.CountAsync(each => each.ClientId == details.Id, cancellationToken),
            ContactCount = await guidance.Contacts.CountAsync(each => each.ClientId == details.Id, cancellationToken),
            AssessmentCount = await guidance.Assessments.CountAsync(each => each.ClientId == details.Id, cancellationToken),
            DecisionCount = await guidance.SegmentDecisions.CountAsync(each => each.ClientId == details.Id, cancellationToken),
        };
    }
}
