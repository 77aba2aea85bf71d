using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting.Schedules;
using Palveluohjaus.Reporting.Storage;
using Palveluohjaus.Testing;
using Quartz;

namespace Palveluohjaus.Reporting.Tests.Schedules;

/// <summary>The schedules of several nodes on one database of a server.</summary>
[TestClass]
[TestCategory("database")]
public sealed class NodesScheduleTests : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);
    private static readonly JobTrigger Hourly = new JobTrigger.Every(TimeSpan.FromHours(1));
    private readonly NodesDatabase? _database = NodesDatabase.TryMake();
    private readonly ConcurrentQueue<(string Job, string Node)> _ran = new();

    [TestInitialize]
    public async Task Require_a_server()
    {
        if (_database is null)
            Assert.Inconclusive("Nodes share a database server: PALVELUOHJAUS_TEST_DATABASE names none.");
        using var administrator = Build("administrator-1-0000", _database.ConnectionString);
        await using var scope = administrator.Services.CreateAsyncScope();
        var reporting = scope.ServiceProvider.GetRequiredService<ReportingDbContext>();
        await reporting.Database.MigrateAsync();
        await ClusterTables.CreateMissingAsync(reporting, _database.Provider, CancellationToken.None);
    }

    [TestMethod]
    public async Task Each_time_of_a_job_is_one_nodes_also_of_nodes_that_start_at_once()
    {
        ScheduledJob[] jobs = [Noted("at-start", Hourly), Noted("tick", new JobTrigger.Cron("0/3 * * * * ?"))];
        using var first = Build("first-1-0001", _database!.ConnectionString, [.. jobs.Select(job => job with { RunAsync = Note("first", job.Name) })]);
        using var second = Build("second-2-0002", _database.ConnectionString, [.. jobs.Select(job => job with { RunAsync = Note("second", job.Name) })]);

        await Task.WhenAll(first.StartAsync(), second.StartAsync());
        await WaitForAsync(() => _ran.Count(run => run.Job == "tick") >= 4);
        await Task.WhenAll(first.StopAsync(), second.StopAsync());

        Assert.AreEqual(1, _ran.Count(run => run.Job == "at-start"));
        var ticks = (await RowsAsync(first)).Where(row => row.Job == "tick").Select(row => row.StartedAtUtc).ToList();
        Assert.HasCount(_ran.Count(run => run.Job == "tick"), ticks);
        Assert.AreEqual(ticks.Count, ticks.Select(at => at.Ticks / TimeSpan.FromSeconds(3).Ticks).Distinct().Count(), "Of each time there is one run.");
    }

    [TestMethod]
    public async Task The_job_of_a_node_that_is_gone_is_anothers_within_a_minute()
    {
        using var cable = _database!.Lay();
        var (began, done) = (new TaskCompletionSource(), new TaskCompletionSource());
        using var dying = Build("dying-1-0001", _database!.Through(cable), Noted("long", Hourly) with
        {
            RunAsync = async (_, token) =>
            {
                began.TrySetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, token);
                return 0;
            },
        });
        using var other = Build("other-2-0002", _database!.ConnectionString, Noted("long", Hourly) with
        {
            RunAsync = (_, _) =>
            {
                done.TrySetResult();
                return Task.FromResult(5);
            },
        });

        await dying.StartAsync();
        await began.Task.WaitAsync(Long);
        await other.StartAsync();
        cable.Cut();
        var since = Stopwatch.StartNew();
        await done.Task.WaitAsync(Long);

        Assert.IsLessThan(Long, since.Elapsed);
        await WaitForAsync(async () => (await RowsAsync(other)).Any(row => row.State == JobRunState.Succeeded));
        await other.StopAsync();
        CollectionAssert.AreEqual(
            new[] { ("dying-1-0001", JobRunState.Interrupted), ("other-2-0002", JobRunState.Succeeded) },
            (await RowsAsync(other)).Select(row => (row.Node, row.State)).ToArray());
    }

    [TestMethod]
    public async Task A_start_brings_the_store_in_line_with_the_settings_and_leaves_alone_what_is_as_they_say()
    {
        using var before = Build("before-1-0001", _database!.ConnectionString, Noted("kept", Hourly), Noted("changed", new JobTrigger.Cron("0 15 2 * * ?")), Noted("turned-off", Hourly), Noted("removed", Hourly));
        await LineUpAsync(before);
        var keptAt = await NextAsync(before, "kept");
        using var after = Build("after-2-0002", _database.ConnectionString, Noted("kept", Hourly), Noted("changed", new JobTrigger.Cron("0 20 5 * * ?")), Noted("turned-off", Hourly) with { IsOn = false }, Noted("new", Hourly));

        await LineUpAsync(after);

        var scheduler = await after.Services.GetRequiredService<ISchedulerFactory>().GetScheduler();
        Assert.AreEqual("changed kept new", string.Join(' ', (await scheduler.GetJobKeys(GroupMatcher<JobKey>.AnyGroup())).Select(key => key.Name).Order(StringComparer.Ordinal)));
        Assert.AreEqual(keptAt, await NextAsync(after, "kept"));
        Assert.AreEqual("0 20 5 * * ?", ((ICronTrigger)(await scheduler.GetTrigger(new TriggerKey("changed")))!).CronExpressionString);
    }

    [TestMethod]
    public async Task A_run_is_cancelled_from_a_node_that_does_not_run_it()
    {
        using var runs = Build("runs-1-0001", _database!.ConnectionString);
        using var asks = Build("asks-2-0002", _database.ConnectionString);
        var begun = (JobStarted.Begun)await runs.Services.GetRequiredService<JobLog>().StartAsync(
            new JobStart("long", JobOrigin.Hand),
            async (_, token) =>
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, token);
                return 0;
            },
            CancellationToken.None);

        var refused = await asks.Services.GetRequiredService<JobLog>().StartAsync(new JobStart("long", JobOrigin.Hand), (_, _) => Task.FromResult(0), CancellationToken.None);
        Assert.IsTrue(await asks.Services.GetRequiredService<JobLog>().CancelAsync(begun.Run.Id, null, CancellationToken.None));
        await runs.Services.GetRequiredService<JobLog>().BeatAsync(begun.Run.Id);

        await Assert.ThrowsAsync<OperationCanceledException>(() => begun.Ended.WaitAsync(Long));
        Assert.AreEqual("runs-1-0001", Assert.IsInstanceOfType<JobStarted.RunsAlready>(refused).Run.Node);
        Assert.AreEqual(JobRunState.Cancelled, (await RowsAsync(asks)).Single().State);
    }

    public void Dispose() => _database?.Dispose();

    private static ScheduledJob Noted(string name, JobTrigger when) => new(name, when, (_, _) => Task.FromResult(0));

    private Func<IServiceProvider, CancellationToken, Task<int>> Note(string node, string job) => (_, _) =>
    {
        _ran.Enqueue((job, node));
        return Task.FromResult(1);
    };

    private IHost Build(string node, string connectionString, params ScheduledJob[] catalogue)
    {
        var settings = DatabaseSettings.OfServer(_database!.Provider, connectionString, dataDirectory: string.Empty);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(new JobCatalogue(catalogue));
        builder.Services.AddDatabase<ReportingDbContext, SqliteReportingDbContext, SqlServerReportingDbContext, PostgreSqlReportingDbContext>(settings, EmbeddedDatabase.FactsFileName, ReportingModule.MigrationsHistoryTable);
        builder.Services.AddJobLog(settings, node);
        builder.Services.AddSchedules(settings);
        return builder.Build();
    }

    /// <summary>As a start does, and nothing runs.</summary>
    private static Task LineUpAsync(IHost node) => node.Services.GetServices<IHostedService>().OfType<ScheduleJobs>().Single().StartAsync(CancellationToken.None);

    private static async Task<DateTimeOffset?> NextAsync(IHost node, string job) =>
        (await (await node.Services.GetRequiredService<ISchedulerFactory>().GetScheduler()).GetTrigger(new TriggerKey(job)))!.NextFireTimeUtc;

    private static async Task<List<JobRun>> RowsAsync(IHost node)
    {
        await using var scope = node.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ReportingDbContext>().JobRuns.AsNoTracking().OrderBy(run => run.StartedAtUtc).ThenBy(run => run.Id).ToListAsync();
    }

    private static Task WaitForAsync(Func<bool> holds) => WaitForAsync(() => Task.FromResult(holds()));

    private static async Task WaitForAsync(Func<Task<bool>> holds)
    {
        using var longest = new CancellationTokenSource(Long);
        while (!await holds())
            await Task.Delay(TimeSpan.FromMilliseconds(50), longest.Token);
    }
}
