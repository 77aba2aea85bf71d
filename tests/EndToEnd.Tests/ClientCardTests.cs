using Microsoft.Playwright;

namespace Palveluohjaus.EndToEnd.Tests;

/// <summary>A client is found, the card opened and a consent recorded with the keyboard alone; axe looks at each page on the way.</summary>
[TestClass]
[TestCategory("browser")]
public sealed class ClientCardTests
{
    private static Demo _demo = null!;

    [ClassInitialize]
    public static async Task StartAsync(TestContext context) => _demo = await Demo.StartAsync(clients: 150);

    [ClassCleanup]
    public static async Task StopAsync() => await _demo.DisposeAsync();

    [TestMethod]
    public async Task From_the_search_to_a_recorded_consent_by_keyboard()
    {
        var page = await _demo.OpenAsync();
        await page.GotoAsync("/contacts/new");

        // Out of the field that has the focus, then the key.
        await page.Locator("h1").ClickAsync();
        await page.Keyboard.PressAsync("/");
        await Assertions.Expect(page.Locator("#find-client")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("a");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#results")).ToBeFocusedAsync();
        await page.RequireSoundAsync();

        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/clients/*-*", new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        if (await page.Locator(".gate").CountAsync() > 0)
        {
            await page.RequireSoundAsync();
            await page.TabToAsync("Ground");
            await page.Keyboard.PressAsync("Space");
            await page.Keyboard.PressAsync("Enter");
        }

        await Assertions.Expect(page.Locator(".card-grid")).ToBeVisibleAsync();
        await page.GetByText("Kirjaa vastaus").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.TabToAsync("ConsentKind");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.TabToAsync("ConsentAnswer");
        await page.Keyboard.PressAsync("Space");
        await page.RequireSoundAsync();
        await page.TabToAsync("AnsweredOn");
        await page.Keyboard.PressAsync("Enter");

        await page.WaitForURLAsync("**saved=true", new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        await Assertions.Expect(page.Locator(".note[role=status]")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator(".plain li").Filter(new() { HasText = "Etävastaanotto" })).ToContainTextAsync("annettu");
        await page.RequireSoundAsync();
    }

    [TestMethod]
    [DataRow(1440)]
    [DataRow(390)]
    [DataRow(320)]
    public async Task Axe_finds_nothing_on_a_card_a_form_and_a_protected_client_and_none_scrolls_sideways(int width)
    {
        var page = await _demo.OpenAsync("teamlead", width: width);
        await page.GotoAsync("/clients/new");
        await page.Locator(".save .btn-main").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToBeFocusedAsync();
        await page.RequireSoundAsync();

        await page.GotoAsync("/clients");
        await page.Locator("#Search").FillAsync("a");
        await page.Locator("#Search").PressAsync("Enter");
        var card = (await page.Locator(".found a").First.GetAttributeAsync("href"))!;
        await page.GotoAsync(card);
        if (await page.Locator(".gate").CountAsync() > 0)
        {
            await page.Locator("#Ground").CheckAsync();
            await page.Locator(".gate .btn-main").ClickAsync();
            await Assertions.Expect(page.Locator(".card-grid")).ToBeVisibleAsync();
        }

        await page.GotoAsync($"{card}/edit");
        await page.RequireSoundAsync();
        var isProtected = page.Locator("[name=IsProtected]");
        if (await isProtected.CountAsync() > 0)
            await isProtected.CheckAsync();
        await page.Locator(".save .btn-main").ClickAsync();
        await Assertions.Expect(page.Locator(".note-dark")).ToBeVisibleAsync();
        await page.RequireSoundAsync();
        await page.Locator(".note-dark summary").ClickAsync();
        await page.Locator("#Reason").SelectOptionAsync("Danger");
        await page.Locator(".note-dark .btn").ClickAsync();
        await Assertions.Expect(page.Locator(".note-dark")).ToContainTextAsync("tämän kerran");
        await page.RequireSoundAsync();
    }
}
