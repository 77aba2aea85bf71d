using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Mail;
using Palveluohjaus.Reporting.PowerBi;
using Palveluohjaus.Reporting.Schedules;

namespace Palveluohjaus.Reporting.Tests.Schedules;

[TestClass]
public sealed class JobLogTests
{
    private static readonly JobStart BySchedule = new("refresh-facts", JobOrigin.Schedule);

    [TestMethod]
    public async Task The_row_is_there_while_the_job_runs_and_tells_how_it_ended()
    {
        await using var jobs = await JobsOnDisk.MakeAsync();
        var worker = Guid.CreateVersion7();
        var (begun, finish) = await BeginAsync(jobs.Process("a-1-0001"), BySchedule with { Origin = JobOrigin.Hand, WorkerId = worker });

        var during = (await jobs.RowsAsync()).Single();
        jobs.Clock.Advance(TimeSpan.FromSeconds(42));
        finish.SetResult(117);
        await begun.Ended;
        var after = (await jobs.RowsAsync()).Single();

        Assert.AreEqual((JobRunState.Running, "refresh-facts", "a-1-0001", JobOrigin.Hand, worker), (during.State, during.Holds, during.Node, during.Origin, during.StartedByWorkerId));
        Assert.AreEqual((JobRunState.Succeeded, null, 117, TimeSpan.FromSeconds(42)), (after.State, after.Holds, after.RowsDone, after.EndedAtUtc - after.StartedAtUtc));
    }

    [TestMethod]
    public async Task Of_many_who_start_at_once_in_two_processes_one_runs_and_the_others_are_told_which()
    {
        await using var jobs = await JobsOnDisk.MakeAsync();
        var (one, other) = (jobs.Process("a-1-0001"), jobs.Process("b-2-0002"));
        var finish = new TaskCompletionSource<int>();

        var all = await Task.WhenAll(Enumerable.Range(0, 12).Select(index => Task.Run(() => (index % 2 == 0 ? one : other).StartAsync(BySchedule, (_, _) => finish.Task, CancellationToken.None))));

        var begun = all.OfType<JobStarted.Begun>().Single();
        Assert.IsTrue(all.OfType<JobStarted.RunsAlready>().All(told => told.Run.Id == begun.Run.Id), "told of another run");
        finish.SetResult(1);
        await begun.Ended;
        Assert.AreEqual(JobRunState.Succeeded, (await jobs.RowsAsync()).Single().State);
        var next = Assert.IsInstanceOfType<JobStarted.Begun>(await other.StartAsync(BySchedule, (_, _) => Task.FromResult(0), CancellationToken.None));
        await next.Ended;
    }

    [TestMethod]
    public async Task Another_job_runs_beside_it()
    {
        await using var jobs = await JobsOnDisk.MakeAsync();
        var log = jobs.Process("a-1-0001");
        var (begun, finish) = await BeginAsync(log, BySchedule);

        Assert.AreEqual(3, await log.RunAsync("score-clients", (_, _) => Task.FromResult(3), CancellationToken.None));

        finish.SetResult(0);
        await begun.Ended;
    }

    [TestMethod]
    public async Task A_run_whose_process_died_is_interrupted_when_it_has_been_silent_and_the_next_may_start()
    {
        await using var jobs = await JobsOnDisk.MakeAsync();
        var died = jobs.Clock.GetUtcNow().UtcDateTime;
        await using (var reporting = jobs.Open())
        {
            reporting.JobRuns.Add(new JobRun { Job = "refresh-facts", StartedAtUtc = died, HeartbeatAtUtc = died, Origin = JobOrigin.Schedule, Node = "gone-9-dead", Holds = "refresh-facts" });
            await reporting.SaveChangesAsync();
        }

        var log = jobs.Process("a-1-0001");
        jobs.Clock.Advance(JobRun.SilentAfter);
        var tooEarly = await log.StartAsync(BySchedule, (_, _) => Task.FromResult(1), CancellationToken.None);
        jobs.Clock.Advance(TimeSpan.FromSeconds(1));
        var shown = (await jobs.RowsAsync()).Single().StateAt(jobs.Clock.GetUtcNow().UtcDateTime, JobRun.SilentAfter);
        var next = await log.StartAsync(BySchedule, (_, _) => Task.FromResult(1), CancellationToken.None);
        await ((JobStarted.Begun)next).Ended;

        Assert.IsInstanceOfType<JobStarted.RunsAlready>(tooEarly);
        Assert.AreEqual(JobRunState.Interrupted, shown);
        var rows = await jobs.RowsAsync();
        CollectionAssert.AreEqual(new[] { JobRunState.Interrupted, JobRunState.Succeeded }, rows.Select(row => row.State).ToArray());
        Assert.AreEqual(died, rows[0].EndedAtUtc);
    }

