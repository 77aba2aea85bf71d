using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Queues;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Teams;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Guidance.Tests.Storage;

/// <summary>What of a piece of work is stored, and how often it is done, whatever it meets. SQLite lets nobody in meanwhile: a server's faults are thrown by the work itself.</summary>
[TestClass]
[TestCategory("database")]
public sealed class TransactedWorkTests : IDisposable
{
    private static readonly DateOnly Monday = new(2026, 11, 23);

    private readonly TestDatabase _database = new();
    private readonly Guid _unitId = Guid.CreateVersion7();
    private int _attempts;

    public TransactedWorkTests()
    {
        using var guidance = _database.OpenGuidance();
        guidance.Units.Add(UnitOf("taken", _unitId));
        guidance.UnitCapacities.Add(new UnitCapacity { UnitId = _unitId, FromMonday = Monday });
        guidance.SaveChanges();
    }

    public TestContext TestContext { get; set; } = null!;

    public void Dispose() => _database.Dispose();

    [TestMethod]
    public async Task Work_that_conflicts_once_is_done_again_and_stored_once()
    {
        await using var guidance = _database.OpenGuidance();

        var done = await guidance.InTransactionAsync(
            async transaction =>
            {
                AddWorker(guidance);
                await AddUnitAsync(guidance, ++_attempts == 1 ? "taken" : "free");
                await transaction.CommitAsync(TestContext.CancellationToken);
                return _attempts;
            },
            TestContext.CancellationToken);

        Assert.AreEqual(2, done);
        await RequireStoredAsync(workers: 1, "free", "taken");
    }

    [TestMethod]
    public async Task What_another_changed_meanwhile_is_read_again()
    {
        await using var guidance = _database.OpenGuidance();

        await guidance.InTransactionAsync(
            async transaction =>
            {
                var capacity = await guidance.UnitCapacities.SingleAsync();
                if (++_attempts == 1)
                    await guidance.UnitCapacities.ExecuteUpdateAsync(set => set.SetProperty(each => each.Version, each => each.Version + 1));
                capacity.Enter(_attempts, null);
                await guidance.SaveChangesAsync();
                await transaction.CommitAsync(TestContext.CancellationToken);
            },
            TestContext.CancellationToken);

        Assert.AreEqual(2, await ReadCapacityAsync());
    }

    [TestMethod]
    public async Task A_conflict_that_stays_is_thrown_after_three_attempts_and_nothing_is_stored()
    {
        await using var guidance = _database.OpenGuidance();

        var fault = await Assert.ThrowsExactlyAsync<DbUpdateException>(() => guidance.InTransactionAsync(
            async transaction =>
            {
                _attempts++;
                await AddUnitAsync(guidance, "free");
                await AddUnitAsync(guidance, "taken");
                await transaction.CommitAsync(TestContext.CancellationToken);
            },
            TestContext.CancellationToken));

        Assert.AreEqual(3, _attempts);
        Assert.IsTrue(StorageFaults.IsConflict(fault), "Whoever turns it into an answer must know it.");
        await RequireStoredAsync(workers: 0, "taken");
    }

    [TestMethod]
    public async Task Who_meets_others_begins_anew_more_often_and_at_last_gives_up()
    {
        await using var guidance = _database.OpenGuidance();

        await Assert.ThrowsExactlyAsync<DbUpdateException>(() => guidance.InTransactionAsync(
            async _ =>
            {
                _attempts++;
                await AddUnitAsync(guidance, "free");
                throw new DbUpdateException("As EF tells it.", Meeting());
            },
            TestContext.CancellationToken));

        Assert.AreEqual(12, _attempts);
        await RequireStoredAsync(workers: 0, "taken");
    }

    [TestMethod]
    public async Task A_connection_that_breaks_before_the_commit_is_tried_again()
    {
        await using var guidance = _database.OpenGuidance();

        await guidance.InTransactionAsync(
            async transaction =>
            {
                await AddUnitAsync(guidance, "free");
                if (++_attempts < 3)
                    throw Broken();
                await transaction.CommitAsync(TestContext.CancellationToken);
            },
            TestContext.CancellationToken);

        await RequireStoredAsync(workers: 0, "free", "taken");
    }

    [TestMethod]
    [DynamicData(nameof(WaitedForInVain))]
    public async Task Who_has_waited_in_vain_is_told_and_not_made_to_wait_again(Exception fault)
    {
        await using var guidance = _database.OpenGuidance();

        var told = await Assert.ThrowsAsync<Exception>(() => guidance.InTransactionAsync(
            _ =>
            {
                _attempts++;
                throw fault;
            },
            TestContext.CancellationToken));

        Assert.AreSame(fault, told);
        Assert.AreEqual(1, _attempts);
        Assert.IsTrue(StorageFaults.IsAway(told));
    }

    public static IEnumerable<object[]> WaitedForInVain =>
    [
        [new NpgsqlException("no answer in time", new TimeoutException())],
        [new RetryLimitExceededException("it could not be opened", Broken())],
        [new OutcomeUnknownException(Broken())],
    ];

