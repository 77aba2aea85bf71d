using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Palveluohjaus.Guidance.Clients;

/// <summary>A valid Finnish personal identity code (henkilötunnus). Its text is never printed by accident: <see cref="ToString"/> hides it.</summary>
/// <remarks>Signs of the centuries as extended on 1.1.2023. Individual numbers 900–999 are temporary and used for artificial people.</remarks>
public sealed class PersonalIdentityCode
{
    public const int FirstArtificialNumber = 900;
    public const int LastArtificialNumber = 999;

    private const int Length = 11;
    private const int SmallestNumber = 2;
    private const string CheckCharacters = "0123456789ABCDEFHJKLMNPRSTUVWXY";
    private const string SignsOf1900 = "-YXWVU";
    private const string SignsOf2000 = "ABCDEF";

    private PersonalIdentityCode(string value, DateOnly dateOfBirth, int individualNumber)
    {
        Value = value;
        DateOfBirth = dateOfBirth;
        IndividualNumber = individualNumber;
    }

    public string Value { get; }
    public DateOnly DateOfBirth { get; }
    public int IndividualNumber { get; }
    public Sex Sex => IndividualNumber % 2 == 1 ? Sex.Male : Sex.Female;
    public bool IsArtificial => IndividualNumber >= FirstArtificialNumber;

    public static bool TryParse(string? text, [NotNullWhen(true)] out PersonalIdentityCode? code)
    {
        code = null;
        var value = text is null ? null : WithPlainHyphen(text.Trim().ToUpperInvariant());
        if (value is not { Length: Length } || !TryReadDigits(value[..6], out var day) || !TryReadDigits(value[7..10], out var number))
            return false;

        int? century = value[6] switch
        {
            '+' => 1800,
            var sign when SignsOf1900.Contains(sign, StringComparison.Ordinal) => 1900,
            var sign when SignsOf2000.Contains(sign, StringComparison.Ordinal) => 2000,
            _ => null,
        };
        if (century is null || number < SmallestNumber || value[10] != CheckCharacter(day, number))
            return false;

        if (!DateOnly.TryParseExact($"{value[..4]}{century + (day % 100):D4}", "ddMMyyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var dateOfBirth))
            return false;

        code = new PersonalIdentityCode(value, dateOfBirth, number);
        return true;
    }

    /// <summary>Makes the code of an artificial person.</summary>
    /// <param name="dateOfBirth">Between 1800 and 2099.</param>
    /// <param name="individualNumber">900–999: no real person has one of these.</param>
    /// <param name="signIndex">Which of the century's six signs; only 0 exists for the 1800s.</param>
    public static PersonalIdentityCode Artificial(DateOnly dateOfBirth, int individualNumber, int signIndex = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(individualNumber, FirstArtificialNumber);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(individualNumber, LastArtificialNumber);
        var sign = (dateOfBirth.Year / 100) switch
        {
            18 => '+',
            19 => SignsOf1900[signIndex],
            20 => SignsOf2000[signIndex],
            _ => throw new ArgumentOutOfRangeException(nameof(dateOfBirth), dateOfBirth.Year, "The code knows the years 1800–2099."),
        };
        var birth = dateOfBirth.ToString("ddMMyy", CultureInfo.InvariantCulture);
        var check = CheckCharacter(int.Parse(birth, CultureInfo.InvariantCulture), individualNumber);
        return new PersonalIdentityCode($"{birth}{sign}{individualNumber:D3}{check}", dateOfBirth, individualNumber);
    }

    public override string ToString() => "***";

    private static char CheckCharacter(int day, int individualNumber) => CheckCharacters[((day * 1000) + individualNumber) % 31];

    /// <summary>Word processors and web pages make other dashes of a hyphen; a code pasted from one is no other code.</summary>
    private static string WithPlainHyphen(string text) =>
        text.Length == Length && text[6] is (>= '\u2010' and <= '\u2015') or '\u2212' ? $"{text[..6]}-{text[7..]}" : text;

    private static bool TryReadDigits(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
