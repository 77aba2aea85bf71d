using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting.Schedules;

namespace Palveluohjaus.Faults;

/// <summary>
/// A node that is killed in the middle of a job. Where the middle is does not hang on a clock: the test holds the table that the job writes, and kills the node while the job
/// waits for it.
/// </summary>
[TestClass]
[TestCategory("faults")]
public sealed class DeadNodeTests(TestContext context)
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LongestTakeOver = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Each job that runs on a server without anything from outside the database, the table it waits for, and what it leaves. Backing up is the administrator's there; mail,
    /// Power BI and removal have tests of their own for what a second run finds done.
    /// </summary>
    private static readonly KilledJob[] Jobs =
    [
        new(RefreshFactsJob.Name, "RefreshStates", ["CaseFacts", "ContactFacts", "SegmentFacts", "ReferralFacts", "InterventionFacts"]),
        new(JobCatalogue.ScoreClients, "ScoredClients", ["ScoredClients"]),
        new(JobCatalogue.DraftWaitingTimes, "WaitingTimesStatements", ["WaitingTimesStatements"]),
        new(JobCatalogue.FitDeadlineForecast, "DeadlineForecasts", ["ForecastRules", "ForecastCells", "ForecastLoads", "ForecastBins"]),
        new(JobCatalogue.WatchModel, "ModelWatchRuns", ["ModelWatchFindings"]),
    ];

    /// <summary>In the short form a node dies once, with several jobs under way; in the long form in each of them.</summary>
    public static IEnumerable<object[]> Deaths => FaultScale.IsLong ? Jobs.Select(job => new object[] { job.Name }) : [[string.Join(' ', Jobs.Take(3).Select(job => job.Name))]];

    [TestMethod]
    [DynamicData(nameof(Deaths))]
    public async Task The_job_of_a_node_that_is_killed_is_done_by_the_other_within_a_minute_and_as_if_it_had_run_once(string names)
    {
        context.WriteLine(FaultScale.Describe($"a node killed during {names}"));
        var jobs = names.Split(' ').Select(name => Jobs.Single(job => job.Name == name)).ToList();
        var alone = await RunAloneAsync(jobs);

        await using var county = await MakeCountyAsync();
        WriteSchedules(county.DataDirectory, jobs);
        var second = await county.AddNodeAsync();
        WriteSchedules(second, jobs);
        await using var held = county.OpenConnection();
        await using var holding = await held.BeginTransactionAsync(context.CancellationToken);
        foreach (var job in jobs)
            await ExecuteAsync(held, $"LOCK TABLE \"{job.Waits}\" IN SHARE MODE", holding);

        var (first, _) = await county.ServeAsync();
        await WaitAsync(LongestStart, async () => await CountAsync(county, "SELECT COUNT(DISTINCT pid) FROM pg_locks WHERE NOT granted AND locktype = 'relation' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())") >= jobs.Count);
        await county.ServeAsync(second);
        Assert.AreEqual(jobs.Count, await CountAsync(county, $"SELECT COUNT(*) FROM \"JobRuns\" WHERE \"Node\" LIKE '%-{first.Id}-%' AND \"Holds\" IS NOT NULL"), "The first node has begun them all.");

        await first.KillAsync();
        var since = Stopwatch.StartNew();
        await holding.RollbackAsync(context.CancellationToken);
        await WaitAsync(LongestTakeOver, async () => await CountAsync(county, $"SELECT COUNT(*) FROM \"JobRuns\" WHERE \"Node\" NOT LIKE '%-{first.Id}-%' AND \"State\" = 'Succeeded'") >= jobs.Count);

        context.WriteLine(string.Create(CultureInfo.InvariantCulture, $"done by the other node {since.Elapsed.TotalSeconds:0.0} s after the first was killed"));
        var runs = (await county.ReadAsync("SELECT \"Job\", \"State\"::text FROM \"JobRuns\" ORDER BY \"Job\", \"StartedAtUtc\"")).Where(run => jobs.Exists(job => job.Name == (string)run[0])).Select(run => $"{run[0]} {run[1]}").ToList();
        CollectionAssert.AreEqual(jobs.SelectMany(job => new[] { $"{job.Name} Interrupted", $"{job.Name} Succeeded" }).Order(StringComparer.Ordinal).ToList(), runs.Order(StringComparer.Ordinal).ToList());
        var shared = await SnapshotAsync(county, jobs);
        CollectionAssert.AreEqual(alone, shared, $"As on one node: {alone.Except(shared).FirstOrDefault()} / {shared.Except(alone).FirstOrDefault()}");
        await county.RequireWholeAsync();
    }

    private async Task<List<string>> RunAloneAsync(IReadOnlyList<KilledJob> jobs)
    {
        await using var county = await MakeCountyAsync();
        WriteSchedules(county.DataDirectory, jobs);
        await county.ServeAsync();
        await WaitAsync(LongestStart, async () => await CountAsync(county, "SELECT COUNT(*) FROM \"JobRuns\" WHERE \"State\" = 'Succeeded'") >= jobs.Count);
        var left = await SnapshotAsync(county, jobs);
        Assert.IsNotEmpty(left, "The jobs leave something to compare.");
        return left;
    }

    /// <summary>One in which every job has something to do.</summary>
    private async Task<CountyCopy> MakeCountyAsync()
    {
        var county = await CountyCopy.OnAsync(DatabaseProvider.PostgreSql, context.CancellationToken);
        await using var connection = county.OpenConnection();
        await ExecuteAsync(connection, "DELETE FROM \"ScoredClients\"");
        await ExecuteAsync(connection, "DELETE FROM \"JobRuns\"");
        return county;
    }

    /// <summary>Runs these once, at start, and no others.</summary>
    private static void WriteSchedules(string dataDirectory, IReadOnlyList<KilledJob> jobs)
    {
        const int AWeek = 7 * 24 * 60;
        var schedules = JobCatalogue.Shipped.ToDictionary(
            job => job.Name, job => jobs.Any(each => each.Name == job.Name) ? new Dictionary<string, object> { ["EveryMinutes"] = AWeek } : new Dictionary<string, object> { ["On"] = false });
        File.WriteAllText(Path.Combine(dataDirectory, "schedules.json"), JsonSerializer.Serialize(new { Schedules = schedules }));
    }

    /// <summary>What the jobs left, without what chance and the clock give each run anew.</summary>
    private static async Task<List<string>> SnapshotAsync(CountyCopy county, IReadOnlyList<KilledJob> jobs)
    {
        var rows = new List<string>();
        foreach (var table in jobs.SelectMany(job => job.Leaves))
        {
            rows.AddRange((await county.ReadAsync(
                    $"""
                    SELECT (SELECT jsonb_object_agg(k, v) FROM jsonb_each(to_jsonb(t)) AS each(k, v) WHERE k NOT IN ('Id', 'RunId', 'ForecastId', 'Version') AND k NOT LIKE '%AtUtc')::text
                    FROM "{table}" AS t
                    """))
                .Select(row => $"{table}: {row[0]}").Order(StringComparer.Ordinal));
        }

        return rows;
    }

    private static async Task<long> CountAsync(CountyCopy county, string sql) => (long)(await county.ReadAsync(sql)).Single()[0];

    private async Task ExecuteAsync(DbConnection connection, string sql, DbTransaction? transaction = null)
    {
        await using var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = (sql, transaction);
        await command.ExecuteNonQueryAsync(context.CancellationToken);
    }

    private async Task WaitAsync(TimeSpan longest, Func<Task<bool>> holds)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
        limit.CancelAfter(longest);
        while (!await holds())
            await Task.Delay(TimeSpan.FromMilliseconds(200), limit.Token);
    }

    /// <param name="Name">As the catalogue has it.</param>
    /// <param name="Waits">The table it writes, and waits for here.</param>
    /// <param name="Leaves">The tables that hold what it came to.</param>
    private sealed record KilledJob(string Name, string Waits, IReadOnlyList<string> Leaves);
}
