namespace Palveluohjaus.Segmentation.Tables;

/// <summary>How a file of rows to be scored is to be read.</summary>
public sealed record CsvScoringOptions
{
    /// <summary>What stands between values; null to infer it among comma, semicolon, tab and vertical bar.</summary>
    public char? Delimiter { get; init; }

    /// <summary>'.' or ','; null for the first one met in the file, and then the other is refused.</summary>
    public char? DecimalSign { get; init; }

    /// <summary>Headings of the columns that are handed through as they are, such as a client's number.</summary>
    public IReadOnlyList<string> KeyColumns { get; init; } = [];

    /// <summary>The most rows of a block; at least 1.</summary>
    public int BlockRows { get; init; } = 8192;
}
