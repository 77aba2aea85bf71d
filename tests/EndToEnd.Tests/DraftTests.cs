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
