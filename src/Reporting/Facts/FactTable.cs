namespace Palveluohjaus.Reporting.Facts;

/// <summary>
/// Rows kept as columns: what every table of facts has in common. A row stands at the number its fact has in the database; a number whose fact was removed
/// stays empty. Written by one, then read by many: what changes later changes a copy.
/// </summary>
public abstract class FactTable
{
    private readonly List<IColumn> _columns = [];
    private readonly Column<bool> _isPresent;
    private int[]? _allRows;
    private long _earliest = NotReckoned;

    protected FactTable(FactTable? earlier) => _isPresent = Take(earlier?._isPresent);

    /// <summary>An instant that did not happen: an open case's closing.</summary>
    public const long Never = long.MaxValue;

    private const long NotReckoned = long.MinValue;

    /// <summary>How many facts there are.</summary>
    public int Count => AllRows.Length;

    /// <summary>The dimensions this table has; a figure cannot be divided by another.</summary>
    public Dictionary<Dimension, DimensionColumn> Dimensions { get; } = [];

    /// <summary>The rows that hold a fact, in order.</summary>
    public int[] AllRows => _allRows ??= [.. Enumerable.Range(0, _isPresent.Count).Where(row => _isPresent[row])];

    /// <summary>Makes room for the fact of a number, whose columns are to be set next.</summary>
    public void Place(int row)
    {
        _columns.ForEach(column => column.GrowTo(row + 1));
        _isPresent[row] = true;
        (_allRows, _earliest) = (null, NotReckoned);
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
        if (row >= _isPresent.Count)
            return;
        _isPresent[row] = false;
        (_allRows, _earliest) = (null, NotReckoned);
    }

    /// <summary>The earliest of a column's instants, <see cref="Never"/> when there is none. Reckoned when it is first asked for, once the table is written.</summary>
    protected long EarliestOf(Column<long> instants)
    {
        if (_earliest == NotReckoned)
            _earliest = AllRows.Select(row => instants[row]).DefaultIfEmpty(Never).Min();
        return _earliest;
    }

    protected Column<T> Take<T>(Column<T>? earlier)
    {
        var column = earlier?.Copy() ?? new Column<T>();
        _columns.Add(column);
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
