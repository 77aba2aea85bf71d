using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Faults;

/// <summary>A county that a test may break: a copy of <see cref="TemplateCounty"/> on one of the databases, served by processes of the product.</summary>
internal sealed class CountyCopy : IAsyncDisposable
{
    private readonly List<TemporaryFolder> _folders = [];
    private readonly List<HostProcess> _hosts = [];
    private readonly PostgresServer? _postgres;
    private readonly string _place;

    private CountyCopy(TemplateCounty template, PostgresServer? postgres, string place) => (Template, _postgres, _place) = (template, postgres, place);

    public TemplateCounty Template { get; }

    /// <summary>The first node's.</summary>
    public string DataDirectory { get; private set; } = string.Empty;

    public static async Task<CountyCopy> OnAsync(DatabaseProvider provider, CancellationToken cancellationToken)
    {
        var template = await TemplateCounty.GetAsync(cancellationToken);
        if (provider == DatabaseProvider.PostgreSql)
        {
            var postgres = await template.RequirePostgresAsync(cancellationToken);
            var copy = new CountyCopy(template, postgres, await template.CopyToPostgresAsync(cancellationToken));
            copy.DataDirectory = await copy.AddNodeAsync();
            return copy;
        }

        var folder = new TemporaryFolder();
        return await EmbeddedInAsync(template, folder.FullName, folder);
    }

    /// <summary>An embedded one in a folder of the test's choice.</summary>
    public static async Task<CountyCopy> EmbeddedInAsync(string folder, CancellationToken cancellationToken) => await EmbeddedInAsync(await TemplateCounty.GetAsync(cancellationToken), folder, owned: null);

    /// <returns>The data directory of one more node.</returns>
    public async Task<string> AddNodeAsync()
    {
        var folder = new TemporaryFolder();
        _folders.Add(folder);
        await Template.CopyFilesAsync("models", folder.FullName);
        NodesDatabase.WriteSettings(folder.FullName, DatabaseProvider.PostgreSql, _postgres!.Of(_place));
        return folder.FullName;
    }

    /// <summary>Serves the first node, on a port of its own or on the one that an earlier process had.</summary>
    public Task<(HostProcess Host, Uri Address)> ServeAsync(Uri? address = null, HostSurroundings? surroundings = null) => ServeAsync(DataDirectory, address, surroundings);

    public async Task<(HostProcess Host, Uri Address)> ServeAsync(string dataDirectory, Uri? address = null, HostSurroundings? surroundings = null)
    {
        var served = await HostProcess.ServeInAsync(surroundings ?? HostSurroundings.Usual, address ?? new Uri("http://127.0.0.1:0"), "serve", "--data", dataDirectory);
        _hosts.Add(served.Host);
        return served;
    }

    /// <summary>What the product has said of its failures, for a failing test's message.</summary>
    public string Complaints => string.Join(Environment.NewLine, _hosts.SelectMany(host => host.Output.Split(Environment.NewLine)).Where(line => line.Length > 0 && !line.StartsWith("audit head", StringComparison.Ordinal))
        .GroupBy(line => line).OrderByDescending(line => line.Count()).Take(40).Select(line => string.Create(CultureInfo.InvariantCulture, $"{line.Count()} × {line.Key}")));

    /// <param name="fileName">Of the embedded database's two files.</param>
    public DbConnection OpenConnection(string fileName = EmbeddedDatabase.FileName)
    {
        DbConnection connection = _postgres is null
            ? new SqliteConnection(EmbeddedDatabase.ConnectionString(_place, fileName) + ";Pooling=False")
            : new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_postgres.Of(_place)) { Pooling = false, CommandTimeout = 0 }.ConnectionString);
        connection.Open();
        return connection;
    }

    /// <summary>Rows of one query, each column as the driver gives it.</summary>
    public async Task<List<object[]>> ReadAsync(string sql, string fileName = EmbeddedDatabase.FileName)
    {
        await using var connection = OpenConnection(fileName);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<object[]>();
        while (await reader.ReadAsync())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>Brings the facts up to date as the next refresh would, then requires tables, facts and audit to be whole.</summary>
    public async Task RequireWholeAsync()
    {
        await TemplateCounty.RequireSuccessAsync("metrics", "refresh", "--data", DataDirectory);
        var check = await HostProcess.RunAsync("database", "check", "--data", DataDirectory);
        Assert.AreEqual(0, check.ExitCode, check.ToString());
        Assert.Contains("facts: nothing wrong", check.Output);
        Assert.Contains("audit: nothing wrong", check.Output);
        Assert.DoesNotContain("were left out", check.Output);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
            await host.DisposeAsync();
        if (_postgres is not null)
            await _postgres.DropDatabaseAsync(_place);
        foreach (var folder in _folders)
            folder.Dispose();
    }

    private static async Task<CountyCopy> EmbeddedInAsync(TemplateCounty template, string folder, TemporaryFolder? owned)
    {
        var place = Path.Combine(folder, "county");
        var copy = new CountyCopy(template, null, place) { DataDirectory = place };
        if (owned is not null)
            copy._folders.Add(owned);
        await template.CopyFilesAsync(".", place);
        return copy;
    }
}
