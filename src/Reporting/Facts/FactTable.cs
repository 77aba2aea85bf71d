namespace Palveluohjaus.Reporting.Facts;

/// <summary>
/// Rows kept as columns: what every table of facts has in common. A row stands at the number its fact has in the database; a number whose fact was removed
/// stays empty. Written by one, then read by many: what changes later changes a copy.
/// </summary>
public abstract class FactTable
{
    private readonly List<IColumn> _columns = [];
    private readonly List<InstantColumn> _instants = [];
    private readonly Column<bool> _isPresent;

    protected FactTable(FactTable? earlier) => (_isPresent, Count) = (Take(earlier?._isPresent), earlier?.Count ?? 0);

    /// <summary>An instant that did not happen: an open case's closing.</summary>
    public const long Never = long.MaxValue;

    /// <summary>How many facts there are.</summary>
    public int Count { get; private set; }

    /// <summary>The dimensions this table has; a figure cannot be divided by another.</summary>
    public Dictionary<Dimension, DimensionColumn> Dimensions { get; } = [];

    /// <summary>Whose each row is; null where facts are not told apart by client.</summary>
    public virtual Column<int>? ClientNumber => null;

    /// <summary>The rows that hold a fact, in order; found anew by each who goes through them.</summary>
    public IEnumerable<int> AllRows
    {
        get
        {
            for (var row = 0; row < _isPresent.Count; row++)
            {
                if (_isPresent[row])
                    yield return row;
            }
        }
    }

    public bool Holds(int row) => row < _isPresent.Count && _isPresent[row];

    /// <summary>Puts the rows in the order of each of its instants, so that the first who asks need not wait for it.</summary>
    public void PutInOrder() => _instants.ForEach(instants => instants.InOrder(this));

    /// <summary>Makes room for the fact of a number, whose columns are to be set next.</summary>
    public void Place(int row)
    {
        foreach (var column in _columns)
            column.GrowTo(row + 1);
        if (_isPresent[row])
            return;
        _isPresent[row] = true;
        Count++;
    }

    /// <summary>Adds a row at the end.</summary>
    /// <returns>Where it stands.</returns>
    public int Add()
    {
        var row = _isPresent.Count;
        Place(row);
        return row;
    }

    /// <summary>Empties a row. One that was never placed stays so.</summary>
    public void Remove(int row)
    {
        if (!Holds(row))
            return;
        _isPresent[row] = false;
        Count--;
        _instants.ForEach(instants => instants[row] = Never);
    }

    protected Column<T> Take<T>(Column<T>? earlier)
    {
        var column = earlier?.Copy() ?? new Column<T>();
        _columns.Add(column);
        return column;
    }

    protected TraceColumn Take(TraceColumn? earlier)
    {
        var column = earlier?.Copy() ?? new TraceColumn();
        _columns.Add(column);
        return column;
    }

    protected OptionalColumn Take(OptionalColumn? earlier)
    {
        var column = earlier?.Copy() ?? new OptionalColumn();
        _columns.Add(column);
        return column;
    }

    protected InstantColumn Take(InstantColumn? earlier)
    {
        var column = earlier?.Copy() ?? new InstantColumn();
        _columns.Add(column);
        _instants.Add(column);
        return column;
    }

    protected DimensionColumn Take(DimensionColumn? earlier)
    {
        var column = earlier?.Copy() ?? new DimensionColumn();
        _columns.Add(column);
        return column;
    }

    protected void TakeDimensions(FactTable? earlier, params ReadOnlySpan<Dimension> dimensions)
    {
        foreach (var dimension in dimensions)
            Dimensions.Add(dimension, Take(earlier?.Dimensions[dimension]));
    }
}
