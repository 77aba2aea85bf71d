using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Tests.Storage;

[TestClass]
public sealed class EmbeddedDatabaseTests
{
    private const int SynchronousFull = 2;

    [TestMethod]
    public async Task Every_connection_to_the_file_is_durable_and_checks_foreign_keys()
    {
        var folder = Directory.CreateTempSubdirectory("palveluohjaus-");
        try
        {
            await using var guidance = new SqliteGuidanceDbContext((DbContextOptions<SqliteGuidanceDbContext>)
                new DbContextOptionsBuilder<SqliteGuidanceDbContext>()
                    .UseEmbeddedDatabase(EmbeddedDatabase.ConnectionString(folder.FullName)).Options);
            await guidance.Database.MigrateAsync();

            for (var connection = 1; connection <= 2; connection++)
            {
                await guidance.Database.OpenConnectionAsync();
                Assert.AreEqual("wal", await ReadAsync(guidance, "journal_mode"));
                Assert.AreEqual((long)SynchronousFull, await ReadAsync(guidance, "synchronous"));
                Assert.AreEqual(1L, await ReadAsync(guidance, "foreign_keys"));
                await guidance.Database.CloseConnectionAsync();
                SqliteConnection.ClearAllPools();
            }
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    private static async Task<object?> ReadAsync(GuidanceDbContext guidance, string pragma)
    {
        await using var command = guidance.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"PRAGMA {pragma}";
        return await command.ExecuteScalarAsync();
    }
}
