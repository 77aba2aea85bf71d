using System.Text.Json;

namespace Palveluohjaus.Guidance.Storage.Backups;

/// <summary>What a backup holds, as <c>backup.json</c> in it says: enough to tell that what is restored is what was stored. Nothing of a client.</summary>
public sealed record BackupContent
{
    public const string FileName = "backup.json";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public required DateTime MadeAtUtc { get; init; }
    public required IReadOnlyList<BackupFile> Files { get; init; }

    /// <summary>How far the audit reached, as <c>database check --head</c> takes it.</summary>
    public required IReadOnlyList<string> AuditHeads { get; init; }

    public long Bytes => Files.Sum(file => file.Bytes);

    public long Rows => Files.Sum(file => file.Tables.Values.Sum());

    internal static BackupContent Read(string folder)
    {
        try
        {
            var content = JsonSerializer.Deserialize<BackupContent>(File.ReadAllText(Path.Combine(folder, FileName)), Json);
            return content is { Files: not null, AuditHeads: not null } ? content : throw new JsonException();
        }
        catch (Exception fault) when (fault is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new BackupRefusedException($"{Path.GetFileName(folder)} is no backup that can be used: its {FileName} is missing or cannot be read.");
        }
    }

    internal void Write(string folder)
    {
        using var file = new FileStream(Path.Combine(folder, FileName), FileMode.CreateNew);
        JsonSerializer.Serialize(file, this, Json);
        file.Flush(flushToDisk: true);
    }
}

/// <summary>One database of a backup.</summary>
/// <param name="Name">Its file's name.</param>
/// <param name="Bytes">The file's length.</param>
/// <param name="Sha256">The file's digest, as hexadecimal digits.</param>
/// <param name="Tables">How many rows each table has.</param>
public sealed record BackupFile(string Name, long Bytes, string Sha256, IReadOnlyDictionary<string, long> Tables);

/// <summary>A backup that lies in its folder under its final name.</summary>
/// <param name="Path">The folder.</param>
/// <param name="MadeAtUtc">When it was begun.</param>
/// <param name="Content">Null when its list of contents cannot be read.</param>
public sealed record StoredBackup(string Path, DateTime MadeAtUtc, BackupContent? Content)
{
    public string Name => System.IO.Path.GetFileName(Path);
}

/// <summary>A backup cannot be made, or one cannot be restored. The message says why and what to do, and holds no client's data.</summary>
public sealed class BackupRefusedException(string message, Exception? cause = null) : Exception(message, cause);
