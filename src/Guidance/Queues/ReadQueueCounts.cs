using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Teams;
using Palveluohjaus.Guidance.Workbench;

namespace Palveluohjaus.Guidance.Queues;

/// <summary>The queues of the actor's units in figures. It tells of nobody by name; that the list was opened goes into the audit.</summary>
public sealed class ReadQueueCounts(GuidanceDbContext guidance, CountyCalendar calendar, TimeProvider clock)
{
    public async Task<IReadOnlyList<(Unit Unit, QueueCounts Counts)>> ReadAsync(Actor actor, CancellationToken cancellationToken)
    {
        var unitIds = actor.UnitIds;
        var units = await guidance.Units.AsNoTracking().Where(unit => unitIds.Contains(unit.Id) && unit.Source == GuidanceCase.OwnSource).ToListAsync(cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        var laterFrom = DueTime.LaterFromUtc(now, calendar);
        var counted = await guidance.Cases
            .Where(each => each.ClosedAtUtc == null && each.Source == GuidanceCase.OwnSource && each.ResponsibleUnitId != null && unitIds.Contains(each.ResponsibleUnitId.Value))
            .GroupBy(each => each.ResponsibleUnitId!.Value)
            .Select(group => new
            {
                UnitId = group.Key,
                Open = group.Count(),
                Late = group.Count(each => each.DueAtUtc <= now),
                Soon = group.Count(each => each.DueAtUtc > now && each.DueAtUtc <= laterFrom),
                Untaken = group.Count(each => each.ResponsibleWorkerId == null),
                Oldest = (DateTime?)group.Min(each => each.ReceivedAtUtc),
            }).ToListAsync(cancellationToken);
        await guidance.AuditListedAsync([], actor, AuditReasons.Queue, now, cancellationToken);
        return [.. units.OrderBy(unit => unit.NameIn(CultureInfo.CurrentUICulture), StringComparer.Create(CultureInfo.CurrentCulture, ignoreCase: true)).Select(unit =>
        {
            var found = counted.Find(each => each.UnitId == unit.Id);
            return (unit, new QueueCounts { Open = found?.Open ?? 0, Late = found?.Late ?? 0, Soon = found?.Soon ?? 0, Untaken = found?.Untaken ?? 0, OldestAtUtc = found?.Oldest });
        })];
    }
}
