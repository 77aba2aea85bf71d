using Microsoft.Extensions.DependencyInjection;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting.Facts;
using Quartz;

namespace Palveluohjaus.Reporting.Schedules;

/// <summary>Brings the facts up to date every few minutes.</summary>
[DisallowConcurrentExecution]
public sealed class RefreshFactsJob(JobLog log) : IJob
{
    public const string Name = "refresh-facts";

    /// <summary>The same work, started by whoever needs it now.</summary>
    /// <returns>How many facts changed; none when another refresh was at it, which takes them in.</returns>
    public static async Task<int> RunAsync(IServiceProvider services, bool rebuild, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        try
        {
            var summary = await services.GetRequiredService<RefreshFacts>().RunAsync(rebuild, progress, cancellationToken);
            return summary.FactsChanged;
        }
        catch (Exception busy) when (!rebuild && StorageFaults.IsBusy(busy))
        {
            return 0;
        }
    }

    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        new(log.RunScheduledAsync(Name, (services, token) => RunAsync(services, rebuild: false, progress: null, token), cancellationToken));
}
