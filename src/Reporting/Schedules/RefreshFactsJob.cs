using Microsoft.Extensions.DependencyInjection;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Schedules;

/// <summary>Brings the facts up to date: every few minutes, and when someone needs it now.</summary>
public static class RefreshFactsJob
{
    public const string Name = "refresh-facts";

    /// <returns>How many facts changed; none when another refresh was at it, which takes them in.</returns>
    public static async Task<int> RunAsync(IServiceProvider services, bool rebuild, IProgress<int>? progress, CancellationToken cancellationToken) =>
        await TryRunAsync(services, rebuild, progress, cancellationToken) ?? 0;

    /// <returns>Null when another refresh was at it.</returns>
    public static async Task<int?> TryRunAsync(IServiceProvider services, bool rebuild, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        try
        {
            var summary = await services.GetRequiredService<RefreshFacts>().RunAsync(rebuild, progress, cancellationToken);
            return summary.FactsChanged;
        }
        catch (Exception busy) when (!rebuild && StorageFaults.IsBusy(busy))
        {
            return null;
        }
    }
}
