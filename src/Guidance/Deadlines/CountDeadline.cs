using Palveluohjaus.Guidance.County;

namespace Palveluohjaus.Guidance.Deadlines;

/// <summary>
/// Counts a time limit on the county's days. The day it is counted from is not counted (laki säädettyjen määräaikain laskemisesta 150/1930, 2 §), a
/// month ends on the day of the same number or else on the month's last (3 §), and a last day on which offices are closed is moved to the next
/// working day (5 §). The whole of the last day is in time.
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
            var (dueAt, stoodStill) = AddPauses(fromUtc.AddHours(amount), fromUtc, pauses, end => end);
            return new CountedDeadline { FromUtc = fromUtc, DueAtUtc = dueAt, LastDay = calendar.DayOf(dueAt), CountedDay = calendar.DayOf(dueAt), Paused = stoodStill };
        }

        var counted = unit switch
        {
            DeadlineUnit.CalendarDays => first.AddDays(amount),
            DeadlineUnit.WorkingDays => workingDays.After(first, amount),
            DeadlineUnit.Months => first.AddMonths(amount),
            _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, "Not a unit."),
        };
        var (end, paused) = AddPauses(calendar.StartOfDayUtc(counted.AddDays(1)), fromUtc, pauses, Moved);

        // A pause moves the end on by as long as it lasted; a day that has begun is given whole.
        var afterPauses = paused == TimeSpan.Zero ? counted : calendar.DayOf(end.AddTicks(-1));
        var last = workingDays.OnOrAfter(afterPauses);
        return new CountedDeadline
        {
            FromUtc = fromUtc,
            DueAtUtc = calendar.StartOfDayUtc(last.AddDays(1)),
            LastDay = last,
            CountedDay = counted,
            Paused = paused,
            Skipped = unit == DeadlineUnit.WorkingDays ? DaysOff(first.AddDays(1), counted, workingDays) : [],
            MovedOver = DaysOff(afterPauses, last, workingDays),
        };

        DateTime Moved(DateTime endUtc) => calendar.StartOfDayUtc(workingDays.OnOrAfter(calendar.DayOf(endUtc.AddTicks(-1))).AddDays(1));
    }

    /// <param name="endUtc">Where counting ended.</param>
    /// <param name="fromUtc">Where it began.</param>
    /// <param name="pauses">In order and apart.</param>
    /// <param name="moved">The due time of such an end: the last working day is given whole.</param>
    private static (DateTime End, TimeSpan Paused) AddPauses(
        DateTime endUtc, DateTime fromUtc, IReadOnlyList<(DateTime FromUtc, DateTime UntilUtc)> pauses, Func<DateTime, DateTime> moved)
    {
        var paused = TimeSpan.Zero;
        foreach (var (begins, ends) in pauses)
        {
            var counts = begins < fromUtc ? fromUtc : begins;
            var dueAt = moved(endUtc);

            // One that began when the time was up moves nothing; one that began on the day the end was moved to moves that day.
            if (ends <= counts || counts >= dueAt)
                continue;
            endUtc = (counts < endUtc ? endUtc : dueAt) + (ends - counts);
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

    /// <summary>Days that were not counted, because offices were closed.</summary>
    public IReadOnlyList<DayOff> Skipped { get; init; } = [];

    /// <summary>Days off the end was moved over.</summary>
    public IReadOnlyList<DayOff> MovedOver { get; init; } = [];
}
