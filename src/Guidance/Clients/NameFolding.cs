using System.Globalization;
using System.Text;

namespace Palveluohjaus.Guidance.Clients;

/// <summary>
/// How names are compared. Databases order and match å, ä, ö and case each in their own way, so the folded form is stored and nothing is left to them.
/// </summary>
public static class NameFolding
{
    public static string Fold(string familyName, string givenName) => Fold($"{familyName} {givenName}");

    /// <summary>Lower case, accents removed (å, ä → a; ö → o), runs of anything but letters and digits as one space.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var character in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(character) == UnicodeCategory.NonSpacingMark)
                continue;
            if (char.IsLetterOrDigit(character))
                folded.Append(char.ToLowerInvariant(character));
            else if (folded.Length > 0 && folded[^1] != ' ')
                folded.Append(' ');
        }

        return folded.ToString().TrimEnd();
    }
}
