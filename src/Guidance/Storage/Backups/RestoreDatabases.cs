using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;

namespace Palveluohjaus.Guidance.Storage.Backups;

/// <summary>
/// Puts a backup in the place of the databases. It is looked through before anything is replaced, what is replaced is kept aside, and nobody may use the
/// directory meanwhile. Killed at any moment it leaves a database that is whole, the old or the restored one: it is simply run again.
/// </summary>
/// <param name="place">Where to.</param>
/// <param name="seal">The key of the audit that the backup must have been made with; asked only when its audit is looked at.</param>
/// <param name="clock">Names what is set aside.</param>
public sealed class RestoreDatabases(DataPlace place, Func<AuditSeal> seal, TimeProvider clock)
{
    public const string ReplacedFolder = "replaced";
    private const string StagedEnding = ".restoring";
    private static readonly string[] LogEndings = ["-wal", "-shm", "-journal"];

    /// <summary>Facts first. Were the process killed in between, facts that know less than the events catch up; facts that know more would miss some.</summary>
    private static readonly string[] InOrder = [EmbeddedDatabase.FactsFileName, EmbeddedDatabase.FileName];

    /// <param name="folder">The backup.</param>
    /// <param name="factsHistoryTable">Where the facts' file notes its migrations.</param>
    /// <param name="knownFactsMigrations">Those of this version of the product.</param>
    /// <param name="say">Told each step.</param>
    /// <param name="cancellationToken">Stops it before anything is replaced.</param>
    /// <exception cref="BackupRefusedException">The directory is in use, or the backup is not one to restore; nothing has been replaced.</exception>
    public async Task<RestoredBackup> RunAsync(
        string folder, string factsHistoryTable, IReadOnlyCollection<string> knownFactsMigrations, Action<string> say, CancellationToken cancellationToken)
    {
        var content = BackupContent.Read(folder);
        if (content.Files.All(file => file.Name != EmbeddedDatabase.FileName) || content.Files.Any(file => !InOrder.Contains(file.Name)))
            throw new BackupRefusedException($"{Path.GetFileName(folder)} is no backup of this product's databases.");
        using var alone = DirectoryInUse.TakeAlone(place.Directory)
            ?? throw new BackupRefusedException("The server or another command is using this data directory. Stop it first: what it would write meanwhile would be lost.");
        try
        {
            say("Reading the backup and comparing it with its list of contents.");
            foreach (var file in content.Files)
                await StageAsync(folder, file, cancellationToken);
            await RequireKnownMigrationsAsync(content, factsHistoryTable, knownFactsMigrations, cancellationToken);
            say("Checking its audit.");
            await RequireWholeAuditAsync(content, cancellationToken);
            say("Putting it in place.");
            var aside = await ReplaceAsync(content);
            await RequireInPlaceAsync(content);
            return new RestoredBackup(content, aside);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new BackupRefusedException($"The backup or the data directory cannot be used, or the disk is full: {fault.GetType().Name}.", fault);
        }
        finally
        {
            foreach (var name in InOrder)
                File.Delete(Staged(name));
        }
    }

    private string AsideOf(DateTime replacedAtUtc) => place.Of(Path.Combine(ReplacedFolder, BackupName.Of(replacedAtUtc)));

    private string Staged(string name) => place.Of(name) + StagedEnding;

    /// <summary>Into the data directory first, so that putting it in place is a rename and can be cut short nowhere.</summary>
    private async Task StageAsync(string folder, BackupFile file, CancellationToken cancellationToken)
    {
        var stored = Path.Combine(folder, file.Name);
        if (!File.Exists(stored))
            throw new BackupRefusedException($"{file.Name} is missing from the backup.");
        await using (var from = File.OpenRead(stored))
        await using (var to = new FileStream(Staged(file.Name), FileMode.Create))
        {
            await from.CopyToAsync(to, cancellationToken);
            to.Flush(flushToDisk: true);
        }

        if (await DatabaseFile.DigestAsync(Staged(file.Name), cancellationToken) != file.Sha256)
            throw new BackupRefusedException($"{file.Name} in the backup is not as it was written: it was altered, or its disk is failing. Restore another backup.");
        await DatabaseFile.RequireSoundAsync(Staged(file.Name), cancellationToken);
        var rows = await DatabaseFile.CountRowsAsync(Staged(file.Name), cancellationToken);
        if (rows.Count != file.Tables.Count || rows.Any(table => file.Tables.GetValueOrDefault(table.Key, -1) != table.Value))
            throw new BackupRefusedException($"{file.Name} in the backup does not hold the rows its list of contents tells.");
    }