    [TestMethod]
    public async Task A_process_that_was_taken_for_dead_and_lives_stops_its_run()
    {
        await using var jobs = await JobsOnDisk.MakeAsync();
        var (stood, other) = (jobs.Process("a-1-0001"), jobs.Process("b-2-0002"));
        var asleep = (JobStarted.Begun)await stood.StartAsync(BySchedule, UntilCancelledAsync, CancellationToken.None);

        jobs.Clock.Advance(JobRun.SilentAfter + TimeSpan.FromSeconds(1));
        var second = (JobStarted.Begun)await other.StartAsync(BySchedule, UntilCancelledAsync, CancellationToken.None);
        await stood.BeatAsync(asleep.Run.Id);
        await Assert.ThrowsAsync<OperationCanceledException>(() => asleep.Ended);

        CollectionAssert.AreEqual(new[] { JobRunState.Cancelled, JobRunState.Running }, (await jobs.RowsAsync()).Select(row => row.State).ToArray());
        Assert.IsTrue(await other.CancelAsync(second.Run.Id, null, CancellationToken.None));
        await Assert.ThrowsAsync<OperationCanceledException>(() => second.Ended);
    }

    [TestMethod]
    public async Task What_another_process_left_is_taken_over_when_it_has_been_silent()
    {
        await using var jobs = await JobsOnDisk.MakeAsync();
        var (dead, next) = (jobs.Process("a-1-0001"), jobs.Process("b-2-0002"));
        var (left, finish) = await BeginAsync(dead, BySchedule);

        var taking = next.TakeOverAsync(BySchedule, (_, _) => Task.FromResult(4), CancellationToken.None);
        Assert.IsFalse(taking.IsCompleted);
        jobs.Clock.Advance(JobRun.SilentAfter + TimeSpan.FromSeconds(1));
        var taken = Assert.IsInstanceOfType<JobStarted.Begun>(await taking);

        Assert.AreEqual(4, await taken.Ended);
        Assert.AreEqual(JobRunState.Interrupted, (await jobs.RowsAsync())[0].State);
        finish.SetResult(0);
        await left.Ended;
    }

    [TestMethod]
    public async Task What_ends_after_all_is_not_done_again_by_who_was_to_take_it_over()
    {
        await using var jobs = await JobsOnDisk.MakeAsync();
        var (slow, next) = (jobs.Process("a-1-0001"), jobs.Process("b-2-0002"));
        var (begun, finish) = await BeginAsync(slow, BySchedule);

        var taking = next.TakeOverAsync(BySchedule, (_, _) => throw new InvalidOperationException("It is done."), CancellationToken.None);
        finish.SetResult(2);
        await begun.Ended;

        Assert.AreEqual(begun.Run.Id, Assert.IsInstanceOfType<JobStarted.RunsAlready>(await taking).Run.Id);
        Assert.AreEqual(JobRunState.Succeeded, (await jobs.RowsAsync()).Single().State);
    }

    [TestMethod]
    public async Task A_process_of_this_machine_that_is_gone_is_not_waited_for()
    {
        await using var jobs = await JobsOnDisk.MakeAsync();
        var now = jobs.Clock.GetUtcNow().UtcDateTime;
        var here = jobs.Default.Node;
        var before = $"{here[..^4]}xxxx";
        await using (var reporting = jobs.Open())
        {
            reporting.JobRuns.Add(new JobRun { Job = "refresh-facts", StartedAtUtc = now, HeartbeatAtUtc = now, Origin = JobOrigin.Command, Node = before, Holds = "refresh-facts" });
            await reporting.SaveChangesAsync();
        }

        var shown = jobs.Default.StateOf((await jobs.RowsAsync()).Single());
        var next = await jobs.Default.StartAsync(BySchedule, (_, _) => Task.FromResult(1), CancellationToken.None);

        Assert.AreEqual(JobRunState.Interrupted, shown);
        await ((JobStarted.Begun)next).Ended;
    }