    [TestMethod]
    public async Task A_connection_that_breaks_in_the_commit_leaves_the_outcome_open_and_is_not_tried_again()
    {
        using var folder = new TemporaryFolder();
        var options = new DbContextOptionsBuilder<SqliteGuidanceDbContext>().UseEmbeddedDatabase(EmbeddedDatabase.ConnectionString(folder.FullName)).AddInterceptors(new BreaksInCommit());
        await using var guidance = new SqliteGuidanceDbContext((DbContextOptions<SqliteGuidanceDbContext>)options.Options, TestDatabase.Seal);
        await guidance.Database.OpenConnectionAsync(TestContext.CancellationToken);

        await Assert.ThrowsExactlyAsync<OutcomeUnknownException>(() => guidance.InTransactionAsync(CommitAsync, TestContext.CancellationToken));
        await Assert.ThrowsExactlyAsync<OutcomeUnknownException>(() => guidance.InBulkTransactionAsync(CommitAsync, TestContext.CancellationToken));

        Assert.AreEqual(2, _attempts);

        Task CommitAsync(WorkTransaction transaction)
        {
            _attempts++;
            return transaction.CommitAsync(TestContext.CancellationToken);
        }
    }

    [TestMethod]
    public async Task What_fails_after_the_commit_is_not_done_twice()
    {
        await using var guidance = _database.OpenGuidance();

        await Assert.ThrowsExactlyAsync<PostgresException>(() => guidance.InTransactionAsync(
            async transaction =>
            {
                _attempts++;
                AddWorker(guidance);
                await guidance.SaveChangesAsync();
                await transaction.CommitAsync(TestContext.CancellationToken);
                throw Meeting();
            },
            TestContext.CancellationToken));

        Assert.AreEqual(1, _attempts);
        await RequireStoredAsync(workers: 1, "taken");
    }

    [TestMethod]
    public async Task A_fault_of_the_work_itself_is_not_tried_again()
    {
        await using var guidance = _database.OpenGuidance();

        await Assert.ThrowsExactlyAsync<InvalidOperationException>(() => guidance.InTransactionAsync(
            async _ =>
            {
                _attempts++;
                await AddUnitAsync(guidance, "free");
                throw new InvalidOperationException("Our bug.");
            },
            TestContext.CancellationToken));

        Assert.AreEqual(1, _attempts);
        await RequireStoredAsync(workers: 0, "taken");
    }

