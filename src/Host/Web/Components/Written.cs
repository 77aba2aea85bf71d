using System.Globalization;

namespace Palveluohjaus.Web.Components;

/// <summary>Figures as a person reads them, in the language of the page. The framework's own percent pattern breaks the line before the sign.</summary>
public static class Written
{
    private const string NoBreakSpace = "\u00a0";

    /// <param name="share">0–1.</param>
    /// <param name="decimals">Decimals of the percentage.</param>
    public static string Percent(double share, int decimals = 0) =>
        Number(share * 100, decimals) + (CultureInfo.CurrentCulture.TwoLetterISOLanguageName == "en" ? "%" : $"{NoBreakSpace}%");

    public static string Number(double value, int decimals = 0) => value.ToString($"N{decimals}", CultureInfo.CurrentCulture);
}
