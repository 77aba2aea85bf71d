using Microsoft.Playwright;
using Palveluohjaus.Testing;

namespace Palveluohjaus.EndToEnd.Tests;

/// <summary>A server whose database goes away under somebody's hands, and comes back.</summary>
[TestClass]
[TestCategory("browser")]
[TestCategory("database")]
public sealed class DatabaseAwayTests
{
    /// <summary>The server asks for three seconds before it gives up, on a machine that has other things to do.</summary>
    private const float Patience = 30_000;

    [TestMethod]
    public async Task What_was_typed_outlives_the_outage_and_arrives_once_with_script_and_without()
    {
        using var database = NodesDatabase.TryMake();
        if (database is null)
        {
            Assert.Inconclusive("A database goes away when it is a server's: PALVELUOHJAUS_TEST_DATABASE names none.");
            return;
        }

        using var cable = database.Lay();
        using var folder = new TemporaryFolder();
        database.WriteSettings(folder.FullName, cable: cable);
        var migrated = await HostProcess.RunAsync("database", "migrate", "--data", folder.FullName);
        Assert.AreEqual(0, migrated.ExitCode, migrated.ToString());
        var (host, address) = await HostProcess.ServeAsync("demo", "--clients", "50", "--years", "0.2", "--data", folder.FullName);
        await using var served = host;
        var before = await database.CountAsync("Contacts");
        var page = await Browser.OpenAsync(host, address, "guide1");
        var withoutScript = await Browser.OpenAsync(host, address, "guide2", withScript: false);
        await LogPage.FillAnonymousAsync(page);
        await LogPage.FillAnonymousAsync(withoutScript);
        await withoutScript.Locator("#Note").FillAsync("Kysyi vuokrasta.\nJa lämmöstä.");

        cable.Cut();
        await page.Locator(".save .btn-main").ClickAsync();
        await Assertions.Expect(page.Locator(".draft")).ToContainTextAsync("lähetetään itsestään, kun yhteys palaa", new() { Timeout = Patience });
        await withoutScript.Locator(".save .btn-main").ClickAsync();
        await Assertions.Expect(withoutScript.Locator("h1")).ToHaveTextAsync("Tietokanta ei juuri nyt vastaa", new() { Timeout = Patience });
        cable.Mend();
        await page.WaitForURLAsync("**/contacts/logged/**", new() { WaitUntil = WaitUntilState.Commit });
        await withoutScript.GetByRole(AriaRole.Button, new() { Name = "Lähetä uudelleen" }).ClickAsync();

        await Assertions.Expect(page.Locator("[data-receipt]")).ToContainTextAsync(LogPage.Theme);
        await Assertions.Expect(withoutScript.Locator("[data-receipt]")).ToContainTextAsync(LogPage.Theme);
        Assert.AreEqual(before + 2, await database.CountAsync("Contacts"));
        await page.GotoAsync("/contacts/new");
        await Assertions.Expect(page.Locator("[data-discard]")).ToBeHiddenAsync();
    }
}
