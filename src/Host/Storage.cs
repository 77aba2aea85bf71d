using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
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
using Palveluohjaus.Guidance.Storage.Keys;
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

    /// <exception cref="InvalidDataException">The settings of the database cannot be used.</exception>
    public static IServiceCollection AddPalveluohjaus(this IServiceCollection services, string dataDirectory) => services.AddPalveluohjaus(DatabaseSettings.Read(dataDirectory));

    /// <summary>With settings that were read already.</summary>
    public static IServiceCollection AddPalveluohjaus(this IServiceCollection services, DatabaseSettings database)
    {
        var dataDirectory = database.DataDirectory;
        var keyDirectory = KeyDirectoryOf(dataDirectory);
        CreateDirectory(dataDirectory);
        services.AddKeys(database, keyDirectory);
        services.AddSingleton(database);
        services.AddGuidance(database, keyDirectory);
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
        services.AddReporting(database);
        return services;
    }

    public static string KeyDirectoryOf(string dataDirectory) => Path.Combine(dataDirectory, "keys");

    /// <summary>One node keeps its keys in its data directory, several keep them in the database they share.</summary>
    private static void AddKeys(this IServiceCollection services, DatabaseSettings database, string keyDirectory)
    {
        var dataProtection = services.AddDataProtection().SetApplicationName("Palveluohjaus");
        if (!database.IsServer)
        {
            CreateDirectory(keyDirectory);
            dataProtection.PersistKeysToFileSystem(new DirectoryInfo(keyDirectory));
            return;
        }

        services.AddKeysDatabase(database);
        dataProtection.PersistKeysToDbContext<KeysDbContext>();
        if (database.KeyCertificate is { } certificate)
            dataProtection.ProtectKeysWithCertificate(certificate);
    }

    /// <summary>Makes a directory that only the user who runs the product can look into: names, notes and keys lie there.</summary>
    public static void CreateDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>
    /// Creates the embedded database or brings its schema up to date; a server's schema is its administrator's to change, so it is only looked at. From then on the
    /// services' process counts as working on the directory.
    /// </summary>
    /// <exception cref="SchemaOutOfDateException">A server's database is not as this version needs it.</exception>
    /// <exception cref="KeysUnreadableException">A server's keys are encrypted with another certificate than this node's.</exception>
    public static async Task PrepareAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var database = services.GetRequiredService<DatabaseSettings>();
        CreateDirectory(database.DataDirectory);
        services.GetRequiredService<DirectoryInUse>();
        await using var scope = services.CreateAsyncScope();
        if (database.IsServer)
        {
            // The keys come first: without the audit's the front line's context cannot be opened.
            await RequireUpToDateAsync(scope.ServiceProvider.GetRequiredService<KeysDbContext>(), cancellationToken);
            await PrepareKeys.RunAsync(services, cancellationToken);
            foreach (var context in ContextsOf(scope.ServiceProvider))
                await RequireUpToDateAsync(context, cancellationToken);
            return;
        }

        using var oneAtATime = await EmbeddedDatabase.LockForMigrationAsync(database.DataDirectory, cancellationToken);
        foreach (var context in ContextsOf(scope.ServiceProvider))
            await context.MigrateEmbeddedAsync(cancellationToken);
    }

    /// <summary>The contexts whose tables make up the database, in the order in which they are made.</summary>
    public static IReadOnlyList<DbContext> ContextsOf(IServiceProvider services) =>
        [services.GetRequiredService<GuidanceDbContext>(), services.GetRequiredService<ReportingDbContext>()];

    /// <exception cref="SchemaOutOfDateException">Its tables are not as this version needs them.</exception>
    internal static async Task RequireUpToDateAsync(DbContext context, CancellationToken cancellationToken)
    {
        var applied = (await context.Database.GetAppliedMigrationsAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
        var known = context.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        if (!applied.SetEquals(known))
            throw new SchemaOutOfDateException(applied.IsSubsetOf(known));
    }
}

/// <summary>A server's database was made by another version of the product.</summary>
public sealed class SchemaOutOfDateException : Exception
{
    public SchemaOutOfDateException(bool isOlder)
        : base(isOlder
            ? "The database is older than this version of the product: run 'database migrate', or give the server's administrator what 'database script' prints."
            : "The database was made by a newer version of the product: start that version.")
    {
    }
}
