using Microsoft.Playwright;

namespace Palveluohjaus.EndToEnd.Tests;

/// <summary>
/// Every page there is, with something on it, in Finnish and Swedish and at every width the look is drawn for. Where <c>PALVELUOHJAUS_SCREENSHOTS</c> names a
/// folder, a picture of each is left there; docs/screenshots was made so.
/// </summary>
[TestClass]
[TestCategory("browser")]
public sealed class EveryPageTests
{
    private const string ScreenshotsVariable = "PALVELUOHJAUS_SCREENSHOTS";

    private const int Height = 1000;

    /// <summary>The widths the look is drawn for, the desk's first. A page is loaded once and made narrower, as at a desk where a window is resized.</summary>
    private static readonly int[] Widths = [1440, 1024, 390, 320];

    /// <summary>Where the layout differs most; what axe looks at between them is one or the other.</summary>
    private static readonly int[] WidthsForAxe = [1440, 320];

    private static readonly string? Pictures = Environment.GetEnvironmentVariable(ScreenshotsVariable);

    internal static bool IsPicturing => Pictures is not null;

    private static Demo _demo = null!;
    private static PageSet _pages = null!;

    [ClassInitialize]
    public static async Task StartAsync(TestContext context)
    {
        _demo = await Demo.StartAsync(clients: 250);
        _pages = await PageSet.MakeAsync(_demo);
    }

    [ClassCleanup]
    public static async Task StopAsync() => await _demo.DisposeAsync();

    [TestMethod]
    [DataRow("fi")]
    [DataRow("sv")]
    public async Task Every_page_is_sound_and_fits_at_every_width(string language)
    {
        foreach (var (account, paths) in _pages.ByAccount)
        {
            var page = account.Length == 0 ? await _demo.OpenDoorAsync(width: Widths[0]) : await _demo.OpenAsync(account, width: Widths[0]);
            var complaints = page.ListenForComplaints();
            await page.GotoAsync($"/language?to={language}&returnUrl=/accessibility");
            foreach (var path in paths)
            {
                await page.SetViewportSizeAsync(Widths[0], Height);
                var answer = await page.GotoAsync(path);
                Assert.AreEqual(200, answer!.Status, path);
                Assert.AreEqual(language, await page.Locator("html").GetAttributeAsync("lang"), path);
                foreach (var width in Widths)
                {
                    await page.SetViewportSizeAsync(width, Height);
                    await page.SettleAsync();
                    await page.RequireFitsAsync();
                    if (WidthsForAxe.Contains(width))
                        await page.RequireCleanAsync();
                    await PictureAsync(page, $"{NameOf(path)}.{language}.{width}");
                }
            }

            Assert.IsEmpty(complaints, string.Join(Environment.NewLine, complaints));
            await page.Context.CloseAsync();
        }
    }

    [TestMethod]
    public async Task The_busiest_pages_are_sound_in_high_contrast()
    {
        var page = await _demo.OpenAsync();
        await page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active });
        foreach (var path in (string[])["/workbench", "/contacts/new", _pages.Draft, _pages.Card])
        {
            await page.GotoAsync(path);
            await page.SettleAsync();
            await page.RequireSoundAsync();
            await PictureAsync(page, $"{NameOf(path)}.high-contrast");
        }
    }

    [TestMethod]
    [DataRow("fi", false)]
    [DataRow("sv", false)]
    [DataRow("fi", true)]
    [DataRow("sv", true)]
    public async Task The_contact_form_shows_its_note_on_a_screen_of_900_pixels(string language, bool isPicked)
    {
        var page = await _demo.OpenAsync();
        await page.SetViewportSizeAsync(1440, 900);
        await page.GotoAsync($"/language?to={language}&returnUrl=/accessibility");
        await page.GotoAsync(isPicked ? $"/contacts/new?client={_pages.Card["/clients/".Length..]}" : "/contacts/new");

        // On whatever day the tests run: the longest name of one must fit.
        if (language == "fi")
            await page.EvaluateAsync("document.querySelector('.log > .head p').textContent = 'keskiviikko 23.12.2026'");
        var overflow = await page.EvaluateAsync<double>("document.querySelector('#Note').getBoundingClientRect().bottom - document.querySelector('.save').getBoundingClientRect().top");

        Assert.IsLessThanOrEqualTo(0, overflow, $"{overflow} px of the note are hidden.");
    }

    internal static async Task PictureAsync(IPage page, string name)
    {
        if (Pictures is not null)
            await page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"{name}.jpg"), Type = ScreenshotType.Jpeg, Quality = 60, FullPage = true });
    }

    /// <summary>The page's place in the product, without ids and tokens; of what is asked of it only the names and the words.</summary>
    internal static string NameOf(string path) => string.Join('-', path.Split('/', '?', '&', '=').Where(part => part.Length > 0)
        .Select(part => Guid.TryParse(part, out _) || long.TryParse(part, out _) ? "one" : part.Length > 40 ? "link" : part));
}
