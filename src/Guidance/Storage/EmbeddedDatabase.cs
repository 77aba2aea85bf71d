using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Palveluohjaus.Guidance.Storage;

/// <summary>The embedded SQLite database, and what makes an acknowledged write survive a power cut.</summary>
public static class EmbeddedDatabase
{
    public const string FileName = "palveluohjaus.db";

    /// <summary>Facts lie in a file of their own: rebuilding them never holds up the desk, and a backup need not carry them.</summary>
    public const string FactsFileName = "facts.db";

    /// <summary>A desk waits this long for its turn to write.</summary>
    private const int BusyTimeoutSeconds = 30;

    /// <summary>Only refreshes write facts, and one that waits for another's rebuild had better come back later.</summary>
    private const int FactsBusyTimeoutSeconds = 5;

    /// <summary>A migration of the embedded database takes seconds.</summary>
    private static readonly TimeSpan LongestMigration = TimeSpan.FromMinutes(2);

    public static string ConnectionString(string dataDirectory, string fileName = FileName) => new SqliteConnectionStringBuilder
    {
        DataSource = Path.Combine(dataDirectory, fileName),
        ForeignKeys = true,
        DefaultTimeout = fileName == FactsFileName ? FactsBusyTimeoutSeconds : BusyTimeoutSeconds,
    }.ToString();

    /// <summary>Use this rather than <c>UseSqlite</c> alone: the settings below belong to a connection, not to the file.</summary>
    public static DbContextOptionsBuilder UseEmbeddedDatabase(this DbContextOptionsBuilder options, string connectionString, string migrationsHistoryTable = "__EFMigrationsHistory") =>
        options
            .UseSqlite(connectionString, sqlite => sqlite.MigrationsHistoryTable(migrationsHistoryTable))
            .AddInterceptors(DurableConnections.Instance);

    /// <summary>Creates the database or brings its schema up to date.</summary>
    public static async Task MigrateEmbeddedAsync(this DbContext context, CancellationToken cancellationToken)
    {
        // Migrating takes a lock row in the database, which a killed process leaves behind and every later start would wait for without end.
        // Most starts have nothing to migrate and so do not ask for it; the others first throw away a row that nobody can still be holding.
        var pending = await context.Database.GetPendingMigrationsAsync(cancellationToken);
        if (!pending.Any())
            return;

        await DropAbandonedLockAsync(context, cancellationToken);
        await context.Database.MigrateAsync(cancellationToken);
    }

    private static async Task DropAbandonedLockAsync(DbContext context, CancellationToken cancellationToken)
    {
        var hasLockTable = await context.Database
            .SqlQuery<int>($"SELECT COUNT(*) AS Value FROM sqlite_master WHERE type = 'table' AND name = '__EFMigrationsLock'")
            .SingleAsync(cancellationToken);
        if (hasLockTable > 0)
        {
            await context.Database.ExecuteSqlAsync(
                $"DELETE FROM __EFMigrationsLock WHERE julianday('now') - julianday(Timestamp) > {LongestMigration.TotalDays}", cancellationToken);
        }
    }

    private sealed class DurableConnections : DbConnectionInterceptor
    {
        // WAL lets readers go on while one writes; FULL makes every commit wait for the disk, which NORMAL does not in WAL mode.
        private const string Pragmas = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;";

        public static readonly DurableConnections Instance = new();

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            command.ExecuteNonQuery();
        }

        public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
