using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Imports;
using Palveluohjaus.Host;
using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Bench;

/// <summary>A log imported and every metric computed, on a real disk, from the moment the services stand.</summary>
internal static class ImportBench
{
    public static async Task<int> RunAsync(string file, string profileName)
    {
        var folder = Directory.CreateTempSubdirectory("palveluohjaus-bench-").FullName;
        try
        {
            await MeasureAsync(file, profileName, folder);
            return 0;
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(string file, string profileName, string folder)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddPalveluohjaus(folder);
        await using var provider = services.BuildServiceProvider();
        await Storage.PrepareAsync(provider, CancellationToken.None);
        var profile = ((ImportProfileResult.Loaded)await ImportProfiles.LoadAsync(profileName, CancellationToken.None)).Profile;

        var total = Stopwatch.StartNew();
        await using var scope = provider.CreateAsyncScope();
        var result = await scope.ServiceProvider.GetRequiredService<ImportEvents>().RunAsync(file, profile, new Actor("bench"), null, CancellationToken.None);
        Print("import", total.Elapsed);
        var watch = Stopwatch.StartNew();
        await scope.ServiceProvider.GetRequiredService<RefreshFacts>().RunAsync(rebuild: false, null, CancellationToken.None);
        Print("refresh of the facts", watch.Elapsed);
        watch.Restart();
        var facts = await provider.GetRequiredService<CurrentFacts>().GetAsync(CancellationToken.None);
        var values = provider.GetRequiredService<MeasureMetrics>().Measure(facts, MetricCatalogue.All, new MetricQuery()).Count();
        Print($"all metrics ({values} figures)", watch.Elapsed);
        Print("together", total.Elapsed);
        Console.WriteLine($"{((ImportResult.Completed)result).Summary.EventsAdded,10:N0}    events");
    }

    private static void Print(string what, TimeSpan elapsed) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{elapsed.TotalSeconds,10:F2} s  {what}"));
}
