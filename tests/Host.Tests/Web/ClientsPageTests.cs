using System.Net;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;

namespace Palveluohjaus.Host.Tests.Web;

[TestClass]
public sealed class ClientsPageTests
{
    [TestMethod]
    public async Task A_search_shows_as_much_as_tells_clients_apart_and_leads_to_the_card()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var helmi = await app.IdOfAsync(ClientsAtTheDesk.Helmi);

        var (status, page, _) = await app.Browser.SearchAsync("kuusis");

        Assert.AreEqual(HttpStatusCode.OK, status);
        StringAssert.Contains(page, $"href=\"/clients/{helmi}\"", StringComparison.Ordinal);
        StringAssert.Contains(page, "s. 1947, 78 v", StringComparison.Ordinal);
        StringAssert.Contains(page, "Suviranta", StringComparison.Ordinal);
        StringAssert.Contains(page, "href=\"/clients/new\"", StringComparison.Ordinal);
        var reads = await app.AuditOfAsync(helmi);
        Assert.AreEqual((AuditAction.Read, "Clients searched"), (reads.Single().Action, reads.Single().Reason));
    }

    [TestMethod]
    public async Task A_protected_clients_municipality_is_not_in_the_list()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: DeskDatabase.Liisa);

        var (_, page, _) = await app.Browser.SearchAsync("suojattu");

        StringAssert.Contains(page, "Turvakielto", StringComparison.Ordinal);
        Assert.IsFalse(page.Contains("Ojankyl", StringComparison.Ordinal));
    }

    [TestMethod]
    public async Task Opening_the_page_searches_nothing_and_writes_nothing()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var before = await app.ReadAsync(guidance => guidance.AuditEntries.CountAsync());

        var (status, page) = await app.Browser.OpenAsync("/clients?Search=kuusisaari&q=kuusisaari");

        Assert.AreEqual(HttpStatusCode.OK, status);
        var main = page[page.IndexOf("<main", StringComparison.Ordinal)..];
        Assert.IsFalse(main.Contains("kuusisaari", StringComparison.OrdinalIgnoreCase));
        Assert.IsFalse(main.Contains("/clients/new", StringComparison.Ordinal), "One searches first.");
        Assert.AreEqual(before, await app.ReadAsync(guidance => guidance.AuditEntries.CountAsync()));
    }

    [TestMethod]
    [DataRow("010190-123X", "Henkilötunnus on virheellinen")]
    [DataRow("30.2.1950", "ei ole kalenterin päivä")]
    [DataRow("", "Kirjoita nimi")]
    [DataRow("\u202E\u200B", "Kirjoita nimi")]
    public async Task Text_that_cannot_be_searched_is_said_why_and_kept(string text, string sentence)
    {
        await using var app = await PalveluohjausApp.StartAsync();

        var (status, page, _) = await app.Browser.SearchAsync(text);

        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, status);
        StringAssert.Contains(page, sentence, StringComparison.Ordinal);
        Assert.AreEqual(text, PalveluohjausApp.HiddenField(page[page.IndexOf("<main", StringComparison.Ordinal)..], "Search"));
    }

    [TestMethod]
    [DataRow("<script>alert(1)</script>")]
    [DataRow("'; DROP TABLE Clients; --")]
    [DataRow("😀😀")]
    [DataRow("שלום")]
    public async Task Hostile_text_finds_nobody_and_breaks_nothing(string text)
    {
        await using var app = await PalveluohjausApp.StartAsync();

        var (status, page, _) = await app.Browser.SearchAsync(text);

        Assert.IsTrue(status is HttpStatusCode.OK or HttpStatusCode.UnprocessableEntity);
        Assert.IsFalse(page.Contains("<script>alert", StringComparison.Ordinal));
        Assert.AreEqual(HttpStatusCode.OK, (await app.Browser.SearchAsync(new string('a', 10_000))).Status);
    }

    [TestMethod]
    [DataRow("/contacts/new")]
    [DataRow("/settings")]
    [DataRow("/no-such-page")]
    public async Task The_search_in_the_header_is_on_every_page_and_goes_by_post(string path)
    {
        await using var app = await PalveluohjausApp.StartAsync();

        var (_, page) = await app.Browser.OpenAsync(path);

        StringAssert.Contains(page, "class=\"find\" role=\"search\" method=\"post\" action=\"/clients\"", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow(DeskDatabase.Mauri, "/overview")]
    [DataRow(DeskDatabase.Yrjo, "/settings")]
    public async Task Who_handles_no_clients_sees_neither_the_search_nor_the_pages(string account, string ownPage)
    {
        await using var app = await PalveluohjausApp.StartAsync(account: account);
        var helmi = await app.IdOfAsync(ClientsAtTheDesk.Helmi);

        Assert.IsFalse((await app.Browser.OpenAsync(ownPage)).Page.Contains("action=\"/clients\"", StringComparison.Ordinal));
        foreach (var path in (string[])["/clients", "/clients/new", $"/clients/{helmi}", $"/clients/{helmi}/edit"])
            Assert.AreEqual(HttpStatusCode.Forbidden, (await app.Browser.OpenAsync(path)).Status, path);
    }
}
