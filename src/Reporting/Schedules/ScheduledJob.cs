using Quartz;

namespace Palveluohjaus.Reporting.Schedules;

/// <summary>One entry of the catalogue. Its name and description are among the texts: <c>Job.{Name}</c>, <c>Job.{Name}.Description</c>.</summary>
/// <param name="Name">As it stands in the database, in settings and in addresses: lower case and hyphens.</param>
/// <param name="When">When it runs by itself.</param>
/// <param name="RunAsync">Does the work with the services of a scope of its own and returns how many rows it did. Safe to run twice; stops when it is asked to.</param>
public sealed record ScheduledJob(string Name, JobTrigger When, Func<IServiceProvider, CancellationToken, Task<int>> RunAsync)
{
    /// <summary>False while it is off: it does not run by itself, and starts by hand only.</summary>
    public bool IsOn { get; init; } = true;

    /// <summary>Whether what it needs is there; where not it never runs, and <c>Job.{Name}.Needs</c> tells what is to be done. Null: it needs nothing.</summary>
    public Func<IServiceProvider, bool>? CanRun { get; init; }

    /// <summary>Where the county, and not the product, says when it runs or whether it is on.</summary>
    public bool IsCountysOwn { get; init; }
}

/// <summary>When a job runs. Clock times are the county's: Europe/Helsinki.</summary>
public abstract record JobTrigger
{
    private JobTrigger()
    {
    }

    /// <summary>At start, of several nodes the first's, and then every so often. Runs missed while the server was busy or asleep are left out: the next takes in everything.</summary>
    public sealed record Every(TimeSpan Interval) : JobTrigger;

    /// <summary>
    /// By the clock. A run missed while the server was busy or asleep is made up for at once, and once. A server that was not running waits for the
    /// next; nodes on one database remember what they missed when none was running.
    /// A time in the hour that March skips is passed over that night, and one in the hour that October has twice comes twice: the product's own lie outside both.
    /// </summary>
    /// <param name="Expression">Quartz's cron: seconds, minutes, hours, days of month, months, days of week.</param>
    public sealed record Cron(string Expression) : JobTrigger;

    /// <summary>Whether a trigger that is stored fires when this one says.</summary>
    internal bool IsAs(ITrigger stored, TimeZoneInfo zone) => (this, stored) switch
    {
        (Every every, ISimpleTrigger simple) => simple.RepeatInterval == every.Interval,
        (Cron cron, ICronTrigger byClock) => byClock.CronExpressionString == cron.Expression && byClock.TimeZone.Id == zone.Id,
        _ => false,
    };

    internal ITrigger Build(string job, TimeProvider clock, TimeZoneInfo zone) => this switch
    {
        Every every => TriggerBuilder.Create(clock).WithIdentity(job).StartNow()
            .WithSimpleSchedule(simple => simple.WithInterval(every.Interval).RepeatForever().WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithRemainingCount)).Build(),
        Cron cron => TriggerBuilder.Create(clock).WithIdentity(job)
            .WithCronSchedule(cron.Expression, at => at.InTimeZone(zone).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed)).Build(),
        _ => throw new InvalidOperationException("Not a trigger."),
    };
}
