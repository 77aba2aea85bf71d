using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Clients;

/// <summary>
/// Makes one of two clients who are one person: contacts, cases, assessments, decisions, consents and relations go to the one who remains, and each
/// row that went is noted, so that <see cref="UndoAsync"/> brings exactly those back. The merged client's own data stays where it is, unseen.
/// </summary>
public sealed class MergeClients(GuidanceDbContext guidance, ClientIndex index, TimeProvider clock)
{
    /// <param name="survivorId">The client who remains.</param>
    /// <param name="mergedId">The client whose history goes to the other.</param>
    /// <param name="actor">Who merges.</param>
    /// <param name="ground">Why, for the audit.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<MergeClientsResult> MergeAsync(Guid survivorId, Guid mergedId, Actor actor, AuditGround ground, CancellationToken cancellationToken) => guidance.InTransactionAsync<MergeClientsResult>(
        async transaction =>
        {
            if (await FindRefusalAsync(survivorId, mergedId, cancellationToken) is { } refusal)
                return new MergeClientsResult.Refused(refusal);

            var now = clock.GetUtcNow().UtcDateTime;
            var survivor = await guidance.Clients.SingleAsync(client => client.Id == survivorId, cancellationToken);
            var merged = await guidance.Clients.SingleAsync(client => client.Id == mergedId, cancellationToken);
            if (survivor.IdentityCodeLookup is null && merged.IdentityCodeLookup is not null)
                return new MergeClientsResult.Refused(MergeRefusal.SurvivorWithoutCode);

            var merge = new ClientMerge
            {
                SurvivorId = survivorId,
                MergedId = mergedId,
                MergedAtUtc = now,
                MergedBy = actor.Name,
                RaisedProtection = merged.IsProtected && !survivor.IsProtected,
            };
            guidance.Add(merge);
            SetOn(merged, nameof(Client.MergedIntoId), survivorId);
            SetOn(survivor, nameof(Client.IsProtected), survivor.IsProtected || merged.IsProtected);
            Note(survivorId, mergedId, ClientChangeKind.Merged, actor, ground.With($": {nameof(ClientMerge)} {merge.Id}"), now);
            await guidance.SaveChangesAsync(cancellationToken);

            var moves = new MoveRows(guidance, merge);
            await moves.ToSurvivorAsync(cancellationToken);
            await FinishAsync(survivorId, mergedId, cancellationToken);
            var rows = await moves.CountAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return new MergeClientsResult.Merged(merge.Id, rows);
        },
        cancellationToken);

    /// <summary>Takes a merge back. What was recorded for the survivor since the merge stays with the survivor.</summary>
    public Task<MergeClientsResult> UndoAsync(Guid mergeId, Actor actor, AuditGround ground, CancellationToken cancellationToken) => guidance.InTransactionAsync<MergeClientsResult>(
        async transaction =>
        {
            var merge = await guidance.Set<ClientMerge>().FirstOrDefaultAsync(candidate => candidate.Id == mergeId, cancellationToken);
            if (merge is null)
                return new MergeClientsResult.Refused(MergeRefusal.MergeUnknown);
            if (merge.UndoneAtUtc is not null)
                return new MergeClientsResult.Refused(MergeRefusal.AlreadyUndone);
            var survivor = await guidance.Clients.SingleAsync(client => client.Id == merge.SurvivorId, cancellationToken);
            var merged = await guidance.Clients.SingleAsync(client => client.Id == merge.MergedId, cancellationToken);
            if (survivor.MergedIntoId is not null)
                return new MergeClientsResult.Refused(MergeRefusal.SurvivorMergedSince);

            var now = clock.GetUtcNow().UtcDateTime;
            merge.Undo(now, actor.Name);
            SetOn(merged, nameof(Client.MergedIntoId), null);
            if (merge.RaisedProtection && !await WasChangedSinceAsync(merge, cancellationToken))
                await LowerProtectionAsync(merge, survivor, cancellationToken);
            Note(survivor.Id, merged.Id, ClientChangeKind.MergeUndone, actor, ground.With($": {nameof(ClientMerge)} {merge.Id}"), now);
            await guidance.SaveChangesAsync(cancellationToken);

            var moves = new MoveRows(guidance, merge);
            await moves.BackAsync(cancellationToken);
            await FinishAsync(survivor.Id, merged.Id, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return new MergeClientsResult.Undone(merge.Id);
        },
        cancellationToken);

    /// <returns>Why the two cannot be made one; null when they can.</returns>
    public async Task<MergeRefusal?> FindRefusalAsync(Guid survivorId, Guid mergedId, CancellationToken cancellationToken)
    {
        if (survivorId == mergedId)
            return MergeRefusal.SameClient;
        var survivor = await guidance.Clients.AsNoTracking().FirstOrDefaultAsync(client => client.Id == survivorId, cancellationToken);
        var merged = await guidance.Clients.AsNoTracking().FirstOrDefaultAsync(client => client.Id == mergedId, cancellationToken);
        if (survivor is null || merged is null)
            return MergeRefusal.ClientUnknown;
        if (survivor.MergedIntoId is not null && (await guidance.FindSurvivorAsync(survivorId, cancellationToken))!.Id == mergedId)
            return MergeRefusal.Circle;
        if (survivor.MergedIntoId is not null || merged.MergedIntoId is not null)
            return MergeRefusal.AlreadyMerged;
        return await HaveOneCodeAsync(survivorId, mergedId, cancellationToken) ? null : MergeRefusal.DifferentIdentityCodes;
    }

    /// <summary>No two people have the same code, so two codes are two people, unless one was typed wrong. Those merged earlier count too.</summary>
    private async Task<bool> HaveOneCodeAsync(Guid survivorId, Guid mergedId, CancellationToken cancellationToken)
    {
        Guid[] everyone =
        [
            survivorId, .. await guidance.FindEarlierIdsAsync(survivorId, cancellationToken),
            mergedId, .. await guidance.FindEarlierIdsAsync(mergedId, cancellationToken),
        ];
        return await guidance.Clients.Where(client => everyone.Contains(client.Id) && client.IdentityCodeLookup != null)
            .Select(client => client.IdentityCodeLookup).Distinct().CountAsync(cancellationToken) <= 1;
    }

    /// <summary>Only as far as this merge raised it: another protected client merged into the same survivor keeps it up, and answers for it from now on.</summary>
    private async Task LowerProtectionAsync(ClientMerge merge, Client survivor, CancellationToken cancellationToken)
    {
        var other = await guidance.Set<ClientMerge>()
            .Where(candidate => candidate.SurvivorId == survivor.Id && candidate.Id != merge.Id && candidate.UndoneAtUtc == null
                && guidance.Clients.Any(client => client.Id == candidate.MergedId && client.IsProtected))
            .OrderBy(candidate => candidate.MergedAtUtc)
            .FirstOrDefaultAsync(cancellationToken);
        if (other is not null)
            other.RaisedProtection = true;
        else
            SetOn(survivor, nameof(Client.IsProtected), false);
    }

    /// <summary>What was typed for the survivor since may be how the protected one is reached, or a protection of the survivor's own: then it stays up until someone with the right takes it off.</summary>
    private Task<bool> WasChangedSinceAsync(ClientMerge merge, CancellationToken cancellationToken) => guidance.Set<ClientChange>().AnyAsync(
        change => change.ClientId == merge.SurvivorId && change.Kind == ClientChangeKind.Updated && change.ChangedAtUtc >= merge.MergedAtUtc, cancellationToken);

    private void SetOn(Client client, string property, object? value)
    {
        var entry = guidance.Entry(client);
        entry.Property(property).CurrentValue = value;
        entry.Property(each => each.Version).CurrentValue++;
    }

    private void Note(Guid survivorId, Guid mergedId, ClientChangeKind kind, Actor actor, AuditGround ground, DateTime now)
    {
        foreach (var clientId in (Guid[])[survivorId, mergedId])
        {
            guidance.Add(new ClientChange { ClientId = clientId, Kind = kind, ChangedAtUtc = now });
            guidance.AuditClient(AuditAction.Update, clientId, actor, ground, now);
        }
    }

    private async Task FinishAsync(Guid survivorId, Guid mergedId, CancellationToken cancellationToken)
    {
        // A suggestion is of the profile before; the next scoring makes it anew.
        await guidance.ScoredClients.Where(scored => scored.ClientId == survivorId || scored.ClientId == mergedId).ExecuteDeleteAsync(cancellationToken);
        await index.RenewAsync(mergedId, cancellationToken);
        await index.RenewAsync(survivorId, cancellationToken);
    }
}

/// <summary>What became of a merge or its undoing.</summary>
public abstract record MergeClientsResult
{
    private MergeClientsResult()
    {
    }

    /// <param name="MergeId">To be given to <see cref="MergeClients.UndoAsync"/>.</param>
    /// <param name="RowsMoved">Rows that followed the survivor.</param>
    public sealed record Merged(Guid MergeId, int RowsMoved) : MergeClientsResult;

    public sealed record Undone(Guid MergeId) : MergeClientsResult;

    /// <summary>Nothing was changed. The sentence is in the texts, under <c>MergeClients.Refusal.{Refusal}</c>.</summary>
    public sealed record Refused(MergeRefusal Refusal) : MergeClientsResult;
}

public enum MergeRefusal
{
    SameClient,
    ClientUnknown,
    AlreadyMerged,
    Circle,

    /// <summary>Two people, unless one of the codes is wrong: then it has to be corrected first.</summary>
    DifferentIdentityCodes,

    /// <summary>The one with the code has to remain: a code belongs to the record that is read.</summary>
    SurvivorWithoutCode,
    MergeUnknown,
    AlreadyUndone,

    /// <summary>The survivor was merged into a third client afterwards; that merge has to be undone first.</summary>
    SurvivorMergedSince,
}
