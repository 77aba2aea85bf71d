using System.CommandLine;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Imports;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Storage.Backups;
using Palveluohjaus.Reporting;
using Palveluohjaus.Reporting.Storage;

namespace Palveluohjaus.Host.Cli;

/// <summary><c>database backup</c>, <c>restore</c> and <c>backups</c>.</summary>
internal static class BackupCommands
{
    private const double BytesPerMegabyte = 1024 * 1024;

    private static readonly Option<DirectoryInfo?> To = new("--to") { Description = "Where to, when not where backups usually lie. Older ones there are thinned out likewise." };
    private static readonly Argument<string> Which = new("backup") { Description = "The folder of the backup, or its name as 'database backups' lists it." };

    public static Command Backup()
    {
        var command = new Command("backup", "Copies the databases while the server runs, checks the copy, and removes backups that need not be kept. The keys are not in it.") { To };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var data = RequireEmbedded(parsed);
            await using var services = await CommandServices.OpenExistingAsync(data, cancellationToken);
            RequireSettings(services);
            Output.Say("Copying the databases and checking the copy.");
            var made = await services.GetRequiredService<BackUpDatabases>().BackUpAsync(parsed.GetValue(To)?.FullName, cancellationToken);
            Output.Result(string.Create(CultureInfo.InvariantCulture, $"{made.Path}: {Megabytes(made.Content!)} MB, {made.Content!.Rows:N0} rows"));
            foreach (var head in made.Content.AuditHeads)
                Output.Result($"audit head {head}");
            return ExitCodes.Done;
        });
        return command;
    }

    public static Command Restore()
    {
        var command = new Command("restore", "Puts a backup in the place of the databases, when it is sound and its audit whole. The server must be stopped. What is replaced is kept aside.") { Which };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var data = RequireEmbedded(parsed);
            await using var services = Open(data);
            var restored = await services.GetRequiredService<RestoreDatabases>().RunAsync(
                FindFolder(services, parsed.GetRequiredValue(Which)),
                ReportingModule.MigrationsHistoryTable,
                KnownFactsMigrations(services),
                Output.Say,
                cancellationToken);
            await Storage.PrepareAsync(services, CancellationToken.None);
            Output.Result(string.Create(CultureInfo.InvariantCulture, $"Restored the backup of {restored.Content.MadeAtUtc:u}: {restored.Content.Rows:N0} rows, each file as it was written, the audit whole."));
            if (restored.ReplacedIn is { } aside)
                Output.Result($"What it replaced is in {aside}. Delete it when it is no longer needed: it holds clients' data.");
            return ExitCodes.Done;
        });
        return command;
    }

    public static Command List()
    {
        var from = new Option<DirectoryInfo?>("--in") { Description = "The folder to list, when not where backups usually lie." };
        var command = new Command("backups", "Lists the backups, newest first.") { from };
        command.SetAction(parsed =>
        {
            using var services = Open(RequireEmbedded(parsed));
            var folder = parsed.GetValue(from)?.FullName ?? RequireSettings(services).Directory;
            var backups = StoredBackups.Find(folder);
            Output.Say(backups.Count == 0 ? $"There are no backups in {folder}." : folder);
            foreach (var backup in backups)
            {
                var local = CountyCalendar.Helsinki.ToLocal(backup.MadeAtUtc);
                Output.Result(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{backup.Name}  {local:yyyy-MM-dd HH:mm}  {(backup.Content is { } content ? $"{Megabytes(content)} MB, {content.Rows.ToString("N0", CultureInfo.InvariantCulture)} rows" : "its list of contents cannot be read")}"));
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static string Megabytes(BackupContent content) => (content.Bytes / BytesPerMegabyte).ToString("N1", CultureInfo.InvariantCulture);

    /// <summary>The data directory, which must hold the databases.</summary>
    private static DirectoryInfo RequireEmbedded(ParseResult parsed)
    {
        var data = parsed.GetRequiredValue(CommonOptions.Data);
        var settings = CommandServices.ReadSettings(data);
        return settings.IsServer
            ? throw new CommandRefused($"The county is in the {ServerDatabase.Describe(settings.Provider, settings.ConnectionString!)}: its administrator backs it up and restores it by the server's own means (docs/operations.md).")
            : data;
    }

    /// <summary>Without opening the databases: there may be none, or they may be damaged.</summary>
    private static ServiceProvider Open(DirectoryInfo data)
    {
        try
        {
            return CommandServices.OpenUnprepared(DatabaseSettings.Embedded(data.FullName));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw CommandServices.CannotUse(data);
        }
    }

    private static BackupSettings RequireSettings(IServiceProvider services)
    {
        try
        {
            return services.GetRequiredService<BackupSettings>();
        }
        catch (InvalidDataException wrong)
        {
            throw new CommandRefused(wrong.Message);
        }
    }

    private static string FindFolder(IServiceProvider services, string which)
    {
        if (Directory.Exists(which))
            return Path.GetFullPath(which);
        var folder = RequireSettings(services).Directory;
        return Path.GetFileName(which) == which && StoredBackups.Find(folder).FirstOrDefault(backup => backup.Name == which) is { } found
            ? found.Path
            : throw new CommandRefused($"'{VisibleText.Of(which)}' is neither a folder nor one of the backups in {folder}. 'database backups' lists them.");
    }

    private static IReadOnlyCollection<string> KnownFactsMigrations(IServiceProvider services)
    {
        using var scope = services.CreateScope();
        return [.. scope.ServiceProvider.GetRequiredService<ReportingDbContext>().Database.GetMigrations()];
    }
}
