using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.County;

namespace Palveluohjaus.Guidance.Storage.Backups;

public static class BackupsModule
{
    /// <summary>Backups of the embedded databases of one data directory.</summary>
    public static IServiceCollection AddBackups(this IServiceCollection services, string dataDirectory)
    {
        services.AddSingleton(new DataPlace(dataDirectory));
        services.AddSingleton(_ => DirectoryInUse.Share(dataDirectory));
        services.AddSingleton(_ => BackupSettings.Read(dataDirectory));
        services.AddSingleton(provider => new BackUpDatabases(
            provider.GetRequiredService<DataPlace>(),
            provider.GetRequiredService<BackupSettings>,
            provider.GetRequiredService<CountyCalendar>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<BackUpDatabases>>()));
        services.AddSingleton(provider => new RestoreDatabases(
            provider.GetRequiredService<DataPlace>(), provider.GetRequiredService<AuditSeal>, provider.GetRequiredService<TimeProvider>()));
        return services;
    }
}
