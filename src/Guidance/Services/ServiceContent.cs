using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Contacts;

namespace Palveluohjaus.Guidance.Services;

/// <summary>What is said of a service where it was written: in the national catalogue, or in the county. A text that was not written is empty.</summary>
public sealed record ServiceContent
{
    public required ServiceSector Sector { get; init; }

    /// <summary>The organisation that answers for the service.</summary>
    public string Provider { get; init; } = string.Empty;

    public string NameFi { get; init; } = string.Empty;
    public string NameSv { get; init; } = string.Empty;
    public string NameEn { get; init; } = string.Empty;
    public string DescriptionFi { get; init; } = string.Empty;
    public string DescriptionSv { get; init; } = string.Empty;
    public string DescriptionEn { get; init; } = string.Empty;
    public IReadOnlyList<string> Keywords { get; init; } = [];

    /// <summary>Languages in which one is served, by their ISO 639 codes: fi, sv, en…</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>Where the service is given; none for the whole county.</summary>
    public IReadOnlyList<string> MunicipalityCodes { get; init; } = [];

    public IReadOnlyList<NeedReason> Themes { get; init; } = [];

    /// <summary>For whom by life stage; none for everyone.</summary>
    public IReadOnlyList<LifeStage> LifeStages { get; init; } = [];

    public string Phone { get; init; } = string.Empty;
    public string Email { get; init; } = string.Empty;
    public string WebAddress { get; init; } = string.Empty;
    public string StreetAddress { get; init; } = string.Empty;
}
