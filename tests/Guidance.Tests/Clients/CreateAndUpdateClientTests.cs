using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Clients;

namespace Palveluohjaus.Guidance.Tests.Clients;

[TestClass]
[TestCategory("database")]
public sealed class CreateAndUpdateClientTests : IDisposable
{
    private readonly ClientDesk _desk = new();

    public void Dispose() => _desk.Dispose();

    [TestMethod]
    public async Task A_recorded_client_is_found_by_name_phone_and_code()
    {
        await _desk.CreatedAsync(ClientDesk.Helmi with { IdentityCode = "140547-914N" });

        foreach (var text in (string[])["kuusisaari", "0500000914", "140547-914N"])
            Assert.AreEqual("Helmi Kuusisaari", await _desk.NamesAsync(text), text);
    }

    [TestMethod]
    public async Task An_identity_code_alone_tells_birth_and_sex()
    {
        var id = await _desk.CreatedAsync(ClientDesk.Helmi with { IdentityCode = "140547-914N", DateOfBirth = "", Sex = null });

        var read = await _desk.ReadAsync(id);
        Assert.AreEqual((new DateOnly(1947, 5, 14), Sex.Female, "140547-914N"), (read.DateOfBirth, read.Sex, read.IdentityCode!.Value));
    }

    [TestMethod]
    public async Task Everything_wrong_is_said_at_once_and_nothing_is_stored()
    {
        var result = await _desk.CreateAsync(new ClientToSave
        {
            GivenName = new string('a', 10_000), FamilyName = "Virta 🙂", IdentityCode = "140547-914N", DateOfBirth = "15.5.1947", Sex = Sex.Male,
            MunicipalityCode = "999", NeedsInterpreter = true, Phones = ["soita äidille"], Email = "ei ole", PostalCode = "65", StreetAddress = new string('x', 201), Place = "\ud800",
        });

        var problems = ((CreateClientResult.Refused)result).Problems.Select(problem => $"{problem.Field} {problem.Kind}").ToArray();
        CollectionAssert.AreEquivalent(
            (string[])
            [
                "GivenName TooLong", "FamilyName NotAName", "IdentityCode IdentityCodeOtherBirthDate", "IdentityCode IdentityCodeOtherSex", "MunicipalityCode MunicipalityUnknown",
                "ServiceLanguage LanguageMissing", "InterpreterLanguage InterpreterLanguageMissing", "Phones PhoneUnreadable", "Email EmailUnreadable", "PostalCode PostalCodeUnreadable",
                "StreetAddress TooLong", "Place UnreadableText",
            ],
            problems,
            string.Join(", ", problems));
        await using var guidance = _desk.Open();
        Assert.AreEqual(0, await guidance.Clients.CountAsync());
    }

    [TestMethod]
    [DataRow("31.2.1947", ClientProblemKind.DateOfBirthUnreadable)]
    [DataRow("18.3.2026", ClientProblemKind.DateOfBirthImpossible)]
    [DataRow("1.1.1847", ClientProblemKind.DateOfBirthImpossible)]
    [DataRow("", ClientProblemKind.DateOfBirthMissing)]
    public async Task An_impossible_birth_date_is_refused(string typed, ClientProblemKind expected)
    {
        var result = (CreateClientResult.Refused)await _desk.CreateAsync(ClientDesk.Helmi with { DateOfBirth = typed });

        Assert.AreEqual(expected, result.Problems.Single().Kind);
    }

    [TestMethod]
    [DataRow("<script>alert(1)</script>", "<script>alert(1)</script>")]
    [DataRow("'; DROP TABLE Clients; --", "'; DROP TABLE Clients; --")]
    [DataRow("محمد", "محمد")]
    [DataRow("Anna\u202e\u0000\tMaria\u200b", "Anna Maria")]
    [DataRow("O\u0308hman", "\u00d6hman")]
    public async Task What_can_be_seen_is_kept_as_text_and_what_cannot_is_taken_out(string typed, string stored)
    {
        var id = await _desk.CreatedAsync(ClientDesk.Helmi with { FamilyName = typed });

        Assert.AreEqual(stored, (await _desk.ReadAsync(id)).FamilyName);
    }

