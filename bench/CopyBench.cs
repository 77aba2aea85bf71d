using System.Diagnostics;
using System.Globalization;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Storage.Copies;
using Palveluohjaus.SyntheticCounty;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Bench;

/// <summary>A county of a million contacts, with its facts, copied from its files to PostgreSQL. At most three minutes are wanted.</summary>
internal static class CopyBench
{
    private const int ClientsOfAMillionContacts = 33_000;
    private const double YearsOfAMillionContacts = 5;
    private static readonly Actor Bench = new("bench");

    public static async Task<int> RunAsync(string[] sizes)
    {
        if (TestServer.Current is null)
        {
            Console.Error.WriteLine("There is no server to copy to: set PALVELUOHJAUS_TEST_DATABASE=postgresql and PALVELUOHJAUS_POSTGRESQL.");
            return 2;
        }

        var parameters = sizes is [var clients, var years]
            ? new CountyParameters { ClientCount = int.Parse(clients, CultureInfo.InvariantCulture), Years = double.Parse(years, CultureInfo.InvariantCulture) }
            : new CountyParameters { ClientCount = ClientsOfAMillionContacts, Years = YearsOfAMillionContacts };
        using var source = BenchDatabase.Embedded();
        await FactsBench.GenerateAsync(parameters, source);
        await FactsBench.RefreshAsync(source, rebuild: true);
        using var target = BenchDatabase.OnServerWithKeysOf(source);
        try
        {
            await target.MigrateAsync();
            await MeasureAsync(source, target);
        }
        finally
        {
            target.Drop();
        }

        return 0;
    }

    private static async Task MeasureAsync(BenchDatabase source, BenchDatabase target)
    {
        await using var guidance = source.Open();
        await using var facts = source.OpenFacts();
        await using var toGuidance = target.Open();
        await using var toFacts = target.OpenFacts();

        GC.Collect();
        using var process = Process.GetCurrentProcess();
        var before = process.WorkingSet64;
        var follow = new Follow();
        var watch = Stopwatch.StartNew();
        CopySummary summary;
        await using (var copy = await CopyCounty.BeginAsync([new CopyPair(guidance, toGuidance), new CopyPair(facts, toFacts)], follow, CancellationToken.None))
            summary = await copy.RunAsync(target.Seal, Bench, TimeProvider.System.GetUtcNow().UtcDateTime, CancellationToken.None);
        var seconds = watch.Elapsed.TotalSeconds;

        foreach (var table in summary.Copied.Where(table => table.Rows > 0).OrderByDescending(table => table.Rows))
            Print(table.Table, table.Rows, "N0");
        Print("rows", summary.Rows, "N0");
        Print("seconds to copy and compare", seconds, "F1");
        Print("rows per second", summary.Rows / seconds, "N0");
        Print("most memory above the start, MB", (follow.MostBytes - before) / 1e6, "N0");

        watch.Restart();
        await using (var again = await CopyCounty.BeginAsync([new CopyPair(guidance, toGuidance), new CopyPair(facts, toFacts)], progress: null, CancellationToken.None))
            await again.RunAsync(target.Seal, Bench, TimeProvider.System.GetUtcNow().UtcDateTime, CancellationToken.None);
        Print("seconds to find everything there", watch.Elapsed.TotalSeconds, "F1");
    }

    private static void Print(string what, double value, string format) =>
        Console.WriteLine($"{value.ToString(format, CultureInfo.InvariantCulture),14}  {what}");

    private sealed class Follow : IProgress<CopyProgress>
    {
        private readonly Process _process = Process.GetCurrentProcess();

        public long MostBytes { get; private set; }

        public void Report(CopyProgress value)
        {
            _process.Refresh();
            MostBytes = Math.Max(MostBytes, _process.WorkingSet64);
        }
    }
}
