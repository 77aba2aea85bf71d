using Microsoft.AspNetCore.DataProtection;
using Palveluohjaus.Guidance;
using Palveluohjaus.Guidance.Assessments;
using Palveluohjaus.Guidance.ClientSegments;
using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.Guidance.Interventions;
using Palveluohjaus.Guidance.Mail;
using Palveluohjaus.Guidance.NeedsAssessments;
using Palveluohjaus.Guidance.Queues;
using Palveluohjaus.Guidance.Retention;
using Palveluohjaus.Guidance.Services.Catalogue;
using Palveluohjaus.Guidance.Services.Finder;
using Palveluohjaus.Guidance.Services.Paths;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Storage.Backups;
using Palveluohjaus.Reporting;
using Palveluohjaus.Reporting.ControlCharts;
using Palveluohjaus.Reporting.PowerBi;
using Palveluohjaus.Reporting.Schedules;
using Palveluohjaus.Reporting.Storage;
using Palveluohjaus.Reporting.WaitingTimes;
using Palveluohjaus.Segmentation.Scorecard;

namespace Palveluohjaus.Host;

/// <summary>The product on one data directory: the same services for the web and for every command.</summary>
public static class Storage
{
    public const string DefaultDirectory = "data";

    public static IServiceCollection AddPalveluohjaus(this IServiceCollection services, string dataDirectory)
    {
        var keyDirectory = Path.Combine(dataDirectory, "keys");
        CreateDirectory(dataDirectory);
        CreateDirectory(keyDirectory);
        services.AddDataProtection()
            .SetApplicationName("Palveluohjaus")
            .PersistKeysToFileSystem(new DirectoryInfo(keyDirectory));
        services.AddGuidance(EmbeddedDatabase.ConnectionString(dataDirectory), keyDirectory);
        var models = new CountyModels(dataDirectory);
        services.AddSingleton(new SegmentModelInUse(models.FindChampion) { FindCard = models.FindCard });
        services.AddSingleton(provider => AssessmentTemplates.Read(Path.Combine(dataDirectory, AssessmentTemplates.FolderName), provider.GetRequiredService<ExpertScorecard>()));
        services.AddSingleton(_ => DeadlineRules.Read(Path.Combine(dataDirectory, DeadlineRules.FolderName)));
        services.AddSingleton(_ => new MailInUse(MailSettings.Read(dataDirectory)));
        services.AddSingleton(_ => PriorityWeights.ReadOf(dataDirectory));
        services.AddSingleton(_ => InterventionMethods.Read(Path.Combine(dataDirectory, InterventionMethods.FolderName)));
        services.AddSingleton(_ => PtvMapping.ReadOf(dataDirectory));
        services.AddSingleton(_ => ServicePaths.ReadOf(dataDirectory));
        services.AddSingleton(_ => FinderWords.ReadOf(dataDirectory));
        services.AddSingleton(_ => HousingCriteria.ReadOf(dataDirectory));
        services.AddSingleton(_ => RetentionRules.ReadOf(dataDirectory));
        services.AddSingleton(provider => ScheduleSettings.Read(dataDirectory, provider.GetRequiredService<TimeProvider>()));
        services.AddBackups(dataDirectory);
        services.AddSingleton(_ => WaitingTimesSettings.Read(dataDirectory));
        services.AddSingleton(_ => ControlChartSettings.Read(dataDirectory));
        services.AddSingleton(provider => PowerBiInUse.Open(PowerBiSettings.Read(dataDirectory), provider.GetRequiredService<TimeProvider>()));
        services.AddReporting(EmbeddedDatabase.ConnectionString(dataDirectory, EmbeddedDatabase.FactsFileName));
        return services;
    }

    /// <summary>Makes a directory that only the user who runs the product can look into: names, notes and keys lie there.</summary>
    public static void CreateDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Creates the embedded database or brings its schema up to date. From then on the services' process counts as working on the directory.</summary>
    public static async Task MigrateAsync(IServiceProvider services, string dataDirectory, CancellationToken cancellationToken)
    {
        CreateDirectory(dataDirectory);
        services.GetRequiredService<DirectoryInUse>();
        using var oneAtATime = await EmbeddedDatabase.LockForMigrationAsync(dataDirectory, cancellationToken);
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<GuidanceDbContext>().MigrateEmbeddedAsync(cancellationToken);
        await scope.ServiceProvider.GetRequiredService<ReportingDbContext>().MigrateEmbeddedAsync(cancellationToken);
    }
}
