using Microsoft.Playwright;

namespace Palveluohjaus.EndToEnd.Tests;

/// <summary>From a likely duplicate to one client and back, and the client's own log, as a team lead sees them.</summary>
[TestClass]
[TestCategory("browser")]
public sealed class MergingPagesTests
{
    private static Demo _demo = null!;

    [ClassInitialize]
    public static async Task StartAsync(TestContext context) => _demo = await Demo.StartAsync(clients: 300);

    [ClassCleanup]
    public static async Task StopAsync() => await _demo.DisposeAsync();

    [TestMethod]
    public async Task Axe_finds_nothing_from_the_list_to_the_log_and_no_page_scrolls_sideways()
    {
        // One after the other: both merge the same pair.
        await WalkAsync(1440);
        await WalkAsync(390);
    }

    private static async Task WalkAsync(int width)
    {
        var page = await _demo.OpenAsync("teamlead", width: width);
        await page.GotoAsync("/clients/duplicates");
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await page.RequireSoundAsync();
        var client = await page.Locator(".pairs a").First.GetAttributeAsync("href");

        await page.GotoAsync($"{client}/log");
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await page.RequireSoundAsync();
        await page.GotoAsync("/clients/duplicates");

        await page.Locator(".pairs .btn").First.ClickAsync();
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await page.RequireSoundAsync();
        var comparison = page.Url;
        await page.GetByRole(AriaRole.Button, new() { Name = "Yhdistä asiakkaat" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-receipt]")).ToBeFocusedAsync();
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await page.RequireSoundAsync();
        await page.GotoAsync(comparison);
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await page.RequireSoundAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Yhdistämiset" }).ClickAsync();
        await page.Locator("button[name=undo]").First.ClickAsync();
        await Assertions.Expect(page.Locator("[data-receipt]")).ToBeFocusedAsync();
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await page.RequireSoundAsync();

        await page.GotoAsync($"{client}/log");
        await page.Locator("#From").FillAsync("eilen");
        await page.GetByRole(AriaRole.Button, new() { Name = "Näytä lokitiedot" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToBeFocusedAsync();
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await page.RequireSoundAsync();
        await page.Locator("#From").FillAsync(await page.Locator("#To").InputValueAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "Näytä lokitiedot" }).ClickAsync();
        await Assertions.Expect(page.Locator(".client-log")).ToBeFocusedAsync();
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await page.RequireSoundAsync();
    }
}
