using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Storage.Backups;
using Palveluohjaus.Guidance.Storage.Copies;
using Palveluohjaus.Guidance.Storage.Keys;

namespace Palveluohjaus.Host.Cli;

/// <summary><c>database copy</c>: a county moves from its embedded databases to a server.</summary>
internal static class CopyCommand
{
    private static readonly Option<DirectoryInfo> From = new("--from") { Description = "The data directory of the county that moves. Nothing in it is changed; its server must be stopped.", Required = true };
    private static readonly Option<string> To = new("--to") { Description = "The server's: sqlserver or postgresql, as the settings of --data name it.", Required = true };

    public static Command Create()
    {
        To.AcceptOnlyFromAmong("sqlserver", "postgresql");
        var command = new Command("copy", "Copies a whole county from its embedded databases to the server that --data is set up for, whose tables 'database migrate' has made. Run it again when it was stopped.") { From, To };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (from, data) = (parsed.GetRequiredValue(From), parsed.GetRequiredValue(CommonOptions.Data));
        var settings = ReadTarget(data, parsed.GetRequiredValue(To));
        if (!File.Exists(Path.Combine(from.FullName, EmbeddedDatabase.FileName)))
            throw new CommandRefused($"There is no embedded database in {from.FullName}.");
        Storage.CreateDirectory(data.FullName);
        using var alone = TakeAlone(from);
        using var aloneHere = Path.GetFullPath(from.FullName) == Path.GetFullPath(data.FullName) ? null : TakeAlone(data);
        try
        {
            return await CopyAsync(from, settings, cancellationToken);
        }
        catch (CopyRefusedException refused)
        {
            throw new CommandRefused(refused.Message);
        }
        catch (CryptographicException)
        {
            throw new CommandRefused($"The keys in {from.FullName} cannot be read: restore the directory 'keys' that belongs to the source from its backup. No table was written.");
        }
        catch (Exception fault) when (StorageFaults.IsUnusable(fault))
        {
            throw CommandServices.CannotReach(settings, fault);
        }
    }

    private static async Task<int> CopyAsync(DirectoryInfo from, DatabaseSettings settings, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        await using var source = CommandServices.OpenTables(DatabaseSettings.Embedded(from.FullName));
        await using var target = CommandServices.OpenTables(settings);
        using var sourceScope = source.CreateScope();
        using var targetScope = target.CreateScope();
        var pairs = Storage.ContextsOf(sourceScope.ServiceProvider).Zip(Storage.ContextsOf(targetScope.ServiceProvider), (here, there) => new CopyPair(here, there)).ToList();
        foreach (var pair in pairs)
        {
            await RequireUpToDateAsync(pair.Source, from.FullName, cancellationToken);
            await RequireUpToDateAsync(pair.Target, "The server", cancellationToken);
        }

        await using var services = CommandServices.OpenUnprepared(settings);
        var summary = await Output.WithProgressAsync<CopyProgress, CopySummary>(
            "Copying the county.",
            at => string.Create(CultureInfo.InvariantCulture, $"{at.Table}: {(at.Step == CopyStep.Storing ? "stored" : "compared")} {at.Rows:N0} rows"),
            async progress =>
            {
                await using var copy = await CopyCounty.BeginAsync(pairs, progress, cancellationToken);
                await using var scope = services.CreateAsyncScope();
                await CopyKeys.FromFilesAsync(Storage.KeyDirectoryOf(from.FullName), scope.ServiceProvider.GetRequiredService<KeysDbContext>(), copy.IsTargetEmpty, cancellationToken);

                // Only now: a key that is asked for before it is there would be made.
                return await copy.RunAsync(services.GetRequiredService<AuditSeal>(), new Actor("command: database copy"), services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime, cancellationToken);
            });

        foreach (var table in summary.Copied.Where(table => table.Rows > 0))
            Output.Result(string.Create(CultureInfo.InvariantCulture, $"{table.Table}: {table.Rows:N0} rows"));
        if (summary.AlreadyThere > 0)
            Output.Result(string.Create(CultureInfo.InvariantCulture, $"{summary.AlreadyThere:N0} tables were there already, as they are in the source."));
        Output.Result(string.Create(
            CultureInfo.InvariantCulture,
            $"The county is in the {ServerDatabase.Describe(settings.Provider, settings.ConnectionString!)}: {summary.Rows:N0} rows copied in {watch.Elapsed.TotalSeconds:N0} seconds, every table compared. 'database check' looks it through; models and the county's own files are copied by hand."));
        return ExitCodes.Done;
    }

    private static DatabaseSettings ReadTarget(DirectoryInfo data, string to)
    {
        var settings = CommandServices.ReadSettings(data);
        return settings.IsServer && settings.Provider == DatabaseSettings.FindProvider(to)
            ? settings
            : throw new CommandRefused($"--to says {to}, and the settings of {data.FullName} say {settings.Provider}. Name the server as 'serve' will use it: PALVELUOHJAUS_Database__Provider and PALVELUOHJAUS_Database__ConnectionString.");
    }

    private static IDisposable TakeAlone(DirectoryInfo directory)
    {
        try
        {
            return DirectoryInUse.TakeAlone(directory.FullName)
                ?? throw new CommandRefused($"The server or another command is using {directory.FullName}. Stop it first: what it would write meanwhile would be lost.");
        }
        catch (UnauthorizedAccessException)
        {
            throw CommandServices.CannotUse(directory);
        }
    }

    private static async Task RequireUpToDateAsync(DbContext context, string place, CancellationToken cancellationToken)
    {
        try
        {
            await Storage.RequireUpToDateAsync(context, cancellationToken);
        }
        catch (SchemaOutOfDateException other)
        {
            throw new CommandRefused($"{place}: {other.Message}");
        }
    }
}
