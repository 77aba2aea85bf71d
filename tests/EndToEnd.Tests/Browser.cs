using Microsoft.Playwright;
using Palveluohjaus.Testing;

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

    /// <summary>A page at the desk's width where this account of the demo has signed in.</summary>
    public static async Task<IPage> OpenAsync(HostProcess demo, Uri server, string account, bool withScript = true, int width = 1440)
    {
        var page = await OpenAsync(server, withScript, width);
        await SignInAsync(page, account, demo.PasswordOf(account));
        return page;
    }

    public static async Task SignInAsync(IPage page, string account, string password)
    {
        await page.GotoAsync("/sign-in");
        await page.Locator("#Name").FillAsync(account);
        await page.Locator("#Password").FillAsync(password);
        await page.Locator("#Password").PressAsync("Enter");
        await page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
    }

    /// <summary>A page at the desk's width on a server's address, where nobody has signed in.</summary>
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
