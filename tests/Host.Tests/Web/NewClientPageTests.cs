using System.Net;
using Microsoft.EntityFrameworkCore;

namespace Palveluohjaus.Host.Tests.Web;

[TestClass]
public sealed class NewClientPageTests
{
    private static readonly (string Name, string Value)[] Aino =
    [
        ("action", "save"), ("FamilyName", "Uusitalo"), ("GivenName", "Aino"), ("DateOfBirth", "3.4.1960"), ("Sex", "Female"), ("MunicipalityCode", "901"),
        ("ServiceLanguage", "Finnish"), ("Phones", "050 000 0001"), ("Phones", ""), ("Phones", "050 000 0002"),
    ];

    [TestMethod]
    public async Task A_new_client_is_recorded_and_the_card_opens()
    {
        await using var app = await PalveluohjausApp.StartAsync();

        var (status, _, to) = await SaveAsync(app, Aino);

        Assert.AreEqual(HttpStatusCode.SeeOther, status);
        Assert.AreEqual($"/clients/{await app.IdOfAsync("uusitalo aino")}?saved=true", to);
        var (opened, page) = await app.Browser.OpenAsync(to!);
        Assert.AreEqual(HttpStatusCode.OK, opened);
        StringAssert.Contains(page, "050 000 0002", StringComparison.Ordinal);
        StringAssert.Contains(page, "peruste asiakas kirjattiin", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task The_same_form_sent_twice_and_twice_at_once_records_one_client()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        (string, string)[] form = [("Id", $"{Guid.CreateVersion7()}"), .. Aino];

        var answers = await Task.WhenAll(SaveAsync(app, form), SaveAsync(app, form));
        var again = await SaveAsync(app, form);

        var only = $"/clients/{await app.IdOfAsync("uusitalo aino")}?saved=true";
        Assert.IsTrue(answers.Append(again).All(answer => answer.To == only));
    }

    [TestMethod]
    public async Task Another_person_typed_over_a_form_that_was_sent_is_another_client()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        (string, string) id = ("Id", $"{Guid.CreateVersion7()}");
        await SaveAsync(app, [id, .. Aino]);

        var (status, _, _) = await SaveAsync(app, [id, .. With(("GivenName", "Eero"), ("Sex", "Male"), ("DateOfBirth", "5.6.1971"), ("Phones", "050 000 0009"))]);

        Assert.AreEqual(HttpStatusCode.SeeOther, status);
        Assert.AreNotEqual(await app.IdOfAsync("uusitalo aino"), await app.IdOfAsync("uusitalo eero"));
    }

    [TestMethod]
    public async Task Anothers_id_sent_with_a_new_client_neither_opens_nor_changes_that_client()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var helmi = await app.IdOfAsync(ClientsAtTheDesk.Helmi);

        var (_, _, to) = await SaveAsync(app, [("Id", $"{helmi}"), .. Aino]);

        Assert.AreEqual($"/clients/{await app.IdOfAsync("uusitalo aino")}?saved=true", to);
        Assert.AreEqual(helmi, await app.IdOfAsync(ClientsAtTheDesk.Helmi));
    }

    [TestMethod]
    public async Task A_likely_duplicate_is_shown_with_its_grounds_and_may_be_found_to_be_another()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var helmi = await app.IdOfAsync(ClientsAtTheDesk.Helmi);
        var twin = With(("FamilyName", "Kuusisaari"), ("GivenName", "Helmi"), ("DateOfBirth", "14.5.1947"));

        var (status, page, _) = await SaveAsync(app, twin);
        Assert.AreEqual(HttpStatusCode.Conflict, status);
        StringAssert.Contains(page, $"href=\"/clients/{helmi}\"", StringComparison.Ordinal);
        StringAssert.Contains(page, "sama syntymäaika ja samankaltainen nimi", StringComparison.Ordinal);
        StringAssert.Contains(page, "value=\"14.5.1947\"", StringComparison.Ordinal);

        Assert.AreEqual(HttpStatusCode.Conflict, (await SaveAsync(app, [.. twin, ("NotTheseClients", $"{helmi}")])).Status, "Saving is not confirming.");
        var confirmed = await SaveAsync(app, [("action", "none-of-these"), .. twin.Where(field => field.Name != "action"), ("NotTheseClients", $"{helmi}")]);

        Assert.AreEqual(HttpStatusCode.SeeOther, confirmed.Status);
    }

    [TestMethod]
    public async Task The_same_identity_code_cannot_be_passed_over()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var coded = With(("IdentityCode", "140547-914N"), ("DateOfBirth", ""));
        var (first, _, _) = await SaveAsync(app, coded);
        var aino = await app.IdOfAsync("uusitalo aino");

        var (status, page, _) = await SaveAsync(app, [("action", "none-of-these"), .. With(("IdentityCode", "140547-914N"), ("DateOfBirth", ""), ("FamilyName", "Toinen")).Where(field => field.Name != "action"), ("NotTheseClients", $"{aino}")]);

        Assert.AreEqual((HttpStatusCode.SeeOther, HttpStatusCode.Conflict), (first, status));
        Assert.IsFalse(page.Contains("none-of-these", StringComparison.Ordinal));
    }

    [TestMethod]
    [DataRow("FamilyName", "")]
    [DataRow("FamilyName", "😀")]
    [DataRow("DateOfBirth", "30.2.1950")]
    [DataRow("MunicipalityCode", "999")]
    [DataRow("ServiceLanguage", "7")]
    [DataRow("Phones", "soita")]
    [DataRow("Email", "<script>alert(1)</script>")]
    public async Task Wrong_input_is_named_and_all_that_was_typed_is_kept(string field, string value)
    {
        await using var app = await PalveluohjausApp.StartAsync();

        var (status, page, _) = await SaveAsync(app, With((field, value), ("ContactWishes", "Iltaisin \"klo 18\" & <b>"), ("IsProtected", "true")));

        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, status);
        StringAssert.Contains(page, $"href=\"#{field}\"", StringComparison.Ordinal);
        Assert.AreEqual("Iltaisin \"klo 18\" & <b>", PalveluohjausApp.HiddenField(page, "ContactWishes"));
        Assert.IsFalse(page.Contains("<script>alert", StringComparison.Ordinal));
        Assert.IsFalse(await app.ReadAsync(guidance => guidance.Clients.AnyAsync(client => client.GivenName == "Aino")));
    }

    [TestMethod]
    public async Task Names_of_ten_thousand_letters_are_refused_and_nothing_is_prefilled_from_an_address()
    {
        await using var app = await PalveluohjausApp.StartAsync();

        var (status, _, _) = await SaveAsync(app, With(("FamilyName", new string('å', 10_000))));
        var (_, page) = await app.Browser.OpenAsync("/clients/new?FamilyName=Ilkea&IdentityCode=140547-914N");

        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, status);
        var main = page[page.IndexOf("<main", StringComparison.Ordinal)..];
        Assert.IsFalse(main.Contains("Ilkea", StringComparison.Ordinal) || main.Contains("140547", StringComparison.Ordinal));
    }

    private static Task<(HttpStatusCode Status, string Page, string? To)> SaveAsync(PalveluohjausApp app, (string Name, string Value)[] fields) =>
        app.Browser.SendAsync("/clients/new", "client", fields);

    private static (string Name, string Value)[] With(params (string Name, string Value)[] changes) =>
        [.. Aino.Where(field => changes.All(change => change.Name != field.Name)), .. changes];
}
