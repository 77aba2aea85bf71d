using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Reporting.DataQuality;
using Palveluohjaus.Reporting.Facts;
using Palveluohjaus.Reporting.Schedules;
using Palveluohjaus.Reporting.Storage;
using Palveluohjaus.Reporting.WaitingTimes;
using Quartz;

namespace Palveluohjaus.Reporting;

/// <summary>The managers' entry point: the host adds it once and picks where facts are stored.</summary>
public static class ReportingModule
{
    /// <summary>Beside Guidance's in one database it must have another name.</summary>
    public const string MigrationsHistoryTable = "__ReportingMigrationsHistory";

    private static readonly TimeSpan RefreshInterval = TimeSpan.FromMinutes(5);

    /// <summary>02:15 every night: the hour from 03:00 is skipped in March and comes twice in October.</summary>
    private const string NightlyScoring = "0 15 2 * * ?";

    /// <summary>02:45 every night, when the clients have been scored.</summary>
    private const string NightlyForecast = "0 45 2 * * ?";

    private const string EveryQuarter = "0 0/15 * * * ?";

    /// <param name="services">The host's services; Guidance must be among them.</param>
    /// <param name="connectionString">Where facts lie. Embedded, that is a file beside Guidance's: a rebuild then never holds up the desk.</param>
    public static IServiceCollection AddReporting(this IServiceCollection services, string connectionString)
    {
        services.AddDbContext<ReportingDbContext, SqliteReportingDbContext>(options =>
            options.UseEmbeddedDatabase(connectionString, migrationsHistoryTable: MigrationsHistoryTable));
        services.AddScoped<RefreshFacts>();
        services.AddScoped<LoadFacts>();
        services.AddSingleton<CurrentFacts>();
        services.AddSingleton<MeasureMetrics>();
        services.AddSingleton<JobLog>();
        services.AddScoped<OverviewWords>();
        services.AddScoped<BuildOverview>();
        services.AddScoped<ReadForecastQuality>();
        services.AddSingleton<OverviewViews>();
        services.TryAddSingleton(new WaitingTimesSettings());
        services.AddScoped<DraftWaitingTimes>();
        services.AddScoped<KeepStatements>();
        services.AddSingleton<WaitingTimesWords>();
        return services;
    }

    /// <summary>The jobs that <c>serve</c> runs by itself.</summary>
    public static IServiceCollection AddSchedules(this IServiceCollection services)
    {
        services.AddQuartz(quartz =>
        {
            quartz.ScheduleJob<RefreshFactsJob>(
                trigger => trigger
                    .WithIdentity(RefreshFactsJob.Name)
                    .StartNow()
                    // Missed while the server was busy or asleep: once is enough, the next run takes in everything.
                    .WithSimpleSchedule(every => every.WithInterval(RefreshInterval).RepeatForever().WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithRemainingCount)),
                job => job.WithIdentity(RefreshFactsJob.Name));
            quartz.ScheduleJob<ScoreClientsJob>(
                trigger => trigger
                    .WithIdentity(ScoreClientsJob.Name)
                    // Missed while the server was busy or asleep: made up for at once. A server that was not running waits for the next night.
                    .WithCronSchedule(NightlyScoring, cron => cron.InTimeZone(CountyCalendar.Helsinki.Zone).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed)),
                job => job.WithIdentity(ScoreClientsJob.Name));
            quartz.ScheduleJob<FitDeadlineForecastJob>(
                trigger => trigger
                    .WithIdentity(FitDeadlineForecastJob.Name)
                    // As with scoring.
                    .WithCronSchedule(NightlyForecast, cron => cron.InTimeZone(CountyCalendar.Helsinki.Zone).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed)),
                job => job.WithIdentity(FitDeadlineForecastJob.Name));
            quartz.ScheduleJob<WatchDeadlinesJob>(
                trigger => trigger
                    .WithIdentity(WatchDeadlinesJob.Name)
                    // Missed while the server was busy or asleep: once is enough, and it takes in everything.
                    .WithCronSchedule(EveryQuarter, cron => cron.InTimeZone(CountyCalendar.Helsinki.Zone).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed)),
                job => job.WithIdentity(WatchDeadlinesJob.Name));
        });
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        return services;
    }
}
