using System.Globalization;

namespace Palveluohjaus.Guidance.Services;

/// <summary>Texts of the directory are seldom written in every language: the reader gets their own, or the one there is.</summary>
internal static class ServiceTexts
{
    public static string In(CultureInfo culture, string fi, string sv, string en)
    {
        string[] inOrder = culture.TwoLetterISOLanguageName switch
        {
            "sv" => [sv, fi, en],
            "en" => [en, fi, sv],
            _ => [fi, sv, en],
        };
        return Array.Find(inOrder, text => text.Length > 0) ?? string.Empty;
    }

    /// <summary>Cut where it must be, and never in the middle of a character of two halves.</summary>
    public static string Cut(string text, int maxLength)
    {
        if (text.Length <= maxLength)
            return text;
        var length = char.IsHighSurrogate(text[maxLength - 2]) ? maxLength - 2 : maxLength - 1;
        return $"{text[..length].TrimEnd()}…";
    }
}
