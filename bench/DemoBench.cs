using System.Diagnostics;
using System.Globalization;

namespace Palveluohjaus.Bench;

/// <summary>The demo at its default size, as a user starts it: to the first page, to the first page again, and the server's peak memory after use.</summary>
internal static class DemoBench
{
    private const int Rounds = 50;
    private static readonly string[] Pages = ["/contacts/new", "/clients", "/overview", "/overview?municipality=905", "/overview?period=all"];

    public static async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("palveluohjaus-bench-").FullName;
        try
        {
            await MeasureStartAsync("first start to a page", folder);
            await MeasureStartAsync("later start to a page", folder);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureStartAsync(string what, string folder)
    {
        var watch = Stopwatch.StartNew();
        await using var server = await DemoServer.StartAsync(folder);
        using (var door = new HttpClient { BaseAddress = server.Address })
            await door.GetStringAsync("/sign-in");
        Print(what, watch.Elapsed.TotalSeconds, "s");

        using var client = await server.SignInAsync("guide1");
        foreach (var page in Pages)
        {
            watch.Restart();
            for (var round = 0; round < Rounds; round++)
                await client.GetStringAsync(page);
            Print($"{page}, mean of {Rounds}", watch.Elapsed.TotalMilliseconds / Rounds, "ms");
        }

        server.Process.Refresh();
        Print("peak memory of the process, generation included where there was one", server.Process.PeakWorkingSet64 / 1e6, "MB");
    }

    private static void Print(string what, double value, string unit) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{value,10:F1} {unit,-2}  {what}"));
}
