using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting.Storage;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Reporting.Tests.Storage;

[TestClass]
[TestCategory("database")]
public sealed class MigrationTests
{
    [TestMethod]
    public void The_model_of_facts_and_its_migrations_agree()
    {
        using var database = new TestDatabase();
        using var reporting = database.OpenReporting();

        Assert.IsFalse(reporting.Database.HasPendingModelChanges(), "Run './build.sh migration NAME'.");
    }

    [TestMethod]
    public void On_servers_they_agree_too()
    {
        using var server = new SqlServerReportingDbContext(ServerDatabase.WithoutServer<SqlServerReportingDbContext>(DatabaseProvider.SqlServer, ReportingModule.MigrationsHistoryTable));
        using var postgres = new PostgreSqlReportingDbContext(ServerDatabase.WithoutServer<PostgreSqlReportingDbContext>(DatabaseProvider.PostgreSql, ReportingModule.MigrationsHistoryTable));

        Assert.IsFalse(server.Database.HasPendingModelChanges() || postgres.Database.HasPendingModelChanges(), "Run './build.sh migration NAME'.");
    }
}
