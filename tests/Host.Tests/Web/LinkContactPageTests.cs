using System.Net;
using Palveluohjaus.Guidance.Audit;

namespace Palveluohjaus.Host.Tests.Web;

[TestClass]
public sealed class LinkContactPageTests
{
    [TestMethod]
    public async Task An_anonymous_contact_is_linked_from_its_receipt_and_the_link_undone()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var (address, helmi) = (await LogAnonymousAsync(app), await app.IdOfAsync(ClientsAtTheDesk.Helmi));

        var (_, found, _) = await app.Browser.SendAsync(address, "client", ("action", "search"), ("Search", "helmi"));
        StringAssert.Contains(found, $"value=\"{helmi}\" checked", StringComparison.Ordinal);
        var linked = await app.Browser.SendAsync(address, "client", ("action", "link"), ("ClientId", helmi.ToString()));
        Assert.AreEqual((HttpStatusCode.Redirect, $"{address}?changed=true"), (linked.Status is HttpStatusCode.SeeOther ? HttpStatusCode.Redirect : linked.Status, linked.To), linked.Page);
        var (_, receipt) = await app.Browser.OpenAsync(linked.To!);
        StringAssert.Contains(receipt, "Liitetty asiakkaaseen", StringComparison.Ordinal);
        StringAssert.Contains(receipt, "Helmi Kuusisaari", StringComparison.Ordinal);
        Assert.AreEqual(helmi, (await app.ContactsAsync()).Single().ClientId);

        var undone = await app.Browser.SendAsync(address, "client", ("action", "unlink"));
        StringAssert.Contains((await app.Browser.OpenAsync(undone.To!)).Page, "on taas nimetön", StringComparison.Ordinal);
        Assert.IsNull((await app.ContactsAsync()).Single().ClientId);
        CollectionAssert.IsSubsetOf(
            new[] { AuditReasons.ContactToLinkSearched, AuditReasons.ContactLinked, AuditReasons.ContactUnlinked },
            (await app.AuditOfAsync(helmi)).Select(entry => entry.Reason).ToArray());
    }

    [TestMethod]
    public async Task Nobody_picked_a_client_that_is_gone_and_a_link_already_made_are_said_in_words()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var (address, helmi, ake) = (await LogAnonymousAsync(app), await app.IdOfAsync(ClientsAtTheDesk.Helmi), await app.IdOfAsync("ohman ake"));

        var nobody = await app.Browser.SendAsync(address, "client", ("action", "link"), ("Search", "helmi"));
        var gone = await app.Browser.SendAsync(address, "client", ("action", "link"), ("ClientId", Guid.NewGuid().ToString()));
        await app.Browser.SendAsync(address, "client", ("action", "link"), ("ClientId", helmi.ToString()));
        var late = await app.Browser.SendAsync(address, "client", ("action", "link"), ("ClientId", ake.ToString()));

        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, nobody.Status);
        StringAssert.Contains(nobody.Page, "Valitse asiakas, johon", StringComparison.Ordinal);
        StringAssert.Contains(gone.Page, "valittua ei enää löydy", StringComparison.Ordinal);
        Assert.AreEqual(HttpStatusCode.Conflict, late.Status);
        StringAssert.Contains(late.Page, "toiseen asiakkaaseen", StringComparison.Ordinal);
        Assert.AreEqual(helmi, (await app.ContactsAsync()).Single().ClientId);
    }

    [TestMethod]
    public async Task Another_unit_neither_sees_nor_links_it()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var (address, helmi) = (await LogAnonymousAsync(app), await app.IdOfAsync(ClientsAtTheDesk.Helmi));
        using var pekka = await app.OpenBrowserAsync(DeskDatabase.Pekka);

        foreach (var action in (string[])["search", "link", "unlink"])
            Assert.AreEqual(HttpStatusCode.NotFound, (await pekka.SendAsync(address, "client", ("action", action), ("ClientId", helmi.ToString()), ("Search", "helmi"))).Status);
        Assert.IsNull((await app.ContactsAsync()).Single().ClientId);
    }

    private static async Task<string> LogAnonymousAsync(PalveluohjausApp app)
    {
        using var saved = await app.SendAsync(await app.OpenFormAsync(), ("Anonymous", "true"), ("Minutes", "2"), ("Time", "10.31"), ("Themes", "Housing"), ("Outcome", "FirstAssessment"));
        return new Uri(app.Browser.BaseAddress!, saved.Headers.Location!).AbsolutePath;
    }
}
