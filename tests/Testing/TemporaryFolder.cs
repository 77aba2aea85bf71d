using Microsoft.Data.Sqlite;

namespace Palveluohjaus.Testing;

/// <summary>A folder of a test's own, open to the unprivileged user that servers run as, and gone afterwards.</summary>
public sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("palveluohjaus-");

    public TemporaryFolder()
    {
        if (!OperatingSystem.IsWindows())
        {
            const UnixFileMode Everyone = (UnixFileMode)0b111_111_111;
            File.SetUnixFileMode(_folder.FullName, Everyone);
        }
    }

    public string FullName => _folder.FullName;

    public string Of(string name) => Path.Combine(_folder.FullName, name);

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }
}
