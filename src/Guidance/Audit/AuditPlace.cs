using System.Globalization;

namespace Palveluohjaus.Guidance.Audit;

/// <summary>Where an audit entry stands: in which chain, and which it is there, from 1 on.</summary>
public readonly record struct AuditPlace(int Chain, long Number)
{
    /// <summary>Each chain has a range of keys of its own, so that its entries lie beside each other and one scan reads them in order.</summary>
    private const long KeysPerChain = 1_000_000_000_000_000;

    public long Sequence => (Chain * KeysPerChain) + Number;

    /// <summary>A chain's first entry, whether there is one or not.</summary>
    public static AuditPlace FirstOf(int chain) => new(chain, 1);

    /// <returns>Chain −1 for a key that no entry of ours has.</returns>
    public static AuditPlace Of(long sequence) => sequence < 1
        ? new AuditPlace(-1, sequence)
        : new AuditPlace((int)((sequence - 1) / KeysPerChain), ((sequence - 1) % KeysPerChain) + 1);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"chain {Chain}, entry {Number}");
}
