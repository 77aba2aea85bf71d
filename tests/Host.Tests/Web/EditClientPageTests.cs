using System.Net;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Clients;

namespace Palveluohjaus.Host.Tests.Web;

[TestClass]
public sealed class EditClientPageTests
{
    private static readonly (string Name, string Value)[] Helmi =
    [
        ("Version", "0"), ("FamilyName", "Kuusisaari"), ("GivenName", "Helmi"), ("DateOfBirth", "14.5.1947"), ("Sex", "Female"), ("MunicipalityCode", "901"),
        ("ServiceLanguage", "Finnish"), ("Phones", "050 000 0914"), ("StreetAddress", "Piilokuja 7"), ("PostalCode", "00100"), ("Place", "Salapaikka"),
    ];

    [TestMethod]
    public async Task Changes_are_stored_and_the_audit_names_the_fields()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var helmi = await app.IdOfAsync(ClientsAtTheDesk.Helmi);
        var caseId = await app.AddCaseAsync(helmi);
        await app.GiveReachAsync(helmi);

        var (opened, page) = await app.Browser.OpenAsync($"/clients/{helmi}/edit");
        var (status, _, to) = await SaveAsync(app, helmi, With(("StreetAddress", "Rantatie 9 A 4")));

        Assert.AreEqual((HttpStatusCode.OK, HttpStatusCode.SeeOther), (opened, status));
        Assert.AreEqual("Piilokuja 7", PalveluohjausApp.HiddenField(page, "StreetAddress"));
        Assert.AreEqual($"/clients/{helmi}?saved=true", to);
        StringAssert.Contains((await app.Browser.OpenAsync($"/clients/{helmi}")).Page, "Rantatie 9 A 4", StringComparison.Ordinal);
        var update = (await app.AuditOfAsync(helmi)).Single(entry => entry.Action == AuditAction.Update);
        Assert.AreEqual(("Client changed: StreetAddress", caseId), (update.Reason, update.CaseId));
    }

    [TestMethod]
    public async Task What_was_typed_is_kept_beside_what_another_stored_meanwhile()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var helmi = await app.IdOfAsync(ClientsAtTheDesk.Helmi);
        await app.AddCaseAsync(helmi);
        await app.GiveReachAsync(helmi);
        using var liisa = await app.OpenBrowserAsync(DeskDatabase.Liisa);
        await liisa.ActAsync($"/clients/{helmi}/edit", "save", With(("StreetAddress", "Liisan osoite 1")));

        var (status, page, _) = await SaveAsync(app, helmi, With(("StreetAddress", "Sannan osoite 2")));

        Assert.AreEqual(HttpStatusCode.Conflict, status);
        Assert.AreEqual("Sannan osoite 2", PalveluohjausApp.HiddenField(page, "StreetAddress"));
        StringAssert.Contains(page, "Nyt tallessa: Liisan osoite 1", StringComparison.Ordinal);
        Assert.AreEqual("1", PalveluohjausApp.HiddenField(page, "Version"));
        var (second, _, _) = await SaveAsync(app, helmi, With(("StreetAddress", "Sannan osoite 2"), ("Version", "1")));
        Assert.AreEqual(HttpStatusCode.SeeOther, second);
    }

    [TestMethod]
    public async Task Of_two_saved_at_once_one_is_told_to_look_again()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var helmi = await app.IdOfAsync(ClientsAtTheDesk.Helmi);
        await app.AddCaseAsync(helmi);

        var answers = await Task.WhenAll(SaveAsync(app, helmi, With(("Place", "Toinen"))), SaveAsync(app, helmi, With(("Place", "Kolmas"))));

        CollectionAssert.AreEquivalent((HttpStatusCode[])[HttpStatusCode.SeeOther, HttpStatusCode.Conflict], answers.Select(answer => answer.Status).ToArray());
    }

    [TestMethod]
    [DataRow("x")]
    [DataRow("-1")]
    [DataRow("99999999999999")]
    public async Task A_version_that_is_none_is_taken_for_an_old_one(string version)
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var helmi = await app.IdOfAsync(ClientsAtTheDesk.Helmi);
        await app.AddCaseAsync(helmi);

        Assert.AreEqual(HttpStatusCode.Conflict, (await SaveAsync(app, helmi, With(("Version", version)))).Status);
    }

    [TestMethod]
    public async Task What_was_typed_of_a_client_merged_meanwhile_never_overwrites_the_survivor()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var (helmi, twin) = (await app.IdOfAsync(ClientsAtTheDesk.Helmi), await app.IdOfAsync("virtanen aada3"));
        await app.AddCaseAsync(helmi);
        await app.ReadAsync(guidance => guidance.Clients.Where(client => client.Id == twin).ExecuteUpdateAsync(set => set.SetProperty(client => client.MergedIntoId, helmi)));

        var (status, page, _) = await SaveAsync(app, twin, With(("GivenName", "Aada3")));

        Assert.AreEqual(HttpStatusCode.Conflict, status);
        StringAssert.Contains(page, $"action=\"/clients/{helmi}/edit\"", StringComparison.Ordinal);
        Assert.AreEqual(helmi, await app.IdOfAsync(ClientsAtTheDesk.Helmi));
    }

    [TestMethod]
    public async Task A_protected_clients_address_stays_as_it_is_for_those_who_do_not_see_it()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var salla = await app.IdOfAsync(ClientsAtTheDesk.Salla);
        await app.AddCaseAsync(salla);
        await app.GiveReachAsync(salla);

        var (_, page) = await app.Browser.OpenAsync($"/clients/{salla}/edit");
        // A forged form: the fields are not on the page, and the reason is one that only those with the right may give.
        var (status, _, _) = await SaveAsync(app, salla, With(
            ("FamilyName", "Suojattu"), ("GivenName", "Salla Maria"), ("DateOfBirth", "1.1.1990"), ("StreetAddress", "Väärä 1"), ("MunicipalityCode", "901"), ("Reason", "Danger")));

        Assert.AreEqual(HttpStatusCode.SeeOther, status);
        foreach (var field in (string[])["name=\"StreetAddress\"", "name=\"Phones\"", "name=\"MunicipalityCode\"", "name=\"IsProtected\"", "name=\"ContactWishes\"", "Piilokuja"])
            Assert.IsFalse(page.Contains(field, StringComparison.Ordinal), field);
        var (client, details) = await StoredAsync(app, salla);
        Assert.AreEqual(("Salla Maria", true, "902", "Piilokuja 7"), (client.GivenName, client.IsProtected, client.MunicipalityCode, details.StreetAddress));
    }

    [TestMethod]
    public async Task With_the_right_the_address_is_shown_for_a_reason_and_changed()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: DeskDatabase.Liisa);
        var salla = await app.IdOfAsync(ClientsAtTheDesk.Salla);
        await app.AddCaseAsync(salla);
        await app.GiveReachAsync(salla);
        var sallas = With(("FamilyName", "Suojattu"), ("GivenName", "Salla"), ("DateOfBirth", "1.1.1990"), ("MunicipalityCode", "902"), ("IsProtected", "true"), ("StreetAddress", "Uusikuja 8"));

        var (_, closed) = await app.Browser.OpenAsync($"/clients/{salla}/edit");
        await SaveAsync(app, salla, sallas);
        Assert.AreEqual("Piilokuja 7", (await StoredAsync(app, salla)).Details.StreetAddress, "Without having asked, nothing of it changes.");
        var (revealed, open, _) = await app.Browser.ActAsync($"/clients/{salla}/edit", "reveal", ("Reason", nameof(ProtectedReason.DataCorrection)));
        var version = PalveluohjausApp.HiddenField(open, "Version");
        var (status, _, _) = await SaveAsync(app, salla, [.. sallas.Where(field => field.Name != "Version"), ("Version", version), ("Reason", PalveluohjausApp.HiddenField(open, "Reason"))]);

        Assert.IsFalse(closed.Contains("Piilokuja", StringComparison.Ordinal));
        Assert.AreEqual((HttpStatusCode.OK, HttpStatusCode.SeeOther), (revealed, status));
        Assert.AreEqual("Piilokuja 7", PalveluohjausApp.HiddenField(open, "StreetAddress"));
        Assert.AreEqual("Uusikuja 8", (await StoredAsync(app, salla)).Details.StreetAddress);
        var reasons = (await app.AuditOfAsync(salla)).Select(entry => entry.Reason).ToList();
        CollectionAssert.Contains(reasons, "Client changed; DataCorrection; ProtectedDetails");
        CollectionAssert.Contains(reasons, "Client changed; DataCorrection: StreetAddress");
    }

    [TestMethod]
    public async Task Nobody_changes_a_client_whose_card_is_shut_to_them()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: DeskDatabase.Pekka);
        var helmi = await app.IdOfAsync(ClientsAtTheDesk.Helmi);

        var (_, page, to) = await SaveAsync(app, helmi, With(("Place", "Vieras")));

        Assert.AreEqual($"/clients/{helmi}", to);
        Assert.IsFalse(page.Contains("Helmi", StringComparison.Ordinal));
        Assert.IsEmpty(await app.AuditOfAsync(helmi));
    }

    private static Task<(HttpStatusCode Status, string Page, string? To)> SaveAsync(PalveluohjausApp app, Guid clientId, (string Name, string Value)[] fields) =>
        app.Browser.ActAsync($"/clients/{clientId}/edit", "save", fields);

    private static async Task<(Client Client, ClientContactDetails Details)> StoredAsync(PalveluohjausApp app, Guid clientId) => (
        await app.ReadAsync(guidance => guidance.Clients.AsNoTracking().SingleAsync(client => client.Id == clientId)),
        await app.ReadAsync(guidance => guidance.Set<ClientContactDetails>().AsNoTracking().SingleAsync(details => details.ClientId == clientId)));

    private static (string Name, string Value)[] With(params (string Name, string Value)[] changes) =>
        [.. Helmi.Where(field => changes.All(change => change.Name != field.Name)), .. changes];
}
