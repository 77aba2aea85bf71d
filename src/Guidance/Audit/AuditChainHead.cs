namespace Palveluohjaus.Guidance.Audit;

/// <summary>How far a chain reaches: without it, removing the newest entries would leave a whole chain.</summary>
public sealed class AuditChainHead
{
    public required int ChainId { get; init; }
    public long Entries { get; private set; }

    /// <summary>The hash of the last entry; zeros before the first.</summary>
    public byte[] LastMac { get; private set; } = new byte[AuditEntry.MacLength];

    /// <summary>The keyed hash over all of the above: whoever removes entries cannot write the head that would hide it.</summary>
    public byte[] Mac { get; private set; } = [];

    internal void Seal(long entries, byte[] lastMac, AuditStamp stamp)
    {
        Entries = entries;
        LastMac = lastMac;
        Mac = stamp.OfHead(ChainId, entries, lastMac);
    }
}
