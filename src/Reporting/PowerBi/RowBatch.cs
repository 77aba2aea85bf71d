using System.Buffers;

namespace Palveluohjaus.Reporting.PowerBi;

/// <summary>
/// Rows of one table as a <c>PostRowsRequest</c>, one batch at a time. A batch is kept whole until the service has taken it, since one that came too soon is sent
/// again; its memory is used for the next.
/// </summary>
internal sealed class RowBatch
{
    private readonly ArrayBufferWriter<byte> _batch = new();

    public int Count { get; private set; }

    /// <param name="row">One JSON object, in UTF-8.</param>
    public void Add(ReadOnlyMemory<byte> row)
    {
        _batch.Write(Count++ == 0 ? "{\"rows\":["u8 : ","u8);
        _batch.Write(row.Span);
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
}
