namespace Palveluohjaus.Guidance.Storage.Backups;

/// <summary>The backups that lie in a folder.</summary>
public static class StoredBackups
{
    /// <returns>Newest first; empty when there is no such folder.</returns>
    public static IReadOnlyList<StoredBackup> Find(string folder) =>
        [.. FindPaths(folder).Reverse().Select(each => new StoredBackup(each.Value, each.Key, ReadContent(each.Value)))];

    /// <summary>By the moment they were made, oldest first.</summary>
    internal static SortedDictionary<DateTime, string> FindPaths(string folder)
    {
        var paths = new SortedDictionary<DateTime, string>();
        if (!Directory.Exists(folder))
            return paths;
        foreach (var path in Directory.EnumerateDirectories(folder))
        {
            if (BackupName.Parse(Path.GetFileName(path)) is { } madeAtUtc)
                paths[madeAtUtc] = path;
        }

        return paths;
    }

    /// <summary>For the user who runs the product and nobody else: names and notes lie there.</summary>
    internal static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static BackupContent? ReadContent(string path)
    {
        try
        {
            return BackupContent.Read(path);
        }
        catch (BackupRefusedException)
        {
            return null;
        }
    }
}
