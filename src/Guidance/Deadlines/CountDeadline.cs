using Palveluohjaus.Guidance.County;

namespace Palveluohjaus.Guidance.Deadlines;

/// <summary>
/// Counts a time limit on the county's days. The day it is counted from is not counted (laki säädettyjen määräaikain laskemisesta 150/1930, 2 §), a
/// month ends on the day of the same number or else on the month's last (3 §), and a last day on which offices are closed is moved to the next
/// working day (5 §). The whole of the last day is in time. Pauses give whole days, and never more time than they lasted: see <see cref="StandStills"/>.
/// </summary>
public static class CountDeadline
{
    /// <param name="fromUtc">The instant it is counted from.</param>
    /// <param name="amount">Not negative. 0 hours is at once; 0 days is the same day, or the next working day when offices are closed.</param>
    /// <param name="unit">Of the amount.</param>
    /// <param name="pauses">When the time stood still, in order and apart; only the part after <paramref name="fromUtc"/> counts.</param>
    /// <param name="calendar">The county's days.</param>
    /// <param name="workingDays">Which of them are worked.</param>
    public static CountedDeadline Count(
        DateTime fromUtc, int amount, DeadlineUnit unit, IReadOnlyList<(DateTime FromUtc, DateTime UntilUtc)> pauses, CountyCalendar calendar, WorkingDays workingDays)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(amount);
        var first = calendar.DayOf(fromUtc);
        if (unit == DeadlineUnit.Hours)
        {
            var (dueAt, stoodStill) = AddToHours(fromUtc.AddHours(amount), fromUtc, pauses);
            return new CountedDeadline { FromUtc = fromUtc, DueAtUtc = dueAt, LastDay = calendar.DayOf(dueAt), CountedDay = calendar.DayOf(dueAt), Paused = stoodStill };
        }

        var counted = unit switch
        {
            DeadlineUnit.CalendarDays => first.AddDays(amount),
            DeadlineUnit.WorkingDays => workingDays.After(first, amount),
            DeadlineUnit.Months => first.AddMonths(amount),
            _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, "Not a unit."),
        };
        var ended = new StandStills(counted, unit == DeadlineUnit.WorkingDays, calendar, workingDays).Add(fromUtc, pauses);
        return new CountedDeadline
        {
            FromUtc = fromUtc,
            DueAtUtc = ended.DueAtUtc,
            LastDay = calendar.DayOf(ended.DueAtUtc.AddTicks(-1)),
            CountedDay = counted,
            Paused = ended.Paused,
            PausedDays = ended.Days,
            IsExact = ended.IsExact,
            Skipped = unit == DeadlineUnit.WorkingDays ? DaysOff(first.AddDays(1), counted, workingDays) : [],
            MovedOver = ended.IsExact ? [] : DaysOff(ended.LastCounted, calendar.DayOf(ended.DueAtUtc.AddTicks(-1)), workingDays),
        };
    }

    /// <summary>Hours go on by as long as each pause lasted; one that began when the time was up moves nothing.</summary>
    private static (DateTime End, TimeSpan Paused) AddToHours(DateTime endUtc, DateTime fromUtc, IReadOnlyList<(DateTime FromUtc, DateTime UntilUtc)> pauses)
    {
        var paused = TimeSpan.Zero;
        foreach (var (begins, ends) in pauses)
        {
            var counts = begins < fromUtc ? fromUtc : begins;
            if (ends <= counts || counts >= endUtc)
                continue;
            endUtc += ends - counts;
            paused += ends - counts;
        }

        return (endUtc, paused);
    }

    private static List<DayOff> DaysOff(DateOnly from, DateOnly until, WorkingDays workingDays)
    {
        var off = new List<DayOff>();
        for (var day = from; day <= until; day = day.AddDays(1))
        {
            if (workingDays.WhyNot(day) is { } dayOff)
                off.Add(dayOff);
        }

        return off;
    }
}

/// <summary>A due time, and what it came of.</summary>
public sealed record CountedDeadline
{
    public required DateTime FromUtc { get; init; }

    /// <summary>The first instant that is late.</summary>
    public required DateTime DueAtUtc { get; init; }

    /// <summary>The last day in time.</summary>
    public required DateOnly LastDay { get; init; }

    /// <summary>Where counting ended, before pauses and days off moved it.</summary>
    public required DateOnly CountedDay { get; init; }

    /// <summary>How long the time stood still.</summary>
    public required TimeSpan Paused { get; init; }

    /// <summary>By how many days pauses moved the end; what is left of a day gives nothing. 0 of a rule in hours.</summary>
    public int PausedDays { get; init; }

    /// <summary>
    /// Whether the end is told to the minute though the rule counts in days: a pause lasted past the end without giving a whole day, and what was left when
    /// it began is left when it ends.
    /// </summary>
    public bool IsExact { get; init; }

    /// <summary>Days that were not counted, because offices were closed.</summary>
    public IReadOnlyList<DayOff> Skipped { get; init; } = [];

    /// <summary>Days off the end was moved over.</summary>
    public IReadOnlyList<DayOff> MovedOver { get; init; } = [];
}
