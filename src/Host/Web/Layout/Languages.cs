using System.Globalization;

namespace Palveluohjaus.Web.Layout;

/// <summary>
/// The languages of the pages and how each writes numbers, days and times. Set here and not left to the machine's locale data,
/// which differs between versions (look: 17.3.2026, 10.42, 1 204, 54,6 %, −3).
/// </summary>
public static class Languages
{
    private const string NoBreakSpace = "\u00a0";
    private const string Minus = "\u2212";

    public static CultureInfo Finnish { get; } = Nordic("fi-FI");
    public static CultureInfo Swedish { get; } = Nordic("sv-FI");
    public static CultureInfo English { get; } = British();

    /// <summary>Finnish first: it is also the default.</summary>
    public static IReadOnlyList<CultureInfo> All { get; } = [Finnish, Swedish, English];

    /// <summary>The language for a two-letter code; null when it is none of ours.</summary>
    public static CultureInfo? Find(string? code) => All.FirstOrDefault(language => language.TwoLetterISOLanguageName == code);

    private static CultureInfo Nordic(string name)
    {
        var culture = new CultureInfo(name, useUserOverride: false);
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NumberGroupSeparator = NoBreakSpace;
        culture.NumberFormat.NegativeSign = Minus;
        culture.NumberFormat.PercentDecimalSeparator = ",";
        culture.NumberFormat.PercentGroupSeparator = NoBreakSpace;
        culture.NumberFormat.PercentPositivePattern = 0;
        culture.NumberFormat.PercentNegativePattern = 0;
        culture.DateTimeFormat.DateSeparator = ".";
        culture.DateTimeFormat.TimeSeparator = ".";
        culture.DateTimeFormat.ShortDatePattern = "d.M.yyyy";
        culture.DateTimeFormat.ShortTimePattern = "H.mm";
        return culture;
    }

    private static CultureInfo British()
    {
        var culture = new CultureInfo("en-GB", useUserOverride: false);
        culture.NumberFormat.NegativeSign = Minus;
        culture.DateTimeFormat.ShortDatePattern = "d/M/yyyy";
        culture.DateTimeFormat.ShortTimePattern = "HH:mm";
        return culture;
    }
}
