using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting.Storage;

namespace Palveluohjaus.Testing;

/// <summary>In-memory databases of a test's own, copied from ones that were migrated once per run.</summary>
public sealed class TestDatabase : IDisposable
{
    private static readonly AuditSeal OneSeal = AuditSeal.WithNewKey();
    private static readonly Lazy<SqliteConnection> GuidanceTemplate = new(() => CreateTemplate(connection => new SqliteGuidanceDbContext(GuidanceOptions(connection), OneSeal)));
    private static readonly Lazy<SqliteConnection> FactsTemplate = new(() => CreateTemplate(connection => new SqliteReportingDbContext(ReportingOptions(connection))));
    private readonly SqliteConnection _guidance = CopyOf(GuidanceTemplate);
    private readonly SqliteConnection _facts = CopyOf(FactsTemplate);

    /// <summary>One key for every test database of the run.</summary>
    public static AuditSeal Seal => OneSeal;

    public GuidanceDbContext OpenGuidance() => OpenGuidance(Seal);

    public GuidanceDbContext OpenGuidance(AuditSeal seal) => new SqliteGuidanceDbContext(GuidanceOptions(_guidance), seal);

    public ReportingDbContext OpenReporting() => new SqliteReportingDbContext(ReportingOptions(_facts));

    public void Dispose()
    {
        _guidance.Dispose();
        _facts.Dispose();
    }

    private static SqliteConnection CopyOf(Lazy<SqliteConnection> template)
    {
        var copy = Open();
        lock (template)
            template.Value.BackupDatabase(copy);
        return copy;
    }

    private static SqliteConnection CreateTemplate(Func<SqliteConnection, DbContext> open)
    {
        var connection = Open();
        using var context = open(connection);
        context.Database.Migrate();
        return connection;
    }

    private static SqliteConnection Open()
    {
        var connection = new SqliteConnection("Data Source=:memory:;Foreign Keys=True");
        connection.Open();
        return connection;
    }

    private static DbContextOptions<SqliteGuidanceDbContext> GuidanceOptions(SqliteConnection connection) =>
        new DbContextOptionsBuilder<SqliteGuidanceDbContext>().UseSqlite(connection).ConfigureWarnings(ThrowOnChance).Options;

    private static DbContextOptions<SqliteReportingDbContext> ReportingOptions(SqliteConnection connection) =>
        new DbContextOptionsBuilder<SqliteReportingDbContext>().UseSqlite(connection).ConfigureWarnings(ThrowOnChance).Options;

    /// <summary>Which row comes first without an order is chance: a log line in the product, a failed test here.</summary>
    private static void ThrowOnChance(WarningsConfigurationBuilder warnings) =>
        warnings.Throw(CoreEventId.FirstWithoutOrderByAndFilterWarning, CoreEventId.RowLimitingOperationWithoutOrderByWarning);
}