    [TestMethod]
    public async Task A_likely_duplicate_must_be_looked_at_first()
    {
        var first = await _desk.CreatedAsync(ClientDesk.Helmi);
        var again = ClientDesk.Helmi with { FamilyName = "Kuusisari" };

        var found = (CreateClientResult.DuplicatesFound)await _desk.CreateAsync(again);

        var duplicate = found.Duplicates.Single();
        Assert.AreEqual((first, false), (duplicate.Client.Id, duplicate.IsCertain));
        CollectionAssert.AreEqual(new[] { DuplicateGround.SameBirthDateAndSimilarName, DuplicateGround.SamePhone }, duplicate.Grounds.ToArray());
        Assert.AreNotEqual(first, await _desk.CreatedAsync(again, first));
    }

    [TestMethod]
    public async Task The_same_identity_code_cannot_be_passed_over()
    {
        var first = await _desk.CreatedAsync(ClientDesk.Helmi with { IdentityCode = "140547-914N" });

        var found = (CreateClientResult.DuplicatesFound)await _desk.CreateAsync(ClientDesk.Helmi with { FamilyName = "Toinen", Phones = [], IdentityCode = "140547-914n" }, first);

        Assert.IsTrue(found.Duplicates.Single().IsCertain);
    }

    [TestMethod]
    public async Task A_change_is_audited_by_the_names_of_its_fields()
    {
        var id = await _desk.CreatedAsync(ClientDesk.Helmi);

        var result = (UpdateClientResult.Updated)await _desk.UpdateAsync(id, 0, ClientDesk.Helmi with { FamilyName = "Rantala", Phones = ["0400000777"], IdentityCode = "140547-914N" });

        CollectionAssert.AreEquivalent((string[])["FamilyName", "Phones", "IdentityCode"], result.Fields.ToArray());
        await using var guidance = _desk.Open();
        var reasons = string.Join(" ", await guidance.AuditEntries.Where(entry => entry.Action == AuditAction.Update).Select(entry => entry.Reason).ToListAsync());
        Assert.Contains("FamilyName", reasons);
        foreach (var value in (string[])["Rantala", "Kuusisaari", "400000777", "140547"])
            Assert.DoesNotContain(value, reasons);
        Assert.AreEqual("", await _desk.NamesAsync("kuusisaari"));
        Assert.AreEqual("Helmi Rantala", await _desk.NamesAsync("040 000 0777"));
        Assert.AreEqual(1, (await _desk.ReadAsync(id)).Version);
    }

    [TestMethod]
    public async Task A_change_to_what_somebody_else_changed_meanwhile_is_refused()
    {
        var id = await _desk.CreatedAsync(ClientDesk.Helmi);
        await _desk.UpdateAsync(id, 0, ClientDesk.Helmi with { Place = "Suviranta" });

        Assert.IsInstanceOfType<UpdateClientResult.ChangedMeanwhile>(await _desk.UpdateAsync(id, 0, ClientDesk.Helmi with { Place = "Muualla" }));
        Assert.AreEqual("Suviranta", (await _desk.ReadAsync(id)).Reach!.Place);
    }

    [TestMethod]
    public async Task Saving_what_is_there_already_changes_nothing()
    {
        var id = await _desk.CreatedAsync(ClientDesk.Helmi with { IdentityCode = "140547-914N" });

        var result = (UpdateClientResult.Updated)await _desk.UpdateAsync(id, 0, ClientDesk.Helmi with { IdentityCode = "140547-914N" });

        Assert.AreEqual((0, 0), (result.Fields.Count, (await _desk.ReadAsync(id)).Version));
    }

    [TestMethod]
    public async Task Another_clients_identity_code_is_refused()
    {
        await _desk.CreatedAsync(ClientDesk.Helmi with { IdentityCode = "140547-914N" });
        var other = await _desk.CreatedAsync(ClientDesk.Helmi with { GivenName = "Aino", Phones = [] });

        var result = (UpdateClientResult.Refused)await _desk.UpdateAsync(other, 0, ClientDesk.Helmi with { GivenName = "Aino", IdentityCode = "140547-914N" });

        Assert.AreEqual(ClientProblemKind.IdentityCodeTaken, result.Problems.Single().Kind);
    }
}
