using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Faults;

/// <summary>How PostgreSQL is asked to end.</summary>
public enum PostgresStop
{
    /// <summary>Takes back what goes on and shuts down in order.</summary>
    Fast,

    /// <summary>Drops everything, as in a crash, and recovers at the next start.</summary>
    Immediate,
}

/// <summary>
/// A PostgreSQL that a test may stop and start: from the installed binaries, on loopback, in a temporary folder, without root's rights. It keeps what it commits, unlike the one
/// that build.sh starts for the other tests.
/// </summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private const string User = "faults";
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);
    private static readonly string? Binaries = FindBinaries();

    private readonly TemporaryFolder _folder = new();
    private readonly string _password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
    private readonly StringBuilder _log = new();
    private readonly int _port = FreePort();
    private Process? _process;
    private int _made;

    private PostgresServer()
    {
    }

    /// <summary>Null where PostgreSQL is not installed.</summary>
    public static async Task<PostgresServer?> TryStartAsync(CancellationToken cancellationToken)
    {
        if (Binaries is null)
            return null;
        var server = new PostgresServer();
        try
        {
            await server.InitialiseAsync(cancellationToken);
            await server.StartAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public string Of(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = _port,
        Username = User,
        Password = _password,
        Database = database,
    }.ConnectionString;

    /// <summary>Starts it, or starts it again, and returns when it takes connections.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _process = Run(
            "postgres", "-D", _folder.Of("data"), "-p", _port.ToString(CultureInfo.InvariantCulture), "-c", "listen_addresses=127.0.0.1", "-c", $"unix_socket_directories={_folder.FullName}",
            "-c", "max_connections=200");
        using var longest = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        longest.CancelAfter(LongestStart);
        while (!await TakesConnectionsAsync(longest.Token))
        {
            if (_process.HasExited)
                throw new InvalidOperationException($"PostgreSQL did not start.{Environment.NewLine}{Log}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), longest.Token);
        }
    }

    public async Task StopAsync(PostgresStop how)
    {
        if (_process is not { HasExited: false } running)
            return;
        using var signal = Process.Start("kill", [how == PostgresStop.Fast ? "-INT" : "-QUIT", running.Id.ToString(CultureInfo.InvariantCulture)]);
        await signal.WaitForExitAsync();
        await running.WaitForExitAsync();
        running.Dispose();
        _process = null;
        NpgsqlConnection.ClearAllPools();
    }

    /// <returns>The name of a new database.</returns>
    public async Task<string> CreateDatabaseAsync(string? template)
    {
        NpgsqlConnection.ClearAllPools();
        var name = string.Create(CultureInfo.InvariantCulture, $"county_{Interlocked.Increment(ref _made)}");
        await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {template ?? "template1"}");
        return name;
    }

    public Task DropDatabaseAsync(string name) => ExecuteAsync($"DROP DATABASE {name} WITH (FORCE)");

    public async ValueTask DisposeAsync()
    {
        await StopAsync(PostgresStop.Immediate);
        _folder.Dispose();
    }

    private string Log
    {
        get
        {
            lock (_log)
                return _log.ToString();
        }
    }

    private async Task InitialiseAsync(CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(_folder.Of("password"), _password, cancellationToken);
        using var made = Run("initdb", "-D", _folder.Of("data"), "-A", "scram-sha-256", "-U", User, $"--pwfile={_folder.Of("password")}", "-E", "UTF8", "--locale=C.UTF-8");
        await made.WaitForExitAsync(cancellationToken);
        if (made.ExitCode != 0)
            throw new InvalidOperationException($"initdb failed.{Environment.NewLine}{Log}");
    }

    /// <summary>PostgreSQL refuses to run as root.</summary>
    private Process Run(string binary, params string[] arguments)
    {
        var path = Path.Combine(Binaries!, binary);
        string[] command = Environment.UserName == "root" ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", path, .. arguments] : [path, .. arguments];
        var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder.FullName })!;
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => Take(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private void Take(string? line)
    {
        lock (_log)
            _log.AppendLine(line);
    }

    private async Task<bool> TakesConnectionsAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new NpgsqlConnection(Of("postgres"));
            await connection.OpenAsync(cancellationToken);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Of("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static string? FindBinaries()
    {
        const string Debian = "/usr/lib/postgresql";
        return Directory.Exists(Debian)
            ? Directory.GetDirectories(Debian).OrderByDescending(version => double.TryParse(Path.GetFileName(version), CultureInfo.InvariantCulture, out var number) ? number : 0)
                .Select(version => Path.Combine(version, "bin")).FirstOrDefault(bin => File.Exists(Path.Combine(bin, "postgres")))
            : null;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
