using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Host;

namespace Palveluohjaus.Bench;

/// <summary>
/// Contacts logged over HTTP, each on disk before its answer: by the form, by the API, and beside them what the database reaches with the same rows and nothing else: bare inserts
/// into the embedded one, pgbench on PostgreSQL. Asked there: p99 of 50 ms at 200 a second, and 0.3 of pgbench.
/// </summary>
internal static partial class LogBench
{
    private const int RatePerSecond = 50;
    private const int WarmUps = 300;
    private const int Seed = 5;
    private const int SecondsAtEachWidth = 8;
    private const string Key = "pok_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    private static readonly int[] Widths = [1, 2, 4, 8];

    public static async Task<int> RunAsync(string[] sizes)
    {
        var clients = sizes is [var given, ..] ? given : "20000";
        var seconds = sizes is [_, var length, ..] ? int.Parse(length, CultureInfo.InvariantCulture) : 60;
        var rate = sizes is [_, _, var perSecond] ? int.Parse(perSecond, CultureInfo.InvariantCulture) : RatePerSecond;
        using var database = new BenchDatabase();
        var folder = Path.Combine(database.Folder, "node");
        if (database.Settings.IsServer)
        {
            Environment.SetEnvironmentVariable("PALVELUOHJAUS_Database__Provider", database.Settings.Provider.ToString());
            Environment.SetEnvironmentVariable("PALVELUOHJAUS_Database__ConnectionString", database.Settings.ConnectionString);
            await DemoServer.RunAsync("database", "migrate", "--data", folder);
        }

        var (byForm, byApi) = (0.0, 0.0);
        var before = (Commits: 0L, Rollbacks: 0L);
        await using (var server = await DemoServer.StartAsync(folder, "--clients", clients))
        {
            await using var product = OpenProduct(folder);
            var clientIds = await AddSystemAndReadClientsAsync(product);
            using var guide = await server.SignInAsync("guide1");
            var form = await ReadFormAsync(guide);
            if (database.Settings.IsServer)
                before = await database.CountTransactionsAsync();
            byForm = await MeasureAsync("form", product, rate, seconds, async number =>
            {
                using var answer = await guide.PostAsync("/contacts/new", new FormUrlEncodedContent(Fill(form, clientIds[number % clientIds.Length], number)));
                return answer.StatusCode == HttpStatusCode.SeeOther && answer.Headers.Location!.OriginalString.Contains("/contacts/logged/", StringComparison.Ordinal);
            });
            using var system = new HttpClient { BaseAddress = server.Address };
            byApi = await MeasureAsync("API", product, rate, seconds, async number =>
            {
                using var answer = await system.SendAsync(Call(clientIds[number % clientIds.Length], number));
                return answer.StatusCode == HttpStatusCode.Created;
            });
        }

        // The server has ended, so that all its connections have told what they did.
        if (database.Settings.IsServer)
        {
            var after = await database.CountTransactionsAsync();
            var (commits, rollbacks) = (after.Commits - before.Commits, after.Rollbacks - before.Rollbacks);
            Print("transactions and single statements that were committed meanwhile", commits, string.Empty);
            Print("  rolled back", rollbacks, string.Empty);
            Print("  share rolled back", 100.0 * rollbacks / Math.Max(1, commits + rollbacks), "%");
        }

        await using (var product = OpenProduct(folder))
            Print("the same rows through the product's storage, without HTTP and lookups", await BareInserts.MeasureStorageAsync(product, TimeSpan.FromSeconds(2 * SecondsAtEachWidth)), "/s");
        var (peer, asFast) = database.Settings.IsServer
            ? ("pgbench", await PgBench.MeasureAsync(database.Settings.ConnectionString!, Widths, SecondsAtEachWidth))
            : ("bare inserts of the same rows, one connection", BareInserts.Measure(Path.Combine(folder, EmbeddedDatabase.FileName), TimeSpan.FromSeconds(2 * SecondsAtEachWidth)));
        if (asFast is not { } reached)
        {
            Console.WriteLine("pgbench is not installed: there is nothing to compare with.");
            return 0;
        }

        Print(peer, reached, "/s");
        Print($"form / {peer}", byForm / reached, string.Empty);
        Print($"API / {peer}", byApi / reached, string.Empty);
        return 0;
    }

