using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Boosting;

/// <summary>Rows as bins, a column at a time, one byte a value.</summary>
/// <param name="Columns">One array of n bins per column.</param>
/// <param name="Count">n.</param>
internal sealed record BinnedRows(byte[][] Columns, int Count)
{
    /// <summary>Bins the given rows of a table, in that order.</summary>
    public static BinnedRows Of(FeatureTable table, int[] rows, IReadOnlyList<ColumnBins> bins, ParallelOptions parallel)
    {
        var columns = new byte[bins.Count][];
        Parallel.For(0, bins.Count, parallel, column =>
        {
            var values = table.Column(column);
            Span<float> block = stackalloc float[256];
            var binned = new byte[rows.Length];
            for (var start = 0; start < rows.Length; start += block.Length)
            {
                var length = Math.Min(block.Length, rows.Length - start);
                for (var index = 0; index < length; index++)
                    block[index] = values[rows[start + index]];
                bins[column].Bin(block[..length], binned.AsSpan(start, length));
            }

            columns[column] = binned;
        });
        return new BinnedRows(columns, rows.Length);
    }
}
