using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Palveluohjaus.Guidance;
using Palveluohjaus.Guidance.County;
using Quartz;

namespace Palveluohjaus.Reporting.Schedules;

/// <summary>Gives the scheduler every job that is on, before it starts, and tells how old the facts are while it runs.</summary>
internal sealed class ScheduleJobs(JobCatalogue catalogue, JobLog log, ISchedulerFactory schedulers, TimeProvider clock) : IHostedService, IDisposable
{
    private readonly Meter _meter = new(ProductMeter.Name);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _meter.CreateObservableGauge("palveluohjaus.facts.age", MeasureFactsAge, "s", "How long ago this process brought the facts up to date; silent before it has.");
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        foreach (var job in catalogue.All.Where(each => each.IsOn))
        {
            await scheduler.ScheduleJob(
                JobBuilder.Create<RunScheduledJob>().WithIdentity(job.Name).Build(),
                job.When.Build(job.Name, clock, CountyCalendar.Helsinki.Zone),
                cancellationToken: cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<double>> MeasureFactsAge() =>
        log.FactsRefreshedAtUtc is { } at ? [new Measurement<double>((clock.GetUtcNow().UtcDateTime - at).TotalSeconds)] : [];
}
