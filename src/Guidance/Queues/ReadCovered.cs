using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Workbench;

namespace Palveluohjaus.Guidance.Queues;

/// <summary>The cases of those whom one covers today, for the workbench. They stay with whoever has them.</summary>
public sealed class ReadCovered(GuidanceDbContext guidance, DeadlineBook book, CountyCalendar calendar, TimeProvider clock)
{
    /// <summary>Of each who is away; the rest is in the queue.</summary>
    public const int PageSize = 10;

    public async Task<IReadOnlyList<CoveredWork>> ReadAsync(Actor actor, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var (today, workerId, unitIds) = (calendar.DayOf(now), actor.WorkerId, actor.UnitIds);
        var absences = workerId is null ? [] : await guidance.Absences.AsNoTracking()
            .HoldingOn(today).Where(absence => absence.CoverWorkerId == workerId && unitIds.Contains(absence.UnitId))
            .OrderBy(absence => absence.ToDay).ThenBy(absence => absence.Id).ToListAsync(cancellationToken);
        if (absences.Count == 0)
            return [];

        var found = new List<(Absence Absence, string Name, List<GuidanceCase> Cases, int Count)>();
        foreach (var absence in absences)
        {
            var cases = guidance.Cases.Where(each => each.ResponsibleUnitId == absence.UnitId && each.ResponsibleWorkerId == absence.WorkerId && each.Source == GuidanceCase.OwnSource && each.ClosedAtUtc == null);
            var rows = await cases.OrderBy(each => each.DueAtUtc == null).ThenBy(each => each.DueAtUtc).ThenBy(each => each.ReceivedAtUtc).ThenBy(each => each.Id).Take(PageSize)
                .AsNoTracking().ToListAsync(cancellationToken);
            found.Add((absence, await guidance.Workers.Where(worker => worker.Id == absence.WorkerId).Select(worker => worker.Name).SingleAsync(cancellationToken), rows, rows.Count < PageSize ? rows.Count : await cases.CountAsync(cancellationToken)));
        }

        var clients = await new WorkClients(guidance, calendar, clock).ReadAsync(found.SelectMany(each => each.Cases).Select(each => each.ClientId), cancellationToken);
        var deadlines = await new ReadOpenDeadlines(guidance, book).ReadAsync([.. found.SelectMany(each => each.Cases).Select(each => each.Id)], now, cancellationToken);
        await guidance.AuditListedAsync(clients.Keys, actor, AuditReasons.Workbench, now, cancellationToken);
        return found.ConvertAll(each => new CoveredWork(each.Absence, each.Name, new Cut<CoveredRow>(
            [.. each.Cases.Select(row => new CoveredRow(
                row.Id,
                row.ClientId is { } clientId ? clients.GetValueOrDefault(clientId) : null,
                row.Theme,
                DueTime.Of(row, now, calendar)?.CountedBy(deadlines[row.Id])))],
            each.Count)));
    }

}

/// <param name="Absence">Until when, and in which unit.</param>
/// <param name="WorkerName">Who is away.</param>
/// <param name="Rows">Their open cases, the next due first.</param>
public sealed record CoveredWork(Absence Absence, string WorkerName, Cut<CoveredRow> Rows);

public sealed record CoveredRow(Guid CaseId, WorkClient? Client, NeedReason? Theme, DueTime? Due)
{
    public override string ToString() => $"{nameof(CoveredRow)} {CaseId}";
}
