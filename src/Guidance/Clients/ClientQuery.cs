using System.Text.RegularExpressions;

namespace Palveluohjaus.Guidance.Clients;

/// <summary>What is looked for, read from one line of text: an identity code, a date of birth, a phone number, words of a name, or a name with a date.</summary>
internal sealed partial record ClientQuery(SearchReading ReadAs)
{
    /// <summary>A longer text is no name; what is beyond is not looked at.</summary>
    private const int MostCharacters = 200;

    private const int MostWords = 5;
    private const int FewestPhoneDigits = 5;

    public IReadOnlyList<string> Words { get; private init; } = [];
    public IReadOnlyList<DateOnly> BirthDates { get; private init; } = [];
    public IReadOnlyList<string> PhoneBeginnings { get; private init; } = [];
    public PersonalIdentityCode? Code { get; private init; }

    public override string ToString() => $"{nameof(ClientQuery)} {ReadAs}";

    public static ClientQuery Read(string text, DateOnly today)
    {
        var cleaned = ClientText.Clean(text.Length <= MostCharacters ? text : text[..MostCharacters]);
        if (PersonalIdentityCode.TryParse(cleaned, out var code))
            return new ClientQuery(SearchReading.IdentityCode) { Code = code };
        if (CodeShape().IsMatch(cleaned))
            return new ClientQuery(SearchReading.WrongIdentityCode);
        if (BirthDateText.Read(cleaned) is { } only)
            return new ClientQuery(SearchReading.DateOfBirth) { BirthDates = [only] };
        if (BirthDateText.ReadSixDigits(cleaned.TrimEnd('-', '+'), today) is { Count: > 0 } meant)
            return new ClientQuery(SearchReading.DateOfBirth) { BirthDates = meant };

        var parts = cleaned.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var dates = parts.Select(BirthDateText.Read).OfType<DateOnly>().ToList();
        if (dates.Count == 0 && parts.Any(BirthDateText.LooksLikeDate))
            return new ClientQuery(SearchReading.ImpossibleDate);
        if (dates.Count == 0 && cleaned.Count(char.IsAsciiDigit) >= FewestPhoneDigits && PhoneNumber.ReadBeginnings(cleaned) is { Count: > 0 } beginnings)
            return new ClientQuery(SearchReading.Phone) { PhoneBeginnings = beginnings };

        var words = parts.Where(part => BirthDateText.Read(part) is null)
            .SelectMany(part => NameFolding.Fold(part).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Distinct(StringComparer.Ordinal).Take(MostWords).ToList();
        return (words.Count, dates.Count) switch
        {
            (0, 0) => new ClientQuery(SearchReading.Nothing),
            (0, _) => new ClientQuery(SearchReading.DateOfBirth) { BirthDates = dates },
            (_, 0) => new ClientQuery(SearchReading.Name) { Words = words },
            _ => new ClientQuery(SearchReading.NameAndDateOfBirth) { Words = words, BirthDates = dates },
        };
    }

    [GeneratedRegex("^[0-9]{6}[-+A-Za-z\u2010-\u2015\u2212][0-9]{3}[0-9A-Za-z]$")]
    private static partial Regex CodeShape();
}
