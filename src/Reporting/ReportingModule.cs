using Microsoft.Data.SqlClient;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Npgsql;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.ChartMarks;
using Palveluohjaus.Reporting.ControlCharts;
using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Reporting.Dashboards.ModelWatch;
using Palveluohjaus.Reporting.DataQuality;
using Palveluohjaus.Reporting.Exports;
using Palveluohjaus.Reporting.Facts;
using Palveluohjaus.Reporting.FigureRows;
using Palveluohjaus.Reporting.ImportedFigures;
using Palveluohjaus.Reporting.Paths;
using Palveluohjaus.Reporting.PowerBi;
using Palveluohjaus.Reporting.PowerBi.Embedding;
using Palveluohjaus.Reporting.Retention;
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

    /// <summary>A node that has not been heard of for twice as long is taken for dead.</summary>
    private static readonly TimeSpan CheckIn = TimeSpan.FromSeconds(10);

    /// <param name="services">The host's services; Guidance must be among them.</param>
    /// <param name="database">Where facts lie. Embedded, that is a file beside Guidance's: a rebuild then never holds up the desk.</param>
    public static IServiceCollection AddReporting(this IServiceCollection services, DatabaseSettings database)
    {
        services.AddReportingDatabase(database);
        services.AddScoped<RefreshFacts>();
        services.AddScoped<LoadFacts>();
        services.AddScoped<CompareFacts>();
        services.AddSingleton<CurrentFacts>();
        services.AddSingleton<ShownFacts>();
        services.AddSingleton<MeasureMetrics>();
        services.TryAddSingleton(new JobCatalogue(JobCatalogue.Shipped));
        services.AddJobLog(database);
        services.AddScoped<ReadJobs>();
        services.AddScoped<SteerJobs>();
        services.AddScoped<SteerFromPage>();
        services.AddScoped<DashboardWords>();
        services.AddScoped<CodeNames>();
        services.AddSingleton<DashboardDays>();
        services.AddScoped<BuildDashboard>();
        services.AddScoped<ReadDashboard>();
        services.AddScoped<BuildPaths>();
        services.AddScoped<ReadPaths>();
        services.AddScoped<ReadShownFigures>();
        services.AddSingleton<FindFigureRows>();
        services.AddScoped<ReadFigureRows>();
        services.AddScoped<OpenFigureLists>();
        services.AddScoped<ReadForecastQuality>();
        services.AddSingleton<CountedReasons>();
        services.AddScoped<ReadOtherReasons>();
        services.AddScoped<QualityTables>();
        services.AddScoped<WatchTables>();
        services.AddSingleton<DashboardViews>();
        services.TryAddSingleton(new WaitingTimesSettings());
        services.AddScoped<DraftWaitingTimes>();
        services.AddScoped<KeepStatements>();
        services.AddSingleton<WaitingTimesWords>();
        services.AddScoped<KeepFigures>();
        services.AddScoped<KeepMarks>();
        services.AddSingleton<MarkWords>();
        services.TryAddSingleton(new ControlChartRules());
        services.AddScoped<ControlFigures>();
        services.AddSingleton<FigureWords>();
        services.AddScoped<ReadFigures>();
        services.AddSingleton<RetentionWords>();
        services.TryAddSingleton(PowerBiInUse.Off);
        services.AddScoped<OpenModelRows>();
        services.AddScoped<PushRows>();
        services.AddScoped(provider => new PushToPowerBi(provider.GetRequiredService<PushRows>(), provider.GetRequiredService<OpenModelRows>()));
        services.AddScoped(provider => new CheckPowerBi(provider.GetRequiredService<PowerBiInUse>(), provider.GetRequiredService<PushRows>));
        services.AddScoped<ExportEvents>();
        services.AddScoped<ExportAnalysis>();
        services.AddSingleton<DescribeSemanticModel>();
        services.AddScoped<WriteModelTables>();
        services.AddSingleton<OpenReports>();
        services.AddScoped<ReadReaderRows>();
        return services;
    }

    /// <summary>The tables alone.</summary>
    public static IServiceCollection AddReportingDatabase(this IServiceCollection services, DatabaseSettings database) =>
        services.AddDatabase<ReportingDbContext, SqliteReportingDbContext, SqlServerReportingDbContext, PostgreSqlReportingDbContext>(
            database, EmbeddedDatabase.FactsFileName, MigrationsHistoryTable);

    /// <summary>Runs jobs and tells of them. On a server a dead node's run is given up within a minute: there no rebuild keeps a living one from saying that it lives.</summary>
    /// <param name="services">The host's.</param>
    /// <param name="database">Where the runs are told of.</param>
    /// <param name="node">This process, when not as it names itself.</param>
    internal static IServiceCollection AddJobLog(this IServiceCollection services, DatabaseSettings database, string? node = null) => services.AddSingleton(provider => new JobLog(
        provider.GetRequiredService<IServiceScopeFactory>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<JobLog>>())
    {
        Node = node ?? JobLog.ThisProcess(),
        SilentAfter = database.IsServer ? JobRun.SilentOnServerAfter : JobRun.SilentAfter,
    });

    /// <summary>Lets <c>serve</c> open dashboards ahead of their readers.</summary>
    public static IServiceCollection AddWarmDashboards(this IServiceCollection services) => services.AddHostedService<WarmDashboards>();

    /// <summary>Lets <c>serve</c> run the jobs of the catalogue by themselves. The nodes of a server share the work: each time of a job is one node's.</summary>
    public static IServiceCollection AddSchedules(this IServiceCollection services, DatabaseSettings database)
    {
        services.AddQuartz(quartz =>
        {
            if (!database.IsServer)
                return;
            quartz.UseInstanceIdGenerator<NodeName>();
            quartz.UsePersistentStore(store =>
            {
                if (database.Provider == DatabaseProvider.SqlServer)
                    store.UseSqlServer(SqlClientFactory.Instance, ServerDatabase.ConnectionStringOf(database));
                else
                    store.UsePostgres(NpgsqlFactory.Instance, ServerDatabase.ConnectionStringOf(database));
                store.UseSystemTextJsonSerializer();
                store.UseClustering(cluster => (cluster.CheckinInterval, cluster.CheckinMisfireThreshold) = (CheckIn, CheckIn));
            });
        });
        services.AddHostedService<ScheduleJobs>();
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        return services;
    }
}
