using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Guidance.Tests.Storage;

[TestClass]
public sealed class EmbeddedDatabaseTests
{
    private const int SynchronousFull = 2;

    [TestMethod]
    public async Task Every_connection_to_the_file_is_durable_and_checks_foreign_keys()
    {
        using var folder = new TemporaryFolder();
        await using var guidance = Open(folder);
        await guidance.MigrateEmbeddedAsync(CancellationToken.None);

        // The second is the first one again, from the pool; the third is new.
        for (var connection = 1; connection <= 3; connection++)
        {
            await guidance.Database.OpenConnectionAsync();
            Assert.AreEqual("wal", await ReadAsync(guidance, "journal_mode"));
            Assert.AreEqual((long)SynchronousFull, await ReadAsync(guidance, "synchronous"));
            Assert.AreEqual(1L, await ReadAsync(guidance, "foreign_keys"));
            Assert.AreEqual(1000L, await ReadAsync(guidance, "busy_timeout"));
            await guidance.Database.CloseConnectionAsync();
            if (connection == 2)
                SqliteConnection.ClearAllPools();
        }
    }

    [TestMethod]
    [Timeout(30_000, CooperativeCancellation = true)]
    public async Task A_migration_that_was_killed_does_not_keep_the_next_one_waiting()
    {
        using var folder = new TemporaryFolder();
        await using (var killed = Open(folder))
        {
            await killed.Database.ExecuteSqlAsync($"CREATE TABLE __EFMigrationsLock (Id INTEGER NOT NULL PRIMARY KEY, Timestamp TEXT NOT NULL)");
            await killed.Database.ExecuteSqlAsync($"INSERT INTO __EFMigrationsLock (Id, Timestamp) VALUES (1, '2099-01-01 00:00:00+00:00')");
        }

        await using var guidance = Open(folder);
        await guidance.MigrateEmbeddedAsync(CancellationToken.None);

        Assert.AreEqual(0, await guidance.Units.CountAsync());
    }

    [TestMethod]
    public async Task An_empty_file_left_by_a_killed_start_is_no_database_yet()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder.Of(EmbeddedDatabase.FileName), []);

        await using var guidance = Open(folder);
        await guidance.MigrateEmbeddedAsync(CancellationToken.None);

        Assert.AreEqual(0, await guidance.Units.CountAsync());
    }

    private static SqliteGuidanceDbContext Open(TemporaryFolder folder) => new((DbContextOptions<SqliteGuidanceDbContext>)
        new DbContextOptionsBuilder<SqliteGuidanceDbContext>().UseEmbeddedDatabase(EmbeddedDatabase.ConnectionString(folder.FullName)).Options,
        TestDatabase.Seal);

    private static async Task<object?> ReadAsync(GuidanceDbContext guidance, string pragma)
    {
        await using var command = guidance.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"PRAGMA {pragma}";
        return await command.ExecuteScalarAsync();
    }
}
