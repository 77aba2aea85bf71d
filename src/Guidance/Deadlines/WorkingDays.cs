using Palveluohjaus.Guidance.County;

namespace Palveluohjaus.Guidance.Deadlines;

/// <summary>The days on which the county's offices work, for any year. What the law leaves open is the county's to say.</summary>
/// <param name="SaturdayIsWorkingDay">Whether a Saturday counts, holidays apart.</param>
/// <param name="ChristmasEveIsWorkingDay">Whether 24 December counts, weekends apart.</param>
public sealed record WorkingDays(bool SaturdayIsWorkingDay = false, bool ChristmasEveIsWorkingDay = false)
{
    /// <summary>As laki 150/1930, 5 § has it for the last day of a time limit.</summary>
    public static WorkingDays Default { get; } = new();

    public bool IsWorkingDay(DateOnly day) => WhyNot(day) is null;

    /// <returns>Null for a working day.</returns>
    public DayOff? WhyNot(DateOnly day)
    {
        var holiday = FinnishHolidays.Find(day);
        if (holiday is { } named && !(named == FinnishHoliday.ChristmasEve && ChristmasEveIsWorkingDay))
            return new DayOff(day, named);
        return day.DayOfWeek == DayOfWeek.Sunday || (day.DayOfWeek == DayOfWeek.Saturday && !SaturdayIsWorkingDay) ? new DayOff(day, null) : null;
    }

    /// <summary>The day itself when it is a working day, else the next one.</summary>
    public DateOnly OnOrAfter(DateOnly day)
    {
        while (!IsWorkingDay(day))
            day = day.AddDays(1);
        return day;
    }

    /// <summary>The nth working day after <paramref name="day"/>, which itself is never counted.</summary>
    public DateOnly After(DateOnly day, int count)
    {
        for (var left = count; left > 0; left--)
            day = OnOrAfter(day.AddDays(1));
        return day;
    }
}

/// <summary>A day that is no working day.</summary>
/// <param name="Day">Which.</param>
/// <param name="Holiday">Its name; null for an ordinary Saturday or Sunday.</param>
public readonly record struct DayOff(DateOnly Day, FinnishHoliday? Holiday);
