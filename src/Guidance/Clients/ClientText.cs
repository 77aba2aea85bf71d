using System.Globalization;
using System.Text;

namespace Palveluohjaus.Guidance.Clients;

/// <summary>
/// What free text about a client may hold. Invisible characters (controls, direction marks and overrides, zero-width) are taken out: they come with
/// pasting and can make one text look like another. Everything that can be seen is kept as it was typed, tags and quotes as well: whoever shows it escapes it.
/// Names are letters: a pictograph in one is refused rather than dropped, because nobody types it for a name by mistake. Right-to-left letters are letters.
/// </summary>
public static class ClientText
{
    /// <summary>Composed (NFC), without invisible characters, with single spaces and none at the ends.</summary>
    public static string Clean(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return string.Empty;

        var cleaned = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                if (cleaned.Length > 0 && cleaned[^1] != ' ')
                    cleaned.Append(' ');
            }
            else if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format))
            {
                cleaned.Append(rune);
            }
        }

        return cleaned.ToString().TrimEnd().Normalize(NormalizationForm.FormC);
    }

    /// <summary>Text that cannot be read by anyone: halves of surrogate pairs (U+FFFD once cleaned), unassigned and private characters.</summary>
    public static bool IsReadable(string cleaned) => cleaned.EnumerateRunes().All(rune =>
        rune != Rune.ReplacementChar && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse));

    public static bool IsName(string cleaned) =>
        IsReadable(cleaned)
        && cleaned.EnumerateRunes().Any(Rune.IsLetter)
        && cleaned.EnumerateRunes().All(rune => Rune.GetUnicodeCategory(rune) is not UnicodeCategory.OtherSymbol);
}
