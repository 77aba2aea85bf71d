namespace Palveluohjaus.Guidance.County;

/// <summary>Days on which a Finnish office is closed beside weekends: public holidays, and the eves of midsummer and Christmas.</summary>
public static class FinnishHolidays
{
    /// <returns>Null for a day on which offices are open, weekends apart.</returns>
    public static FinnishHoliday? Find(DateOnly day) => (day.Month, day.Day) switch
    {
        (1, 1) => FinnishHoliday.NewYearsDay,
        (1, 6) => FinnishHoliday.Epiphany,
        (5, 1) => FinnishHoliday.MayDay,
        (12, 6) => FinnishHoliday.IndependenceDay,
        (12, 24) => FinnishHoliday.ChristmasEve,
        (12, 25) => FinnishHoliday.ChristmasDay,
        (12, 26) => FinnishHoliday.BoxingDay,
        (6, >= 19 and <= 25) when day.DayOfWeek == DayOfWeek.Friday => FinnishHoliday.MidsummerEve,
        (6, >= 20 and <= 26) when day.DayOfWeek == DayOfWeek.Saturday => FinnishHoliday.MidsummerDay,
        _ when IsAllSaints(day) => FinnishHoliday.AllSaintsDay,
        _ => FindTiedToEaster(day),
    };

    public static bool IsHoliday(DateOnly day) => Find(day) is not null;

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

    private static bool IsAllSaints(DateOnly day) =>
        day.DayOfWeek == DayOfWeek.Saturday && day is { Month: 10, Day: 31 } or { Month: 11, Day: <= 6, DayOfWeek: DayOfWeek.Saturday };

    private static FinnishHoliday? FindTiedToEaster(DateOnly day) => (day.DayNumber - EasterSunday(day.Year).DayNumber) switch
    {
        -2 => FinnishHoliday.GoodFriday,
        0 => FinnishHoliday.EasterSunday,
        1 => FinnishHoliday.EasterMonday,
        39 => FinnishHoliday.AscensionDay,
        49 => FinnishHoliday.Pentecost,
        _ => null,
    };
}

/// <summary>The name of a day on which offices are closed. May Day on Ascension Day is the former.</summary>
public enum FinnishHoliday
{
    NewYearsDay,
    Epiphany,
    GoodFriday,
    EasterSunday,
    EasterMonday,
    MayDay,
    AscensionDay,
    Pentecost,
    MidsummerEve,
    MidsummerDay,
    AllSaintsDay,
    IndependenceDay,
    ChristmasEve,
    ChristmasDay,
    BoxingDay,
}
