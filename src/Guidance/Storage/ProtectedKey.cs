using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Palveluohjaus.Guidance.Storage;

/// <summary>A random key in a file of its own, itself encrypted with Data Protection.</summary>
internal static class ProtectedKey
{
    private const int KeyLength = 32;
    private const int AttemptsAtMost = 500;
    private static readonly TimeSpan PauseBetweenAttempts = TimeSpan.FromMilliseconds(20);

    /// <summary>Reads the key, or makes it on the first use.</summary>
    /// <exception cref="CryptographicException">The key file was made with other Data Protection keys than these.</exception>
    public static byte[] ReadOrMake(IDataProtectionProvider dataProtection, string purpose, string path)
    {
        var protector = dataProtection.CreateProtector(purpose);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (!File.Exists(path))
        {
            // Two processes may start at once. Not every file system can rename without replacing, so they take turns.
            using var turn = TakeTurn($"{path}.lock");
            if (!File.Exists(path))
                Make(protector, path);
        }

        return protector.Unprotect(File.ReadAllBytes(path));
    }

    private static void Make(IDataProtector protector, string path)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}";
        using (var file = new FileStream(temporary, FileMode.CreateNew))
        {
            // What is sealed with the key survives a power cut, so the key must.
            file.Write(protector.Protect(RandomNumberGenerator.GetBytes(KeyLength)));
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path);
    }

    /// <summary>The file is kept: were it deleted, one who waits and one who comes later could each hold a lock of their own.</summary>
    private static FileStream TakeTurn(string path)
    {
        using var pause = new ManualResetEventSlim();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (attempt < AttemptsAtMost)
            {
                pause.Wait(PauseBetweenAttempts);
            }
        }
    }
}
