using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Teams;
using Palveluohjaus.Guidance.Workbench;

namespace Palveluohjaus.Guidance.Handoffs;

/// <summary>Reads offers: those that wait for one's units, those they made, and what there is to know before a case is offered.</summary>
public sealed class ReadHandoffs(GuidanceDbContext guidance, DeadlineBook book, CountyCalendar calendar, TimeProvider clock)
{
    /// <summary>A list shows at most this many; its count tells of all.</summary>
    public const int MaxRows = 200;

    /// <summary>Handoffs of how long back a unit's typical wait is told from, and how many of the latest at most.</summary>
    public const int WaitsFromDays = 365;

    public const int MostWaits = 100;

    /// <summary>With fewer a median says little of the next case.</summary>
    public const int FewestWaits = 5;

    /// <summary>What calls for something to be done by the actor's units. It tells of nobody.</summary>
    public async Task<HandoffCounts> CountAsync(Actor actor, CancellationToken cancellationToken) =>
        new(
            await WaitingFor(actor).CountAsync(cancellationToken),
            await DeclinedTo(actor).CountAsync(cancellationToken),
            (await guidance.OpenMeetingsAsync(actor.UnitIds, guidance.Cases, clock.GetUtcNow().UtcDateTime, cancellationToken)).Count);

    /// <summary>Everyone on the lists is audited as read.</summary>
    public async Task<HandoffLists> ReadListsAsync(Actor actor, CancellationToken cancellationToken)
    {
        var units = actor.UnitIds;
        var now = clock.GetUtcNow().UtcDateTime;
        var lists = new HandoffLists(
            await ReadAsync(WaitingFor(actor).OrderBy(handoff => handoff.OfferedAtUtc), cancellationToken),
            await ReadAsync(
                guidance.Handoffs.Where(handoff => handoff.State == HandoffState.Offered && handoff.FromUnitId != null && units.Contains(handoff.FromUnitId.Value)).OrderBy(handoff => handoff.OfferedAtUtc),
                cancellationToken),
            await ReadAsync(DeclinedTo(actor).OrderBy(handoff => handoff.AnsweredAtUtc), cancellationToken),
            await ReadAsync(
                from handoff in guidance.Handoffs
                where handoff.State == HandoffState.Accepted && units.Contains(handoff.ToUnitId)
                orderby handoff.AnsweredAtUtc descending
                select handoff,
                cancellationToken),
            await ReadMeetingsAsync(units, now, cancellationToken));
        var clientIds = new[] { lists.Waiting, lists.Sent, lists.Declined, lists.Accepted }.SelectMany(list => list.Rows).Select(row => row.Client?.Id)
            .Concat(lists.Meetings.Select(row => row.Client?.Id)).OfType<Guid>();
        await guidance.AuditListedAsync(clientIds, actor, AuditReasons.HandoffsListed, now, cancellationToken);
        return lists;
    }

    /// <returns>Null when there is no such case, or it is of a unit the actor does not belong to and no unit of theirs is invited to meet about it.</returns>
    public async Task<CaseToOffer?> ReadCaseAsync(Guid caseId, Actor actor, CancellationToken cancellationToken)
    {
        var offered = await guidance.Cases.AsNoTracking().FirstOrDefaultAsync(each => each.Id == caseId && each.Source == GuidanceCase.OwnSource, cancellationToken);
        if (offered?.ResponsibleUnitId is not { } unitId)
            return null;
        var now = clock.GetUtcNow().UtcDateTime;
        var mayOffer = actor.UnitIds.Contains(unitId);
        if (!mayOffer && (await guidance.OpenMeetingsAsync(actor.UnitIds, guidance.Cases.Where(each => each.Id == caseId), now, cancellationToken)).Count == 0)
            return null;

        var way = await CaseWay.ReadAsync(guidance, offered, now, cancellationToken);
        var clients = await new WorkClients(guidance, calendar, clock).ReadAsync([offered.ClientId], cancellationToken);
        var found = new CaseToOffer
        {
            Case = offered,
            MayOffer = mayOffer,
            Client = offered.ClientId is { } clientId ? clients.GetValueOrDefault(clientId) : null,
            Due = DueTime.Of(offered, now, calendar)?.CountedBy((await new ReadOpenDeadlines(guidance, book).ReadAsync([caseId], now, cancellationToken))[caseId]),
            Way = way,
            Units = await guidance.Units.AsNoTracking().ToDictionaryAsync(unit => unit.Id, cancellationToken),
            Choices = await ReadLoadsAsync(way, unitId, now, cancellationToken),
            Earlier = (await ReadAsync(guidance.Handoffs.Where(handoff => handoff.CaseId == caseId).OrderByDescending(handoff => handoff.OfferedAtUtc), cancellationToken)).Rows,
            Meetings = await guidance.JointMeetings.AsNoTracking().Where(meeting => meeting.CaseId == caseId).OrderByDescending(meeting => meeting.MeetsAtUtc).ToListAsync(cancellationToken),
        };
        guidance.AuditOf(AuditAction.Read, nameof(GuidanceCase), caseId, offered.ClientId, actor, new AuditGround(mayOffer ? AuditReasons.HandoffRead : $"{AuditReasons.HandoffRead}; {Clients.StatedGroundKind.JointMeeting}") { CaseId = caseId }, now);
        await guidance.SaveChangesAsync(cancellationToken);
        return found;
    }

