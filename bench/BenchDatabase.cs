using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Storage.Keys;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Bench;

/// <summary>An embedded database on disk with keys of its own, in a folder that is gone afterwards.</summary>
internal sealed class BenchDatabase : IDisposable
{
    private readonly bool _isKept;
    private readonly AuditSeal _seal;
    private readonly DbContextOptions<SqliteGuidanceDbContext> _options;

    /// <param name="keptFolder">A folder that stays; null for one of its own.</param>
    public BenchDatabase(string? keptFolder = null)
    {
        _isKept = keptFolder is not null;
        Folder = keptFolder ?? Directory.CreateTempSubdirectory("palveluohjaus-bench-").FullName;
        var keys = Path.Combine(Folder, "keys");
        var dataProtection = DataProtectionProvider.Create(new DirectoryInfo(keys));
        Vault = IdentityCodeVault.Open(ProductKeys.InFiles(dataProtection, keys));
        _seal = AuditSeal.Open(ProductKeys.InFiles(dataProtection, keys));
        var options = new DbContextOptionsBuilder<SqliteGuidanceDbContext>();
        options.UseEmbeddedDatabase(EmbeddedDatabase.ConnectionString(Folder));
        _options = options.Options;
    }

    public string Folder { get; }

    public IdentityCodeVault Vault { get; }

    public SqliteGuidanceDbContext Open() => new(_options, _seal);

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        if (!_isKept)
            Directory.Delete(Folder, recursive: true);
    }
}
