using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Palveluohjaus.Guidance.Storage;

/// <summary>A database server, shared by any number of web nodes.</summary>
public static class ServerDatabase
{
    /// <summary>So many transactions write the audit at once without meeting each other's chain often.</summary>
    public const int AuditChains = 64;

    /// <summary>A page is not waited for longer; jobs read in pieces.</summary>
    private const int CommandTimeoutSeconds = 60;

    /// <summary>To open a connection, or to get one when all are in use. The drivers wait three times as long, and a desk does not.</summary>
    private const int ConnectTimeoutSeconds = 5;

    private const string ApplicationName = "Palveluohjaus";

    /// <summary>PostgreSQL plans a statement anew each time unless it is prepared, which takes longer than a short one itself. The county may say another number, or none.</summary>
    private const int StatementsPrepared = 200;

    /// <summary>What PostgreSQL is told at the start of each connection. The county may say something else.</summary>
    private const string WithoutCompiling = "-c jit=off";

    /// <summary>Two nodes stay below the hundred connections that PostgreSQL lets in unless it is told otherwise, and a node of two processors is not faster with more.</summary>
    private const int ConnectionsOfNode = 40;

    public static DbContextOptionsBuilder UseServerDatabase(this DbContextOptionsBuilder options, DatabaseSettings settings, string migrationsHistoryTable)
    {
        var connectionString = ConnectionStringOf(settings);
        _ = settings.Provider switch
        {
            DatabaseProvider.SqlServer => options.UseSqlServer(connectionString),
            DatabaseProvider.PostgreSql => options.UseNpgsql(connectionString),
            _ => throw new ArgumentOutOfRangeException(nameof(settings), settings.Provider, "Not a server."),
        };

        var relational = RelationalOptionsExtension.Extract(options.Options)
            .WithMigrationsHistoryTableName(migrationsHistoryTable)
            .WithCommandTimeout(CommandTimeoutSeconds)
            .WithExecutionStrategyFactory(dependencies => new RetryBriefFaults(dependencies));
        if (settings.MaxBatchSize is { } batch)
            relational = relational.WithMaxBatchSize(batch);
        ((IDbContextOptionsBuilderInfrastructure)options).AddOrUpdateExtension(relational);
        return options.LeaveFailuresToCallers().AddInterceptors(WholeTexts.Instance);
    }

    /// <summary>Adds a context as the heir that belongs to the county's database.</summary>
    /// <param name="services">The host's.</param>
    /// <param name="settings">Which database it is.</param>
    /// <param name="embeddedFileName">The context's own file when it is the embedded one.</param>
    /// <param name="migrationsHistoryTable">The context's own, for on a server the contexts share one database.</param>
    public static IServiceCollection AddDatabase<TContext, TSqlite, TSqlServer, TPostgreSql>(
        this IServiceCollection services, DatabaseSettings settings, string embeddedFileName, string migrationsHistoryTable)
        where TContext : DbContext
        where TSqlite : TContext
        where TSqlServer : TContext
        where TPostgreSql : TContext => settings.Provider switch
    {
        DatabaseProvider.Sqlite => services.AddDbContext<TContext, TSqlite>(
            options => options.UseEmbeddedDatabase(EmbeddedDatabase.ConnectionString(settings.DataDirectory, embeddedFileName), migrationsHistoryTable)),
        _ => services.AddServerDatabase<TContext, TSqlServer, TPostgreSql>(settings, migrationsHistoryTable),
    };

    /// <summary>The same for a context that only a server has.</summary>
    public static IServiceCollection AddServerDatabase<TContext, TSqlServer, TPostgreSql>(this IServiceCollection services, DatabaseSettings settings, string migrationsHistoryTable)
        where TContext : DbContext
        where TSqlServer : TContext
        where TPostgreSql : TContext => settings.Provider switch
    {
        DatabaseProvider.SqlServer => services.AddDbContext<TContext, TSqlServer>(options => options.UseServerDatabase(settings, migrationsHistoryTable)),
        DatabaseProvider.PostgreSql => services.AddDbContext<TContext, TPostgreSql>(options => options.UseServerDatabase(settings, migrationsHistoryTable)),
        _ => throw new ArgumentOutOfRangeException(nameof(settings), settings.Provider, "Not a server."),
    };

