using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Palveluohjaus.Guidance.Storage.Keys;

/// <summary>
/// The keys of a server's database. A context of its own, for the front line's cannot be opened before the audit's key has been read; and with migrations of its
/// own, for the embedded database has no such tables (docs/adr/0015-keys-and-schedules-on-several-nodes.md).
/// </summary>
public abstract class KeysDbContext(DbContextOptions options) : DbContext(options), IDataProtectionKeyContext
{
    public const string MigrationsHistoryTable = "__KeysMigrationsHistory";

    /// <summary>What Data Protection encrypts everything else with: in the clear, unless there is a certificate.</summary>
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    public DbSet<ProductKey> ProductKeys => Set<ProductKey>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<DataProtectionKey>().Property(key => key.FriendlyName).HasMaxLength(200);
        modelBuilder.Entity<ProductKey>(key =>
        {
            key.HasKey(each => each.Name);
            key.Property(each => each.Name).HasMaxLength(ProductKey.NameMaxLength);
        });
    }
}

/// <summary>One of <see cref="ProductKeys"/>.</summary>
public sealed class ProductKey
{
    public const int NameMaxLength = 60;

    /// <summary>As the file of the embedded product is called.</summary>
    public required string Name { get; init; }

    /// <summary>Encrypted with Data Protection.</summary>
    public required byte[] Sealed { get; set; }
}

public sealed class SqlServerKeysDbContext(DbContextOptions<SqlServerKeysDbContext> options) : KeysDbContext(options);

public sealed class PostgreSqlKeysDbContext(DbContextOptions<PostgreSqlKeysDbContext> options) : KeysDbContext(options);

/// <summary>Lets <c>./build.sh migration NAME</c> add a migration without a server.</summary>
internal sealed class SqlServerKeysDesign : IDesignTimeDbContextFactory<SqlServerKeysDbContext>
{
    public SqlServerKeysDbContext CreateDbContext(string[] args) => new(ServerDatabase.WithoutServer<SqlServerKeysDbContext>(DatabaseProvider.SqlServer, KeysDbContext.MigrationsHistoryTable));
}

/// <inheritdoc cref="SqlServerKeysDesign"/>
internal sealed class PostgreSqlKeysDesign : IDesignTimeDbContextFactory<PostgreSqlKeysDbContext>
{
    public PostgreSqlKeysDbContext CreateDbContext(string[] args) => new(ServerDatabase.WithoutServer<PostgreSqlKeysDbContext>(DatabaseProvider.PostgreSql, KeysDbContext.MigrationsHistoryTable));
}
