using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Palveluohjaus.Guidance.Retention;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting.Schedules;

namespace Palveluohjaus.Faults;

/// <summary>
/// A node that is killed in the middle of a job. Where the middle is does not hang on a clock: the test holds what the job is about to write, or to be told, and kills the node
/// while the job waits for it.
/// </summary>
[TestClass]
[TestCategory("faults")]
public sealed class DeadNodeTests(TestContext context)
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LongestTakeOver = TimeSpan.FromMinutes(1);

    /// <summary>Nothing has been recorded for ten years of some clients whose cases are all closed: everything that is theirs is moved back by that much.</summary>
    private const string AgesClients =
        """
        CREATE TEMP TABLE aged AS
        SELECT client."Id" FROM "Clients" AS client
        WHERE client."MergedIntoId" IS NULL
            AND NOT EXISTS (SELECT 1 FROM "Cases" AS own WHERE own."ClientId" = client."Id" AND own."ClosedAtUtc" IS NULL)
            AND NOT EXISTS (SELECT 1 FROM "Interventions" AS own WHERE own."ClientId" = client."Id")
            AND NOT EXISTS (SELECT 1 FROM "ResponsibleWorkers" AS own WHERE own."ClientId" = client."Id")
            AND NOT EXISTS (SELECT 1 FROM "ClientRelations" AS own WHERE client."Id" IN (own."ClientId", own."RelatedClientId"))
            AND NOT EXISTS (SELECT 1 FROM "ClientMerges" AS own WHERE client."Id" IN (own."SurvivorId", own."MergedId"))
        ORDER BY client."Id" LIMIT 12;
        DO $$
        DECLARE aging record;
        BEGIN
            FOR aging IN
                SELECT dated.table_name AS name, string_agg(format('%1$I = %1$I - interval ''10 years''', dated.column_name), ', ') AS moves,
                    CASE
                        WHEN dated.table_name = 'Clients' THEN '"Id" IN (SELECT "Id" FROM aged)'
                        WHEN EXISTS (SELECT 1 FROM information_schema.columns AS own WHERE own.table_name = dated.table_name AND own.column_name = 'ClientId') THEN '"ClientId" IN (SELECT "Id" FROM aged)'
                        WHEN EXISTS (SELECT 1 FROM information_schema.columns AS own WHERE own.table_name = dated.table_name AND own.column_name = 'CaseId')
                            THEN '"CaseId" IN (SELECT "Id" FROM "Cases" WHERE "ClientId" IN (SELECT "Id" FROM aged))'
                        WHEN dated.table_name = 'ReferralSteps'
                            THEN '"ReferralId" IN (SELECT "Id" FROM "Referrals" WHERE "CaseId" IN (SELECT "Id" FROM "Cases" WHERE "ClientId" IN (SELECT "Id" FROM aged)))'
                    END AS whose
                FROM information_schema.columns AS dated
                WHERE dated.table_schema = 'public' AND dated.column_name LIKE '%Utc' AND dated.table_name NOT LIKE '%Facts' AND dated.table_name <> 'AuditEntries'
                GROUP BY dated.table_name
            LOOP
                IF aging.whose IS NOT NULL THEN
                    EXECUTE format('UPDATE %I SET %s WHERE %s', aging.name, aging.moves, aging.whose);
                END IF;
            END LOOP;
        END $$;
        """;

    /// <summary>Half of those have gone by then, and of the next client all rows but this one are written.</summary>
    private const string HoldsRemoval =
        """
        INSERT INTO "RemovedClients" ("ClientId", "RemovedAtUtc")
        SELECT "Id", now() FROM "Clients" WHERE "CreatedAtUtc" < now() - interval '5 years' ORDER BY "Id" OFFSET 6 LIMIT 1
        """;

    /// <summary>Several have mail to come: open cases are dealt out among everybody who handles clients, and their deadlines have come half-way.</summary>
    private const string DealsOutDeadlines =
        """
        UPDATE "Accounts" SET "WarnsByMail" = "Roles" IN ('Guide', 'TeamLead'), "MailAddress" = "UserName" || '@county.example';
        INSERT INTO "UnitMemberships" ("WorkerId", "UnitId")
        SELECT account."WorkerId", unit."Id" FROM "Accounts" AS account CROSS JOIN "Units" AS unit WHERE account."WarnsByMail" ON CONFLICT DO NOTHING;
        UPDATE "Cases" AS dealt SET "ResponsibleWorkerId" = turn."WorkerId"
        FROM (SELECT "Id", row_number() OVER (ORDER BY "Id") AS number FROM "Cases" WHERE "ClosedAtUtc" IS NULL) AS numbered,
            (SELECT "WorkerId", row_number() OVER (ORDER BY "UserName") AS number, COUNT(*) OVER () AS among FROM "Accounts" WHERE "WarnsByMail") AS turn
        WHERE numbered."Id" = dealt."Id" AND numbered.number % turn.among = turn.number - 1;
        UPDATE "CaseDeadlines" SET "HalfAtUtc" = "FromUtc" WHERE "MetAtUtc" IS NULL AND "EndedAtUtc" IS NULL
        """;

    /// <summary>Whoever is told first is not held; whoever comes next is about to be told.</summary>
    private const string HoldsWarnings =
        """
        WITH crossed AS (
            SELECT late."CaseId", late."RuleCode", late."DueAtUtc", account."Id" AS "AccountId"
            FROM "CaseDeadlines" AS late JOIN "Cases" AS dealt ON dealt."Id" = late."CaseId" JOIN "Accounts" AS account ON account."WorkerId" = dealt."ResponsibleWorkerId"
            WHERE late."MetAtUtc" IS NULL AND late."EndedAtUtc" IS NULL AND dealt."ClosedAtUtc" IS NULL AND account."WarnsByMail")
        INSERT INTO "DeadlineWarnings" ("CaseId", "RuleCode", "Level", "AccountId", "DueAtUtc", "Refusals", "Version")
        SELECT "CaseId", "RuleCode", level, "AccountId", "DueAtUtc", 0, 0 FROM crossed CROSS JOIN (VALUES ('Half'), ('Most'), ('Passed')) AS levels(level)
        WHERE "AccountId" <> (SELECT "AccountId" FROM crossed ORDER BY "DueAtUtc", "AccountId" LIMIT 1)
        """;

    /// <summary>Each job that runs on a server. Backing up is the administrator's there.</summary>
    private static readonly KilledJob[] Jobs =
    [
        KilledJob.WaitingForTable(RefreshFactsJob.Name, "RefreshStates", "CaseFacts", "ContactFacts", "SegmentFacts", "ReferralFacts", "InterventionFacts"),
        KilledJob.WaitingForTable(JobCatalogue.ScoreClients, "ScoredClients", "ScoredClients") with { Prepares = "DELETE FROM \"ScoredClients\"" },
        KilledJob.WaitingForTable(JobCatalogue.DraftWaitingTimes, "WaitingTimesStatements", "WaitingTimesStatements"),
        KilledJob.WaitingForTable(JobCatalogue.FitDeadlineForecast, "DeadlineForecasts", "DeadlineForecastRules", "DeadlineForecastCells", "DeadlineForecastLoads", "DeadlineForecastBins"),
        KilledJob.WaitingForTable(JobCatalogue.WatchModel, "ModelWatchRuns", "ModelWatchFindings"),
        new(JobCatalogue.WatchDeadlines, ["DeadlineWarnings"]) { Prepares = DealsOutDeadlines, Holds = HoldsWarnings },
        new(JobCatalogue.PushToPowerBi, ["PushTables"]),
        new(JobCatalogue.Retain, ["RemovedClients", "RemovedCases", "Clients", "Cases", "Contacts", "CaseEvents"]) { Prepares = AgesClients, Holds = HoldsRemoval },
    ];

    /// <summary>In the short form a node dies twice, each time with several jobs under way that do not read what another of them writes; in the long form in each of them.</summary>
    public static IEnumerable<object[]> Deaths => FaultScale.IsLong
        ? Jobs.Select(job => new object[] { job.Name })
        :
        [
            [string.Join(' ', RefreshFactsJob.Name, JobCatalogue.ScoreClients, JobCatalogue.DraftWaitingTimes)],
            [string.Join(' ', JobCatalogue.WatchDeadlines, JobCatalogue.PushToPowerBi, JobCatalogue.Retain)],
        ];

    [TestMethod]
    [DynamicData(nameof(Deaths))]
    public async Task The_job_of_a_node_that_is_killed_is_done_by_the_other_within_a_minute_and_as_if_it_had_run_once(string names)
    {
        context.WriteLine(FaultScale.Describe($"a node killed during {names}"));
        var jobs = names.Split(' ').Select(name => Jobs.Single(job => job.Name == name)).ToList();
        var alone = await RunAloneAsync(jobs);

        await using var outside = await JobsOutside.StartAsync(jobs);
        await using var county = await MakeCountyAsync(jobs);
        WriteSettings(county.DataDirectory, jobs, outside);
        var second = await county.AddNodeAsync();
        WriteSettings(second, jobs, outside);
        await using var held = county.OpenConnection();
        await using var holding = await held.BeginTransactionAsync(context.CancellationToken);
        var holds = jobs.Select(job => job.Holds).OfType<string>().ToList();
        foreach (var hold in holds)
            await ExecuteAsync(held, hold, holding);
        outside.Hold();

        var (first, _) = await county.ServeAsync();
        await WaitAsync(
            LongestStart,
            async () => outside.IsHeld && await CountAsync(county, "SELECT COUNT(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()") >= holds.Count);
        await county.ServeAsync(second);
        Assert.AreEqual(jobs.Count, await CountAsync(county, $"SELECT COUNT(*) FROM \"JobRuns\" WHERE \"Node\" LIKE '%-{first.Id}-%' AND \"Holds\" IS NOT NULL"), "The first node has begun them all.");

        await first.KillAsync();
        var since = Stopwatch.StartNew();
        await holding.RollbackAsync(context.CancellationToken);
        await WaitAsync(LongestTakeOver, async () => await CountAsync(county, $"SELECT COUNT(*) FROM \"JobRuns\" WHERE \"Node\" NOT LIKE '%-{first.Id}-%' AND \"State\" = 'Succeeded'") >= jobs.Count);

        var took = (await county.ReadAsync("SELECT \"Job\", EXTRACT(EPOCH FROM \"EndedAtUtc\" - \"StartedAtUtc\")::float8 FROM \"JobRuns\" WHERE \"State\" = 'Succeeded' ORDER BY \"Job\"")).Select(run => string.Create(CultureInfo.InvariantCulture, $"{run[0]} {run[1]:0.0} s"));
        context.WriteLine(string.Create(CultureInfo.InvariantCulture, $"done by the other node {since.Elapsed.TotalSeconds:0.0} s after the first was killed: {string.Join(", ", took)}"));
        var runs = (await county.ReadAsync("SELECT \"Job\", \"State\"::text FROM \"JobRuns\" ORDER BY \"Job\", \"StartedAtUtc\"")).Where(run => jobs.Exists(job => job.Name == (string)run[0])).Select(run => $"{run[0]} {run[1]}").ToList();
        CollectionAssert.AreEqual(jobs.SelectMany(job => new[] { $"{job.Name} Interrupted", $"{job.Name} Succeeded" }).Order(StringComparer.Ordinal).ToList(), runs.Order(StringComparer.Ordinal).ToList());
        var shared = await SnapshotAsync(county, jobs, outside);
        CollectionAssert.AreEqual(alone, shared, $"As on one node: {alone.Except(shared).FirstOrDefault()} / {shared.Except(alone).FirstOrDefault()}");
        await county.RequireWholeAsync();
    }

    private async Task<List<string>> RunAloneAsync(List<KilledJob> jobs)
    {
        await using var outside = await JobsOutside.StartAsync(jobs);
        await using var county = await MakeCountyAsync(jobs);
        WriteSettings(county.DataDirectory, jobs, outside);
        await county.ServeAsync();
        await WaitAsync(LongestStart, async () => await CountAsync(county, "SELECT COUNT(*) FROM \"JobRuns\" WHERE \"State\" = 'Succeeded'") >= jobs.Count);
        var left = await SnapshotAsync(county, jobs, outside);
        var idle = jobs.Where(job => !left.Exists(row => row.StartsWith($"{job.Leaves[0]}: ", StringComparison.Ordinal))).Select(job => job.Name).ToList();
        Assert.IsEmpty(idle, $"Each leaves something to compare: {string.Join(' ', idle)}");
        return left;
    }

    /// <summary>One in which every job has something to do.</summary>
    private async Task<CountyCopy> MakeCountyAsync(List<KilledJob> jobs)
    {
        var county = await CountyCopy.OnAsync(DatabaseProvider.PostgreSql, context.CancellationToken);
        await using var connection = county.OpenConnection();
        await ExecuteAsync(connection, "DELETE FROM \"JobRuns\"");
        foreach (var prepares in jobs.Select(job => job.Prepares).OfType<string>())
            await ExecuteAsync(connection, prepares);
        return county;
    }

    /// <summary>Runs these once, at start, and no others.</summary>
    private static void WriteSettings(string dataDirectory, List<KilledJob> jobs, JobsOutside outside)
    {
        const int AWeek = 7 * 24 * 60;
        var schedules = JobCatalogue.Shipped.ToDictionary(
            job => job.Name, job => jobs.Any(each => each.Name == job.Name) ? new Dictionary<string, object> { ["On"] = true, ["EveryMinutes"] = AWeek } : new Dictionary<string, object> { ["On"] = false });
        File.WriteAllText(Path.Combine(dataDirectory, "schedules.json"), JsonSerializer.Serialize(new { Schedules = schedules }));
        File.WriteAllText(
            Path.Combine(dataDirectory, RetentionRules.FileName),
            """{ "version": 1, "enabled": true, "rules": [{ "kind": "Clients", "months": 60, "basis": { "fi": "Koe", "sv": "Prov", "en": "Test" } }] }""");
        outside.WriteSettings(dataDirectory);
    }

    /// <summary>What the jobs left, without what chance and the clock give each run anew.</summary>
    private static async Task<List<string>> SnapshotAsync(CountyCopy county, List<KilledJob> jobs, JobsOutside outside)
    {
        var rows = new List<string>();
        foreach (var table in jobs.SelectMany(job => job.Leaves))
        {
            rows.AddRange((await county.ReadAsync(
                    $"""
                    SELECT (SELECT jsonb_object_agg(k, v) FROM jsonb_each(to_jsonb(t)) AS each(k, v) WHERE k NOT IN ('Id', 'RunId', 'ForecastId', 'DatasetId', 'Sequence', 'Version') AND k NOT LIKE '%AtUtc')::text
                    FROM "{table}" AS t
                    """))
                .Select(row => $"{table}: {row[0]}").Order(StringComparer.Ordinal));
        }

        rows.AddRange(outside.Snapshot().Order(StringComparer.Ordinal));
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
}
