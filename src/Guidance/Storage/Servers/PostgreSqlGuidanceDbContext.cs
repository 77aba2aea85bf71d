using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;
using Palveluohjaus.Guidance.Audit;

namespace Palveluohjaus.Guidance.Storage;

public sealed class PostgreSqlGuidanceDbContext(DbContextOptions<PostgreSqlGuidanceDbContext> options, AuditSeal seal) : GuidanceDbContext(options, seal)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        StorageConventions.ApplyPostgreSql(configurationBuilder);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);

        // The audit numbers its entries itself.
        modelBuilder.Entity<AuditEntry>().Property(entry => entry.Sequence).Metadata.SetValueGenerationStrategy(NpgsqlValueGenerationStrategy.None);

        // Each command advances one of its few rows. A row that finds no room beside itself is entered in the index anew, whose only page all others have read: they would have met.
        modelBuilder.Entity<AuditChainHead>().HasStorageParameter("fillfactor", 20);
    }
}

/// <summary>Lets <c>./build.sh migration NAME</c> add a migration without a server.</summary>
internal sealed class PostgreSqlGuidanceDesign : IDesignTimeDbContextFactory<PostgreSqlGuidanceDbContext>
{
    public PostgreSqlGuidanceDbContext CreateDbContext(string[] args) =>
        new(ServerDatabase.WithoutServer<PostgreSqlGuidanceDbContext>(DatabaseProvider.PostgreSql, GuidanceDbContext.MigrationsHistoryTable), AuditSeal.WithNewKey());
}
