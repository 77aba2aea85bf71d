using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Palveluohjaus.EndToEnd.Tests;

/// <summary>What a half-written contact leaves on a desk that others use too.</summary>
[TestClass]
[TestCategory("browser")]
public sealed class DraftTests
{
    private const string Stored = "localStorage.getItem('palveluohjaus.log-contact')";
    private const string Note = "Kysyi vuokrasta.";

    private static Demo _demo = null!;

    [ClassInitialize]
    public static async Task StartAsync(TestContext context) => _demo = await Demo.StartAsync(clients: 150);

    [ClassCleanup]
    public static async Task StopAsync() => await _demo.DisposeAsync();

    [TestMethod]
    public async Task A_draft_keeps_what_was_written_and_never_whom_it_is_about()
    {
        var page = await _demo.OpenAsync();
        await page.GotoAsync("/contacts/new");
        await page.GetByLabel("Hae asiakas nimellä").FillAsync("a");
        await page.GetByRole(AriaRole.Button, new() { Name = "Hae", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Region, new() { Name = "Hakutulokset" }).GetByRole(AriaRole.Radio).First.CheckAsync();
        await NoteOf(page).FillAsync(Note);

        var stored = await page.EvaluateAsync<string>(Stored);

        StringAssert.Contains(stored, Note, StringComparison.Ordinal);
        foreach (var field in (string[])["ClientSearch", "ClientId", "SubmissionKey", "SuggestedLanguage", "__RequestVerificationToken", "_handler"])
            Assert.DoesNotContain(field, stored);
    }

    [TestMethod]
    public async Task A_draft_that_is_brought_back_says_so_and_can_be_thrown_away()
    {
        var page = await OpenWithDraftAsync();
        await page.GotoAsync("/contacts/new");
        await Assertions.Expect(NoteOf(page)).ToHaveValueAsync(Note);
        await Assertions.Expect(DraftLine(page)).ToHaveTextAsync(new Regex(@"Luonnos klo \d+\.\d\d palautettiin"));

        await page.RunAndWaitForRequestFinishedAsync(() => DiscardButton(page).ClickAsync());

        await Assertions.Expect(NoteOf(page)).ToHaveValueAsync(string.Empty);
        await Assertions.Expect(DiscardButton(page)).ToBeHiddenAsync();
        Assert.IsNull(await page.EvaluateAsync<string?>(Stored));
    }

    [TestMethod]
    [DataRow("Date.now() - 8 * 60 * 60 * 1000 - 60000", DisplayName = "a shift old")]
    [DataRow("Date.now() + 60 * 60 * 1000", DisplayName = "from a clock that was ahead")]
    [DataRow("'yesterday'", DisplayName = "of no time")]
    public async Task A_draft_of_another_shift_is_deleted_and_not_shown(string savedAt)
    {
        var page = await OpenWithDraftAsync();
        await page.EvaluateAsync($"localStorage.setItem('palveluohjaus.log-contact', JSON.stringify({{ ...JSON.parse({Stored}), savedAt: {savedAt} }}))");

        await page.GotoAsync("/contacts/new");

        await Assertions.Expect(NoteOf(page)).ToHaveValueAsync(string.Empty);
        await Assertions.Expect(DraftLine(page)).ToBeHiddenAsync();
        Assert.IsNull(await page.EvaluateAsync<string?>(Stored));
    }

    [TestMethod]
    public async Task A_needs_assessment_half_written_comes_back_after_a_link_another_language_and_a_new_session()
    {
        var page = await _demo.OpenAsync();
        await page.GotoAsync("/workbench");
        var deadlines = await page.Locator("a[href^='/cases/'][href$='/deadlines']").First.GetAttributeAsync("href");
        var address = deadlines!.Replace("/deadlines", "/needs-assessment", StringComparison.Ordinal);
        await page.GotoAsync(address);
        var conclusion = page.Locator("#Conclusion");
        await conclusion.FillAsync("Arki ei suju\nyksin.");
        await page.Locator("[data-rows=Participant] [data-add-row]").ClickAsync();
        await page.Locator("[name=Participant]").Nth(2).FillAsync("Tytär");
        await page.Locator("[name=Goal]").First.FillAsync("Kotihoito alkaa");

        await page.GotoAsync("/workbench");
        await page.GoBackAsync();
        await Assertions.Expect(conclusion).ToHaveValueAsync("Arki ei suju\nyksin.");
        await Assertions.Expect(page.Locator("[name=Participant]").Nth(2)).ToHaveValueAsync("Tytär");

        await page.Locator("a[href^='/language?to=sv']").First.ClickAsync();
        await Assertions.Expect(conclusion).ToHaveValueAsync("Arki ei suju\nyksin.");

        // The session ends; saving asks to sign in, and what was written is there after it.
        await page.Context.ClearCookiesAsync();
        await page.Locator(".save button[value=save]").ClickAsync();
        await Browser.SignInAsync(page, "guide1", _demo.PasswordOf("guide1"));
        await page.GotoAsync(address);
        await Assertions.Expect(conclusion).ToHaveValueAsync("Arki ei suju\nyksin.");
        await Assertions.Expect(DraftLine(page)).ToBeVisibleAsync();

        await page.Locator(".save button[value=save]").ClickAsync();
        await page.WaitForURLAsync("**saved=true");
        Assert.AreEqual(0, await page.EvaluateAsync<int>("Object.keys(sessionStorage).filter(name => name.startsWith('palveluohjaus.kept:')).length"));

        // A refused form is the answer to a sending: Back must still lead to a page.
        await page.Locator("[name=GoalWho]").Nth(1).FillAsync("Anna");
        await page.Locator(".save button[value=save]").ClickAsync();
        await Assertions.Expect(page.Locator(".summary")).ToBeVisibleAsync();
        await page.GotoAsync("/workbench");
        await page.GoBackAsync();
        await Assertions.Expect(page.Locator("[name=GoalWho]").Nth(1)).ToHaveValueAsync("Anna");
    }

    [TestMethod]
    public async Task A_remote_reception_that_the_server_was_away_for_comes_back_and_is_gone_once_it_is_recorded()
    {
        var page = await _demo.OpenAsync();
        await page.GotoAsync("/clients/new");
        await page.Locator("#GivenName").FillAsync("Aino");
        await page.Locator("#FamilyName").FillAsync("Kuusisaari");
        await page.Locator("#DateOfBirth").FillAsync("5.6.1941");
        await page.Locator("[name=Sex]").First.CheckAsync();
        await page.Locator("[name=ServiceLanguage]").First.CheckAsync();
        await page.Locator("#MunicipalityCode").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await page.Locator(".save .btn-main").ClickAsync();
        await page.WaitForURLAsync("**saved=true");
        var address = $"/remote-receptions/new?client={new Uri(page.Url).AbsolutePath.Split('/')[^1]}";
        await page.GotoAsync(address);
        await page.Locator("[name=Consent][value=Refused]").CheckAsync();
        await page.Locator("#RefusalReason").SelectOptionAsync("NoDevice");
        await page.RouteAsync("**/remote-receptions/new*", route => route.Request.Method == "POST" ? route.AbortAsync() : route.ContinueAsync());
        await page.Locator(".save .btn-main").ClickAsync();
        await page.UnrouteAllAsync();

        await page.GotoAsync(address);
        await Assertions.Expect(page.Locator("#RefusalReason")).ToHaveValueAsync("NoDevice");
        await Assertions.Expect(DraftLine(page)).ToBeVisibleAsync();

        await page.Locator(".save .btn-main").ClickAsync();
        await page.WaitForURLAsync(new Regex("/remote-receptions/[0-9a-f-]{36}$"));
        Assert.AreEqual(0, await page.EvaluateAsync<int>("Object.keys(sessionStorage).filter(name => name.startsWith('palveluohjaus.kept:')).length"));
    }

    private static async Task<IPage> OpenWithDraftAsync()
    {
        var page = await _demo.OpenAsync();
        await page.GotoAsync("/contacts/new");
        await Assertions.Expect(DiscardButton(page)).ToBeHiddenAsync();
        await NoteOf(page).FillAsync(Note);
        await Assertions.Expect(DraftLine(page)).ToContainTextAsync("Luonnos tallessa");
        return page;
    }

    private static ILocator NoteOf(IPage page) => page.Locator("#Note");

    private static ILocator DraftLine(IPage page) => page.Locator(".draft");

    private static ILocator DiscardButton(IPage page) => page.GetByRole(AriaRole.Button, new() { Name = "Poista luonnos" });
}
