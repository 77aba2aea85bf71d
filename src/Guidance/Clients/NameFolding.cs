using System.Globalization;
using System.Text;

namespace Palveluohjaus.Guidance.Clients;

/// <summary>
/// How names are compared. Databases order and match å, ä, ö and case each in their own way, so the folded form is stored and nothing is left to them.
/// </summary>
public static class NameFolding
{
    public static string Fold(string familyName, string givenName) => Fold($"{familyName} {givenName}");

    /// <summary>
    /// Lower case, accents removed (å, ä → a; ö, ø → o), runs of anything but letters and digits as one space. Letters of other scripts stay what they are.
    /// </summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var rune in Decompose(text).EnumerateRunes())
        {
            // Marks are the accents; format characters are invisible and would hide one name behind another.
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format)
                continue;
            if (Rune.IsLetterOrDigit(rune))
                Append(folded, Rune.ToLowerInvariant(rune));
            else if (folded.Length > 0 && folded[^1] != ' ')
                folded.Append(' ');
        }

        // A limit for the column: no name of ours comes near it.
        return folded.ToString(0, Math.Min(folded.Length, ClientLimits.FoldedName)).TrimEnd();
    }

    // Half a surrogate pair, which only a forged request holds, cannot be normalised; the runes put U+FFFD in its place.
    private static string Decompose(string text) =>
        (text.Any(char.IsSurrogate) ? string.Concat(text.EnumerateRunes()) : text).Normalize(NormalizationForm.FormKD);

    /// <summary>Letters that Unicode does not take apart and that our keyboards lack.</summary>
    private static void Append(StringBuilder folded, Rune rune) => _ = rune.Value switch
    {
        'ø' => folded.Append('o'),
        'æ' => folded.Append('a'),
        'œ' => folded.Append('o'),
        'đ' or 'ð' => folded.Append('d'),
        'ł' => folded.Append('l'),
        'ı' => folded.Append('i'),
        'ß' => folded.Append("ss"),
        'þ' => folded.Append("th"),
        _ => folded.Append(rune),
    };
}
