namespace Palveluohjaus.Segmentation.Boosting;

/// <summary>
/// The rows a round is grown on, as ranges: reading bins in order is several times quicker than picking them here and there.
/// Rows are put in random order once, before training, so that a choice of ranges is a random choice of rows.
/// </summary>
internal sealed class RowSample
{
    private const int RangesAtLeast = 64;
    private const int RowsInRangeAtMost = 1024;
    private readonly int _rowCount;
    private readonly int _rangeRows;
    private readonly int[] _ranges;

    public RowSample(int rowCount)
    {
        _rowCount = rowCount;
        _rangeRows = Math.Clamp(rowCount / RangesAtLeast, 1, RowsInRangeAtMost);
        _ranges = [.. Enumerable.Range(0, (rowCount + _rangeRows - 1) / _rangeRows)];
        TakeAll();
    }

    /// <summary>Rows taken.</summary>
    public int RowCount { get; private set; }

    /// <summary>First row and row after the last of each range taken, rising.</summary>
    public List<(int From, int To)> Taken { get; } = [];

    /// <summary>The rows not taken.</summary>
    public List<(int From, int To)> Left { get; } = [];

    /// <summary>How many rows a draw takes at most.</summary>
    public static int RowsAtMost(int rowCount, double share) => share == 1 ? rowCount : Math.Min(rowCount, (int)(share * rowCount) + (2 * RowsInRangeAtMost));

    /// <summary>Draws anew.</summary>
    public void Draw(double share, SeededDraws draws)
    {
        if (share == 1)
            return;
        var count = Math.Max(1, (int)Math.Round(share * _ranges.Length));
        draws.DrawFirst(_ranges, count);
        _ranges.AsSpan(0, count).Sort();
        _ranges.AsSpan(count).Sort();
        RowCount = Collect(_ranges.AsSpan(0, count), Taken);
        Collect(_ranges.AsSpan(count), Left);
    }

    private void TakeAll()
    {
        Taken.Add((0, _rowCount));
        RowCount = _rowCount;
    }

    private int Collect(ReadOnlySpan<int> ranges, List<(int From, int To)> collected)
    {
        collected.Clear();
        var rows = 0;
        foreach (var range in ranges)
        {
            var (from, to) = (range * _rangeRows, Math.Min((range + 1) * _rangeRows, _rowCount));
            rows += to - from;
            if (collected.Count > 0 && collected[^1].To == from)
                collected[^1] = (collected[^1].From, to);
            else
                collected.Add((from, to));
        }

        return rows;
    }
}
