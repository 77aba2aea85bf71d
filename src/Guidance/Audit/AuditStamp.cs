using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Palveluohjaus.Guidance.Audit;

/// <summary>Computes the keyed hashes of entries and heads. Not for two threads at once.</summary>
/// <remarks>
/// Every field is written with its length or a sign that it is missing, so that no two contents give the same bytes. A change here makes
/// every stored chain unverifiable.
/// </remarks>
internal sealed class AuditStamp(byte[] key) : IDisposable
{
    private const byte EntrySign = 1;
    private const byte HeadSign = 2;
    private const int Missing = -1;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
    private readonly ArrayBufferWriter<byte> _bytes = new(1024);

    public byte[] OfEntry(in AuditFields entry, ReadOnlySpan<byte> previousMac)
    {
        Begin(EntrySign);
        WriteLong(entry.Sequence);

        // Not every database keeps more than microseconds.
        WriteLong(entry.AtUtc.Ticks / TimeSpan.TicksPerMicrosecond);
        WriteText(entry.Actor);
        WriteId(entry.WorkerId);
        WriteId(entry.UnitId);
        WriteText(entry.Action);
        WriteText(entry.Subject);
        WriteId(entry.SubjectId);
        WriteId(entry.ClientId);
        WriteId(entry.CaseId);
        WriteId(entry.ContactId);
        WriteText(entry.Reason);
        WriteBytes(previousMac);
        return End();
    }

    public byte[] OfHead(int chainId, long entries, ReadOnlySpan<byte> lastMac)
    {
        Begin(HeadSign);
        WriteLong(chainId);
        WriteLong(entries);
        WriteBytes(lastMac);
        return End();
    }

    public bool IsOf(AuditChainHead head) =>
        CryptographicOperations.FixedTimeEquals(OfHead(head.ChainId, head.Entries, head.LastMac), head.Mac);

    public void Dispose() => _hash.Dispose();

    private void Begin(byte sign)
    {
        _bytes.ResetWrittenCount();
        _bytes.GetSpan(1)[0] = sign;
        _bytes.Advance(1);
    }

    private byte[] End()
    {
        _hash.AppendData(_bytes.WrittenSpan);
        return _hash.GetHashAndReset();
    }

    private void WriteLong(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_bytes.GetSpan(sizeof(long)), value);
        _bytes.Advance(sizeof(long));
    }

    private void WriteLength(int length)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.GetSpan(sizeof(int)), length);
        _bytes.Advance(sizeof(int));
    }

    private void WriteBytes(ReadOnlySpan<byte> value)
    {
        WriteLength(value.Length);
        _bytes.Write(value);
    }

    private void WriteText(string? value)
    {
        if (value is null)
        {
            WriteLength(Missing);
            return;
        }

        WriteLength(Encoding.UTF8.GetByteCount(value));
        Encoding.UTF8.GetBytes(value, _bytes);
    }

    private void WriteId(Guid? value)
    {
        const int IdLength = 16;
        if (value is not { } id)
        {
            WriteLength(Missing);
            return;
        }

        WriteLength(IdLength);
        id.TryWriteBytes(_bytes.GetSpan(IdLength));
        _bytes.Advance(IdLength);
    }
}

/// <summary>An entry's fields as they stand in the database: an altered one need not be an entry that could be made.</summary>
internal readonly record struct AuditFields
{
    public required long Sequence { get; init; }
    public required DateTime AtUtc { get; init; }
    public required string Actor { get; init; }
    public required Guid? WorkerId { get; init; }
    public required Guid? UnitId { get; init; }
    public required string Action { get; init; }
    public required string Subject { get; init; }
    public required Guid? SubjectId { get; init; }
    public required Guid? ClientId { get; init; }
    public required Guid? CaseId { get; init; }
    public required Guid? ContactId { get; init; }
    public required string? Reason { get; init; }

    public static AuditFields Of(AuditEntry entry, AuditPlace place) => new()
    {
        Sequence = place.Sequence,
        AtUtc = entry.AtUtc,
        Actor = entry.Actor,
        WorkerId = entry.WorkerId,
        UnitId = entry.UnitId,
        Action = entry.Action.ToString(),
        Subject = entry.Subject,
        SubjectId = entry.SubjectId,
        ClientId = entry.ClientId,
        CaseId = entry.CaseId,
        ContactId = entry.ContactId,
        Reason = entry.Reason,
    };
}
