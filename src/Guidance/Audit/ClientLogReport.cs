using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Audit;

/// <summary>
/// A client's own log report: who has processed their data, what, and on what ground (asiakastietolaki 703/2023, 11 §). Printing it is
/// itself processing, and audited.
/// </summary>
public sealed class ClientLogReport(GuidanceDbContext guidance, CountyCalendar calendar, TimeProvider clock)
{
    /// <summary>What is older is given only for a special reason (703/2023, 11 §).</summary>
    private const int YearsWithoutSpecialReason = 2;

    /// <summary>Two hundred sheets; a longer log is printed in parts.</summary>
    public const int RowsAtMost = 5000;

    /// <summary>The first day that needs no special reason.</summary>
    public DateOnly EarliestDay => calendar.DayOf(clock.GetUtcNow().UtcDateTime).AddYears(-YearsWithoutSpecialReason);

    /// <param name="request">Whose log, and of when.</param>
    /// <param name="actor">Who prints it.</param>
    /// <param name="ground">By what the actor has to do with the client: see <see cref="ClientGrounds"/>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Null when there is no such client. The log of a client merged into another is that other one's, all their earlier ids with it.</returns>
    /// <exception cref="ArgumentException">The period ends before it begins.</exception>
    public async Task<ClientLog?> ReadAsync(ClientLogRequest request, Actor actor, AuditGround ground, CancellationToken cancellationToken)
    {
        if (await guidance.FindSurvivorAsync(request.ClientId, cancellationToken) is not { } client)
            return null;

        var nowUtc = clock.GetUtcNow().UtcDateTime;
        var earliestUtc = calendar.StartOfDayUtc(EarliestDay);
        var isCut = !request.HasSpecialReason && request.FromUtc < earliestUtc;
        var fromUtc = isCut ? earliestUtc : request.FromUtc ?? earliestUtc;
        var toUtc = request.ToUtc ?? nowUtc;
        if (request.FromUtc > toUtc)
            throw new ArgumentException("The period of a log report ends before it begins.", nameof(request));

        Guid[] ids = [client.Id, .. await guidance.FindEarlierIdsAsync(client.Id, cancellationToken)];
        var (rows, continuesAtUtc) = await ReadRowsAsync(ids, fromUtc, toUtc, cancellationToken);
        var told = request.HasSpecialReason ? ground.With($"; {AuditReasons.SpecialReason}") : ground;
        guidance.AuditOf(AuditAction.Export, nameof(ClientLog), client.Id, client.Id, actor, told, nowUtc);
        await guidance.SaveChangesAsync(cancellationToken);
        return new ClientLog
        {
            ClientName = $"{client.GivenName} {client.FamilyName}",
            DateOfBirth = client.DateOfBirth,
            FromUtc = fromUtc,
            ToUtc = toUtc,
            PrintedAtUtc = nowUtc,
            IsCutToTwoYears = isCut,
            ContinuesAtUtc = continuesAtUtc,
            Rows = rows,
        };
    }

    private async Task<(List<ClientLogRow> Rows, DateTime? ContinuesAtUtc)> ReadRowsAsync(Guid[] clientIds, DateTime fromUtc, DateTime toUtc, CancellationToken cancellationToken)
    {
        var entries = await guidance.AuditEntries.AsNoTracking()
            .Where(entry => clientIds.Contains(entry.ClientId!.Value) && entry.AtUtc >= fromUtc && entry.AtUtc < toUtc)
            .OrderBy(entry => entry.AtUtc).ThenBy(entry => entry.Sequence)
            .Take(RowsAtMost + 1)
            .ToListAsync(cancellationToken);
        var continuesAtUtc = entries.Count > RowsAtMost ? entries[^1].AtUtc : (DateTime?)null;
        if (continuesAtUtc is not null)
            entries.RemoveAt(entries.Count - 1);

        var workerIds = entries.Select(entry => entry.WorkerId).Distinct().ToList();
        var workers = await guidance.Workers.AsNoTracking().Where(worker => workerIds.Contains(worker.Id))
            .ToDictionaryAsync(worker => worker.Id, worker => worker.Name, cancellationToken);
        var unitIds = entries.Select(entry => entry.UnitId).Distinct().ToList();
        var units = await guidance.Units.AsNoTracking().Where(unit => unitIds.Contains(unit.Id)).ToDictionaryAsync(unit => unit.Id, cancellationToken);

        // All of the client's, rather than those of the rows: a list of thousands of ids would be the slower question.
        var cases = await guidance.Cases.Where(guidanceCase => clientIds.Contains(guidanceCase.ClientId!.Value))
            .Select(guidanceCase => new { guidanceCase.Id, guidanceCase.ReceivedAtUtc }).ToDictionaryAsync(each => each.Id, each => each.ReceivedAtUtc, cancellationToken);
        var contacts = await guidance.Contacts.Where(contact => clientIds.Contains(contact.ClientId!.Value))
            .Select(contact => new { contact.Id, contact.StartedAtUtc }).ToDictionaryAsync(each => each.Id, each => each.StartedAtUtc, cancellationToken);

        return (entries.ConvertAll(entry => new ClientLogRow
        {
            AtUtc = entry.AtUtc,
            Actor = entry.Actor,
            WorkerName = entry.WorkerId is { } workerId ? workers.GetValueOrDefault(workerId) : null,
            Unit = entry.UnitId is { } unitId ? units.GetValueOrDefault(unitId) : null,
            Action = entry.Action,
            Subject = entry.Subject,
            CaseId = entry.CaseId,
            CaseReceivedAtUtc = entry.CaseId is { } caseId && cases.TryGetValue(caseId, out var receivedAtUtc) ? receivedAtUtc : null,
            ContactId = entry.ContactId,
            ContactStartedAtUtc = entry.ContactId is { } contactId && contacts.TryGetValue(contactId, out var startedAtUtc) ? startedAtUtc : null,
            Reason = entry.Reason,
        }), continuesAtUtc);
    }
}
