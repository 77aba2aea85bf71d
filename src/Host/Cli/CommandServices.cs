using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Host.Cli;

/// <summary>The product's services for a command that serves no web.</summary>
internal static class CommandServices
{
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
            throw new CommandRefused($"The data directory {data.FullName} cannot be used: it must be a directory that you may write to, and its database must be one of this product's.");
        }
    }
}
