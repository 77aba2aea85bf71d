using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Palveluohjaus.Guidance.Audit;

namespace Palveluohjaus.Guidance.Storage;

public sealed class PostgreSqlGuidanceDbContext(DbContextOptions<PostgreSqlGuidanceDbContext> options, AuditSeal seal) : GuidanceDbContext(options, seal)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        StorageConventions.ApplyPostgreSql(configurationBuilder);
    }
}

/// <summary>Lets <c>./build.sh migration NAME</c> add a migration without a server.</summary>
internal sealed class PostgreSqlGuidanceDesign : IDesignTimeDbContextFactory<PostgreSqlGuidanceDbContext>
{
    public PostgreSqlGuidanceDbContext CreateDbContext(string[] args) =>
        new(ServerDatabase.WithoutServer<PostgreSqlGuidanceDbContext>(DatabaseProvider.PostgreSql, GuidanceDbContext.MigrationsHistoryTable), AuditSeal.WithNewKey());
}
