using Microsoft.Playwright;

namespace Palveluohjaus.EndToEnd.Tests;

/// <summary>
/// What docs/synthetic-county.md plants in the county a manager finds on the dashboards, by reading the sentence over each chart and knowing nothing else. Pictures
/// of the pages are left where <c>PALVELUOHJAUS_SCREENSHOTS</c> says: at a desk, on a tablet and as they are printed.
/// </summary>
[TestClass]
[TestCategory("browser")]
public sealed class PlantedEffectsTests
{
    private const int Desk = 1440;
    private const int Tablet = 1024;

    /// <summary>A4 across, in pixels of a page that is printed without margins.</summary>
    private const int Print = 1123;

    private const int Height = 1000;

    private static readonly string[] Dashboards =
        ["/overview", "/flow", "/paths", "/segments?period=all", "/guidance-quality", "/interventions-and-feedback", "/equality", "/data-quality", "/model-watch"];

    private static readonly (string Name, int Width, Media Media)[] Looks = [("desk", Desk, Media.Screen), ("tablet", Tablet, Media.Screen), ("print", Print, Media.Print)];

    private static Demo _demo = null!;

    [ClassInitialize]
    public static async Task StartAsync(TestContext context) => _demo = await Demo.StartAsync(clients: 1500, years: 3);

    [ClassCleanup]
    public static async Task StopAsync() => await _demo.DisposeAsync();

    [TestMethod]
    [DataRow("fi", "Kuntoutusyksikkö", "palasi yksikköön")]
    [DataRow("sv", "Rehabiliteringsenheten", "återvände till en enhet")]
    public async Task The_unit_that_bounces_clients_is_named(string language, string unit, string what)
    {
        var findings = await FindingsAsync("/guidance-quality", language);

        Require(findings, "bouncing", what, unit);
    }

    [TestMethod]
    [DataRow("fi", "Laihia", "Närpiö")]
    [DataRow("sv", "Laihela", "Närpes")]
    public async Task The_municipalities_that_record_badly_and_late_are_named(string language, string badly, string late)
    {
        var findings = await FindingsAsync("/data-quality", language);

        Require(findings, "complete-by-municipality", badly);
        Require(findings, "in-time-by-municipality", late);
    }

    [TestMethod]
    [DataRow("fi", "Huolenpitoasiakkuus: läpimenoaika lyheni")]
    [DataRow("sv", "Omsorgsklient: genomloppstiden blev kortare")]
    public async Task The_segment_whose_lead_time_fell_is_named_first(string language, string finding)
    {
        var findings = await FindingsAsync("/segments?period=all", language);

        Require(findings, "lead-time-change", finding);
    }

    [TestMethod]
    [DataRow("fi", "ruotsinkieliset", "omalla kielellä harvemmin")]
    [DataRow("sv", "svenskspråkiga", "mer sällan på eget språk")]
    public async Task The_language_that_is_served_less_in_its_own_is_named(string language, string speakers, string finding)
    {
        var findings = await FindingsAsync("/equality?period=all", language);

        Require(findings, "languages-language-match-share", speakers, finding);
    }

    [TestMethod]
    [DataRow("fi")]
    [DataRow("sv")]
    public async Task Every_dashboard_prints_without_its_filter_and_fits_the_paper(string language)
    {
        var page = await OpenAsync(language);
        var complaints = page.ListenForComplaints();
        foreach (var path in Dashboards)
        {
            // Every page is looked at on screens elsewhere; on paper only here.
            foreach (var (name, width, media) in EveryPageTests.IsPicturing ? Looks : Looks[^1..])
            {
                await page.EmulateMediaAsync(new() { Media = media });
                await page.SetViewportSizeAsync(width, Height);
                await page.GotoAsync(path);
                await page.SettleAsync();
                await page.RequireFitsAsync();
                Assert.AreEqual(media == Media.Screen, await page.Locator("form.filters").IsVisibleAsync(), $"{path} {name}: the filter is for the screen only.");
                await EveryPageTests.PictureAsync(page, $"dashboards/{EveryPageTests.NameOf(path.Split('?')[0])}.{language}.{name}");
            }
        }

        Assert.IsEmpty(complaints, string.Join(Environment.NewLine, complaints));
        await page.Context.CloseAsync();
    }

    private static async Task<Dictionary<string, string>> FindingsAsync(string path, string language)
    {
        var page = await OpenAsync(language);
        await page.GotoAsync(path);
        var findings = new Dictionary<string, string>();
        foreach (var chart in await page.Locator("section.chart").AllAsync())
        {
            var id = (await chart.Locator("h2").First.GetAttributeAsync("id"))![..^"-h".Length];
            findings.Add(id, (await chart.Locator("header p").First.InnerTextAsync()).Replace('\u00a0', ' '));
        }

        await page.Context.CloseAsync();
        return findings;
    }

    private static void Require(Dictionary<string, string> findings, string figure, params string[] words)
    {
        Assert.IsTrue(findings.TryGetValue(figure, out var finding), $"There is no figure {figure}, but: {string.Join(", ", findings.Keys)}");
        foreach (var word in words)
            StringAssert.Contains(finding, word, StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<IPage> OpenAsync(string language)
    {
        var page = await _demo.OpenAsync("manager", width: Desk);
        await page.GotoAsync($"/language?to={language}&returnUrl=/accessibility");
        return page;
    }
}
