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
        var open = guidance.Cases.Where(each => each.ResponsibleUnitId == asked.UnitId && each.Source == GuidanceCase.OwnSource && each.ClosedAtUtc == null);
        var (page, count) = await ReadPageAsync(Chosen(open, asked, actor, absences, now), open, (asked.Page - 1) * PageSize, now, cancellationToken);

        var caseIds = page.ConvertAll(place => place.CaseId);
        var cases = await guidance.Cases.Where(each => caseIds.Contains(each.Id))
            .Select(each => new { each.Id, each.ClientId, each.ResponsibleWorkerId, each.Theme, each.IsDueStatutory, each.DueRuleCode }).ToDictionaryAsync(each => each.Id, cancellationToken);
        var clients = await new WorkClients(guidance, calendar, clock).ReadAsync(cases.Values.Select(each => each.ClientId), cancellationToken);
        var opening = await ReadReceiptsAsync([.. cases.Values.Where(each => each.ClientId is null).Select(each => each.Id)], cancellationToken);
        var forecast = await forecasts.FindAsync(guidance, cancellationToken);
        var stages = await guidance.ReadReachedStagesAsync(caseIds, cancellationToken);
        var openDeadlines = new ReadOpenDeadlines(guidance, book);
        var deadlines = await openDeadlines.ReadAsync(caseIds, now, cancellationToken);
        var still = await openDeadlines.ReadStillAsync([.. page.Where(place => place.Facts.DueAtUtc is null).Select(place => place.CaseId)], cancellationToken);
        var byWorker = await open.Where(each => each.ResponsibleWorkerId != null).GroupBy(each => each.ResponsibleWorkerId!.Value)
            .Select(each => new { WorkerId = each.Key, Count = each.Count() }).ToDictionaryAsync(each => each.WorkerId, each => each.Count, cancellationToken);
        var holders = byWorker.Keys.ToList();
        var names = await guidance.Workers.Where(worker => holders.Contains(worker.Id)).ToDictionaryAsync(worker => worker.Id, worker => worker.Name, cancellationToken);
        await guidance.AuditListedAsync(clients.Keys, actor, AuditReasons.Queue, now, cancellationToken);
        return new QueueView
        {
            Asked = asked,
            Unit = unit,
            Counts = (await open.CountByUnitAsync(now, calendar, cancellationToken)).GetValueOrDefault(asked.UnitId, QueueCounts.Empty),
            Rows = new Cut<QueueRow>([.. page.Select(RowOf)], count),
            ByWorker = byWorker,
            WorkerNames = names,
        };

        QueueRow RowOf(Place place)
        {
            var of = cases[place.CaseId];
            var due = place.Facts.DueAtUtc is { } dueAt ? DueTime.Of(dueAt, place.Facts.CountedFromUtc, of.IsDueStatutory, now, calendar) with { RuleCode = of.DueRuleCode } : null;
            return new QueueRow
            {
                CaseId = place.CaseId,
                Client = of.ClientId is { } clientId ? clients.GetValueOrDefault(clientId) : null,
                OpeningContactId = opening.TryGetValue(place.CaseId, out var receiptId) ? receiptId : null,
                Theme = of.Theme,
                ReceivedAtUtc = place.Facts.ReceivedAtUtc,
                Due = due?.CountedBy(deadlines[place.CaseId]),
                Still = still.GetValueOrDefault(place.CaseId),
                Chance = forecast?.Find(due, stages.GetValueOrDefault(place.CaseId), asked.UnitId, place.Facts.Segment),
                WorkerId = of.ResponsibleWorkerId,
                WorkerName = of.ResponsibleWorkerId is { } workerId ? names.GetValueOrDefault(workerId) : null,
                Absence = of.ResponsibleWorkerId is { } holder ? absences.GetValueOrDefault(holder) : null,
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

    /// <summary>As much of the queue as is asked for.</summary>
    private IQueryable<GuidanceCase> Chosen(IQueryable<GuidanceCase> open, QueueAsked asked, Actor actor, Dictionary<Guid, Absence> absences, DateTime now)
    {
        var (workerId, theme, own) = (asked.WorkerId, asked.Theme, actor.WorkerId);
        var covered = absences.Where(absence => absence.Value.CoverWorkerId is null || absence.Value.CoverWorkerId == actor.WorkerId).Select(absence => absence.Key).ToList();
        open = asked.Show switch
        {
            QueueShow.All => open,
            QueueShow.Untaken => open.Where(each => each.ResponsibleWorkerId == null),
            QueueShow.Mine => open.Where(each => each.ResponsibleWorkerId != null && each.ResponsibleWorkerId == own),
            QueueShow.Covered => open.Where(each => each.ResponsibleWorkerId != null && covered.Contains(each.ResponsibleWorkerId.Value)),
            _ => throw new ArgumentOutOfRangeException(nameof(asked), asked.Show, "Not a part of the queue."),
        };
        if (workerId is not null)
            open = open.Where(each => each.ResponsibleWorkerId == workerId);
        if (theme is not null)
            open = open.Where(each => each.Theme == theme);
        return asked.Due is { } group ? open.DueIn(group, now, DueTime.LaterFromUtc(now, calendar)) : open;
    }

    /// <param name="chosen">Those to put in order.</param>
    /// <param name="open">The whole queue.</param>
    /// <param name="skipped">How many places come before the page.</param>
    /// <param name="now">When it is looked at.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>One page's places in their order, and how many there are in all.</returns>
    private async Task<(List<Place> Page, int Count)> ReadPageAsync(IQueryable<GuidanceCase> chosen, IQueryable<GuidanceCase> open, int skipped, DateTime now, CancellationToken cancellationToken)
    {
        // What is overdue comes before all else, so that a page seldom needs both parts put in order.
        var overdue = chosen.Where(each => each.DueAtUtc <= now);
        var (overdueCount, count) = (await overdue.CountAsync(cancellationToken), await chosen.CountAsync(cancellationToken));
        if (skipped + PageSize <= overdueCount)
            chosen = overdue;
        else if (skipped >= overdueCount)
            (chosen, skipped) = (chosen.Where(each => each.DueAtUtc == null || each.DueAtUtc > now), skipped - overdueCount);
        var places = await ReadPlacesAsync(chosen, open, now, cancellationToken);
        places.Sort(ComparePlaces);
        return (places.Skip(skipped).Take(PageSize).ToList(), count);
    }

    private static int ComparePlaces(Place one, Place other)
    {
        var order = other.IsLate.CompareTo(one.IsLate);
        if (order == 0)
            order = other.Total.CompareTo(one.Total);
        if (order == 0)
            order = one.Facts.ReceivedAtUtc.CompareTo(other.Facts.ReceivedAtUtc);
        return order != 0 ? order : one.CaseId.CompareTo(other.CaseId);
    }

    /// <param name="chosen">Those to put in order. Of each no more is read than its place depends on: there may be tens of thousands.</param>
    /// <param name="open">The whole queue.</param>
    /// <param name="now">When it is looked at.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    private async Task<List<Place>> ReadPlacesAsync(IQueryable<GuidanceCase> chosen, IQueryable<GuidanceCase> open, DateTime now, CancellationToken cancellationToken)
    {
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

        // Put in place as they are read: a second list of tens of thousands would only be thrown away.
        var places = new List<Place>();
        var rows = chosen.Select(each => new
        {
            each.Id,
            each.ReceivedAtUtc,
            each.DueAtUtc,
            each.DueFromUtc,
            each.Urgency,
            Segment = guidance.SegmentDecisions.Where(decision => decision.ClientId == each.ClientId).OrderByDescending(decision => decision.Sequence).Select(decision => decision.Segment).FirstOrDefault(),
        });
        await foreach (var each in rows.AsAsyncEnumerable().WithCancellation(cancellationToken))
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
            var priority = CasePriority.Of(facts, weights, now);
            places.Add(new Place(each.Id, facts, each.DueAtUtc <= now, priority, priority.TotalTenths));
        }

        return places;
    }

    private async Task<Dictionary<Guid, Guid>> ReadReceiptsAsync(List<Guid> caseIds, CancellationToken cancellationToken) => caseIds.Count == 0
        ? []
        : (await guidance.Contacts.Where(contact => caseIds.Contains(contact.CaseId) && contact.OpensCase).Select(contact => new { contact.CaseId, contact.Id }).ToListAsync(cancellationToken))
            .DistinctBy(contact => contact.CaseId).ToDictionary(contact => contact.CaseId, contact => contact.Id);

    /// <summary>As much of a case as its place depends on.</summary>
    private sealed record Place(Guid CaseId, PriorityFacts Facts, bool IsLate, CasePriority Priority, int Total);
}
