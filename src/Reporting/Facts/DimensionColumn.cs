namespace Palveluohjaus.Reporting.Facts;

/// <summary>One dimension of many rows: a small number a row, and what each number stands for. Number 0 is "not known".</summary>
public sealed class DimensionColumn
{
    private const int MostValues = ushort.MaxValue;
    private readonly Dictionary<string, ushort> _numbers = new(StringComparer.Ordinal);
    private readonly List<string?> _values = [null];
    private readonly List<ushort> _rows;

    public DimensionColumn(int expectedRows) => _rows = new List<ushort>(expectedRows);

    /// <summary>How many different values there are, "not known" included.</summary>
    public int ValueCount => _values.Count;

    public ushort this[int row] => _rows[row];

    /// <summary>Every value some row has, "not known" apart.</summary>
    public IEnumerable<string> Values => _numbers.Keys;

    public string? ValueOf(int number) => _values[number];

    /// <summary>The number of a value, or null when no row has it.</summary>
    public ushort? NumberOf(string value) => _numbers.TryGetValue(value, out var number) ? number : null;

    public void Add(string? value)
    {
        if (value is null)
        {
            _rows.Add(0);
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

        _rows.Add(number);
    }
}
