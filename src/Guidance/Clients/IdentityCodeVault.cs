using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Palveluohjaus.Guidance.Storage.Keys;

namespace Palveluohjaus.Guidance.Clients;

/// <summary>
/// Personal identity codes at rest: encrypted with Data Protection, and a keyed hash beside it for look-up.
/// A plain hash would not do: all codes of a century can be tried in minutes.
/// </summary>
public sealed class IdentityCodeVault
{
    private const string LookupKeyName = "identity-code-lookup.key";
    private readonly IDataProtector _protector;
    private readonly byte[] _lookupKey;

    private IdentityCodeVault(IDataProtector protector, byte[] lookupKey) => (_protector, _lookupKey) = (protector, lookupKey);

    /// <summary>Opens the vault; makes its look-up key on the first use.</summary>
    /// <exception cref="CryptographicException">The key was made with other Data Protection keys than these.</exception>
    public static IdentityCodeVault Open(ProductKeys keys)
    {
        var lookupKey = keys.ReadOrMake("Palveluohjaus.IdentityCodeLookupKey", LookupKeyName);
        return new IdentityCodeVault(keys.DataProtection.CreateProtector("Palveluohjaus.IdentityCode"), lookupKey);
    }

    public string Protect(PersonalIdentityCode code) => _protector.Protect(code.Value);

    public string Unprotect(string protectedCode) => _protector.Unprotect(protectedCode);

    public string Lookup(PersonalIdentityCode code) =>
        Convert.ToBase64String(HMACSHA256.HashData(_lookupKey, Encoding.ASCII.GetBytes(code.Value)));

    /// <summary>A keyed digest of what holds identity codes among other things, for the same reason: of a plain one, whoever knows the rest could try the codes.</summary>
    /// <param name="content">More than a code alone, so that no digest is a code's <see cref="Lookup"/>.</param>
    public string Digest(ReadOnlySpan<byte> content) => Convert.ToBase64String(HMACSHA256.HashData(_lookupKey, content));
}
