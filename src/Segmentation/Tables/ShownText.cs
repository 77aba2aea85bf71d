using System.Globalization;
using System.Text;

namespace Palveluohjaus.Segmentation.Tables;

/// <summary>Text of a file, made fit for a message.</summary>
internal static class ShownText
{
    private const int MaximumLength = 40;
    private const int MostListed = 30;

    /// <summary>
    /// In quotes, cut to 40 characters, and with what does something instead of being seen written as its number: a file's escape
    /// sequences could otherwise rewrite the terminal.
    /// </summary>
    public static string Quote(string text)
    {
        var shown = new StringBuilder("\"");
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (length++ == MaximumLength)
            {
                shown.Append('…');
                break;
            }

            shown.Append(IsUnseen(rune) ? string.Create(CultureInfo.InvariantCulture, $"⟨U+{rune.Value:X4}⟩") : rune.ToString());
        }

        return shown.Append('"').ToString();
    }

    public static string Quote(char character) => Quote(character.ToString());

    /// <summary>"a", "b" and so on; a long list is cut, and says so.</summary>
    public static string List(IReadOnlyCollection<string> texts)
    {
        var listed = string.Join(", ", texts.Take(MostListed).Select(Quote));
        return texts.Count <= MostListed ? listed : string.Create(CultureInfo.InvariantCulture, $"{listed} and {texts.Count - MostListed} more");
    }

    private static bool IsUnseen(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
