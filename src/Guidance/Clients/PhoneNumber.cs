using System.Text;

namespace Palveluohjaus.Guidance.Clients;

/// <summary>Phone numbers in one form: <c>+</c>, country code, number (ITU-T E.164). A number that starts with one zero is Finnish.</summary>
public static class PhoneNumber
{
    private const string Finland = "358";
    private const int FewestDigits = 6;

    /// <summary>E.164 allows fifteen.</summary>
    private const int MostDigits = 15;

    /// <summary>Spaces, hyphens, brackets and dots are as people write them. A number with neither <c>+</c> nor <c>0</c> in front is not guessed at.</summary>
    /// <returns>The number in one form, or null.</returns>
    public static string? Read(string text)
    {
        var digits = Digits(text);
        if (digits is null || !(digits.StartsWith('+') || digits.StartsWith('0')))
            return null;
        var number = International(digits);
        return number.Length is >= FewestDigits and <= MostDigits && number[0] != '0' ? $"+{number}" : null;
    }

    /// <summary>A stored number as it is read aloud: a Finnish one with its zero, in threes. Numbers of other countries group otherwise and stay whole.</summary>
    public static string ForReading(string stored)
    {
        const int Threes = 6;
        return stored.StartsWith($"+{Finland}", StringComparison.Ordinal) && $"0{stored[(Finland.Length + 1)..]}" is { Length: > Threes } national
            ? $"{national[..3]} {national[3..Threes]} {national[Threes..]}"
            : stored;
    }

    /// <summary>What a searched number may begin with, in the form of <see cref="Read"/> without the plus; a national number typed without its zero as well.</summary>
    internal static IReadOnlyList<string> ReadBeginnings(string text) => Digits(text) switch
    {
        null or "" or "+" => [],
        ['+' or '0', ..] prefixed => [International(prefixed)],
        var bare => [bare, Finland + bare],
    };

    private static string International(string digits) => digits switch
    {
        ['+', '3', '5', '8', '0', .. var national] => Finland + national,
        ['+', .. var number] => number,
        ['0', '0', .. var number] => number,
        ['0', .. var national] => Finland + national,
        _ => digits,
    };

    private static string? Digits(string text)
    {
        var digits = new StringBuilder(text.Length);
        foreach (var character in text.Replace("(0)", string.Empty, StringComparison.Ordinal))
        {
            if (char.IsAsciiDigit(character) || (character == '+' && digits.Length == 0))
                digits.Append(character);
            else if (!char.IsWhiteSpace(character) && character is not ('-' or '(' or ')' or '.' or '/' or '\u2013' or '\u2011'))
                return null;
        }

        return digits.ToString();
    }
}
