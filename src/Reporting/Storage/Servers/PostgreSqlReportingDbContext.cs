using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Reporting.Storage;

public sealed class PostgreSqlReportingDbContext(DbContextOptions<PostgreSqlReportingDbContext> options) : ReportingDbContext(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        StorageConventions.ApplyPostgreSql(configurationBuilder);
    }
}

/// <summary>Lets <c>./build.sh migration NAME</c> add a migration without a server.</summary>
internal sealed class PostgreSqlReportingDesign : IDesignTimeDbContextFactory<PostgreSqlReportingDbContext>
{
    public PostgreSqlReportingDbContext CreateDbContext(string[] args) =>
        new(ServerDatabase.WithoutServer<PostgreSqlReportingDbContext>(DatabaseProvider.PostgreSql, ReportingModule.MigrationsHistoryTable));
}
