using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Clients;

/// <summary>Which clients were made one with a client, when, by whom, and what moved.</summary>
public sealed class ReadMerges(GuidanceDbContext guidance, TimeProvider clock)
{
    /// <returns>Null when there is no such client. Those of a client merged into another are read as that other one's.</returns>
    public async Task<ClientMerges?> OfAsync(Guid clientId, Actor actor, AuditGround ground, CancellationToken cancellationToken)
    {
        if (await guidance.FindSurvivorAsync(clientId, cancellationToken) is not { } client)
            return null;

        Guid[] ids = [client.Id, .. await guidance.FindEarlierIdsAsync(client.Id, cancellationToken)];
        var merges = await guidance.Set<ClientMerge>().AsNoTracking()
            .Where(merge => ids.Contains(merge.SurvivorId) || ids.Contains(merge.MergedId))
            .OrderByDescending(merge => merge.MergedAtUtc)
            .ToListAsync(cancellationToken);
        var mergeIds = merges.Select(merge => merge.Id).ToList();
        var moved = (await guidance.Set<ClientMergeMove>().Where(move => mergeIds.Contains(move.MergeId))
                .GroupBy(move => new { move.MergeId, move.Row }).Select(group => new { group.Key.MergeId, group.Key.Row, Count = group.Count() })
                .ToListAsync(cancellationToken))
            .ToLookup(each => each.MergeId);

        // Of an undone merge the other one is another person, of whom nothing is told here.
        var names = await guidance.Clients.Where(each => ids.Contains(each.Id))
            .ToDictionaryAsync(each => each.Id, each => $"{each.GivenName} {each.FamilyName}", cancellationToken);
        var workers = await ReadWorkersAsync(merges, cancellationToken);

        guidance.AuditClient(AuditAction.Read, client.Id, actor, ground, clock.GetUtcNow().UtcDateTime);
        await guidance.SaveChangesAsync(cancellationToken);
        return new ClientMerges
        {
            ClientId = client.Id,
            ClientName = names[client.Id],
            Merges =
            [
                .. merges.Select(merge => new MergeShown
                {
                    MergeId = merge.Id,
                    SurvivorName = names.GetValueOrDefault(merge.SurvivorId),
                    MergedName = names.GetValueOrDefault(merge.MergedId),
                    MergedAtUtc = merge.MergedAtUtc,
                    MergedBy = workers.GetValueOrDefault(merge.MergedBy, merge.MergedBy),
                    UndoneAtUtc = merge.UndoneAtUtc,
                    UndoneBy = merge.UndoneBy is { } undoneBy ? workers.GetValueOrDefault(undoneBy, undoneBy) : null,
                    IsUndoable = merge.UndoneAtUtc is null && merge.SurvivorId == client.Id,
                    Moved = [.. moved[merge.Id].OrderBy(each => each.Row).Select(each => new RowsMoved(each.Row, each.Count))],
                }),
            ],
        };
    }

    /// <summary>The audit knows accounts by their names; people know each other by theirs.</summary>
    private async Task<Dictionary<string, string>> ReadWorkersAsync(List<ClientMerge> merges, CancellationToken cancellationToken)
    {
        var accounts = merges.Select(merge => merge.MergedBy).Concat(merges.Select(merge => merge.UndoneBy).OfType<string>()).Distinct().ToList();
        return await (
            from account in guidance.Accounts
            join worker in guidance.Workers on account.WorkerId equals worker.Id
            where accounts.Contains(account.UserName!)
            select new { account.UserName, worker.Name }).ToDictionaryAsync(each => each.UserName!, each => each.Name, cancellationToken);
    }
}
