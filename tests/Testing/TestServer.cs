using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting;
using Palveluohjaus.Reporting.Storage;

namespace Palveluohjaus.Testing;

/// <summary>
/// The database server the tests of this run use: <c>PALVELUOHJAUS_TEST_DATABASE</c> says postgresql or sqlserver, and <c>PALVELUOHJAUS_POSTGRESQL</c> or
/// <c>PALVELUOHJAUS_SQLSERVER</c> how to reach it, as somebody who may create databases.
/// </summary>
public sealed partial class TestServer
{
    private const string Variable = "PALVELUOHJAUS_TEST_DATABASE";
    private static int _made;

    /// <summary>Made once in a run, and copied where the server copies databases.</summary>
    private readonly Lazy<string> _template;

    private TestServer(DatabaseProvider provider, string connectionString)
    {
        Provider = provider;
        ConnectionString = connectionString;
        _template = new(() =>
        {
            var name = NewName();
            Run($"CREATE DATABASE {name}");
            Migrate(name);
            return name;
        });
        AppDomain.CurrentDomain.ProcessExit += (_, _) => DropTemplate();
    }

    /// <summary>Null when this run is on the embedded database.</summary>
    /// <exception cref="InvalidOperationException">The variables do not tell a server.</exception>
    public static TestServer? Current { get; } = Find();

    public DatabaseProvider Provider { get; }

    /// <summary>Of the database that the server has from the start.</summary>
    public string ConnectionString { get; }

    /// <summary>Creates a database and its tables.</summary>
    /// <returns>Its name.</returns>
    internal string Create()
    {
        var name = NewName();
        if (Provider == DatabaseProvider.PostgreSql)
        {
            Run($"CREATE DATABASE {name} TEMPLATE {_template.Value}");
            return name;
        }

        Run($"CREATE DATABASE {name}");
        Migrate(name);
        return name;
    }

    /// <summary>Creates a database without a table.</summary>
    /// <returns>Its name.</returns>
    internal string CreateEmpty()
    {
        var name = NewName();
        Run($"CREATE DATABASE {name}");
        return name;
    }

    internal void Drop(string name)
    {
        if (Provider == DatabaseProvider.PostgreSql)
        {
            using (var pooled = new NpgsqlConnection(Of(name)))
                NpgsqlConnection.ClearPool(pooled);
            Run($"DROP DATABASE {name} WITH (FORCE)");
            return;
        }

        using (var pooled = new SqlConnection(Of(name)))
            SqlConnection.ClearPool(pooled);
        Run($"DROP DATABASE {name}");
    }

    internal GuidanceDbContext OpenGuidance(string name, AuditSeal seal) => Provider == DatabaseProvider.PostgreSql
        ? new PostgreSqlGuidanceDbContext(Options<PostgreSqlGuidanceDbContext>(name, GuidanceDbContext.MigrationsHistoryTable), seal)
        : new SqlServerGuidanceDbContext(Options<SqlServerGuidanceDbContext>(name, GuidanceDbContext.MigrationsHistoryTable), seal);

    internal ReportingDbContext OpenReporting(string name) => Provider == DatabaseProvider.PostgreSql
        ? new PostgreSqlReportingDbContext(Options<PostgreSqlReportingDbContext>(name, ReportingModule.MigrationsHistoryTable))
        : new SqlServerReportingDbContext(Options<SqlServerReportingDbContext>(name, ReportingModule.MigrationsHistoryTable));

    /// <summary>Ends a test that says something of the embedded database alone, in a run on a server.</summary>
    public static void RequireEmbedded(string why)
    {
        if (Current is not null)
            Assert.Inconclusive(why);
    }

