using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Imports;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Storage.Copies;
using Palveluohjaus.Guidance.Storage.Keys;
using Palveluohjaus.Reporting;
using Palveluohjaus.Reporting.Facts;
using Palveluohjaus.Reporting.Storage;
using Palveluohjaus.SyntheticCounty;

namespace Palveluohjaus.Bench;

/// <summary>A county of a million contacts, with its facts, copied from its files to PostgreSQL. At most three minutes are wanted.</summary>
internal static class CopyBench
{
    private const string Variable = "PALVELUOHJAUS_POSTGRESQL";
    private const int ClientsOfAMillionContacts = 33_000;
    private const double YearsOfAMillionContacts = 5;
    private static readonly Actor Bench = new("bench");

    public static async Task<int> RunAsync(string[] sizes)
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { } server)
        {
            Console.Error.WriteLine($"{Variable} must tell how to reach a PostgreSQL, as somebody who may create databases.");
            return 2;
        }

        var parameters = sizes is [var clients, var years]
            ? new CountyParameters { ClientCount = int.Parse(clients, CultureInfo.InvariantCulture), Years = double.Parse(years, CultureInfo.InvariantCulture) }
            : new CountyParameters { ClientCount = ClientsOfAMillionContacts, Years = YearsOfAMillionContacts };
        using var source = new BenchDatabase();
        await using var facts = OpenFacts(source.Folder);
        await GenerateAsync(parameters, source, facts);

        var name = string.Create(CultureInfo.InvariantCulture, $"palveluohjaus_bench_{Environment.ProcessId}");
        await ExecuteAsync(server, $"CREATE DATABASE {name}");
        try
        {
            await MeasureAsync(source, facts, DatabaseSettings.OfServer(DatabaseProvider.PostgreSql, new NpgsqlConnectionStringBuilder(server) { Database = name, Pooling = false }.ConnectionString, source.Folder));
        }
        finally
        {
            await ExecuteAsync(server, $"DROP DATABASE {name} WITH (FORCE)");
        }

        return 0;
    }

    private static async Task GenerateAsync(CountyParameters parameters, BenchDatabase source, SqliteReportingDbContext facts)
    {
        await using var guidance = source.Open();
        await guidance.Database.MigrateAsync();
        await facts.Database.MigrateAsync();
        await new GenerateCounty(guidance, new LoadHistory(guidance, TimeProvider.System), source.Vault, CountyCalendar.Helsinki, TimeProvider.System).RunAsync(parameters, progress: null, CancellationToken.None);
        await new RefreshFacts(new GuidanceReads(guidance), facts, CountyCalendar.Helsinki, TimeProvider.System).RunAsync(rebuild: true, progress: null, CancellationToken.None);
    }

    private static async Task MeasureAsync(BenchDatabase source, SqliteReportingDbContext facts, DatabaseSettings settings)
    {
        var keys = Path.Combine(source.Folder, "keys");
        var seal = AuditSeal.Open(ProductKeys.InFiles(DataProtectionProvider.Create(new DirectoryInfo(keys)), keys), ServerDatabase.AuditChains);
        await using var guidance = source.Open();
        await using var toGuidance = new PostgreSqlGuidanceDbContext(OptionsOf<PostgreSqlGuidanceDbContext>(settings, GuidanceDbContext.MigrationsHistoryTable), seal);
        await using var toFacts = new PostgreSqlReportingDbContext(OptionsOf<PostgreSqlReportingDbContext>(settings, ReportingModule.MigrationsHistoryTable));
        await toGuidance.Database.MigrateAsync();
        await toFacts.Database.MigrateAsync();

        GC.Collect();
        using var process = Process.GetCurrentProcess();
        var before = process.WorkingSet64;
        var follow = new Follow();
        var watch = Stopwatch.StartNew();
        CopySummary summary;
        await using (var copy = await CopyCounty.BeginAsync([new CopyPair(guidance, toGuidance), new CopyPair(facts, toFacts)], follow, CancellationToken.None))
            summary = await copy.RunAsync(seal, Bench, TimeProvider.System.GetUtcNow().UtcDateTime, CancellationToken.None);
        var seconds = watch.Elapsed.TotalSeconds;

        foreach (var table in summary.Copied.Where(table => table.Rows > 0).OrderByDescending(table => table.Rows))
            Print(table.Table, table.Rows, "N0");
        Print("rows", summary.Rows, "N0");
        Print("seconds to copy and compare", seconds, "F1");
        Print("rows per second", summary.Rows / seconds, "N0");
        Print("most memory above the start, MB", (follow.MostBytes - before) / 1e6, "N0");

        watch.Restart();
        await using (var again = await CopyCounty.BeginAsync([new CopyPair(guidance, toGuidance), new CopyPair(facts, toFacts)], progress: null, CancellationToken.None))
            await again.RunAsync(seal, Bench, TimeProvider.System.GetUtcNow().UtcDateTime, CancellationToken.None);
        Print("seconds to find everything there", watch.Elapsed.TotalSeconds, "F1");
    }

    private static SqliteReportingDbContext OpenFacts(string folder)
    {
        var options = new DbContextOptionsBuilder<SqliteReportingDbContext>();
        options.UseEmbeddedDatabase(EmbeddedDatabase.ConnectionString(folder, EmbeddedDatabase.FactsFileName), ReportingModule.MigrationsHistoryTable);
        return new SqliteReportingDbContext(options.Options);
    }

    private static DbContextOptions<TContext> OptionsOf<TContext>(DatabaseSettings settings, string migrationsHistoryTable)
        where TContext : DbContext
    {
        var options = new DbContextOptionsBuilder<TContext>();
        options.UseServerDatabase(settings, migrationsHistoryTable);
        return options.Options;
    }

    private static async Task ExecuteAsync(string server, string sql)
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static void Print(string what, double value, string format) =>
        Console.WriteLine($"{value.ToString(format, CultureInfo.InvariantCulture),14}  {what}");

    private sealed class Follow : IProgress<CopyProgress>
    {
        private readonly Process _process = Process.GetCurrentProcess();

        public long MostBytes { get; private set; }

        public void Report(CopyProgress value)
        {
            _process.Refresh();
            MostBytes = Math.Max(MostBytes, _process.WorkingSet64);
        }
    }
}
