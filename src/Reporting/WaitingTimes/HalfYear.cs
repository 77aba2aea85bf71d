using System.Globalization;

namespace Palveluohjaus.Reporting.WaitingTimes;

/// <summary>Half a calendar year of the county.</summary>
public readonly record struct HalfYear(int Year, int Half)
{
    private const int MonthsInHalf = 6;

    /// <summary>Wellbeing services counties took over on 1 January 2023: before that no county owed a statement.</summary>
    public static HalfYear First { get; } = new(2023, 1);

    public DateOnly FirstDay => new(Year, Half == 1 ? 1 : 1 + MonthsInHalf, 1);

    /// <summary>The day after the last.</summary>
    public DateOnly Until => FirstDay.AddMonths(MonthsInHalf);

    public DateOnly LastDay => Until.AddDays(-1);

    /// <summary>The one before.</summary>
    public HalfYear Previous => Of(FirstDay.AddDays(-1));

    public static HalfYear Of(DateOnly day) => new(day.Year, day.Month <= MonthsInHalf ? 1 : 2);

    /// <summary>The latest that is over.</summary>
    public static HalfYear LastOver(DateOnly today) => Of(today).Previous;

    /// <returns>Null when the text is not a year and 1 or 2, as 2026-1.</returns>
    public static HalfYear? Parse(string? text) => text?.Split('-') is [{ Length: 4 } year, "1" or "2"] parts
        && int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 9999
            ? new HalfYear(number, parts[1] == "1" ? 1 : 2)
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:D4}-{Half}");
}