    private IQueryable<Handoff> WaitingFor(Actor actor)
    {
        var units = actor.UnitIds;
        return guidance.Handoffs.Where(handoff => handoff.State == HandoffState.Offered && units.Contains(handoff.ToUnitId));
    }

    /// <summary>Declined, and nobody has yet offered the case elsewhere or decided to keep it.</summary>
    private IQueryable<Handoff> DeclinedTo(Actor actor)
    {
        var units = actor.UnitIds;
        return
            from handoff in guidance.Handoffs
            where handoff.State == HandoffState.Declined && handoff.DeclineSeenAtUtc == null && handoff.FromUnitId != null && units.Contains(handoff.FromUnitId.Value)
            join offered in guidance.Cases on handoff.CaseId equals offered.Id
            where offered.ClosedAtUtc == null && offered.ResponsibleUnitId == handoff.FromUnitId
            select handoff;
    }

    private async Task<Cut<HandoffRow>> ReadAsync(IQueryable<Handoff> handoffs, CancellationToken cancellationToken)
    {
        var rows = await (
            from handoff in handoffs.AsNoTracking().Take(MaxRows)
            join offered in guidance.Cases on handoff.CaseId equals offered.Id
            join toUnit in guidance.Units on handoff.ToUnitId equals toUnit.Id
            join fromUnit in guidance.Units on handoff.FromUnitId equals fromUnit.Id into fromUnits
            from fromUnit in fromUnits.DefaultIfEmpty()
            join worker in guidance.Workers on handoff.FromWorkerId equals worker.Id into workers
            from worker in workers.DefaultIfEmpty()
            join answerer in guidance.Workers on (handoff.AnsweredByWorkerId ?? handoff.WithdrawnByWorkerId) equals answerer.Id into answerers
            from answerer in answerers.DefaultIfEmpty()
            select new { handoff, offered, toUnit, fromUnit, WorkerName = worker.Name, AnswererName = answerer.Name }).ToListAsync(cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        var clients = await new WorkClients(guidance, calendar, clock).ReadAsync(rows.Select(row => row.offered.ClientId), cancellationToken);
        var deadlines = await new ReadOpenDeadlines(guidance, book).ReadAsync(rows.ConvertAll(row => row.offered.Id), now, cancellationToken);
        var found = rows.ConvertAll(row => new HandoffRow
        {
            Handoff = row.handoff,
            Client = row.offered.ClientId is { } clientId ? clients.GetValueOrDefault(clientId) : null,
            Theme = row.offered.Theme,
            ReceivedAtUtc = row.offered.ReceivedAtUtc,
            Due = DueTime.Of(row.offered, now, calendar)?.CountedBy(deadlines[row.offered.Id]),
            FromUnit = row.fromUnit,
            ToUnit = row.toUnit,
            IsToUnitOpen = row.toUnit.IsOpenOn(calendar.DayOf(now)),
            FromWorkerName = row.WorkerName,
            AnswererName = row.AnswererName,
        });
        return new Cut<HandoffRow>(found, found.Count < MaxRows ? found.Count : await handoffs.CountAsync(cancellationToken));
    }

    private async Task<IReadOnlyList<MeetingRow>> ReadMeetingsAsync(IReadOnlyCollection<Guid> unitIds, DateTime nowUtc, CancellationToken cancellationToken)
    {
        var open = await guidance.OpenMeetingsAsync(unitIds, guidance.Cases, nowUtc, cancellationToken);
        if (open.Count == 0)
            return [];
        var clients = await new WorkClients(guidance, calendar, clock).ReadAsync(open.Select(each => each.Case.ClientId), cancellationToken);
        var metUnits = open.SelectMany(each => each.Meeting.UnitIds).Distinct().ToList();
        var units = await guidance.Units.AsNoTracking().Where(unit => metUnits.Contains(unit.Id)).ToDictionaryAsync(unit => unit.Id, cancellationToken);
        return open.ConvertAll(each => new MeetingRow
        {
            Meeting = each.Meeting,
            Client = each.Case.ClientId is { } clientId ? clients.GetValueOrDefault(clientId) : null,
            Theme = each.Case.Theme,
            HolderUnitId = each.Case.ResponsibleUnitId,
            Units = [.. each.Meeting.UnitIds.Select(units.GetValueOrDefault).OfType<Unit>()],
        });
    }

    private async Task<IReadOnlyList<UnitLoad>> ReadLoadsAsync(CaseWay way, Guid nowIn, DateTime nowUtc, CancellationToken cancellationToken)
    {
        var today = calendar.DayOf(nowUtc);
        var counts = await guidance.Cases
            .Where(each => each.ClosedAtUtc == null && each.Source == GuidanceCase.OwnSource && each.ResponsibleUnitId != null)
            .GroupBy(each => each.ResponsibleUnitId!.Value)
            .Select(each => new { UnitId = each.Key, Open = each.Count(), Overdue = each.Count(one => one.DueAtUtc < nowUtc), Untaken = each.Count(one => one.ResponsibleWorkerId == null) })
            .ToDictionaryAsync(each => each.UnitId, cancellationToken);
        var loads = new List<UnitLoad>();
        foreach (var unit in await new OwnUnits(guidance).ReadAllAsync(cancellationToken))
        {
            if (unit.Id == nowIn || !unit.IsOpenOn(today))
                continue;
            var waits = await ReadWaitsAsync(unit.Id, nowUtc, cancellationToken);
            var count = counts.GetValueOrDefault(unit.Id);
            loads.Add(new UnitLoad(unit)
            {
                OpenCount = count?.Open ?? 0,
                OverdueCount = count?.Overdue ?? 0,
                UntakenCount = count?.Untaken ?? 0,
                WaitCount = waits.Count,
                MedianWaitDays = waits.Count < FewestWaits ? null : MedianOf(waits),
                TimesHere = way.TimesIn(unit.Id),
            });
        }

        return loads;
    }

    /// <summary>Days from each case's coming by handoff to the next thing that happened to it; of one to which nothing has, the days until now.</summary>
    private async Task<List<double>> ReadWaitsAsync(Guid unitId, DateTime nowUtc, CancellationToken cancellationToken)
    {
        var since = nowUtc.AddDays(-WaitsFromDays);
        var arrivals = await guidance.CaseEvents.AsNoTracking()
            .Where(arrived => arrived.Kind == CaseEventKind.HandedOff && arrived.UnitId == unitId && arrived.OccurredAtUtc >= since)
            .OrderByDescending(arrived => arrived.OccurredAtUtc).Take(MostWaits)
            .Select(arrived => new
            {
                arrived.OccurredAtUtc,
                NextAtUtc = guidance.CaseEvents.Where(next => next.CaseId == arrived.CaseId && next.OccurredAtUtc > arrived.OccurredAtUtc && next.Kind != CaseEventKind.Corrected)
                    .Min(next => (DateTime?)next.OccurredAtUtc),
            }).ToListAsync(cancellationToken);
        return arrivals.ConvertAll(arrival => Math.Max(0, ((arrival.NextAtUtc ?? nowUtc) - arrival.OccurredAtUtc).TotalDays));
    }

    private static double MedianOf(List<double> values)
    {
        values.Sort();
        var middle = values.Count / 2;
        return values.Count % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}

/// <summary>How many offers wait for an answer of one's units, how many of theirs were declined, and how many meetings they are to hold.</summary>
public sealed record HandoffCounts(int Waiting, int Declined, int Meetings);

/// <param name="Waiting">For an answer of one's units, the oldest first.</param>
/// <param name="Sent">By one's units, without an answer yet.</param>
/// <param name="Declined">By others, with nothing decided since.</param>
/// <param name="Accepted">By one's units, and not done yet; the latest first.</param>
/// <param name="Meetings">About cases of one's units, or that they are invited to, without a result yet; the nearest first.</param>
public sealed record HandoffLists(Cut<HandoffRow> Waiting, Cut<HandoffRow> Sent, Cut<HandoffRow> Declined, Cut<HandoffRow> Accepted, IReadOnlyList<MeetingRow> Meetings);

/// <summary>An offer on a list.</summary>
public sealed record HandoffRow
{
    public required Handoff Handoff { get; init; }

    /// <summary>Null while it is not known whose matter it is.</summary>
    public required WorkClient? Client { get; init; }

    public required Contacts.NeedReason? Theme { get; init; }
    public required DateTime ReceivedAtUtc { get; init; }
    public required DueTime? Due { get; init; }
    public required Unit? FromUnit { get; init; }
    public required Unit ToUnit { get; init; }

    /// <summary>False when the unit has closed since: the offer can only be withdrawn or declined.</summary>
    public required bool IsToUnitOpen { get; init; }

    public required string? FromWorkerName { get; init; }

    /// <summary>Who accepted, declined or withdrew it.</summary>
    public required string? AnswererName { get; init; }

    public override string ToString() => $"{nameof(HandoffRow)} {Handoff.Id}";
}

/// <summary>A joint meeting without a result.</summary>
public sealed record MeetingRow
{
    public required JointMeeting Meeting { get; init; }

    /// <summary>Null while it is not known whose matter it is.</summary>
    public required WorkClient? Client { get; init; }

    public required Contacts.NeedReason? Theme { get; init; }

    /// <summary>The unit that has the case.</summary>
    public required Guid? HolderUnitId { get; init; }

    /// <summary>Those that meet, the one that invited first.</summary>
    public required IReadOnlyList<Unit> Units { get; init; }

    public override string ToString() => $"{nameof(MeetingRow)} {Meeting.Id}";
}

/// <summary>What there is to know before a case is offered.</summary>
public sealed record CaseToOffer
{
    public required GuidanceCase Case { get; init; }

    /// <summary>False for a unit that is only invited to meet about it: it reads, and the one that has the case offers it.</summary>
    public required bool MayOffer { get; init; }

    public required WorkClient? Client { get; init; }
    public required DueTime? Due { get; init; }
    public required CaseWay Way { get; init; }

    /// <summary>Every unit by its id, for the names of those on the way.</summary>
    public required IReadOnlyDictionary<Guid, Unit> Units { get; init; }

    /// <summary>The units it can be offered to, by name.</summary>
    public required IReadOnlyList<UnitLoad> Choices { get; init; }

    /// <summary>Its offers so far, the latest first.</summary>
    public required IReadOnlyList<HandoffRow> Earlier { get; init; }

    public required IReadOnlyList<JointMeeting> Meetings { get; init; }

    /// <summary>The offer that waits for an answer.</summary>
    public HandoffRow? Open => Earlier.FirstOrDefault(row => row.Handoff.State == HandoffState.Offered);

    public string NameOf(Guid unitId) => Units.TryGetValue(unitId, out var unit) ? unit.NameIn(CultureInfo.CurrentUICulture) : "–";

    public override string ToString() => $"{nameof(CaseToOffer)} {Case.Id}";
}

/// <summary>What a unit has to do now.</summary>
public sealed record UnitLoad(Unit Unit)
{
    public required int OpenCount { get; init; }
    public required int OverdueCount { get; init; }

    /// <summary>Open ones that nobody answers for yet.</summary>
    public required int UntakenCount { get; init; }

    /// <summary>How many handoffs the typical wait is told from.</summary>
    public required int WaitCount { get; init; }

    /// <summary>Half of the cases that came by handoff waited at most this long for the first thing to happen; null when there were too few.</summary>
    public required double? MedianWaitDays { get; init; }

    /// <summary>How many times it has had the case.</summary>
    public required int TimesHere { get; init; }
}
