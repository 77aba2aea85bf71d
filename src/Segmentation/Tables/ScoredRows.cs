namespace Palveluohjaus.Segmentation.Tables;

/// <summary>What a model says of n rows.</summary>
public sealed record ScoredRows
{
    /// <summary>n.</summary>
    public required int RowCount { get; init; }

    /// <summary>One array of at least n values for each key column of the layout.</summary>
    public required IReadOnlyList<string[]> Keys { get; init; }

    /// <summary>Row-major n × k shares.</summary>
    public required ReadOnlyMemory<float> Probabilities { get; init; }

    /// <summary>Row-major n × k: whether the segment is in the conformal set. Read only when the layout has the column.</summary>
    public ReadOnlyMemory<bool> Possible { get; init; }

    /// <summary>n: whether the model abstains. Read only when the layout has the column.</summary>
    public ReadOnlyMemory<bool> Abstained { get; init; }
}
