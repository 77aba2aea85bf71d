using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting;
using Palveluohjaus.Reporting.Storage;

namespace Palveluohjaus.Testing;

/// <summary>In memory, copied from databases that were migrated once per run. One connection each: nobody waits for anybody.</summary>
internal sealed class MemoryTestStore : ITestStore
{
    private static readonly Lazy<SqliteConnection> GuidanceTemplate = new(() => CreateTemplate(connection => new SqliteGuidanceDbContext(GuidanceOptions(connection), TestDatabase.Seal)));
    private static readonly Lazy<SqliteConnection> FactsTemplate = new(() => CreateTemplate(connection => new SqliteReportingDbContext(ReportingOptions(connection))));
    private readonly SqliteConnection _guidance = CopyOf(GuidanceTemplate);
    private readonly SqliteConnection _facts = CopyOf(FactsTemplate);

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
        new DbContextOptionsBuilder<SqliteGuidanceDbContext>().UseSqlite(connection).AddInterceptors(WholeTexts.Instance).ConfigureWarnings(TestDatabase.ThrowOnChance).Options;

    private static DbContextOptions<SqliteReportingDbContext> ReportingOptions(SqliteConnection connection) =>
        new DbContextOptionsBuilder<SqliteReportingDbContext>().UseSqlite(connection).AddInterceptors(WholeTexts.Instance).ConfigureWarnings(TestDatabase.ThrowOnChance).Options;
}

/// <summary>The embedded database as the product opens it, in a folder of its own.</summary>
internal sealed class FileTestStore : ITestStore
{
    private readonly TemporaryFolder _folder = new();

    public FileTestStore()
    {
        using var guidance = OpenGuidance(TestDatabase.Seal);
        guidance.Database.Migrate();
        using var reporting = OpenReporting();
        reporting.Database.Migrate();
    }

    public GuidanceDbContext OpenGuidance(AuditSeal seal)
    {
        var options = new DbContextOptionsBuilder<SqliteGuidanceDbContext>();
        options.UseEmbeddedDatabase(EmbeddedDatabase.ConnectionString(_folder.FullName)).ConfigureWarnings(TestDatabase.ThrowOnChance);
        return new SqliteGuidanceDbContext(options.Options, seal);
    }

    public ReportingDbContext OpenReporting()
    {
        var options = new DbContextOptionsBuilder<SqliteReportingDbContext>();
        options.UseEmbeddedDatabase(EmbeddedDatabase.ConnectionString(_folder.FullName, EmbeddedDatabase.FactsFileName), ReportingModule.MigrationsHistoryTable)
            .ConfigureWarnings(TestDatabase.ThrowOnChance);
        return new SqliteReportingDbContext(options.Options);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }
}
