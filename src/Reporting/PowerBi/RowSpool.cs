using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace Palveluohjaus.Reporting.PowerBi;

/// <summary>
/// The rows of one table as they are to be sent, in a file of the machine's temporary folder. Figures take minutes to work out, and whether they have changed is
/// known only when the last of them is: they are written down meanwhile, so that nothing is worked out twice and none are held in memory.
/// </summary>
/// <remarks>What is written down is what goes to Power BI: figures that may be shown. The file is gone with the object, and with a process that is killed.</remarks>
internal sealed class RowSpool : IDisposable
{
    /// <summary>Learn, "Push semantic model limitations".</summary>
    private const int MostLetters = 4_000;

    /// <summary>Rows of the table altogether that have no place in a dataset with more.</summary>
    private const long MostRows = 5_000_000;

    private readonly ModelTable _table;
    private readonly FileStream _file;

    private RowSpool(ModelTable table)
    {
        _table = table;
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.Delete, Options = FileOptions.DeleteOnClose };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        _file = new FileStream(Path.Combine(Path.GetTempPath(), $"palveluohjaus-{Guid.NewGuid():N}.rows"), options);

        // Its name is not needed any more; Windows takes it away by itself, also when the process is killed.
        if (!OperatingSystem.IsWindows())
            File.Delete(_file.Name);
    }

    /// <summary>The hash of all rows in their order.</summary>
    public string Hash { get; private set; } = string.Empty;

    public long Count { get; private set; }

    /// <param name="table">Whose rows.</param>
    /// <param name="rows">Read once.</param>
    /// <param name="read">Told of each.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="PowerBiFaultException">There are more than a dataset holds.</exception>
    public static RowSpool Write(ModelTable table, IEnumerable<object?[]> rows, Action read, CancellationToken cancellationToken)
    {
        var spool = new RowSpool(table);
        try
        {
            spool.Write(rows, read, cancellationToken);
            return spool;
        }
        catch
        {
            spool.Dispose();
            throw;
        }
    }

    /// <summary>From the first, each as one JSON object in UTF-8; good until the next is asked for.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Read()
    {
        _file.Position = 0;
        var (length, row) = (new byte[sizeof(int)], new byte[1024]);
        for (var left = Count; left > 0; left--)
        {
            _file.ReadExactly(length);
            var bytes = BinaryPrimitives.ReadInt32LittleEndian(length);
            if (row.Length < bytes)
                row = new byte[bytes];
            _file.ReadExactly(row, 0, bytes);
            yield return row.AsMemory(0, bytes);
        }
    }

    public void Dispose() => _file.Dispose();

    private void Write(IEnumerable<object?[]> rows, Action read, CancellationToken cancellationToken)
    {
        JsonEncodedText[] names = [.. _table.Columns.Select(column => JsonEncodedText.Encode(column.Name))];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        var length = new byte[sizeof(int)];
        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (++Count > MostRows)
                throw new PowerBiFaultException(PowerBiFault.TooMuch);
            if (row.Length != names.Length)
                throw new ArgumentException($"A row of {_table.Name} has {row.Length} values, and the table {names.Length} columns.", nameof(rows));
            buffer.ResetWrittenCount();
            json.Reset();
            json.WriteStartObject();
            for (var place = 0; place < row.Length; place++)
                Write(json, names[place], row[place], place);
            json.WriteEndObject();
            json.Flush();
            hash.AppendData(buffer.WrittenSpan);
            BinaryPrimitives.WriteInt32LittleEndian(length, buffer.WrittenCount);
            _file.Write(length);
            _file.Write(buffer.WrittenSpan);
            read();
        }

        Hash = Convert.ToHexString(hash.GetHashAndReset());
    }

    private void Write(Utf8JsonWriter json, JsonEncodedText name, object? value, int place)
    {
        switch (value, _table.Columns[place].DataType)
        {
            // What is not said is blank.
            case (null, _):
                break;
            case (string text, ModelDataType.String) when text.Length <= MostLetters:
                json.WriteString(name, text);
                break;
            case (long number, ModelDataType.Int64):
                json.WriteNumber(name, number);
                break;
            case (double number, ModelDataType.Double) when double.IsFinite(number):
                json.WriteNumber(name, number);
                break;
            case (bool yes, ModelDataType.Boolean):
                json.WriteBoolean(name, yes);
                break;
            case (DateTime { Kind: DateTimeKind.Utc } at, ModelDataType.DateTime):
                json.WriteString(name, at.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
                break;
            default:
                throw new ArgumentException($"{_table.Name}[{_table.Columns[place].Name}] is {_table.Columns[place].DataType} and does not take what a row has there.");
        }
    }
}
