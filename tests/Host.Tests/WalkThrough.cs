using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Npgsql;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Host.Tests.Web;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Host.Tests;

/// <summary>
/// docs/two-nodes.md, followed by a shell as it is written, in a folder of its own and on the PostgreSQL of the run. Replaced are the places, the ports, the names of
/// database and roles, which the server's other tests share, and what takes root's rights.
/// </summary>
internal sealed partial class WalkThrough : IAsyncDisposable
{
    public const string Password = "kolme pitkää sanaa riittää";
    public const string HostName = "palveluohjaus.county.example";
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);
    private static readonly string[] Needed = ["bash", "curl", "openssl", "psql", "pg_dump", "pg_restore"];

    private readonly TemporaryFolder _folder = new();
    private readonly NpgsqlConnectionStringBuilder _server = new(TestServer.Current!.ConnectionString);
    private readonly string _name = string.Create(CultureInfo.InvariantCulture, $"walk_{Environment.ProcessId}");
    private readonly Dictionary<string, string> _ports = new[] { "5081", "5082", "80", "443" }.Zip(FreePorts(4)).ToDictionary(pair => pair.First, pair => pair.Second.ToString(CultureInfo.InvariantCulture));
    private readonly string _document = File.ReadAllText(Path.Combine(SharedData.FindRepository(), "docs", "two-nodes.md"));

    private WalkThrough()
    {
    }

    /// <summary>Null when everything is there that it takes.</summary>
    public static string? FindLack() =>
        TestServer.Current is not { Provider: DatabaseProvider.PostgreSql } ? "The walk-through is PostgreSQL's, and this run has none."
        : Needed.FirstOrDefault(program => !Has(program)) is { } missing ? $"{missing} is not installed."
        : null;

    public static bool HasNginx => Has("nginx");

    /// <summary>Where node a answers without a proxy.</summary>
    public Uri NodeA => new($"http://127.0.0.1:{_ports["5081"]}");

    public string KeyOfSystem { get; private set; } = string.Empty;

    /// <summary>Steps 1–6, and in the browser the first admin, a unit, a guide and a system that sends contacts.</summary>
    public static async Task<WalkThrough> BeginAsync()
    {
        var walk = new WalkThrough();
        try
        {
            await walk.LayStandInsAsync();
            await walk.RunAsync([.. walk.Blocks(1)[1..], .. Enumerable.Range(2, 5).SelectMany(walk.Blocks)]);
            await walk.SpendTheFirstDayAsync();
            return walk;
        }
        catch
        {
            await walk.DisposeAsync();
            throw;
        }
    }

    /// <summary>The blocks of shell under a numbered heading.</summary>
    public string[] Blocks(int step)
    {
        var section = Regex.Split(_document, "^## ", RegexOptions.Multiline, TimeSpan.FromSeconds(1)).Single(each => each.StartsWith($"{step.ToString(CultureInfo.InvariantCulture)}. ", StringComparison.Ordinal));
        return [.. ShellBlock().Matches(section).Select(match => match.Groups[1].Value)];
    }

    /// <summary>Runs blocks one after another in one shell that stops at the first fault.</summary>
    /// <returns>What they printed.</returns>
    public async Task<string> RunAsync(params IEnumerable<string> blocks)
    {
        var script = _folder.Of($"{Guid.NewGuid():N}.sh");
        await File.WriteAllTextAsync(script, $"set -euo pipefail\ncd {_folder.FullName}\n{string.Join('\n', blocks.Select(Replaced))}");
        var command = HostProcess.Unprivileged("bash", script);
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = $"{_folder.Of("stand-ins")}:{_folder.Of("usr/local/sbin")}:{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin";
        (start.Environment["PGHOST"], start.Environment["PGPORT"]) = (_server.Host, _server.Port.ToString(CultureInfo.InvariantCulture));
        (start.Environment["PGUSER"], start.Environment["PGPASSWORD"], start.Environment["PGDATABASE"]) = (_server.Username, _server.Password, _server.Database);
        using var process = Process.Start(start)!;
        using var timeout = new CancellationTokenSource(Longest);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(timeout.Token), process.StandardError.ReadToEndAsync(timeout.Token));
        try
        {
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"The walk-through stood still.{Environment.NewLine}{await File.ReadAllTextAsync(script)}");
        }

        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"As it is written it does not work:{Environment.NewLine}{await output}{await errors}{Logs()}");
    }

    public static HttpClient OpenBrowser(Uri address) => new(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false })
    {
        BaseAddress = address,
        DefaultRequestHeaders = { { "Accept", "text/html" } },
    };

    /// <summary>By the name that browsers use, over TLS that trusts the walk-through's certificate and no other.</summary>
    public HttpClient OpenBrowserAtProxy() => new(new SocketsHttpHandler
    {
        CookieContainer = new CookieContainer(),
        AllowAutoRedirect = false,
        ConnectCallback = async (_, cancellationToken) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Loopback, int.Parse(_ports["443"], CultureInfo.InvariantCulture), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        },
        SslOptions =
        {
            CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { X509CertificateLoader.LoadCertificateFromFile(_folder.Of("etc/palveluohjaus/tls.crt")) },
                RevocationMode = X509RevocationMode.NoCheck,
            },
        },
    })
    {
        BaseAddress = new Uri($"https://{HostName}"),
        DefaultRequestHeaders = { { "Accept", "text/html" } },
    };

    /// <summary>As a node does, or as the owner of the tables.</summary>
    public async Task<NpgsqlConnection> OpenAsync(string settings)
    {
        var file = await File.ReadAllTextAsync(_folder.Of($"etc/palveluohjaus/{settings}.env"));
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString().Match(file).Groups[1].Value) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>Ends a node as a power cut would.</summary>
    public void Kill(string node)
    {
        using var process = Process.GetProcessById(int.Parse(File.ReadAllText(_folder.Of($"run/palveluohjaus-{node}.pid")), CultureInfo.InvariantCulture));
        process.Kill();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var file in Directory.Exists(_folder.Of("run")) ? Directory.GetFiles(_folder.Of("run"), "*.pid") : [])
        {
            try
            {
                using var process = Process.GetProcessById(int.Parse(await File.ReadAllTextAsync(file), CultureInfo.InvariantCulture));
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync();
            }
            catch (ArgumentException)
            {
                // It has ended.
            }
        }

        await using (var administrator = new NpgsqlConnection(_server.ConnectionString))
        {
            await administrator.OpenAsync();
            foreach (var drop in (string[])["DATABASE IF EXISTS {0} WITH (FORCE)", "DATABASE IF EXISTS {0}_restored WITH (FORCE)", "ROLE IF EXISTS {0}_owner", "ROLE IF EXISTS {0}_app"])
                await new NpgsqlCommand($"DROP {drop.Replace("{0}", _name, StringComparison.Ordinal)}", administrator).ExecuteNonQueryAsync();
        }

        _folder.Dispose();
    }

    /// <summary>What takes root's rights is done by the one user of the test, and nginx begins in the folder.</summary>
    private async Task LayStandInsAsync()
    {
        foreach (var folder in (string[])["stand-ins", "opt", "etc/systemd/system", "etc/nginx/sites-available", "etc/nginx/sites-enabled", "var/lib", "var/log/nginx", "var/backups", "run", "usr/local/sbin"])
            _ = Directory.CreateDirectory(_folder.Of(folder));
        const string AfterDashes = "while [ \"$1\" != -- ]; do shift; done; shift; exec \"$@\"";
        await LayAsync("stand-ins/setpriv", AfterDashes);
        await LayAsync("stand-ins/runuser", AfterDashes);
        await LayAsync("stand-ins/useradd", ":");
        await LayAsync("stand-ins/chown", ":");
        await LayAsync("stand-ins/install", "kept=(); while [ $# -gt 0 ]; do case $1 in -o|-g) shift ;; *) kept+=(\"$1\") ;; esac; shift; done; exec /usr/bin/install \"${kept[@]}\"");
        await LayAsync("stand-ins/nginx", $"exec /usr/sbin/nginx -p {_folder.FullName} -e {_folder.Of("var/log/nginx/error.log")} -c {_folder.Of("nginx.conf")} \"$@\"");
        var temporary = string.Concat(((string[])["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]).Select(kind => $"{kind}_temp_path {_folder.Of(kind)};"));
        await File.WriteAllTextAsync(_folder.Of("nginx.conf"), $"pid {_folder.Of("run/nginx.pid")}; events {{ }} http {{ {temporary} include {_folder.Of("etc/nginx/sites-enabled/*")}; }}");

        // The shell works without root's rights in folders that root has made.
        using var open = Process.Start("chmod", ["-R", "a+rwx", _folder.FullName]);
        await open.WaitForExitAsync();
    }

    private Task LayAsync(string name, string body) => File.WriteAllTextAsync(_folder.Of(name), $"#!/bin/bash\n{body}\n");

    private string Replaced(string block)
    {
        block = PublishCommand().Replace(block, $"ln -sfn {AppContext.BaseDirectory.TrimEnd('/')} $1");
        block = RootedPath().Replace(block, $"{_folder.FullName}/");
        block = OwnName().Replace(block, _name);
        block = block.Replace("Host=127.0.0.1;Port=5432", $"Host={_server.Host};Port={_server.Port.ToString(CultureInfo.InvariantCulture)}", StringComparison.Ordinal);
        return Port().Replace(block, match => _ports[match.Value] is var port && match.Value.Length == 4 ? port : $"127.0.0.1:{port}");
    }

    private async Task SpendTheFirstDayAsync()
    {
        // Printed by the node that was started last, and asked of the other.
        var link = SetUpLink().Match(await File.ReadAllTextAsync(_folder.Of("var/log/palveluohjaus-b.log"))).Groups[1].Value;
        using var admin = OpenBrowser(NodeA);
        await DoneAsync(PageForms.PostAsync(admin, link, "set-up", ("WorkerName", "Aino Ylitalo"), ("Name", "aino"), ("NewPassword", Password), ("Again", Password)));
        await DoneAsync(PalveluohjausApp.SignInAsync(admin, "aino", Password));
        await DoneAsync(PageForms.PostAsync(admin, "/units/new", "unit", ("Code", "ASPO"), ("NameFi", "Asiakasohjaus"), ("NameSv", "Klienthandledning"), ("NameEn", "Client guidance")));
        var unit = UnitChoice().Match(await admin.GetStringAsync(PageForms.At("/sending-systems/new"))).Groups[1].Value;
        using var system = await PageForms.PostAsync(admin, "/sending-systems/new", "system", ("Name", "Chat"), ("UnitId", unit));
        KeyOfSystem = SystemKey().Match(await system.Content.ReadAsStringAsync()).Value;
        using var invited = await PageForms.PostAsync(admin, "/accounts/new", "account", ("WorkerName", "Sanna Koivu"), ("Name", "sanna"), ("Roles", "Guide"), ("UnitId", unit));
        var invitation = PasswordLink().Match(await PageForms.TextAsync(invited)).Value;
        using var guide = OpenBrowser(NodeA);
        await DoneAsync(PageForms.PostAsync(guide, invitation, "link", ("NewPassword", Password), ("Again", Password)));
    }

    private static async Task DoneAsync(Task<HttpResponseMessage> form)
    {
        using var answer = await form;
        if (answer.StatusCode != HttpStatusCode.SeeOther)
            throw new InvalidOperationException($"{answer.RequestMessage!.RequestUri!.AbsolutePath}: {answer.StatusCode}{Environment.NewLine}{await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>What nodes and nginx have said.</summary>
    public string Logs() => string.Concat(Directory.GetFiles(_folder.Of("var/log"), "*.log", SearchOption.AllDirectories).Select(file => $"{Environment.NewLine}{Path.GetFileName(file)}:{Environment.NewLine}{File.ReadAllText(file)}"));

    private static bool Has(string program) => $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin".Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));

    /// <summary>Free when they were asked for, all at once so that they differ.</summary>
    private static List<int> FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        var ports = listeners.ConvertAll(listener => ((IPEndPoint)listener.LocalEndpoint).Port);
        listeners.ForEach(listener => listener.Dispose());
        return ports;
    }

    [GeneratedRegex("^```sh\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex ShellBlock();

    [GeneratedRegex(@"^dotnet publish .* -o (\S+)$", RegexOptions.Multiline)]
    private static partial Regex PublishCommand();

    [GeneratedRegex(@"(?<![\w.])/(?=(?:opt|etc|run|var/lib|var/log|var/backups|usr/local/sbin)/)")]
    private static partial Regex RootedPath();

    [GeneratedRegex(@"(?:(?<=Database=|DATABASE |-d |\.part )palveluohjaus\b|palveluohjaus(?=_(?:owner|app|restored)\b))")]
    private static partial Regex OwnName();

    [GeneratedRegex(@"508[12]\b|(?<=listen )(?:80|443)\b")]
    private static partial Regex Port();

    [GeneratedRegex("^PALVELUOHJAUS_Database__ConnectionString='(.*)'$", RegexOptions.Multiline)]
    private static partial Regex ConnectionString();

    [GeneratedRegex(@"https://palveluohjaus\.county\.example(/set-up\?token=\S+)")]
    private static partial Regex SetUpLink();

    [GeneratedRegex("<option value=\"([0-9a-f-]{36})\"")]
    private static partial Regex UnitChoice();

    [GeneratedRegex("pok_[A-Za-z0-9_-]+")]
    private static partial Regex SystemKey();

    [GeneratedRegex(@"/link\?token=[\w-]+")]
    private static partial Regex PasswordLink();
}
