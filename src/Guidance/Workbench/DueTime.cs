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

    /// <summary>How much of the time from receiving the matter is used: 1 at the due time.</summary>
    public required double UsedShare { get; init; }

    /// <summary>True when the due time is the one the Social Welfare Act gives: three months from receiving (sosiaalihuoltolaki 1301/2014, 36 §).</summary>
    public required bool IsStatutory { get; init; }

    public static DueTime Of(DateTime dueAtUtc, DateTime receivedAtUtc, DateTime nowUtc, CountyCalendar calendar)
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
            UsedShare = dueAtUtc <= receivedAtUtc ? 1 : Math.Max(0, (nowUtc - receivedAtUtc) / (dueAtUtc - receivedAtUtc)),
            IsStatutory = dueAtUtc == AssessmentDeadline.DueAtUtc(receivedAtUtc, calendar),
        };
    }

    /// <summary>The instant at which what is due soon ends and what is due later begins.</summary>
    public static DateTime LaterFromUtc(DateTime nowUtc, CountyCalendar calendar) => calendar.StartOfDayUtc(calendar.DayOf(nowUtc).AddDays(2));

    private static DateOnly LastDayOf(DateTime dueAtUtc, CountyCalendar calendar) => calendar.DayOf(dueAtUtc.AddTicks(-1));
}
