using System.CommandLine;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Imports;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Host.Cli.Models;
using Palveluohjaus.Reporting.ChartMarks;
using Palveluohjaus.SyntheticCounty;

namespace Palveluohjaus.Host.Cli;

/// <summary><c>demo</c>: the fictional county, generated once, and the web over it.</summary>
internal static class DemoCommand
{
    private const string LockFileName = "demo.lock";

    private static readonly CountyParameters Defaults = new();
    private static readonly Option<int> Clients = InvariantNumbers.Whole("--clients", Defaults.ClientCount, "How many clients the fictional county has.");
    private static readonly Option<double> Years = InvariantNumbers.Fraction("--years", Defaults.Years, "How many years of history it has.");
    private static readonly Option<int> Seed = InvariantNumbers.Whole("--seed", Defaults.Seed, "The same seed gives the same county.");

    public static Command Create()
    {
        var command = new Command("demo", "Generates a fictional county if there is none yet, runs the jobs once and serves the web.")
        {
            ServeCommand.Url, Clients, Years, Seed,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var data = parsed.GetRequiredValue(CommonOptions.Data);
        var options = ServeCommand.ReadOptions(parsed, data);
        ServeCommand.Require(options);
        using (LockGeneration(data))
        await using (var services = await OpenAsync(data, cancellationToken))
        {
            if (await FindPresenceAsync(services, cancellationToken) == CountyPresence.None)
                await GenerateAsync(services, ReadParameters(parsed), cancellationToken);

            await RegistryOptions.ChangingAsync(() => new CountyModels(data.FullName).BringInAsync(cancellationToken));

            // Also where an earlier demo was stopped between generating and scoring; afterwards the nightly job does it.
            if (!await IsScoredAsync(services, cancellationToken))
                await SegmentCommand.ScoreAsync(services, cancellationToken);
            if (!await HasForecastAsync(services, cancellationToken))
                await DeadlinesCommand.ForecastAsync(services, cancellationToken);
            await MetricsCommand.RefreshAsync(services, rebuild: false, cancellationToken);
            await using var scope = services.CreateAsyncScope();
            if (await ActivatorUtilities.CreateInstance<DemoFigures>(scope.ServiceProvider).EnterAsync(cancellationToken) is > 0 and var figures)
                Output.Say(string.Create(CultureInfo.InvariantCulture, $"{figures:N0} invented baselines, emergency visits and inhabitants entered."));
            await ActivatorUtilities.CreateInstance<DemoAccounts>(scope.ServiceProvider).PrintAsync(cancellationToken);
        }

        Output.Result("All clients, contacts and figures here are invented: the county is fictional.");
        await ServeCommand.ServeAsync(options, cancellationToken);
        return ExitCodes.Done;
    }

    /// <summary>A second demo on the same directory must not take a generation that is under way for one that was interrupted.</summary>
    private static FileStream LockGeneration(DirectoryInfo data)
    {
        try
        {
            Storage.CreateDirectory(data.FullName);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw CommandServices.CannotUse(data);
        }

        var path = Path.Combine(data.FullName, LockFileName);
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (UnauthorizedAccessException)
        {
            throw CommandServices.CannotUse(data);
        }
        catch (IOException)
        {
            throw new CommandRefused($"Another demo is preparing {data.FullName}. Wait until it has printed its address, or give another directory: --data DIR");
        }
    }

    private static CountyParameters ReadParameters(ParseResult parsed)
    {
        var parameters = new CountyParameters { ClientCount = parsed.GetValue(Clients), Years = parsed.GetValue(Years), Seed = parsed.GetValue(Seed) };
        return parameters is { ClientCount: >= 1 and <= 1_000_000, Years: >= 0.1 and <= 20 }
            ? parameters
            : throw new CommandRefused("A fictional county has 1–1,000,000 clients and 0.1–20 years of history.");
    }

    /// <summary>Opens the database; one that an interrupted generation left behind, and nobody has used since, is made anew.</summary>
    private static async Task<ServiceProvider> OpenAsync(DirectoryInfo data, CancellationToken cancellationToken)
    {
        var services = await CommandServices.OpenAsync(data, cancellationToken);
        if (await FindPresenceAsync(services, cancellationToken) != CountyPresence.Interrupted)
            return services;

        var isUsed = await IsUsedAsync(services, cancellationToken);
        var database = services.GetRequiredService<DatabaseSettings>();
        await services.DisposeAsync();
        if (database.IsServer)
            throw new CommandRefused($"The last generation into the {ServerDatabase.Describe(database.Provider, database.ConnectionString!)} was interrupted, and a server's tables are not ours to remove. Give the demo an empty database.");
        if (isUsed)
        {
            throw new CommandRefused(
                $"The database in {data.FullName} holds other data and no whole county; the demo does not touch it. Give another directory: --data DIR");
        }

        Output.Say("The last generation was interrupted: starting over.");
        SqliteConnection.ClearAllPools();
        foreach (var name in (string[])[EmbeddedDatabase.FileName, EmbeddedDatabase.FactsFileName])
        {
            foreach (var ending in (string[])["", "-wal", "-shm"])
                File.Delete(Path.Combine(data.FullName, name + ending));
        }

        return await CommandServices.OpenAsync(data, cancellationToken);
    }

    private static async Task<CountyPresence> FindPresenceAsync(ServiceProvider services, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        return await GenerateCounty.FindPresenceAsync(scope.ServiceProvider.GetRequiredService<GuidanceDbContext>(), cancellationToken);
    }

    private static async Task<bool> IsScoredAsync(ServiceProvider services, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<GuidanceReads>().ScoredClients.AnyAsync(cancellationToken);
    }

    private static async Task<bool> HasForecastAsync(ServiceProvider services, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<GuidanceReads>().DeadlineForecasts.AnyAsync(cancellationToken);
    }

    private static async Task<bool> IsUsedAsync(ServiceProvider services, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<GuidanceDbContext>().AuditEntries
            .AnyAsync(entry => entry.Actor != GenerateCounty.ActorName, cancellationToken);
    }

    private static async Task GenerateAsync(ServiceProvider services, CountyParameters parameters, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var provider = scope.ServiceProvider;
        var generate = new GenerateCounty(
            provider.GetRequiredService<GuidanceDbContext>(),
            provider.GetRequiredService<LoadHistory>(),
            provider.GetRequiredService<IdentityCodeVault>(),
            provider.GetRequiredService<CountyCalendar>(),
            provider.GetRequiredService<TimeProvider>());
        var summary = await Output.WithProgressAsync<CountyProgress, CountySummary>(
            "Generating the fictional county.",
            progress => string.Create(CultureInfo.InvariantCulture, $"{progress.ClientsStored:N0} of {progress.ClientCount:N0} clients, {progress.ContactsStored:N0} contacts"),
            progress => generate.RunAsync(parameters, progress, cancellationToken));
        Output.Say(string.Create(CultureInfo.InvariantCulture,
            $"{summary.Clients:N0} clients, {summary.Contacts:N0} contacts and {summary.Cases:N0} cases generated, seed {parameters.Seed}."));

        var calendar = provider.GetRequiredService<CountyCalendar>();
        var strikeFrom = parameters.Demand.StrikeFrom(calendar.DayOf(summary.StartsAtUtc));
        if (parameters.Demand.StrikeDays > 0 && strikeFrom < calendar.DayOf(summary.EndsAtUtc))
            await EnterStrikeAsync(provider.GetRequiredService<KeepMarks>(), strikeFrom, strikeFrom.AddDays(parameters.Demand.StrikeDays - 1), cancellationToken);
    }

    private static async Task EnterStrikeAsync(KeepMarks marks, DateOnly firstDay, DateOnly lastDay, CancellationToken cancellationToken)
    {
        var strike = MarkToEnter.Of(new ChartMarkContent { Kind = ChartMarkKind.Excluded, FirstDay = firstDay, LastDay = lastDay, NameFi = "Työtaistelu", NameSv = "Arbetskonflikt", NameEn = "Strike" });
        if (await marks.EnterAsync(strike, new Actor("demo"), cancellationToken) is not MarkKept.Saved)
            throw new InvalidOperationException("The demo's own strike was refused.");
    }
}
