using System.Net;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.RemoteReceptions;

namespace Palveluohjaus.Host.Tests.Web;

[TestClass]
public sealed class ConsultationPageTests
{
    private static (string Name, string Value)[] Filled(Guid key) =>
    [
        ("SubmissionKey", key.ToString()), ("ConsultedName", "Maija Lääkäri"), ("ConsultedProfession", "geriatri, Suviranta"), ("Question", "Voiko lääkitystä keventää?"), ("Answer", "Voi, kahden viikon päästä."),
        ("Day", "17.3."), ("Time", "10.31"), ("Minutes", "11"), ("Theme", "Housing"), ("Outcome", "NothingFurther"), ("KeepsCaseOpen", "true"), ("ClientTookPart", "true"),
    ];

    [TestMethod]
    public async Task A_consultation_is_a_contact_of_the_clients_case_and_its_receipt_tells_it()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var helmi = await app.IdOfAsync(ClientsAtTheDesk.Helmi);
        var caseId = await app.AddCaseAsync(helmi);

        var (_, form) = await app.Browser.OpenAsync($"/consultations/new?client={helmi}");
        var saved = await app.Browser.SendAsync($"/consultations/new?client={helmi}", "client", [.. Filled(Guid.NewGuid()), ("CaseId", caseId.ToString())]);

        StringAssert.Contains(form, "Asuminen, avattu 1.3.", StringComparison.Ordinal);
        Assert.AreEqual(HttpStatusCode.SeeOther, saved.Status, saved.Page);
        var contact = (await app.ContactsAsync()).Single(each => each.Channel == ContactChannel.Consultation);
        Assert.AreEqual((helmi, caseId, ContactInitiator.Professional, "R60"), (contact.ClientId, contact.CaseId, contact.Initiator, contact.Channel.ThlCode()));
        Assert.IsNull(await app.ReadAsync(guidance => guidance.Cases.Select(each => each.ClosedAtUtc).SingleAsync()));
        var (_, receipt) = await app.Browser.OpenAsync(saved.To!);
        foreach (var text in (string[])["Maija Lääkäri", "geriatri, Suviranta", "Voiko lääkitystä keventää?", "kahden viikon päästä", "Asiakas oli mukana."])
            StringAssert.Contains(receipt, text, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task It_needs_no_client_and_sending_it_again_records_one()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var key = Guid.NewGuid();

        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => app.Browser.SendAsync("/consultations/new", "client", Filled(key))));
        var other = await app.Browser.SendAsync("/consultations/new", "client", [.. Filled(key).Where(field => field.Name != "Answer"), ("Answer", "Ei voi.")]);

        Assert.IsTrue(answers.All(answer => answer.Status == HttpStatusCode.SeeOther));
        Assert.AreEqual((1, 1), await app.ReadAsync(async guidance => (await guidance.Contacts.CountAsync(), await guidance.Consultations.CountAsync())));
        Assert.AreEqual(HttpStatusCode.Conflict, other.Status);
        StringAssert.Contains(other.Page, "Ei voi.", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Everything_missing_is_named_at_once_and_nothing_is_stored()
    {
        await using var app = await PalveluohjausApp.StartAsync();

        var back = await app.Browser.SendAsync("/consultations/new", "client", ("Day", "x"), ("Outcome", "Handoff"), ("Question", new string('q', Consultation.TextMaxLength + 1)));

        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, back.Status, back.Page);
        foreach (var control in (string[])["consultation", "ConsultedName", "ConsultedProfession", "Day", "Minutes", "Theme", "Question", "Answer", "Outcome"])
            StringAssert.Contains(back.Page, $"href=\"#{control}\"", StringComparison.Ordinal);
        Assert.IsEmpty(await app.ContactsAsync());
    }

    [TestMethod]
    public async Task Without_a_ground_the_card_asks_for_one()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: DeskDatabase.Pekka);
        var helmi = await app.IdOfAsync(ClientsAtTheDesk.Helmi);

        Assert.AreEqual($"/clients/{helmi}", await app.Browser.RedirectOfAsync($"/consultations/new?client={helmi}"));
        Assert.AreEqual($"/clients/{helmi}", (await app.Browser.SendAsync($"/consultations/new?client={helmi}", "client", Filled(Guid.NewGuid()))).To);
        Assert.AreEqual(HttpStatusCode.NotFound, (await app.Browser.OpenAsync("/consultations/new?client=nobody")).Status);
        Assert.IsEmpty(await app.ContactsAsync());
    }
}
