using System.Text.Json;
using Palveluohjaus.Guidance.Clients;

namespace Palveluohjaus.Guidance.ClientSegments;

/// <summary>The groups that a model's figures are divided by. No model sees them but the age.</summary>
internal static class ClientGroups
{
    private static readonly int[] AgeBandsFrom = [0, 18, 30, 65, 80];

    public static IReadOnlyList<string> Languages { get; } = CodesOf<ServiceLanguage>();

    public static IReadOnlyList<string> Sexes { get; } = CodesOf<Sex>();

    public static IReadOnlyList<string> AgeBands { get; } = ["0-17", "18-29", "30-64", "65-79", "80+"];

    /// <summary>-1 before birth.</summary>
    public static int IndexOfAgeBand(int ageYears) => Array.FindLastIndex(AgeBandsFrom, from => ageYears >= from);

    public static string? AgeBandOf(int ageYears) => IndexOfAgeBand(ageYears) is >= 0 and var band ? AgeBands[band] : null;

    public static string CodeOf(ServiceLanguage language) => Languages[(int)language];

    public static string CodeOf(Sex sex) => Sexes[(int)sex];

    /// <summary>The codes that figures are divided by elsewhere too: the values' names in kebab case.</summary>
    private static string[] CodesOf<TEnum>()
        where TEnum : struct, Enum => [.. Enum.GetNames<TEnum>().Select(JsonNamingPolicy.KebabCaseLower.ConvertName)];
}
