using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace Palveluohjaus.Reporting.PowerBi;

/// <summary>
/// Rows of one table as a <c>PostRowsRequest</c>, one batch at a time, and the hash of all rows that went through. A batch is kept whole until the service has
/// taken it, since one that came too soon is sent again; its memory is used for the next.
/// </summary>
internal sealed class RowBatch : IDisposable
{
    /// <summary>Learn, "Push semantic model limitations".</summary>
    private const int MostLetters = 4_000;

    private readonly ModelTable _table;
    private readonly JsonEncodedText[] _names;
    private readonly ArrayBufferWriter<byte> _row = new();
    private readonly ArrayBufferWriter<byte> _batch = new();
    private readonly Utf8JsonWriter _json;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public RowBatch(ModelTable table)
    {
        _table = table;
        _names = [.. table.Columns.Select(column => JsonEncodedText.Encode(column.Name))];
        _json = new Utf8JsonWriter(_row);
    }

    public int Count { get; private set; }

    /// <summary>Rows of the table altogether that have no place in a dataset with more.</summary>
    public const long MostRows = 5_000_000;

    /// <summary>The hash of a table's rows, without keeping any.</summary>
    public static string HashOf(ModelTable table, IEnumerable<object?[]> rows, CancellationToken cancellationToken)
    {
        using var batch = new RowBatch(table);
        var count = 0L;
        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (++count > MostRows)
                throw new PowerBiFaultException(PowerBiFault.TooMuch);
            batch.Pass(row);
        }

        return batch.EndHash();
    }

    /// <summary>Counts a row in the hash only: the service has it.</summary>
    public void Pass(object?[] row) => Write(row);

    public void Add(object?[] row)
    {
        Write(row);
        _batch.Write(Count++ == 0 ? "{\"rows\":["u8 : ","u8);
        _batch.Write(_row.WrittenSpan);
    }

    /// <returns>The body. It is good until the next row is added after <see cref="Clear"/>.</returns>
    public ReadOnlyMemory<byte> End()
    {
        _batch.Write("]}"u8);
        return _batch.WrittenMemory;
    }

    public void Clear()
    {
        _batch.ResetWrittenCount();
        Count = 0;
    }

    public string EndHash() => Convert.ToHexString(_hash.GetHashAndReset());

    public void Dispose()
    {
        _json.Dispose();
        _hash.Dispose();
    }

    private void Write(object?[] row)
    {
        if (row.Length != _names.Length)
            throw new ArgumentException($"A row of {_table.Name} has {row.Length} values, and the table {_names.Length} columns.", nameof(row));
        _row.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartObject();
        for (var place = 0; place < row.Length; place++)
            Write(_names[place], row[place], place);
        _json.WriteEndObject();
        _json.Flush();
        _hash.AppendData(_row.WrittenSpan);
    }

    private void Write(JsonEncodedText name, object? value, int place)
    {
        switch (value, _table.Columns[place].DataType)
        {
            // What is not said is blank.
            case (null, _):
                break;
            case (string text, ModelDataType.String) when text.Length <= MostLetters:
                _json.WriteString(name, text);
                break;
            case (long number, ModelDataType.Int64):
                _json.WriteNumber(name, number);
                break;
            case (double number, ModelDataType.Double) when double.IsFinite(number):
                _json.WriteNumber(name, number);
                break;
            case (bool yes, ModelDataType.Boolean):
                _json.WriteBoolean(name, yes);
                break;
            case (DateTime { Kind: DateTimeKind.Utc } at, ModelDataType.DateTime):
                _json.WriteString(name, at.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
                break;
            default:
                throw new ArgumentException($"{_table.Name}[{_table.Columns[place].Name}] is {_table.Columns[place].DataType} and does not take what a row has there.");
        }
    }
}
