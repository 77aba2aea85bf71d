using System.Data;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage;
using Palveluohjaus.Guidance.Storage.Servers;

namespace Palveluohjaus.Guidance.Storage;

/// <summary>
/// Work that is stored whole or not at all, and that sees the database as if nobody else wrote meanwhile. SQLite lets one write at a time; a server lets many and tells
/// some of them afterwards that they met: those begin anew, and find what the other left.
/// </summary>
public static class TransactedWork
{
    /// <summary>Somebody stored the same thing, or changed it, at the same moment: settled by looking again.</summary>
    private const int AttemptsOnConflict = 3;

    /// <summary>A server's answer to two who met, of which it cannot tell whether they were in each other's way.</summary>
    private const int AttemptsOnMeeting = 12;

    /// <summary>As many as <see cref="RetryBriefFaults"/> makes.</summary>
    private const int AttemptsOnAbsence = 1 + RetryBriefFaults.MostRetries;

    private const int ShortestPauseMilliseconds = 2;
    private const int LongestPauseMilliseconds = 200;

    /// <summary>Of the next who was taken back; longer, and whoever goes on holds a turn of their own work's up.</summary>
    private static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Those who met go on one at a time. All at once, as when a front line comes back after an outage, they would meet again and again until their attempts are used up.
    /// </summary>
    private static readonly SemaphoreSlim TurnAfterMeeting = new(1);

    /// <summary>
    /// Of this process, on a server; SQLite has one write at a time, whoever comes. More at once take longer each, meet the oftener, and store less together: a front line that all
    /// comes at once would stand still. Whoever has waited as long as for a turn goes in all the same, lest work that waits for other work hold it up.
    /// </summary>
    private static readonly SemaphoreSlim AtOnce = new(4 * Environment.ProcessorCount);

    extension(DbContext context)
    {
        /// <summary>Does the work in a transaction, in the one that is open when there is one.</summary>
        /// <param name="work">
        /// Reads all that it changes, and commits what it has saved; what it has not committed when it returns is taken back. It may be done several times.
        /// </param>
        /// <param name="cancellationToken">Ends also the pauses between attempts.</param>
        /// <exception cref="OutcomeUnknownException">The connection broke while the work was being committed.</exception>
        public async Task<T> InTransactionAsync<T>(Func<WorkTransaction, Task<T>> work, CancellationToken cancellationToken)
        {
            if (context.Database.CurrentTransaction is not null)
                return await work(WorkTransaction.OfCaller);

            using var readBefore = new ReadBefore(context);
            var hasMet = false;
            for (var attempt = 1; ; attempt++)
            {
                var own = new WorkTransaction();
                var (hasTurn, isOneOfMany) = (false, false);
                try
                {
                    hasTurn = hasMet && await TurnAfterMeeting.WaitAsync(LongestTurn, cancellationToken);
                    isOneOfMany = !context.Database.IsSqlite() && await AtOnce.WaitAsync(LongestTurn, cancellationToken);
                    return await DoAsync(context, IsolationLevel.Serializable, own, work, cancellationToken);
                }
                catch (Exception fault) when (MayTryAgain(fault, attempt, own) && !readBefore.HasChanged())
                {
                    hasMet = StorageFaults.IsMeeting(fault);
                    readBefore.ForgetAllElse();
                }
                finally
                {
                    if (isOneOfMany)
                        AtOnce.Release();
                    if (hasTurn)
                        TurnAfterMeeting.Release();
                }

                await Task.Delay(PauseAfter(attempt), cancellationToken);
            }
        }

        /// <inheritdoc cref="InTransactionAsync{T}(DbContext, Func{WorkTransaction, Task{T}}, CancellationToken)"/>
        public Task InTransactionAsync(Func<WorkTransaction, Task> work, CancellationToken cancellationToken) => context.InTransactionAsync(ReturningTrue(work), cancellationToken);

        /// <summary>
        /// The same for loads, and for jobs that one run at a time writes for: READ COMMITTED, since being seen as the only writer would take the desk's work back, and
        /// done once, since what it was handed may be used up.
        /// </summary>
        /// <param name="work">As with <see cref="InTransactionAsync{T}(DbContext, Func{WorkTransaction, Task{T}}, CancellationToken)"/>.</param>
        /// <param name="cancellationToken">Stops it; nothing is stored then.</param>
        /// <exception cref="OutcomeUnknownException">The connection broke while the work was being committed.</exception>
        public Task<T> InBulkTransactionAsync<T>(Func<WorkTransaction, Task<T>> work, CancellationToken cancellationToken) => context.Database.CurrentTransaction is null
            ? DoAsync(context, IsolationLevel.ReadCommitted, new WorkTransaction(), work, cancellationToken)
            : work(WorkTransaction.OfCaller);

