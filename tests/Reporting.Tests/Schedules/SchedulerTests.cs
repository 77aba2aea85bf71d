using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting.Schedules;
using Palveluohjaus.Reporting.Storage;
using Quartz;

namespace Palveluohjaus.Reporting.Tests.Schedules;

/// <summary>The real scheduler on a real database file.</summary>
[TestClass]
public sealed class SchedulerTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    [TestMethod]
    public async Task What_is_on_runs_and_leaves_its_row_and_what_is_off_does_not()
    {
        await using var jobs = await JobsOnDisk.MakeAsync();
        var ran = new TaskCompletionSource();
        using var server = await StartAsync(
            jobs,
            new ScheduledJob("on", new JobTrigger.Every(TimeSpan.FromHours(1)), (_, _) => Done(ran)),
            new ScheduledJob("off", new JobTrigger.Every(TimeSpan.FromHours(1)), (_, _) => throw new InvalidOperationException("It is off.")) { IsOn = false },
            new ScheduledJob("needs", new JobTrigger.Every(TimeSpan.FromHours(1)), (_, _) => throw new InvalidOperationException("What it needs is not there.")) { CanRun = _ => false });

        await ran.Task.WaitAsync(Long);
        await server.StopAsync();

        Assert.AreEqual(("on", JobRunState.Succeeded, JobOrigin.Schedule, 7), (await jobs.RowsAsync()).Select(row => (row.Job, row.State, row.Origin, row.RowsDone)).Single());
    }

    [TestMethod]
    public async Task A_night_slept_through_is_made_up_for_at_once_and_once()
    {
        await using var jobs = await JobsOnDisk.MakeAsync();
        var (runs, ran) = (0, new TaskCompletionSource());
        var night = new ScheduledJob("score-clients", new JobTrigger.Cron("0 15 2 * * ?"), (_, _) =>
        {
            Interlocked.Increment(ref runs);
            return Done(ran);
        });
        using var server = Build(jobs, night);
        var scheduler = await server.Services.GetRequiredService<ISchedulerFactory>().GetScheduler();
        await server.Services.GetServices<IHostedService>().OfType<ScheduleJobs>().Single().StartAsync(CancellationToken.None);

        // Three nights asleep.
        jobs.Clock.Advance(TimeSpan.FromDays(3));
        await scheduler.Start();
        await ran.Task.WaitAsync(Long);
        await scheduler.Shutdown(true);

        Assert.AreEqual(1, runs);
        Assert.AreEqual(1, (await jobs.RowsAsync()).Count);
    }

    [TestMethod]
    public async Task Shutdown_cancels_what_goes_on_and_its_row_says_so()
    {
        await using var jobs = await JobsOnDisk.MakeAsync();
        var began = new TaskCompletionSource();
        using var server = await StartAsync(jobs, new ScheduledJob("long", new JobTrigger.Every(TimeSpan.FromHours(1)), async (_, token) =>
        {
            began.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
            return 0;
        }));

        await began.Task.WaitAsync(Long);
        await server.StopAsync().WaitAsync(Long);

        Assert.AreEqual((JobRunState.Cancelled, null), (await jobs.RowsAsync()).Select(row => (row.State, row.CancelledByWorkerId)).Single());
    }

    [TestMethod]
    public async Task A_job_that_is_running_already_is_passed_over_without_a_row()
    {
        await using var jobs = await JobsOnDisk.MakeAsync();
        var other = jobs.Process("b-2-0002");
        var finish = new TaskCompletionSource<int>();
        var begun = (JobStarted.Begun)await other.StartAsync(new JobStart("on", JobOrigin.Command), (_, _) => finish.Task, CancellationToken.None);
        using var server = await StartAsync(jobs, new ScheduledJob("on", new JobTrigger.Every(TimeSpan.FromHours(1)), (_, _) => throw new InvalidOperationException("Twice at once.")));

        var scheduler = await server.Services.GetRequiredService<ISchedulerFactory>().GetScheduler();
        await scheduler.Shutdown(true);
        finish.SetResult(1);
        await begun.Ended;

        Assert.AreEqual(JobOrigin.Command, (await jobs.RowsAsync()).Single().Origin);
    }

    private static Task<int> Done(TaskCompletionSource ran)
    {
        ran.TrySetResult();
        return Task.FromResult(7);
    }

    private static async Task<IHost> StartAsync(JobsOnDisk jobs, params ScheduledJob[] catalogue)
    {
        var server = Build(jobs, catalogue);
        await server.StartAsync();
        return server;
    }

    private static IHost Build(JobsOnDisk jobs, params ScheduledJob[] catalogue)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<TimeProvider>(jobs.Clock);
        builder.Services.AddSingleton(new JobCatalogue(catalogue));
        builder.Services.AddSingleton<JobLog>();
        builder.Services.AddDbContext<ReportingDbContext, SqliteReportingDbContext>(options => options.UseEmbeddedDatabase(jobs.ConnectionString, "__ReportingMigrationsHistory"));
        builder.Services.AddSchedules(DatabaseSettings.Embedded(string.Empty));
        return builder.Build();
    }
}
