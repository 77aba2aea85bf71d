using System.Collections;

namespace Palveluohjaus.Reporting.Facts;

/// <summary>
/// Rows of a table in some order, in blocks: an order that differs from an earlier one only after some place shares the blocks before it, and what a refresh
/// brings comes late in time. Written by one, then read by many.
/// </summary>
public sealed class RowOrder
{
    // Small enough to stay off the heap of large objects, where what is left behind is collected seldom and never moved together.
    private const int BlockShift = 13;
    private const int BlockLength = 1 << BlockShift;
    private const int InBlock = BlockLength - 1;
    private readonly List<int[]> _blocks;

    public RowOrder()
        : this([], 0)
    {
    }

    private RowOrder(List<int[]> blocks, int count) => (_blocks, Count) = (blocks, count);

    public int Count { get; private set; }

    public int this[int place] => _blocks[place >> BlockShift][place & InBlock];

    /// <summary>The first rows of this order, to which others may be added.</summary>
    public RowOrder First(int count)
    {
        var blocks = _blocks.GetRange(0, (count + InBlock) >> BlockShift);
        if ((count & InBlock) != 0)
            blocks[^1] = [.. blocks[^1]];
        return new RowOrder(blocks, count);
    }

    public void Add(int row)
    {
        if (Count >> BlockShift == _blocks.Count)
            _blocks.Add(new int[BlockLength]);
        _blocks[Count >> BlockShift][Count & InBlock] = row;
        Count++;
    }

    /// <summary>The rows from one place up to another.</summary>
    public IReadOnlyList<int> Between(int first, int end) => new Range(this, first, Math.Max(0, end - first));

    private sealed class Range(RowOrder order, int first, int count) : IReadOnlyList<int>
    {
        public int Count => count;

        public int this[int index] => (uint)index < (uint)count ? order[first + index] : throw new ArgumentOutOfRangeException(nameof(index));

        public IEnumerator<int> GetEnumerator()
        {
            for (var place = first; place < first + count;)
            {
                var block = order._blocks[place >> BlockShift];
                for (var end = Math.Min(first + count, (place | InBlock) + 1); place < end; place++)
                    yield return block[place & InBlock];
            }
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
