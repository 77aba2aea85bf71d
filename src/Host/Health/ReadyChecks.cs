using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Palveluohjaus.Reporting.Schedules;
using Palveluohjaus.Reporting.Storage;
using Quartz;

namespace Palveluohjaus.Host.Health;

/// <summary>The database answers a question, and its schema is this version's.</summary>
internal sealed class DatabaseCheck<TContext>(TContext database) : IHealthCheck
    where TContext : DbContext
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            // Of a database that is not there this asks nothing: to open it would make it.
            if (!await database.Database.CanConnectAsync(cancellationToken))
                return HealthCheckResult.Unhealthy();
            return (await database.Database.GetPendingMigrationsAsync(cancellationToken)).Any() ? HealthCheckResult.Unhealthy(data: Says("reason", "schema")) : HealthCheckResult.Healthy();
        }
        catch (Exception fault) when (fault is System.Data.Common.DbException or InvalidOperationException)
        {
            return HealthCheckResult.Unhealthy();
        }
    }

    private static Dictionary<string, object> Says(string name, object value) => new() { [name] = value };
}

/// <summary>The schedules run, where this process was started to run them.</summary>
internal sealed class SchedulerCheck(IServiceProvider services) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (services.GetService<ISchedulerFactory>() is not { } schedulers)
            return HealthCheckResult.Healthy(data: new Dictionary<string, object> { ["runs"] = false });
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        return await scheduler.GetStatus(cancellationToken) == SchedulerStatus.Running ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy();
    }
}

/// <summary>The figures are not older than three refreshes in a row, or a quarter of an hour.</summary>
internal sealed class FactsAgeCheck(ReportingDbContext reporting, JobCatalogue catalogue, TimeProvider clock) : IHealthCheck
{
    private static readonly TimeSpan Least = TimeSpan.FromMinutes(15);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var refreshedAtUtc = await reporting.RefreshStates.AsNoTracking().Select(state => (DateTime?)state.RefreshedAtUtc).SingleOrDefaultAsync(cancellationToken);
        if (refreshedAtUtc is not { } at)
            return HealthCheckResult.Degraded();
        var age = clock.GetUtcNow().UtcDateTime - at;
        var interval = catalogue.Find(RefreshFactsJob.Name)?.When is JobTrigger.Every every ? every.Interval * 3 : TimeSpan.FromDays(1.5);
        var data = new Dictionary<string, object> { ["ageSeconds"] = (long)age.TotalSeconds };
        return age > (interval > Least ? interval : Least) ? HealthCheckResult.Degraded(data: data) : HealthCheckResult.Healthy(data: data);
    }
}

/// <summary>The disk of the data directory has room left for a day or more.</summary>
internal sealed class DiskCheck(string dataDirectory) : IHealthCheck
{
    private const long LeastFreeBytes = 1024L * 1024 * 1024;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var free = new DriveInfo(Path.GetFullPath(dataDirectory)).AvailableFreeSpace;
        var data = new Dictionary<string, object> { ["freeMegabytes"] = free / (1024 * 1024) };
        return Task.FromResult(free < LeastFreeBytes ? HealthCheckResult.Degraded(data: data) : HealthCheckResult.Healthy(data: data));
    }
}
