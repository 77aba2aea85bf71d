using System.Globalization;

namespace Palveluohjaus.Segmentation.Texts;

/// <summary>A text of an editable data file, in the three languages.</summary>
/// <param name="Fi">Finnish, which also stands in for any other language.</param>
/// <param name="Sv">Swedish.</param>
/// <param name="En">English.</param>
public sealed record LocalizedText(string Fi, string Sv, string En)
{
    /// <summary>The text in the culture's language.</summary>
    public string In(CultureInfo culture) => culture.TwoLetterISOLanguageName switch
    {
        "sv" => Sv,
        "en" => En,
        _ => Fi,
    };
}
