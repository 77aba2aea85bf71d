using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Storage.Keys;
using Palveluohjaus.Reporting;
using Palveluohjaus.Reporting.Storage;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Bench;

/// <summary>
/// A county's database with keys of its own: files in a folder, or a database on the PostgreSQL that the tests' own variables name
/// (<c>PALVELUOHJAUS_TEST_DATABASE=postgresql</c>, <c>PALVELUOHJAUS_POSTGRESQL</c>). It is gone afterwards, unless it is kept for another run.
/// </summary>
internal sealed class BenchDatabase : IDisposable
{
    private readonly bool _isKept;
    private readonly TestServer? _server;

    /// <param name="keptFolder">A folder that stays, and on a server the database of its name; null for one of its own.</param>
    public BenchDatabase(string? keptFolder = null)
        : this(TestServer.Current, keptFolder)
    {
    }

    private BenchDatabase(TestServer? server, string? keptFolder)
    {
        _server = server;
        _isKept = keptFolder is not null;
        Folder = keptFolder is null ? Directory.CreateTempSubdirectory("palveluohjaus-bench-").FullName : Directory.CreateDirectory(keptFolder).FullName;
        var keys = Path.Combine(Folder, "keys");
        var productKeys = ProductKeys.InFiles(DataProtectionProvider.Create(new DirectoryInfo(keys)), keys);
        Vault = IdentityCodeVault.Open(productKeys);
        Settings = server is null ? DatabaseSettings.Embedded(Folder) : OnServer(server, Folder);
        Seal = AuditSeal.Open(productKeys, Settings.IsServer ? ServerDatabase.AuditChains : EmbeddedDatabase.AuditChains);
    }

    public string Folder { get; }

    public DatabaseSettings Settings { get; }

    public IdentityCodeVault Vault { get; }

    public AuditSeal Seal { get; }

    /// <summary>Files, whatever the variables say.</summary>
    public static BenchDatabase Embedded() => new(server: null, keptFolder: null);

    /// <summary>An empty database on the server, with the keys of another.</summary>
    public static BenchDatabase OnServerWithKeysOf(BenchDatabase other) => new(TestServer.Current, other.Folder);

    public GuidanceDbContext Open() => Settings.IsServer
        ? new PostgreSqlGuidanceDbContext(OptionsOf<PostgreSqlGuidanceDbContext>(GuidanceDbContext.MigrationsHistoryTable), Seal)
        : new SqliteGuidanceDbContext(OptionsOf<SqliteGuidanceDbContext>(GuidanceDbContext.MigrationsHistoryTable), Seal);

    public ReportingDbContext OpenFacts() => Settings.IsServer
        ? new PostgreSqlReportingDbContext(OptionsOf<PostgreSqlReportingDbContext>(ReportingModule.MigrationsHistoryTable))
        : new SqliteReportingDbContext(OptionsOf<SqliteReportingDbContext>(ReportingModule.MigrationsHistoryTable, EmbeddedDatabase.FactsFileName));

    public async Task MigrateAsync()
    {
        await using var guidance = Open();
        await guidance.Database.MigrateAsync();
        await using var facts = OpenFacts();
        await facts.Database.MigrateAsync();
    }

    /// <summary>On disk, with its indexes.</summary>
    public async Task<long> CountBytesAsync()
    {
        await using var guidance = Open();
        return Settings.IsServer
            ? await guidance.Database.SqlQuery<long>($"SELECT pg_database_size(current_database()) AS \"Value\"").SingleAsync()
            : new DirectoryInfo(Folder).EnumerateFiles("*.db*").Sum(file => file.Length);
    }

    /// <summary>How many transactions a server has finished in this database and how many it has taken back. A statement on its own counts as one; a connection's last second may be missing until it is closed.</summary>
    public async Task<(long Commits, long Rollbacks)> CountTransactionsAsync()
    {
        await using var guidance = Open();
        var counted = await guidance.Database.SqlQuery<long[]>($"SELECT ARRAY[xact_commit, xact_rollback] AS \"Value\" FROM pg_stat_database WHERE datname = current_database()").SingleAsync();
        return (counted[0], counted[1]);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        NpgsqlConnection.ClearAllPools();
        if (_isKept)
            return;
        if (_server is not null)
            Drop();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>A server's database alone.</summary>
    public void Drop() => Run(_server!, $"DROP DATABASE {NameOf(Folder)} WITH (FORCE)");

    private static DatabaseSettings OnServer(TestServer server, string folder)
    {
        if (server.Provider != DatabaseProvider.PostgreSql)
            throw new NotSupportedException("The benches run on the embedded database and on PostgreSQL.");
        var name = NameOf(folder);
        if (Run(server, $"SELECT 1 FROM pg_database WHERE datname = '{name}'") is null)
            Run(server, $"CREATE DATABASE {name}");
        return DatabaseSettings.OfServer(DatabaseProvider.PostgreSql, new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = name }.ConnectionString, folder);
    }

    private static string NameOf(string folder) => $"bench_{string.Concat(Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)).Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant()}";

    private static object? Run(TestServer server, string sql)
    {
        using var connection = new NpgsqlConnection(server.ConnectionString);
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteScalar();
    }

    private DbContextOptions<TContext> OptionsOf<TContext>(string migrationsHistoryTable, string embeddedFileName = EmbeddedDatabase.FileName)
        where TContext : DbContext
    {
        var options = new DbContextOptionsBuilder<TContext>();
        if (Settings.IsServer)
            options.UseServerDatabase(Settings, migrationsHistoryTable);
        else
            options.UseEmbeddedDatabase(EmbeddedDatabase.ConnectionString(Folder, embeddedFileName), migrationsHistoryTable);
        return options.Options;
    }
}
