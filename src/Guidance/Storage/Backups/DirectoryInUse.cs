namespace Palveluohjaus.Guidance.Storage.Backups;

/// <summary>
/// Says that a process works on a data directory, for as long as it lives: any number of servers and commands at once, but none while its databases are
/// replaced. The lock is the operating system's and ends with its process, however that ends.
/// </summary>
public sealed class DirectoryInUse : IDisposable
{
    public const string FileName = "in-use.lock";
    private readonly FileStream _lock;

    private DirectoryInUse(FileStream held) => _lock = held;

    /// <exception cref="BackupRefusedException">The databases are being replaced just now.</exception>
    public static DirectoryInUse Share(string dataDirectory)
    {
        var path = Path.Combine(dataDirectory, FileName);
        try
        {
            return new DirectoryInUse(new FileStream(path, FileMode.OpenOrCreate, FileAccess.Read, FileShare.Read));
        }
        catch (IOException) when (File.Exists(path))
        {
            throw new BackupRefusedException("A backup is being restored into this data directory. Try again when that is done.");
        }
    }

    /// <returns>Null when any process works on the directory.</returns>
    public static IDisposable? TakeAlone(string dataDirectory)
    {
        var path = Path.Combine(dataDirectory, FileName);
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    public void Dispose() => _lock.Dispose();
}
