using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Storage.Keys;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Bench;

/// <summary>Contacts logged over HTTP into the embedded database, each on disk before its answer: by the form, by the API, and the same rows inserted bare.</summary>
internal static partial class LogBench
{
    private const int RatePerSecond = 50;
    private const int WarmUps = 300;
    private const int SecondsAtEachWidth = 8;
    private const string Key = "pok_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    private static readonly int[] Widths = [1, 2, 4, 8];

    public static async Task<int> RunAsync(string[] sizes)
    {
        var clients = sizes is [var given, ..] ? given : "20000";
        var seconds = sizes is [_, var length, ..] ? int.Parse(length, CultureInfo.InvariantCulture) : 60;
        var folder = Directory.CreateTempSubdirectory("palveluohjaus-bench-").FullName;
        try
        {
            var (byForm, byApi) = (0.0, 0.0);
            await using (var server = await DemoServer.StartAsync(folder, "--clients", clients))
            {
                var clientIds = AddSystemAndReadClients(folder);
                using var guide = await server.SignInAsync("guide1");
                var form = await ReadFormAsync(guide);
                byForm = await MeasureAsync("form", folder, seconds, async number =>
                {
                    using var answer = await guide.PostAsync("/contacts/new", new FormUrlEncodedContent(Fill(form, clientIds[number % clientIds.Count], number)));
                    return answer.StatusCode == HttpStatusCode.SeeOther && answer.Headers.Location!.OriginalString.Contains("/contacts/logged/", StringComparison.Ordinal);
                });
                using var system = new HttpClient { BaseAddress = server.Address };
                byApi = await MeasureAsync("API", folder, seconds, async number =>
                {
                    using var answer = await system.SendAsync(Call(clientIds[number % clientIds.Count], number));
                    return answer.StatusCode == HttpStatusCode.Created;
                });
            }

            var byStorage = await BareInserts.MeasureStorageAsync(OpenStorage(folder), TimeSpan.FromSeconds(2 * SecondsAtEachWidth));
            var bare = BareInserts.Measure(Path.Combine(folder, EmbeddedDatabase.FileName), TimeSpan.FromSeconds(2 * SecondsAtEachWidth));
            Print("bare inserts of the same rows, one connection", bare, "/s");
            Print("the same through the product's storage, without HTTP and lookups", byStorage, "/s");
            Print("storage / bare", byStorage / bare, string.Empty);
            Print("form / bare", byForm / bare, string.Empty);
            Print("API / bare", byApi / bare, string.Empty);
            return 0;
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>At a steady rate, as people log, then as fast as it goes.</summary>
    /// <returns>The highest rate.</returns>
    private static async Task<double> MeasureAsync(string what, string folder, int seconds, Func<int, Task<bool>> logAsync)
    {
        var number = 0;
        for (; number < WarmUps; number++)
            await logAsync(number);

        var before = Count(folder);
        var latencies = new ConcurrentBag<double>();
        var refused = 0;
        var first = number;
        var sent = new List<Task>();
        var watch = Stopwatch.StartNew();
        for (; number < first + (RatePerSecond * seconds); number++)
        {
            // Counted from when it was due: a server that is slow for a moment is not spared those who came meanwhile.
            var due = TimeSpan.FromSeconds((number - first) / (double)RatePerSecond);
            if (due - watch.Elapsed is var left && left > TimeSpan.Zero)
                await Task.Delay(left);
            sent.Add(SendAsync(number, due));
        }

        await Task.WhenAll(sent);
        Print($"{what}: contacts at {RatePerSecond} a second", latencies.Count, string.Empty);
        Print("  refused or failed", refused, string.Empty);
        Print("  stored", Count(folder) - before, string.Empty);
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

    private static List<string> AddSystemAndReadClients(string folder)
    {
        using var connection = Open(folder);
        using var add = connection.CreateCommand();
        add.CommandText = """
            INSERT INTO SendingSystems (Id, Name, UnitId, KeyDigest, KeyStart, CreatedAtUtc, Version)
            SELECT $id, 'Bench', (SELECT UnitId FROM Workers WHERE Source = 'palveluohjaus' AND UnitId IS NOT NULL LIMIT 1), $digest, 'pok_AAAAAAAA', 0, 0
            """;
        add.Parameters.AddWithValue("$id", Guid.NewGuid().ToByteArray(bigEndian: true));
        add.Parameters.AddWithValue("$digest", Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Key))));
        add.ExecuteNonQuery();

        using var read = connection.CreateCommand();
        read.CommandText = "SELECT Id FROM Clients WHERE MergedIntoId IS NULL";
        using var rows = read.ExecuteReader();
        var ids = new List<string>();
        while (rows.Read())
            ids.Add(new Guid(rows.GetFieldValue<byte[]>(0), bigEndian: true).ToString());
        return ids;
    }

    private static Func<GuidanceDbContext> OpenStorage(string folder)
    {
        var seal = AuditSeal.Open(ProductKeys.InFiles(DataProtectionProvider.Create(new DirectoryInfo(Path.Combine(folder, "keys")), protection => protection.SetApplicationName("Palveluohjaus")), Path.Combine(folder, "keys")));
        var storage = new DbContextOptionsBuilder<SqliteGuidanceDbContext>();
        storage.UseEmbeddedDatabase(EmbeddedDatabase.ConnectionString(folder));
        return () => new SqliteGuidanceDbContext(storage.Options, seal);
    }

    private static long Count(string folder)
    {
        using var connection = Open(folder);
        using var count = connection.CreateCommand();
        count.CommandText = "SELECT COUNT(*) FROM Contacts";
        return (long)count.ExecuteScalar()!;
    }

    private static SqliteConnection Open(string folder)
    {
        var connection = new SqliteConnection(EmbeddedDatabase.ConnectionString(folder) + ";Pooling=False");
        connection.Open();
        return connection;
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
