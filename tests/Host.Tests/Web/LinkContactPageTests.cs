using System.Net;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Host.Tests.Api;

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

    [TestMethod]
    public async Task A_link_stays_once_a_reception_was_planned_by_it()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var (address, helmi) = (await LogAnonymousAsync(app), await app.IdOfAsync(ClientsAtTheDesk.Helmi));
        await app.Browser.SendAsync(address, "client", ("action", "link"), ("ClientId", helmi.ToString()));
        var planned = await app.Browser.SendAsync(
            $"/remote-receptions/new?client={helmi}", "client", ("SubmissionKey", Guid.NewGuid().ToString()), ("Consent", "Refused"), ("RefusalReason", "NoDevice"));
        Assert.AreEqual(HttpStatusCode.SeeOther, planned.Status, planned.Page);

        var undone = await app.Browser.SendAsync(address, "client", ("action", "unlink"));

        Assert.AreEqual(HttpStatusCode.Conflict, undone.Status);
        Assert.AreEqual(helmi, (await app.ContactsAsync()).Single().ClientId);
    }

    [TestMethod]
    public async Task What_a_sender_told_is_hidden_while_linked_and_back_when_the_link_is_undone()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var helmi = await app.IdOfAsync(ClientsAtTheDesk.Helmi);
        var address = await ReceiveAsync(app, new { name = "Helmi K.", phone = "0500 000 914" });

        StringAssert.Contains((await app.Browser.OpenAsync(address)).Page, "Helmi K., 0500 000 914", StringComparison.Ordinal);
        await app.Browser.SendAsync(address, "client", ("action", "link"), ("ClientId", helmi.ToString()));
        Assert.DoesNotContain("0500 000 914", (await app.Browser.OpenAsync(address)).Page);
        await app.Browser.SendAsync(address, "client", ("action", "unlink"));
        StringAssert.Contains((await app.Browser.OpenAsync(address)).Page, "Helmi K., 0500 000 914", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_clients_new_number_is_on_the_receipt_and_a_protected_clients_is_not()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var helmis = await ReceiveAsync(app, new { id = await app.IdOfAsync(ClientsAtTheDesk.Helmi), phone = "0500 000 915" });
        var sallas = await ReceiveAsync(app, new { id = await app.IdOfAsync(ClientsAtTheDesk.Salla), phone = "0500 000 916" }, "Lomakkeet");

        StringAssert.Contains((await app.Browser.OpenAsync(helmis)).Page, "0500 000 915", StringComparison.Ordinal);
        var (status, page) = await app.Browser.OpenAsync(sallas);
        Assert.AreEqual(HttpStatusCode.OK, status);
        Assert.DoesNotContain("0500 000 916", page);
    }

    [TestMethod]
    [DataRow("fi", "Tietoja ei voi enää lukea")]
    [DataRow("sv", "Uppgifterna kan inte längre läsas")]
    [DataRow("en", "The details can no longer be read")]
    public async Task Lost_keys_leave_the_receipt_readable(string language, string said)
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var address = await ReceiveAsync(app, new { name = "Maj-Britt Ek" });
        var contactId = (await app.ContactsAsync()).Single().Id;
        var foreign = new ContactSenders(new EphemeralDataProtectionProvider()).Protect(contactId, new SenderDetails("Maj-Britt Ek", null, null, null)).Protected;
        await app.ReadAsync(guidance => guidance.ContactSenders.ExecuteUpdateAsync(sender => sender.SetProperty(each => each.Protected, foreign)));
        (await app.Browser.GetAsync(PageForms.At($"/language?to={language}&returnUrl={address}"))).Dispose();

        var (status, page) = await app.Browser.OpenAsync(address);

        Assert.AreEqual(HttpStatusCode.OK, status);
        StringAssert.Contains(page, said, StringComparison.Ordinal);
    }

    /// <summary>A chat's contact; where its receipt is.</summary>
    private static async Task<string> ReceiveAsync(PalveluohjausApp app, object client, string system = SystemCaller.Name)
    {
        var caller = await SystemCaller.AddAsync(app, system);
        return $"/contacts/logged/{await caller.RequireSentAsync(new { channel = "Chat", startedAt = "2026-03-17T08:41Z", language = "Finnish", initiator = "Client", client }, "1")}";
    }

    private static async Task<string> LogAnonymousAsync(PalveluohjausApp app)
    {
        using var saved = await app.SendAsync(await app.OpenFormAsync(), ("Anonymous", "true"), ("Minutes", "2"), ("Time", "10.31"), ("Themes", "Housing"), ("Outcome", "FirstAssessment"));
        return new Uri(app.Browser.BaseAddress!, saved.Headers.Location!).AbsolutePath;
    }
}
