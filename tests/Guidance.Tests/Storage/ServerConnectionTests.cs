using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Guidance.Tests.Storage;

/// <summary>How long a server is waited for. Needs none.</summary>
[TestClass]
public sealed class ServerConnectionTests
{
    [TestMethod]
    [DataRow("", 5)]
    [DataRow(";Timeout=17", 17)]
    public void PostgreSql_is_waited_for_five_seconds_unless_the_county_says_otherwise(string given, int seconds) =>
        Assert.AreEqual(seconds, new NpgsqlConnectionStringBuilder(Complete(DatabaseProvider.PostgreSql, $"Host=db;Database=county{given}")).Timeout);

    [TestMethod]
    [DataRow("", 40, 200)]
    [DataRow(";Maximum Pool Size=7;Max Auto Prepare=0", 7, 0)]
    [DataRow(";MaxPoolSize=7", 7, 200)]
    public void PostgreSql_has_so_many_connections_and_prepares_so_many_statements_unless_the_county_says_otherwise(string given, int connections, int statements)
    {
        var completed = new NpgsqlConnectionStringBuilder(Complete(DatabaseProvider.PostgreSql, $"Host=db;Database=county{given}"));

        Assert.AreEqual((connections, statements), (completed.MaxPoolSize, completed.MaxAutoPrepare));
    }

    [TestMethod]
    [DataRow("", "-c jit=off")]
    [DataRow(";Options=-c work_mem=16MB", "-c work_mem=16MB -c jit=off")]
    [DataRow(";Options=-c jit=on", "-c jit=on")]
    public void PostgreSql_compiles_no_queries_unless_the_county_says_otherwise(string given, string options) =>
        Assert.AreEqual(options, new NpgsqlConnectionStringBuilder(Complete(DatabaseProvider.PostgreSql, $"Host=db;Database=county{given}")).Options);

    [TestMethod]
    [DataRow("", 5, PoolBlockingPeriod.NeverBlock)]
    [DataRow(";Connection Timeout=17;PoolBlockingPeriod=AlwaysBlock", 17, PoolBlockingPeriod.AlwaysBlock)]
    public void SqlServer_is_waited_for_as_long_and_asked_anew_by_every_request(string given, int seconds, PoolBlockingPeriod blocking)
    {
        var completed = new SqlConnectionStringBuilder(Complete(DatabaseProvider.SqlServer, $"Server=db;Database=county{given}"));

        Assert.AreEqual((seconds, blocking), (completed.ConnectTimeout, completed.PoolBlockingPeriod));
    }

    [TestMethod]
    public async Task A_server_that_swallows_what_it_is_sent_is_waited_for_once()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var port = ((IPEndPoint)silent.LocalEndpoint).Port;
        var settings = DatabaseSettings.OfServer(
            DatabaseProvider.PostgreSql, string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={port};Database=county;Username=nobody;Password=none;Timeout=2"), dataDirectory: string.Empty);
        var options = new DbContextOptionsBuilder<PostgreSqlGuidanceDbContext>();
        options.UseServerDatabase(settings, GuidanceDbContext.MigrationsHistoryTable);
        await using var guidance = new PostgreSqlGuidanceDbContext(options.Options, TestDatabase.Seal);
        _ = guidance.Model; // Made at first use, which may take longer than all the rest.
        var watch = Stopwatch.StartNew();

        var told = await Assert.ThrowsAsync<Exception>(() => guidance.InTransactionAsync(_ => guidance.Clients.AnyAsync(), CancellationToken.None));

        Assert.IsTrue(StorageFaults.IsAway(told), told.ToString());
        Assert.IsLessThan(TimeSpan.FromSeconds(8), watch.Elapsed, "Five times two seconds, with the pauses between, would be thirteen.");
    }

    private static string Complete(DatabaseProvider provider, string connectionString) => ServerDatabase.ConnectionStringOf(DatabaseSettings.OfServer(provider, connectionString, dataDirectory: string.Empty));
}
