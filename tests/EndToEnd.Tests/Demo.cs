using System.Globalization;
using Microsoft.Playwright;
using Palveluohjaus.Testing;

namespace Palveluohjaus.EndToEnd.Tests;

/// <summary>A small fictional county, served by a process of its own.</summary>
public sealed class Demo : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly HostProcess _host;

    private Demo(TemporaryFolder folder, HostProcess host, Uri address) => (_folder, _host, Address) = (folder, host, address);

    public Uri Address { get; }

    /// <summary>A page where this account of the demo has signed in.</summary>
    public Task<IPage> OpenAsync(string account = "guide1", bool withScript = true, int width = 1440) => Browser.OpenAsync(_host, Address, account, withScript, width);

    /// <summary>A page where nobody has signed in.</summary>
    public Task<IPage> OpenDoorAsync(bool withScript = true, int width = 1440) => Browser.OpenAsync(Address, withScript, width);

    /// <summary>Everything the server has said.</summary>
    public string Output => _host.Output;

    public string PasswordOf(string account) => _host.PasswordOf(account);

    /// <param name="clients">How many.</param>
    /// <param name="years">Of history.</param>
    /// <param name="configure">Writes settings into the data directory; null for none.</param>
    public static async Task<Demo> StartAsync(int clients = 400, double years = 1.6, Action<string>? configure = null)
    {
        var folder = new TemporaryFolder();
        configure?.Invoke(folder.FullName);
        var (host, address) = await HostProcess.ServeAsync("demo", "--clients", $"{clients}", "--years", years.ToString(CultureInfo.InvariantCulture), "--data", folder.FullName);
        return new Demo(folder, host, address);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }
}
