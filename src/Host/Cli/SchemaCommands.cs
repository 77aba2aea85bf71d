using System.CommandLine;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Storage.Keys;
using Palveluohjaus.Reporting.Schedules;

namespace Palveluohjaus.Host.Cli;

/// <summary><c>database migrate</c> and <c>database script</c>: the tables, made by us or by a server's administrator.</summary>
internal static class SchemaCommands
{
    /// <summary>Each time the other is some tables further.</summary>
    private const int AttemptsBesideAnother = 20;

    private static readonly TimeSpan LetAnotherGoOn = TimeSpan.FromMilliseconds(500);

    private static readonly Option<string> Provider = new("--provider") { Description = "The server's: sqlserver or postgresql.", Required = true };

    public static Command Migrate()
    {
        var command = new Command("migrate", "Creates the database's tables or brings them up to date. On a server the user must be allowed to change them.");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var data = parsed.GetRequiredValue(CommonOptions.Data);
            var settings = CommandServices.ReadSettings(data);
            int? before = settings.IsServer ? await MigrateServerAsync(settings, cancellationToken) : null;
            await using var services = await CommandServices.OpenAsync(settings, cancellationToken);
            var name = CommandServices.NameOf(settings);
            Output.Result(before switch
            {
                null => $"The {name} is up to date.",
                0 => $"The {name} was up to date.",
                _ => string.Create(CultureInfo.InvariantCulture, $"The {name} is up to date: {before} migrations applied."),
            });
            return ExitCodes.Done;
        });
        return command;
    }

    public static Command Script()
    {
        Provider.AcceptOnlyFromAmong("sqlserver", "postgresql");
        var command = new Command("script", "Prints the SQL that creates a server's tables or brings them up to date, whatever version they have. Asks no server.") { Provider };
        command.SetAction(parsed =>
        {
            var provider = DatabaseSettings.FindProvider(parsed.GetRequiredValue(Provider))!.Value;
            foreach (var script in ScriptsOf(provider))
                Output.Results.WriteLine(script);
            return ExitCodes.Done;
        });
        return command;
    }

    /// <returns>How many migrations there were to apply; another who migrates at the same time may have applied some of them.</returns>
    internal static async Task<int> MigrateServerAsync(DatabaseSettings settings, CancellationToken cancellationToken)
    {
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return await ApplyAllAsync(settings, cancellationToken);
                }
                catch (Exception met) when (StorageFaults.IsAlreadyThere(met) && attempt < AttemptsBesideAnother)
                {
                    await Task.Delay(LetAnotherGoOn, cancellationToken);
                }
            }
        }
        catch (KeysUnreadableException other)
        {
            throw new CommandRefused(other.Message);
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            throw CommandServices.CannotUse(new DirectoryInfo(settings.DataDirectory));
        }
        catch (Exception fault) when (StorageFaults.IsUnusable(fault))
        {
            throw CommandServices.CannotReach(settings, fault);
        }
    }

    private static async Task<int> ApplyAllAsync(DatabaseSettings settings, CancellationToken cancellationToken)
    {
        await using var provider = CommandServices.OpenUnprepared(settings);
        await using var scope = provider.CreateAsyncScope();
        var applied = 0;

        // The keys come first: without the audit's the front line's context cannot be opened.
        var keys = scope.ServiceProvider.GetRequiredService<KeysDbContext>();
        await ApplyAsync(keys);
        await PrepareKeys.RunAsync(provider, cancellationToken);
        foreach (var context in Storage.ContextsOf(scope.ServiceProvider))
            await ApplyAsync(context);
        await ClusterTables.CreateMissingAsync(keys, settings.Provider, cancellationToken);
        return applied;

        async Task ApplyAsync(DbContext context)
        {
            applied += (await context.Database.GetPendingMigrationsAsync(cancellationToken)).Count();
            await context.Database.MigrateAsync(cancellationToken);
        }
    }

    private static IEnumerable<string> ScriptsOf(DatabaseProvider provider)
    {
        // Filtered indexes are refused without it, and sqlcmd begins without it.
        if (provider == DatabaseProvider.SqlServer)
            yield return "SET QUOTED_IDENTIFIER ON;\nGO\n";
        using var tables = CommandServices.OpenTables(ServerDatabase.Nowhere(provider));
        using var scope = tables.CreateScope();
        yield return ScriptOf(scope.ServiceProvider.GetRequiredService<KeysDbContext>());
        foreach (var context in Storage.ContextsOf(scope.ServiceProvider))
            yield return ScriptOf(context);
        foreach (var statement in ClusterTables.StatementsFor(provider))
            yield return provider == DatabaseProvider.SqlServer ? $"{statement}\nGO\n" : $"{statement}\n";
    }

    private static string ScriptOf(DbContext context) => context.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent);
}
