using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Metadata;
using Palveluohjaus.Guidance.Audit;

namespace Palveluohjaus.Guidance.Storage;

public sealed class SqlServerGuidanceDbContext(DbContextOptions<SqlServerGuidanceDbContext> options, AuditSeal seal) : GuidanceDbContext(options, seal)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        StorageConventions.ApplySqlServer(configurationBuilder);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);

        // The audit numbers its entries itself.
        modelBuilder.Entity<AuditEntry>().Property(entry => entry.Sequence).Metadata.SetValueGenerationStrategy(SqlServerValueGenerationStrategy.None);
    }
}

/// <summary>Lets <c>./build.sh migration NAME</c> add a migration without a server.</summary>
internal sealed class SqlServerGuidanceDesign : IDesignTimeDbContextFactory<SqlServerGuidanceDbContext>
{
    public SqlServerGuidanceDbContext CreateDbContext(string[] args) =>
        new(ServerDatabase.WithoutServer<SqlServerGuidanceDbContext>(DatabaseProvider.SqlServer, GuidanceDbContext.MigrationsHistoryTable), AuditSeal.WithNewKey());
}
