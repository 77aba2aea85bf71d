using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Imports;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.SyntheticCounty;

namespace Palveluohjaus.Bench;

/// <summary>A county of 100,000 clients and five years, generated and stored on a real disk with every commit waited for.</summary>
internal static class CountyBench
{
    public static async Task<int> RunAsync(string[] sizes)
    {
        var parameters = sizes is [var clients, var years]
            ? new CountyParameters { ClientCount = int.Parse(clients, CultureInfo.InvariantCulture), Years = double.Parse(years, CultureInfo.InvariantCulture) }
            : CountyParameters.Large;
        using var database = new BenchDatabase();
        await MeasureAsync(parameters, database);
        return 0;
    }

    private static async Task MeasureAsync(CountyParameters parameters, BenchDatabase database)
    {
        MeasureVault(database.Vault);

        await using var guidance = database.Open();
        await guidance.Database.MigrateAsync();

        var generate = new GenerateCounty(guidance, new LoadHistory(guidance, TimeProvider.System), database.Vault, CountyCalendar.Helsinki, TimeProvider.System);
        var watch = Stopwatch.StartNew();
        var summary = await generate.RunAsync(parameters, progress: null, CancellationToken.None);
        watch.Stop();

        using var process = Process.GetCurrentProcess();
        var rows = summary.Clients + summary.Contacts + summary.Cases + summary.CaseEvents + summary.Assessments + summary.SegmentDecisions;
        Print("seconds", watch.Elapsed.TotalSeconds, "F1");
        Print("clients", summary.Clients, "N0");
        Print("contacts", summary.Contacts, "N0");
        Print("  of them anonymous", summary.AnonymousContacts, "N0");
        Print("cases", summary.Cases, "N0");
        Print("  of them open", summary.OpenCases, "N0");
        Print("case events", summary.CaseEvents, "N0");
        Print("assessments", summary.Assessments, "N0");
        Print("rows", rows, "N0");
        Print("contacts per second", summary.Contacts / watch.Elapsed.TotalSeconds, "N0");
        Print("rows per second", rows / watch.Elapsed.TotalSeconds, "N0");
        Print("peak memory, MB", process.PeakWorkingSet64 / 1e6, "N0");
        Print("database, MB", new FileInfo(Path.Combine(database.Folder, EmbeddedDatabase.FileName)).Length / 1e6, "N0");
    }

    private static void MeasureVault(IdentityCodeVault vault)
    {
        const int Codes = 10_000;
        var code = PersonalIdentityCode.Artificial(new DateOnly(1957, 3, 14), PersonalIdentityCode.FirstArtificialNumber);
        _ = vault.Protect(code);
        var watch = Stopwatch.StartNew();
        for (var left = Codes; left > 0; left--)
        {
            _ = vault.Protect(code);
            _ = vault.Lookup(code);
        }

        Print("microseconds to protect and hash one identity code", watch.Elapsed.TotalMicroseconds / Codes, "F1");
    }

    private static void Print(string what, double value, string format) =>
        Console.WriteLine($"{value.ToString(format, CultureInfo.InvariantCulture),14}  {what}");
}
