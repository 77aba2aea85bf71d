using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.Guidance.Deadlines.Forecast;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Workbench;

namespace Palveluohjaus.Guidance.Queues;

/// <summary>
/// Reads a unit's queue: overdue first, then by priority. The whole queue is ordered by a few columns of each case, which lie in an index; only the
/// cases of one page are read whole. What one sees of a client there goes into the audit.
/// </summary>
public sealed class ReadQueuePage(GuidanceDbContext guidance, UnitStaff staff, PriorityWeights weights, DeadlineBook book, DeadlineForecasts forecasts, CountyCalendar calendar, TimeProvider clock)
{
    public const int PageSize = 50;

    /// <returns>Null when the unit is none of the actor's, or there is none.</returns>
    public async Task<QueueView?> ReadAsync(QueueAsked asked, Actor actor, CancellationToken cancellationToken)
    {
        if (await staff.FindUnitAsync(asked.UnitId, actor, cancellationToken) is not { } unit)
            return null;

        var now = clock.GetUtcNow().UtcDateTime;
        var absences = await AbsentTodayAsync(asked.UnitId, cancellationToken);
        var places = await ReadPlacesAsync(asked.UnitId, now, cancellationToken);
        var shown = places.FindAll(place => IsAsked(place, asked, actor, absences));
        shown.Sort(ComparePlaces);
        var page = shown.Skip((asked.Page - 1) * PageSize).Take(PageSize).ToList();

        var caseIds = page.ConvertAll(place => place.CaseId);
        var rules = await guidance.Cases.Where(each => caseIds.Contains(each.Id)).Select(each => new { each.Id, each.IsDueStatutory, each.DueRuleCode }).ToDictionaryAsync(each => each.Id, cancellationToken);
        var clients = await new WorkClients(guidance, calendar, clock).ReadAsync(page.Select(place => place.ClientId), cancellationToken);
        var opening = await ReadReceiptsAsync([.. page.Where(place => place.ClientId is null).Select(place => place.CaseId)], cancellationToken);
        var forecast = await forecasts.FindAsync(guidance, cancellationToken);
        var stages = await guidance.ReadReachedStagesAsync(caseIds, cancellationToken);
        var deadlines = await new ReadOpenDeadlines(guidance, book).ReadAsync(caseIds, now, cancellationToken);
        var byWorker = places.Where(place => place.WorkerId is not null).CountBy(place => place.WorkerId!.Value).ToDictionary();
        var holders = byWorker.Keys.ToList();
        var names = await guidance.Workers.Where(worker => holders.Contains(worker.Id)).ToDictionaryAsync(worker => worker.Id, worker => worker.Name, cancellationToken);
        await guidance.AuditListedAsync(clients.Keys, actor, AuditReasons.Queue, now, cancellationToken);
        return new QueueView
        {
            Asked = asked,
            Unit = unit,
            Counts = new QueueCounts
            {
                Open = places.Count,
                Late = places.Count(place => place.Group == WorkGroup.Late),
                Soon = places.Count(place => place.Group == WorkGroup.Soon),
                Untaken = places.Count(place => place.WorkerId is null),
                OldestAtUtc = places.Count == 0 ? null : places.Min(place => place.Facts.ReceivedAtUtc),
            },
            Rows = new Cut<QueueRow>([.. page.Select(RowOf)], shown.Count),
            ByWorker = byWorker,
            WorkerNames = names,
        };

        QueueRow RowOf(Place place)
        {
            var rule = rules[place.CaseId];
            var due = place.Facts.DueAtUtc is { } dueAt ? DueTime.Of(dueAt, place.Facts.CountedFromUtc, rule.IsDueStatutory, now, calendar) with { RuleCode = rule.DueRuleCode } : null;
            return new QueueRow
            {
                CaseId = place.CaseId,
                Client = place.ClientId is { } clientId ? clients.GetValueOrDefault(clientId) : null,
                OpeningContactId = opening.TryGetValue(place.CaseId, out var receiptId) ? receiptId : null,
                Theme = place.Theme,
                ReceivedAtUtc = place.Facts.ReceivedAtUtc,
                Due = due?.CountedBy(deadlines[place.CaseId]),
                Chance = forecast?.Find(due, stages.GetValueOrDefault(place.CaseId), asked.UnitId, place.Facts.Segment),
                WorkerId = place.WorkerId,
                WorkerName = place.WorkerId is { } workerId ? names.GetValueOrDefault(workerId) : null,
                Absence = place.WorkerId is { } holder ? absences.GetValueOrDefault(holder) : null,
                Facts = place.Facts,
                ElapsedShare = place.Facts.ElapsedShareAt(now),
                Priority = place.Priority,
            };
        }
    }

