using Microsoft.Extensions.DependencyInjection;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Mail;
using Palveluohjaus.Guidance.Retention;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Storage.Backups;
using Palveluohjaus.Reporting.PowerBi;
using Draft = Palveluohjaus.Reporting.WaitingTimes.DraftWaitingTimes;
using FitForecast = Palveluohjaus.Guidance.Deadlines.Forecast.FitDeadlineForecast;
using Model = Palveluohjaus.Guidance.ModelWatch.WatchModel;
using Push = Palveluohjaus.Reporting.PowerBi.PushToPowerBi;
using Score = Palveluohjaus.Guidance.ClientSegments.ScoreClients;
using Watch = Palveluohjaus.Guidance.Warnings.WatchDeadlines;

namespace Palveluohjaus.Reporting.Schedules;

/// <summary>Every job there is. A new one is an entry of <see cref="Shipped"/> and its texts.</summary>
public sealed class JobCatalogue(IReadOnlyList<ScheduledJob> jobs)
{
    public const string ScoreClients = "score-clients";
    public const string FitDeadlineForecast = "fit-deadline-forecast";
    public const string WatchDeadlines = "watch-deadlines";
    public const string BackUp = "back-up";
    public const string WatchModel = "watch-model";
    public const string DraftWaitingTimes = "draft-waiting-times";
    public const string Retain = "retain";
    public const string PushToPowerBi = "push-to-power-bi";

    /// <summary>As the product ships them. Nothing begins between 03:00 and 04:00: that hour is skipped in March and comes twice in October.</summary>
    public static IReadOnlyList<ScheduledJob> Shipped { get; } =
    [
        new(RefreshFactsJob.Name, new JobTrigger.Every(TimeSpan.FromMinutes(5)), (services, token) => RefreshFactsJob.RunAsync(services, rebuild: false, progress: null, token)),
        new(WatchDeadlines, new JobTrigger.Cron("0 0/15 * * * ?"), (services, token) => services.GetRequiredService<Watch>().RunAsync(token))
        {
            CanRun = services => services.GetRequiredService<MailInUse>().Settings is not null,
        },
        new(ScoreClients, new JobTrigger.Cron("0 15 2 * * ?"), ScoreClientsAsync),
        // When the clients have been scored.
        new(FitDeadlineForecast, new JobTrigger.Cron("0 45 2 * * ?"), FitDeadlineForecastAsync),
        new(BackUp, new JobTrigger.Cron("0 30 1 * * ?"), (services, token) => services.GetRequiredService<BackUpDatabases>().RunAsync(token))
        {
            // A server's administrator backs it up.
            CanRun = services => services.GetService<DatabaseSettings>() is not { IsServer: true },
        },
        new(WatchModel, new JobTrigger.Cron("0 15 4 ? * MON"), (services, token) => services.GetRequiredService<Model>().RunAsync(new Actor($"job: {WatchModel}"), token)),
        new(DraftWaitingTimes, new JobTrigger.Cron("0 0 5 1 1,7 ?"), (services, token) => services.GetRequiredService<Draft>().RunAsync(token)),
        new(PushToPowerBi, new JobTrigger.Cron("0 10 * * * ?"), PushToPowerBiAsync)
        {
            CanRun = services => services.GetRequiredService<PowerBiInUse>().Settings?.Dataset is not null,
        },

        // Removes for good: it takes the county's word in two files before it runs by itself.
        new(Retain, new JobTrigger.Cron("0 30 4 * * ?"), RetainAsync)
        {
            IsOn = false,
            CanRun = services => services.GetRequiredService<RetentionRules>().IsEnabled,
        },
    ];

    public IReadOnlyList<ScheduledJob> All => jobs;

    public ScheduledJob? Find(string name) => jobs.FirstOrDefault(job => job.Name == name);

    /// <summary>Scores the clients whose profile changed. If it fails, yesterday's suggestions stay as they were.</summary>
    /// <returns>How many clients were scored and stored.</returns>
    public static async Task<int> ScoreClientsAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var summary = await services.GetRequiredService<Score>().ScoreAsync(new Actor($"job: {ScoreClients}"), progress: null, cancellationToken);
        return summary.Scored;
    }

    /// <summary>Draws the deadline-risk forecast anew. If it fails, yesterday's stays in use.</summary>
    /// <returns>How many deadlines the forecast rests on.</returns>
    public static Task<int> FitDeadlineForecastAsync(IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<FitForecast>().RunAsync(new Actor($"job: {FitDeadlineForecast}"), cancellationToken);

    /// <summary>Brings Power BI up to date with the facts. If it stops, the next run goes on from there.</summary>
    /// <returns>How many rows were sent.</returns>
    public static async Task<int> PushToPowerBiAsync(IServiceProvider services, CancellationToken cancellationToken) =>
        (await services.GetRequiredService<Push>().RunAsync(new Actor($"job: {PushToPowerBi}"), cancellationToken)).JobRows;

    /// <summary>Removes what the county's rules say has been kept long enough. If it stops, what was removed stays removed, and the rest is as it was.</summary>
    /// <returns>How many clients and other things were removed.</returns>
    public static async Task<int> RetainAsync(IServiceProvider services, CancellationToken cancellationToken) =>
        (await services.GetRequiredService<RemoveDueData>().RunAsync(new Actor($"job: {Retain}"), progress: null, cancellationToken)).Total;
}
