using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Bench;

/// <summary>What the audit's chain costs: to a read at a desk, and to a check of all of it.</summary>
internal static class AuditBench
{
    private const int DefaultEntries = 10_000_000;
    private const int EntriesPerTransaction = 100_000;
    private const int Reads = 2_000;

    public static async Task<int> RunAsync(string[] sizes)
    {
        var entries = sizes is [var size] ? int.Parse(size, CultureInfo.InvariantCulture) : DefaultEntries;
        using var database = new BenchDatabase();
        await MeasureAsync(entries, database);
        return 0;
    }

    private static async Task MeasureAsync(int entries, BenchDatabase database)
    {
        await using (var guidance = database.Open())
            await guidance.Database.MigrateAsync();

        await MeasureReadsAsync(database.Open, EmbeddedDatabase.ConnectionString(database.Folder));
        await WriteAsync(database.Open, entries);
        await MeasureReadsAsync(database.Open, EmbeddedDatabase.ConnectionString(database.Folder));

        await using var stored = database.Open();
        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var peak = before;
        var processorBefore = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        var check = await new CheckAudit(stored).RunAsync([], 10, new Peak(bytes => peak = Math.Max(peak, bytes)), CancellationToken.None);
        Print("seconds to check the audit", watch.Elapsed.TotalSeconds, "F1");
        Print("  of a processor's time", (Environment.CpuUsage.TotalTime - processorBefore).TotalSeconds, "F1");
        Print("  entries", check.Entries, "N0");
        Print("  faults", check.Faults, "N0");
        Print("  managed memory over the start at most, MB", (peak - before) / 1e6, "F1");
        using var process = Process.GetCurrentProcess();
        Print("peak memory of the process, MB", process.PeakWorkingSet64 / 1e6, "N0");
        Print("database, MB", new FileInfo(Path.Combine(database.Folder, EmbeddedDatabase.FileName)).Length / 1e6, "N0");
        watch.Restart();
        _ = await stored.CheckIntegrityAsync(10, CancellationToken.None);
        Print("seconds of SQLite's own check", watch.Elapsed.TotalSeconds, "F1");
    }

    private static async Task WriteAsync(Func<GuidanceDbContext> open, int entries)
    {
        var random = new Random(1);
        var clients = Enumerable.Range(0, 100_000).Select(_ => NextId(random)).ToArray();
        var atUtc = new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var watch = Stopwatch.StartNew();
        for (var left = entries; left > 0; left -= EntriesPerTransaction)
        {
            await using var guidance = open();
            await using var transaction = await guidance.Database.BeginTransactionAsync();
            await guidance.BulkInsertAsync(Enumerable.Range(0, Math.Min(left, EntriesPerTransaction)).Select(_ =>
            {
                atUtc = atUtc.AddMilliseconds(5_123);
                return Entry(clients[random.Next(clients.Length)], atUtc);
            }), CancellationToken.None);
            await transaction.CommitAsync();
        }

        Print("entries written per second, in bulk", entries / watch.Elapsed.TotalSeconds, "N0");
    }

    /// <summary>The same read of one client with and without its audit, in turn, so that a slow disk slows both.</summary>
    private static async Task MeasureReadsAsync(Func<GuidanceDbContext> open, string connectionString)
    {
        await using var bare = new SqliteConnection(connectionString);
        await bare.OpenAsync();
        await ExecuteAsync(bare, "PRAGMA synchronous = FULL; CREATE TABLE IF NOT EXISTS Bare (Id INTEGER PRIMARY KEY)");
        var commits = new List<double>();
        var plain = new List<double>();
        var audited = new List<double>();
        for (var read = 0; read < Reads; read++)
        {
            var id = Guid.CreateVersion7();
            var watch = Stopwatch.StartNew();
            await using (var guidance = open())
                _ = await FindAsync(guidance, id);
            plain.Add(watch.Elapsed.TotalMilliseconds);

            watch.Restart();
            await using (var guidance = open())
            {
                _ = await FindAsync(guidance, id);
                guidance.AuditEntries.Add(Entry(id, DateTime.UnixEpoch.AddSeconds(read)));
                await guidance.SaveChangesAsync();
            }

            audited.Add(watch.Elapsed.TotalMilliseconds);

            // What the disk asks for the smallest write there is.
            watch.Restart();
            await ExecuteAsync(bare, "INSERT INTO Bare DEFAULT VALUES");
            commits.Add(watch.Elapsed.TotalMilliseconds);
        }

        Print("milliseconds of a read, median", Median(plain), "F3");
        Print("milliseconds of an audited read, median", Median(audited), "F3");
        Print("  more, median", Median(audited) - Median(plain), "F3");
        Print("milliseconds of the smallest write, median", Median(commits), "F3");
        Print("  audited read more than a read and that, mean", audited.Average() - plain.Average() - commits.Average(), "F3");
        Print("  audited read more than a read, mean", audited.Average() - plain.Average(), "F3");
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private static Task<Client?> FindAsync(GuidanceDbContext guidance, Guid id) =>
        guidance.Clients.AsNoTracking().FirstOrDefaultAsync(client => client.Id == id);

    private static AuditEntry Entry(Guid clientId, DateTime atUtc) => new()
    {
        AtUtc = atUtc,
        Actor = "w0123",
        WorkerId = clientId,
        UnitId = clientId,
        Action = AuditAction.Read,
        Subject = nameof(Client),
        SubjectId = clientId,
        ClientId = clientId,
        CaseId = clientId,
        Reason = "The client's page",
    };

    private static Guid NextId(Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static void Print(string what, double value, string format) =>
        Console.WriteLine($"{value.ToString(format, CultureInfo.InvariantCulture),14}  {what}");

    private sealed class Peak(Action<long> see) : IProgress<long>
    {
        public void Report(long value) => see(GC.GetTotalMemory(forceFullCollection: false));
    }
}
