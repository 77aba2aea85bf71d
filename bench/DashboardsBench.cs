using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Palveluohjaus.Reporting.Dashboards;

namespace Palveluohjaus.Bench;

/// <summary>
/// Every dashboard of the large county over HTTP: as it opens, limited to each municipality, unit, life stage and language, in other periods and in pairs of these.
/// First each view when nobody has asked for it since the server opened the usual ones by itself, then all once more. Asked: p95 of 200 ms.
/// </summary>
internal static partial class DashboardsBench
{
    private const double AskedMilliseconds = 200;

    private static readonly TimeSpan MostToWarm = TimeSpan.FromMinutes(10);

    /// <summary>The server's first look comes half a minute after its start.</summary>
    private static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(35);

    private static readonly string[] Periods = ["period=this-year", "period=3-months", "period=all"];

    public static async Task<int> RunAsync(string[] arguments)
    {
        var (clients, years) = arguments is [var first, var second, ..] ? (first, second) : ("100000", "5");
        var folder = arguments is [_, _, var kept] ? kept : Directory.CreateTempSubdirectory("palveluohjaus-bench-").FullName;
        try
        {
            await using var server = await DemoServer.StartAsync(folder, "--clients", clients, "--years", years);
            using var manager = await server.SignInAsync("manager");
            var secondsToWarm = await WaitUntilWarmAsync(server.Process);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{secondsToWarm,8:F0} seconds until the server has opened them ahead of their readers"));
            var queries = Queries(await manager.GetStringAsync("/overview"));
            Console.WriteLine($"{queries.Count} views of each page; milliseconds at the browser's end of the loopback");
            Console.WriteLine("     p50      p95      max  over   again p95  page");
            foreach (var page in DashboardCatalogue.All.Select(dashboard => dashboard.Address).Append("/paths"))
            {
                var times = await MeasureAsync(manager, page, queries);
                var again = await MeasureAsync(manager, page, queries);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{At(times, 0.5),8:F0} {At(times, 0.95),8:F0} {times[^1],8:F0} {times.Count(time => time > AskedMilliseconds),5} {At(again, 0.95),11:F0}  {page}"));
            }

            server.Process.Refresh();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{server.Process.WorkingSet64 / 1e6,8:F0} MB the server has then"));
            return 0;
        }
        finally
        {
            if (arguments is not [_, _, _])
                Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Until the server has nothing more to do.</summary>
    private static async Task<double> WaitUntilWarmAsync(Process server)
    {
        var watch = Stopwatch.StartNew();
        for (var isBusy = true; (isBusy || watch.Elapsed < FirstLook) && watch.Elapsed < MostToWarm;)
        {
            server.Refresh();
            var (began, worked) = (watch.Elapsed, server.TotalProcessorTime);
            await Task.Delay(TimeSpan.FromSeconds(3));
            server.Refresh();
            isBusy = (server.TotalProcessorTime - worked) / (watch.Elapsed - began) > 0.1;
        }

        return watch.Elapsed.TotalSeconds;
    }

    private static List<string> Queries(string page)
    {
        string[] limits = [.. new[] { DashboardFilter.MunicipalityField, DashboardFilter.UnitField, DashboardFilter.LifeStageField, DashboardFilter.LanguageField }.SelectMany(field => Options(page, field))];
        var units = Options(page, DashboardFilter.UnitField).ToList();
        return
        [
            string.Empty,
            .. Periods,
            .. limits,
            .. Options(page, DashboardFilter.MunicipalityField).Select((municipality, index) => $"{municipality}&{units[index % units.Count]}"),
            .. Options(page, DashboardFilter.LanguageField).Select((language, index) => $"{language}&{Periods[index % Periods.Length]}"),
        ];
    }

    private static IEnumerable<string> Options(string page, string field)
    {
        var start = page.IndexOf($"name=\"{field}\"", StringComparison.Ordinal);
        var end = page.IndexOf("</select>", start, StringComparison.Ordinal);
        return Option().Matches(page[start..end]).Select(match => $"{field}={match.Groups[1].Value}");
    }

    private static async Task<double[]> MeasureAsync(HttpClient browser, string page, List<string> queries)
    {
        var times = new List<double>();
        foreach (var query in queries)
        {
            var watch = Stopwatch.StartNew();
            using var answer = await browser.GetAsync(new Uri($"{page}?{query}", UriKind.Relative));
            await answer.Content.ReadAsByteArrayAsync();
            times.Add(watch.Elapsed.TotalMilliseconds);
            answer.EnsureSuccessStatusCode();
        }

        return [.. times.Order()];
    }

    private static double At(double[] inOrder, double share) => inOrder[(int)Math.Min(inOrder.Length - 1, Math.Ceiling(share * inOrder.Length) - 1)];

    [GeneratedRegex("<option value=\"([^\"]+)\"")]
    private static partial Regex Option();
}
