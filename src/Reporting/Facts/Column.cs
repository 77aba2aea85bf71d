namespace Palveluohjaus.Reporting.Facts;

/// <summary>One column of a table of facts, kept in blocks. A copy shares the blocks with its original until it changes them: a refresh of a few rows costs a few blocks.</summary>
public sealed class Column<T> : IColumn
{
    // Small enough that a thousand changed rows here and there do not copy half the table.
    private const int BlockShift = 8;
    private const int BlockLength = 1 << BlockShift;
    private const int InBlock = BlockLength - 1;
    private T[][] _blocks = [];
    private bool[] _isOwn = [];

    public int Count { get; private set; }

    public T this[int row]
    {
        get => _blocks[row >> BlockShift][row & InBlock];
        set
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Count);
            var block = row >> BlockShift;

            // A fact that changed says most of what it said before.
            if (EqualityComparer<T>.Default.Equals(_blocks[block][row & InBlock], value))
                return;
            if (!_isOwn[block])
                (_blocks[block], _isOwn[block]) = ([.. _blocks[block]], true);
            _blocks[block][row & InBlock] = value;
        }
    }

    /// <summary>The same rows, which may be changed without changing these.</summary>
    public Column<T> Copy()
    {
        Array.Clear(_isOwn);
        return new Column<T> { _blocks = [.. _blocks], _isOwn = new bool[_isOwn.Length], Count = Count };
    }

    public void GrowTo(int count)
    {
        if (count <= Count)
            return;
        var (blocks, held) = ((count + InBlock) >> BlockShift, (Count + InBlock) >> BlockShift);
        if (blocks > _blocks.Length)
        {
            var room = Math.Max(blocks, _blocks.Length * 2);
            Array.Resize(ref _blocks, room);
            Array.Resize(ref _isOwn, room);
        }

        for (var block = held; block < blocks; block++)
            (_blocks[block], _isOwn[block]) = (new T[BlockLength], true);
        Count = count;
    }
}

/// <summary>A column of whatever type.</summary>
public interface IColumn
{
    void GrowTo(int count);
}