    /// <summary>At a steady rate, as people log, then as fast as it goes.</summary>
    /// <returns>The highest rate.</returns>
    private static async Task<double> MeasureAsync(string what, IServiceProvider product, int ratePerSecond, int seconds, Func<int, Task<bool>> logAsync)
    {
        var number = 0;
        for (; number < WarmUps; number++)
            await logAsync(number);

        var before = await CountAsync(product);
        var latencies = new ConcurrentBag<double>();
        var refused = 0;
        var first = number;
        var sent = new List<Task>();
        var watch = Stopwatch.StartNew();
        for (; number < first + (ratePerSecond * seconds); number++)
        {
            // Counted from when it was due: a server that is slow for a moment is not spared those who came meanwhile.
            var due = TimeSpan.FromSeconds((number - first) / (double)ratePerSecond);
            if (due - watch.Elapsed is var left && left > TimeSpan.Zero)
                await Task.Delay(left);
            sent.Add(SendAsync(number, due));
        }

        await Task.WhenAll(sent);
        Print($"{what}: contacts at {ratePerSecond} a second", latencies.Count, string.Empty);
        Print("  refused or failed", refused, string.Empty);
        Print("  stored", await CountAsync(product) - before, string.Empty);
        var sorted = latencies.Order().ToList();
        foreach (var (name, share) in ((string, double)[])[("p50", 0.5), ("p95", 0.95), ("p99", 0.99), ("slowest", 1)])
            Print($"  {name}", sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))], "ms");

        var best = 0.0;
        foreach (var width in Widths)
        {
            var (began, done) = (Stopwatch.StartNew(), 0);
            await Task.WhenAll(Enumerable.Range(0, width).Select(_ => Task.Run(async () =>
            {
                while (began.Elapsed.TotalSeconds < SecondsAtEachWidth)
                {
                    if (await logAsync(Interlocked.Increment(ref number)))
                        Interlocked.Increment(ref done);
                }
            })));
            var rate = done / began.Elapsed.TotalSeconds;
            Print($"{what}: as fast as it goes, {width} at once", rate, "/s");
            best = Math.Max(best, rate);
        }

        return best;

        async Task SendAsync(int which, TimeSpan due)
        {
            if (!await logAsync(which))
                Interlocked.Increment(ref refused);
            latencies.Add((watch.Elapsed - due).TotalMilliseconds);
        }
    }

    private static ServiceProvider OpenProduct(string folder)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddPalveluohjaus(folder);
        return services.BuildServiceProvider();
    }

    private static async Task<string[]> AddSystemAndReadClientsAsync(ServiceProvider product)
    {
        await using var scope = product.CreateAsyncScope();
        var guidance = scope.ServiceProvider.GetRequiredService<GuidanceDbContext>();
        var unitId = await guidance.Workers.Where(worker => worker.Source == GuidanceCase.OwnSource && worker.UnitId != null).OrderBy(worker => worker.Code).Select(worker => worker.UnitId!.Value).FirstAsync();
        guidance.Add(new SendingSystem
        {
            Name = "Bench",
            UnitId = unitId,
            KeyDigest = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Key))),
            KeyStart = Key[..12],
            CreatedAtUtc = DateTime.UtcNow,
        });
        await guidance.SaveChangesAsync();
        var clients = await guidance.Clients.Where(client => client.MergedIntoId == null).OrderBy(client => client.Id).Select(client => client.Id.ToString()).ToArrayAsync();

        // People call in no order. Neighbours in the index would meet, as they do nowhere else.
        new Random(Seed).Shuffle(clients);
        return clients;
    }

    private static async Task<int> CountAsync(IServiceProvider product)
    {
        await using var scope = product.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<GuidanceDbContext>().Contacts.CountAsync();
    }

    /// <summary>The fields of a fresh form, its token among them.</summary>
    private static async Task<List<KeyValuePair<string, string>>> ReadFormAsync(HttpClient guide)
    {
        var page = await guide.GetStringAsync("/contacts/new");
        return [.. Inputs().Matches(page[page.IndexOf("<main", StringComparison.Ordinal)..]).Select(match => match.Value)
            .Where(input => Attribute(input, "name") is not null && (Attribute(input, "type") is not ("radio" or "checkbox") || input.Contains(" checked", StringComparison.Ordinal)))
            .Select(input => KeyValuePair.Create(Attribute(input, "name")!, Attribute(input, "value") ?? string.Empty))];
    }

    private static List<KeyValuePair<string, string>> Fill(List<KeyValuePair<string, string>> form, string clientId, int number)
    {
        (string, string)[] filled =
        [
            ("SubmissionKey", Guid.NewGuid().ToString()), ("ClientId", clientId), ("Minutes", "11"), ("Themes", number % 2 == 0 ? "Housing" : "EverydayLiving"),
            ("Outcome", "SolvedHere"), ("Note", Note(number)), ("action", "save"),
        ];
        return [.. form.Where(field => !filled.Any(each => each.Item1 == field.Key)), .. filled.Select(each => KeyValuePair.Create(each.Item1, each.Item2))];
    }

    private static HttpRequestMessage Call(string clientId, int number) => new(HttpMethod.Post, "/api/v1/contacts")
    {
        Headers = { { "X-Api-Key", Key }, { "Idempotency-Key", Guid.NewGuid().ToString() } },
        Content = new StringContent(
            $$$"""
            {"channel":"Chat","startedAt":"{{{Ago(11)}}}","endedAt":"{{{Ago(1)}}}","language":"Finnish","themes":["Finances"],"initiator":"Client",
             "outcome":"SolvedHere","note":"{{{Note(number)}}}","client":{"id":"{{{clientId}}}"}}
            """,
            Encoding.UTF8,
            "application/json"),
    };

    private static string Ago(int minutes) => TimeProvider.System.GetLocalNow().AddMinutes(-minutes).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);

    private static string Note(int number) => $"Kysyi asumisen tuesta ja siitä, miten hakemus etenee. Sovittiin, että lähetetään ohje kirjeenä ja palataan asiaan. Nro {number}.";

    private static string? Attribute(string element, string name)
    {
        var match = Regex.Match(element, $"\\s{name}=\"([^\"]*)\"", RegexOptions.None, TimeSpan.FromSeconds(1));
        return match.Success ? WebUtility.HtmlDecode(match.Groups[1].Value) : null;
    }

    private static void Print(string what, double value, string unit) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{value,10:0.##} {unit,-2}  {what}"));

    [GeneratedRegex("<input[^>]*>")]
    private static partial Regex Inputs();
}
