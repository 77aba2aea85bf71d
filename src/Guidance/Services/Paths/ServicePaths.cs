using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Services.Finder;
using Palveluohjaus.Segmentation.Scheme;
using Palveluohjaus.Segmentation.Texts;

namespace Palveluohjaus.Guidance.Services.Paths;

/// <summary>What to offer a client by segment and life stage, in order: data, which a county may replace with a file of its own.</summary>
public sealed class ServicePaths
{
    /// <summary>The county's own file, in the data directory.</summary>
    public const string FileName = "service-paths.json";

    private const int NameMaxLength = 100;

    private readonly Dictionary<(string Segment, LifeStage LifeStage), IReadOnlyList<ServiceOffer>> _paths = [];

    private ServicePaths(FileContent file, string fileName, List<string> errors)
    {
        var offers = new Dictionary<string, ServiceOffer>(StringComparer.Ordinal);
        foreach (var (index, offer) in file.Offers.Index())
        {
            if (new[] { offer.Name.Fi, offer.Name.Sv, offer.Name.En }.Any(name => string.IsNullOrWhiteSpace(name) || name.Length > NameMaxLength))
                Wrong($"offers[{index}].name", $"must have 1–{NameMaxLength} characters in each of fi, sv and en.");
            if (offer is { Theme: null, Sector: null, Text: null })
                Wrong($"offers[{index}]", "must name a theme, a sector or a text to look for.");
            if (!offers.TryAdd(offer.Code, new ServiceOffer(offer.Code, offer.Name, offer.Theme, offer.Sector, offer.Text)))
                Wrong($"offers[{index}].code", $"{offer.Code} is used twice.");
        }

        foreach (var (index, path) in file.Paths.Index())
        {
            if (SegmentationScheme.Default.Find(path.Segment) is null)
                Wrong($"paths[{index}].segment", $"must be one of {string.Join(", ", SegmentationScheme.Default.Segments.Select(segment => segment.Code))}.");
            if (path.Offers.FirstOrDefault(code => !offers.ContainsKey(code)) is { } unknown)
                Wrong($"paths[{index}].offers", $"{unknown} is none of the offers.");
            if (!_paths.TryAdd((path.Segment, path.LifeStage), [.. path.Offers.Where(offers.ContainsKey).Select(code => offers[code])]))
                Wrong($"paths[{index}]", $"{path.Segment} and {path.LifeStage} have a path already.");
        }

        void Wrong(string where, string what) => errors.Add($"{fileName}, {where}: {what}");
    }

    /// <summary>What is shipped.</summary>
    public static ServicePaths Shipped { get; } = CountyDataFile.ReadShipped($"Paths.{FileName}", Read);

    /// <param name="dataDirectory">Where the county's own file may lie; what is shipped holds where there is none.</param>
    /// <exception cref="InvalidDataException">The file is there and holds no paths; the message says where.</exception>
    public static ServicePaths ReadOf(string dataDirectory) => CountyDataFile.ReadOwnOr(dataDirectory, FileName, Shipped, Read);

    /// <inheritdoc cref="ReadOf"/>
    public static ServicePaths Read(Stream json, string fileName)
    {
        var errors = new List<string>();
        var paths = CountyDataFile.Parse<FileContent>(json, fileName, "these are not paths", errors) is { } file ? new ServicePaths(file, fileName, errors) : null;
        return paths is not null && errors.Count == 0 ? paths : throw CountyDataFile.Refusal(errors);
    }

    /// <returns>Empty where no path is written.</returns>
    public IReadOnlyList<ServiceOffer> Of(string segment, LifeStage lifeStage) => _paths.GetValueOrDefault((segment, lifeStage)) ?? [];

    private sealed record FileContent
    {
        public int Version { get; init; }
        public required IReadOnlyList<OfferInFile> Offers { get; init; }
        public required IReadOnlyList<PathInFile> Paths { get; init; }
    }

    private sealed record OfferInFile
    {
        public required string Code { get; init; }
        public required LocalizedText Name { get; init; }
        public NeedReason? Theme { get; init; }
        public ServiceSector? Sector { get; init; }
        public string? Text { get; init; }
    }

    private sealed record PathInFile
    {
        public required string Segment { get; init; }
        public required LifeStage LifeStage { get; init; }
        public required IReadOnlyList<string> Offers { get; init; }
    }
}

/// <summary>One thing to offer: a kind of service, by what the finder looks for.</summary>
public sealed record ServiceOffer(string Code, LocalizedText Name, NeedReason? Theme, ServiceSector? Sector, string? Text)
{
    /// <summary>The client's own filters, with what this offer looks for.</summary>
    public ServiceSearch Narrow(ServiceSearch search) => search with { Theme = Theme, Sector = Sector, Text = Text ?? string.Empty, Page = 1 };
}
