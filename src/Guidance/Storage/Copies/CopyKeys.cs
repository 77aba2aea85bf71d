using System.Globalization;
using Palveluohjaus.Guidance.Storage.Backups;

namespace Palveluohjaus.Guidance.Storage.Copies;

/// <summary>
/// Brings the keys of a county to where its copy looks for them. They lie apart from the database, and without them nobody can read an identity code or verify the audit.
/// This is the one place that knows where a server's nodes keep their keys.
/// </summary>
/// <param name="source">The directory of keys of the county that moves.</param>
/// <param name="target">The one that belongs to the server's database.</param>
/// <param name="clock">Names what is set aside.</param>
public sealed class CopyKeys(string source, string target, TimeProvider clock)
{
    private const string StagedEnding = ".copying";
    private const string LockEnding = ".lock";

    /// <summary>Killed at any moment it leaves the old keys, none or the new ones, and is run again.</summary>
    /// <param name="mayReplace">Whether the target's database is empty: then keys that were made for it on the way have sealed nothing.</param>
    /// <returns>Where the keys that were there lie now; null when there were none.</returns>
    /// <exception cref="CopyRefusedException">There are none to copy, or the target has others.</exception>
    public string? Run(bool mayReplace)
    {
        var keys = KeysIn(source);
        if (keys.Count == 0)
            throw new CopyRefusedException($"There are no keys in {source}: restore the directory 'keys' that belongs to the source from its backup. Nothing was written.");
        var there = KeysIn(target);
        if (keys.All(key => there.Contains(key) && File.ReadAllBytes(Path.Combine(source, key)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(target, key)))))
            return null;
        if (there.Count > 0 && !mayReplace)
            throw new CopyRefusedException($"There are other keys in {target} than the source's, and the target holds data: what was sealed with the ones cannot be read with the others. Nothing was written.");

        var staged = target + StagedEnding;
        if (Directory.Exists(staged))
            Directory.Delete(staged, recursive: true);
        StoredBackups.CreateFolder(staged);
        foreach (var key in keys)
            CopyToDisk(Path.Combine(source, key), Path.Combine(staged, key));
        var aside = SetAside(there.Count > 0);
        Directory.Move(staged, target);
        return aside;
    }

    private string? SetAside(bool areThereKeys)
    {
        if (!Directory.Exists(target))
            return null;
        if (!areThereKeys)
        {
            Directory.Delete(target, recursive: true);
            return null;
        }

        var aside = string.Create(CultureInfo.InvariantCulture, $"{target}-replaced-{clock.GetUtcNow():yyyyMMdd'T'HHmmss'Z'}");
        Directory.Move(target, aside);
        return aside;
    }

    /// <summary>What two processes take turns by is no key.</summary>
    private static HashSet<string> KeysIn(string directory) =>
        Directory.Exists(directory) ? [.. Directory.EnumerateFiles(directory).Select(path => Path.GetFileName(path)).Where(name => !name.EndsWith(LockEnding, StringComparison.Ordinal))] : [];

    private static void CopyToDisk(string from, string to)
    {
        using var read = File.OpenRead(from);
        using var written = new FileStream(to, FileMode.CreateNew);
        read.CopyTo(written);
        written.Flush(flushToDisk: true);
    }
}
