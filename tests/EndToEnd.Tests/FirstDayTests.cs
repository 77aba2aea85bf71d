using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Palveluohjaus.Testing;

namespace Palveluohjaus.EndToEnd.Tests;

/// <summary>A county's first day: from an empty database to a guide who has signed in, with the keyboard alone.</summary>
[TestClass]
[TestCategory("browser")]
public sealed partial class FirstDayTests
{
    private const string Password = "pitkä lause on hyvä";

    [TestMethod]
    public async Task The_first_admin_names_the_county_and_adds_a_unit_and_a_guide_who_signs_in()
    {
        using var folder = new TemporaryFolder();
        var (host, address) = await HostProcess.ServeAsync("serve", "--data", folder.FullName);
        await using var server = host;
        var page = await Browser.OpenAsync(address);

        await page.GotoAsync(SetUpLink().Match(host.Output).Value);
        await page.RequireCleanAsync();
        await page.TabAndTypeAsync(("WorkerName", "Aino Ylitalo"), ("Name", "aino"), ("NewPassword", Password), ("Again", Password));
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/sign-in?**");
        await Browser.SignInAsync(page, "aino", Password);
        await page.RequireCleanAsync();

        await page.FollowAsync("Nimeä hyvinvointialue ja valitse sen kunnat", "**/county");
        await page.TabToAsync("from");
        await page.Keyboard.TypeAsync("Kainuun");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/county?from=20");
        await page.RequireCleanAsync();
        await page.TabToAsync("NameEn");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/county?saved=true");

        await page.GotoAsync("/accounts");
        await page.FollowAsync("Lisää yksiköt", "**/units/new");
        await page.TabAndTypeAsync(("Code", "ASPO"), ("NameFi", "Asiakasohjaus"), ("NameSv", "Klienthandledning"), ("NameEn", "Client guidance"));
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/units?saved=true");
        await page.RequireCleanAsync();

        await page.GotoAsync("/accounts");
        await page.FollowAsync("Lisää tunnukset työntekijöille", "**/accounts/new");
        await page.RequireCleanAsync();
        await page.TabAndTypeAsync(("WorkerName", "Sanna Koivu"), ("Name", "sanna"));
        await page.TabToAsync("Roles");
        await page.Keyboard.PressAsync("Space");
        await page.TabToAsync("UnitId");
        await page.Keyboard.TypeAsync("Asiakasohjaus");
        await page.TabToAsync("MaySeeProtected");
        await page.Keyboard.PressAsync("Enter");
        var link = page.Locator("#link");
        await Assertions.Expect(link).ToBeVisibleAsync();
        await page.RequireCleanAsync();

        var guide = await Browser.OpenAsync(address);
        await guide.GotoAsync(await link.InputValueAsync());
        await guide.RequireCleanAsync();
        await guide.TabAndTypeAsync(("NewPassword", Password), ("Again", Password));
        await guide.Keyboard.PressAsync("Enter");
        await guide.WaitForURLAsync("**/sign-in?**");
        await guide.TabAndTypeAsync(("Name", "sanna"), ("Password", Password));
        await guide.Keyboard.PressAsync("Enter");
        await guide.WaitForURLAsync("**/workbench");
    }

    [TestMethod]
    [DataRow("admin", "/accounts", 1440)]
    [DataRow("admin", "/accounts", 390)]
    [DataRow("admin", "/accounts/new", 390)]
    [DataRow("admin", "/units", 1440)]
    [DataRow("admin", "/county", 1440)]
    [DataRow("guide1", "/settings", 1440)]
    [DataRow("guide1", "/settings", 320)]
    [DataRow("guide1", "/settings/second-factor", 390)]
    public async Task Axe_finds_nothing_and_nothing_scrolls_sideways(string account, string path, int width)
    {
        var page = await Demo.OpenAsync(account, width: width);
        foreach (var language in (string[])["sv", "en", "fi"])
        {
            await page.GotoAsync($"/language?to={language}&returnUrl={Uri.EscapeDataString(path)}");
            await page.RequireFitsAsync();
        }

        await page.RequireCleanAsync();
    }

    [TestMethod]
    public async Task Axe_finds_nothing_while_the_second_factor_is_set_up()
    {
        var page = await Demo.OpenAsync("guide2", width: 320);
        await page.GotoAsync("/settings/second-factor");
        await page.GetByRole(AriaRole.Button, new() { Name = "Aloita" }).ClickAsync();
        await Assertions.Expect(page.Locator(".qr")).ToBeVisibleAsync();
        await page.Locator("#Code").FillAsync("000000");
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToBeFocusedAsync();
        await page.RequireCleanAsync();
        await page.RequireFitsAsync();
    }

    private static Demo Demo { get; set; } = null!;

    [ClassInitialize]
    public static async Task StartAsync(TestContext context) => Demo = await Demo.StartAsync(clients: 60);

    [ClassCleanup]
    public static async Task StopAsync() => await Demo.DisposeAsync();

    [GeneratedRegex(@"http\S+/set-up\?token=\S+")]
    private static partial Regex SetUpLink();
}
