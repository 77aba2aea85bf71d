using System.Text.Json;

namespace Palveluohjaus.Reporting.Facts;

/// <summary>What figures can be divided and limited by. The code of each is its name in kebab case: <c>life-stage</c>.</summary>
public enum Dimension
{
    /// <summary>Where the case was recorded: this product, or an import profile.</summary>
    Source,
    Municipality,

    /// <summary>The unit responsible for the case; of a contact, the unit that answered it.</summary>
    Unit,
    Channel,

    /// <summary>Of a case, the language the client asked for; of a contact, the language the client was served in.</summary>
    Language,

    /// <summary>Of a contact, the language the client has asked for.</summary>
    ClientLanguage,
    LifeStage,

    /// <summary>The client's age on that day; see <see cref="AgeBands"/>.</summary>
    AgeBand,

    /// <summary>The client's latest confirmed segment.</summary>
    Segment,

    /// <summary>The main reason of the need for support.</summary>
    Theme,

    /// <summary>Of a referral, who gives the service.</summary>
    Sector,

    /// <summary>Of an intervention, its method.</summary>
    Method,

    /// <summary>Of an intervention's score, what was measured.</summary>
    Measure,

    /// <summary>Of a decision that differs from the suggestion, why.</summary>
    OverrideReason,

    /// <summary>Of a figure that was entered from elsewhere, what it is a figure of.</summary>
    Series,
}

/// <summary>The invariant codes that files, models and the command line use in place of names: <c>EForm</c> → <c>e-form</c>.</summary>
public static class Codes
{
    public static string Of<TEnum>(TEnum value)
        where TEnum : struct, Enum => Cache<TEnum>.Names[value];

    /// <summary>Null stays null: what was not recorded has no code.</summary>
    public static string? Of<TEnum>(TEnum? value)
        where TEnum : struct, Enum => value is { } known ? Of(known) : null;

    public static TEnum? Find<TEnum>(string code)
        where TEnum : struct, Enum
    {
        foreach (var (value, name) in Cache<TEnum>.Names)
        {
            if (string.Equals(name, code, StringComparison.OrdinalIgnoreCase))
                return value;
        }

        return null;
    }

    private static class Cache<TEnum>
        where TEnum : struct, Enum
    {
        public static readonly Dictionary<TEnum, string> Names =
            Enum.GetValues<TEnum>().ToDictionary(value => value, value => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()));
    }
}
