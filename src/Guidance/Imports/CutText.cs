namespace Palveluohjaus.Guidance.Imports;

internal static class CutText
{
    /// <summary>The text's beginning, never with half a character at its end.</summary>
    public static string CutTo(this string text, int maxLength) =>
        text.Length <= maxLength ? text
        : char.IsHighSurrogate(text[maxLength - 1]) ? text[..(maxLength - 1)]
        : text[..maxLength];
}
