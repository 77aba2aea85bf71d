using System.Text;

namespace Palveluohjaus.Segmentation.Registry;

/// <summary>Writes that are either there whole or not at all, even when the process or the machine stops in the middle.</summary>
internal static class RegistryFiles
{
    /// <summary>Folders and files that begin so are work under way, or what a killed process left of it.</summary>
    public const string UnderWayPrefix = ".under-way-";

    private const string LockName = ".lock";
    private const int LockAttempts = 300;
    private static readonly TimeSpan LockInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits until no other process or thread changes the registry. The lock dies with its process.</summary>
    /// <exception cref="IOException">Another one held it for half a minute.</exception>
    public static async Task<IDisposable> LockAsync(string root, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(root);
        var path = Path.Combine(root, LockName);
        for (var left = LockAttempts; ; left--)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
            }
            catch (IOException) when (left > 0)
            {
                await Task.Delay(LockInterval, cancellationToken);
            }
            catch (IOException exception)
            {
                throw new IOException($"{path}: another process has been changing the registry for {LockAttempts * LockInterval.TotalSeconds} seconds. Try again when it is done.", exception);
            }
        }
    }

    /// <summary>Refuses a folder that cannot be written to, or, where it does not exist yet, cannot be made.</summary>
    /// <exception cref="IOException">A file stands in the way, or the disk cannot be written to.</exception>
    /// <exception cref="UnauthorizedAccessException">This account may not write there.</exception>
    public static void RequireWritable(string folder)
    {
        var there = Path.GetFullPath(folder);
        while (!Path.Exists(there) && Path.GetDirectoryName(there) is { } parent)
            there = parent;
        if (!Directory.Exists(there))
            throw new IOException($"{folder}: models cannot be kept there, because {there} is no folder.");

        // Rights alone do not tell: the disk may be read-only, or another's.
        var probe = Path.Combine(there, UnderWayPrefix + Path.GetRandomFileName());
        using (new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose))
        {
        }
    }

    /// <summary>Makes a folder of files appear at once. The caller holds the lock.</summary>
    /// <exception cref="IOException">A folder of that name is there already.</exception>
    public static void WriteFolder(string folder, IEnumerable<KeyValuePair<string, byte[]>> files)
    {
        var parent = Path.GetDirectoryName(folder)!;
        var underWay = Path.Combine(parent, UnderWayPrefix + Path.GetFileName(folder));
        Directory.CreateDirectory(underWay);
        foreach (var (name, bytes) in files)
            WriteThrough(Path.Combine(underWay, name), bytes);
        Directory.Move(underWay, folder);
    }

    /// <summary>Puts a small file in the place of another at once. The caller holds the lock.</summary>
    public static void Replace(string path, string text)
    {
        var underWay = Path.Combine(Path.GetDirectoryName(path)!, UnderWayPrefix + Path.GetFileName(path));
        WriteThrough(underWay, Encoding.UTF8.GetBytes(text));
        File.Move(underWay, path, overwrite: true);
    }

    /// <summary>Removes what a killed process left. The caller holds the lock, so nobody's work is under way.</summary>
    public static void CleanUp(string collection)
    {
        foreach (var left in Directory.EnumerateDirectories(collection, UnderWayPrefix + "*").ToList())
            Directory.Delete(left, recursive: true);
        foreach (var left in Directory.EnumerateFiles(collection, UnderWayPrefix + "*").ToList())
            File.Delete(left);
    }

    /// <summary>Reads a file that has at most so many bytes.</summary>
    public static byte[] ReadBounded(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.SequentialScan);
        ModelFile.RequireSize(stream.Length, path);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static void WriteThrough(string path, byte[] bytes)
    {
        using var stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None);
        stream.Write(bytes);
        stream.Flush(flushToDisk: true);
    }
}
