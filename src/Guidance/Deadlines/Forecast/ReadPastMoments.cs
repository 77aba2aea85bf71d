using System.Buffers.Binary;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Workbench;

namespace Palveluohjaus.Guidance.Deadlines.Forecast;

/// <summary>
/// Reads the deadlines that have come due, and how things stood in each tenth of their time while they ran. Only what is past is read: a deadline still to
/// come that was met early would make the others look better than they are.
/// </summary>
internal sealed class ReadPastMoments(GuidanceDbContext guidance, CountyCalendar calendar, int mostDeadlines)
{
    private const int CasesAtOnce = 2000;

    /// <summary>The kinds that tell a stage, and those that tell which unit has the case.</summary>
    private static readonly CaseEventKind[] Kinds = [.. CaseStages.Kinds, CaseEventKind.ContactLogged, CaseEventKind.HandedOff];

    public async Task<PastMoments> ReadAsync(DateTime fromUtc, DateTime nowUtc, CancellationToken cancellationToken)
    {
        // A unit's load on the first day looks back at what it closed before.
        var firstDay = calendar.DayOf(fromUtc).AddDays(-UnitLoads.DaysBack);
        var loads = await ReadLoadsAsync(firstDay, nowUtc, cancellationToken);
        var deadlines = await ReadDeadlinesAsync(fromUtc, nowUtc, cancellationToken);
        var seen = new List<(PastMoment Moment, double? Weeks)>();
        foreach (var batch in deadlines.Chunk(CasesAtOnce))
            await AddAsync(batch, loads, firstDay, seen, cancellationToken);

        var weeks = seen.Where(each => each.Weeks is not null).Select(each => each.Weeks!.Value).Order().ToList();
        var thirds = weeks.Count == 0 ? default : new LoadThirds(weeks[weeks.Count / 3], weeks[weeks.Count * 2 / 3]);
        return new PastMoments
        {
            Moments = [.. seen.Select(each => each.Moment with { Situation = each.Moment.Situation with { Load = thirds.Of(each.Weeks) } })],
            Deadlines = deadlines.Count,
            Missed = deadlines.Count(deadline => deadline.IsMissed),
            FirstDueAtUtc = deadlines.Count == 0 ? null : deadlines.Min(deadline => deadline.DueAtUtc),
            LastDueAtUtc = deadlines.Count == 0 ? null : deadlines.Max(deadline => deadline.DueAtUtc),
            Thirds = thirds,
            Loads = loads.ToDictionary(unit => unit.Key, unit => unit.Value[^1]),
        };
    }

    private async Task<IReadOnlyDictionary<Guid, double[]>> ReadLoadsAsync(DateOnly firstDay, DateTime nowUtc, CancellationToken cancellationToken)
    {
        var loads = new UnitLoads(firstDay, calendar.DayOf(nowUtc));
        var fromUtc = calendar.StartOfDayUtc(firstDay);
        var cases = guidance.Cases
            .Where(each => each.Source == GuidanceCase.OwnSource && each.ResponsibleUnitId != null && (each.ClosedAtUtc == null || each.ClosedAtUtc >= fromUtc))
            .Select(each => new { each.ResponsibleUnitId, each.ReceivedAtUtc, each.ClosedAtUtc });
        await foreach (var each in cases.AsAsyncEnumerable().WithCancellation(cancellationToken))
            loads.Add(each.ResponsibleUnitId!.Value, calendar.DayOf(each.ReceivedAtUtc), each.ClosedAtUtc is { } closed ? calendar.DayOf(closed) : null);
        return loads.Measure();
    }

    /// <summary>All of them, or of more than enough an even share, the same each time.</summary>
    private async Task<List<Deadline>> ReadDeadlinesAsync(DateTime fromUtc, DateTime nowUtc, CancellationToken cancellationToken)
    {
        // One that stands still keeps the due time it stopped with: it has not been missed.
        var past = guidance.CaseDeadlines.Where(deadline => deadline.DueAtUtc >= fromUtc && deadline.DueAtUtc <= nowUtc && deadline.FromUtc < deadline.DueAtUtc
            && (deadline.MetAtUtc != null || deadline.EndedAtUtc != null || deadline.HalfAtUtc != null));
        var share = (double)mostDeadlines / Math.Max(1, await past.CountAsync(cancellationToken));
        var read = new List<Deadline>();
        var rows = past.Select(deadline => new { deadline.CaseId, deadline.RuleCode, deadline.FromUtc, deadline.DueAtUtc, OverAtUtc = deadline.MetAtUtc ?? deadline.EndedAtUtc });
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (IsDrawn(row.CaseId, share))
                read.Add(new Deadline(row.CaseId, row.RuleCode, row.FromUtc, row.DueAtUtc, row.OverAtUtc));
        }

