using Palveluohjaus.Segmentation.Profiles;
using Palveluohjaus.Segmentation.Scheme;

namespace Palveluohjaus.Segmentation.Training;

/// <summary>What a model reads and what it tells apart: a model belongs to one schema and scores no other.</summary>
public sealed record ModelSchema
{
    /// <summary>The columns, in order.</summary>
    public required IReadOnlyList<ModelColumn> Columns { get; init; }

    /// <summary>The codes of the k segments, in the order of every logit and probability; a file's labels when there is no scheme.</summary>
    public required IReadOnlyList<string> Segments { get; init; }

    /// <summary>The feature catalogue's version, or null for the columns of a file.</summary>
    public string? CatalogueVersion { get; init; }

    /// <summary>The scheme's code and version, or null for the labels of a file.</summary>
    public string? SchemeId { get; init; }

    /// <summary>The schema of clients: every feature of the catalogue as a number, and the scheme's segments.</summary>
    public static ModelSchema Of(FeatureCatalogue catalogue, SegmentationScheme scheme) => new()
    {
        Columns = [.. catalogue.Features.Select(feature => ModelColumn.Number(feature.Code))],
        Segments = [.. scheme.Segments.Select(segment => segment.Code)],
        CatalogueVersion = catalogue.Version,
        SchemeId = scheme.Id,
    };

    /// <summary>The index of the column of that name, or −1.</summary>
    public int IndexOf(string column)
    {
        for (var index = 0; index < Columns.Count; index++)
        {
            if (Columns[index].Name == column)
                return index;
        }

        return -1;
    }

    /// <summary>The index of the segment of that code, or −1.</summary>
    public int IndexOfSegment(string code)
    {
        for (var index = 0; index < Segments.Count; index++)
        {
            if (Segments[index] == code)
                return index;
        }

        return -1;
    }

    /// <summary>Whether a row of the other schema means the same to a model: same columns, categories and segments in the same order.</summary>
    public bool Matches(ModelSchema other) =>
        CatalogueVersion == other.CatalogueVersion
        && SchemeId == other.SchemeId
        && Segments.SequenceEqual(other.Segments, StringComparer.Ordinal)
        && Columns.Count == other.Columns.Count
        && Columns.Zip(other.Columns).All(pair =>
            pair.First.Name == pair.Second.Name && pair.First.Categories.SequenceEqual(pair.Second.Categories, StringComparer.Ordinal));
}
