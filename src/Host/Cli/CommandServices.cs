using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Storage;

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
        if (isMissing)
            throw new CommandRefused($"There is no database in {data.FullName}. 'demo', 'serve' or 'import events' creates one.");

        var services = await OpenAsync(data, cancellationToken);
        await using var scope = services.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<GuidanceReads>().Counties.AnyAsync(county => county.IsFictional, cancellationToken))
            Output.Say("The county in this database is fictional: its clients, contacts and figures are invented.");
        return services;
    }

    public static async Task<ServiceProvider> OpenAsync(DirectoryInfo data, CancellationToken cancellationToken)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        try
        {
            services.AddPalveluohjaus(data.FullName);
            var provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });
            await Storage.MigrateAsync(provider, data.FullName, cancellationToken);
            return provider;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException || StorageFaults.IsUnusable(fault))
        {
            throw CannotUse(data);
        }
    }
}
