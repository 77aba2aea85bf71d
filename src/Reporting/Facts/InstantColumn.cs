using System.Collections;

namespace Palveluohjaus.Reporting.Facts;

/// <summary>
/// One instant of many rows, in UTC ticks, that also knows its rows in the order of time: what a period holds is a piece of that order, found without looking at
/// the rest. A copy takes the order of its original along and moves only the rows that were changed.
/// </summary>
public sealed class InstantColumn : IColumn
{
    /// <summary>Beyond this share of changed rows it is quicker to sort anew.</summary>
    private const int MostChangedOneIn = 4;

    private readonly Column<long> _instants;
    private readonly Lock _ordering = new();
    private int[]? _earlierInOrder;
    private HashSet<int>? _changed;
    private volatile int[]? _inOrder;

    public InstantColumn()
        : this(new())
    {
    }

    private InstantColumn(Column<long> instants) => _instants = instants;

    public long this[int row]
    {
        get => _instants[row];
        set
        {
            _instants[row] = value;
            _changed?.Add(row);
            _inOrder = null;
        }
    }

    /// <inheritdoc cref="Column{T}.Copy"/>
    public InstantColumn Copy()
    {
        var earlier = _inOrder ?? _earlierInOrder;
        return new InstantColumn(_instants.Copy())
        {
            _earlierInOrder = earlier,
            _changed = earlier is null ? null : _inOrder is null ? [.. _changed!] : [],
        };
    }

    public void GrowTo(int count) => _instants.GrowTo(count);

    /// <summary>The rows of a table whose instant lies in a period, in the order of time. Sorted when first asked for, once the table is written.</summary>
    /// <param name="table">Whose column this is.</param>
    /// <param name="from">Inclusive.</param>
    /// <param name="to">Exclusive.</param>
    public ArraySegment<int> RowsBetween(FactTable table, long from, long to)
    {
        var rows = InOrder(table);
        var (first, end) = (FirstAt(rows, from), FirstAt(rows, to));
        return first < end ? new ArraySegment<int>(rows, first, end - first) : ArraySegment<int>.Empty;
    }

    /// <summary>When it first happened; <see cref="FactTable.Never"/> when it never did.</summary>
    public long First(FactTable table) => InOrder(table) is [var first, ..] ? _instants[first] : FactTable.Never;

    /// <summary>All rows of a table to which it happened.</summary>
    internal int[] InOrder(FactTable table)
    {
        if (_inOrder is { } known)
            return known;
        lock (_ordering)
        {
            _inOrder ??= _changed is { } changed && _earlierInOrder is { } earlier && changed.Count < earlier.Length / MostChangedOneIn ? Merge(table, earlier, changed) : Sort(table.AllRows);
            (_earlierInOrder, _changed) = (null, null);
            return _inOrder;
        }
    }

    private int[] Sort(IEnumerable<int> rows)
    {
        int[] happened = [.. rows.Where(row => _instants[row] != FactTable.Never)];
        var instants = Array.ConvertAll(happened, row => _instants[row]);
        Array.Sort(instants, happened);
        return happened;
    }

    private int[] Merge(FactTable table, int[] earlier, HashSet<int> changed)
    {
        var moved = Sort(changed.Where(table.Holds));
        var isChanged = new BitArray(_instants.Count);
        foreach (var row in changed)
            isChanged[row] = true;
        int[] merged = new int[earlier.Count(row => !isChanged[row]) + moved.Length];
        var (next, count) = (0, 0);
        foreach (var row in earlier)
        {
            if (isChanged[row])
                continue;
            while (next < moved.Length && _instants[moved[next]] < _instants[row])
                merged[count++] = moved[next++];
            merged[count++] = row;
        }

        moved.AsSpan(next).CopyTo(merged.AsSpan(count));
        return merged;
    }

    private int FirstAt(int[] rows, long instant)
    {
        var (low, high) = (0, rows.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (_instants[rows[middle]] < instant)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
