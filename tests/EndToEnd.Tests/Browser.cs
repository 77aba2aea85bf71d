using Microsoft.Playwright;

namespace Palveluohjaus.EndToEnd.Tests;

/// <summary>One headless Chromium for the run; each test has a context, that is cookies and storage, of its own.</summary>
[TestClass]
public static class Browser
{
    private const string DebianChromium = "/usr/bin/chromium";

    /// <summary>Without these the browser calls home, which a closed network refuses many times a second.</summary>
    private static readonly string[] Quiet =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private static IPlaywright? _playwright;
    private static IBrowser? _browser;

    [AssemblyInitialize]
    public static async Task StartAsync(TestContext context)
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = File.Exists(DebianChromium) ? DebianChromium : null,
            Args = Quiet,
        });
    }

    [AssemblyCleanup]
    public static async Task StopAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    /// <summary>A page at the desk's width on a server's address.</summary>
    public static async Task<IPage> OpenAsync(Uri server, bool withScript = true, int width = 1440, int height = 1000)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = server.ToString(),
            JavaScriptEnabled = withScript,
            ViewportSize = new ViewportSize { Width = width, Height = height },
        });
        return await context.NewPageAsync();
    }
}
