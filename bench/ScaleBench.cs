using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.ClientSegments;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Segmentation.Registry;
using Palveluohjaus.Segmentation.Scheme;
using Palveluohjaus.Segmentation.Scorecard;
using Palveluohjaus.SyntheticCounty;

namespace Palveluohjaus.Bench;

/// <summary>
/// What a county costs, by contact, by client and by metric: its history stored, its clients scored, its facts measured, refreshed, loaded and asked. One line of figures for
/// docs/scaling.md, which draws the rule from several sizes.
/// </summary>
internal static class ScaleBench
{
    private const int Refreshes = 5;

    /// <param name="options">How many clients and years; then a folder that is kept, for the verbs that measure pages and for another run, which measures all but the storing.</param>
    public static async Task<int> RunAsync(string[] options)
    {
        var parameters = options is [var clients, var years, ..]
            ? new CountyParameters { ClientCount = int.Parse(clients, CultureInfo.InvariantCulture), Years = double.Parse(years, CultureInfo.InvariantCulture) }
            : new CountyParameters { ClientCount = 10_000, Years = 3.3 };
        using var database = new BenchDatabase(options is [_, _, var folder] ? folder : null);
        await database.MigrateAsync();
        var watch = Stopwatch.StartNew();
        var isNew = await FactsBench.GenerateAsync(parameters, database);
        var secondsToStore = watch.Elapsed.TotalSeconds;
        var guidanceBytes = await database.CountBytesAsync();
        var (clientCount, contactCount) = await CountAsync(database);
        Print("clients", clientCount, "N0");
        Print("contacts", contactCount, "N0");
        if (isNew)
        {
            Print("seconds to store the history", secondsToStore, "F1");
            Print("  microseconds a contact, with its case, events and assessments", 1e6 * secondsToStore / contactCount, "F1");
        }

        Print("MB of the county's tables and indexes", guidanceBytes / 1e6, "N0");
        Print("  bytes a contact, with all that belongs to it", (double)guidanceBytes / contactCount, "N0");
        var secondsToScore = await TimeAsync(() => ScoreAsync(database));
        Print("seconds to score every client", secondsToScore, "F1");
        Print("  microseconds a client", 1e6 * secondsToScore / clientCount, "F1");
        var bytesBeforeFacts = await database.CountBytesAsync();
        var secondsToRebuild = await TimeAsync(() => FactsBench.RefreshAsync(database, rebuild: true));
        Print("seconds to rebuild the facts", secondsToRebuild, "F1");
        Print("  microseconds a contact", 1e6 * secondsToRebuild / contactCount, "F1");
        Print("MB of the facts", (await database.CountBytesAsync() - bytesBeforeFacts) / 1e6, "N0");
        var before = GC.GetTotalMemory(forceFullCollection: true);
        watch.Restart();
        var facts = await FactsBench.LoadAsync(database, null);
        Print("seconds to load the facts into memory", watch.Elapsed.TotalSeconds, "F1");
        Print("MB they take there", (GC.GetTotalMemory(forceFullCollection: true) - before) / 1e6, "N0");
        var secondsToRefresh = new List<double>();
        for (var round = 0; round < Refreshes; round++)
        {
            await FactsBench.LogAsync(database);
            secondsToRefresh.Add(await TimeAsync(() => FactsBench.RefreshAsync(database, rebuild: false)));
            facts = await FactsBench.LoadAsync(database, facts);
        }

        Print($"seconds to refresh after {FactsBench.NewContacts:N0} new contacts, median", FactsBench.Median(secondsToRefresh), "F2");
        var answers = FactsBench.Ask(facts);
        Print($"ms a metric of a year by unit, mean of {MetricCatalogue.All.Count}", answers.Values.Average(), "F1");
        Print("ms of the slowest", answers.Values.Max(), "F1");
        return 0;
    }

    private static async Task<(int Clients, int Contacts)> CountAsync(BenchDatabase database)
    {
        await using var guidance = database.Open();
        return (await guidance.Clients.CountAsync(), await guidance.Contacts.CountAsync());
    }

    private static async Task ScoreAsync(BenchDatabase database)
    {
        var registry = new ModelRegistry(Path.Combine(AppContext.BaseDirectory, "models"), TimeProvider.System);
        var collection = RegistryName.CollectionOfScheme(SegmentationScheme.Default.Id);
        var champion = registry.Load(collection, registry.Champion(collection)!, []);
        await using var guidance = database.Open();
        await new ScoreClients(guidance, ExpertScorecard.Default, new SegmentModelInUse(() => champion), CountyCalendar.Helsinki, TimeProvider.System)
            .ScoreAsync(new Actor("bench"), progress: null, CancellationToken.None);
    }

    private static async Task<double> TimeAsync(Func<Task> run)
    {
        var watch = Stopwatch.StartNew();
        await run();
        return watch.Elapsed.TotalSeconds;
    }

    private static void Print(string what, double value, string format) => Console.WriteLine($"{value.ToString(format, CultureInfo.InvariantCulture),14}  {what}");
}
