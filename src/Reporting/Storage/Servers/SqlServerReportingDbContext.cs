using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Reporting.Storage;

public sealed class SqlServerReportingDbContext(DbContextOptions<SqlServerReportingDbContext> options) : ReportingDbContext(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        StorageConventions.ApplySqlServer(configurationBuilder);
    }
}

/// <summary>Lets <c>./build.sh migration NAME</c> add a migration without a server.</summary>
internal sealed class SqlServerReportingDesign : IDesignTimeDbContextFactory<SqlServerReportingDbContext>
{
    public SqlServerReportingDbContext CreateDbContext(string[] args) =>
        new(ServerDatabase.WithoutServer<SqlServerReportingDbContext>(DatabaseProvider.SqlServer, ReportingModule.MigrationsHistoryTable));
}
