namespace Palveluohjaus.Reporting.Facts;

/// <summary>
/// The packed events of many cases, each block's one after another in one array: an array for each case would take as much again for its header. What replaces
/// a trace is put at the end; a block that is half left-overs is packed anew. A copy shares the blocks with its original until it changes them.
/// </summary>
public sealed class TraceColumn : IColumn
{
    private const int BlockShift = 8;
    private const int BlockLength = 1 << BlockShift;
    private const int InBlock = BlockLength - 1;
    private readonly List<Block> _blocks;
    private readonly HashSet<int> _own = [];
    private int _count;

    public TraceColumn()
        : this([], 0)
    {
    }

    private TraceColumn(List<Block> blocks, int count) => (_blocks, _count) = (blocks, count);

    public ReadOnlySpan<byte> this[int row] => _blocks[row >> BlockShift].Read(row & InBlock);

    public void Set(int row, ReadOnlySpan<byte> trace)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, _count);
        if (this[row].SequenceEqual(trace))
            return;
        var block = row >> BlockShift;
        if (_own.Add(block))
            _blocks[block] = _blocks[block].Copy();
        _blocks[block].Write(row & InBlock, trace);
    }

    /// <inheritdoc cref="Column{T}.Copy"/>
    public TraceColumn Copy()
    {
        _own.Clear();
        return new TraceColumn([.. _blocks], _count);
    }

    public void GrowTo(int count)
    {
        _count = Math.Max(_count, count);
        while (_blocks.Count << BlockShift < _count)
        {
            _own.Add(_blocks.Count);
            _blocks.Add(new Block());
        }
    }

    private sealed class Block
    {
        private readonly int[] _starts = new int[BlockLength];
        private readonly int[] _lengths = new int[BlockLength];
        private byte[] _bytes = [];
        private int _end;
        private int _used;

        public ReadOnlySpan<byte> Read(int row) => _bytes.AsSpan(_starts[row], _lengths[row]);

        public void Write(int row, ReadOnlySpan<byte> trace)
        {
            _used += trace.Length - _lengths[row];
            if (trace.Length <= _lengths[row])
            {
                trace.CopyTo(_bytes.AsSpan(_starts[row]));
                _lengths[row] = trace.Length;
                return;
            }

            _lengths[row] = 0;
            if (_end + trace.Length > _bytes.Length)
                Pack(Math.Max(_used + trace.Length, _used * 5 / 4));
            trace.CopyTo(_bytes.AsSpan(_end));
            (_starts[row], _lengths[row]) = (_end, trace.Length);
            _end += trace.Length;
        }

        public Block Copy()
        {
            var copy = new Block { _bytes = _bytes, _end = _end, _used = _used };
            _starts.CopyTo(copy._starts, 0);
            _lengths.CopyTo(copy._lengths, 0);
            copy.Pack(_used);
            return copy;
        }

        private void Pack(int capacity)
        {
            var (packed, end) = (new byte[capacity], 0);
            for (var row = 0; row < BlockLength; row++)
            {
                Read(row).CopyTo(packed.AsSpan(end));
                _starts[row] = end;
                end += _lengths[row];
            }

            (_bytes, _end) = (packed, end);
        }
    }
}
