using Microsoft.Playwright;
using Palveluohjaus.Testing;

namespace Palveluohjaus.EndToEnd.Tests;

[TestClass]
[TestCategory("browser")]
public sealed class KilledServerTests
{
    [TestMethod]
    public async Task A_contact_whose_receipt_was_shown_is_there_after_the_server_is_killed()
    {
        using var folder = new TemporaryFolder();
        var (host, address) = await HostProcess.ServeAsync("demo", "--clients", "50", "--years", "0.2", "--data", folder.FullName);
        await using var firstHost = host;
        var page = await Browser.OpenAsync(host, address, "guide1");
        await LogPage.FillAnonymousAsync(page);
        await LogPage.SaveAsync(page);
        var receipt = new Uri(page.Url).PathAndQuery;

        await host.KillAsync();
        var (again, addressAgain) = await HostProcess.ServeAsync("serve", "--data", folder.FullName);
        await using var secondHost = again;
        var response = await page.GotoAsync(new Uri(addressAgain, receipt).ToString());

        Assert.AreEqual(200, response!.Status);
        await Assertions.Expect(page.Locator("[data-receipt]")).ToContainTextAsync(LogPage.Theme);
    }

    [TestMethod]
    public async Task A_form_filled_before_the_server_was_killed_is_sent_once_after_it_is_back()
    {
        using var folder = new TemporaryFolder();
        var (host, address) = await HostProcess.ServeAsync("demo", "--clients", "50", "--years", "0.2", "--data", folder.FullName);
        await using var firstHost = host;
        var page = await Browser.OpenAsync(host, address, "guide1", withScript: false);
        await LogPage.FillAnonymousAsync(page);

        await host.KillAsync();
        var (again, _) = await HostProcess.ServeOnAsync(address, "serve", "--data", folder.FullName);
        await using var secondHost = again;
        await LogPage.SaveAsync(page);
        await Assertions.Expect(page.Locator("[data-receipt]")).ToContainTextAsync(LogPage.Theme);

        // What was sent is not offered for sending once more.
        await page.GoBackAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Checkbox, new() { Name = LogPage.Theme })).Not.ToBeCheckedAsync();
    }
}
