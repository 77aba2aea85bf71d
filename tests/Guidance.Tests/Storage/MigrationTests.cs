using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Storage.Keys;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Guidance.Tests.Storage;

[TestClass]
[TestCategory("database")]
public sealed class MigrationTests
{
    [TestMethod]
    public void The_model_of_the_front_line_and_its_migrations_agree()
    {
        using var database = new TestDatabase();
        using var guidance = database.OpenGuidance();

        Assert.IsFalse(guidance.Database.HasPendingModelChanges(), "Run './build.sh migration NAME'.");
    }

    [TestMethod]
    public void The_model_of_a_servers_keys_and_its_migrations_agree()
    {
        using KeysDbContext sqlServer = new SqlServerKeysDbContext(ServerDatabase.WithoutServer<SqlServerKeysDbContext>(DatabaseProvider.SqlServer, KeysDbContext.MigrationsHistoryTable));
        using KeysDbContext postgreSql = new PostgreSqlKeysDbContext(ServerDatabase.WithoutServer<PostgreSqlKeysDbContext>(DatabaseProvider.PostgreSql, KeysDbContext.MigrationsHistoryTable));

        Assert.IsFalse(sqlServer.Database.HasPendingModelChanges(), "Run './build.sh migration NAME'.");
        Assert.IsFalse(postgreSql.Database.HasPendingModelChanges(), "Run './build.sh migration NAME'.");
    }
}
