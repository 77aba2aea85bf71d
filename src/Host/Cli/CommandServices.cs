using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Storage.Keys;
using Palveluohjaus.Reporting;

namespace Palveluohjaus.Host.Cli;

/// <summary>The product's services for a command that serves no web.</summary>
internal static class CommandServices
{
    public static CommandRefused CannotUse(DirectoryInfo data) =>
        new($"The data directory {data.FullName} cannot be used: it must be a directory that you may write to, and its database must be one of this product's.");

    /// <summary>For commands that only look: a directory without a database is a mistyped one, not an empty county.</summary>
    public static async Task<ServiceProvider> OpenExistingAsync(DirectoryInfo data, CancellationToken cancellationToken)
    {
        var isMissing = !Path.Exists(data.FullName) || (data.Exists && !File.Exists(Path.Combine(data.FullName, EmbeddedDatabase.FileName)));
        var settings = ReadSettings(data);
        if (isMissing && !settings.IsServer)
            throw new CommandRefused($"There is no database in {data.FullName}. 'demo', 'serve' or 'import events' creates one.");

        var services = await OpenAsync(settings, cancellationToken);
        await using var scope = services.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<GuidanceReads>().Counties.AnyAsync(county => county.IsFictional, cancellationToken))
            Output.Say("The county in this database is fictional: its clients, contacts and figures are invented.");
        return services;
    }

    public static Task<ServiceProvider> OpenAsync(DirectoryInfo data, CancellationToken cancellationToken) => OpenAsync(ReadSettings(data), cancellationToken);

    public static async Task<ServiceProvider> OpenAsync(DatabaseSettings settings, CancellationToken cancellationToken)
    {
        try
        {
            var provider = OpenUnprepared(settings);
            await Storage.PrepareAsync(provider, cancellationToken);
            return provider;
        }
        catch (Exception other) when (other is SchemaOutOfDateException or KeysUnreadableException)
        {
            throw new CommandRefused(other.Message);
        }
        catch (Exception fault) when (settings.IsServer && StorageFaults.IsUnusable(fault))
        {
            throw CannotReach(settings, fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException || StorageFaults.IsUnusable(fault))
        {
            throw CannotUse(new DirectoryInfo(settings.DataDirectory));
        }
    }

    /// <summary>The product as it is, without looking whether its tables are there.</summary>
    public static ServiceProvider OpenUnprepared(DatabaseSettings settings)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddPalveluohjaus(settings);
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });
    }

    /// <summary>The tables and nothing besides. The key seals nothing: the audit's rows are at most copied as they are.</summary>
    public static ServiceProvider OpenTables(DatabaseSettings settings)
    {
        var services = new ServiceCollection();
        services.AddSingleton(AuditSeal.WithNewKey());
        services.AddGuidanceDatabase(settings);
        services.AddReportingDatabase(settings);
        if (settings.IsServer)
            services.AddKeysDatabase(settings);
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });
    }

    /// <exception cref="CommandRefused">They cannot be used.</exception>
    public static DatabaseSettings ReadSettings(DirectoryInfo data)
    {
        try
        {
            return DatabaseSettings.Read(data.FullName);
        }
        catch (InvalidDataException wrong)
        {
            throw new CommandRefused($"The database cannot be used as it is configured:{Environment.NewLine}{wrong.Message}");
        }
    }

    /// <summary>Which database it is, in words that may be shown.</summary>
    public static string NameOf(DatabaseSettings settings) =>
        settings.IsServer ? ServerDatabase.Describe(settings.Provider, settings.ConnectionString!) : $"database in {settings.DataDirectory}";

    /// <summary>Names the place and what to look at, and nothing that a password could stand in.</summary>
    public static CommandRefused CannotReach(DatabaseSettings settings, Exception fault)
    {
        var place = NameOf(settings);
        return new CommandRefused(
            StorageFaults.IsAway(fault) ? $"The {place} cannot be reached. Is the server running, and is its address right?"
            : StorageFaults.IsForbidden(fault) ? $"The {place} lets this user in, and not to the tables as this command needs them. Look who owns the tables and what this user may do with them: docs/operations.md, On a server."
            : $"The {place} does not let this user in or does not exist. Look at the name and password, at the user's rights and at the name of the database.");
    }
}
