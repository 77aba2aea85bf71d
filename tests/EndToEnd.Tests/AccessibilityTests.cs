using Microsoft.Playwright;

namespace Palveluohjaus.EndToEnd.Tests;

[TestClass]
[TestCategory("browser")]
public sealed class AccessibilityTests
{
    private static Demo _demo = null!;

    [ClassInitialize]
    public static async Task StartAsync(TestContext context) => _demo = await Demo.StartAsync(clients: 150);

    [ClassCleanup]
    public static async Task StopAsync() => await _demo.DisposeAsync();

    [TestMethod]
    [DataRow("/contacts/new", 1440)]
    [DataRow("/contacts/new", 390)]
    [DataRow("/overview", 1440)]
    [DataRow("/overview", 390)]
    [DataRow("/paths", 1440)]
    [DataRow("/paths", 390)]
    [DataRow("/no-such-page", 1440)]
    public async Task Axe_finds_nothing(string path, int width)
    {
        var page = await _demo.OpenAsync(width: width);
        await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.NetworkIdle });

        await page.RequireCleanAsync();
    }

    [TestMethod]
    public async Task Axe_finds_nothing_in_a_form_with_errors_and_the_summary_has_the_focus()
    {
        var page = await _demo.OpenAsync();
        await page.GotoAsync("/contacts/new");
        await page.Locator(".save .btn-main").ClickAsync();
        var summary = page.GetByRole(AriaRole.Alert);

        await Assertions.Expect(summary).ToBeFocusedAsync();
        await page.RequireCleanAsync();
    }
}
