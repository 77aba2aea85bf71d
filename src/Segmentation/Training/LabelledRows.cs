namespace Palveluohjaus.Segmentation.Training;

/// <summary>Rows with the segment a professional decided for each, or the label of a file.</summary>
public sealed class LabelledRows
{
    /// <param name="table">n rows.</param>
    /// <param name="labels">n segments in 0…k−1, in the schema's order. Not copied.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a label is outside 0…k−1.</exception>
    public LabelledRows(FeatureTable table, int[] labels)
    {
        if (labels.Length != table.RowCount)
            throw new ArgumentException($"There are {table.RowCount} rows and {labels.Length} labels.", nameof(labels));
        var segmentCount = table.Schema.Segments.Count;
        foreach (var label in labels)
        {
            if ((uint)label >= (uint)segmentCount)
                throw new ArgumentException($"A label is {label}, and there are {segmentCount} segments.", nameof(labels));
        }

        Table = table;
        Labels = labels;
    }

    /// <summary>The rows.</summary>
    public FeatureTable Table { get; }

    /// <summary>The decided segment of each row.</summary>
    public IReadOnlyList<int> Labels { get; }

    /// <summary>Columns and segments.</summary>
    public ModelSchema Schema => Table.Schema;

    /// <summary>n.</summary>
    public int Count => Table.RowCount;

    /// <summary>The given rows, copied, in that order.</summary>
    public LabelledRows Take(ReadOnlySpan<int> rows)
    {
        var labels = new int[rows.Length];
        for (var index = 0; index < rows.Length; index++)
            labels[index] = Labels[rows[index]];
        return new LabelledRows(Table.Take(rows), labels);
    }
}
