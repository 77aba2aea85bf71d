using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting.Storage;
using Quartz;

namespace Palveluohjaus.Reporting.Schedules;

/// <summary>Runs a job and keeps the row that tells of it, whoever started it: the schedule, a button or the command line.</summary>
public sealed partial class JobLog(IServiceScopeFactory scopes, TimeProvider clock, ILogger<JobLog> logger)
{
    /// <summary>Rows older than this are dropped when a new one is written.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    /// <param name="job">The job's name.</param>
    /// <param name="work">Does the work with services of its own scope and returns the number of rows done.</param>
    public async Task<int> RunAsync(string job, Func<IServiceProvider, CancellationToken, Task<int>> work, CancellationToken cancellationToken)
    {
        var run = new JobRun { Job = job, StartedAtUtc = clock.GetUtcNow().UtcDateTime };
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            run.RowsDone = await work(scope.ServiceProvider, cancellationToken);
        }
        catch (Exception error)
        {
            run.ErrorType = error.GetType().Name;
            await StoreAsync(run);
            throw;
        }

        await StoreAsync(run);
        return run.RowsDone;
    }

    /// <summary>The same for the scheduler, which is told of a failure in its own way.</summary>
    /// <exception cref="JobExecutionException">It failed.</exception>
    public async Task RunScheduledAsync(string job, Func<IServiceProvider, CancellationToken, Task<int>> work, CancellationToken cancellationToken)
    {
        try
        {
            await RunAsync(job, work, cancellationToken);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            throw new JobExecutionException($"{job} failed; its row in the job log names the kind of error.", error);
        }
    }

    private async Task StoreAsync(JobRun run)
    {
        run.EndedAtUtc = clock.GetUtcNow().UtcDateTime;
        await using var scope = scopes.CreateAsyncScope();
        var reporting = scope.ServiceProvider.GetRequiredService<ReportingDbContext>();
        reporting.JobRuns.Add(run);
        try
        {
            // Not cancellable: a run that was stopped is told of too.
            await reporting.SaveChangesAsync(CancellationToken.None);
            var oldest = run.StartedAtUtc - Kept;
            await reporting.JobRuns.Where(each => each.StartedAtUtc < oldest).ExecuteDeleteAsync(CancellationToken.None);
        }
        catch (Exception busy) when (StorageFaults.IsBusy(busy))
        {
            // A rebuild holds the database. What the job itself came to must not be hidden behind its row.
            LogRowNotStored(run.Job);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The row that tells of a run of {Job} could not be stored: the database was busy.")]
    private partial void LogRowNotStored(string job);
}
