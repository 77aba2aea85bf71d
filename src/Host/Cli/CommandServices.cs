namespace Palveluohjaus.Host.Cli;

/// <summary>The product's services for a command that serves no web.</summary>
internal static class CommandServices
{
    public static async Task<ServiceProvider> OpenAsync(DirectoryInfo data, CancellationToken cancellationToken)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddPalveluohjaus(data.FullName);
        var provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });
        await Storage.MigrateAsync(provider, data.FullName, cancellationToken);
        return provider;
    }
}
