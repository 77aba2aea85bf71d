using System.Globalization;
using Palveluohjaus.Segmentation.Texts;

namespace Palveluohjaus.Guidance.County;

/// <summary>A municipality of the county, by its three-digit code in Statistics Finland's classification.</summary>
public sealed class Municipality
{
    public required string Code { get; init; }
    public required string NameFi { get; init; }
    public required string NameSv { get; init; }
    public required MunicipalityLanguageStatus LanguageStatus { get; init; }
    public required int Population { get; init; }
    public required int PopulationYear { get; init; }

    /// <summary>English has no names of its own for municipalities: it uses those of the local majority.</summary>
    public string NameIn(CultureInfo culture)
    {
        var isSwedishMajority = LanguageStatus is MunicipalityLanguageStatus.Swedish or MunicipalityLanguageStatus.BilingualSwedishMajority;
        return new LocalizedText(NameFi, NameSv, isSwedishMajority ? NameSv : NameFi).In(culture);
    }
}

public enum MunicipalityLanguageStatus
{
    Finnish,
    BilingualFinnishMajority,
    Swedish,
    BilingualSwedishMajority,
}
