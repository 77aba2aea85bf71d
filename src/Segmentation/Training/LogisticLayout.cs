namespace Palveluohjaus.Segmentation.Training;

/// <summary>
/// Where each column's weights stand: k intercepts, then line after line of k. A number has two lines, its slope and what a
/// missing value adds; a category one for each category and one for missing.
/// </summary>
internal sealed class LogisticLayout
{
    private readonly int[] _categoryCounts;

    public LogisticLayout(FeatureTable table)
    {
        _categoryCounts = [.. table.Schema.Columns.Select(column => column.Categories.Count)];
        var columnCount = _categoryCounts.Length;
        FirstLine = new int[columnCount];
        Means = new double[columnCount];
        PerDeviation = new double[columnCount];
        var line = 1;
        for (var column = 0; column < columnCount; column++)
        {
            FirstLine[column] = line;
            line += IsNumber(column) ? 2 : _categoryCounts[column] + 1;
            if (IsNumber(column))
                Standardise(column, table.Column(column));
        }

        LineCount = line;
    }

    /// <summary>Of each column, the first of its lines.</summary>
    public int[] FirstLine { get; }

    /// <summary>Of each number, its mean over the rows that have it.</summary>
    public double[] Means { get; }

    /// <summary>Of each number, 1 ÷ its standard deviation; 0 for a constant, which can say nothing.</summary>
    public double[] PerDeviation { get; }

    /// <summary>Lines of k, the intercepts' included.</summary>
    public int LineCount { get; }

    /// <summary>The line a value weighs on, and by how much. What is not finite, or no known category, is missing.</summary>
    public int LineOf(int column, float value, out double weight)
    {
        var first = FirstLine[column];
        weight = 1;
        var categoryCount = _categoryCounts[column];
        if (categoryCount > 0)
            return first + (value >= 0 && value < categoryCount ? (int)value : categoryCount);

        if (!float.IsFinite(value))
            return first + 1;
        weight = (value - Means[column]) * PerDeviation[column];
        return first;
    }

    private bool IsNumber(int column) => _categoryCounts[column] == 0;

    private void Standardise(int column, ReadOnlySpan<float> values)
    {
        double sum = 0;
        var count = 0;
        foreach (var value in values)
        {
            if (float.IsFinite(value))
            {
                sum += value;
                count++;
            }
        }

        if (count == 0)
            return;
        var mean = sum / count;
        double squares = 0;
        foreach (var value in values)
        {
            if (float.IsFinite(value))
                squares += (value - mean) * (value - mean);
        }

        Means[column] = mean;
        PerDeviation[column] = squares > 0 ? 1 / Math.Sqrt(squares / count) : 0;
    }
}
