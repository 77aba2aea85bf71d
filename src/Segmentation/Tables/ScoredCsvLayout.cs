namespace Palveluohjaus.Segmentation.Tables;

/// <summary>The columns of a file of suggestions.</summary>
public sealed record ScoredCsvLayout
{
    /// <summary>Headings of the key columns, which come first.</summary>
    public required IReadOnlyList<string> KeyColumns { get; init; }

    /// <summary>The k segments' codes, in the order of the probabilities.</summary>
    public required IReadOnlyList<string> Segments { get; init; }

    /// <summary>Whether there is a column "possible": the segments of the conformal set, with | between them.</summary>
    public bool WithPossible { get; init; }

    /// <summary>Whether there is a column "abstained": true or false. Where it is true the column "segment" is empty.</summary>
    public bool WithAbstained { get; init; }

    /// <summary>The file that is being scored, which is never written over; null when there is none.</summary>
    public string? InputPath { get; init; }
}
