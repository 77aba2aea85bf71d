using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Imports;

/// <summary>The door through which history comes in many rows at a time. One transaction a batch, one audit entry for it.</summary>
public sealed class LoadHistory(GuidanceDbContext guidance, TimeProvider clock)
{
    private readonly ClientIndex _index = new(guidance);

    public Task StoreAsync(HistoryBatch batch, Actor actor, string reason, CancellationToken cancellationToken) => guidance.InBulkTransactionAsync(
        async transaction =>
        {
            await guidance.BulkInsertAsync(batch.Clients, cancellationToken);
            await guidance.BulkInsertAsync(batch.ContactDetails, cancellationToken);
            await guidance.BulkInsertAsync(batch.Consents, cancellationToken);
            await guidance.BulkInsertAsync(batch.Relations, cancellationToken);
            await _index.AddAsync(batch.Clients, batch.ContactDetails, cancellationToken);
            await guidance.BulkInsertAsync(batch.Cases, cancellationToken);
            await guidance.BulkInsertAsync(batch.CaseDeadlines, cancellationToken);
            await guidance.BulkInsertAsync(batch.Contacts, cancellationToken);
            await guidance.BulkInsertAsync(batch.CaseEvents, cancellationToken);
            await guidance.BulkInsertAsync(batch.Assessments, cancellationToken);
            await guidance.BulkInsertAsync(batch.SegmentDecisions, cancellationToken);
            await guidance.BulkInsertAsync(batch.Interventions, cancellationToken);
            await guidance.BulkInsertAsync(batch.InterventionEntries, cancellationToken);
            await guidance.BulkInsertAsync(
                [new AuditEntry { AtUtc = clock.GetUtcNow().UtcDateTime, Actor = actor.Name, Action = AuditAction.Import, Subject = "History", Reason = reason }],
                cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        },
        cancellationToken);
}
