using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Palveluohjaus.EndToEnd.Tests;

/// <summary>A guide's whole day in Swedish, without once touching the mouse.</summary>
[TestClass]
[TestCategory("browser")]
public sealed partial class GuideDayTests
{
    private const string Confirmed = "Bekräfta";

    private static Demo _demo = null!;

    [ClassInitialize]
    public static async Task StartAsync(TestContext context) => _demo = await Demo.StartAsync(clients: 150);

    [ClassCleanup]
    public static async Task StopAsync() => await _demo.DisposeAsync();

    [TestMethod]
    public async Task Sign_in_search_create_log_assess_confirm_override_call_back_and_sign_out()
    {
        var page = await _demo.OpenDoorAsync();
        await SignInInSwedishAsync(page);

        await SearchInVainAsync(page);
        var card = await CreateClientAsync(page);
        await LogAndAssessAsync(page);
        await AnswerAllAsync(page, resources: '0', need: '3');
        await ConfirmAsync(page);

        await page.FollowAsync("Xenia Qvarnström", card);
        await AssessAgainAsync(page);
        await AnswerAllAsync(page, resources: '3', need: '0');
        await OverrideAsync(page);

        await PromiseCallAsync(page);
        await MakePromisedCallAsync(page);
        await SignOutAsync(page);
    }

    private static async Task SignInInSwedishAsync(IPage page)
    {
        await page.GotoAsync("/sign-in");
        await page.TabToTextAsync("SV");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "sv");
        await page.TabAndTypeAsync(("Name", "guide1"), ("Password", _demo.PasswordOf("guide1")));
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/workbench");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Arbetsbord");
    }

    private static async Task SearchInVainAsync(IPage page)
    {
        await page.Keyboard.PressAsync("/");
        await Assertions.Expect(page.Locator("#find-client")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Qvarnström Xenia");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/clients");
        await Assertions.Expect(page.Locator(".found a")).ToHaveCountAsync(0);
    }

    /// <returns>The new client's card.</returns>
    private static async Task<string> CreateClientAsync(IPage page)
    {
        await page.FollowAsync("Registrera en ny klient", "**/clients/new");
        await page.TabAndTypeAsync(("GivenName", "Xenia"), ("FamilyName", "Qvarnström"), ("DateOfBirth", "5.6.1941"));
        foreach (var group in (string[])["Sex", "ServiceLanguage"])
        {
            await page.TabToGroupAsync(group);
            await page.Keyboard.PressAsync("Space");
        }

        await page.TabToAsync("MunicipalityCode");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.TabToGroupAsync("IsProtected");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(CardAddress());
        return $"**{new Uri(page.Url).AbsolutePath}";
    }

    private static async Task LogAndAssessAsync(IPage page)
    {
        await page.FollowAsync("Registrera kontakt", "**/contacts/new?client=*");
        await page.TabToGroupAsync("Themes");
        await page.Keyboard.PressAsync("Space");
        await page.TabToGroupAsync("Outcome");
        await page.Keyboard.PressAsync("3");
        await page.TabToAsync("Note");
        await page.Keyboard.TypeAsync("Faller ofta. Dottern är orolig.");
        await page.TabToTextAsync("Spara och öppna bedömningen");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/assessments/new?client=*");
        await BeginAsync(page);
    }

    private static async Task AssessAgainAsync(IPage page)
    {
        await page.FollowAsync("Gör en första bedömning", "**/assessments/new?client=*");
        await BeginAsync(page);
    }

    /// <summary>The stream the client's age suggests is chosen already.</summary>
    private static async Task BeginAsync(IPage page)
    {
        await page.TabToGroupAsync("Stream");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(DraftAddress());
    }

    private static async Task AnswerAllAsync(IPage page, char resources, char need)
    {
        // The script has taken over when it has hidden the button it makes needless.
        await Assertions.Expect(page.Locator("[data-no-script] button, button[data-no-script]").First).ToBeHiddenAsync();
        var groups = page.Locator(".items [role=radiogroup]");
        var count = await groups.CountAsync();
        Assert.IsGreaterThanOrEqualTo(12, count);
        for (var index = 0; index < count; index++)
        {
            var first = groups.Nth(index).Locator("input").First;
            var name = (await first.GetAttributeAsync("name"))!;
            await page.TabToGroupAsync(name);
            await page.Keyboard.PressAsync(name.Contains("resources.", StringComparison.Ordinal) ? $"{resources}" : $"{need}");
        }

        await Assertions.Expect(page.Locator("#save-state")).ToContainTextAsync($"{count}/{count}");
    }

    private static async Task ConfirmAsync(IPage page)
    {
        await Assertions.Expect(page.Locator("[data-confirm]")).ToContainTextAsync(Confirmed);
        await page.Keyboard.PressAsync("Alt+v");
        await page.WaitForURLAsync(DecisionAddress());
    }

    /// <summary>Two keys from the answers: open the others with the likeliest one chosen, and give the reason.</summary>
    private static async Task OverrideAsync(IPage page)
    {
        await page.Keyboard.PressAsync("Alt+o");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(DecisionAddress());
    }

    private static async Task PromiseCallAsync(IPage page)
    {
        await page.Keyboard.PressAsync("n");
        await page.WaitForURLAsync("**/contacts/new");
        await page.Keyboard.PressAsync("Alt+a");
        await page.TabToGroupAsync("Themes");
        await page.Keyboard.PressAsync("Space");
        await page.TabToGroupAsync("Outcome");
        await page.Keyboard.PressAsync("5");
        await page.TabToAsync("CallbackDay");
        await page.Keyboard.TypeAsync(TimeProvider.System.GetLocalNow().AddDays(1).ToString("d.M.yyyy", System.Globalization.CultureInfo.InvariantCulture));
        await page.TabToAsync("CallbackTime");
        await page.Keyboard.TypeAsync("9.30");
        await page.Keyboard.PressAsync("Control+Enter");
        await page.WaitForURLAsync("**/contacts/logged/**");
    }

    private static async Task MakePromisedCallAsync(IPage page)
    {
        await OpenWorkbenchAsync(page);
        await Assertions.Expect(Promised(page)).ToHaveCountAsync(1);
        await page.FollowAsync("Ring", "**/contacts/new?case=*");
        await page.TabToGroupAsync("Anonymous");
        await page.Keyboard.PressAsync("Space");
        await page.TabToGroupAsync("Outcome");
        await page.Keyboard.PressAsync("1");
        await page.Keyboard.PressAsync("Control+Enter");
        await page.WaitForURLAsync("**/contacts/logged/**");

        await OpenWorkbenchAsync(page);
        await Assertions.Expect(Promised(page)).ToHaveCountAsync(0);
    }

    private static async Task OpenWorkbenchAsync(IPage page)
    {
        await page.Keyboard.PressAsync("g");
        await page.Keyboard.PressAsync("t");
        await page.WaitForURLAsync("**/workbench");
    }

    private static ILocator Promised(IPage page) => page.Locator(".calls li").Filter(new() { HasText = "9.30" });

    private static async Task SignOutAsync(IPage page)
    {
        await page.TabToTextAsync("Logga ut");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/sign-in**");
    }

    [GeneratedRegex(@"/clients/[0-9a-f-]{36}\?saved=true$")]
    private static partial Regex CardAddress();

    [GeneratedRegex("/assessments/[0-9a-f-]{36}$")]
    private static partial Regex DraftAddress();

    [GeneratedRegex(@"/clients/[0-9a-f-]{36}/segments/\d+")]
    private static partial Regex DecisionAddress();
}
