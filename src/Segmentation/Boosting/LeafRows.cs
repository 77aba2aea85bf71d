namespace Palveluohjaus.Segmentation.Boosting;

/// <summary>Which rows lie in which leaf: every leaf's rows stand together, in no order that matters.</summary>
internal sealed class LeafRows(BinnedRows binned, int rowsAtMost)
{
    private readonly int[] _rows = new int[rowsAtMost];

    public ReadOnlyMemory<int> Of(int first, int count) => _rows.AsMemory(first, count);

    /// <summary>Parts all sampled rows: left ones from the front, right ones from the back.</summary>
    /// <returns>How many go left.</returns>
    public int PartSample(RowSample sample, Split split)
    {
        var goesLeft = new SideOfBin(split.Left);
        var bins = binned.Columns[split.Column];
        int left = 0, right = sample.RowCount - 1;
        foreach (var (from, to) in sample.Taken)
        {
            for (var row = from; row < to; row++)
            {
                // Both are written and one is kept: a branch would be guessed wrong half the time.
                int isLeft = goesLeft[bins[row]];
                _rows[left] = row;
                _rows[right] = row;
                left += isLeft;
                right -= 1 - isLeft;
            }
        }

        return left;
    }

    /// <summary>Parts the rows of a leaf in place.</summary>
    /// <returns>How many go left.</returns>
    public int Part(int first, int count, Split split)
    {
        var goesLeft = new SideOfBin(split.Left);
        var bins = binned.Columns[split.Column];
        var rows = _rows.AsSpan(first, count);
        var left = 0;
        foreach (ref var at in rows)
        {
            var row = at;
            at = rows[left];
            rows[left] = row;
            left += goesLeft[bins[row]];
        }

        return left;
    }

    /// <summary>1 for each bin that goes left.</summary>
    [System.Runtime.CompilerServices.InlineArray(256)]
    private struct SideOfBin
    {
        private byte _first;

        public SideOfBin(BinSet left)
        {
            for (var bin = 0; bin < 256; bin++)
                this[bin] = left.Contains((byte)bin) ? (byte)1 : (byte)0;
        }
    }
}
