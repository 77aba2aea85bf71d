using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Palveluohjaus.Guidance.Audit;

namespace Palveluohjaus.Guidance.Storage;

public sealed class SqlServerGuidanceDbContext(DbContextOptions<SqlServerGuidanceDbContext> options, AuditSeal seal) : GuidanceDbContext(options, seal)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        StorageConventions.ApplySqlServer(configurationBuilder);
    }
}

/// <summary>Lets <c>./build.sh migration NAME</c> add a migration without a server.</summary>
internal sealed class SqlServerGuidanceDesign : IDesignTimeDbContextFactory<SqlServerGuidanceDbContext>
{
    public SqlServerGuidanceDbContext CreateDbContext(string[] args) =>
        new(ServerDatabase.WithoutServer<SqlServerGuidanceDbContext>(DatabaseProvider.SqlServer, GuidanceDbContext.MigrationsHistoryTable), AuditSeal.WithNewKey());
}