    /// <summary>A statement that is written for SQLite, with its names and bytes as the run's server writes them. Names inside texts are left.</summary>
    public static string InDialect(string sql)
    {
        if (Current is not { } server)
            return sql;
        var isPostgreSql = server.Provider == DatabaseProvider.PostgreSql;
        sql = sql.Replace("zeroblob(32)", isPostgreSql ? "decode(repeat('00', 32), 'hex')" : "CAST(REPLICATE(CHAR(0), 32) AS varbinary(32))", StringComparison.Ordinal)
            .Replace("x''", isPostgreSql ? "''::bytea" : "0x", StringComparison.Ordinal)
            .Replace("AtUtc + 10", isPostgreSql ? "AtUtc + interval '1 microsecond'" : "DATEADD(microsecond, 1, AtUtc)", StringComparison.Ordinal);
        return string.Concat(sql.Split('\'').Select((part, index) => index % 2 == 1 ? $"'{part}'" : Names().Replace(part, "\"$1\"")));
    }

    [GeneratedRegex("(?<!\")\\b([A-Z][a-z][A-Za-z]+)\\b(?!\")")]
    private static partial Regex Names();

    private static TestServer? Find()
    {
        var provider = Environment.GetEnvironmentVariable(Variable) switch
        {
            null or "" => (DatabaseProvider?)null,
            "postgresql" => DatabaseProvider.PostgreSql,
            "sqlserver" => DatabaseProvider.SqlServer,
            var other => throw new InvalidOperationException($"{Variable} is {other}: it must be postgresql or sqlserver."),
        };
        if (provider is not { } known)
            return null;
        var variable = known == DatabaseProvider.PostgreSql ? "PALVELUOHJAUS_POSTGRESQL" : "PALVELUOHJAUS_SQLSERVER";
        return new TestServer(known, Environment.GetEnvironmentVariable(variable) ?? throw new InvalidOperationException($"{Variable} asks for a server: {variable} must tell how to reach it."));
    }

    private static string NewName() => string.Create(CultureInfo.InvariantCulture, $"palveluohjaus_{Environment.ProcessId}_{Interlocked.Increment(ref _made)}");

    private void Migrate(string name)
    {
        using var guidance = OpenGuidance(name, TestDatabase.Seal);
        guidance.Database.Migrate();
        using var reporting = OpenReporting(name);
        reporting.Database.Migrate();

        // A database that somebody is connected to cannot be copied.
        if (Provider == DatabaseProvider.PostgreSql)
            NpgsqlConnection.ClearAllPools();
    }

    private void DropTemplate()
    {
        if (_template.IsValueCreated)
            Drop(_template.Value);
    }

    private DbContextOptions<TContext> Options<TContext>(string name, string migrationsHistoryTable)
        where TContext : DbContext
    {
        var options = new DbContextOptionsBuilder<TContext>();
        options.UseServerDatabase(DatabaseSettings.OfServer(Provider, Of(name), dataDirectory: string.Empty, MaxBatchSize), migrationsHistoryTable)
            .ConfigureWarnings(TestDatabase.ThrowOnChance);
        return options.Options;
    }

    /// <summary>Under the product's own name for it, so that the tests meet what a county's server meets.</summary>
    private static int? MaxBatchSize => int.TryParse(Environment.GetEnvironmentVariable("PALVELUOHJAUS_Database__MaxBatchSize"), CultureInfo.InvariantCulture, out var batch) ? batch : null;

    internal string Of(string name) => Provider == DatabaseProvider.PostgreSql
        ? new NpgsqlConnectionStringBuilder(ConnectionString) { Database = name, MaxPoolSize = 20 }.ConnectionString
        : new SqlConnectionStringBuilder(ConnectionString) { InitialCatalog = name }.ConnectionString;

    private void Run(string sql)
    {
        using DbConnection connection = Provider == DatabaseProvider.PostgreSql ? new NpgsqlConnection(ConnectionString) : new SqlConnection(ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}

/// <summary>A database on the server, which is dropped afterwards.</summary>
internal sealed class ServerTestStore(TestServer server) : ITestStore
{
    private readonly Lazy<string> _name = new(server.Create);

    public GuidanceDbContext OpenGuidance(AuditSeal seal) => server.OpenGuidance(_name.Value, seal);

    public ReportingDbContext OpenReporting() => server.OpenReporting(_name.Value);

    public void Dispose()
    {
        if (_name.IsValueCreated)
            server.Drop(_name.Value);
    }
}
