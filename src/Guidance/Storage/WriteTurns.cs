using System.Collections.Concurrent;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;

namespace Palveluohjaus.Guidance.Storage;

/// <summary>
/// Those who write to one embedded database from this process take turns in the order in which they came, before they ask SQLite for its lock.
/// SQLite has one writer at a time anyway, but lets the others sleep on their threads: a few desks that save at the same moment would take every
/// thread the server has. Another process is still waited for by SQLite's own lock.
/// </summary>
internal sealed class WriteTurns : DbTransactionInterceptor
{
    public static readonly WriteTurns Instance = new();

    private const int SqliteBusy = 5;
    private static readonly ConcurrentDictionary<string, SemaphoreSlim> TurnsByFile = new(StringComparer.Ordinal);
    private static readonly ConditionalWeakTable<DbTransaction, SemaphoreSlim> Taken = [];

    /// <summary>The transaction is begun here and not by EF, which tells nobody when beginning fails: the turn would never end.</summary>
    public override InterceptionResult<DbTransaction> TransactionStarting(DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result)
    {
        var turn = TurnOf(connection);
        Require(turn.Wait(LongestWait(connection)));
        try
        {
            return Take(turn, connection.BeginTransaction(eventData.IsolationLevel));
        }
        catch
        {
            turn.Release();
            throw;
        }
    }

    /// <inheritdoc cref="TransactionStarting"/>
    public override async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
        DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default)
    {
        var turn = TurnOf(connection);
        Require(await turn.WaitAsync(LongestWait(connection), cancellationToken));
        try
        {
            return Take(turn, await connection.BeginTransactionAsync(eventData.IsolationLevel, cancellationToken));
        }
        catch
        {
            turn.Release();
            throw;
        }
    }

    private static SemaphoreSlim TurnOf(DbConnection connection) => TurnsByFile.GetOrAdd(Path.GetFullPath(connection.DataSource), _ => new SemaphoreSlim(1, 1));

    private static TimeSpan LongestWait(DbConnection connection) => TimeSpan.FromSeconds(((SqliteConnection)connection).DefaultTimeout);

    /// <summary>As SQLite says it when its own wait is over.</summary>
    private static void Require(bool hasTurn)
    {
        if (!hasTurn)
            throw new SqliteException("database is locked", SqliteBusy);
    }

    private static InterceptionResult<DbTransaction> Take(SemaphoreSlim turn, DbTransaction transaction)
    {
        Taken.Add(transaction, turn);
        return InterceptionResult<DbTransaction>.SuppressWithResult(transaction);
    }

    /// <summary>Makes the transactions that end their turn when they are disposed, whichever way they went.</summary>
    internal sealed class TransactionFactory(RelationalTransactionFactoryDependencies dependencies) : RelationalTransactionFactory(dependencies)
    {
        public override RelationalTransaction Create(
            IRelationalConnection connection, DbTransaction transaction, Guid transactionId, IDiagnosticsLogger<DbLoggerCategory.Database.Transaction> logger, bool transactionOwned) =>
            Taken.TryGetValue(transaction, out var turn)
                ? new TransactionWithTurn(connection, transaction, transactionId, logger, transactionOwned, Dependencies.SqlGenerationHelper, turn)
                : base.Create(connection, transaction, transactionId, logger, transactionOwned);
    }

    private sealed class TransactionWithTurn(
        IRelationalConnection connection,
        DbTransaction transaction,
        Guid transactionId,
        IDiagnosticsLogger<DbLoggerCategory.Database.Transaction> logger,
        bool transactionOwned,
        ISqlGenerationHelper sqlGenerationHelper,
        SemaphoreSlim turn)
        : RelationalTransaction(connection, transaction, transactionId, logger, transactionOwned, sqlGenerationHelper)
    {
        private bool _hasEnded;

        public override void Dispose()
        {
            try
            {
                base.Dispose();
            }
            finally
            {
                EndTurn();
            }
        }

        public override async ValueTask DisposeAsync()
        {
            try
            {
                await base.DisposeAsync();
            }
            finally
            {
                EndTurn();
            }
        }

        private void EndTurn()
        {
            if (_hasEnded)
                return;
            _hasEnded = true;
            turn.Release();
        }
    }
}
