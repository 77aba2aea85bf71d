using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Retention;

/// <summary>Removes cases that have no client, with everything that hangs on them and an audit entry of each, in one transaction: whole or not at all.</summary>
internal sealed class RemoveAnonymousCases(GuidanceDbContext guidance, TimeProvider clock)
{
    /// <param name="caseIds">Those that were due when they were listed.</param>
    /// <param name="limitUtc">A case of which something has been recorded since then stays.</param>
    /// <param name="actor">Who removes.</param>
    /// <param name="cancellationToken">Stops it; none of them has gone then.</param>
    /// <returns>How many went. The others are due no longer: somebody wrote to them, the client has become known, or another run was first.</returns>
    public async Task<int> RunAsync(Guid[] caseIds, DateTime limitUtc, Actor actor, CancellationToken cancellationToken)
    {
        guidance.ChangeTracker.Clear();
        return await guidance.InTransactionAsync(
            async transaction =>
            {
                // Locked before they are asked of, as a client is.
                await guidance.Cases.Where(row => caseIds.Contains(row.Id)).ExecuteUpdateAsync(set => set.SetProperty(row => row.Version, row => row.Version + 1), cancellationToken);
                var due = await guidance.DueAnonymousCases(limitUtc).Where(row => caseIds.Contains(row.Id)).OrderBy(row => row.Id).Select(row => row.Id).ToListAsync(cancellationToken);
                if (due.Count == 0)
                    return 0;

                var now = clock.GetUtcNow().UtcDateTime;
                var cases = guidance.Cases.Where(row => due.Contains(row.Id));
                await guidance.RememberImportedAsync(cases, cancellationToken);
                await guidance.RemoveCasesAsync(cases, cancellationToken);
                guidance.AddRange(due.Select(id => new RemovedAnonymousCase { CaseId = id, RemovedAtUtc = now }));
                foreach (var id in due)
                    guidance.AuditOf(AuditAction.Delete, nameof(GuidanceCase), id, null, actor, new AuditGround(AuditReasons.RetentionEnded).With($": {nameof(RetainedKind)} {RetainedKind.AnonymousCases}"), now);
                await guidance.SaveChangesAsync(cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                return due.Count;
            },
            cancellationToken);
    }
}
