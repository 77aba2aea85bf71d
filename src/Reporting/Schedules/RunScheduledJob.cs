using Microsoft.Extensions.Logging;
using Quartz;

namespace Palveluohjaus.Reporting.Schedules;

/// <summary>What the scheduler runs, whichever job it is: the entry of the catalogue that the key names.</summary>
[DisallowConcurrentExecution]
public sealed partial class RunScheduledJob(JobCatalogue catalogue, JobLog log, IServiceProvider services, ILogger<RunScheduledJob> logger) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var name = context.JobDetail.Key.Name;
        var job = catalogue.Find(name) ?? throw new JobExecutionException($"There is no job {name}.");
        if (job.CanRun?.Invoke(services) == false)
            return;
        try
        {
            var start = new JobStart(name, JobOrigin.Schedule);
            var started = context.Recovering ? await log.TakeOverAsync(start, job.RunAsync, cancellationToken) : await log.StartAsync(start, job.RunAsync, cancellationToken);
            if (started is JobStarted.Begun begun)
                await begun.Ended;
            else
                LogRunsAlready(name);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Somebody cancelled the run, and its row says who. The next comes when it is due.
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            throw new JobExecutionException($"{name} failed; its row in the job log names the kind of error.", error);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Job} was due and runs already.")]
    private partial void LogRunsAlready(string job);
}
