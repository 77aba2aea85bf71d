using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Palveluohjaus.Guidance.Storage;

/// <summary>A transaction that only reads: every query in it sees the same moment, and no writer waits for it. Disposing it ends it.</summary>
public sealed class ReadTransaction : IAsyncDisposable
{
    private readonly DbContext _context;
    private readonly DbTransaction _transaction;

    private ReadTransaction(DbContext context, DbTransaction transaction) => (_context, _transaction) = (context, transaction);

    public static async Task<ReadTransaction> BeginAsync(DbContext context, CancellationToken cancellationToken)
    {
        await context.Database.OpenConnectionAsync(cancellationToken);

        // SQLite's ordinary transaction takes the write lock at once; a deferred one never does while it only reads.
        var connection = context.Database.GetDbConnection();
        var transaction = connection is SqliteConnection sqlite
            ? sqlite.BeginTransaction(deferred: true)
            : await connection.BeginTransactionAsync(IsolationLevel.Snapshot, cancellationToken);
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
}
