using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Retention;

/// <summary>
/// Removes one client, those merged into them, and everything that is theirs, with its audit entry, in one transaction: whole or not at all. The audit itself
/// stays as it is. Answers to feedback tell nobody's name and stay too.
/// </summary>
internal sealed class RemoveClient(GuidanceDbContext guidance, TimeProvider clock)
{
    /// <param name="clientId">The one who remained, of those who were made one.</param>
    /// <param name="limitUtc">Whoever has had something recorded since then stays.</param>
    /// <param name="actor">Who removes.</param>
    /// <param name="cancellationToken">Stops it; nothing of this client has gone then.</param>
    public async Task<ClientRemoval> RunAsync(Guid clientId, DateTime limitUtc, Actor actor, CancellationToken cancellationToken)
    {
        guidance.ChangeTracker.Clear();
        return await guidance.InTransactionAsync(
            async transaction =>
            {
                List<Guid> ids = [clientId, .. await guidance.FindEarlierIdsAsync(clientId, cancellationToken)];

                // Locked before they are asked of: who is writing to one of them now is waited for, and wins.
                await guidance.Clients.Where(client => ids.Contains(client.Id)).ExecuteUpdateAsync(set => set.SetProperty(client => client.Version, client => client.Version + 1), cancellationToken);
                if (await guidance.DueClients(limitUtc).CountAsync(client => ids.Contains(client.Id), cancellationToken) != ids.Count
                    || await guidance.Clients.AnyAsync(client => client.Id == clientId && client.MergedIntoId != null, cancellationToken))
                    return new ClientRemoval(ClientRemovalOutcome.NoLongerDue, 0);
                if (await IsSharedAsync(ids, cancellationToken))
                    return new ClientRemoval(ClientRemovalOutcome.Shared, 0);

                var now = clock.GetUtcNow().UtcDateTime;
                var (cases, contacts) = (await guidance.Cases.CountAsync(row => ids.Contains(row.ClientId!.Value), cancellationToken), await guidance.Contacts.CountAsync(row => ids.Contains(row.ClientId!.Value), cancellationToken));
                await guidance.RememberImportedAsync(guidance.Cases.Where(row => row.ClientId != null && ids.Contains(row.ClientId.Value)), cancellationToken);
                var rows = await RemoveAsync(ids, cancellationToken);
                guidance.AddRange(ids.Select(id => new RemovedClient { ClientId = id, RemovedAtUtc = now }));
                foreach (var id in ids)
                    guidance.AuditClient(AuditAction.Delete, id, actor, new AuditGround(AuditReasons.RetentionEnded).With($": {nameof(RetainedKind)} {RetainedKind.Clients}, {cases} cases, {contacts} contacts, {rows} rows"), now);
                await guidance.SaveChangesAsync(cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                return new ClientRemoval(ClientRemovalOutcome.Removed, rows);
            },
            cancellationToken);
    }

    /// <summary>Something of theirs hangs on another's case, or the other way round: whoever looks into it decides whose it is.</summary>
    private async Task<bool> IsSharedAsync(List<Guid> ids, CancellationToken cancellationToken)
    {
        var own = await guidance.Cases.Where(row => row.ClientId != null && ids.Contains(row.ClientId.Value)).Select(row => row.Id).ToListAsync(cancellationToken);
        IQueryable<Tie>[] tied =
        [
            guidance.Contacts.Select(row => new Tie { ClientId = row.ClientId, CaseId = row.CaseId }),
            guidance.Assessments.Select(row => new Tie { ClientId = row.ClientId, CaseId = row.CaseId }),
            guidance.AssessmentDrafts.Select(row => new Tie { ClientId = row.ClientId, CaseId = row.CaseId }),
            guidance.SegmentDecisions.Select(row => new Tie { ClientId = row.ClientId, CaseId = row.CaseId }),
            guidance.Interventions.Select(row => new Tie { ClientId = row.ClientId, CaseId = row.CaseId }),
            guidance.RemoteReceptions.Select(row => new Tie { ClientId = row.ClientId, CaseId = row.CaseId }),
        ];
        foreach (var ties in tied)
        {
            if (await ties.AnyAsync(tie => tie.ClientId != null && ids.Contains(tie.ClientId.Value) && tie.CaseId != null && !own.Contains(tie.CaseId.Value), cancellationToken)
                || await ties.AnyAsync(tie => tie.CaseId != null && own.Contains(tie.CaseId.Value) && tie.ClientId != null && !ids.Contains(tie.ClientId.Value), cancellationToken))
                return true;
        }

        return false;
    }

    /// <summary>What refers comes before what it refers to. A test walks the model: a table that is missing here fails it.</summary>
    private async Task<int> RemoveAsync(List<Guid> ids, CancellationToken cancellationToken)
    {
        var rows = 0;
        var interventions = guidance.Interventions.Where(row => ids.Contains(row.ClientId)).Select(row => row.Id);
        var merges = guidance.Set<ClientMerge>().Where(row => ids.Contains(row.SurvivorId) || ids.Contains(row.MergedId)).Select(row => row.Id);

        await GoAsync(guidance.ScoredClients.Where(row => ids.Contains(row.ClientId)));
        await GoAsync(guidance.SecondOpinions.Where(row => ids.Contains(row.ClientId)));
        await GoAsync(guidance.SegmentDecisions.Where(row => ids.Contains(row.ClientId)));
        await GoAsync(guidance.Assessments.Where(row => ids.Contains(row.ClientId)));
        await GoAsync(guidance.AssessmentDrafts.Where(row => ids.Contains(row.ClientId)));
        await GoAsync(guidance.InterventionEntries.Where(row => interventions.Contains(row.InterventionId)));
        await GoAsync(guidance.Interventions.Where(row => ids.Contains(row.ClientId)));
        await GoAsync(guidance.RemoteReceptions.Where(row => ids.Contains(row.ClientId)));

        rows += await guidance.RemoveCasesAsync(guidance.Cases.Where(row => row.ClientId != null && ids.Contains(row.ClientId.Value)), cancellationToken);

        await GoAsync(guidance.Set<ClientMergeMove>().Where(row => merges.Contains(row.MergeId)));
        await GoAsync(guidance.Set<ClientMerge>().Where(row => ids.Contains(row.SurvivorId) || ids.Contains(row.MergedId)));
        await GoAsync(guidance.ResponsibleWorkers.Where(row => ids.Contains(row.ClientId)));
        await GoAsync(guidance.Set<ClientConsent>().Where(row => ids.Contains(row.ClientId)));
        await GoAsync(guidance.Set<StatedGround>().Where(row => ids.Contains(row.ClientId)));
        await GoAsync(guidance.Set<ClientRelation>().Where(row => ids.Contains(row.ClientId) || (row.RelatedClientId != null && ids.Contains(row.RelatedClientId.Value))));
        await GoAsync(guidance.Set<ClientChange>().Where(row => ids.Contains(row.ClientId)));
        await GoAsync(guidance.Set<ClientSearchKey>().Where(row => ids.Contains(row.ClientId)));
        await GoAsync(guidance.Set<ClientContactDetails>().Where(row => ids.Contains(row.ClientId)));

        // They refer to each other: a database looks at each row, not at all of them together.
        await guidance.Clients.Where(row => ids.Contains(row.Id)).ExecuteUpdateAsync(set => set.SetProperty(row => row.MergedIntoId, (Guid?)null), cancellationToken);
        await GoAsync(guidance.Clients.Where(row => ids.Contains(row.Id)));
        return rows;

        async Task GoAsync<T>(IQueryable<T> which)
            where T : class => rows += await which.ExecuteDeleteAsync(cancellationToken);
    }
}

/// <summary>What names a client and a case.</summary>
internal sealed class Tie
{
    public Guid? ClientId { get; init; }
    public Guid? CaseId { get; init; }
}

/// <param name="Outcome">What became of it.</param>
/// <param name="Rows">Rows removed, the client's own among them.</param>
internal sealed record ClientRemoval(ClientRemovalOutcome Outcome, int Rows);

internal enum ClientRemovalOutcome
{
    Removed,

    /// <summary>Something was recorded meanwhile, or another run was first.</summary>
    NoLongerDue,

    /// <summary>Something of theirs hangs on another's case: left as it is, and told of.</summary>
    Shared,
}
