using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Reporting.Schedules;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Reporting.Tests.Schedules;

[TestClass]
public sealed class SteerJobsTests
{
    private static readonly Actor Aino = new("aino", Guid.CreateVersion7());

    [TestMethod]
    public async Task A_start_that_cannot_be_audited_does_nothing_and_its_run_says_why_and_blames_nobody()
    {
        await using var jobs = await JobsOnDisk.MakeAsync();
        using var database = new TestDatabase();
        var hasRun = false;
        var away = database.OpenGuidance();
        await away.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => Steer(jobs, new AuditAdministration(away, jobs.Clock), () => hasRun = true).StartAsync("count", Aino));
        await UntilEndedAsync(jobs);

        var run = (await jobs.RowsAsync()).Single();
        Assert.IsFalse(hasRun);
        Assert.AreEqual((JobRunState.Failed, nameof(ObjectDisposedException), (Guid?)null), (run.State, run.ErrorType, run.CancelledByWorkerId));
    }

    [TestMethod]
    public async Task A_start_by_hand_is_audited_before_the_work_begins()
    {
        await using var jobs = await JobsOnDisk.MakeAsync();
        using var database = new TestDatabase();
        await using var guidance = database.OpenGuidance();
        var entries = -1;
        var steer = Steer(jobs, new AuditAdministration(guidance, jobs.Clock), () =>
        {
            using var reading = database.OpenGuidance();
            entries = reading.AuditEntries.Count();
        });

        Assert.IsInstanceOfType<SteerResult.Started>(await steer.StartAsync("count", Aino));
        await UntilEndedAsync(jobs);

        Assert.AreEqual(1, entries);
        Assert.AreEqual("started by hand: count", (await guidance.AuditEntries.SingleAsync()).Reason);
        Assert.IsFalse(await steer.CancelAsync((await jobs.RowsAsync()).Single().Id, Aino, CancellationToken.None), "It has ended.");
        Assert.AreEqual(1, await guidance.AuditEntries.CountAsync(), "What was not cancelled is not in the audit.");
    }

    private static SteerJobs Steer(JobsOnDisk jobs, AuditAdministration audit, Action work) => new(
        new JobCatalogue([new ScheduledJob("count", new JobTrigger.Every(TimeSpan.FromHours(1)), (_, _) =>
        {
            work();
            return Task.FromResult(1);
        })]),
        jobs.Default,
        audit,
        new ServiceCollection().BuildServiceProvider());

    private static async Task UntilEndedAsync(JobsOnDisk jobs)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await jobs.RowsAsync()).Exists(run => run.EndedAtUtc is null))
            await Task.Delay(20, patience.Token);
    }
}