    [TestMethod]
    public async Task A_heartbeat_keeps_a_long_run_alive_and_one_far_ahead_does_not_hold_the_job_for_ever()
    {
        await using var jobs = await JobsOnDisk.MakeAsync();
        var (log, other) = (jobs.Process("a-1-0001"), jobs.Process("b-2-0002"));
        var (begun, finish) = await BeginAsync(log, BySchedule);

        jobs.Clock.Advance(TimeSpan.FromHours(1));
        await log.BeatAsync(begun.Run.Id);
        var beaten = await other.StartAsync(BySchedule, (_, _) => Task.FromResult(1), CancellationToken.None);
        jobs.Clock.Advance(TimeSpan.FromHours(-2));
        var afterTheClockWentBack = await other.StartAsync(BySchedule, (_, _) => Task.FromResult(1), CancellationToken.None);

        Assert.IsInstanceOfType<JobStarted.RunsAlready>(beaten);
        var second = Assert.IsInstanceOfType<JobStarted.Begun>(afterTheClockWentBack);
        finish.SetResult(0);
        await begun.Ended;
        await second.Ended;
    }

    [TestMethod]
    public async Task While_the_database_is_away_the_run_is_remembered_and_stored_when_it_is_back()
    {
        await using var jobs = await JobsOnDisk.MakeAsync(isThere: false);
        var log = jobs.Process("a-1-0001");
        var (begun, finish) = await BeginAsync(log, BySchedule);

        var during = log.InMemory.Single().State;
        var twice = await log.StartAsync(BySchedule, (_, _) => Task.FromResult(1), CancellationToken.None);
        finish.SetResult(5);
        await begun.Ended;
        var remembered = log.InMemory.Single();
        await jobs.CreateAsync();
        await log.StoreWaitingAsync();

        Assert.AreEqual(JobRunState.Running, during);
        Assert.IsInstanceOfType<JobStarted.RunsAlready>(twice);
        Assert.AreEqual((JobRunState.Succeeded, 5), (remembered.State, remembered.RowsDone));
        Assert.IsEmpty(log.InMemory);
        Assert.AreEqual((JobRunState.Succeeded, 5), (await jobs.RowsAsync()).Select(row => (row.State, row.RowsDone)).Single());
    }

    // Waits for a lock, a second at a time.
    [TestMethod]
    public async Task An_end_that_cannot_be_stored_hides_nothing_and_holds_up_nothing()
    {
        await using var jobs = await JobsOnDisk.MakeAsync();
        var log = jobs.Process("a-1-0001");
        var (begun, finish) = await BeginAsync(log, BySchedule);
        await using (var held = new SqliteConnection(jobs.ConnectionString))
        {
            await held.OpenAsync();
            await using var transaction = held.BeginTransaction(deferred: false);
            finish.SetResult(8);
            Assert.AreEqual(8, await begun.Ended);
            Assert.AreEqual(JobRunState.Succeeded, log.InMemory.Single().State);
            await transaction.RollbackAsync();
        }

        var next = (JobStarted.Begun)await log.StartAsync(BySchedule, (_, _) => Task.FromResult(1), CancellationToken.None);
        await next.Ended;

        CollectionAssert.AreEqual(new[] { (JobRunState.Succeeded, 8), (JobRunState.Succeeded, 1) }, (await jobs.RowsAsync()).Select(row => (row.State, row.RowsDone)).ToArray());
    }

    [TestMethod]
    public async Task A_run_of_another_process_is_cancelled_at_its_next_heartbeat()
    {
        await using var jobs = await JobsOnDisk.MakeAsync();
        var (log, other) = (jobs.Process("a-1-0001"), jobs.Process("b-2-0002"));
        var worker = Guid.CreateVersion7();
        var begun = (JobStarted.Begun)await log.StartAsync(BySchedule, UntilCancelledAsync, CancellationToken.None);

        Assert.IsTrue(await other.CancelAsync(begun.Run.Id, worker, CancellationToken.None));
        await log.BeatAsync(begun.Run.Id);
        await Assert.ThrowsAsync<OperationCanceledException>(() => begun.Ended);

        var row = (await jobs.RowsAsync()).Single();
        Assert.AreEqual((JobRunState.Cancelled, worker, null, null), (row.State, row.CancelledByWorkerId, row.Holds, row.ErrorType));
        Assert.IsFalse(await other.CancelAsync(begun.Run.Id, worker, CancellationToken.None), "it has ended");
        Assert.IsFalse(await other.CancelAsync(Guid.NewGuid(), worker, CancellationToken.None), "there is none");
    }

