using System.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Palveluohjaus.Guidance.Storage;

/// <summary>A transaction that only reads: every query in it sees the same moment, and no writer waits for it.</summary>
public static class ReadTransaction
{
    public static async Task<IDbContextTransaction> BeginReadAsync(this DbContext context, CancellationToken cancellationToken)
    {
        // SQLite's ordinary transaction takes the write lock at once; a deferred one never does while it only reads.
        if (context.Database.GetDbConnection() is SqliteConnection sqlite)
        {
            await context.Database.OpenConnectionAsync(cancellationToken);
            return (await context.Database.UseTransactionAsync(sqlite.BeginTransaction(deferred: true), cancellationToken))!;
        }

        return await context.Database.BeginTransactionAsync(IsolationLevel.Snapshot, cancellationToken);
    }
}
