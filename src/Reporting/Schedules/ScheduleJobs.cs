using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Palveluohjaus.Guidance;
using Palveluohjaus.Guidance.County;
using Quartz;

namespace Palveluohjaus.Reporting.Schedules;

/// <summary>Brings what the scheduler has in line with the catalogue before it starts, and tells how old the facts are while it runs.</summary>
internal sealed class ScheduleJobs(JobCatalogue catalogue, JobLog log, ISchedulerFactory schedulers, TimeProvider clock) : IHostedService, IDisposable
{
    private readonly Meter _meter = new(ProductMeter.Name);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _meter.CreateObservableGauge("palveluohjaus.facts.age", MeasureFactsAge, "s", "How long ago this process brought the facts up to date; silent before it has.");
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        var on = catalogue.All.Where(each => each.IsOn).ToList();
        foreach (var job in on)
            await ScheduleAsync(scheduler, job, cancellationToken);

        // The nodes' own store outlives them: what was turned off or is no more would run on.
        foreach (var known in await scheduler.GetJobKeys(GroupMatcher<JobKey>.AnyGroup(), cancellationToken))
        {
            if (on.All(job => job.Name != known.Name))
                await scheduler.DeleteJob(known, cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _meter.Dispose();

    /// <summary>A schedule that another node has stored already is left as it is, so that a start does not put off what is due.</summary>
    private async Task ScheduleAsync(IScheduler scheduler, ScheduledJob job, CancellationToken cancellationToken)
    {
        var key = new TriggerKey(job.Name);
        var stored = await scheduler.GetTrigger(key, cancellationToken);
        if (stored is not null)
        {
            if (!job.When.IsAs(stored, CountyCalendar.Helsinki.Zone))
                await scheduler.RescheduleJob(key, job.When.Build(job.Name, clock, CountyCalendar.Helsinki.Zone), cancellationToken);
            else if (await scheduler.GetTriggerState(key, cancellationToken) == TriggerState.Error)
                await scheduler.ResetTriggerFromErrorState(key, cancellationToken);
            return;
        }

        try
        {
            await scheduler.ScheduleJob(
                // When its node dies, another does it.
                JobBuilder.Create<RunScheduledJob>().WithIdentity(job.Name).RequestRecovery().Build(),
                job.When.Build(job.Name, clock, CountyCalendar.Helsinki.Zone),
                cancellationToken: cancellationToken);
        }
        catch (ObjectAlreadyExistsException)
        {
            // Another node that starts at the same time was first.
        }
    }

    private IEnumerable<Measurement<double>> MeasureFactsAge() =>
        log.FactsRefreshedAtUtc is { } at ? [new Measurement<double>((clock.GetUtcNow().UtcDateTime - at).TotalSeconds)] : [];
}
