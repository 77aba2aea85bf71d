using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Deadlines;

namespace Palveluohjaus.Guidance.Workbench;

/// <summary>A matter's due time as the county's days tell it.</summary>
public sealed record DueTime
{
    public required DateTime AtUtc { get; init; }

    /// <summary>The last day to be in time. A due time at midnight ends the day before it.</summary>
    public required DateOnly LastDay { get; init; }

    public required WorkGroup Group { get; init; }

    /// <summary>From the last day to today: negative while there is time.</summary>
    public required int DaysLate { get; init; }

    /// <summary>False when the whole of the last day is in time, so that no time of day needs telling.</summary>
    public required bool IsWithinDay { get; init; }

    /// <summary>How much of the time is used: 1 at the due time.</summary>
    public required double UsedShare { get; init; }

    /// <summary>What is to be warned of.</summary>
    public WarningLevel Warning { get; init; }

    /// <summary>True when a law gives the due time, and not the county's own promise.</summary>
    public required bool IsStatutory { get; init; }

    /// <summary>The rule that gives it; null when none of ours does.</summary>
    public string? RuleCode { get; init; }

    /// <returns>Null when nothing is owed.</returns>
    public static DueTime? Of(GuidanceCase guidanceCase, DateTime nowUtc, CountyCalendar calendar) => guidanceCase.DueAtUtc is { } due
        ? Of(due, guidanceCase.DueFromUtc ?? guidanceCase.ReceivedAtUtc, guidanceCase.IsDueStatutory, nowUtc, calendar) with { RuleCode = guidanceCase.DueRuleCode }
        : null;

    /// <param name="dueAtUtc">The first instant that is late.</param>
    /// <param name="fromUtc">From when it is counted.</param>
    /// <param name="isStatutory">Whether a law gives it.</param>
    /// <param name="nowUtc">Now.</param>
    /// <param name="calendar">The county's days.</param>
    public static DueTime Of(DateTime dueAtUtc, DateTime fromUtc, bool isStatutory, DateTime nowUtc, CountyCalendar calendar)
    {
        var today = calendar.DayOf(nowUtc);
        var lastDay = LastDayOf(dueAtUtc, calendar);
        return new DueTime
        {
            AtUtc = dueAtUtc,
            LastDay = lastDay,
            Group = dueAtUtc <= nowUtc ? WorkGroup.Late : lastDay <= today.AddDays(1) ? WorkGroup.Soon : WorkGroup.Later,
            DaysLate = today.DayNumber - lastDay.DayNumber,
            IsWithinDay = dueAtUtc != calendar.StartOfDayUtc(lastDay.AddDays(1)),
            UsedShare = dueAtUtc <= fromUtc ? 1 : Math.Max(0, (nowUtc - fromUtc) / (dueAtUtc - fromUtc)),
            IsStatutory = isStatutory,
            Warning = dueAtUtc <= nowUtc ? WarningLevel.Passed : WarningLevel.None,
        };
    }

    internal static DueTime Of(OpenDeadline deadline, DateTime nowUtc, CountyCalendar calendar) =>
        Of(deadline.DueAtUtc, deadline.FromUtc, deadline.IsStatutory, nowUtc, calendar) with { RuleCode = deadline.RuleCode, UsedShare = deadline.UsedShare, Warning = deadline.Level };

    /// <summary>The same due time as the deadline that gives it counts it: pauses and days off are no part of what is used.</summary>
    internal DueTime CountedBy(IEnumerable<OpenDeadline> deadlines) =>
        deadlines.FirstOrDefault(each => each.RuleCode == RuleCode && each.DueAtUtc == AtUtc) is { } counted ? this with { UsedShare = counted.UsedShare, Warning = counted.Level } : this;

    /// <summary>The instant at which what is due soon ends and what is due later begins.</summary>
    public static DateTime LaterFromUtc(DateTime nowUtc, CountyCalendar calendar) => calendar.StartOfDayUtc(calendar.DayOf(nowUtc).AddDays(2));

    private static DateOnly LastDayOf(DateTime dueAtUtc, CountyCalendar calendar) => calendar.DayOf(dueAtUtc.AddTicks(-1));
}
