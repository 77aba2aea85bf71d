using System.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Guidance.Tests.Storage;

[TestClass]
public sealed class WriteTurnsTests
{
    private const int SqliteBusy = 5;

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task Who_comes_second_waits_without_a_thread_and_gets_the_turn()
    {
        using var folder = new TemporaryFolder();
        await using var first = await OpenAsync(folder);
        await using var second = await OpenAsync(folder);
        var held = await first.Database.BeginTransactionAsync();

        // Had it slept in SQLite, this call would not have come back.
        var waiting = second.Database.BeginTransactionAsync();
        var waitedBefore = waiting.IsCompleted;
        await held.DisposeAsync();
        await using var given = await waiting;

        Assert.IsFalse(waitedBefore);
        Assert.AreEqual(ConnectionState.Open, second.Database.GetDbConnection().State);
    }

    [TestMethod]
    public async Task A_turn_ends_however_the_transaction_does()
    {
        using var folder = new TemporaryFolder();
        await using var guidance = await OpenAsync(folder, seconds: 1);

        await (await guidance.Database.BeginTransactionAsync()).DisposeAsync();
        guidance.Database.BeginTransaction().Dispose();
        var committed = await guidance.Database.BeginTransactionAsync();
        await committed.CommitAsync();
        await committed.DisposeAsync();
        await committed.DisposeAsync();
        var failed = await guidance.Database.BeginTransactionAsync();
        await Assert.ThrowsExactlyAsync<SqliteException>(() => guidance.Database.ExecuteSqlAsync($"INSERT INTO Nowhere (Id) VALUES (1)"));
        await failed.DisposeAsync();
        using (var cancelled = new CancellationTokenSource())
        {
            await cancelled.CancelAsync();
            await Assert.ThrowsAsync<OperationCanceledException>(() => guidance.Database.BeginTransactionAsync(cancelled.Token));
        }

        await using var another = await OpenAsync(folder, seconds: 1);
        await using (await another.Database.BeginTransactionAsync())
        {
            // And two were never given at once.
            var tooLate = await Assert.ThrowsExactlyAsync<SqliteException>(() => guidance.Database.BeginTransactionAsync());
            Assert.AreEqual(SqliteBusy, tooLate.SqliteErrorCode);
        }

        await using var last = await guidance.Database.BeginTransactionAsync();
    }

    [TestMethod]
    public async Task A_turn_that_could_not_begin_is_given_on()
    {
        using var folder = new TemporaryFolder();
        await using var guidance = await OpenAsync(folder, seconds: 1);
        await using var otherProcess = new SqliteConnection(EmbeddedDatabase.ConnectionString(folder.FullName) + ";Pooling=False");
        await otherProcess.OpenAsync(TestContext.CancellationToken);
        await using (otherProcess.BeginTransaction())
            await Assert.ThrowsExactlyAsync<SqliteException>(() => guidance.Database.BeginTransactionAsync());

        await using var given = await guidance.Database.BeginTransactionAsync();

        Assert.IsNotNull(given);
    }

    [TestMethod]
    public async Task Two_files_do_not_wait_for_each_other_and_readers_wait_for_nobody()
    {
        using var folder = new TemporaryFolder();
        using var elsewhere = new TemporaryFolder();
        await using var first = await OpenAsync(folder, seconds: 1);
        await using var reader = await OpenAsync(folder, seconds: 1);
        await using var other = await OpenAsync(elsewhere, seconds: 1);

        await using var held = await first.Database.BeginTransactionAsync();
        await using var alsoHeld = await other.Database.BeginTransactionAsync();
        await using var reading = await ReadTransaction.BeginAsync(reader, TestContext.CancellationToken);

        Assert.AreEqual(0, await reader.Units.CountAsync(TestContext.CancellationToken));
    }

    private static async Task<SqliteGuidanceDbContext> OpenAsync(TemporaryFolder folder, int seconds = 30)
    {
        var guidance = new SqliteGuidanceDbContext((DbContextOptions<SqliteGuidanceDbContext>)
            new DbContextOptionsBuilder<SqliteGuidanceDbContext>().UseEmbeddedDatabase($"{EmbeddedDatabase.ConnectionString(folder.FullName)};Default Timeout={seconds}").Options,
            TestDatabase.Seal);
        await guidance.MigrateEmbeddedAsync(CancellationToken.None);
        return guidance;
    }
}
