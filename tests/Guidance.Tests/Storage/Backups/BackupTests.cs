using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Storage.Backups;
using Palveluohjaus.Guidance.Teams;
using Palveluohjaus.Reporting.Storage;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Guidance.Tests.Storage.Backups;

[TestClass]
public sealed class BackupTests : IDisposable
{
    private const string FactsHistoryTable = "__ReportingMigrationsHistory";
    private static readonly Actor Desk = new("desk");
    private readonly TemporaryFolder _folder = new();
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 3, 17, 1, 30, 0, TimeSpan.Zero));

    private BackupSettings Settings { get; set; } = BackupSettings.In(".");

    private string Backups => _folder.Of("backups");

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    [Timeout(120_000, CooperativeCancellation = true)]
    public async Task A_backup_made_while_the_desk_writes_holds_all_that_was_stored_before_it()
    {
        await MakeDatabasesAsync();
        using var stop = new CancellationTokenSource();
        var written = 0;
        var underWay = new TaskCompletionSource();
        var desk = Task.Run(async () =>
        {
            // Each transaction stores a unit and its audit entry: a backup between the two would have one without the other.
            while (!stop.IsCancellationRequested)
            {
                await WriteAsync(string.Create(CultureInfo.InvariantCulture, $"U{written}"));
                if (Interlocked.Increment(ref written) == 20)
                    underWay.SetResult();
            }
        });
        await underWay.Task;

        var before = Volatile.Read(ref written);
        var made = await BackUpAsync();
        await stop.CancelAsync();
        await desk;
        Assert.IsGreaterThan(before, written, "The desk went on meanwhile.");

        await RestoreAsync(made.Path);
        await using var guidance = OpenGuidance();
        var units = await guidance.Units.CountAsync();
        Assert.IsGreaterThanOrEqualTo(before, units);
        Assert.AreEqual(units, await guidance.AuditEntries.CountAsync(), "Every unit with its entry.");
        var check = await new CheckAudit(guidance).RunAsync([], 5, null, CancellationToken.None);
        Assert.AreEqual(0, check.Faults);
        Assert.IsEmpty(await guidance.CheckIntegrityAsync(5, CancellationToken.None));
        Assert.AreEqual(units, made.Content!.Files.Single(file => file.Name == EmbeddedDatabase.FileName).Tables["Units"]);
    }

    [TestMethod]
    public async Task What_a_killed_backup_left_is_nobodys_backup_and_the_next_one_removes_it()
    {
        await MakeDatabasesAsync();
        var left = Path.Combine(Backups, "palveluohjaus-20260316T013000Z.part");
        Directory.CreateDirectory(left);
        await File.WriteAllTextAsync(Path.Combine(left, EmbeddedDatabase.FileName), "half");
        var others = Path.Combine(Backups, "own-notes.part");
        Directory.CreateDirectory(others);

        Assert.IsEmpty(StoredBackups.Find(Backups));
        var made = await BackUpAsync();

        Assert.IsFalse(Directory.Exists(left));
        Assert.IsTrue(Directory.Exists(others), "What is not ours stays.");
        Assert.AreEqual(made.Name, StoredBackups.Find(Backups).Single().Name);
    }

    [TestMethod]
    public async Task A_backup_that_is_stopped_leaves_nothing()
    {
        await MakeDatabasesAsync();
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() => BackUp().BackUpAsync(null, stopped.Token));

        Assert.IsEmpty(Directory.GetDirectories(Backups));
    }

    [TestMethod]
    public async Task Two_at_the_same_second_are_two_backups_and_neither_is_removed()
    {
        await MakeDatabasesAsync();

        var first = await BackUpAsync();
        var second = await BackUpAsync();

        CollectionAssert.AreEqual((string[])[second.Name, first.Name], StoredBackups.Find(Backups).Select(backup => backup.Name).ToArray());
        Assert.AreEqual("palveluohjaus-20260317T013000Z", first.Name);
    }

    [TestMethod]
    public async Task While_one_is_being_made_another_is_refused()
    {
        await MakeDatabasesAsync();
        Directory.CreateDirectory(Backups);
        using var held = new FileStream(Path.Combine(Backups, "backup.lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None);

        var refused = await Assert.ThrowsAsync<BackupRefusedException>(BackUpAsync);

        Assert.Contains("Another backup", refused.Message);
    }

    [TestMethod]
    public async Task Without_room_on_the_disk_nothing_is_begun_and_earlier_ones_stay()
    {
        await MakeDatabasesAsync();
        var earlier = await BackUpAsync();
        Settings = Settings with { KeepFreeMegabytes = int.MaxValue };

        var refused = await Assert.ThrowsAsync<BackupRefusedException>(BackUpAsync);

        Assert.Contains("MB left", refused.Message);
        Assert.AreEqual(earlier.Path, Directory.GetDirectories(Backups).Single());
    }

    [TestMethod]
    public async Task A_folder_that_cannot_be_written_to_is_told()
    {
        await MakeDatabasesAsync();
        await File.WriteAllTextAsync(Backups, "a file where the folder should be");

        var refused = await Assert.ThrowsAsync<BackupRefusedException>(BackUpAsync);

        Assert.Contains("cannot be written to", refused.Message);
    }

    [TestMethod]
    public async Task What_a_restore_replaces_is_kept_aside_whole()
    {
        await MakeDatabasesAsync();
        await WriteAsync("A");
        var made = await BackUpAsync();
        await WriteAsync("B");

        var restored = await RestoreAsync(made.Path);

        await using (var guidance = OpenGuidance())
            Assert.AreEqual("A", (await guidance.Units.SingleAsync()).Code);
        await using var aside = OpenGuidance(restored.ReplacedIn);
        CollectionAssert.AreEqual((string[])["A", "B"], await aside.Units.OrderBy(unit => unit.Code).Select(unit => unit.Code).ToArrayAsync());
        Assert.IsEmpty(Directory.GetFiles(_folder.FullName, "*.restoring"));
    }

    [TestMethod]
    public async Task An_empty_directory_with_its_keys_gets_its_databases_back()
    {
        await MakeDatabasesAsync();
        await WriteAsync("A");
        var made = await BackUpAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        File.Delete(_folder.Of(EmbeddedDatabase.FileName));
        File.Delete(_folder.Of(EmbeddedDatabase.FactsFileName));

        var restored = await RestoreAsync(made.Path);

        Assert.IsNull(restored.ReplacedIn);
        await using var guidance = OpenGuidance();
        Assert.AreEqual(1, await guidance.Units.CountAsync());
    }

    [TestMethod]
    [DataRow("flipped", "not as it was written")]
    [DataRow("cut", "not as it was written")]
    [DataRow("missing", "is missing from the backup")]
    [DataRow("no list", "is no backup that can be used")]
    [DataRow("other rows", "not hold the rows")]
    [DataRow("other database", "no backup of this product")]
    public async Task A_backup_that_is_not_as_it_was_written_is_refused_and_nothing_is_replaced(string damage, string expected)
    {
        await MakeDatabasesAsync();
        await WriteAsync("A");
        var made = await BackUpAsync();
        await WriteAsync("B");
        await DamageAsync(made.Path, damage);

        var refused = await Assert.ThrowsAsync<BackupRefusedException>(() => RestoreAsync(made.Path));

        Assert.Contains(expected, refused.Message);
        await using var guidance = OpenGuidance();
        Assert.AreEqual(2, await guidance.Units.CountAsync());
        Assert.IsFalse(Directory.Exists(_folder.Of(RestoreDatabases.ReplacedFolder)));
        Assert.IsEmpty(Directory.GetFiles(_folder.FullName, "*.restoring"));
    }

    [TestMethod]
    public async Task With_other_keys_a_backup_is_refused()
    {
        await MakeDatabasesAsync();
        await WriteAsync("A");
        var made = await BackUpAsync();

        var refused = await Assert.ThrowsAsync<BackupRefusedException>(() => RestoreAsync(made.Path, AuditSeal.WithNewKey()));

        Assert.Contains("'keys'", refused.Message);
    }

    [TestMethod]
    public async Task While_anyone_works_on_the_directory_nothing_is_restored()
    {
        await MakeDatabasesAsync();
        var made = await BackUpAsync();

        using (DirectoryInUse.Share(_folder.FullName))
        using (DirectoryInUse.Share(_folder.FullName))
        {
            var refused = await Assert.ThrowsAsync<BackupRefusedException>(() => RestoreAsync(made.Path));
            Assert.Contains("Stop it first", refused.Message);
        }

        await RestoreAsync(made.Path);
        using var alone = DirectoryInUse.TakeAlone(_folder.FullName);
        Assert.IsNotNull(alone);
        Assert.Throws<BackupRefusedException>(() => DirectoryInUse.Share(_folder.FullName));
    }

    [TestMethod]
    [DataRow("""{ "Backups": { "Daily": "0", "Weekli": 3, "KeepFreeMegabytes": "-1" } }""", "Backups:Weekli is unknown")]
    [DataRow("""{ "Backups": { "Daily": "0" } }""", "Backups:Daily must be a whole number, 1–366")]
    [DataRow("""{ "Backups": """, "not JSON")]
    public async Task Settings_that_cannot_be_used_are_told(string json, string expected)
    {
        await File.WriteAllTextAsync(_folder.Of(BackupSettings.FileName), json);

        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => BackupSettings.Read(_folder.FullName)).Message);
    }

    [TestMethod]
    public async Task A_place_of_the_countys_own_is_the_same_for_the_server_and_for_commands()
    {
        await File.WriteAllTextAsync(_folder.Of(BackupSettings.FileName), """{ "Backups": { "Directory": "../elsewhere", "Monthly": 24 } }""");

        var settings = BackupSettings.Read(_folder.FullName);

        Assert.AreEqual(Path.GetFullPath(Path.Combine(_folder.FullName, "..", "elsewhere")), settings.Directory);
        Assert.AreEqual((7, 4, 24), (settings.Daily, settings.Weekly, settings.Monthly));
    }

    [TestMethod]
    public async Task A_folder_that_cannot_be_is_told_before_the_first_night_and_one_that_can_is_left_empty()
    {
        await File.WriteAllTextAsync(_folder.Of("taken"), "a file");
        var (impossible, possible) = (Settings with { Directory = Path.Combine(_folder.Of("taken"), "backups") }, Settings with { Directory = Path.Combine(_folder.FullName, "new", "backups") });

        Assert.Contains($"Backups:Directory {impossible.Directory} cannot be made or written to", Assert.Throws<InvalidDataException>(impossible.RequireWritable).Message);
        possible.RequireWritable();
        Assert.IsEmpty(Directory.EnumerateFileSystemEntries(possible.Directory));
    }

    private BackUpDatabases BackUp() => new(
        new DataPlace(_folder.FullName), () => Settings with { Directory = Backups }, CountyCalendar.Helsinki, _clock, NullLogger<BackUpDatabases>.Instance);

    private Task<StoredBackup> BackUpAsync() => BackUp().BackUpAsync(null, CancellationToken.None);

    private Task<RestoredBackup> RestoreAsync(string path, AuditSeal? seal = null)
    {
        // As another process would: with no connection of this one left in the pool.
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        using var reporting = OpenReporting();
        string[] migrations = [.. reporting.Database.GetMigrations()];
        return new RestoreDatabases(new DataPlace(_folder.FullName), () => seal ?? TestDatabase.Seal, _clock)
            .RunAsync(path, FactsHistoryTable, migrations, _ => { }, CancellationToken.None);
    }

    private async Task MakeDatabasesAsync()
    {
        await using var guidance = OpenGuidance();
        await guidance.MigrateEmbeddedAsync(CancellationToken.None);
        await using var reporting = OpenReporting();
        await reporting.MigrateEmbeddedAsync(CancellationToken.None);
    }

    private async Task WriteAsync(string code)
    {
        await using var guidance = OpenGuidance();
        guidance.Add(new Unit { Source = "own", Code = code, NameFi = code, NameSv = code, NameEn = code });
        guidance.AuditEntries.Add(AuditEntry.Of(AuditAction.Create, nameof(Unit), null, null, Desk, "unit added", _clock.GetUtcNow().UtcDateTime));
        await guidance.SaveChangesAsync();
    }

    private static async Task DamageAsync(string backup, string damage)
    {
        var database = Path.Combine(backup, EmbeddedDatabase.FileName);
        var list = Path.Combine(backup, BackupContent.FileName);
        switch (damage)
        {
            case "flipped":
                await using (var file = new FileStream(database, FileMode.Open))
                {
                    file.Seek(file.Length / 2, SeekOrigin.Begin);
                    var read = file.ReadByte();
                    file.Seek(-1, SeekOrigin.Current);
                    file.WriteByte((byte)~read);
                }

                break;
            case "cut":
                await using (var file = new FileStream(database, FileMode.Open))
                    file.SetLength(file.Length / 2);
                break;
            case "missing":
                File.Delete(database);
                break;
            case "no list":
                File.Delete(list);
                break;
            case "other rows":
                await File.WriteAllTextAsync(list, (await File.ReadAllTextAsync(list)).Replace("\"Units\": 1", "\"Units\": 7", StringComparison.Ordinal));
                break;
            case "other database":
                await File.WriteAllTextAsync(list, (await File.ReadAllTextAsync(list)).Replace("facts.db", "../keys/facts.db", StringComparison.Ordinal));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(damage), damage, "Not a damage.");
        }
    }

    private SqliteGuidanceDbContext OpenGuidance(string? folder = null) => new((DbContextOptions<SqliteGuidanceDbContext>)
        new DbContextOptionsBuilder<SqliteGuidanceDbContext>().UseEmbeddedDatabase(EmbeddedDatabase.ConnectionString(folder ?? _folder.FullName)).Options,
        TestDatabase.Seal);

    private SqliteReportingDbContext OpenReporting() => new((DbContextOptions<SqliteReportingDbContext>)
        new DbContextOptionsBuilder<SqliteReportingDbContext>()
            .UseEmbeddedDatabase(EmbeddedDatabase.ConnectionString(_folder.FullName, EmbeddedDatabase.FactsFileName), FactsHistoryTable).Options);
}
