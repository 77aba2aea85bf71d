namespace Palveluohjaus.Segmentation.Boosting;

/// <summary>The histograms of a tree's leaves: all columns of a leaf in one array, and arrays used again and again.</summary>
internal sealed class HistogramPool
{
    /// <summary>Fewer additions than this are not worth another thread's while.</summary>
    private const int AdditionsWorthAThread = 1 << 17;

    private readonly byte[][] _columns;
    private readonly int[] _offsets;
    private readonly int[] _binCounts;
    private readonly int _binsInAll;
    private readonly ParallelOptions _parallel;
    private readonly Stack<BinSum[]> _free = new();

    public HistogramPool(BinnedRows binned, IReadOnlyList<ColumnBins> bins, ParallelOptions parallel)
    {
        _columns = binned.Columns;
        _parallel = parallel;
        _offsets = new int[bins.Count];
        _binCounts = [.. bins.Select(each => each.BinCount)];
        for (var column = 0; column < bins.Count; column++)
        {
            _offsets[column] = _binsInAll;
            _binsInAll += _binCounts[column];
        }
    }

    /// <summary>An array for one leaf; what it holds is left over from another.</summary>
    public BinSum[] Take() => _free.TryPop(out var histogram) ? histogram : new BinSum[_binsInAll];

    public void Return(BinSum[] histogram) => _free.Push(histogram);

    /// <summary>One column's part of a leaf's histogram.</summary>
    public Span<BinSum> Of(BinSum[] histogram, int column) => histogram.AsSpan(_offsets[column], _binCounts[column]);

    /// <summary>Sums the derivatives of a leaf's rows into its histogram.</summary>
    /// <param name="histogram">Overwritten for the given columns.</param>
    /// <param name="columns">The columns wanted.</param>
    /// <param name="gradients">Derivatives of every row.</param>
    /// <param name="segment">By whose logits.</param>
    /// <param name="rows">The leaf's rows, or null for all of <paramref name="sample"/>.</param>
    /// <param name="sample">The round's rows.</param>
    public void Fill(BinSum[] histogram, ReadOnlyMemory<int> columns, Gradients gradients, int segment, ReadOnlyMemory<int>? rows, RowSample sample)
    {
        var passes = (columns.Length + Histogram.ColumnsPerPass - 1) / Histogram.ColumnsPerPass;
        if (passes > 1 && (long)(rows?.Length ?? sample.RowCount) * columns.Length >= AdditionsWorthAThread)
        {
            Parallel.For(0, passes, _parallel, pass => FillPass(histogram, columns.Span, pass, gradients, segment, rows, sample));
            return;
        }

        for (var pass = 0; pass < passes; pass++)
            FillPass(histogram, columns.Span, pass, gradients, segment, rows, sample);
    }

    /// <summary>Takes one leaf's sums from its parent's, which leaves the sibling's.</summary>
    public void Subtract(BinSum[] parent, BinSum[] child, ReadOnlySpan<int> columns)
    {
        foreach (var column in columns)
        {
            var into = Of(parent, column);
            var from = Of(child, column);
            for (var bin = 0; bin < into.Length; bin++)
                into[bin] -= from[bin];
        }
    }

    private void FillPass(BinSum[] histogram, ReadOnlySpan<int> columns, int pass, Gradients gradients, int segment, ReadOnlyMemory<int>? rows, RowSample sample)
    {
        var inPass = columns[(pass * Histogram.ColumnsPerPass)..];
        inPass = inPass[..Math.Min(Histogram.ColumnsPerPass, inPass.Length)];
        var bins = new ColumnsOfPass();
        Span<int> offsets = stackalloc int[Histogram.ColumnsPerPass];
        for (var index = 0; index < inPass.Length; index++)
        {
            bins[index] = _columns[inPass[index]];
            offsets[index] = _offsets[inPass[index]];
            Of(histogram, inPass[index]).Clear();
        }

        ReadOnlySpan<byte[]> taken = bins;
        taken = taken[..inPass.Length];
        if (rows is { } listed)
        {
            Histogram.Add(taken, gradients.Of(segment), new ListedRows(listed.Span), histogram, offsets);
            return;
        }

        foreach (var (from, to) in sample.Taken)
            Histogram.Add(taken, gradients.Of(segment), new RowRange(from, to), histogram, offsets);
    }

    [System.Runtime.CompilerServices.InlineArray(Histogram.ColumnsPerPass)]
    private struct ColumnsOfPass
    {
        private byte[] _first;
    }
}
