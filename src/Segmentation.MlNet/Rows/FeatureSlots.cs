using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.MlNet.Rows;

/// <summary>
/// Columns as a vector of slots: numbers standardised, a slot for each category, and a slot for a missing value where training
/// rows had any. Ours and not ML.NET's, so that what a column adds to a logit is exactly what its slots add.
/// </summary>
internal sealed class FeatureSlots(ColumnSlots[] columns)
{
    /// <summary>One for each column of the schema, in its order; slots rise with it.</summary>
    public ColumnSlots[] Columns { get; } = columns;

    /// <summary>Length of the vector.</summary>
    public int Count { get; } = columns.Sum(column => column.All().Count());

    /// <summary>With many categories nearly every slot is zero, and a vector that lists them all is mostly waste.</summary>
    public bool IsSparse => Count > 4 * Columns.Length;

    /// <param name="table">The training rows.</param>
    /// <param name="rowsPerSide">
    /// A slot is left out unless some threshold leaves this many rows on each side: one that never varies says nothing, and
    /// ML.NET's trees leave out those that they cannot split by this rule.
    /// </param>
    public static FeatureSlots Learn(FeatureTable table, int rowsPerSide)
    {
        var columns = new ColumnSlots[table.Schema.Columns.Count];
        var next = 0;
        for (var index = 0; index < columns.Length; index++)
        {
            var column = table.Schema.Columns[index];
            var values = table.Column(index);
            var slots = column.IsCategory
                ? LearnCategories(values, column.Categories.Count, rowsPerSide, ref next)
                : LearnNumber(values, rowsPerSide, ref next);
            var missingCount = 0;
            foreach (var value in values)
                missingCount += float.IsFinite(value) ? 0 : 1;
            columns[index] = slots with { Missing = Parts(missingCount, values.Length, rowsPerSide) ? next++ : -1 };
        }

        return new FeatureSlots(columns);
    }

    /// <summary>A name for each slot, for whoever opens the model in ML.NET.</summary>
    public string[] Names(ModelSchema schema)
    {
        var names = new string[Count];
        foreach (var (column, slots) in schema.Columns.Zip(Columns))
        {
            if (slots.Value >= 0)
                names[slots.Value] = column.Name;
            if (slots.Missing >= 0)
                names[slots.Missing] = $"{column.Name} is missing";
            foreach (var (category, slot) in slots.Categories.Index())
            {
                if (slot >= 0)
                    names[slot] = $"{column.Name} = {column.Categories[category]}";
            }
        }

        return names;
    }

    private static ColumnSlots LearnNumber(ReadOnlySpan<float> values, int rowsPerSide, ref int next)
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

        var mean = count == 0 ? 0 : sum / count;
        double squares = 0;
        foreach (var value in values)
            squares += float.IsFinite(value) ? (value - mean) * (value - mean) : 0;
        var deviation = count == 0 ? 0 : Math.Sqrt(squares / count);
        var varies = deviation > 0 && double.IsFinite(deviation) && Parts(values, mean, deviation, rowsPerSide);
        return new ColumnSlots { Value = varies ? next++ : -1, Mean = mean, Deviation = deviation, Categories = [], Missing = -1 };
    }

    private static ColumnSlots LearnCategories(ReadOnlySpan<float> values, int categoryCount, int rowsPerSide, ref int next)
    {
        var counts = new int[categoryCount];
        foreach (var value in values)
        {
            if (float.IsFinite(value) && value >= 0 && value < categoryCount)
                counts[(int)value]++;
        }

        var categories = new int[categoryCount];
        for (var category = 0; category < categoryCount; category++)
            categories[category] = Parts(counts[category], values.Length, rowsPerSide) ? next++ : -1;
        return new ColumnSlots { Value = -1, Mean = 0, Deviation = 0, Categories = categories, Missing = -1 };
    }

    private static bool Parts(int count, int rowCount, int rowsPerSide) => count >= rowsPerSide && rowCount - count >= rowsPerSide;

    private static bool Parts(ReadOnlySpan<float> values, double mean, double deviation, int rowsPerSide)
    {
        if (values.Length < 2 * rowsPerSide)
            return false;
        var sorted = new float[values.Length];
        for (var row = 0; row < sorted.Length; row++)
            sorted[row] = float.IsFinite(values[row]) ? ColumnSlots.Standardise(values[row], mean, deviation) : 0;
        Array.Sort(sorted);
        return sorted[^rowsPerSide] > sorted[rowsPerSide - 1];
    }
}
