using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Palveluohjaus.Guidance.Storage.Backups;

/// <summary>An embedded database as a file: copied while others write, looked at, and held against what is known of it.</summary>
internal static class DatabaseFile
{
    private const int PagesPerStep = 2048;
    private const int FaultsNamed = 3;

    /// <summary>SQLite's codes say more in their higher bits.</summary>
    private const int PrimaryCode = 0xFF;

    private static readonly TimeSpan BusyPause = TimeSpan.FromMilliseconds(50);

    /// <summary>Copies one moment of <paramref name="source"/>: everything that had been committed by then, and nothing of what comes later.</summary>
    /// <returns>How many rows each table had at that moment.</returns>
    /// <remarks>
    /// The open reading transaction is that moment. Without it SQLite's copy would begin anew whenever another connection has written between two steps,
    /// and at a busy desk never end. Writers go on meanwhile; the write-ahead log only grows until the copy is done.
    /// </remarks>
    public static async Task<IReadOnlyDictionary<string, long>> CopyAsync(string source, string target, CancellationToken cancellationToken)
    {
        await using var from = await OpenAsync(source, SqliteOpenMode.ReadWrite, cancellationToken);
        await using var to = await OpenAsync(target, SqliteOpenMode.ReadWriteCreate, cancellationToken);
        await using var moment = from.BeginTransaction(deferred: true);
        var rows = await CountRowsAsync(from, cancellationToken);
        await CopyPagesAsync(from, to, cancellationToken);

        // One file, which can be moved and looked at by itself.
        await ExecuteAsync(to, "PRAGMA journal_mode = DELETE", cancellationToken);
        return rows;
    }

    /// <exception cref="BackupRefusedException">The file is damaged, or a row of it refers to one that is not there.</exception>
    public static async Task RequireSoundAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = await OpenAsync(path, SqliteOpenMode.ReadOnly, cancellationToken);
            var faults = await ReadTextsAsync(file, string.Create(CultureInfo.InvariantCulture, $"PRAGMA integrity_check({FaultsNamed})"), cancellationToken);
            if (faults is not ["ok"])
                throw new BackupRefusedException($"{NameOf(path)} is damaged: {string.Join("; ", faults.Take(FaultsNamed))}");
            if (await ReadTextsAsync(file, "SELECT \"table\" || ' to ' || parent FROM pragma_foreign_key_check LIMIT 1", cancellationToken) is [var dangling])
                throw new BackupRefusedException($"{NameOf(path)} holds a row that refers to one that is not there, from {dangling}. 'database check' tells more.");
        }
        catch (SqliteException unreadable)
        {
            throw new BackupRefusedException($"{NameOf(path)} is damaged: SQLite cannot read it to its end.", unreadable);
        }
    }

    public static async Task<IReadOnlyDictionary<string, long>> CountRowsAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = await OpenAsync(path, SqliteOpenMode.ReadOnly, cancellationToken);
        return await CountRowsAsync(file, cancellationToken);
    }

    /// <summary>As <see cref="Audit.NotedHead"/> writes them.</summary>
    public static Task<IReadOnlyList<string>> ReadAuditHeadsAsync(string path, CancellationToken cancellationToken) =>
        ReadIfThereAsync(path, "AuditChainHeads", "SELECT ChainId || ':' || Entries || ':' || lower(hex(LastMac)) FROM AuditChainHeads ORDER BY ChainId", cancellationToken);

    /// <summary>The names of the migrations it has been through.</summary>
    public static Task<IReadOnlyList<string>> ReadMigrationsAsync(string path, string historyTable, CancellationToken cancellationToken) =>
        ReadIfThereAsync(path, historyTable, $"SELECT MigrationId FROM \"{historyTable}\"", cancellationToken);

    /// <summary>Brings what stands in the write-ahead log into the file itself, so that the file alone is the database.</summary>
    public static async Task CloseLogAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = await OpenAsync(path, SqliteOpenMode.ReadWrite, cancellationToken);
        await ExecuteAsync(file, "PRAGMA journal_mode = DELETE", cancellationToken);
    }

    public static async Task<string> DigestAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
    }

    private static string NameOf(string path) =>
        Path.GetFileName(path) is var name && name.EndsWith(".db", StringComparison.Ordinal) ? name : Path.GetFileNameWithoutExtension(path);

    private static async Task CopyPagesAsync(SqliteConnection from, SqliteConnection to, CancellationToken cancellationToken)
    {
        using var copy = raw.sqlite3_backup_init(to.Handle, "main", from.Handle, "main");
        if (copy.IsInvalid)
            throw new SqliteException("The copy could not be begun.", raw.sqlite3_errcode(to.Handle));
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var code = raw.sqlite3_backup_step(copy, PagesPerStep) & PrimaryCode;
            if (code == raw.SQLITE_DONE)
                return;
            if (code is raw.SQLITE_BUSY or raw.SQLITE_LOCKED)
                await Task.Delay(BusyPause, cancellationToken);
            else if (code != raw.SQLITE_OK)
                throw new SqliteException("The copy failed.", code);
        }
    }

    private static async Task<IReadOnlyDictionary<string, long>> CountRowsAsync(SqliteConnection file, CancellationToken cancellationToken)
    {
        var rows = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in await ReadTextsAsync(file, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'", cancellationToken))
        {
            await using var command = file.CreateCommand();
            command.CommandText = $"SELECT COUNT(*) FROM \"{table.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
            rows[table] = (long)(await command.ExecuteScalarAsync(cancellationToken))!;
        }

        return rows;
    }

    private static async Task<IReadOnlyList<string>> ReadIfThereAsync(string path, string table, string query, CancellationToken cancellationToken)
    {
        await using var file = await OpenAsync(path, SqliteOpenMode.ReadOnly, cancellationToken);
        return await ReadTextsAsync(file, $"SELECT name FROM sqlite_master WHERE type = 'table' AND name = '{table}'", cancellationToken) is []
            ? []
            : await ReadTextsAsync(file, query, cancellationToken);
    }

    /// <summary>Not from the pool: a connection that stayed open would hold the file.</summary>
    private static async Task<SqliteConnection> OpenAsync(string path, SqliteOpenMode mode, CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static async Task ExecuteAsync(SqliteConnection file, string sql, CancellationToken cancellationToken)
    {
        await using var command = file.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<List<string>> ReadTextsAsync(SqliteConnection file, string query, CancellationToken cancellationToken)
    {
        await using var command = file.CreateCommand();
        command.CommandText = query;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var texts = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
            texts.Add(reader.GetString(0));
        return texts;
    }
}