        /// <inheritdoc cref="InBulkTransactionAsync{T}(DbContext, Func{WorkTransaction, Task{T}}, CancellationToken)"/>
        public Task InBulkTransactionAsync(Func<WorkTransaction, Task> work, CancellationToken cancellationToken) => context.InBulkTransactionAsync(ReturningTrue(work), cancellationToken);
    }

    private static async Task<T> DoAsync<T>(DbContext context, IsolationLevel isolation, WorkTransaction own, Func<WorkTransaction, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            await using var transaction = await context.Database.BeginTransactionAsync(isolation, cancellationToken);
            own.Use(transaction);

            // Who scans a table has read all of it, and meets everyone who writes a row there.
            if (isolation == IsolationLevel.Serializable)
                await context.ReadByIndexAsync(cancellationToken);
            return await work(own);
        }
        catch (Exception fault) when (own.IsCommitting && StorageFaults.IsAway(fault))
        {
            throw new OutcomeUnknownException(fault);
        }
    }

    private static Func<WorkTransaction, Task<bool>> ReturningTrue(Func<WorkTransaction, Task> work) => async transaction =>
    {
        await work(transaction);
        return true;
    };

    private static bool MayTryAgain(Exception fault, int attempt, WorkTransaction transaction)
    {
        // What fails after the commit must not have the work done twice.
        if (transaction.IsCommitted)
            return false;

        // Another database's part of the work, such as its audit: done again it may be there twice. And a connection that could not be opened was asked for long enough.
        if (fault is OutcomeUnknownException || (fault is RetryLimitExceededException && !StorageFaults.IsMeeting(fault)))
            return false;
        if (StorageFaults.IsMeeting(fault))
            return attempt < AttemptsOnMeeting;
        if (StorageFaults.IsConflict(fault))
            return attempt < AttemptsOnConflict;
        return StorageFaults.IsBrief(fault) && attempt < AttemptsOnAbsence && !transaction.IsCommitting;
    }

    /// <summary>Doubled at each attempt, and by chance: two who met would otherwise meet again.</summary>
    private static TimeSpan PauseAfter(int attempt) =>
        TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(1, Math.Min(LongestPauseMilliseconds, ShortestPauseMilliseconds << attempt) + 1));
}

/// <summary>What a context held before the work began. A second attempt does not read it again, so what the first changed of it would be lost.</summary>
internal sealed class ReadBefore : IDisposable
{
    private readonly DbContext _context;
    private readonly HashSet<object> _entities;
    private bool _hasChanged;

    public ReadBefore(DbContext context)
    {
        _context = context;
        _entities = context.ChangeTracker.Entries().Select(entry => entry.Entity).ToHashSet(ReferenceEqualityComparer.Instance);
        context.ChangeTracker.StateChanged += Note;
    }

    /// <summary>Also when the change was saved since: it is the transaction that is taken back, and the entity looks as if it were stored.</summary>
    public bool HasChanged() => _hasChanged || (_entities.Count > 0 && _context.ChangeTracker.Entries().Any(entry => entry.State != EntityState.Unchanged && _entities.Contains(entry.Entity)));

    /// <summary>The next attempt begins with what the first began with, and with nothing that it left.</summary>
    public void ForgetAllElse()
    {
        foreach (var entry in _context.ChangeTracker.Entries().Where(entry => !_entities.Contains(entry.Entity)).ToList())
            entry.State = EntityState.Detached;
    }

    public void Dispose() => _context.ChangeTracker.StateChanged -= Note;

    private void Note(object? sender, EntityStateChangedEventArgs changed) => _hasChanged |= _entities.Contains(changed.Entry.Entity);
}

/// <summary>The transaction of one attempt, as its work knows it.</summary>
public sealed class WorkTransaction
{
    private IDbContextTransaction? _transaction;

    /// <summary>Committing is left to whoever opened the transaction.</summary>
    internal static WorkTransaction OfCaller { get; } = new();

    /// <summary>From now on nobody knows without asking whether the work is stored.</summary>
    internal bool IsCommitting { get; private set; }

    internal bool IsCommitted { get; private set; }

    /// <summary>Stores what was saved. When it returns, the work is on disk.</summary>
    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        if (_transaction is null)
            return;

        // Not cancelled half-way: a commit that was sent may be done.
        cancellationToken.ThrowIfCancellationRequested();
        IsCommitting = true;
        await _transaction.CommitAsync(CancellationToken.None);
        (IsCommitting, IsCommitted) = (false, true);
    }

    internal void Use(IDbContextTransaction transaction) => _transaction = transaction;
}

/// <summary>The database went away while something was being stored: it may be there, or not. Whoever asks again with the same submission key finds out.</summary>
public sealed class OutcomeUnknownException : Exception
{
    public OutcomeUnknownException(Exception innerException)
        : base("The database went away while something was being stored. It may be there or not.", innerException)
    {
    }
}
