using Microsoft.Extensions.DependencyInjection;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.ClientSegments;
using Quartz;

namespace Palveluohjaus.Reporting.Schedules;

/// <summary>Scores, every night, the clients whose profile changed. If it fails, yesterday's suggestions stay as they were.</summary>
[DisallowConcurrentExecution]
public sealed class ScoreClientsJob(JobLog log) : IJob
{
    public const string Name = "score-clients";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        try
        {
            await log.RunAsync(Name, RunAsync, cancellationToken);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            throw new JobExecutionException($"{Name} failed; its row in the job log names the kind of error.", error);
        }
    }

    /// <returns>How many clients were scored and stored.</returns>
    internal static async Task<int> RunAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var summary = await services.GetRequiredService<ScoreClients>().ScoreAsync(new Actor($"job: {Name}"), progress: null, cancellationToken);
        return summary.Scored;
    }
}
