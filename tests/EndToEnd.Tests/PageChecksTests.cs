using Microsoft.Playwright;

namespace Palveluohjaus.EndToEnd.Tests;

/// <summary>A check that never complains would pass every page there is.</summary>
[TestClass]
[TestCategory("browser")]
public sealed class PageChecksTests
{
    private const string Sound = "<!DOCTYPE html><html lang='fi'><head><title>Sivu</title></head><body><main><h1>Otsikko</h1><p>Tekstiä.</p>{0}</main></body></html>";

    [TestMethod]
    public async Task A_sound_page_passes_twice()
    {
        var page = await OpenAsync(string.Empty);

        await page.SettleAsync();
        await page.RequireSoundAsync();
        await page.SetViewportSizeAsync(320, 1000);
        await page.SettleAsync();
        await page.RequireSoundAsync();
    }

    [TestMethod]
    [DataRow("<img src='data:,'>", "image-alt")]
    [DataRow("<p style='color:#bbb;background:#fff'>Haalea</p>", "color-contrast")]
    [DataRow("<input>", "label")]
    public async Task What_axe_finds_is_named(string element, string rule)
    {
        var page = await OpenAsync(element);

        var failed = await Assert.ThrowsAsync<AssertFailedException>(page.RequireCleanAsync);

        StringAssert.Contains(failed.Message, rule, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task What_is_wider_than_the_window_fails_once_the_window_is_narrow()
    {
        var page = await OpenAsync("<div style='width:600px'>.</div>");

        await page.RequireFitsAsync();
        await page.SetViewportSizeAsync(390, 1000);
        await page.SettleAsync();

        await Assert.ThrowsAsync<AssertFailedException>(page.RequireFitsAsync);
    }

    private static async Task<IPage> OpenAsync(string element)
    {
        var page = await Browser.OpenAsync(new Uri("http://127.0.0.1/"));
        await page.SetContentAsync(Sound.Replace("{0}", element, StringComparison.Ordinal));
        return page;
    }
}
