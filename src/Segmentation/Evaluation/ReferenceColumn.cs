using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Evaluation;

/// <summary>One column's training rows, in a few bins.</summary>
/// <param name="UpperEdges">For a number: rising inclusive upper edges of all bins but the last, which has none. Empty for a category, whose bins are its categories.</param>
/// <param name="Representatives">
/// One per bin: a value of the bin that occurs, the middle one of its rows; for a category its index. A number that no row has
/// is one bin without rows, represented by 0.
/// </param>
/// <param name="Counts">Rows by bin and decided segment: bins × k. The last line, beyond the bins, is the rows without a value.</param>
public sealed record ReferenceColumn(IReadOnlyList<float> UpperEdges, IReadOnlyList<float> Representatives, IReadOnlyList<IReadOnlyList<int>> Counts)
{
    /// <summary>A number with more distinct values than this is divided at its quantiles.</summary>
    public const int MaximumNumberBins = 10;

    internal static ReferenceColumn Build(ModelColumn column, ReadOnlySpan<float> values, LabelledRows training)
    {
        var (edges, representatives) = column.IsCategory
            ? ([], [.. Enumerable.Range(0, column.Categories.Count).Select(category => (float)category)])
            : Divide(values);
        int[][] counts = [.. Enumerable.Range(0, representatives.Length + 1).Select(_ => new int[training.Schema.Segments.Count])];
        var reference = new ReferenceColumn(edges, representatives, counts);
        for (var row = 0; row < values.Length; row++)
            counts[reference.BinOf(values[row], column.IsCategory)][training.Labels[row]]++;
        return reference;
    }

    /// <summary>The line of <see cref="Counts"/> a value belongs to: the last for one that is missing, not finite or no known category.</summary>
    internal int BinOf(float value, bool isCategory)
    {
        var missing = Representatives.Count;
        if (!float.IsFinite(value))
            return missing;
        if (isCategory)
            return value >= 0 && value < missing ? (int)value : missing;

        int low = 0, high = UpperEdges.Count;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (value <= UpperEdges[middle])
                high = middle;
            else
                low = middle + 1;
        }

        return low;
    }

    private static (float[] Edges, float[] Representatives) Divide(ReadOnlySpan<float> values)
    {
        float[] sorted = [.. values];
        sorted = Array.FindAll(sorted, float.IsFinite);
        Array.Sort(sorted);
        if (sorted.Length == 0)
            return ([], [0]);

        // A bin ends where its value changes, or one value would stand in two.
        float[] ends = [.. sorted.Distinct().Take(MaximumNumberBins + 1)];
        if (ends.Length > MaximumNumberBins)
            ends = [.. Enumerable.Range(1, MaximumNumberBins).Select(bin => sorted[(int)((((long)bin * sorted.Length) - 1) / MaximumNumberBins)]).Distinct()];

        var representatives = new float[ends.Length];
        var start = 0;
        for (var bin = 0; bin < ends.Length; bin++)
        {
            var end = FirstOver(sorted, ends[bin]);
            representatives[bin] = sorted[(start + end - 1) / 2];
            start = end;
        }

        return (ends[..^1], representatives);
    }

    private static int FirstOver(float[] sorted, float value)
    {
        int low = 0, high = sorted.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (sorted[middle] <= value)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
