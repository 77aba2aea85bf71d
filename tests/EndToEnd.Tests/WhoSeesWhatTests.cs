using Microsoft.Data.Sqlite;
using Microsoft.Playwright;
using Palveluohjaus.Testing;

namespace Palveluohjaus.EndToEnd.Tests;

/// <summary>Two workers of two units, a team lead, a manager and an admin, each at a browser of their own.</summary>
[TestClass]
[TestCategory("browser")]
public sealed class WhoSeesWhatTests
{
    private const string Phone = "040 765 4321";
    private const string Note = "Kysyi kotiavusta.";
    private const string NotAllowed = "Sinulla ei ole oikeutta tähän sivuun";

    [TestMethod]
    public async Task Each_sees_what_they_should_every_look_is_in_the_audit_and_an_altered_entry_is_found()
    {
        using var folder = new TemporaryFolder();
        var (host, address) = await HostProcess.ServeAsync("demo", "--clients", "60", "--years", "0.5", "--data", folder.FullName);
        await using var server = host;

        var card = await RecordTaimiAsync(await Browser.OpenAsync(host, address, "guide1"));
        await LookFromAnotherUnitAsync(await Browser.OpenAsync(host, address, "guide2"), card);
        await SeeNoClientAsync(await Browser.OpenAsync(host, address, "manager"), card, mayOpen: "/overview", mayNotOpen: "/accounts");
        await SeeNoClientAsync(await Browser.OpenAsync(host, address, "admin"), card, mayOpen: "/accounts", mayNotOpen: "/overview");
        await PrintLogAsync(await Browser.OpenAsync(host, address, "teamlead"), card);

        await host.KillAsync();
        CollectionAssert.AreEquivalent((string[])["guide1", "guide2", "teamlead"], ActorsOf(folder.Of("palveluohjaus.db"), Guid.Parse(card.Split('/')[^1])));
        var whole = await HostProcess.RunAsync("database", "check", "--data", folder.FullName);
        Execute(folder.Of("palveluohjaus.db"), "UPDATE AuditEntries SET Actor = 'guide1' WHERE Actor = 'guide2' AND Action = 'Read'");
        var altered = await HostProcess.RunAsync("database", "check", "--data", folder.FullName);

        Assert.AreEqual(0, whole.ExitCode, whole.ToString());
        Assert.AreEqual(1, altered.ExitCode, altered.ToString());
        StringAssert.Contains(altered.Output, "was altered", StringComparison.Ordinal);
    }

    /// <summary>A new client, and a contact that makes her the unit's.</summary>
    private static async Task<string> RecordTaimiAsync(IPage page)
    {
        await page.GotoAsync("/clients/new");
        await page.Locator("#FamilyName").FillAsync("Testilä");
        await page.Locator("#GivenName").FillAsync("Taimi");
        await page.Locator("#DateOfBirth").FillAsync("1.2.1980");
        await page.Locator("input[name=Sex]").First.CheckAsync();
        await page.Locator("input[name=ServiceLanguage]").First.CheckAsync();
        await page.Locator("input[name=Phones]").First.FillAsync(Phone);
        await page.Locator("#MunicipalityCode").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await page.Locator("main .btn-main").Last.ClickAsync();
        await page.WaitForURLAsync("**saved=true", new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        var card = new Uri(page.Url).AbsolutePath;

        await page.Locator("main .acts a.btn-main").ClickAsync();
        await page.GetByLabel("Kesto minuutteina").FillAsync("7");
        await page.GetByRole(AriaRole.Checkbox, new() { Name = LogPage.Theme }).CheckAsync();
        await page.GetByRole(AriaRole.Radio, new() { Name = "Ensiarviointi" }).CheckAsync();
        await page.Locator("#Note").FillAsync(Note);
        await LogPage.SaveAsync(page);

        await page.GotoAsync(card);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync(Phone);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync(Note);
        return card;
    }

    private static async Task LookFromAnotherUnitAsync(IPage page, string card)
    {
        await page.Locator("#find-client").FillAsync("testila taimi");
        await page.Locator("#find-client").PressAsync("Enter");
        await page.GetByRole(AriaRole.Link, new() { Name = "Taimi Testilä" }).ClickAsync();
        await Assertions.Expect(page.Locator(".gate")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("body")).Not.ToContainTextAsync("Testilä");

        await page.GetByText("Asiakas ottaa yhteyttä nyt").ClickAsync();
        await page.Locator(".gate .btn-main").ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync(Phone);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("peruste asiakas on yhteydessä");
        await Assertions.Expect(page.Locator("main")).Not.ToContainTextAsync(Note);
        Assert.AreEqual(card, new Uri(page.Url).AbsolutePath);
    }

    private static async Task SeeNoClientAsync(IPage page, string card, string mayOpen, string mayNotOpen)
    {
        Assert.AreEqual(200, (await page.GotoAsync(mayOpen))!.Status);
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Asiakkaat" })).ToHaveCountAsync(0);
        foreach (var path in (string[])["/clients", card, $"{card}/edit", $"{card}/log", "/clients/duplicates", "/contacts/new", mayNotOpen])
        {
            Assert.AreEqual(403, (await page.GotoAsync(path))!.Status, path);
            await Assertions.Expect(page.Locator("main")).ToContainTextAsync(NotAllowed);
            await Assertions.Expect(page.Locator("body")).Not.ToContainTextAsync("Testilä");
        }
    }

    private static async Task PrintLogAsync(IPage page, string card)
    {
        await page.GotoAsync($"{card}/log");
        await page.Locator("main .btn-main").Last.ClickAsync();
        var report = page.Locator("main");
        await Assertions.Expect(report).ToContainTextAsync("Taimi Testilä");
        await Assertions.Expect(report).ToContainTextAsync("asiakas on yhteydessä");
        await Assertions.Expect(report).ToContainTextAsync("uuden asiakkaan kirjaaminen");
    }

    private static string[] ActorsOf(string database, Guid clientId)
    {
        using var connection = Open(database);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT DISTINCT Actor FROM AuditEntries WHERE ClientId = $client";
        command.Parameters.AddWithValue("$client", clientId.ToByteArray(bigEndian: true));
        using var reader = command.ExecuteReader();
        var actors = new List<string>();
        while (reader.Read())
            actors.Add(reader.GetString(0));
        return [.. actors];
    }

    private static void Execute(string database, string sql)
    {
        using var connection = Open(database);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static SqliteConnection Open(string database)
    {
        var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        return connection;
    }
}
