namespace Palveluohjaus.Reporting.Facts;

/// <summary>A number that some rows lack: half the room of a column of <c>int?</c>.</summary>
public sealed class OptionalColumn : IColumn
{
    private const int None = int.MinValue;

    // Nought is a number, and new rows are nought: so what is kept is the number's distance from none.
    private readonly Column<int> _rows;

    public OptionalColumn()
        : this(new())
    {
    }

    private OptionalColumn(Column<int> rows) => _rows = rows;

    public int? this[int row]
    {
        get => _rows[row] is 0 ? null : unchecked(_rows[row] + None);
        set
        {
            ArgumentOutOfRangeException.ThrowIfEqual(value ?? 0, None, nameof(value));
            _rows[row] = value is { } number ? unchecked(number - None) : 0;
        }
    }

    /// <inheritdoc cref="Column{T}.Copy"/>
    public OptionalColumn Copy() => new(_rows.Copy());

    public void GrowTo(int count) => _rows.GrowTo(count);
}
