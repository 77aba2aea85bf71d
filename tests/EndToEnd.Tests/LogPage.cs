using Microsoft.Playwright;

namespace Palveluohjaus.EndToEnd.Tests;

/// <summary>The page contacts are logged on, as a Finnish-speaking worker uses it.</summary>
internal static class LogPage
{
    public const string Theme = "Asuminen";

    public static async Task FillAnonymousAsync(IPage page)
    {
        await page.GotoAsync("/contacts/new");
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Nimetön" }).CheckAsync();
        await page.GetByLabel("Kesto minuutteina").FillAsync("7");
        await page.GetByRole(AriaRole.Checkbox, new() { Name = Theme }).CheckAsync();
        await page.GetByRole(AriaRole.Radio, new() { Name = "Ratkaistu tässä" }).CheckAsync();
    }

    public static async Task SaveAsync(IPage page)
    {
        await page.Locator(".save .btn-main").ClickAsync();

        // The arrival is enough: whoever looks at the receipt waits for what it looks for.
        await page.WaitForURLAsync("**/contacts/logged/**", new() { WaitUntil = WaitUntilState.Commit });
    }
}
