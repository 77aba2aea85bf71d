using System.Text.Json;
using Microsoft.Playwright;
using Palveluohjaus.Testing.PowerBi;

namespace Palveluohjaus.EndToEnd.Tests;

/// <summary>
/// A dashboard's report in our page, as its readers meet it: the product in a process of its own, Chromium, and the server that enforces Power BI's official
/// description. Each test has a dashboard of its own, since the product keeps what it was given for a report.
/// </summary>
[TestClass]
[TestCategory("browser")]
[DoNotParallelize]
public sealed class PowerBiReportTests
{
    private static readonly Guid OtherCountysReport = new("5c1b1c1e-3a52-4d84-8f7a-5a5f3f1f0a11");
    private static PowerBiServer _powerBi = null!;
    private static WorkspaceReport _report = null!;
    private static Demo _demo = null!;

    [ClassInitialize]
    public static async Task StartAsync(TestContext context)
    {
        _powerBi = await PowerBiServer.StartAsync();
        var dataset = new PushedDataset { Name = "Palveluohjaus", HasRoles = true };
        _powerBi.Workspace.Datasets.Add(dataset);
        var reports = new Dictionary<string, Guid>();
        foreach (var dashboard in (string[])["overview", "flow", "segments", "guidance-quality", "equality", "data-quality"])
        {
            var report = new WorkspaceReport("Palveluohjaus", dataset.Id, [$"{dashboard}-fi", $"{dashboard}-sv", $"{dashboard}-en"]);
            _powerBi.Workspace.Reports.Add(report);
            reports.Add(dashboard, report.Id);
        }

        _report = _powerBi.Workspace.Reports[0];
        reports.Add("interventions-and-feedback", OtherCountysReport);
        _demo = await Demo.StartAsync(clients: 150, configure: folder => _powerBi.WriteSettings(folder, reports));
    }

    [ClassCleanup]
    public static async Task StopAsync()
    {
        var (said, secret) = (_demo.Output, _powerBi.Directory.Secret);
        var tokens = _powerBi.Workspace.EmbedTokens.Select(token => token.Token).ToList();
        await _demo.DisposeAsync();
        await _powerBi.DisposeAsync();

        Assert.Contains("Power BI did not open the report", said);
        Assert.DoesNotContain(secret, said);
        Assert.IsFalse(tokens.Exists(token => said.Contains(token, StringComparison.Ordinal)));
    }

