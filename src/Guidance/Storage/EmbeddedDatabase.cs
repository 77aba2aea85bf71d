using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;
using SQLitePCL;

namespace Palveluohjaus.Guidance.Storage;

/// <summary>The embedded SQLite database, and what makes an acknowledged write survive a power cut.</summary>
public static class EmbeddedDatabase
{
    public const string FileName = "palveluohjaus.db";

    /// <summary>Facts lie in a file of their own: rebuilding them never holds up the desk.</summary>
    public const string FactsFileName = "facts.db";

    /// <summary>One writer at a time needs no more.</summary>
    public const int AuditChains = 1;

    /// <summary>A desk waits this long for its turn to write.</summary>
    private const int BusyTimeoutSeconds = 30;

    /// <summary>Only refreshes write facts, and one that waits for another's rebuild had better come back later.</summary>
    private const int FactsBusyTimeoutSeconds = 5;

    /// <summary>A migration of the embedded database takes a second or two; half a minute is waited for another's.</summary>
    private const int MigrationLockAttempts = 300;
    private static readonly TimeSpan MigrationLockInterval = TimeSpan.FromMilliseconds(100);

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
            .LeaveFailuresToCallers()
            .AddInterceptors(DurableConnections.Instance, WriteTurns.Instance, WholeTexts.Instance)
            .ReplaceService<IRelationalTransactionFactory, WriteTurns.TransactionFactory>();

    /// <summary>Creates the database or brings its schema up to date.</summary>
    /// <remarks>
    /// The caller holds <see cref="LockForMigrationAsync"/>. EF takes a lock row of its own in the database, which a killed process leaves
    /// behind and every later start would wait for without end; under our lock, which dies with its process, such a row is nobody's.
    /// </remarks>
    public static async Task MigrateEmbeddedAsync(this DbContext context, CancellationToken cancellationToken)
    {
        var pending = await context.Database.GetPendingMigrationsAsync(cancellationToken);
        if (!pending.Any())
            return;

        await context.Database.ExecuteSqlAsync($"DROP TABLE IF EXISTS __EFMigrationsLock", cancellationToken);
        await context.Database.MigrateAsync(cancellationToken);
    }

    /// <summary>Waits until no other process migrates the databases of a data directory.</summary>
    /// <exception cref="IOException">Another one held it all the while.</exception>
    public static async Task<IDisposable> LockForMigrationAsync(string dataDirectory, CancellationToken cancellationToken)
    {
        var path = Path.Combine(dataDirectory, "migration.lock");
        for (var left = MigrationLockAttempts; ; left--)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (left > 0)
            {
                await Task.Delay(MigrationLockInterval, cancellationToken);
            }
        }
    }

    private sealed class DurableConnections : DbConnectionInterceptor
    {
        // WAL lets readers go on while one writes; FULL makes every commit wait for the disk, which NORMAL does not in WAL mode.
        // While another writes, SQLite's own wait looks again after a millisecond or two; the driver's, which follows it, sleeps 150 ms each time
        // and keeps a thread meanwhile, so that a handful of desks at once would wait for seconds.
        private const string Pragmas = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 1000;";

        // EF looks read-only whether a database is there; the journal's mode is not that connection's to set.
        private const string PragmasToRead = "PRAGMA foreign_keys = ON;";

        public static readonly DurableConnections Instance = new();
        private static readonly ConditionalWeakTable<sqlite3, object> SetUp = [];

        private static string PragmasFor(DbConnection connection) =>
            new SqliteConnectionStringBuilder(connection.ConnectionString).Mode == SqliteOpenMode.ReadOnly ? PragmasToRead : Pragmas;

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            if (IsSet(connection))
                return;
            using var command = connection.CreateCommand();
            command.CommandText = PragmasFor(connection);
            command.ExecuteNonQuery();
            MarkSet(connection);
        }

        public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            if (IsSet(connection))
                return;
            await using var command = connection.CreateCommand();
            command.CommandText = PragmasFor(connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
            MarkSet(connection);
        }

        /// <summary>SQLite's own connection outlives the driver's in its pool and keeps its settings: most openings find them set.</summary>
        private static bool IsSet(DbConnection connection) => SetUp.TryGetValue(((SqliteConnection)connection).Handle!, out _);

        private static void MarkSet(DbConnection connection) => SetUp.AddOrUpdate(((SqliteConnection)connection).Handle!, Instance);
    }
}
