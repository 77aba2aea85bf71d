using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Reporting.Storage;

public sealed class SqliteReportingDbContext(DbContextOptions<SqliteReportingDbContext> options) : ReportingDbContext(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        StorageConventions.ApplyEmbedded(configurationBuilder);
    }
}

/// <summary>Lets <c>./build.sh migration NAME</c> add a migration without starting the product.</summary>
internal sealed class SqliteReportingDesign : IDesignTimeDbContextFactory<SqliteReportingDbContext>
{
    public SqliteReportingDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteReportingDbContext>().UseSqlite("Data Source=:memory:").Options);
}
