using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Audit;

/// <summary>The key of the audit's chains, and how many chains the database has. One for a process; see docs/adr/0007-audit-chain.md.</summary>
public sealed class AuditSeal
{
    private const string KeyFileName = "audit-chain.key";
    private readonly byte[] _key;

    private AuditSeal(byte[] key, int chains)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(chains, 1);
        _key = key;
        Chains = chains;
    }

    /// <summary>How many transactions can write the audit at once. One for a database that has one writer at a time.</summary>
    public int Chains { get; }

    /// <summary>Opens the key that lies, itself encrypted, in <paramref name="keyDirectory"/>; makes it on the first use.</summary>
    /// <exception cref="CryptographicException">The key file was made with other Data Protection keys than these.</exception>
    public static AuditSeal Open(IDataProtectionProvider dataProtection, string keyDirectory, int chains = 1) =>
        new(ProtectedKey.ReadOrMake(dataProtection, "Palveluohjaus.AuditChainKey", Path.Combine(keyDirectory, KeyFileName)), chains);

    /// <summary>For databases that do not outlive their process.</summary>
    public static AuditSeal WithNewKey(int chains = 1) => new(RandomNumberGenerator.GetBytes(AuditEntry.MacLength), chains);

    internal AuditStamp CreateStamp() => new(_key);

    internal int PickChain() => Chains == 1 ? 0 : RandomNumberGenerator.GetInt32(Chains);
}
