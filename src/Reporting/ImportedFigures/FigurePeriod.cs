using System.Globalization;
using System.Text.RegularExpressions;

namespace Palveluohjaus.Reporting.ImportedFigures;

public enum FigurePeriodKind
{
    Year,
    Month,

    /// <summary>1–10/2020: the ten months for which the programme gathered its last baseline.</summary>
    JanuaryToOctober,
}

/// <summary>The time a figure is of, in days of the county.</summary>
public readonly partial record struct FigurePeriod(FigurePeriodKind Kind, DateOnly FirstDay)
{
    public const int EarliestYear = 2000;
    private const int TenMonthsYear = 2020;

    public static FigurePeriod TenMonthsOf2020 { get; } = new(FigurePeriodKind.JanuaryToOctober, new DateOnly(TenMonthsYear, 1, 1));

    /// <summary>The day after the last.</summary>
    public DateOnly Until => Kind switch
    {
        FigurePeriodKind.Year => FirstDay.AddYears(1),
        FigurePeriodKind.Month => FirstDay.AddMonths(1),
        FigurePeriodKind.JanuaryToOctober => FirstDay.AddMonths(10),
        _ => throw new InvalidOperationException("Not a kind of period."),
    };

    /// <summary>As files of figures name it: 2019, 2019-03, 2020-01..10.</summary>
    public string Code => Kind switch
    {
        FigurePeriodKind.Year => FirstDay.ToString("yyyy", CultureInfo.InvariantCulture),
        FigurePeriodKind.Month => FirstDay.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        _ => FirstDay.ToString("yyyy-MM", CultureInfo.InvariantCulture) + "..10",
    };

    /// <summary>As a person writes it: 2019, 3/2019, 1–10/2020.</summary>
    public string Text => Kind switch
    {
        FigurePeriodKind.Year => Code,
        FigurePeriodKind.Month => string.Create(CultureInfo.InvariantCulture, $"{FirstDay.Month}/{FirstDay.Year}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"1–10/{FirstDay.Year}"),
    };

    public static FigurePeriod OfYear(int year) => new(FigurePeriodKind.Year, new DateOnly(year, 1, 1));

    public static FigurePeriod OfMonth(int year, int month) => new(FigurePeriodKind.Month, new DateOnly(year, month, 1));

    /// <returns>Null when the text is none of the ways in which a period is written.</returns>
    public static FigurePeriod? Parse(string text)
    {
        var trimmed = text.Trim();
        if (TenMonthsPattern().IsMatch(trimmed))
            return TenMonthsOf2020;
        if (YearPattern().IsMatch(trimmed) && Number(trimmed) is > 0 and var whole)
            return OfYear(whole);
        var match = MonthFirstPattern().Match(trimmed) is { Success: true } first ? first : YearFirstPattern().Match(trimmed);
        if (!match.Success)
            return null;
        var (year, month) = (Number(match.Groups["year"].Value), Number(match.Groups["month"].Value));
        return month is >= 1 and <= 12 && year > 0 ? OfMonth(year, month) : null;
    }

    private static int Number(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex("^[0-9]{4}$")]
    private static partial Regex YearPattern();

    [GeneratedRegex("^(?<month>[0-9]{1,2})[/.](?<year>[0-9]{4})$")]
    private static partial Regex MonthFirstPattern();

    [GeneratedRegex("^(?<year>[0-9]{4})-(?<month>[0-9]{1,2})$")]
    private static partial Regex YearFirstPattern();

    [GeneratedRegex(@"^(0?1\s*[-–]\s*10\s*/\s*2020|2020-01\.\.(2020-)?10)$")]
    private static partial Regex TenMonthsPattern();
}
