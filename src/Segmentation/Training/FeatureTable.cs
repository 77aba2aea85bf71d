namespace Palveluohjaus.Segmentation.Training;

/// <summary>
/// Many rows, a column at a time. Values are single precision everywhere, in training, scoring and explaining, so that a
/// value on a threshold falls on the same side in all of them; whole numbers are exact up to 16,777,216.
/// </summary>
public sealed class FeatureTable
{
    private readonly float[][] _columns;

    /// <param name="schema">The columns.</param>
    /// <param name="columns">
    /// One array per column of the schema, each at least <paramref name="rowCount"/> long; NaN is missing, and so is a category
    /// the model does not know. Not copied.
    /// </param>
    /// <param name="rowCount">n.</param>
    /// <exception cref="ArgumentException">There is an array too few or too many, or one is too short.</exception>
    public FeatureTable(ModelSchema schema, float[][] columns, int rowCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rowCount);
        if (columns.Length != schema.Columns.Count)
            throw new ArgumentException($"The schema has {schema.Columns.Count} columns, and {columns.Length} are given.", nameof(columns));
        foreach (var (index, column) in columns.Index())
        {
            if (column.Length < rowCount)
                throw new ArgumentException($"Column {index} has {column.Length} of {rowCount} rows.", nameof(columns));
        }

        Schema = schema;
        RowCount = rowCount;
        _columns = columns;
    }

    /// <summary>The columns' names and kinds.</summary>
    public ModelSchema Schema { get; }

    /// <summary>n.</summary>
    public int RowCount { get; }

    /// <summary>The n values of a column.</summary>
    public ReadOnlySpan<float> Column(int index) => _columns[index].AsSpan(0, RowCount);

    /// <summary>Copies one row, a value per column.</summary>
    public void CopyRow(int row, Span<float> values)
    {
        for (var column = 0; column < _columns.Length; column++)
            values[column] = _columns[column][row];
    }

    /// <summary>A table of the given rows, copied, in that order.</summary>
    public FeatureTable Take(ReadOnlySpan<int> rows)
    {
        var taken = new float[_columns.Length][];
        for (var column = 0; column < taken.Length; column++)
        {
            var values = new float[rows.Length];
            for (var index = 0; index < rows.Length; index++)
                values[index] = _columns[column][rows[index]];
            taken[column] = values;
        }

        return new FeatureTable(Schema, taken, rows.Length);
    }
}
