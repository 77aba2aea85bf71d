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
}

public enum MunicipalityLanguageStatus
{
    Finnish,
    BilingualFinnishMajority,
    Swedish,
    BilingualSwedishMajority,
}
