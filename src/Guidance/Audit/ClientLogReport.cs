using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Audit;

/// <summary>
/// A client's own log report: who has processed their data, what, and on what ground (asiakastietolaki 703/2023, 11 §). Printing it is
/// itself processing, and audited.
/// </summary>
public sealed class ClientLogReport(GuidanceDbContext guidance, TimeProvider clock)
{
    /// <summary>What is older is given only for a special reason (703/2023, 11 §).</summary>
    private const int YearsWithoutSpecialReason = 2;

    /// <returns>Null when there is no such client.</returns>
    /// <exception cref="ArgumentException">The period ends before it begins.</exception>
    public async Task<ClientLog?> ReadAsync(ClientLogRequest request, Actor actor, CancellationToken cancellationToken)
    {
        if (!await guidance.Clients.AnyAsync(client => client.Id == request.ClientId, cancellationToken))
            return null;

        var nowUtc = clock.GetUtcNow().UtcDateTime;
        var earliestUtc = nowUtc.AddYears(-YearsWithoutSpecialReason);
        var isCut = !request.HasSpecialReason && request.FromUtc < earliestUtc;
        var fromUtc = isCut ? earliestUtc : request.FromUtc ?? earliestUtc;
        var toUtc = request.ToUtc ?? nowUtc;
        if (request.FromUtc > toUtc)
            throw new ArgumentException("The period of a log report ends before it begins.", nameof(request));

        var rows = await ReadRowsAsync([request.ClientId, .. request.EarlierIds], fromUtc, toUtc, cancellationToken);
        guidance.AuditEntries.Add(new AuditEntry
        {
            AtUtc = nowUtc,
            Actor = actor.Name,
            WorkerId = actor.WorkerId,
            UnitId = actor.UnitId,
            Action = AuditAction.Export,
            Subject = nameof(ClientLog),
            SubjectId = request.ClientId,
            ClientId = request.ClientId,
            Reason = request.HasSpecialReason ? "The client's log report, special reason accepted" : "The client's log report",
        });
        await guidance.SaveChangesAsync(cancellationToken);
        return new ClientLog { FromUtc = fromUtc, ToUtc = toUtc, IsCutToTwoYears = isCut, Rows = rows };
    }

    private async Task<List<ClientLogRow>> ReadRowsAsync(List<Guid> clientIds, DateTime fromUtc, DateTime toUtc, CancellationToken cancellationToken)
    {
        var entries = await guidance.AuditEntries.AsNoTracking()
            .Where(entry => clientIds.Contains(entry.ClientId!.Value) && entry.AtUtc >= fromUtc && entry.AtUtc < toUtc)
            .OrderBy(entry => entry.AtUtc).ThenBy(entry => entry.Sequence)
            .ToListAsync(cancellationToken);
        var workerIds = entries.Select(entry => entry.WorkerId).Distinct().ToList();
        var workers = await guidance.Workers.AsNoTracking().Where(worker => workerIds.Contains(worker.Id))
            .ToDictionaryAsync(worker => worker.Id, worker => worker.Name, cancellationToken);
        var unitIds = entries.Select(entry => entry.UnitId).Distinct().ToList();
        var units = await guidance.Units.AsNoTracking().Where(unit => unitIds.Contains(unit.Id)).ToDictionaryAsync(unit => unit.Id, cancellationToken);

        return entries.ConvertAll(entry => new ClientLogRow
        {
            AtUtc = entry.AtUtc,
            Actor = entry.Actor,
            WorkerName = entry.WorkerId is { } workerId ? workers.GetValueOrDefault(workerId) : null,
            Unit = entry.UnitId is { } unitId ? units.GetValueOrDefault(unitId) : null,
            Action = entry.Action,
            Subject = entry.Subject,
            CaseId = entry.CaseId,
            ContactId = entry.ContactId,
            Reason = entry.Reason,
        });
    }
}
