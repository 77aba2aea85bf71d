using Microsoft.Extensions.DependencyInjection;
using Palveluohjaus.Reporting.Storage;

namespace Palveluohjaus.Reporting.Schedules;

/// <summary>Runs a job and keeps the row that tells of it, whoever started it: the schedule, a button or the command line.</summary>
public sealed class JobLog(IServiceScopeFactory scopes, TimeProvider clock)
{
    /// <param name="job">The job's name.</param>
    /// <param name="work">Does the work with services of its own scope and returns the number of rows done.</param>
    public async Task<int> RunAsync(string job, Func<IServiceProvider, CancellationToken, Task<int>> work, CancellationToken cancellationToken)
    {
        var run = new JobRun { Job = job, StartedAtUtc = clock.GetUtcNow().UtcDateTime };
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            run.RowsDone = await work(scope.ServiceProvider, cancellationToken);
            return run.RowsDone;
        }
        catch (Exception error)
        {
            run.ErrorType = error.GetType().Name;
            throw;
        }
        finally
        {
            run.EndedAtUtc = clock.GetUtcNow().UtcDateTime;
            await StoreAsync(run);
        }
    }

    private async Task StoreAsync(JobRun run)
    {
        await using var scope = scopes.CreateAsyncScope();
        var reporting = scope.ServiceProvider.GetRequiredService<ReportingDbContext>();
        reporting.JobRuns.Add(run);

        // Not cancellable: a run that was stopped is told of too.
        await reporting.SaveChangesAsync(CancellationToken.None);
    }
}
