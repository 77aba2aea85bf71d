using System.Diagnostics;
using System.Globalization;

namespace Palveluohjaus.Bench;

/// <summary>The demo at its default size, as a user starts it: to the first page, to the first page again, and the server's peak memory after use.</summary>
internal static class DemoBench
{
    private const string AddressLine = "Palveluohjaus is at ";
    private const int Rounds = 50;
    private static readonly string[] Pages = ["/contacts/new", "/overview", "/overview?municipality=905", "/overview?period=all"];

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
        var host = Path.Combine(AppContext.BaseDirectory, "Palveluohjaus.Host.dll");
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo("dotnet", [host, "demo", "--data", folder, "--url", "http://127.0.0.1:0"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            using var client = new HttpClient { BaseAddress = await ReadAddressAsync(process) };
            await client.GetStringAsync(Pages[1]);
            Print(what, watch.Elapsed.TotalSeconds, "s");

            foreach (var page in Pages)
            {
                watch.Restart();
                for (var round = 0; round < Rounds; round++)
                    await client.GetStringAsync(page);
                Print($"{page}, mean of {Rounds}", watch.Elapsed.TotalMilliseconds / Rounds, "ms");
            }

            process.Refresh();
            Print("peak memory of the process, generation included where there was one", process.PeakWorkingSet64 / 1e6, "MB");
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
    }

    private static async Task<Uri> ReadAddressAsync(Process process)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(AddressLine, StringComparison.Ordinal))
                return new Uri(line[AddressLine.Length..].Split(' ')[0]);
        }

        throw new InvalidOperationException("The demo ended before it served.");
    }

    private static void Print(string what, double value, string unit) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{value,10:F1} {unit,-2}  {what}"));
}
