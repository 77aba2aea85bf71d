using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Palveluohjaus.Guidance.Storage;

/// <summary>
/// A transaction that only reads: every query in it sees the same moment, and no writer waits for it, but on an SQL Server whose database allows no snapshots
/// (docs/operations.md). Disposing it ends it.
/// </summary>
public sealed class ReadTransaction : IAsyncDisposable
{
    /// <summary>By connection string.</summary>
    private static readonly ConcurrentDictionary<string, bool> AllowsSnapshots = new(StringComparer.Ordinal);

    private readonly DbContext _context;
    private readonly DbTransaction _transaction;

    private ReadTransaction(DbContext context, DbTransaction transaction) => (_context, _transaction) = (context, transaction);

    public static async Task<ReadTransaction> BeginAsync(DbContext context, CancellationToken cancellationToken)
    {
        await context.Database.OpenConnectionAsync(cancellationToken);

        // SQLite's ordinary transaction takes the write lock at once; a deferred one never does while it only reads.
        var connection = context.Database.GetDbConnection();
        var transaction = connection switch
        {
            SqliteConnection sqlite => sqlite.BeginTransaction(deferred: true),
            SqlConnection sqlServer when !await AllowsSnapshotsAsync(sqlServer, cancellationToken) => await connection.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken),
            _ => await connection.BeginTransactionAsync(IsolationLevel.Snapshot, cancellationToken),
        };
        await context.Database.UseTransactionAsync(transaction, cancellationToken);
        return new ReadTransaction(context, transaction);
    }

    // A transaction that was handed to EF is not ended by EF.
    public async ValueTask DisposeAsync()
    {
        await _context.Database.UseTransactionAsync(null);
        await _transaction.DisposeAsync();
        await _context.Database.CloseConnectionAsync();
    }

    /// <summary>Whether the administrator has allowed them shows at the first table that is read in one.</summary>
    private static async Task<bool> AllowsSnapshotsAsync(SqlConnection connection, CancellationToken cancellationToken)
    {
        if (AllowsSnapshots.TryGetValue(connection.ConnectionString, out var known))
            return known;
        bool allows;
        try
        {
            await using var transaction = (SqlTransaction)await connection.BeginTransactionAsync(IsolationLevel.Snapshot, cancellationToken);
            await using var command = new SqlCommand($"SELECT COUNT(*) FROM [{GuidanceDbContext.MigrationsHistoryTable}]", connection, transaction);
            await command.ExecuteScalarAsync(cancellationToken);
            allows = true;
        }
        catch (SqlException refused) when (StorageFaults.IsSnapshotRefused(refused))
        {
            allows = false;
        }

        return AllowsSnapshots[connection.ConnectionString] = allows;
    }
}
