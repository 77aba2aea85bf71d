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

    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        new(log.RunScheduledAsync(Name, RunAsync, cancellationToken));

    /// <returns>How many clients were scored and stored.</returns>
    internal static async Task<int> RunAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var summary = await services.GetRequiredService<ScoreClients>().ScoreAsync(new Actor($"job: {Name}"), progress: null, cancellationToken);
        return summary.Scored;
    }
}
