using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Palveluohjaus.Guidance.County;

namespace Palveluohjaus.Guidance.Storage.Backups;

/// <summary>
/// Copies both embedded databases while the desk works, looks whether the copy is sound, and only then gives it its name; then removes backups that need
/// not be kept. Facts could be built again, but in their file lie also what could not: the log of jobs, what the model watch found, published statements.
/// </summary>
/// <remarks>The keys are not in a backup: whoever finds one could read the identity codes in it. docs/operations.md.</remarks>
public sealed partial class BackUpDatabases(DataPlace place, Func<BackupSettings> settings, CountyCalendar calendar, TimeProvider clock, ILogger<BackUpDatabases> logger)
{
    /// <summary>Facts first: a copy whose facts knew more than its events would miss what is recorded after a restore. Facts that know less catch up.</summary>
    private static readonly string[] Databases = [EmbeddedDatabase.FactsFileName, EmbeddedDatabase.FileName];

    private const string LockFileName = "backup.lock";
    private const int SqliteFull = 13;
    private const long BytesPerMegabyte = 1024 * 1024;

    /// <returns>Rows in the backup.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken) =>
        (int)Math.Min(int.MaxValue, (await BackUpAsync(directory: null, cancellationToken)).Content!.Rows);

    /// <param name="directory">Where to, when not where backups usually lie.</param>
    /// <param name="cancellationToken">Stops it; nothing of the backup remains.</param>
    /// <exception cref="BackupRefusedException">It cannot be made; nothing of it remains.</exception>
    public async Task<StoredBackup> BackUpAsync(string? directory, CancellationToken cancellationToken)
    {
        var inUse = settings();
        var folder = directory ?? inUse.Directory;
        try
        {
            StoredBackups.CreateFolder(folder);
            using var oneAtATime = TakeLock(folder);
            RemoveUnfinished(folder);
            RequireRoom(folder, inUse);
            var made = await MakeAsync(folder, cancellationToken);
            Thin(folder, inUse);
            return made;
        }
        catch (SqliteException full) when (full.SqliteErrorCode == SqliteFull)
        {
            throw new BackupRefusedException($"The disk of {folder} is full. Nothing of this backup was left there; earlier ones stay as they were.", full);
        }
        catch (SqliteException fault)
        {
            throw new BackupRefusedException($"The databases could not be copied to {folder}: SQLite says {fault.SqliteErrorCode}. Nothing of this backup was left there.", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new BackupRefusedException($"{folder} cannot be written to, or its disk is full. Nothing of this backup was left there; earlier ones stay as they were.", fault);
        }
    }

    private async Task<StoredBackup> MakeAsync(string folder, CancellationToken cancellationToken)
    {
        var madeAtUtc = clock.GetUtcNow().UtcDateTime;
        while (Path.Exists(Path.Combine(folder, BackupName.Of(madeAtUtc))))
            madeAtUtc = madeAtUtc.AddSeconds(1);
        var path = Path.Combine(folder, BackupName.Of(madeAtUtc));
        var unfinished = path + BackupName.UnfinishedEnding;
        try
        {
            StoredBackups.CreateFolder(unfinished);
            var files = new List<BackupFile>();
            foreach (var name in Databases.Where(name => File.Exists(place.Of(name))))
                files.Add(await CopyAsync(name, unfinished, cancellationToken));
            var content = new BackupContent
            {
                MadeAtUtc = BackupName.Parse(Path.GetFileName(path))!.Value,
                Files = files,
                AuditHeads = await DatabaseFile.ReadAuditHeadsAsync(Path.Combine(unfinished, EmbeddedDatabase.FileName), cancellationToken),
            };
            content.Write(unfinished);
            Directory.Move(unfinished, path);
            return new StoredBackup(path, content.MadeAtUtc, content);
        }
        finally
        {
            if (Directory.Exists(unfinished))
                Directory.Delete(unfinished, recursive: true);
        }
    }

    private async Task<BackupFile> CopyAsync(string name, string folder, CancellationToken cancellationToken)
    {
        var copy = Path.Combine(folder, name);
        var rows = await DatabaseFile.CopyAsync(place.Of(name), copy, cancellationToken);
        await DatabaseFile.RequireSoundAsync(copy, cancellationToken);
        if (!rows.SequenceEqual(await DatabaseFile.CountRowsAsync(copy, cancellationToken)))
            throw new BackupRefusedException($"The copy of {name} does not hold the rows that the database held. The disk may be failing; 'database check' looks at the database itself.");
        return new BackupFile(name, new FileInfo(copy).Length, await DatabaseFile.DigestAsync(copy, cancellationToken), rows);
    }

    private void Thin(string folder, BackupSettings inUse)
    {
        var stored = StoredBackups.FindPaths(folder);
        var kept = KeptBackups.Choose(stored.Keys, inUse, calendar, clock.GetUtcNow().UtcDateTime);
        foreach (var (madeAtUtc, path) in stored.Where(each => !kept.Contains(each.Key)))
        {
            // Away from its name first: half of a backup never stands under it.
            Directory.Move(path, path + BackupName.UnfinishedEnding);
            Directory.Delete(path + BackupName.UnfinishedEnding, recursive: true);
            LogThinned(madeAtUtc);
        }
    }

    private static void RemoveUnfinished(string folder)
    {
        foreach (var left in Directory.EnumerateDirectories(folder, "*" + BackupName.UnfinishedEnding).ToList())
        {
            if (BackupName.Parse(Path.GetFileName(left)[..^BackupName.UnfinishedEnding.Length]) is not null)
                Directory.Delete(left, recursive: true);
        }
    }

    private void RequireRoom(string folder, BackupSettings inUse)
    {
        var needed = Databases.SelectMany(name => (string[])[place.Of(name), place.Of(name) + "-wal"]).Where(File.Exists).Sum(path => new FileInfo(path).Length);
        var free = new DriveInfo(folder).AvailableFreeSpace;
        if (free < needed + (inUse.KeepFreeMegabytes * BytesPerMegabyte))
        {
            throw new BackupRefusedException(FormattableString.Invariant(
                $"The disk of {folder} has {free / BytesPerMegabyte:N0} MB left; a backup takes up to {(needed / BytesPerMegabyte) + 1:N0} MB and should leave {inUse.KeepFreeMegabytes:N0} MB. Make room, or name another place in {BackupSettings.FileName}."));
        }
    }

    private static FileStream TakeLock(string folder)
    {
        var path = Path.Combine(folder, LockFileName);
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(path))
        {
            throw new BackupRefusedException($"Another backup is being made in {folder}.");
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The backup of {MadeAtUtc} need not be kept and was removed.")]
    private partial void LogThinned(DateTime madeAtUtc);
}
