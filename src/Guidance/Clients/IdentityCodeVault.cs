using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace Palveluohjaus.Guidance.Clients;

/// <summary>
/// Personal identity codes at rest: encrypted with Data Protection, and a keyed hash beside it for look-up.
/// A plain hash would not do: all codes of a century can be tried in minutes.
/// </summary>
public sealed class IdentityCodeVault
{
    private const string LookupKeyFileName = "identity-code-lookup.key";
    private const int LookupKeyLength = 32;
    private readonly IDataProtector _protector;
    private readonly byte[] _lookupKey;

    private IdentityCodeVault(IDataProtector protector, byte[] lookupKey) => (_protector, _lookupKey) = (protector, lookupKey);

    /// <summary>Opens the vault whose look-up key lies, itself encrypted, in <paramref name="keyDirectory"/>; makes the key on the first use.</summary>
    /// <exception cref="CryptographicException">The key file was made with other Data Protection keys than these.</exception>
    public static IdentityCodeVault Open(IDataProtectionProvider dataProtection, string keyDirectory)
    {
        var keyProtector = dataProtection.CreateProtector("Palveluohjaus.IdentityCodeLookupKey");
        var path = Path.Combine(keyDirectory, LookupKeyFileName);
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(keyDirectory);
            var temporary = $"{path}.{Guid.NewGuid():N}";
            File.WriteAllBytes(temporary, keyProtector.Protect(RandomNumberGenerator.GetBytes(LookupKeyLength)));
            try
            {
                // Two processes may start at once: the first one's key holds, or codes stored by the other could not be found again.
                File.Move(temporary, path, overwrite: false);
            }
            catch (IOException) when (File.Exists(path))
            {
                File.Delete(temporary);
            }
        }

        return new IdentityCodeVault(dataProtection.CreateProtector("Palveluohjaus.IdentityCode"), keyProtector.Unprotect(File.ReadAllBytes(path)));
    }

    public string Protect(PersonalIdentityCode code) => _protector.Protect(code.Value);

    public string Unprotect(string protectedCode) => _protector.Unprotect(protectedCode);

    public string Lookup(PersonalIdentityCode code) =>
        Convert.ToBase64String(HMACSHA256.HashData(_lookupKey, Encoding.ASCII.GetBytes(code.Value)));
}
