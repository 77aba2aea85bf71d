using System.Globalization;
using System.Text;

namespace Palveluohjaus.Guidance.Imports;

/// <summary>Text of a file, made fit to be shown.</summary>
public static class VisibleText
{
    private const int ControlPictures = 0x2400;
    private const int DeletePicture = 0x2421;
    private const int Delete = 0x7F;

    /// <summary>
    /// Each character that does something instead of being seen is replaced by a sign for it: ⏎ for a line end, ␛ and its like for the other
    /// ASCII controls, ⟨U+202E⟩ for the rest. A file's escape sequences could otherwise rewrite the terminal of whoever looks at its rows.
    /// </summary>
    public static string Of(string text)
    {
        if (!text.EnumerateRunes().Any(IsUnseen))
            return text;

        var shown = new StringBuilder(text.Length + 16);
        foreach (var rune in text.ReplaceLineEndings("\n").EnumerateRunes())
            shown.Append(IsUnseen(rune) ? SignOf(rune.Value) : rune.ToString());
        return shown.ToString();
    }

    private static string SignOf(int character) => character switch
    {
        '\n' => "⏎",
        < ' ' => char.ToString((char)(ControlPictures + character)),
        Delete => char.ToString((char)DeletePicture),
        _ => string.Create(CultureInfo.InvariantCulture, $"⟨U+{character:X4}⟩"),
    };

    // Format characters turn the direction of writing, join or hide; half a surrogate pair is enumerated as U+FFFD, which is seen.
    private static bool IsUnseen(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
