using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Palveluohjaus.Reporting.Storage;

namespace Palveluohjaus.Reporting.Schedules;

/// <summary>
/// Runs a job and keeps the row that tells of it, whoever started it: the schedule, a button or the command line. Of one job only one run goes on at a time,
/// in this process and in any other on the same database.
/// </summary>
/// <remarks>
/// A job's own database must not be needed to tell of the job. While it cannot be written (a rebuild holds it, or it is away) a run's row waits in memory, is
/// shown from there, and is stored as soon as that succeeds. A run that started meanwhile is guarded within this process only; every job may run twice.
/// </remarks>
public sealed partial class JobLog(IServiceScopeFactory scopes, TimeProvider clock, ILogger<JobLog> logger)
{
    public static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(15);

    /// <summary>Rows older than this are dropped when a run ends.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    /// <summary>So many rows wait in memory at most; the oldest give way.</summary>
    private const int MostUnstored = 500;

    private const int TurnAttempts = 60;
    private static readonly TimeSpan TurnInterval = TimeSpan.FromMilliseconds(500);

    /// <summary>A heartbeat that finds the database held comes again soon enough.</summary>
    private const int HeartbeatTimeoutSeconds = 1;

    private readonly ConcurrentDictionary<string, ActiveRun> _active = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Guid, JobRun> _unstored = new();

    /// <summary>This process, as rows name it.</summary>
    public string Node { get; init; } = ThisProcess();

    /// <summary>When a run that nothing is heard of is taken for dead.</summary>
    public TimeSpan SilentAfter { get; init; } = JobRun.SilentAfter;

    /// <summary>When this process last brought the facts up to date; null before it has.</summary>
    internal DateTime? FactsRefreshedAtUtc { get; private set; }

    /// <summary>What goes on in this process, and what could not be stored yet.</summary>
    public IReadOnlyList<JobRun> InMemory => [.. _active.Values.Select(active => active.Run).Concat(_unstored.Values).DistinctBy(run => run.Id)];

    /// <summary>As a run is to be told of: of one whose process is known to be gone it is not waited until it has been silent.</summary>
    public JobRunState StateOf(JobRun run) =>
        run.State == JobRunState.Running && InMemory.All(here => here.Id != run.Id) && IsGone(run) ? JobRunState.Interrupted : run.StateAt(Now, SilentAfter);

    /// <summary>Runs a job from the command line, to its end. A run that goes on already is waited for, half a minute at most.</summary>
    /// <param name="job">The job's name.</param>
    /// <param name="work">Does the work with services of its own scope and returns the number of rows done.</param>
    /// <exception cref="JobRunningException">Another run went on all the while.</exception>
    public async Task<int> RunAsync(string job, Func<IServiceProvider, CancellationToken, Task<int>> work, CancellationToken cancellationToken)
    {
        for (var left = TurnAttempts; ; left--)
        {
            switch (await StartAsync(new JobStart(job, JobOrigin.Command), work, cancellationToken))
            {
                case JobStarted.Begun begun:
                    return await begun.Ended;
                case JobStarted.RunsAlready other when left == 0:
                    throw new JobRunningException(other.Run);
                default:
                    await Task.Delay(TurnInterval, cancellationToken);
                    break;
            }
        }
    }

    /// <summary>Starts a job and does not wait for its end. It stops at the token, at a shutdown, and when somebody cancels it.</summary>
    public async Task<JobStarted> StartAsync(JobStart start, Func<IServiceProvider, CancellationToken, Task<int>> work, CancellationToken cancellationToken)
    {
        var now = Now;
        var run = new JobRun { Job = start.Job, StartedAtUtc = now, Origin = start.Origin, StartedByWorkerId = start.WorkerId, Node = Node, HeartbeatAtUtc = now, Holds = start.Job };
        var active = new ActiveRun(run, CancellationTokenSource.CreateLinkedTokenSource(cancellationToken));
        while (!_active.TryAdd(start.Job, active))
        {
            // Of one that is only about to start it is not known yet whether it may: another process may be first.
            if (_active.TryGetValue(start.Job, out var other) && await other.Holder.Task is { } holder)
            {
                active.Dispose();
                return new JobStarted.RunsAlready(holder);
            }
        }

        JobRun? first = null;
        try
        {
            if (await ClaimAsync(run, cancellationToken) is { } elsewhere)
                return new JobStarted.RunsAlready(first = elsewhere);
            first = run;
        }
        finally
        {
            if (first != run)
                Forget(active);
            active.Holder.SetResult(first);
        }

        // The run outlives a request that started it, and must not see whose it was.
        using var nothingFollows = ExecutionContext.SuppressFlow();
        return new JobStarted.Begun(run, Task.Run(() => RunClaimedAsync(active, work), CancellationToken.None));
    }

