using System.Buffers;
using System.Numerics;
using Palveluohjaus.Segmentation.GlassBox;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Boosting;

/// <summary>How one column is binned for training: bin 0 is missing, bins 1 and up hold values in rising order, or one category each.</summary>
internal sealed class ColumnBins
{
    /// <summary>Beyond this many rows the edges come from a part of them: quantiles do not move by then.</summary>
    private const int RowsForEdges = 1 << 17;

    private ColumnBins(TermAxis axis) => Axis = axis;

    /// <summary>The same bins for scoring.</summary>
    public TermAxis Axis { get; }

    /// <summary>Bins, the missing value's included.</summary>
    public int BinCount => Axis.BinCount;

    public bool IsCategory => Axis.IsCategory;

    /// <summary>A number's bin b of 1… ends at edge b − 1.</summary>
    public float UpperEdge(int bin) => Axis.UpperEdges[bin - 1];

    public static ColumnBins Of(int place, ModelColumn column, ReadOnlySpan<float> values, int maximumBins)
    {
        if (column.IsCategory)
            return new ColumnBins(TermAxis.OfCategory(place, [.. Enumerable.Range(1, column.Categories.Count)]));

        var sampled = Math.Min(values.Length, RowsForEdges);
        var step = sampled == values.Length ? 1 : StepThrough(values.Length);
        using var sample = MemoryPool<float>.Shared.Rent(sampled);
        var kept = sample.Memory.Span;
        var count = 0;
        for (var index = 0; index < sampled; index++)
        {
            var value = values[(int)((long)index * step % values.Length)];
            if (!float.IsNaN(value))
                kept[count++] = value;
        }

        var sorted = kept[..count];
        sorted.Sort();
        return new ColumnBins(TermAxis.OfNumber(place, EdgesOf(sorted, maximumBins - 1)));
    }

    /// <summary>The bin of each value.</summary>
    public void Bin(ReadOnlySpan<float> values, Span<byte> bins)
    {
        for (var index = 0; index < values.Length; index++)
            bins[index] = (byte)Axis.BinOf(values[index]);
    }

    /// <summary>
    /// A step that comes to every row before it comes to one twice, near the golden section of the count: rows are spread evenly, and
    /// no rhythm in their order (every second a woman) is met at the same beat.
    /// </summary>
    private static long StepThrough(int count)
    {
        var step = (long)(count * 0.6180339887498949);
        while (BigInteger.GreatestCommonDivisor(step, count) != 1)
            step++;
        return step;
    }

    /// <summary>Edges half-way between neighbouring values where there are few of them, else bins of about equal numbers of rows.</summary>
    private static float[] EdgesOf(ReadOnlySpan<float> sorted, int maximumValueBins)
    {
        var distinct = 0;
        for (var index = 0; index < sorted.Length; index++)
            distinct += index == 0 || sorted[index] != sorted[index - 1] ? 1 : 0;

        var edges = new List<float>();
        int inBin = 0, left = sorted.Length;
        for (var index = 0; index + 1 < sorted.Length && edges.Count < maximumValueBins - 1; index++)
        {
            inBin++;
            var (value, next) = (sorted[index], sorted[index + 1]);
            if (value == next)
                continue;
            var isFull = distinct <= maximumValueBins || inBin * (maximumValueBins - edges.Count) >= left;
            if (!isFull || !float.IsFinite(Between(value, next)))
                continue;
            edges.Add(Between(value, next));
            left -= inBin;
            inBin = 0;
        }

        return [.. edges];
    }

    /// <summary>The middle, or the lower one where rounding would reach the upper: the lower must stay on its side.</summary>
    private static float Between(float lower, float upper)
    {
        var middle = (float)(((double)lower + upper) / 2);
        return middle < upper ? middle : lower;
    }
}
