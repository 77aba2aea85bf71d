using Deque.AxeCore.Playwright;
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
        await RequireSoundAsync(page, width);
        var client = await page.Locator(".pairs a").First.GetAttributeAsync("href");

        await page.GotoAsync($"{client}/log");
        await RequireSoundAsync(page, width);
        await page.GotoAsync("/clients/duplicates");

        await page.Locator(".pairs .btn").First.ClickAsync();
        await RequireSoundAsync(page, width);
        var comparison = page.Url;
        await page.GetByRole(AriaRole.Button, new() { Name = "Yhdistä asiakkaat" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-receipt]")).ToBeFocusedAsync();
        await RequireSoundAsync(page, width);
        await page.GotoAsync(comparison);
        await RequireSoundAsync(page, width);
        await page.GetByRole(AriaRole.Link, new() { Name = "Yhdistämiset" }).ClickAsync();
        await page.Locator("button[name=undo]").First.ClickAsync();
        await Assertions.Expect(page.Locator("[data-receipt]")).ToBeFocusedAsync();
        await RequireSoundAsync(page, width);

        await page.GotoAsync($"{client}/log");
        await page.Locator("#From").FillAsync("eilen");
        await page.GetByRole(AriaRole.Button, new() { Name = "Näytä lokitiedot" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToBeFocusedAsync();
        await RequireSoundAsync(page, width);
        await page.Locator("#From").FillAsync(await page.Locator("#To").InputValueAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "Näytä lokitiedot" }).ClickAsync();
        await Assertions.Expect(page.Locator(".client-log")).ToBeFocusedAsync();
        await RequireSoundAsync(page, width);
    }

    private static async Task RequireSoundAsync(IPage page, int width)
    {
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        var result = await page.RunAxe();
        Assert.IsEmpty(
            result.Violations,
            string.Join(Environment.NewLine, result.Violations.Select(violation => $"{page.Url} {violation.Id}: {violation.Help} {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html))}")));
        Assert.IsLessThanOrEqualTo(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), page.Url);
    }
}