    /// <summary>
    /// Starts a job whose node the scheduler takes for dead. The run it left is waited for: until it is silent for long enough to be taken for dead here too, or has ended
    /// after all and need not be done again.
    /// </summary>
    public async Task<JobStarted> TakeOverAsync(JobStart start, Func<IServiceProvider, CancellationToken, Task<int>> work, CancellationToken cancellationToken)
    {
        var patience = SilentAfter + HeartbeatInterval;
        for (var began = clock.GetTimestamp(); ;)
        {
            var started = await StartAsync(start, work, cancellationToken);
            if (started is not JobStarted.RunsAlready other || clock.GetElapsedTime(began) > patience)
                return started;
            await Task.Delay(TurnInterval, clock, cancellationToken);
            if (!await GoesOnAsync(other.Run.Id, cancellationToken))
                return started;
        }
    }

    /// <summary>Whether a run has begun and not ended, in whichever process.</summary>
    public async Task<bool> GoesOnAsync(Guid runId, CancellationToken cancellationToken)
    {
        if (_active.Values.Any(active => active.Run.Id == runId && active.Run.EndedAtUtc is null))
            return true;
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ReportingDbContext>().JobRuns.AnyAsync(run => run.Id == runId && run.Holds != null, cancellationToken);
    }

    /// <summary>Asks a run to stop, in whichever process it goes on. It stops when it next looks.</summary>
    /// <returns>False when there is no such run, or it has ended.</returns>
    public async Task<bool> CancelAsync(Guid runId, Guid? workerId, CancellationToken cancellationToken)
    {
        if (_active.Values.FirstOrDefault(active => active.Run.Id == runId) is { } here)
        {
            if (here.Run.EndedAtUtc is not null)
                return false;
            here.Run.CancelledByWorkerId = workerId;
            here.Cancel();
            return true;
        }

        var now = Now;
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ReportingDbContext>().JobRuns
            .Where(run => run.Id == runId && run.Holds != null)
            .ExecuteUpdateAsync(row => row.SetProperty(run => run.CancelAskedAtUtc, now).SetProperty(run => run.CancelledByWorkerId, workerId), cancellationToken) > 0;
    }

    /// <summary>Stores the rows that wait in memory, if that goes now.</summary>
    public async Task StoreWaitingAsync()
    {
        foreach (var run in _unstored.Values.OrderBy(each => each.StartedAtUtc))
        {
            if (!await TryStoreAsync(run))
                return;
        }
    }

