using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Palveluohjaus.Host.Cli;

/// <summary>
/// Numbers on the command line read the same on every machine. The parser of options would read them by the machine's culture: a
/// Finnish one refuses 0.05, and an English one takes 2,5 for 25.
/// </summary>
internal static class InvariantNumbers
{
    private const NumberStyles FractionStyle = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign | NumberStyles.AllowExponent;

    public static Option<double> Fraction(string name, double byDefault, string description) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => byDefault,
        CustomParser = given => TryReadFraction(Text(given), out var number) ? number : Refuse<double>(given, name, WhyNoFraction(Text(given))),
    };

    public static Option<int> Whole(string name, int byDefault, string description) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => byDefault,
        CustomParser = given => ReadWhole(given, name) ?? 0,
    };

    /// <summary>A whole number that need not be given.</summary>
    public static Option<int?> Whole(string name, string description) => new(name) { Description = description, CustomParser = given => ReadWhole(given, name) };

    /// <summary>A finite number with a decimal point, if it is one.</summary>
    public static bool TryReadFraction(ReadOnlySpan<char> text, out double number) =>
        double.TryParse(text, FractionStyle, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);

    /// <summary>What to write instead.</summary>
    public static string WhyNoFraction(string text)
    {
        var pointed = text.Replace(',', '.');
        return pointed != text && TryReadFraction(pointed, out _) ? $"write {pointed}, with a decimal point." : "write a number, such as 0.5.";
    }

    private static int? ReadWhole(ArgumentResult given, string name) =>
        int.TryParse(Text(given), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : Refuse<int?>(given, name, "write a whole number, such as 5.");

    private static string Text(ArgumentResult given) => given.Tokens[0].Value;

    private static T? Refuse<T>(ArgumentResult given, string name, string why)
    {
        given.AddError($"{name} {Text(given)}: {why}");
        return default;
    }
}
