using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Palveluohjaus.Bench;

/// <summary>The demo at its default size, as a user starts it: to the first page, to the first page again, and the server's peak memory after use.</summary>
internal static partial class DemoBench
{
    private const string AddressLine = "Palveluohjaus is at ";
    private const string Account = "guide1";
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
            var (address, password) = await ReadAddressAsync(process);
            using var client = new HttpClient { BaseAddress = address };
            var door = await client.GetStringAsync("/sign-in");
            Print(what, watch.Elapsed.TotalSeconds, "s");

            await SignInAsync(client, door, password);
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

    private static async Task SignInAsync(HttpClient client, string door, string password)
    {
        using var answer = await client.PostAsync("/sign-in", new FormUrlEncodedContent(
        [
            KeyValuePair.Create("_handler", "sign-in"),
            KeyValuePair.Create("__RequestVerificationToken", FormToken().Match(door).Groups[1].Value),
            KeyValuePair.Create("Name", Account),
            KeyValuePair.Create("Password", password),
        ]));
        if (answer.RequestMessage!.RequestUri!.AbsolutePath == "/sign-in")
            throw new InvalidOperationException("The demo's account could not sign in.");
    }

    private static async Task<(Uri Address, string Password)> ReadAddressAsync(Process process)
    {
        var password = string.Empty;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [Account, var printed, ..])
                password = printed;
            if (line.StartsWith(AddressLine, StringComparison.Ordinal))
                return (new Uri(line[AddressLine.Length..].Split(' ')[0]), password);
        }

        throw new InvalidOperationException("The demo ended before it served.");
    }

    private static void Print(string what, double value, string unit) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{value,10:F1} {unit,-2}  {what}"));

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]*)\"")]
    private static partial Regex FormToken();
}
