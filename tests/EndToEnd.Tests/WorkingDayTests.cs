using System.Globalization;
using Microsoft.Playwright;

namespace Palveluohjaus.EndToEnd.Tests;

/// <summary>The main job from end to end: a contact is logged, the facts are refreshed, the overview counts it.</summary>
[TestClass]
[TestCategory("browser")]
public sealed class WorkingDayTests
{
    private static Demo _demo = null!;

    [ClassInitialize]
    public static async Task StartAsync(TestContext context) => _demo = await Demo.StartAsync();

    [ClassCleanup]
    public static async Task StopAsync() => await _demo.DisposeAsync();

    [TestMethod]
    public async Task A_contact_logged_in_Swedish_is_counted_on_the_overview_after_the_refresh()
    {
        var page = await _demo.OpenAsync();
        await page.GotoAsync("/overview");
        await page.GetByRole(AriaRole.Link, new() { Name = "På svenska, SV" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Översikt");
        var before = await ReadContactsAsync(page);

        await page.GetByRole(AriaRole.Link, new() { Name = "Registrera kontakt" }).ClickAsync();
        await page.GetByLabel("Sök klient med namn").FillAsync("a");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sök", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Region, new() { Name = "Sökresultat" }).GetByRole(AriaRole.Radio).First.CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Välj", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Radio, new() { Name = "Närstående" }).CheckAsync();
        await page.GetByLabel("Längd i minuter").FillAsync("9");
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Boende" }).CheckAsync();
        await page.GetByRole(AriaRole.Radio, new() { Name = "Löst här" }).CheckAsync();
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Anteckning" }).FillAsync("Frågade om hyran. Ärendet är klart.");
        await page.Keyboard.PressAsync("Control+Enter");
        await page.WaitForURLAsync("**/contacts/logged/**", new() { WaitUntil = WaitUntilState.Commit });
        await Assertions.Expect(page.Locator("[data-receipt]")).ToContainTextAsync("Boende");

        await page.GotoAsync("/overview");
        await page.GetByRole(AriaRole.Button, new() { Name = "Uppdatera nu" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Översikt");

        Assert.AreEqual(before + 1, await ReadContactsAsync(page));
    }

    [TestMethod]
    public async Task The_overview_draws_every_chart_and_says_nothing_in_the_console()
    {
        var page = await _demo.OpenAsync();
        var complaints = page.ListenForComplaints();

        await page.GotoAsync("/overview", new() { WaitUntil = WaitUntilState.NetworkIdle });

        var plots = await page.Locator(".plot").CountAsync();

        // In a county of 400 few deadlines are missed in a month, and which day it is decides whether any month may be shown: that chart may say so instead.
        Assert.IsGreaterThanOrEqualTo(4, plots);
        Assert.AreEqual(plots, await page.Locator(".plot svg").CountAsync());
        Assert.IsEmpty(complaints);
    }

    [TestMethod]
    [DataRow("/contacts/new")]
    [DataRow("/overview")]
    public async Task No_page_scrolls_sideways_on_a_phone_or_at_400_percent(string path)
    {
        foreach (var width in (int[])[390, 320])
        {
            var page = await _demo.OpenAsync(width: width);
            foreach (var language in (string[])["fi", "sv", "en"])
            {
                await page.GotoAsync($"/language?to={language}&returnUrl={Uri.EscapeDataString(path)}", new() { WaitUntil = WaitUntilState.NetworkIdle });
                await page.RequireFitsAsync();
            }
        }
    }

    /// <summary>The figure of the first tile, all contacts of the period.</summary>
    private static async Task<int> ReadContactsAsync(IPage page)
    {
        var tile = page.Locator(".tile").Filter(new() { Has = page.GetByRole(AriaRole.Heading, new() { Name = "Kontakter", Exact = true }) });
        var text = await tile.Locator(".v a").InnerTextAsync();
        return int.Parse(string.Concat(text.Where(char.IsAsciiDigit)), CultureInfo.InvariantCulture);
    }
}
