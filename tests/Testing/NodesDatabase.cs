using System.Text.Json;
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

    /// <summary>Makes a node's data directory the one of a node on this database.</summary>
    public void WriteSettings(string dataDirectory, string? keyCertificate = null, string? keyCertificatePassword = null) =>
        WriteSettings(dataDirectory, Provider, ConnectionString, keyCertificate, keyCertificatePassword);

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

    public void Dispose() => _server.Drop(_name);
}
