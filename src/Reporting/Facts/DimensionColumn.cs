namespace Palveluohjaus.Reporting.Facts;

/// <summary>One dimension of many rows: a small number a row, and what each number stands for. Number 0 is "not known".</summary>
public sealed class DimensionColumn : IColumn
{
    private const int MostValues = ushort.MaxValue;
    private readonly Dictionary<string, ushort> _numbers;
    private readonly List<string?> _values;
    private readonly Column<ushort> _rows;

    public DimensionColumn()
        : this(new(StringComparer.Ordinal), [null], new())
    {
    }

    private DimensionColumn(Dictionary<string, ushort> numbers, List<string?> values, Column<ushort> rows) => (_numbers, _values, _rows) = (numbers, values, rows);

    /// <summary>How many different values there are, "not known" included.</summary>
    public int ValueCount => _values.Count;

    public ushort this[int row] => _rows[row];

    /// <summary>Every value some row has had, "not known" apart.</summary>
    public IEnumerable<string> Values => _numbers.Keys;

    public string? ValueOf(int number) => _values[number];

    /// <summary>The number of a value, or null when no row has had it.</summary>
    public ushort? NumberOf(string value) => _numbers.TryGetValue(value, out var number) ? number : null;

    /// <inheritdoc cref="Column{T}.Copy"/>
    public DimensionColumn Copy() => new(new(_numbers, StringComparer.Ordinal), [.. _values], _rows.Copy());

    public void GrowTo(int count) => _rows.GrowTo(count);

    public void Set(int row, string? value)
    {
        if (value is null)
        {
            _rows[row] = 0;
            return;
        }

        if (!_numbers.TryGetValue(value, out var number))
        {
            if (_values.Count > MostValues)
                throw new InvalidOperationException($"A dimension has at most {MostValues} values.");
            number = (ushort)_values.Count;
            _numbers.Add(value, number);
            _values.Add(value);
        }

        _rows[row] = number;
    }
}
