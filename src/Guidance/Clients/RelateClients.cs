using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Clients;

/// <summary>Links a client to someone close, and ends the link. One row serves both ends.</summary>
public sealed class RelateClients(GuidanceDbContext guidance, TimeProvider clock)
{
    /// <returns>What must be corrected; empty when it was recorded, or was there already.</returns>
    public Task<IReadOnlyList<ClientProblem>> AddAsync(RelationToAdd toAdd, Actor actor, AuditGround ground, CancellationToken cancellationToken) => guidance.InTransactionAsync<IReadOnlyList<ClientProblem>>(
        async transaction =>
        {
            // A merge at the same moment must not leave the relation with a client nobody reads any more.
            var client = await guidance.FindSurvivorAsync(toAdd.ClientId, cancellationToken);
            var related = toAdd.RelatedClientId is { } relatedId ? await guidance.FindSurvivorAsync(relatedId, cancellationToken) : null;
            var name = ClientText.Clean(toAdd.OutsiderName);
            var phone = string.IsNullOrWhiteSpace(toAdd.OutsiderPhone) ? null : PhoneNumber.Read(toAdd.OutsiderPhone);
            var problems = new List<ClientProblem>();
            void Check(bool isWrong, string field, ClientProblemKind kind)
            {
                if (isWrong)
                    problems.Add(new ClientProblem(field, kind));
            }

            Check(client is null, nameof(toAdd.ClientId), ClientProblemKind.ClientUnknown);
            Check(toAdd.RelatedClientId is not null && related is null, nameof(toAdd.RelatedClientId), ClientProblemKind.ClientUnknown);
            Check(client is not null && related?.Id == client.Id, nameof(toAdd.RelatedClientId), ClientProblemKind.RelatedToSelf);
            if (toAdd.RelatedClientId is null)
            {
                Check(name.Length == 0, nameof(toAdd.OutsiderName), ClientProblemKind.NameMissing);
                Check(name.Length > ClientLimits.Name, nameof(toAdd.OutsiderName), ClientProblemKind.TooLong);
                Check(name.Length > 0 && !ClientText.IsName(name), nameof(toAdd.OutsiderName), ClientProblemKind.NotAName);
                Check(!string.IsNullOrWhiteSpace(toAdd.OutsiderPhone) && phone is null, nameof(toAdd.OutsiderPhone), ClientProblemKind.PhoneUnreadable);
            }

            if (problems.Count > 0)
                return problems;
            if (related is not null && await IsThereAsync(client!.Id, related.Id, toAdd.Kind, cancellationToken))
                return [];

            var now = clock.GetUtcNow().UtcDateTime;
            guidance.Add(new ClientRelation
            {
                ClientId = client!.Id,
                RelatedClientId = related?.Id,
                OutsiderName = related is null ? name : null,
                OutsiderPhone = related is null ? phone : null,
                Kind = toAdd.Kind,
                RecordedAtUtc = now,
            });
            guidance.AuditClient(AuditAction.Update, client.Id, actor, ground.With($": {nameof(ClientRelation)}"), now);
            if (related is not null)
                AuditOther(related.Id, actor, now);
            await guidance.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return [];
        },
        cancellationToken);

    /// <returns>False when there is no such relation of that client, or it has ended.</returns>
    public async Task<bool> EndAsync(Guid clientId, Guid relationId, Actor actor, AuditGround ground, CancellationToken cancellationToken)
    {
        // The client is asked for as well: a relation's id alone must not let anyone end another client's.
        var relation = await guidance.Set<ClientRelation>().FirstOrDefaultAsync(
            candidate => candidate.Id == relationId && candidate.EndedAtUtc == null && (candidate.ClientId == clientId || candidate.RelatedClientId == clientId),
            cancellationToken);
        if (relation is null)
            return false;

        var now = clock.GetUtcNow().UtcDateTime;
        relation.End(now);
        guidance.AuditClient(AuditAction.Update, clientId, actor, ground.With($": {nameof(ClientRelation)}"), now);
        if ((relation.ClientId == clientId ? relation.RelatedClientId : relation.ClientId) is { } otherId)
            AuditOther(otherId, actor, now);
        await guidance.SaveChangesAsync(cancellationToken);
        return true;
    }

    /// <summary>The other end's log tells of the change too, without the case or the contact: those are not theirs.</summary>
    private void AuditOther(Guid otherId, Actor actor, DateTime now) =>
        guidance.AuditClient(AuditAction.Update, otherId, actor, new AuditGround(AuditReasons.CloseOnes).With($": {nameof(ClientRelation)}"), now);

    private Task<bool> IsThereAsync(Guid clientId, Guid relatedId, RelationKind kind, CancellationToken cancellationToken)
    {
        var inverse = kind.Inverse();
        return guidance.Set<ClientRelation>().AnyAsync(
            relation => relation.EndedAtUtc == null
                && ((relation.ClientId == clientId && relation.RelatedClientId == relatedId && relation.Kind == kind)
                    || (relation.ClientId == relatedId && relation.RelatedClientId == clientId && relation.Kind == inverse)),
            cancellationToken);
    }
}

/// <summary>Someone close to record: a client by id, or a person outside the records by name.</summary>
public sealed record RelationToAdd
{
    public required Guid ClientId { get; init; }
    public Guid? RelatedClientId { get; init; }
    public string? OutsiderName { get; init; }
    public string? OutsiderPhone { get; init; }

    /// <summary>What the other one is to the client.</summary>
    public required RelationKind Kind { get; init; }

    public override string ToString() => $"{nameof(RelationToAdd)} {ClientId}";
}