    /// <summary>Who of the unit is away today.</summary>
    internal async Task<Dictionary<Guid, Absence>> AbsentTodayAsync(Guid unitId, CancellationToken cancellationToken)
    {
        var today = calendar.DayOf(clock.GetUtcNow().UtcDateTime);
        var absences = await guidance.Absences.AsNoTracking()
            .HoldingOn(today).Where(absence => absence.UnitId == unitId).ToListAsync(cancellationToken);
        return absences.DistinctBy(absence => absence.WorkerId).ToDictionary(absence => absence.WorkerId);
    }

    private static bool IsAsked(Place place, QueueAsked asked, Actor actor, Dictionary<Guid, Absence> absences) =>
        (asked.Show switch
        {
            QueueShow.All => true,
            QueueShow.Untaken => place.WorkerId is null,
            QueueShow.Mine => place.WorkerId is not null && place.WorkerId == actor.WorkerId,
            QueueShow.Covered => place.WorkerId is { } holder && absences.TryGetValue(holder, out var absence) && (absence.CoverWorkerId is null || absence.CoverWorkerId == actor.WorkerId),
            _ => throw new ArgumentOutOfRangeException(nameof(asked), asked.Show, "Not a part of the queue."),
        })
        && (asked.WorkerId is null || place.WorkerId == asked.WorkerId)
        && (asked.Theme is null || place.Theme == asked.Theme)
        && (asked.Due is null || place.Group == asked.Due);

    private static int ComparePlaces(Place one, Place other)
    {
        var order = (one.Group != WorkGroup.Late).CompareTo(other.Group != WorkGroup.Late);
        if (order == 0)
            order = other.Total.CompareTo(one.Total);
        if (order == 0)
            order = one.Facts.ReceivedAtUtc.CompareTo(other.Facts.ReceivedAtUtc);
        return order != 0 ? order : one.CaseId.CompareTo(other.CaseId);
    }

    private async Task<List<Place>> ReadPlacesAsync(Guid unitId, DateTime now, CancellationToken cancellationToken)
    {
        var open = guidance.Cases.Where(each => each.ResponsibleUnitId == unitId && each.Source == GuidanceCase.OwnSource && each.ClosedAtUtc == null);
        var rows = await open.Select(each => new
        {
            each.Id,
            each.ClientId,
            each.ResponsibleWorkerId,
            each.Theme,
            each.ReceivedAtUtc,
            each.DueAtUtc,
            each.DueFromUtc,
            each.Urgency,
            Segment = guidance.SegmentDecisions.Where(decision => decision.ClientId == each.ClientId).OrderByDescending(decision => decision.Sequence).Select(decision => decision.Segment).FirstOrDefault(),
        }).ToListAsync(cancellationToken);

        // Most contacts are not asked again: those that are come alone, and are looked at whether they are the latest.
        var askedAgain = (await (
            from each in open
            join contact in guidance.Contacts on each.Id equals contact.CaseId
            where contact.RepeatReason != null && contact.RepeatReason != RepeatReason.NewNeed
                && !guidance.Contacts.Any(later => later.CaseId == contact.CaseId && later.StartedAtUtc > contact.StartedAtUtc)
            select contact.CaseId).ToListAsync(cancellationToken)).ToHashSet();
        var late = (await (
            from contact in guidance.Contacts
            where contact.CallbackPromisedAtUtc != null && contact.CallbackDoneAtUtc == null && contact.CallbackPromisedAtUtc < now
            join each in open on contact.CaseId equals each.Id
            select contact.CaseId).ToListAsync(cancellationToken)).ToHashSet();

        var laterFrom = DueTime.LaterFromUtc(now, calendar);
        return rows.ConvertAll(each =>
        {
            var facts = new PriorityFacts
            {
                ReceivedAtUtc = each.ReceivedAtUtc,
                DueAtUtc = each.DueAtUtc,
                DueFromUtc = each.DueFromUtc,
                Urgency = each.Urgency,
                Segment = each.Segment,
                IsCallLate = late.Contains(each.Id),
                HasAskedAgain = askedAgain.Contains(each.Id),
            };
            var group = each.DueAtUtc is not { } due || due > laterFrom ? WorkGroup.Later : due > now ? WorkGroup.Soon : WorkGroup.Late;
            var priority = CasePriority.Of(facts, weights, now);
            return new Place(each.Id, each.ClientId, each.ResponsibleWorkerId, each.Theme, facts, group, priority, priority.TotalTenths);
        });
    }

    private async Task<Dictionary<Guid, Guid>> ReadReceiptsAsync(List<Guid> caseIds, CancellationToken cancellationToken) => caseIds.Count == 0
        ? []
        : (await guidance.Contacts.Where(contact => caseIds.Contains(contact.CaseId) && contact.OpensCase).Select(contact => new { contact.CaseId, contact.Id }).ToListAsync(cancellationToken))
            .DistinctBy(contact => contact.CaseId).ToDictionary(contact => contact.CaseId, contact => contact.Id);

    /// <summary>As much of a case as its place depends on.</summary>
    private sealed record Place(Guid CaseId, Guid? ClientId, Guid? WorkerId, NeedReason? Theme, PriorityFacts Facts, WorkGroup Group, CasePriority Priority, int Total);
}