        return read;
    }

    private static bool IsDrawn(Guid caseId, double share)
    {
        Span<byte> bytes = stackalloc byte[16];
        caseId.TryWriteBytes(bytes);

        // The last bytes of an id are random.
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]) < share * uint.MaxValue;
    }

    private async Task AddAsync(Deadline[] deadlines, IReadOnlyDictionary<Guid, double[]> loads, DateOnly firstDay, List<(PastMoment Moment, double? Weeks)> seen, CancellationToken cancellationToken)
    {
        var caseIds = deadlines.Select(deadline => deadline.CaseId).Distinct().ToList();
        var clients = await guidance.Cases.Where(each => EF.Parameter(caseIds).Contains(each.Id) && each.ClientId != null)
            .ToDictionaryAsync(each => each.Id, each => each.ClientId!.Value, cancellationToken);
        var events = (await guidance.CaseEvents.Standing().Where(happened => EF.Parameter(caseIds).Contains(happened.CaseId) && Kinds.Contains(happened.Kind))
            .OrderBy(happened => happened.OccurredAtUtc).ThenBy(happened => happened.Sequence)
            .Select(happened => new { happened.CaseId, happened.Kind, happened.OccurredAtUtc, happened.UnitId }).ToListAsync(cancellationToken)).ToLookup(happened => happened.CaseId);
        var clientIds = clients.Values.Distinct().ToList();
        var decisions = (await guidance.SegmentDecisions.Where(decision => EF.Parameter(clientIds).Contains(decision.ClientId)).OrderBy(decision => decision.Sequence)
            .Select(decision => new { decision.ClientId, decision.DecidedAtUtc, decision.Segment }).ToListAsync(cancellationToken)).ToLookup(decision => decision.ClientId);

        foreach (var deadline in deadlines)
        {
            for (var band = 0; band < ForecastSituation.AgeBandCount; band++)
            {
                var at = deadline.FromUtc + (deadline.DueAtUtc - deadline.FromUtc) * ((band + 0.5) / ForecastSituation.AgeBandCount);
                if (deadline.OverAtUtc <= at)
                    break;
                var (stage, unitId) = (CaseStage.Received, (Guid?)null);
                foreach (var happened in events[deadline.CaseId].TakeWhile(happened => happened.OccurredAtUtc <= at))
                {
                    unitId = happened.UnitId ?? unitId;
                    if (CaseStages.StageOf(happened.Kind) is { } reached && reached > stage)
                        stage = reached;
                }

                var segment = clients.TryGetValue(deadline.CaseId, out var clientId) ? decisions[clientId].LastOrDefault(decision => decision.DecidedAtUtc <= at)?.Segment : null;
                var day = calendar.DayOf(at).DayNumber - firstDay.DayNumber;
                double? weeks = unitId is { } unit && day >= 0 && loads.TryGetValue(unit, out var ofUnit) ? ofUnit[day] : null;
                seen.Add((new PastMoment(new ForecastSituation(deadline.RuleCode, band, stage, null, segment ?? ""), deadline.IsMissed, deadline.DueAtUtc, deadline.CaseId), weeks));
            }
        }
    }

    private readonly record struct Deadline(Guid CaseId, string RuleCode, DateTime FromUtc, DateTime DueAtUtc, DateTime? OverAtUtc)
    {
        public bool IsMissed => OverAtUtc is not { } over || over >= DueAtUtc;
    }
}

/// <summary>What was read of a county's history.</summary>
internal sealed record PastMoments
{
    public required IReadOnlyList<PastMoment> Moments { get; init; }
    public required int Deadlines { get; init; }
    public required int Missed { get; init; }
    public required DateTime? FirstDueAtUtc { get; init; }
    public required DateTime? LastDueAtUtc { get; init; }
    public required LoadThirds Thirds { get; init; }

    /// <summary>Weeks of work of each unit today.</summary>
    public required IReadOnlyDictionary<Guid, double> Loads { get; init; }
}

/// <summary>Where a unit's load turns from low to middle and from middle to high.</summary>
internal readonly record struct LoadThirds(double MiddleFromWeeks, double HighFromWeeks)
{
    public UnitLoad Of(double? weeks) => weeks is not { } known ? UnitLoad.Unknown : known >= HighFromWeeks ? UnitLoad.High : known >= MiddleFromWeeks ? UnitLoad.Middle : UnitLoad.Low;
}
