using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace Palveluohjaus.Bench;

/// <summary>
/// The statements of one contact that comes by the API, as the product sends them, run by PostgreSQL's own <c>pgbench</c>: the sending system and the client looked up, what is
/// open of hers sought, then the audit's entry, the case, the contact and its events stored, one serializable transaction each.
/// </summary>
internal static partial class PgBench
{
    private const int Threads = 2;

    /// <returns>Contacts a second at the best width; null where there is no pgbench.</returns>
    /// <param name="connectionString">Of a database where such contacts were just logged.</param>
    /// <param name="widths">How many do it at once.</param>
    /// <param name="secondsAtEach">How long each width is run.</param>
    public static async Task<double?> MeasureAsync(string connectionString, IReadOnlyList<int> widths, int secondsAtEach)
    {
        if (Find() is not { } program)
            return null;
        var script = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(script, await WriteScriptAsync(connectionString));
            var best = 0.0;
            foreach (var width in widths)
                best = Math.Max(best, await RunAsync(program, script, new NpgsqlConnectionStringBuilder(connectionString), width, secondsAtEach));
            return best;
        }
        finally
        {
            File.Delete(script);
        }
    }

    private static async Task<double> RunAsync(string program, string script, NpgsqlConnectionStringBuilder to, int width, int seconds)
    {
        string[] arguments =
        [
            "-n", "-M", "prepared", "--max-tries=100", "-f", script, "-c", Written(width), "-j", Written(Threads), "-T", Written(seconds),
            "-h", to.Host!, "-p", Written(to.Port), "-U", to.Username!, to.Database!,
        ];
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PGPASSWORD"] = to.Password;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var rate = Rate().Match(output);
        return rate.Success ? double.Parse(rate.Groups[1].Value, CultureInfo.InvariantCulture) : throw new InvalidOperationException($"pgbench printed no rate: {await errors}");
    }

    private static string? Find()
    {
        var installed = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin")) : [];
        return (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator).Concat(installed.Reverse())
            .Select(folder => Path.Combine(folder, "pgbench")).FirstOrDefault(File.Exists);
    }

    /// <summary>The first statement only draws what the others need, as the product's own memory does.</summary>
    private static async Task<string> WriteScriptAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await ExecuteAsync(connection, """CREATE TABLE IF NOT EXISTS bench_clients AS SELECT row_number() OVER () AS number, "Id" AS id FROM "Clients" """);
        await ExecuteAsync(connection, "CREATE UNIQUE INDEX IF NOT EXISTS bench_clients_number ON bench_clients (number)");
        var clients = (long)(await ScalarAsync(connection, "SELECT count(*) FROM bench_clients"))!;
        var logged = (Guid)(await ScalarAsync(connection, """
            SELECT "Id" FROM "Contacts" WHERE "SubmissionKey" IS NOT NULL AND "OpensCase" AND "Outcome" = 'SolvedHere' ORDER BY "RecordedAtUtc" DESC LIMIT 1
            """))!;
        var events = await ReadAsync(connection, "CaseEvents", $"\"ContactId\" = '{logged}'", [("CaseId", ":case"), ("ContactId", ":contact")], numbered: "Sequence");
        return $"""
            \set number random(1, {clients})
            SELECT id AS client, gen_random_uuid() AS case, gen_random_uuid() AS contact, gen_random_uuid() AS key, floor(random() * 64)::int AS chain FROM bench_clients WHERE number = :number
            \gset
            SELECT * FROM "SendingSystems" WHERE "KeyDigest" = 'none' LIMIT 1;
            BEGIN TRANSACTION ISOLATION LEVEL SERIALIZABLE;
            SELECT "Id", "CaseId", "RecordedAtUtc", "SubmissionDigest" FROM "Contacts" WHERE "SubmissionKey" = :key LIMIT 1;
            SELECT * FROM "Clients" WHERE "Id" = :client LIMIT 1;
            SELECT * FROM "Cases" WHERE "ClientId" = :client AND "Theme" = 'Finances' AND "Source" = 'palveluohjaus' AND "ClosedAtUtc" IS NULL AND "ReceivedAtUtc" <= now() ORDER BY "ReceivedAtUtc" LIMIT 1;
            SELECT * FROM "Handoffs" WHERE "CaseId" = :case AND "State" IN ('Offered', 'Accepted');
            UPDATE "AuditChainHeads" SET "Entries" = "Entries" WHERE "ChainId" = :chain;
            SELECT "ChainId", "Entries", "LastMac", "Mac" FROM "AuditChainHeads" WHERE "ChainId" = :chain LIMIT 2;
            UPDATE "AuditChainHeads" SET "Entries" = "Entries" + 64 WHERE "ChainId" = :chain;
            {(await ReadAsync(connection, "AuditEntries", $"\"ContactId\" = '{logged}' AND \"Action\" = 'Create'", [("Sequence", "(random() * 4e18)::bigint"), ("SubjectId", ":contact"), ("ContactId", ":contact"), ("ClientId", ":client"), ("CaseId", ":case")]))[0]}
            {string.Join('\n', await ReadAsync(connection, "Cases", $"\"Id\" = (SELECT \"CaseId\" FROM \"Contacts\" WHERE \"Id\" = '{logged}')", [("Id", ":case"), ("ClientId", ":client")]))}
            {string.Join('\n', await ReadAsync(connection, "Contacts", $"\"Id\" = '{logged}'", [("Id", ":contact"), ("ClientId", ":client"), ("CaseId", ":case"), ("SubmissionKey", ":key")]))}
            {string.Join('\n', events)}
            COMMIT;
            """;
    }

    /// <returns>For each row of a table an insert of the same with some columns new.</returns>
    private static async Task<List<string>> ReadAsync(NpgsqlConnection connection, string table, string where, (string Column, string Value)[] changed, string? numbered = null)
    {
        var columns = new List<(string Name, string Type)>();
        await using (var command = new NpgsqlCommand($"SELECT column_name, udt_name FROM information_schema.columns WHERE table_name = '{table}' AND column_name <> '{numbered}' ORDER BY ordinal_position", connection))
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
                columns.Add((reader.GetString(0), reader.GetString(1)));
        }

        var statements = new List<string>();
        await using (var command = new NpgsqlCommand($"SELECT {string.Join(", ", columns.Select(column => $"quote_nullable(\"{column.Name}\"::text)"))} FROM \"{table}\" WHERE {where}", connection))
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                var values = columns.Select((column, index) => changed.FirstOrDefault(each => each.Column == column.Name) is { Value: { } value } ? value : $"{reader.GetString(index)}::{column.Type}");
                statements.Add($"INSERT INTO \"{table}\" ({string.Join(", ", columns.Select(column => $"\"{column.Name}\""))}) VALUES ({string.Join(", ", values)});");
            }
        }

        return statements;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    private static string Written(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"tps = ([0-9.]+)")]
    private static partial Regex Rate();
}
