using System.Globalization;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.Workbench;
using Palveluohjaus.Segmentation.Scheme;

namespace Palveluohjaus.Guidance.Services.Finder;

/// <summary>What is looked for in the directory. All of it stands in the finder's address.</summary>
public sealed record ServiceSearch
{
    public const int TextMaxLength = 100;

    public string Text { get; init; } = string.Empty;
    public NeedReason? Theme { get; init; }
    public string? Segment { get; init; }
    public LifeStage? LifeStage { get; init; }
    public string? MunicipalityCode { get; init; }

    /// <summary>Two letters.</summary>
    public string? Language { get; init; }

    public ServiceSector? Sector { get; init; }

    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Whether nothing but the whole directory is asked for.</summary>
    public bool IsEmpty => this with { Page = 1 } == new ServiceSearch();

    /// <summary>Something is written, and not a letter or digit of it: no service can hold it.</summary>
    public bool HasNothingToFind => Text.Length > 0 && !ServiceWords.WordsOf(Text).Any();

    /// <summary>As it stands behind the finder's address, without a leading mark; empty when nothing is asked for.</summary>
    public string Query => string.Join('&', new (string Name, string? Value)[]
    {
        ("text", Text.Length == 0 ? null : Text),
        ("theme", WorkbenchAddresses.NameOf(Theme)),
        ("segment", Segment),
        ("stage", WorkbenchAddresses.NameOf(LifeStage)),
        ("municipality", MunicipalityCode),
        ("language", Language),
        ("sector", WorkbenchAddresses.NameOf(Sector)),
        ("page", Page > 1 ? Page.ToString(CultureInfo.InvariantCulture) : null),
    }.Where(part => part.Value is not null).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}"));

    /// <summary>What is no value of ours is passed over: an address may be years old.</summary>
    public static ServiceSearch Read(string? text, string? theme, string? segment, string? lifeStage, string? municipality, string? language, string? sector, string? page) => new()
    {
        Text = Clients.ClientText.Clean(text) is { Length: > TextMaxLength } longer ? longer[..TextMaxLength] : Clients.ClientText.Clean(text),
        Theme = WorkbenchAddresses.Read<NeedReason>(theme),
        Segment = segment is not null ? SegmentationScheme.Default.Find(segment)?.Code : null,
        LifeStage = WorkbenchAddresses.Read<LifeStage>(lifeStage),
        MunicipalityCode = municipality is { Length: 3 } && municipality.All(char.IsAsciiDigit) ? municipality : null,
        Language = language is { Length: 2 } && language.All(char.IsAsciiLetterLower) ? language : null,
        Sector = WorkbenchAddresses.Read<ServiceSector>(sector),
        Page = WorkbenchAddresses.ReadPage(page),
    };
}
