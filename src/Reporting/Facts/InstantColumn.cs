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
    private RowOrder? _earlierInOrder;
    private HashSet<int>? _changed;
    private volatile RowOrder? _inOrder;

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
            // Nought is what a new row holds, and no order has it yet.
            if (value != 0 && _instants[row] == value)
                return;
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
    public IReadOnlyList<int> RowsBetween(FactTable table, long from, long to)
    {
        var rows = InOrder(table);
        return rows.Between(FirstAt(rows, from), FirstAt(rows, to));
    }

    /// <summary>When it first happened; <see cref="FactTable.Never"/> when it never did.</summary>
    public long First(FactTable table) => InOrder(table) is { Count: > 0 } rows ? _instants[rows[0]] : FactTable.Never;

    /// <summary>All rows of a table to which it happened.</summary>
    internal RowOrder InOrder(FactTable table)
    {
        if (_inOrder is { } known)
            return known;
        lock (_ordering)
        {
            _inOrder ??= _changed is { } changed && _earlierInOrder is { } earlier && changed.Count < earlier.Count / MostChangedOneIn ? Merge(table, earlier, changed) : Sort(table.AllRows);
            (_earlierInOrder, _changed) = (null, null);
            return _inOrder;
        }
    }

    private RowOrder Sort(IEnumerable<int> rows)
    {
        int[] happened = [.. rows.Where(row => _instants[row] != FactTable.Never)];
        var instants = Array.ConvertAll(happened, row => _instants[row]);
        Array.Sort(instants, happened);
        var sorted = new RowOrder();
        foreach (var row in happened)
            sorted.Add(row);
        return sorted;
    }

    private RowOrder Merge(FactTable table, RowOrder earlier, HashSet<int> changed)
    {
        var moved = Sort(changed.Where(table.Holds));
        var isChanged = new BitArray(_instants.Count);
        foreach (var row in changed)
            isChanged[row] = true;

        // Up to the first row that goes away or lets another in, nothing moves.
        var same = 0;
        while (same < earlier.Count && !isChanged[earlier[same]] && (moved.Count == 0 || _instants[moved[0]] >= _instants[earlier[same]]))
            same++;
        var (merged, next) = (earlier.First(same), 0);
        for (var place = same; place < earlier.Count; place++)
        {
            var row = earlier[place];
            if (isChanged[row])
                continue;
            while (next < moved.Count && _instants[moved[next]] < _instants[row])
                merged.Add(moved[next++]);
            merged.Add(row);
        }

        while (next < moved.Count)
            merged.Add(moved[next++]);
        return merged;
    }

    private int FirstAt(RowOrder rows, long instant)
    {
        var (low, high) = (0, rows.Count);
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