    [TestMethod]
    public async Task A_run_of_this_process_is_cancelled_at_once_and_one_stopped_by_its_token_names_nobody()
    {
        await using var jobs = await JobsOnDisk.MakeAsync();
        var log = jobs.Process("a-1-0001");
        using var stop = new CancellationTokenSource();

        var first = (JobStarted.Begun)await log.StartAsync(BySchedule, UntilCancelledAsync, CancellationToken.None);
        await log.CancelAsync(first.Run.Id, Guid.CreateVersion7(), CancellationToken.None);
        await Assert.ThrowsAsync<OperationCanceledException>(() => first.Ended);
        var second = (JobStarted.Begun)await log.StartAsync(BySchedule, UntilCancelledAsync, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => second.Ended);

        var rows = await jobs.RowsAsync();
        Assert.IsTrue(rows.TrueForAll(row => row.State == JobRunState.Cancelled));
        Assert.AreEqual(1, rows.Count(row => row.CancelledByWorkerId is not null));
    }

    [TestMethod]
    public async Task A_failure_names_its_kind_and_never_its_message()
    {
        await using var jobs = await JobsOnDisk.MakeAsync();
        var log = jobs.Process("a-1-0001");
        (Exception Error, JobFault Kind)[] faults =
        [
            (new SqliteException("secret", 5), JobFault.DatabaseBusy),
            (new DbUpdateException("secret", new SqliteException("secret", 6)), JobFault.DatabaseBusy),
            (new SqliteException("secret", 14), JobFault.DatabaseAway),
            (new SqliteException("secret", 11), JobFault.DatabaseDamaged),
            (new SqliteException("secret", 13), JobFault.DiskFull),
            (new IOException("secret", 28), JobFault.DiskFull),
            (new MailFaultException(MailFault.Silent), JobFault.MailServer),
            (new PowerBiFaultException(PowerBiFault.Silent), JobFault.PowerBi),
            (new InvalidOperationException("secret"), JobFault.Other),
            (new OperationCanceledException("secret"), JobFault.Other),
        ];
        foreach (var (error, _) in faults)
        {
            jobs.Clock.Advance(TimeSpan.FromSeconds(1));
            await Assert.ThrowsAsync<Exception>(() => log.RunAsync("score-clients", (_, _) => throw error, CancellationToken.None));
        }

        var rows = await jobs.RowsAsync();
        CollectionAssert.AreEqual(faults.Select(fault => (JobRunState.Failed, (JobFault?)fault.Kind, fault.Error is PowerBiFaultException refused ? refused.Fault.ToString() : fault.Error.GetType().Name)).ToArray(), rows.Select(row => (row.State, row.Fault, row.ErrorType)).ToArray());
    }

    [TestMethod]
    public async Task Rows_of_a_quarter_ago_are_dropped()
    {
        await using var jobs = await JobsOnDisk.MakeAsync();
        var log = jobs.Process("a-1-0001");
        await log.RunAsync("score-clients", (_, _) => Task.FromResult(1), CancellationToken.None);
        jobs.Clock.Advance(TimeSpan.FromDays(91));

        await log.RunAsync("score-clients", (_, _) => Task.FromResult(2), CancellationToken.None);

        Assert.AreEqual(2, (await jobs.RowsAsync()).Single().RowsDone);
    }

    private static async Task<int> UntilCancelledAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        return 0;
    }

    /// <summary>A run that goes on until it is told how many rows it did.</summary>
    private static async Task<(JobStarted.Begun Begun, TaskCompletionSource<int> Finish)> BeginAsync(JobLog log, JobStart start)
    {
        var finish = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        return ((JobStarted.Begun)await log.StartAsync(start, (_, _) => finish.Task, CancellationToken.None), finish);
    }
}
