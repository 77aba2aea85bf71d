using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Handoffs;

/// <summary>The units a case has been in, in order, whichever recorded them: our own events or an imported log's.</summary>
/// <remarks>Handoffs are counted the same way in the figures: a change of unit along the events in time order, those without a unit passed over.</remarks>
public sealed record CaseWay(IReadOnlyList<UnitStay> Stays)
{
    /// <param name="eventsInTimeOrder">Each event's unit and time; ties keep the order in which they were recorded.</param>
    /// <param name="untilUtc">Until when the last unit has had it: now, or when the case ended.</param>
    public static CaseWay Of(IEnumerable<(Guid? UnitId, DateTime AtUtc)> eventsInTimeOrder, DateTime untilUtc)
    {
        var stays = new List<UnitStay>();
        foreach (var (unitId, atUtc) in eventsInTimeOrder)
        {
            if (unitId is not { } next || (stays.Count > 0 && stays[^1].UnitId == next))
                continue;
            if (stays.Count > 0)
                stays[^1] = stays[^1] with { UntilUtc = atUtc };
            stays.Add(new UnitStay(next, atUtc, untilUtc));
        }

        return new CaseWay(stays);
    }

    internal static async Task<CaseWay> ReadAsync(GuidanceDbContext guidance, GuidanceCase of, DateTime nowUtc, CancellationToken cancellationToken)
    {
        var events = await guidance.CaseEvents.AsNoTracking().Where(happened => happened.CaseId == of.Id && happened.Kind != CaseEventKind.Corrected)
            .OrderBy(happened => happened.OccurredAtUtc).ThenBy(happened => happened.Sequence)
            .Select(happened => new { happened.UnitId, happened.OccurredAtUtc }).ToListAsync(cancellationToken);
        return Of(events.Select(happened => (happened.UnitId, happened.OccurredAtUtc)), of.ClosedAtUtc ?? nowUtc);
    }

    /// <summary>How many times a unit has had the case; staying on is one time.</summary>
    public int TimesIn(Guid unitId) => Stays.Count(stay => stay.UnitId == unitId);

    /// <summary>Whether handing the case over would bring it back to a unit that has had it (pallottelu).</summary>
    /// <param name="toUnitId">The unit it would go to.</param>
    /// <param name="nowInUnitId">The unit that has it; handing it to that one moves nothing.</param>
    public bool WouldReturnTo(Guid toUnitId, Guid? nowInUnitId) => toUnitId != nowInUnitId && TimesIn(toUnitId) > 0;

    /// <summary>Whether it would go round the same circle once more: the unit has had the case twice already.</summary>
    public bool WouldCircleTo(Guid toUnitId, Guid? nowInUnitId) => toUnitId != nowInUnitId && TimesIn(toUnitId) > 1;
}

/// <summary>A case's time in one unit.</summary>
public sealed record UnitStay(Guid UnitId, DateTime FromUtc, DateTime UntilUtc)
{
    /// <summary>Whole days; never less than none, whatever order an imported log tells.</summary>
    public int Days => Math.Max(0, (int)(UntilUtc - FromUtc).TotalDays);
}
