namespace Palveluohjaus.SyntheticCounty.Rhythm;

/// <summary>Days on which a Finnish office is closed beside weekends: public holidays, and the eves of midsummer and Christmas.</summary>
public static class FinnishHolidays
{
    public static bool IsHoliday(DateOnly day) => (day.Month, day.Day) switch
    {
        (1, 1) or (1, 6) or (5, 1) or (12, 6) or (12, 24) or (12, 25) or (12, 26) => true,
        (6, >= 19 and <= 25) => day.DayOfWeek is DayOfWeek.Friday || IsMidsummerDay(day),
        (6, 26) => IsMidsummerDay(day),
        _ => IsAllSaints(day) || IsTiedToEaster(day),
    };

    public static bool IsWorkingDay(DateOnly day) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !IsHoliday(day);

    /// <summary>Easter Sunday in the Gregorian calendar. Meeus, Astronomical Algorithms (1991), chapter 8.</summary>
    public static DateOnly EasterSunday(int year)
    {
        var (a, b, c) = (year % 19, year / 100, year % 100);
        var (d, e) = (b / 4, b % 4);
        var f = (b + 8) / 25;
        var g = (b - f + 1) / 3;
        var h = ((19 * a) + b - d - g + 15) % 30;
        var (i, k) = (c / 4, c % 4);
        var l = (32 + (2 * e) + (2 * i) - h - k) % 7;
        var m = (a + (11 * h) + (22 * l)) / 451;
        var n = h + l - (7 * m) + 114;
        return new DateOnly(year, n / 31, (n % 31) + 1);
    }

    private static bool IsMidsummerDay(DateOnly day) => day is { DayOfWeek: DayOfWeek.Saturday, Month: 6, Day: >= 20 and <= 26 };

    private static bool IsAllSaints(DateOnly day) =>
        day.DayOfWeek == DayOfWeek.Saturday && day is { Month: 10, Day: 31 } or { Month: 11, Day: <= 6, DayOfWeek: DayOfWeek.Saturday };

    // Good Friday, Easter, Easter Monday, Ascension, Pentecost.
    private static bool IsTiedToEaster(DateOnly day) =>
        (day.DayNumber - EasterSunday(day.Year).DayNumber) is -2 or 0 or 1 or 39 or 49;
}
