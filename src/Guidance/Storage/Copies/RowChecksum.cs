using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Palveluohjaus.Guidance.Storage.Copies;

/// <summary>
/// Adds up a digest of every row of a table: the same rows in another order, or out of another database, give the same sum. Digests are of the model's values; how a
/// database writes them is its own affair.
/// </summary>
internal sealed class RowChecksum
{
    private const byte Missing = 0;
    private const byte There = 1;

    private readonly ArrayBufferWriter<byte> _row = new(1024);
    private UInt128 _sum;
    private long _rows;

    public TableContent Content => new(_rows, _sum);

    public void AddMissing() => Mark(Missing);

    public void Add(long value)
    {
        Mark(There);
        BinaryPrimitives.WriteInt64LittleEndian(_row.GetSpan(sizeof(long)), value);
        _row.Advance(sizeof(long));
    }

    /// <summary>By its bits: a number that was stored is the number that is read.</summary>
    public void Add(double value) => Add(BitConverter.DoubleToInt64Bits(value));

    /// <summary>To the microsecond, as instants are kept.</summary>
    public void Add(DateTime value) => Add(value.Ticks / TimeSpan.TicksPerMicrosecond);

    public void Add(Guid value)
    {
        const int IdLength = 16;
        Mark(There);
        value.TryWriteBytes(_row.GetSpan(IdLength));
        _row.Advance(IdLength);
    }

    public void Add(string value)
    {
        Add(Encoding.UTF8.GetByteCount(value));
        Encoding.UTF8.GetBytes(value, _row);
    }

    public void Add(byte[] value)
    {
        Add(value.Length);
        _row.Write(value);
    }

    public void EndRow()
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(_row.WrittenSpan, digest);
        _sum += BinaryPrimitives.ReadUInt128LittleEndian(digest);
        _rows++;
        _row.ResetWrittenCount();
    }

    private void Mark(byte sign)
    {
        _row.GetSpan(1)[0] = sign;
        _row.Advance(1);
    }
}

/// <param name="Rows">How many a table has.</param>
/// <param name="Sum">Of the digests of all its rows.</param>
internal readonly record struct TableContent(long Rows, UInt128 Sum);
