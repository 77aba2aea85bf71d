using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Palveluohjaus.Guidance.Storage;

/// <summary>A random key in a file of its own, itself encrypted with Data Protection.</summary>
internal static class ProtectedKey
{
    private const int KeyLength = 32;

    /// <summary>Reads the key, or makes it on the first use.</summary>
    /// <exception cref="CryptographicException">The key file was made with other Data Protection keys than these.</exception>
    public static byte[] ReadOrMake(IDataProtectionProvider dataProtection, string purpose, string path)
    {
        var protector = dataProtection.CreateProtector(purpose);
        if (!File.Exists(path))
            Make(protector, path);
        return protector.Unprotect(File.ReadAllBytes(path));
    }

    private static void Make(IDataProtector protector, string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = $"{path}.{Guid.NewGuid():N}";
        using (var file = new FileStream(temporary, FileMode.CreateNew))
        {
            // What is sealed with the key survives a power cut, so the key must.
            file.Write(protector.Protect(RandomNumberGenerator.GetBytes(KeyLength)));
            file.Flush(flushToDisk: true);
        }

        try
        {
            // Two processes may start at once: the first one's key holds.
            File.Move(temporary, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(temporary);
        }
    }
}