    [TestMethod]
    [DataRow("fi", "fi-FI", "fi-FI", "12 kuukautta")]
    [DataRow("sv", "sv-SE", "sv-FI", "12 månader")]
    public async Task The_report_comes_in_the_readers_language_with_the_pages_filter_after_one_call_of_ours(string language, string powerBiLanguage, string formats, string period)
    {
        var page = await OpenAsync("manager", language);
        var complaints = page.ListenForComplaints();
        var requests = new List<string>();
        page.Request += (_, request) => requests.Add(request.Url);
        await page.GotoAsync("/overview");
        var municipality = await page.Locator("#f-municipality option").Nth(1).GetAttributeAsync("value");
        await page.GotoAsync($"/overview?municipality={municipality}");
        requests.Clear();

        await page.Locator(".head .seg a").Last.ClickAsync();
        var report = await ReportAsync(page);

        var told = await ToldAsync(report);
        var configuration = told.GetProperty("configuration");
        var settings = configuration.GetProperty("settings");
        Assert.AreEqual(1, requests.Count(url => new Uri(url).AbsolutePath.StartsWith("/api/", StringComparison.Ordinal)), string.Join(' ', requests));
        Assert.IsTrue(requests.TrueForAll(url => new Uri(url).Host is "127.0.0.1" or "app.powerbi.com"), string.Join(' ', requests));
        Assert.AreEqual((_report.Id, 1, 0, $"overview-{language}"), (configuration.GetProperty("id").GetGuid(), configuration.GetProperty("tokenType").GetInt32(), configuration.GetProperty("permissions").GetInt32(), configuration.GetProperty("pageName").GetString()));
        Assert.AreEqual((powerBiLanguage, formats), (settings.GetProperty("localeSettings").GetProperty("language").GetString(), settings.GetProperty("localeSettings").GetProperty("formatLocale").GetString()));
        StringAssert.Contains(told.GetProperty("address").GetString(), $"&language={powerBiLanguage}&formatLocale={formats}", StringComparison.Ordinal);
        var filter = configuration.GetProperty("filters").EnumerateArray().Single();
        Assert.AreEqual(("Municipality", "Code", "In", municipality), (filter.GetProperty("target").GetProperty("table").GetString(), filter.GetProperty("target").GetProperty("column").GetString(), filter.GetProperty("operator").GetString(), filter.GetProperty("values")[0].GetString()));
        var slicer = configuration.GetProperty("slicers").EnumerateArray().Single();
        Assert.AreEqual("http://powerbi.com/product/schema#slicerTargetSelector", slicer.GetProperty("selector").GetProperty("$schema").GetString());
        Assert.AreEqual(("Period", period), (slicer.GetProperty("selector").GetProperty("target").GetProperty("table").GetString(), slicer.GetProperty("state").GetProperty("filters")[0].GetProperty("values")[0].GetString()));
        var given = _powerBi.Workspace.EmbedTokens.Find(each => each.Token == configuration.GetProperty("accessToken").GetString())!;
        Assert.AreEqual(("*", "Units"), (given.Identities.Single().GetProperty("username").GetString(), given.Identities.Single().GetProperty("roles")[0].GetString()));

        await Assertions.Expect(page.Locator("[data-note]")).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator("[data-status]")).Not.ToBeEmptyAsync();
        Assert.AreEqual(await page.Locator(".power-bi").GetAttributeAsync("aria-label"), await page.Locator(".power-bi iframe").GetAttributeAsync("title"));
        await page.RequireSoundAsync();
        await PictureAsync(page, $"shown.{language}");
        await page.Locator(".head .seg a").First.ClickAsync();
        await page.WaitForURLAsync($"**/overview?municipality={municipality}");
        Assert.IsEmpty(complaints, string.Join(Environment.NewLine, complaints));
    }

    [TestMethod]
    public async Task A_guide_gets_the_rows_of_their_own_units_and_is_told_so_and_can_pass_the_report_by_keyboard()
    {
        var page = await OpenAsync("guide1", "fi");
        await page.GotoAsync("/overview/power-bi");
        var report = await ReportAsync(page);

        var token = (await ToldAsync(report)).GetProperty("tokens")[0].GetString();
        var identity = _powerBi.Workspace.EmbedTokens.Find(each => each.Token == token)!.Identities.Single();
        Assert.AreNotEqual("*", identity.GetProperty("username").GetString());
        await Assertions.Expect(page.Locator("main .note").First).ToContainTextAsync("omien yksikköjesi luvut");
        await page.Locator("[data-skip]").FocusAsync();
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(report.Locator("button")).ToBeFocusedAsync();
        await page.Locator("[data-skip]").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        Assert.AreEqual("power-bi-end", await page.EvaluateAsync<string>("document.activeElement.id"));
        await PictureAsync(page, "own-units.fi");
    }

    [TestMethod]
    [DataRow("fi", 1)]
    [DataRow("sv", -1)]
    public async Task The_token_is_renewed_before_it_ends_and_nothing_is_loaded_again_though_the_browsers_clock_is_off(string language, int hours)
    {
        _powerBi.Workspace.EmbedTokenLifetime = TimeSpan.FromSeconds(12);
        try
        {
            var page = await OpenAsync("manager", language);
            await page.AddInitScriptAsync($"const now = Date.now; Date.now = () => now() + {hours} * 3600000;");
            await page.GotoAsync("/flow/power-bi");
            var report = await ReportAsync(page);

            await report.WaitForFunctionAsync("told.tokens.length >= 2", options: new() { Timeout = 30_000 });

            var told = await ToldAsync(report);
            Assert.AreEqual((1, told.GetProperty("tokens").GetArrayLength()), (told.GetProperty("loads").GetInt32(), told.GetProperty("tokens").EnumerateArray().Select(token => token.GetString()).Distinct().Count()));
            await Assertions.Expect(page.Locator("[data-note]")).ToBeHiddenAsync();
            Assert.AreEqual(1, await page.Locator(".power-bi iframe").CountAsync());
            await page.CloseAsync();
        }
        finally
        {
            _powerBi.Workspace.EmbedTokenLifetime = TimeSpan.FromHours(1);
        }
    }

    [TestMethod]
    [DataRow("fi", "Raportin käyttölupa päättyi")]
    [DataRow("sv", "Rapportens tillstånd upphörde")]
    public async Task A_token_that_cannot_be_renewed_is_told_of_while_the_report_works_and_ends_in_the_built_in_dashboard(string language, string ended)
    {
        _powerBi.Workspace.EmbedTokenLifetime = TimeSpan.FromSeconds(16);
        try
        {
            var page = await OpenAsync("manager", language);
            await page.GotoAsync("/segments/power-bi");
            await ReportAsync(page);
            await page.RouteAsync("**/api/v1/power-bi/embed-token", route => route.AbortAsync());

            await Assertions.Expect(Said(page)).ToContainTextAsync(language == "fi" ? "Raportti toimii vielä" : "Rapporten fungerar ännu", new() { Timeout = 30_000 });
            await EveryPageTests.PictureAsync(page, $"power-bi.renewing.{language}.1440");
            await Assertions.Expect(Said(page)).ToContainTextAsync(ended, new() { Timeout = 15_000 });
            await RequireBuiltInAsync(page);
            await PictureAsync(page, $"expired.{language}");
        }
        finally
        {
            _powerBi.Workspace.EmbedTokenLifetime = TimeSpan.FromHours(1);
        }
    }

    [TestMethod]
    [DataRow("fi", "Power BI ei vastaa.")]
    [DataRow("sv", "Power BI svarar inte.")]
    public async Task When_the_service_is_away_the_reader_gets_the_built_in_dashboard_with_the_same_filter(string language, string away)
    {
        // In each language under an account of its own: the product keeps what it was given.
        var page = await OpenAsync(language == "fi" ? "manager" : "guide1", language);
        _powerBi.Order(new PowerBiOrder(null, PowerBiFailure.Answer) { Status = 503 });
        await page.GotoAsync("/guidance-quality/power-bi?period=all");

        await Assertions.Expect(Said(page)).ToContainTextAsync(away);
        await RequireBuiltInAsync(page);
        Assert.AreEqual("/guidance-quality?period=all", await page.Locator("[data-note] a").First.GetAttributeAsync("href"));
        await Assertions.Expect(page.Locator("[data-built-in] [role=img] svg").First).ToBeVisibleAsync();
        await page.RequireSoundAsync();
        await PictureAsync(page, $"away.{language}");

        await page.Locator("[data-retry]").ClickAsync();
        await ReportAsync(page);
    }

    [TestMethod]
    public async Task A_frame_that_stays_empty_gives_way_to_the_built_in_dashboard()
    {
        var page = await OpenAsync("manager", "fi");
        await page.Context.UnrouteAllAsync();
        await page.Context.RouteAsync($"{PowerBiServer.EmbedUrl}**", route => route.AbortAsync());
        await page.Clock.InstallAsync();
        await page.GotoAsync("/overview/power-bi");
        await page.Locator(".power-bi iframe").WaitForAsync();

        await page.Clock.RunForAsync(46_000);

        await Assertions.Expect(Said(page)).ToContainTextAsync("Power BI ei vastaa.");
        await RequireBuiltInAsync(page);
        Assert.AreEqual(0, await page.Locator(".power-bi iframe").CountAsync());
    }

    [TestMethod]
    [DataRow("fi", "Power BI ei avaa tätä raporttia.")]
    [DataRow("sv", "Power BI öppnar inte den här rapporten.")]
    public async Task A_report_of_another_county_and_an_expired_secret_are_refused_in_words_and_with_their_reason(string language, string refused)
    {
        var page = await OpenAsync("manager", language);
        await page.GotoAsync("/interventions-and-feedback/power-bi");

        await Assertions.Expect(Said(page)).ToContainTextAsync(refused);
        await Assertions.Expect(Said(page)).ToContainTextAsync("ReportNotFound");
        await RequireBuiltInAsync(page);
        await PictureAsync(page, $"refused.{language}");

        _powerBi.Directory.SecretEndsAt = TimeProvider.System.GetUtcNow().AddDays(-1);
        _powerBi.Directory.Revoke();
        await page.GotoAsync("/interventions-and-feedback/power-bi");
        await Assertions.Expect(Said(page)).ToContainTextAsync("SecretExpired");
        _powerBi.Directory.SecretEndsAt = DateTimeOffset.MaxValue;
    }

    [TestMethod]
    [DataRow("fi", "odottamaan 4 s")]
    [DataRow("sv", "vänta 4 s")]
    public async Task A_busy_service_is_asked_once_more_when_it_says(string language, string waits)
    {
        var page = await OpenAsync(language == "fi" ? "manager" : "guide1", language);
        var before = Generated();
        _powerBi.Order(new PowerBiOrder("EmbedToken_GenerateToken", PowerBiFailure.Answer) { Status = 429, RetryAfter = "4" });
        await page.GotoAsync("/data-quality/power-bi");

        await Assertions.Expect(Said(page)).ToContainTextAsync(waits);
        await PictureAsync(page, $"waiting.{language}");
        await ReportAsync(page);
        Assert.AreEqual(before + 2, Generated());

        static int Generated() => _powerBi.Requests.Count(each => each.Operation == "EmbedToken_GenerateToken");
    }

    [TestMethod]
    [DataRow("fi", "odottamaan kello 14.32 asti")]
    [DataRow("sv", "vänta till klockan 14.32")]
    public async Task A_service_that_asks_to_wait_for_long_is_told_until_when_and_the_built_in_dashboard_is_shown(string language, string until)
    {
        var page = await OpenAsync("manager", language);
        await page.RouteAsync("**/api/v1/power-bi/embed-token", route => route.FulfillAsync(new() { Status = 503, Json = new { reason = "Throttled", waitSeconds = 300, until = new DateTime(2026, 3, 17, 14, 32, 0, DateTimeKind.Unspecified) } }));

        await page.GotoAsync("/data-quality/power-bi");

        await Assertions.Expect(Said(page)).ToContainTextAsync(until);
        await RequireBuiltInAsync(page);
        await PictureAsync(page, $"busy.{language}");
    }

    [TestMethod]
    public async Task Without_script_the_page_says_so_and_shows_the_built_in_dashboard_and_asks_power_bi_nothing()
    {
        var page = await _demo.OpenAsync("manager", withScript: false);
        await page.GotoAsync("/language?to=fi&returnUrl=/accessibility");
        var before = _powerBi.RequestCount;
        await page.GotoAsync("/equality/power-bi");

        await Assertions.Expect(page.GetByText("tarvitsee selaimen komentosarjat")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("main .panel").Nth(1)).ToBeVisibleAsync();
        Assert.AreEqual(before, _powerBi.RequestCount);
        await EveryPageTests.PictureAsync(page, "power-bi.no-script.fi.1440");
    }

    [TestMethod]
    [DataRow("fi", "ei ole Power BI -raporttia")]
    [DataRow("sv", "har ingen Power BI-rapport")]
    public async Task A_dashboard_without_a_report_says_so_and_is_the_built_in_one(string language, string says)
    {
        var page = await OpenAsync("manager", language);
        var complaints = page.ListenForComplaints();
        await page.GotoAsync("/model-watch/power-bi");

        await Assertions.Expect(page.Locator("main .note").First).ToContainTextAsync(says);
        await Assertions.Expect(page.Locator("main .panel").Nth(1)).ToBeVisibleAsync();
        Assert.AreEqual(0, await page.Locator(".head .seg, script[src*=power-bi]").CountAsync());
        await page.RequireSoundAsync();
        await PictureAsync(page, $"not-configured.{language}");
        Assert.IsEmpty(complaints, string.Join(Environment.NewLine, complaints));
    }

    /// <summary>A reader whose browser is led from Power BI's address to the enforcing server.</summary>
    private static async Task<IPage> OpenAsync(string account, string language)
    {
        var page = await _demo.OpenAsync(account);
        await page.Context.RouteAsync($"{PowerBiServer.EmbedUrl}**", async route =>
        {
            var answer = await route.FetchAsync(new() { Url = new Uri(_powerBi.EmbedSource, new Uri(route.Request.Url).PathAndQuery).AbsoluteUri });
            await route.FulfillAsync(new() { Response = answer });
        });
        await page.GotoAsync($"/language?to={language}&returnUrl=/accessibility");
        return page;
    }

    /// <summary>The report's frame, when it says that the report is there.</summary>
    private static async Task<IFrame> ReportAsync(IPage page)
    {
        await Assertions.Expect(page.Locator("[data-status]")).Not.ToBeEmptyAsync(new() { Timeout = 15_000 });
        return page.Frames.Single(frame => frame.Url.StartsWith(PowerBiServer.EmbedUrl.AbsoluteUri, StringComparison.Ordinal));
    }

    private static async Task<JsonElement> ToldAsync(IFrame report) => JsonDocument.Parse(await report.EvaluateAsync<string>("JSON.stringify(told)")).RootElement;

    private static ILocator Said(IPage page) => page.Locator("[data-note] [data-said]");

    private static async Task RequireBuiltInAsync(IPage page)
    {
        await Assertions.Expect(page.Locator("[data-built-in] .panel").First).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[data-report]")).ToBeHiddenAsync();
        Assert.AreEqual(0, await page.Locator("[data-limits]:visible, [data-needs-script]").CountAsync());
        await Assertions.Expect(page.Locator("[data-retry]")).ToBeVisibleAsync();
    }

    private static async Task PictureAsync(IPage page, string name)
    {
        await EveryPageTests.PictureAsync(page, $"power-bi.{name}.1440");
        await page.SetViewportSizeAsync(390, 1000);
        await page.SettleAsync();
        await page.RequireFitsAsync();
        await EveryPageTests.PictureAsync(page, $"power-bi.{name}.390");
        await page.SetViewportSizeAsync(1440, 1000);
    }
}
