using Palveluohjaus.Segmentation.Texts;

namespace Palveluohjaus.Guidance.County;

/// <summary>One thing in a county's file, a rule or a method: reads its members, and tells the file, the place and its code of what is wrong.</summary>
internal sealed class CountyDataPlace(string fileName, string place, string code, List<string> errors)
{
    public void Wrong(string where, string what) => errors.Add($"{fileName}, {place}{(code.Length > 0 ? $" ({code})" : string.Empty)}, {where}: {what}");

    /// <summary>The code that the file and the database call it by.</summary>
    public void CheckCode(string given, string where, int maxLength)
    {
        if (given.Length is 0 || given.Length > maxLength || given.Any(letter => !char.IsAsciiLetterLower(letter) && !char.IsAsciiDigit(letter) && letter != '-'))
            Wrong(where, $"must be 1–{maxLength} letters a–z, digits or hyphens.");
    }

    public T ReadCode<T>(string? text, string where)
        where T : struct, Enum
    {
        if (Enum.TryParse<T>(text, out var value) && Enum.GetName(value) == text)
            return value;
        Wrong(where, $"{(text is null ? "is missing; it" : $"{text} is unknown; it")} must be one of {string.Join(", ", Enum.GetNames<T>())}.");
        return default;
    }

    public IReadOnlyList<T> ReadCodes<T>(IReadOnlyList<string?>? codes, string where)
        where T : struct, Enum => [.. (codes ?? []).Select((text, index) => ReadCode<T>(text, $"{where}[{index}]"))];

    public LocalizedText ReadText(TextInFile? text, string where, int maxLength)
    {
        foreach (var (language, words) in (ReadOnlySpan<(string, string?)>)[("fi", text?.Fi), ("sv", text?.Sv), ("en", text?.En)])
        {
            if (string.IsNullOrWhiteSpace(words) || words.Length > maxLength)
                Wrong($"{where}.{language}", $"must have 1–{maxLength} characters.");
        }

        return new LocalizedText(text?.Fi ?? string.Empty, text?.Sv ?? string.Empty, text?.En ?? string.Empty);
    }

    public IReadOnlyList<LocalizedText> ReadTexts(IReadOnlyList<TextInFile?>? texts, string where, int maxLength) =>
        [.. (texts ?? []).Select((text, index) => ReadText(text, $"{where}[{index}]", maxLength))];
}

/// <summary>A text as it stands in a file, before it is known to be there in every language.</summary>
internal sealed record TextInFile(string? Fi, string? Sv, string? En);