    /// <summary>For what is written for a server and needs none: migrations and their script.</summary>
    public static DbContextOptions<TContext> WithoutServer<TContext>(DatabaseProvider provider, string migrationsHistoryTable)
        where TContext : DbContext
    {
        var options = new DbContextOptionsBuilder<TContext>();
        options.UseServerDatabase(Nowhere(provider), migrationsHistoryTable);
        return options.Options;
    }

    /// <summary>A server that is not there.</summary>
    public static DatabaseSettings Nowhere(DatabaseProvider provider) => DatabaseSettings.OfServer(
        provider,
        provider == DatabaseProvider.SqlServer ? "Server=127.0.0.1,1;Database=none;Connect Timeout=1" : "Host=127.0.0.1;Port=1;Database=none;Timeout=1",
        dataDirectory: string.Empty);

    /// <returns>What is wrong with a connection string, without a word of what stands in it.</returns>
    public static IEnumerable<string> FindProblems(DatabaseProvider provider, string? connectionString)
    {
        if (connectionString is null)
            return ["is missing. Give it in the environment, so that the password lies in no file."];
        try
        {
            var (server, database) = Find(provider, connectionString);
            return
            [
                .. string.IsNullOrWhiteSpace(server) ? ["names no server."] : Array.Empty<string>(),
                .. string.IsNullOrWhiteSpace(database) ? ["names no database."] : Array.Empty<string>(),
            ];
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException or KeyNotFoundException or NotSupportedException or InvalidOperationException)
        {
            // What the driver says may quote the text, and the password with it.
            return [$"cannot be read: it must be one as {provider} takes it."];
        }
    }

    /// <summary>Where a connection string leads, in words that may be shown: the server and the database, and nobody's name or password.</summary>
    public static string Describe(DatabaseProvider provider, string connectionString)
    {
        var (server, database) = Find(provider, connectionString);
        return $"{provider} database {database} at {server}";
    }

    private static (string? Server, string? Database) Find(DatabaseProvider provider, string connectionString)
    {
        if (provider == DatabaseProvider.SqlServer)
        {
            var server = new SqlConnectionStringBuilder(connectionString);
            return (server.DataSource, server.InitialCatalog);
        }

        var postgres = new NpgsqlConnectionStringBuilder(connectionString);
        return (postgres.Host, postgres.Database);
    }

    /// <summary>As every connection of the product is opened, so that all share one pool.</summary>
    public static string ConnectionStringOf(DatabaseSettings settings) =>
        Complete(settings.Provider, settings.ConnectionString ?? throw new InvalidOperationException("A server has a connection string."));

    /// <summary>The name by which a server's administrator tells our connections from others', and how many there are and how long one is waited for, unless the county says otherwise.</summary>
    private static string Complete(DatabaseProvider provider, string connectionString)
    {
        if (provider == DatabaseProvider.SqlServer)
        {
            var server = new SqlConnectionStringBuilder(connectionString);
            if (!server.ShouldSerialize("Application Name"))
                server.ApplicationName = ApplicationName;
            if (!server.ShouldSerialize("Connect Timeout"))
                server.ConnectTimeout = ConnectTimeoutSeconds;

            // The driver would else go on refusing by itself, for up to a minute after the server is back.
            if (!server.ShouldSerialize("Pool Blocking Period"))
                server.PoolBlockingPeriod = PoolBlockingPeriod.NeverBlock;
            return server.ConnectionString;
        }

        var postgres = new NpgsqlConnectionStringBuilder(connectionString);
        postgres.ApplicationName ??= ApplicationName;
        if (!postgres.ShouldSerialize("Maximum Pool Size"))
            postgres.MaxPoolSize = ConnectionsOfNode;
        if (!postgres.ShouldSerialize("Max Auto Prepare"))
            postgres.MaxAutoPrepare = StatementsPrepared;
        if (!postgres.ShouldSerialize("Timeout"))
            postgres.Timeout = ConnectTimeoutSeconds;

        // Compiling a query takes longer than any of the desk's: with a million clients three quarters of what a client's card took.
        if (postgres.Options?.Contains("jit", StringComparison.Ordinal) is not true)
            postgres.Options = $"{postgres.Options} {WithoutCompiling}".TrimStart();
        return postgres.ConnectionString;
    }
}
