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
        var counts = await guidance.Cases
            .Where(each => each.ClosedAtUtc == null && each.Source == GuidanceCase.OwnSource && each.ResponsibleUnitId != null && unitIds.Contains(each.ResponsibleUnitId.Value))
            .CountByUnitAsync(now, calendar, cancellationToken);
        await guidance.AuditListedAsync([], actor, AuditReasons.Queue, now, cancellationToken);
        return
        [
            .. units.OrderBy(unit => unit.NameIn(CultureInfo.CurrentUICulture), StringComparer.Create(CultureInfo.CurrentCulture, ignoreCase: true))
                .Select(unit => (unit, counts.GetValueOrDefault(unit.Id, QueueCounts.Empty))),
        ];
    }
}

internal static class QueueCounting
{
    extension(IQueryable<GuidanceCase> open)
    {
        /// <summary>Open cases in figures, of each unit that has any.</summary>
        public async Task<IReadOnlyDictionary<Guid, QueueCounts>> CountByUnitAsync(DateTime nowUtc, CountyCalendar calendar, CancellationToken cancellationToken)
        {
            var laterFrom = DueTime.LaterFromUtc(nowUtc, calendar);
            return await open.GroupBy(each => each.ResponsibleUnitId!.Value)
                .Select(group => new
                {
                    UnitId = group.Key,
                    Open = group.Count(),
                    Late = group.Count(each => each.DueAtUtc <= nowUtc),
                    Soon = group.Count(each => each.DueAtUtc > nowUtc && each.DueAtUtc <= laterFrom),
                    Untaken = group.Count(each => each.ResponsibleWorkerId == null),
                    Oldest = (DateTime?)group.Min(each => each.ReceivedAtUtc),
                }).ToDictionaryAsync(
                    each => each.UnitId,
                    each => new QueueCounts { Open = each.Open, Late = each.Late, Soon = each.Soon, Untaken = each.Untaken, OldestAtUtc = each.Oldest },
                    cancellationToken);
        }
    }
}