    private async Task RequireKnownMigrationsAsync(BackupContent content, string factsHistoryTable, IReadOnlyCollection<string> knownFactsMigrations, CancellationToken cancellationToken)
    {
        await using var staged = OpenStaged();
        await RequireKnownAsync(EmbeddedDatabase.FileName, "__EFMigrationsHistory", [.. staged.Database.GetMigrations()]);
        if (content.Files.Any(file => file.Name == EmbeddedDatabase.FactsFileName))
            await RequireKnownAsync(EmbeddedDatabase.FactsFileName, factsHistoryTable, knownFactsMigrations);

        async Task RequireKnownAsync(string name, string historyTable, IReadOnlyCollection<string> known)
        {
            if ((await DatabaseFile.ReadMigrationsAsync(Staged(name), historyTable, cancellationToken)).Except(known).FirstOrDefault() is { } unknown)
                throw new BackupRefusedException($"{name} in the backup was made by another version of the product ({unknown}). Restore it with that version, and then bring it up to date.");
        }
    }

    private async Task RequireWholeAuditAsync(BackupContent content, CancellationToken cancellationToken)
    {
        try
        {
            await using var staged = OpenStaged();
            await RequireKeysAsync(staged, cancellationToken);
            var heads = content.AuditHeads.Select(NotedHead.Parse).OfType<NotedHead>().ToList();
            var check = await new CheckAudit(staged).RunAsync(heads, maxFaults: 1, progress: null, cancellationToken);
            if (check.Faults > 0)
            {
                throw new BackupRefusedException(
                    "The audit in the backup is not whole: something was altered, added or removed before it was made, or in it. Restore an earlier one, and keep this one as evidence.");
            }
        }
        catch (CryptographicException unreadable)
        {
            throw new BackupRefusedException("The keys cannot be read: restore the directory 'keys' that belongs to this backup first.", unreadable);
        }
    }

    /// <summary>With other keys no entry could be verified, and the first fault would say that it was altered.</summary>
    private static async Task RequireKeysAsync(SqliteGuidanceDbContext staged, CancellationToken cancellationToken)
    {
        var heads = await staged.AuditChainHeads.AsNoTracking().ToListAsync(cancellationToken);
        using var stamp = staged.Seal.CreateStamp();
        if (heads.Count > 0 && !heads.Exists(stamp.IsOf))
            throw new BackupRefusedException("The audit in the backup cannot be verified with these keys: restore the directory 'keys' that belongs to it first.");
    }

    /// <summary>From here on nothing stops it.</summary>
    private async Task<string?> ReplaceAsync(BackupContent content)
    {
        var replacedAtUtc = clock.GetUtcNow().UtcDateTime;
        while (Directory.Exists(AsideOf(replacedAtUtc)))
            replacedAtUtc = replacedAtUtc.AddSeconds(1);
        var aside = AsideOf(replacedAtUtc);
        var isAnythingReplaced = false;
        foreach (var name in InOrder.Where(name => content.Files.Any(file => file.Name == name)))
        {
            if (!File.Exists(place.Of(name)))
            {
                File.Move(Staged(name), place.Of(name));
                continue;
            }

            isAnythingReplaced = true;
            StoredBackups.CreateFolder(aside);
            await SetLogAsideAsync(name, aside);
            File.Replace(Staged(name), place.Of(name), Path.Combine(aside, name), ignoreMetadataErrors: true);
        }

        return isAnythingReplaced ? aside : null;
    }

    /// <summary>The old write-ahead log must not meet the restored file: SQLite would play its pages into it.</summary>
    private async Task SetLogAsideAsync(string name, string aside)
    {
        try
        {
            await DatabaseFile.CloseLogAsync(place.Of(name), CancellationToken.None);
        }
        catch (SqliteException)
        {
            // Too damaged to be brought together: its parts are kept as they are.
        }

        foreach (var ending in LogEndings.Where(ending => File.Exists(place.Of(name) + ending)))
            File.Move(place.Of(name) + ending, Path.Combine(aside, name + ending));
    }

    private async Task RequireInPlaceAsync(BackupContent content)
    {
        foreach (var file in content.Files)
        {
            if (await DatabaseFile.DigestAsync(place.Of(file.Name), CancellationToken.None) != file.Sha256)
                throw new BackupRefusedException($"{file.Name} was put in place and does not read back as it was written: the disk may be failing. What it replaced is in {ReplacedFolder}.");
        }
    }

    private SqliteGuidanceDbContext OpenStaged() => new(
        new DbContextOptionsBuilder<SqliteGuidanceDbContext>()
            .UseSqlite(new SqliteConnectionStringBuilder { DataSource = Staged(EmbeddedDatabase.FileName), Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString())
            .Options,
        seal());
}

/// <summary>A backup that was put in place.</summary>
/// <param name="Content">What it holds.</param>
/// <param name="ReplacedIn">The folder that keeps what it replaced; null when there was nothing.</param>
public sealed record RestoredBackup(BackupContent Content, string? ReplacedIn);
