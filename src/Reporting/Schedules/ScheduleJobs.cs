using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Palveluohjaus.Guidance;
using Palveluohjaus.Guidance.County;
using Quartz;

namespace Palveluohjaus.Reporting.Schedules;

/// <summary>Brings what the scheduler has in line with the catalogue before it starts, and tells how old the facts are while it runs.</summary>
internal sealed class ScheduleJobs(JobCatalogue catalogue, JobLog log, ISchedulerFactory schedulers, TimeProvider clock) : IHostedService, IDisposable
{
    /// <summary>How often it is asked whether somebody set the clock back.</summary>
    private static readonly TimeSpan ClockInterval = TimeSpan.FromSeconds(10);

    /// <summary>A clock that is kept right by the network is moved by less.</summary>
    private static readonly TimeSpan LeastSetBack = TimeSpan.FromSeconds(30);

    private readonly Meter _meter = new(ProductMeter.Name);
    private readonly CancellationTokenSource _stopped = new();
    private Task _watchingClock = Task.CompletedTask;

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

        _watchingClock = WatchClockAsync(scheduler, on);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopped.CancelAsync();
        await _watchingClock;
    }

    public void Dispose()
    {
        _stopped.Cancel();
        _stopped.Dispose();
        _meter.Dispose();
    }

    /// <summary>The scheduler keeps the instant at which a job is due: when the clock is set back an hour, what runs every five minutes would rest for that hour.</summary>
    private async Task WatchClockAsync(IScheduler scheduler, IReadOnlyList<ScheduledJob> on)
    {
        using var timer = new PeriodicTimer(ClockInterval, clock);
        var (at, timestamp) = (clock.GetUtcNow(), clock.GetTimestamp());
        try
        {
            while (await timer.WaitForNextTickAsync(_stopped.Token))
            {
                var (now, nowTimestamp) = (clock.GetUtcNow(), clock.GetTimestamp());
                if (clock.GetElapsedTime(timestamp, nowTimestamp) - (now - at) > LeastSetBack && !await TryScheduleAnewAsync(scheduler, on))
                    continue;
                (at, timestamp) = (now, nowTimestamp);
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    /// <returns>False when the store could not be written: it is tried again.</returns>
    private async Task<bool> TryScheduleAnewAsync(IScheduler scheduler, IReadOnlyList<ScheduledJob> on)
    {
        try
        {
            foreach (var job in on)
                await scheduler.RescheduleJob(new TriggerKey(job.Name), job.When.Build(job.Name, clock, CountyCalendar.Helsinki.Zone), _stopped.Token);
            return true;
        }
        catch (SchedulerException)
        {
            return false;
        }
    }

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
