using System.Security.Cryptography;
using Palveluohjaus.Guidance.Storage.Keys;

namespace Palveluohjaus.Guidance.Audit;

/// <summary>The key of the audit's chains, and how many chains the database has. One for a process; see docs/adr/0007-audit-chain.md.</summary>
public sealed class AuditSeal
{
    private const string KeyName = "audit-chain.key";
    private readonly byte[] _key;

    private AuditSeal(byte[] key, int chains)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(chains, 1);
        _key = key;
        Chains = chains;
    }

    /// <summary>How many transactions can write the audit at once. One for a database that has one writer at a time.</summary>
    public int Chains { get; }

    /// <summary>Opens the audit's key; makes it on the first use.</summary>
    /// <exception cref="CryptographicException">The key was made with other Data Protection keys than these.</exception>
    public static AuditSeal Open(ProductKeys keys, int chains = 1) =>
        new(keys.ReadOrMake("Palveluohjaus.AuditChainKey", KeyName), chains);

    /// <summary>For databases that do not outlive their process.</summary>
    public static AuditSeal WithNewKey(int chains = 1) => new(RandomNumberGenerator.GetBytes(AuditEntry.MacLength), chains);

    internal AuditStamp CreateStamp() => new(_key);

    internal int PickChain() => Chains == 1 ? 0 : RandomNumberGenerator.GetInt32(Chains);
}
