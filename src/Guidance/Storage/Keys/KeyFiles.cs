using Microsoft.AspNetCore.DataProtection;

namespace Palveluohjaus.Guidance.Storage.Keys;

/// <summary>Keys in files of their own.</summary>
internal sealed class KeyFiles(IDataProtectionProvider dataProtection, string directory) : ProductKeys(dataProtection)
{
    private const int AttemptsAtMost = 500;
    private static readonly TimeSpan PauseBetweenAttempts = TimeSpan.FromMilliseconds(20);

    protected override byte[] ReadOrStore(string name, Func<byte[]> make)
    {
        var path = Path.Combine(directory, name);
        Directory.CreateDirectory(directory);
        if (!File.Exists(path))
        {
            // Two processes may start at once. Not every file system can rename without replacing, so they take turns.
            using var turn = TakeTurn($"{path}.lock");
            if (!File.Exists(path))
                Store(path, make());
        }

        return File.ReadAllBytes(path);
    }

    private static void Store(string path, byte[] key)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}";
        using (var file = new FileStream(temporary, FileMode.CreateNew))
        {
            // What is sealed with the key survives a power cut, so the key must.
            file.Write(key);
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
