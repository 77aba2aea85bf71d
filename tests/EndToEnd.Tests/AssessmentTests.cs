using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Palveluohjaus.EndToEnd.Tests;

/// <summary>What script adds to a first assessment: two who fill it in at once, keys, and an ended session.</summary>
[TestClass]
[TestCategory("browser")]
public sealed partial class AssessmentTests
{
    private const string BySanna = "Soitin poliisille klo 9.15";

    private static Demo _demo = null!;

    [ClassInitialize]
    public static async Task StartAsync(TestContext context) => _demo = await Demo.StartAsync(clients: 150);

    [ClassCleanup]
    public static async Task StopAsync() => await _demo.DisposeAsync();

    [TestMethod]
    public async Task A_colleagues_step_is_not_erased_by_saving_in_the_background_and_a_conflict_is_shown()
    {
        var mine = await _demo.OpenAsync();
        var address = await BeginAsync(mine);
        await ReadyAsync(mine);
        var theirs = await _demo.OpenAsync();
        await theirs.GotoAsync(address);
        await ReadyAsync(theirs);

        await theirs.Locator("#flag-Violence").CheckAsync();
        await theirs.Locator("[id='Step.Violence']").FillAsync(BySanna);
        await SavedAsync(theirs, () => theirs.Locator("[id='Step.Violence']").BlurAsync());

        // The first saving brings the colleague's words, and the second must not send them away.
        await RateAsync(mine, "need.health", 2);
        await Assertions.Expect(mine.Locator("[id='Step.Violence']")).ToHaveValueAsync(BySanna);
        await RateAsync(mine, "need.housing", 1);
        await theirs.ReloadAsync();
        await Assertions.Expect(theirs.Locator("[id='Step.Violence']")).ToHaveValueAsync(BySanna);

        // Both write of another flag: what was stored first stands, and both are shown beside it.
        await ReadyAsync(theirs);
        await theirs.Locator("#flag-SelfHarm").CheckAsync();
        await theirs.Locator("[id='Step.SelfHarm']").FillAsync("Jäin linjalle");
        await SavedAsync(theirs, () => theirs.Locator("[id='Step.SelfHarm']").BlurAsync());
        await mine.Locator("#flag-SelfHarm").EvaluateAsync("box => { box.checked = true; }");
        await mine.Locator("[id='Step.SelfHarm']").FillAsync("Kutsuin ambulanssin");
        await Assertions.Expect(mine.Locator("#note-SelfHarm")).ToContainTextAsync("Tallessa: Jäin linjalle. Sinä vastasit: Kutsuin ambulanssin.");
        await Assertions.Expect(mine.Locator("[id='Step.SelfHarm']")).ToHaveValueAsync("Jäin linjalle");
        await RateAsync(mine, "need.safety", 1);
        await Assertions.Expect(mine.Locator("#note-SelfHarm")).ToContainTextAsync("Kutsuin ambulanssin");
        await theirs.ReloadAsync();
        await Assertions.Expect(theirs.Locator("[id='Step.SelfHarm']")).ToHaveValueAsync("Jäin linjalle");

        // The same item rated differently.
        await RateAsync(theirs, "need.daily-living", 3);

        // A click and no check: the stored answer may be back in its place before anyone could see the new one.
        await mine.Locator("[name='a.need.daily-living'][value='0']").ClickAsync(new() { Force = true });
        await Assertions.Expect(mine.Locator("[id='note-need.daily-living']")).ToContainTextAsync("Tallessa: 3. Sinä vastasit: 0.");
    }

    [TestMethod]
    public async Task Keys_rate_and_confirm_and_answers_too_late_are_shown_where_a_colleague_has_decided()
    {
        var mine = await _demo.OpenAsync();
        var address = await BeginAsync(mine);
        await ReadyAsync(mine);
        var groups = mine.Locator(".items [role=radiogroup]");
        for (var index = 0; index < await groups.CountAsync(); index++)
        {
            var first = groups.Nth(index).Locator("input").First;
            await first.FocusAsync();
            await mine.Keyboard.PressAsync((await first.GetAttributeAsync("name"))!.Contains("resources.", StringComparison.Ordinal) ? "0" : "3");
        }

        await Assertions.Expect(mine.Locator("[data-confirm]")).ToBeVisibleAsync();
        var count = await groups.CountAsync();
        await Assertions.Expect(mine.Locator("#save-state")).ToContainTextAsync($"{count}/{count}");
        var theirs = await _demo.OpenAsync();
        await theirs.GotoAsync(address);
        await ReadyAsync(theirs);
        await mine.Keyboard.PressAsync("Alt+v");
        await mine.WaitForURLAsync(DecisionAddress());

        await theirs.Locator("[name='a.need.health'][value='1']").CheckAsync(new() { Force = true });

        await Assertions.Expect(theirs.Locator("#unsent")).ToBeVisibleAsync();
        Assert.EndsWith(address, theirs.Url);
    }