    /// <summary>Says that a run goes on, and looks whether it is to stop. Done by itself every <see cref="HeartbeatInterval"/>.</summary>
    internal async Task BeatAsync(Guid runId)
    {
        if (_active.Values.FirstOrDefault(each => each.Run.Id == runId) is not { } active)
            return;
        var run = active.Run;
        run.HeartbeatAtUtc = Now;
        if (_unstored.ContainsKey(run.Id))
        {
            await TryStoreAsync(run);
            return;
        }

        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var reporting = scope.ServiceProvider.GetRequiredService<ReportingDbContext>();
            reporting.Database.SetCommandTimeout(HeartbeatTimeoutSeconds);
            var stop = await reporting.JobRuns.AsNoTracking().Where(row => row.Id == runId && (row.CancelAskedAtUtc != null || row.Holds == null)).Select(row => new { row.CancelledByWorkerId }).SingleOrDefaultAsync();
            if (stop is not null)
            {
                // Asked to stop; or this process stood still for so long that it was taken for dead, and another may have begun the same.
                run.CancelledByWorkerId = stop.CancelledByWorkerId;
                active.Cancel();
            }

            var now = run.HeartbeatAtUtc;
            await reporting.JobRuns.Where(row => row.Id == runId && row.Holds != null).ExecuteUpdateAsync(row => row.SetProperty(each => each.HeartbeatAtUtc, now));
        }
        catch (Exception fault) when (JobFaults.IsStorage(fault))
        {
            // A rebuild holds the database for its whole length: nobody else can take this run for dead meanwhile, for that is written too.
        }
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private async Task<int> RunClaimedAsync(ActiveRun active, Func<IServiceProvider, CancellationToken, Task<int>> work)
    {
        var (run, began) = (active.Run, clock.GetTimestamp());
        using var stopBeating = new CancellationTokenSource();
        var beating = BeatUntilAsync(run.Id, stopBeating.Token);
        JobMeters.Begun(run.Job);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await using var atShutdown = scope.ServiceProvider.GetService<IHostApplicationLifetime>()?.ApplicationStopping.Register(active.Cancel) ?? default;
            run.Succeed(await work(scope.ServiceProvider, active.Token));
            if (run.Job == RefreshFactsJob.Name)
                FactsRefreshedAtUtc = Now;
            return run.RowsDone;
        }
        catch (Exception error)
        {
            // Whatever a database or a library makes of being stopped, it was stopped.
            if (active.Token.IsCancellationRequested && (error is OperationCanceledException || JobFaults.IsStorage(error)))
                run.BeCancelled();
            else
                run.Fail(error);
            LogEndedOtherwise(run.Job, run.State, run.ErrorType);
            throw;
        }
        finally
        {
            await stopBeating.CancelAsync();
            await beating;
            run.End(Now);
            JobMeters.Ended(run, clock.GetElapsedTime(began));
            await TryStoreAsync(run);
            Forget(active);
        }
    }

    private async Task BeatUntilAsync(Guid runId, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(HeartbeatInterval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
                await BeatAsync(runId);
        }
        catch (OperationCanceledException)
        {
        }
    }

    /// <returns>The run that goes on already; null when this one may.</returns>
    private async Task<JobRun?> ClaimAsync(JobRun run, CancellationToken cancellationToken)
    {
        await StoreWaitingAsync();
        await using var scope = scopes.CreateAsyncScope();
        var reporting = scope.ServiceProvider.GetRequiredService<ReportingDbContext>();
        try
        {
            // Looked at before it is written: reading goes on while a rebuild holds the database.
            if (await FindHolderAsync(reporting, run.Job, cancellationToken) is { } holder)
            {
                if (!IsGone(holder))
                    return holder;
                await EndSilentAsync(reporting, holder, cancellationToken);
            }

            reporting.JobRuns.Add(run);
            await reporting.SaveChangesAsync(cancellationToken);
            return null;
        }
        catch (Exception fault) when (JobFaults.IsStorage(fault) && !cancellationToken.IsCancellationRequested)
        {
            if (await TryFindHolderAsync(run.Job, cancellationToken) is { } first && first.Id != run.Id && !IsGone(first))
                return first;
            KeepInMemory(run);
            return null;
        }
    }

    /// <summary>A run of this process that this process knows nothing of is as dead as a silent one.</summary>
    private bool IsGone(JobRun holder) => holder.Node == Node || holder.IsSilentAt(Now, SilentAfter) || HasExited(holder.Node);

    /// <summary>
    /// Of this machine it is known at once, so that a command that was killed can simply be run again. A number that was ours before us, as in a container that
    /// was started anew, is an exited process's too; one that another program has now waits until it has been silent.
    /// </summary>
    private static bool HasExited(string node)
    {
        var parts = node.Split('-');
        if (parts.Length < 3 || string.Join('-', parts[..^2]) != ThisMachine() || !int.TryParse(parts[^2], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return false;
        if (number == Environment.ProcessId)
            return true;
        try
        {
            using var process = Process.GetProcessById(number);
            return process.HasExited;
        }
        catch (ArgumentException)
        {
            return true;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private static Task<JobRun?> FindHolderAsync(ReportingDbContext reporting, string job, CancellationToken cancellationToken) =>
        reporting.JobRuns.AsNoTracking().SingleOrDefaultAsync(each => each.Holds == job, cancellationToken);

    private async Task<JobRun?> TryFindHolderAsync(string job, CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            return await FindHolderAsync(scope.ServiceProvider.GetRequiredService<ReportingDbContext>(), job, cancellationToken);
        }
        catch (Exception fault) when (JobFaults.IsStorage(fault))
        {
            return null;
        }
    }

    /// <summary>It ended when it was last heard of; who was faster has done the same.</summary>
    private static Task<int> EndSilentAsync(ReportingDbContext reporting, JobRun silent, CancellationToken cancellationToken) => reporting.JobRuns
        .Where(row => row.Id == silent.Id && row.Holds != null && row.HeartbeatAtUtc == silent.HeartbeatAtUtc)
        .ExecuteUpdateAsync(
            row => row.SetProperty(run => run.State, JobRunState.Interrupted).SetProperty(run => run.Holds, (string?)null).SetProperty(run => run.EndedAtUtc, silent.HeartbeatAtUtc),
            cancellationToken);

    /// <summary>Not cancellable: a run that was stopped is told of too.</summary>
    private async Task<bool> TryStoreAsync(JobRun run)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var reporting = scope.ServiceProvider.GetRequiredService<ReportingDbContext>();
            var stored = await reporting.JobRuns.Where(row => row.Id == run.Id).ExecuteUpdateAsync(row => row
                .SetProperty(each => each.State, run.State)
                .SetProperty(each => each.Holds, run.Holds)
                .SetProperty(each => each.HeartbeatAtUtc, run.HeartbeatAtUtc)
                .SetProperty(each => each.EndedAtUtc, run.EndedAtUtc)
                .SetProperty(each => each.RowsDone, run.RowsDone)
                .SetProperty(each => each.Fault, run.Fault)
                .SetProperty(each => each.ErrorType, run.ErrorType)
                .SetProperty(each => each.CancelledByWorkerId, run.CancelledByWorkerId));
            if (stored == 0)
            {
                reporting.JobRuns.Add(run);
                await reporting.SaveChangesAsync(CancellationToken.None);
            }

            _unstored.TryRemove(run.Id, out _);
            if (run.EndedAtUtc is { } ended)
            {
                var oldest = ended - Kept;
                await reporting.JobRuns.Where(each => each.StartedAtUtc < oldest).ExecuteDeleteAsync(CancellationToken.None);
            }

            return true;
        }
        catch (Exception fault) when (JobFaults.IsStorage(fault))
        {
            // What the job itself came to must not be hidden behind its row.
            KeepInMemory(run);
            return false;
        }
    }

    private void KeepInMemory(JobRun run)
    {
        if (_unstored.TryAdd(run.Id, run))
            LogRowWaits(run.Job);
        while (_unstored.Count > MostUnstored && _unstored.Values.Where(each => each.EndedAtUtc is not null).MinBy(each => each.StartedAtUtc) is { } oldest)
            _unstored.TryRemove(oldest.Id, out _);
    }

    private void Forget(ActiveRun active)
    {
        _active.TryRemove(KeyValuePair.Create(active.Run.Job, active));
        active.Dispose();
    }

    /// <summary>Letters, digits and hyphens: it is shown, and stands in the database.</summary>
    private static string ThisMachine() => new([.. Environment.MachineName.Where(character => char.IsAsciiLetterOrDigit(character) || character == '-').Take(30)]);

    internal static string ThisProcess() =>
        string.Create(CultureInfo.InvariantCulture, $"{ThisMachine()}-{Environment.ProcessId}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(2))}");

    [LoggerMessage(Level = LogLevel.Warning, Message = "The row that tells of a run of {Job} could not be stored: it is kept in memory until the database takes it.")]
    private partial void LogRowWaits(string job);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A run of {Job} ended: {State} {ErrorType}")]
    private partial void LogEndedOtherwise(string job, JobRunState state, string? errorType);

    private sealed class ActiveRun(JobRun run, CancellationTokenSource cancel) : IDisposable
    {
        private readonly Lock _gate = new();
        private bool _hasEnded;

        public JobRun Run => run;

        public CancellationToken Token { get; } = cancel.Token;

        /// <summary>The run that goes on, this or another process's; null when starting failed.</summary>
        public TaskCompletionSource<JobRun?> Holder { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Cancel()
        {
            lock (_gate)
            {
                if (!_hasEnded)
                    cancel.CancelAsync();
            }
        }

        public void Dispose()
        {
            lock (_gate)
            {
                _hasEnded = true;
                cancel.Dispose();
            }
        }
    }
}

/// <param name="Job">The job's name.</param>
/// <param name="Origin">Who or what starts it.</param>
/// <param name="WorkerId">Who, by hand; null otherwise.</param>
public sealed record JobStart(string Job, JobOrigin Origin, Guid? WorkerId = null);

/// <summary>What came of starting a job.</summary>
public abstract record JobStarted
{
    private JobStarted()
    {
    }

    /// <param name="Run">Its row.</param>
    /// <param name="Ended">Ends with it: the rows done, or what stopped it.</param>
    public sealed record Begun(JobRun Run, Task<int> Ended) : JobStarted;

    /// <param name="Run">The one that goes on.</param>
    public sealed record RunsAlready(JobRun Run) : JobStarted;
}

/// <summary>The job runs already; of one job only one run goes on at a time.</summary>
public sealed class JobRunningException(JobRun run) : InvalidOperationException($"{run.Job} runs already.")
{
    public JobRun Run => run;
}
