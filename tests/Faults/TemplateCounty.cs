using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Host;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Faults;

/// <summary>The fictional county that every test breaks a copy of: generated once, with a system that sends contacts.</summary>
internal sealed class TemplateCounty : IAsyncDisposable
{
    /// <summary>The account of somebody at a desk.</summary>
    public const string Guide = "guide1";

    private static readonly SemaphoreSlim OneAtATime = new(1);
    private static TemplateCounty? _made;

    private readonly TemporaryFolder _folder = new();
    private PostgresServer? _postgres;
    private string? _postgresTemplate;

    private TemplateCounty()
    {
    }

    /// <summary>Of the system that may send contacts.</summary>
    public string Key { get; private set; } = string.Empty;

    public IReadOnlyList<Guid> ClientIds { get; private set; } = [];

    /// <summary>Where contacts come to, and whose queue <see cref="Guide"/> sees.</summary>
    public Guid UnitId { get; private set; }

    /// <summary>Of <see cref="Guide"/>.</summary>
    public string GuidePassword { get; private set; } = string.Empty;

    public string DataDirectory => _folder.Of("county");

    public static async Task<TemplateCounty> GetAsync(CancellationToken cancellationToken)
    {
        await OneAtATime.WaitAsync(cancellationToken);
        try
        {
            if (_made is not null)
                return _made;
            var made = new TemplateCounty();
            await made.GenerateAsync(cancellationToken);
            return _made = made;
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    /// <summary>Ends the test where there is no PostgreSQL: inconclusive, and under CI=true failed.</summary>
    public async Task<PostgresServer> RequirePostgresAsync(CancellationToken cancellationToken)
    {
        await OneAtATime.WaitAsync(cancellationToken);
        try
        {
            _postgres ??= await PostgresServer.TryStartAsync(cancellationToken);
        }
        finally
        {
            OneAtATime.Release();
        }

        if (_postgres is not null)
            return _postgres;
        const string Missing = "PostgreSQL is not installed.";
        if (string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
            Assert.Fail(Missing);
        Assert.Inconclusive(Missing);
        throw new InvalidOperationException(Missing);
    }

    /// <returns>The name of a database on PostgreSQL that holds a copy of the county.</returns>
    public async Task<string> CopyToPostgresAsync(CancellationToken cancellationToken)
    {
        var postgres = await RequirePostgresAsync(cancellationToken);
        await OneAtATime.WaitAsync(cancellationToken);
        try
        {
            _postgresTemplate ??= await MakePostgresTemplateAsync(postgres);
            return await postgres.CreateDatabaseAsync(_postgresTemplate);
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    /// <summary>With the owners of the files, for the product runs as another user.</summary>
    public async Task CopyFilesAsync(string name, string target)
    {
        using var copy = Process.Start("cp", ["-a", Path.Combine(DataDirectory, name), target]);
        await copy.WaitForExitAsync();
        Assert.AreEqual(0, copy.ExitCode, $"{name} could not be copied.");
    }

    public static async Task RequireSuccessAsync(params string[] command)
    {
        var result = await HostProcess.RunAsync(command);
        Assert.AreEqual(0, result.ExitCode, $"{string.Join(' ', command)}: {result}");
    }

    /// <summary>Stops what all tests shared.</summary>
    public static ValueTask DisposeSharedAsync() => _made?.DisposeAsync() ?? ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_postgres is not null)
            await _postgres.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<string> MakePostgresTemplateAsync(PostgresServer postgres)
    {
        var name = await postgres.CreateDatabaseAsync(template: null);
        using var node = new TemporaryFolder();
        NodesDatabase.WriteSettings(node.FullName, DatabaseProvider.PostgreSql, postgres.Of(name));
        await RequireSuccessAsync("database", "migrate", "--data", node.FullName);
        await RequireSuccessAsync("database", "copy", "--from", DataDirectory, "--to", "postgresql", "--data", node.FullName);
        return name;
    }

    private async Task GenerateAsync(CancellationToken cancellationToken)
    {
        var (host, _) = await HostProcess.ServeAsync("demo", "--clients", FaultScale.Clients.ToString(CultureInfo.InvariantCulture), "--years", FaultScale.Years, "--data", DataDirectory);
        await using var running = host;
        GuidePassword = host.PasswordOf(Guide);
        await using (var services = new ServiceCollection().AddLogging().AddPalveluohjaus(DataDirectory).BuildServiceProvider())
        await using (var scope = services.CreateAsyncScope())
        {
            var guidance = scope.ServiceProvider.GetRequiredService<GuidanceDbContext>();
            UnitId = (await guidance.Workers.SingleAsync(worker => guidance.Accounts.Any(account => account.UserName == Guide && account.WorkerId == worker.Id), cancellationToken)).UnitId!.Value;
            var added = await scope.ServiceProvider.GetRequiredService<KeepSendingSystems>()
                .AddAsync(new SendingSystemToAdd { Name = "Vikakokeen lähettäjä", UnitId = UnitId }, new Actor("admin"), cancellationToken);
            Key = Assert.IsInstanceOfType<SendingSystemResult.Added>(added).Key;
            ClientIds = await guidance.Clients.Where(client => client.MergedIntoId == null).OrderBy(client => client.Id).Select(client => client.Id).ToListAsync(cancellationToken);
        }

        // Here too the last connection tidies up, so that the files are whole in themselves.
        await host.KillAsync();
        SqliteConnection.ClearAllPools();
    }
}