    [TestMethod]
    public async Task An_ended_session_says_so_and_what_was_typed_goes_out_after_signing_in_again()
    {
        var page = await _demo.OpenAsync();
        await BeginAsync(page);
        await ReadyAsync(page);
        var cookies = await page.Context.CookiesAsync();
        await page.Context.ClearCookiesAsync();
        await page.Context.AddCookiesAsync(cookies.Where(cookie => cookie.Name.Contains("ntiforgery", StringComparison.Ordinal))
            .Select(cookie => new Cookie { Name = cookie.Name, Value = cookie.Value, Domain = cookie.Domain, Path = cookie.Path }));

        await page.Locator("[name='a.need.health'][value='1']").CheckAsync(new() { Force = true });
        var link = page.Locator("#save-state a");
        await Assertions.Expect(page.Locator("#save-state")).ToContainTextAsync("Olet kirjautunut ulos");
        await Assertions.Expect(link).ToHaveAttributeAsync("target", "_blank");
        await Assertions.Expect(page.Locator("[name='a.need.health'][value='1']")).ToBeCheckedAsync();

        var door = await page.Context.NewPageAsync();
        await Browser.SignInAsync(door, "guide1", _demo.PasswordOf("guide1"));
        await door.CloseAsync();
        await page.Locator("[name='a.need.housing'][value='2']").CheckAsync(new() { Force = true });

        await Assertions.Expect(page.Locator("#save-state")).ToContainTextAsync("2/");
        await Assertions.Expect(page.Locator("[name='a.need.health'][value='1']")).ToBeCheckedAsync();
    }

    /// <returns>The address of a new client's new assessment.</returns>
    private static async Task<string> BeginAsync(IPage page)
    {
        await page.GotoAsync("/clients/new");
        await page.Locator("#GivenName").FillAsync("Aino");
        await page.Locator("#FamilyName").FillAsync($"Arvioitava{string.Concat($"{Guid.NewGuid():N}".Take(8).Select(digit => (char)('a' + Convert.ToInt32($"{digit}", 16))))}");
        await page.Locator("#DateOfBirth").FillAsync("5.6.1941");
        await page.Locator("[name=Sex]").First.CheckAsync(new() { Force = true });
        await page.Locator("[name=ServiceLanguage]").First.CheckAsync(new() { Force = true });
        await page.Locator("[name=MunicipalityCode]").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await page.Locator(".save .btn-main").ClickAsync();
        await page.WaitForURLAsync("**saved=true");
        var card = new Uri(page.Url).AbsolutePath;
        await page.GotoAsync($"/assessments/new?client={card.Split('/')[^1]}");
        await page.Locator("form.form-panel [type=submit]").ClickAsync();
        await page.WaitForURLAsync(DraftAddress());
        return new Uri(page.Url).AbsolutePath;
    }

    /// <summary>The script has taken over when it has hidden the button it makes needless.</summary>
    private static Task ReadyAsync(IPage page) => Assertions.Expect(page.Locator("[data-no-script]").First).ToBeHiddenAsync();

    private static Task RateAsync(IPage page, string item, int rating) =>
        SavedAsync(page, () => page.Locator($"[name='a.{item}'][value='{rating}']").CheckAsync(new() { Force = true }));

    private static async Task SavedAsync(IPage page, Func<Task> edit)
    {
        var answer = await page.RunAndWaitForResponseAsync(edit, response => response.Request.Method == "POST");
        Assert.AreEqual(200, answer.Status);
        await Assertions.Expect(page.Locator("#save-state")).ToContainTextAsync("Tallessa");
    }

    [GeneratedRegex("/assessments/[0-9a-f-]{36}$")]
    private static partial Regex DraftAddress();

    [GeneratedRegex(@"/clients/[0-9a-f-]{36}/segments/\d+")]
    private static partial Regex DecisionAddress();
}
