using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace Palveluohjaus.Guidance.Storage.Keys;

/// <summary>The product's own keys: of identity codes, of pseudonyms and of the audit. Each is random, made on its first use and encrypted with Data Protection.</summary>
public abstract class ProductKeys(IDataProtectionProvider dataProtection)
{
    private const int KeyLength = 32;

    /// <summary>What the keys themselves are encrypted with.</summary>
    public IDataProtectionProvider DataProtection => dataProtection;

    /// <summary>Each in a file of a directory, outside the embedded database and its backups.</summary>
    public static ProductKeys InFiles(IDataProtectionProvider dataProtection, string directory) => new KeyFiles(dataProtection, directory);

    /// <summary>Each a row of the server's database, for all nodes.</summary>
    public static ProductKeys InDatabase(IDataProtectionProvider dataProtection, IServiceScopeFactory scopes) => new KeyRows(dataProtection, scopes);

    /// <summary>Reads the key, or makes it on the first use.</summary>
    /// <exception cref="CryptographicException">The key was made with other Data Protection keys than these.</exception>
    internal byte[] ReadOrMake(string purpose, string name)
    {
        var protector = dataProtection.CreateProtector(purpose);
        return protector.Unprotect(ReadOrStore(name, () => protector.Protect(RandomNumberGenerator.GetBytes(KeyLength))));
    }

    /// <summary>Of several who ask for a new key at once, all get the same one.</summary>
    /// <param name="name">Which key.</param>
    /// <param name="make">Makes an encrypted key.</param>
    /// <returns>The encrypted key.</returns>
    protected abstract byte[] ReadOrStore(string name, Func<byte[]> make);
}
