using Microsoft.Extensions.DependencyInjection;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Deadlines.Forecast;
using Quartz;

namespace Palveluohjaus.Reporting.Schedules;

/// <summary>Draws the deadline-risk forecast anew every night. If it fails, yesterday's stays in use.</summary>
[DisallowConcurrentExecution]
public sealed class FitDeadlineForecastJob(JobLog log) : IJob
{
    public const string Name = "fit-deadline-forecast";

    /// <returns>How many deadlines the forecast rests on.</returns>
    public static Task<int> RunAsync(IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<FitDeadlineForecast>().RunAsync(new Actor($"job: {Name}"), cancellationToken);

    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        new(log.RunScheduledAsync(Name, RunAsync, cancellationToken));
}
