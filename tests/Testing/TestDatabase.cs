using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Testing;

/// <summary>An in-memory database of a test's own, copied from one that was migrated once per run.</summary>
public sealed class TestDatabase : IDisposable
{
    private static readonly Lazy<SqliteConnection> Template = new(CreateTemplate);
    private readonly SqliteConnection _connection = new("Data Source=:memory:;Foreign Keys=True");

    public TestDatabase()
    {
        _connection.Open();
        lock (Template)
            Template.Value.BackupDatabase(_connection);
    }

    public GuidanceDbContext OpenGuidance() =>
        new SqliteGuidanceDbContext(new DbContextOptionsBuilder<SqliteGuidanceDbContext>().UseSqlite(_connection).Options);

    public void Dispose() => _connection.Dispose();

    private static SqliteConnection CreateTemplate()
    {
        var connection = new SqliteConnection("Data Source=:memory:;Foreign Keys=True");
        connection.Open();
        using var guidance = new SqliteGuidanceDbContext(new DbContextOptionsBuilder<SqliteGuidanceDbContext>().UseSqlite(connection).Options);
        guidance.Database.Migrate();
        return connection;
    }
}
