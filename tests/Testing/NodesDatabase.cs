using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Microsoft.Data.SqlClient;
using Npgsql;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Testing;

/// <summary>A database without a table on the server of <see cref="TestServer"/>, for the nodes that a test starts on it.</summary>
public sealed class NodesDatabase : IDisposable
{
    private readonly TestServer _server;
    private readonly string _name;

    private NodesDatabase(TestServer server) => (_server, _name) = (server, server.CreateEmpty());

    /// <summary>Null when this run has no server.</summary>
    public static NodesDatabase? TryMake() => TestServer.Current is { } server ? new NodesDatabase(server) : null;

    public DatabaseProvider Provider => _server.Provider;

    public string ConnectionString => _server.Of(_name);

    /// <summary>A cable to the server, for <see cref="Through"/>.</summary>
    public NetworkCable Lay()
    {
        if (Provider == DatabaseProvider.PostgreSql)
        {
            var postgres = new NpgsqlConnectionStringBuilder(ConnectionString);
            return new NetworkCable(postgres.Host!, postgres.Port);
        }

        var parts = new SqlConnectionStringBuilder(ConnectionString).DataSource.Split(',');
        return new NetworkCable(parts[0], parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 1433);
    }

    /// <returns>The connection string of who reaches the database by that cable.</returns>
    public string Through(NetworkCable cable) => Provider == DatabaseProvider.PostgreSql
        ? new NpgsqlConnectionStringBuilder(ConnectionString) { Host = "127.0.0.1", Port = cable.Port }.ConnectionString
        : new SqlConnectionStringBuilder(ConnectionString) { DataSource = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1,{cable.Port}") }.ConnectionString;

    /// <summary>Makes a node's data directory the one of a node on this database.</summary>
    public void WriteSettings(string dataDirectory, string? keyCertificate = null, string? keyCertificatePassword = null, NetworkCable? cable = null) =>
        WriteSettings(dataDirectory, Provider, cable is null ? ConnectionString : Through(cable), keyCertificate, keyCertificatePassword);

    /// <summary>The same on another database.</summary>
    public static void WriteSettings(string dataDirectory, DatabaseProvider provider, string connectionString, string? keyCertificate = null, string? keyCertificatePassword = null)
    {
        Directory.CreateDirectory(dataDirectory);
        var settings = new Dictionary<string, string?>
        {
            [nameof(Provider)] = provider.ToString(),
            [nameof(ConnectionString)] = connectionString,
            ["KeyCertificate"] = keyCertificate,
            ["KeyCertificatePassword"] = keyCertificatePassword,
        };
        File.WriteAllText(Path.Combine(dataDirectory, DatabaseSettings.FileName), JsonSerializer.Serialize(new { Database = settings.Where(each => each.Value is not null).ToDictionary() }));
    }

    public async Task<long> CountAsync(string table)
    {
        await using DbConnection connection = Provider == DatabaseProvider.PostgreSql ? new NpgsqlConnection(ConnectionString) : new SqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT COUNT(*) FROM \"{table}\"";
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    public void Dispose() => _server.Drop(_name);
}
