using System.Globalization;

namespace Palveluohjaus.Guidance.Clients;

/// <summary>Dates of birth as they are typed: 14.5.1947, 14.05.1947 or 1947-05-14.</summary>
public static class BirthDateText
{
    /// <summary>The oldest person known lived 122 years.</summary>
    public const int OldestAge = 125;

    private static readonly string[] Centuries = ["20", "19"];
    private static readonly string[] Formats = ["d.M.yyyy", "yyyy-MM-dd", "d/M/yyyy", "d-M-yyyy"];

    /// <returns>Null when it is not a day of the calendar, such as 30.2.1950.</returns>
    public static DateOnly? Read(string text)
    {
        var compact = string.Concat(text.Where(character => !char.IsWhiteSpace(character)));
        return DateOnly.TryParseExact(compact, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
    }

    /// <summary>False for a day to come, and for one longer ago than anybody has lived.</summary>
    public static bool IsPossible(DateOnly day, DateOnly today) => day <= today && day >= today.AddYears(-OldestAge);

    /// <summary>True for what was meant as a date, be it one or not.</summary>
    internal static bool LooksLikeDate(string text)
    {
        var parts = text.Split('.', '-', '/');
        return parts.Length == 3 && parts.All(part => part.Length is >= 1 and <= 4 && part.All(char.IsAsciiDigit)) && parts.Any(part => part.Length == 4);
    }

    /// <summary>The days the six digits in front of an identity code may mean, the likeliest first.</summary>
    internal static IReadOnlyList<DateOnly> ReadSixDigits(string text, DateOnly today) =>
    [
        .. Centuries
            .Select(century => text.Length == 6 && text.All(char.IsAsciiDigit)
                && DateOnly.TryParseExact($"{text[..4]}{century}{text[4..]}", "ddMMyyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                ? day
                : (DateOnly?)null)
            .OfType<DateOnly>()
            .Where(day => IsPossible(day, today)),
    ];
}
