namespace Palveluohjaus.Reporting.Facts;

/// <summary>One dimension of many rows: a small number a row, and what each number stands for. Number 0 is "not known". A byte a row holds most dimensions; beyond that, two.</summary>
public sealed class DimensionColumn : IColumn
{
    private const int MostValues = ushort.MaxValue;
    private readonly Dictionary<string, ushort> _numbers;
    private readonly List<string?> _values;
    private Column<byte>? _narrow;
    private Column<ushort>? _wide;

    public DimensionColumn()
        : this(new(StringComparer.Ordinal), [null], new(), null)
    {
    }

    private DimensionColumn(Dictionary<string, ushort> numbers, List<string?> values, Column<byte>? narrow, Column<ushort>? wide) =>
        (_numbers, _values, _narrow, _wide) = (numbers, values, narrow, wide);

    /// <summary>How many different values there are, "not known" included.</summary>
    public int ValueCount => _values.Count;

    public ushort this[int row] => _narrow is { } narrow ? narrow[row] : _wide![row];

    /// <summary>Every value some row has had, "not known" apart.</summary>
    public IEnumerable<string> Values => _numbers.Keys;

    public string? ValueOf(int number) => _values[number];

    /// <summary>The number of a value, or null when no row has had it.</summary>
    public ushort? NumberOf(string value) => _numbers.TryGetValue(value, out var number) ? number : null;

    /// <inheritdoc cref="Column{T}.Copy"/>
    public DimensionColumn Copy() => new(new(_numbers, StringComparer.Ordinal), [.. _values], _narrow?.Copy(), _wide?.Copy());

    public void GrowTo(int count)
    {
        _narrow?.GrowTo(count);
        _wide?.GrowTo(count);
    }

    public void Set(int row, string? value)
    {
        if (value is null)
        {
            Place(row, 0);
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

        Place(row, number);
    }

    private void Place(int row, ushort number)
    {
        if (_narrow is not null && number > byte.MaxValue)
            Widen(_narrow);
        if (_narrow is { } narrow)
            narrow[row] = (byte)number;
        else
            _wide![row] = number;
    }

    private void Widen(Column<byte> narrow)
    {
        (_narrow, _wide) = (null, new Column<ushort>());
        _wide.GrowTo(narrow.Count);
        for (var row = 0; row < narrow.Count; row++)
            _wide[row] = narrow[row];
    }
}
