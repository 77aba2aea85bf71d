using System.Data;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Tests.Storage;

/// <summary>What can be said of the servers' tables without a server.</summary>
[TestClass]
public sealed class ServerModelTests
{
    /// <summary>SQL Server refuses a row whose key in an index is longer.</summary>
    private const int LongestIndexKeyBytes = 1700;

    /// <summary>And in the clustered one, which holds the primary key.</summary>
    private const int LongestClusteredKeyBytes = 900;

    [TestMethod]
    [DataRow(DatabaseProvider.SqlServer)]
    [DataRow(DatabaseProvider.PostgreSql)]
    public void The_model_and_its_migrations_agree(DatabaseProvider provider)
    {
        using var guidance = Open(provider);

        Assert.IsFalse(guidance.Database.HasPendingModelChanges(), "Run './build.sh migration NAME'.");
        Assert.IsNotEmpty(guidance.Database.GetMigrations().ToList());
    }

    [TestMethod]
    public void Every_key_fits_an_index_of_SQL_Server()
    {
        using var guidance = Open(DatabaseProvider.SqlServer);

        foreach (var table in guidance.Model.GetEntityTypes())
        {
            foreach (var index in table.GetIndexes())
                Assert.IsLessThanOrEqualTo(LongestIndexKeyBytes, BytesOf(index.Properties), $"{table.DisplayName()}: {index.GetDatabaseName()}");
            if (table.FindPrimaryKey() is { } key)
                Assert.IsLessThanOrEqualTo(LongestClusteredKeyBytes, BytesOf(key.Properties), $"{table.DisplayName()}: {key.GetName()}");
        }
    }

    [TestMethod]
    public void No_table_is_reached_by_two_ways_of_cascading_deletes()
    {
        using var guidance = Open(DatabaseProvider.SqlServer);

        foreach (var table in guidance.Model.GetEntityTypes())
        {
            var ways = new Dictionary<IEntityType, int>();
            Walk(table, ways);
            foreach (var (reached, count) in ways)
                Assert.AreEqual(1, count, $"{table.DisplayName()} cascades to {reached.DisplayName()} by {count} ways, which SQL Server refuses.");
        }

        static void Walk(IEntityType from, Dictionary<IEntityType, int> ways)
        {
            foreach (var reference in from.GetReferencingForeignKeys().Where(key => key.DeleteBehavior is DeleteBehavior.Cascade or DeleteBehavior.SetNull))
            {
                var reached = reference.DeclaringEntityType;
                ways[reached] = ways.GetValueOrDefault(reached) + 1;
                Assert.IsLessThan(10, ways[reached], "It goes in a circle.");
                Walk(reached, ways);
            }
        }
    }

    [TestMethod]
    public void Instants_identifiers_and_texts_are_kept_as_one_suite_of_tests_expects()
    {
        using var server = Open(DatabaseProvider.SqlServer);
        using var postgres = Open(DatabaseProvider.PostgreSql);

        Assert.AreEqual("datetime2", TypesOf(server, typeof(DateTime)));
        Assert.AreEqual("binary(16)", TypesOf(server, typeof(Guid)));
        Assert.AreEqual("timestamp with time zone", TypesOf(postgres, typeof(DateTime)));
        Assert.AreEqual("uuid", TypesOf(postgres, typeof(Guid)));
        Assert.IsTrue(Indexed(server).All(property => property.ClrType != typeof(string) || property.GetCollation() == "Latin1_General_100_BIN2"));
        Assert.IsTrue(Indexed(postgres).All(property => property.ClrType != typeof(string) || property.GetCollation() == "C"));

        static IEnumerable<IProperty> Indexed(DbContext context) => context.GetService<IDesignTimeModel>().Model.GetEntityTypes().SelectMany(table => table.GetIndexes()).SelectMany(index => index.Properties);

        static string TypesOf(DbContext context, Type type) => string.Join(", ", context.Model.GetEntityTypes().SelectMany(table => table.GetProperties())
            .Where(property => (Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType) == type).Select(property => property.GetColumnType()).Distinct());
    }

    [TestMethod]
    public void A_parameter_reaches_the_connection_of_SQL_Server()
    {
        using var connection = new SqlConnection("Server=127.0.0.1,1;Connect Timeout=1;Encrypt=false");
        using var command = new SqlCommand("SELECT @note, @id", connection);
        command.Parameters.Add("@note", SqlDbType.NVarChar, 40).Value = "huomio";
        Assert.AreEqual(SqlDbType.Binary, new SqlParameter { Value = new byte[16], SqlDbType = SqlDbType.Binary }.SqlDbType);
        Assert.ThrowsExactly<SqlException>(connection.Open);

        // What sends parameters and bulk copies is made ready to run: without the assembly of CLR types it would not be found here (docs/adr/0013).
        const BindingFlags All = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        foreach (var type in (string[])["TdsParser", "SqlCommand", "SqlBulkCopy", "MetaType", "SqlParameter"])
        {
            foreach (var method in typeof(SqlConnection).Assembly.GetType($"Microsoft.Data.SqlClient.{type}")!.GetMethods(All).Where(method => method is { IsAbstract: false, ContainsGenericParameters: false }))
                RuntimeHelpers.PrepareMethod(method.MethodHandle);
        }

        Assert.AreEqual("Microsoft.SqlServer.Server", typeof(Microsoft.SqlServer.Server.SqlUserDefinedTypeAttribute).Assembly.GetName().Name);
    }

    private static GuidanceDbContext Open(DatabaseProvider provider) => provider == DatabaseProvider.SqlServer
        ? new SqlServerGuidanceDbContext(ServerDatabase.WithoutServer<SqlServerGuidanceDbContext>(provider, GuidanceDbContext.MigrationsHistoryTable), AuditSeal.WithNewKey())
        : new PostgreSqlGuidanceDbContext(ServerDatabase.WithoutServer<PostgreSqlGuidanceDbContext>(provider, GuidanceDbContext.MigrationsHistoryTable), AuditSeal.WithNewKey());

    private static int BytesOf(IEnumerable<IProperty> properties) => properties.Sum(property => (Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType) switch
    {
        var text when text == typeof(string) || text.IsEnum => 2 * (property.GetMaxLength() ?? int.MaxValue / 4),
        var bytes when bytes == typeof(byte[]) => property.GetMaxLength() ?? int.MaxValue / 4,
        var id when id == typeof(Guid) => 16,
        _ => 8,
    });
}
