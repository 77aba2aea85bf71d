using System.Data;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

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

            var readBefore = context.ChangeTracker.Entries().Select(entry => entry.Entity).ToHashSet(ReferenceEqualityComparer.Instance);
            for (var attempt = 1; ; attempt++)
            {
                var own = new WorkTransaction();
                try
                {
                    await using var transaction = await context.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);
                    own.Use(transaction);
                    return await work(own);
                }
                catch (Exception fault) when (MayTryAgain(fault, attempt, own) && !HasChanged(context, readBefore))
                {
                    context.ChangeTracker.Clear();
                    await Task.Delay(PauseAfter(attempt), cancellationToken);
                }
                catch (Exception fault) when (own.IsCommitting && StorageFaults.IsAway(fault))
                {
                    throw new OutcomeUnknownException(fault);
                }
            }
        }

        /// <inheritdoc cref="InTransactionAsync{T}(DbContext, Func{WorkTransaction, Task{T}}, CancellationToken)"/>
        public Task InTransactionAsync(Func<WorkTransaction, Task> work, CancellationToken cancellationToken) => context.InTransactionAsync(
            async transaction =>
            {
                await work(transaction);
                return true;
            },
            cancellationToken);
    }

    /// <summary>What was read before the work began and changed in it is not read again, and would be lost at the second attempt.</summary>
    private static bool HasChanged(DbContext context, HashSet<object> readBefore) =>
        readBefore.Count > 0 && context.ChangeTracker.Entries().Any(entry => entry.State != EntityState.Unchanged && readBefore.Contains(entry.Entity));

    private static bool MayTryAgain(Exception fault, int attempt, WorkTransaction transaction)
    {
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

/// <summary>The transaction of one attempt, as its work knows it.</summary>
public sealed class WorkTransaction
{
    private IDbContextTransaction? _transaction;

    /// <summary>Committing is left to whoever opened the transaction.</summary>
    internal static WorkTransaction OfCaller { get; } = new();

    /// <summary>From now on nobody knows without asking whether the work is stored.</summary>
    internal bool IsCommitting { get; private set; }

    /// <summary>Stores what was saved. When it returns, the work is on disk.</summary>
    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        if (_transaction is null)
            return;

        // Not cancelled half-way: a commit that was sent may be done.
        cancellationToken.ThrowIfCancellationRequested();
        IsCommitting = true;
        await _transaction.CommitAsync(CancellationToken.None);
        IsCommitting = false;
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
