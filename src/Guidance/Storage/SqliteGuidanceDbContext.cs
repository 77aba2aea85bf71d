using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Palveluohjaus.Guidance.Audit;

namespace Palveluohjaus.Guidance.Storage;

public sealed class SqliteGuidanceDbContext(DbContextOptions<SqliteGuidanceDbContext> options, AuditSeal seal) : GuidanceDbContext(options, seal)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        StorageConventions.ApplyEmbedded(configurationBuilder);
    }
}

/// <summary>Lets <c>./build.sh migration NAME</c> add a migration without starting the product.</summary>
internal sealed class SqliteGuidanceDesign : IDesignTimeDbContextFactory<SqliteGuidanceDbContext>
{
    public SqliteGuidanceDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteGuidanceDbContext>().UseSqlite("Data Source=:memory:").Options, AuditSeal.WithNewKey());
}
