using System.Globalization;
using System.Text.RegularExpressions;

namespace Palveluohjaus.Bench;

/// <summary>The weight of style and script of every page the demo's people find by following links, as it is and as it is sent. Fonts are apart: they are shared and kept.</summary>
internal static partial class PagesBench
{
    private const int MostPages = 200;
    private static readonly string[] Accounts = ["guide1", "teamlead", "admin", "analyst"];
    private static readonly string[] Starts = ["/", "/contacts/new", "/clients", "/overview", "/settings", "/accounts", "/units"];

    public static async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("palveluohjaus-bench-").FullName;
        try
        {
            await using var server = await DemoServer.StartAsync(folder, "--clients", "300");
            var weights = new Dictionary<string, (int Raw, int Sent)>(StringComparer.Ordinal);
            var pages = new SortedDictionary<string, (int Raw, int Sent)>(StringComparer.Ordinal);
            foreach (var account in Accounts)
            {
                using var browser = await server.SignInAsync(account);
                await WalkAsync(browser, pages, weights);
            }

            Console.WriteLine("  raw kB  sent kB  page");
            foreach (var (page, (raw, sent)) in pages.OrderByDescending(page => page.Value.Raw).ThenBy(page => page.Key, StringComparer.Ordinal))
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{raw / 1e3,8:F1} {sent / 1e3,8:F1}  {page}"));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task WalkAsync(HttpClient browser, SortedDictionary<string, (int Raw, int Sent)> pages, Dictionary<string, (int Raw, int Sent)> weights)
    {
        var waiting = new Queue<string>(Starts);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (waiting.TryDequeue(out var address) && seen.Count < MostPages)
        {
            var shape = Shape(address);
            if (!seen.Add(shape))
                continue;
            using var answer = await browser.GetAsync(new Uri(address, UriKind.Relative));
            if (answer.Headers.Location is { } location)
                waiting.Enqueue(location.OriginalString);
            if (answer.Content.Headers.ContentType?.MediaType != "text/html" || !answer.IsSuccessStatusCode)
                continue;

            var html = await answer.Content.ReadAsStringAsync();
            var (raw, sent) = (0, 0);
            foreach (var asset in Assets().Matches(html).Select(match => match.Groups[1].Value).Distinct(StringComparer.Ordinal))
            {
                if (!weights.TryGetValue(asset, out var weight))
                    weights[asset] = weight = (await LengthAsync(browser, asset, compressed: false), await LengthAsync(browser, asset, compressed: true));
                (raw, sent) = (raw + weight.Raw, sent + weight.Sent);
            }

            pages[shape] = (raw, sent);
            foreach (Match link in Links().Matches(html[Math.Max(0, html.IndexOf("<body", StringComparison.Ordinal))..]))
                waiting.Enqueue(link.Groups[1].Value.Replace("&amp;", "&", StringComparison.Ordinal));
        }
    }

    private static async Task<int> LengthAsync(HttpClient browser, string asset, bool compressed)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(asset, UriKind.Relative));
        if (compressed)
            request.Headers.TryAddWithoutValidation("Accept-Encoding", "br");
        using var answer = await browser.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadAsByteArrayAsync()).Length;
    }

    /// <summary>Two addresses that differ in an id or in what is asked for are one page.</summary>
    private static string Shape(string address) => Ids().Replace(address.Split('?', '#')[0], "{id}");

    [GeneratedRegex("(?:<link rel=\"stylesheet\" href|<script src)=\"([^\"]*)\"")]
    private static partial Regex Assets();

    [GeneratedRegex("<a [^>]*href=\"(/(?!language|/)[^\"#]*)\"")]
    private static partial Regex Links();

    [GeneratedRegex("[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}")]
    private static partial Regex Ids();
}