    [TestMethod]
    public async Task Nothing_is_stored_when_the_work_returns_without_committing()
    {
        await using var guidance = _database.OpenGuidance();

        await guidance.InTransactionAsync(_ => AddUnitAsync(guidance, "free"), TestContext.CancellationToken);
        await guidance.InBulkTransactionAsync(_ => AddUnitAsync(guidance, "free"), TestContext.CancellationToken);

        await RequireStoredAsync(workers: 0, "taken");
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task Work_within_work_is_stored_with_its_caller_and_not_before(bool isCommitted)
    {
        await using var guidance = _database.OpenGuidance();

        await guidance.InTransactionAsync(
            async transaction =>
            {
                await guidance.InTransactionAsync(inner => AddAndCommitAsync("first", inner), TestContext.CancellationToken);
                await guidance.InBulkTransactionAsync(inner => AddAndCommitAsync("second", inner), TestContext.CancellationToken);
                if (isCommitted)
                    await transaction.CommitAsync(TestContext.CancellationToken);
            },
            TestContext.CancellationToken);

        await RequireStoredAsync(workers: 0, isCommitted ? ["first", "second", "taken"] : ["taken"]);

        async Task AddAndCommitAsync(string code, WorkTransaction inner)
        {
            await AddUnitAsync(guidance, code);
            await inner.CommitAsync(TestContext.CancellationToken);
        }
    }

    [TestMethod]
    public async Task A_conflict_within_work_has_the_whole_work_done_again()
    {
        await using var guidance = _database.OpenGuidance();

        await guidance.InTransactionAsync(
            async transaction =>
            {
                AddWorker(guidance);
                await guidance.InTransactionAsync(_ => AddUnitAsync(guidance, ++_attempts == 1 ? "taken" : "free"), TestContext.CancellationToken);
                await transaction.CommitAsync(TestContext.CancellationToken);
            },
            TestContext.CancellationToken);

        Assert.AreEqual(2, _attempts);
        await RequireStoredAsync(workers: 1, "free", "taken");
    }

    [TestMethod]
    [DataRow(false, DisplayName = "changed")]
    [DataRow(true, DisplayName = "changed and saved, so that it looks as if it were stored")]
    public async Task What_was_read_before_and_changed_inside_is_not_tried_again(bool isSaved)
    {
        await using var guidance = _database.OpenGuidance();
        var readBefore = await guidance.UnitCapacities.SingleAsync(TestContext.CancellationToken);

        await Assert.ThrowsExactlyAsync<PostgresException>(() => guidance.InTransactionAsync(
            async transaction =>
            {
                _attempts++;
                readBefore.Enter(7, null);
                if (isSaved)
                    await guidance.SaveChangesAsync();
                throw Meeting();
            },
            TestContext.CancellationToken));

        Assert.AreEqual(1, _attempts);
        Assert.IsNull(await ReadCapacityAsync());
    }

    [TestMethod]
    public async Task What_was_read_before_and_is_changed_by_a_later_attempt_is_stored_and_what_the_first_left_is_not()
    {
        await using var guidance = _database.OpenGuidance();
        var readBefore = await guidance.UnitCapacities.SingleAsync(TestContext.CancellationToken);

        await guidance.InTransactionAsync(
            async transaction =>
            {
                AddWorker(guidance);
                if (++_attempts == 1)
                    throw Meeting();
                readBefore.Enter(7, null);
                await guidance.SaveChangesAsync();
                await transaction.CommitAsync(TestContext.CancellationToken);
            },
            TestContext.CancellationToken);

        Assert.AreEqual(7, await ReadCapacityAsync());
        await RequireStoredAsync(workers: 1, "taken");
    }

    [TestMethod]
    public async Task Who_is_cancelled_between_attempts_is_not_tried_again()
    {
        await using var guidance = _database.OpenGuidance();
        using var cancelled = new CancellationTokenSource();

        await Assert.ThrowsAsync<OperationCanceledException>(() => guidance.InTransactionAsync(
            async _ =>
            {
                _attempts++;
                await AddUnitAsync(guidance, "free");
                await cancelled.CancelAsync();
                throw Meeting();
            },
            cancelled.Token));

        Assert.AreEqual(1, _attempts);
        await RequireStoredAsync(workers: 0, "taken");
    }

    [TestMethod]
    public async Task Who_is_cancelled_before_the_commit_stores_nothing()
    {
        await using var guidance = _database.OpenGuidance();
        using var cancelled = new CancellationTokenSource();

        await Assert.ThrowsAsync<OperationCanceledException>(() => guidance.InTransactionAsync(
            async transaction =>
            {
                await AddUnitAsync(guidance, "free");
                await cancelled.CancelAsync();
                await transaction.CommitAsync(cancelled.Token);
            },
            cancelled.Token));

        await RequireStoredAsync(workers: 0, "taken");
    }

    [TestMethod]
    public async Task Bulk_work_is_stored_whole_or_not_at_all_and_done_once()
    {
        await using var guidance = _database.OpenGuidance();
        await guidance.InBulkTransactionAsync(
            async transaction =>
            {
                await AddUnitAsync(guidance, "free");
                await transaction.CommitAsync(TestContext.CancellationToken);
            },
            TestContext.CancellationToken);

        await Assert.ThrowsExactlyAsync<DbUpdateException>(() => guidance.InBulkTransactionAsync(
            async transaction =>
            {
                _attempts++;
                await AddUnitAsync(guidance, "second");
                await AddUnitAsync(guidance, "taken");
                await transaction.CommitAsync(TestContext.CancellationToken);
            },
            TestContext.CancellationToken));

        Assert.AreEqual(1, _attempts);
        await RequireStoredAsync(workers: 0, "free", "taken");
    }

    private static Unit UnitOf(string code, Guid id) => new() { Id = id, Source = GuidanceCase.OwnSource, Code = code, NameFi = code, NameSv = code, NameEn = code };

    private static void AddWorker(GuidanceDbContext guidance) => guidance.Workers.Add(new Worker { Source = GuidanceCase.OwnSource, Code = Guid.NewGuid().ToString("N"), Name = "Aino" });

    private static async Task AddUnitAsync(GuidanceDbContext guidance, string code)
    {
        guidance.Units.Add(UnitOf(code, Guid.CreateVersion7()));
        await guidance.SaveChangesAsync();
    }

    private static PostgresException Meeting() => new("could not serialize access", "ERROR", "ERROR", PostgresErrorCodes.SerializationFailure);

    private static NpgsqlException Broken() => new("Exception while reading from stream", new IOException());

    private async Task<int?> ReadCapacityAsync()
    {
        await using var stored = _database.OpenGuidance();
        return (await stored.UnitCapacities.SingleAsync()).CasesPerWeek;
    }

    private async Task RequireStoredAsync(int workers, params string[] units)
    {
        await using var stored = _database.OpenGuidance();
        Assert.AreEqual(string.Join(", ", units), string.Join(", ", await stored.Units.OrderBy(unit => unit.Code).Select(unit => unit.Code).ToListAsync()));
        Assert.AreEqual(workers, await stored.Workers.CountAsync());
    }

    private sealed class BreaksInCommit : DbTransactionInterceptor
    {
        public override ValueTask<InterceptionResult> TransactionCommittingAsync(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
            throw Broken();
    }
}
