using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Clients;

namespace Palveluohjaus.Guidance.Tests.Clients;

[TestClass]
[TestCategory("database")]
public sealed class SearchClientsTests : IDisposable
{
    private readonly ClientDesk _desk = new();

    public SearchClientsTests()
    {
        using var guidance = _desk.Open();
        guidance.AddRange(
            Client("Åke", "Öhman-Ståhl", new DateOnly(1951, 2, 2)), Client("Helmi", "Kuusisaari", new DateOnly(1947, 5, 14), code: "140547-914N"),
            Client("Salla", "Ohramaa", new DateOnly(1990, 1, 1), isProtected: true), Client("Maj-Britt", "Wikström", new DateOnly(1950, 3, 3)));
        for (var i = 0; i < 25; i++)
            guidance.Add(Client($"Aada{i}", "Virtanen", new DateOnly(1980, 1, 1)));
        guidance.Add(Client("Anna", "Virta", new DateOnly(1980, 1, 2)));
        guidance.SaveChanges();
        var helmi = guidance.Clients.Single(client => client.GivenName == "Helmi").Id;
        var salla = guidance.Clients.Single(client => client.GivenName == "Salla").Id;
        guidance.AddRange(
            new ClientContactDetails { ClientId = helmi, Phones = ["+358500000914", "+46701234567"] },
            new ClientContactDetails { ClientId = salla, Phones = ["+358500000915"] });
        guidance.SaveChanges();
        new ClientIndex(guidance).AddMissingAsync(CancellationToken.None).GetAwaiter().GetResult();
    }

    public void Dispose() => _desk.Dispose();

    [TestMethod]
    [DataRow("öhman", 1)]
    [DataRow("OH", 2)]
    [DataRow("stahl å", 1)]
    [DataRow("åke öhm", 1)]
    [DataRow("helmi kuusisaari", 1)]
    [DataRow("uusi", 0)]
    [DataRow("%", 0)]
    [DataRow("_elmi", 1)]
    [DataRow("' OR 1=1 --", 0)]
    [DataRow("  ", 0)]
    [DataRow("helmi virtanen", 0)]
    public async Task Each_word_begins_a_word_of_the_name(string text, int expected)
    {
        var hits = await _desk.SearchAsync(text);

        Assert.AreEqual(expected, hits.Clients.Count);
    }

    [TestMethod]
    [DataRow("kuusisari", "Helmi Kuusisaari")]
    [DataRow("kuusisaarri", "Helmi Kuusisaari")]
    [DataRow("kuusisaqri helmi", "Helmi Kuusisaari")]
    [DataRow("kuuissaari", "Helmi Kuusisaari")]
    [DataRow("vikstrom", "Maj-Britt Wikström")]
    [DataRow("wickstroem", "Maj-Britt Wikström")]
    [DataRow("majbritt", "Maj-Britt Wikström")]
    [DataRow("britt wik", "Maj-Britt Wikström")]
    [DataRow("Ohman Aake", "Åke Öhman-Ståhl")]
    public async Task A_letter_wrong_missing_extra_or_swapped_is_forgiven(string text, string expected) =>
        Assert.AreEqual(expected, await _desk.NamesAsync(text));

    [TestMethod]
    [DataRow("0500000914", SearchReading.Phone)]
    [DataRow("050 000 0914", SearchReading.Phone)]
    [DataRow("+358 50 000 0914", SearchReading.Phone)]
    [DataRow("00358500000914", SearchReading.Phone)]
    [DataRow("+358 (0)50 000 0914", SearchReading.Phone)]
    [DataRow("500000914", SearchReading.Phone)]
    [DataRow("+46 70 123 45 67", SearchReading.Phone)]
    [DataRow("14.5.1947", SearchReading.DateOfBirth)]
    [DataRow("14. 5. 1947", SearchReading.DateOfBirth)]
    [DataRow("14.05.1947", SearchReading.DateOfBirth)]
    [DataRow("1947-05-14", SearchReading.DateOfBirth)]
    [DataRow("140547", SearchReading.DateOfBirth)]
    [DataRow("140547-", SearchReading.DateOfBirth)]
    [DataRow("140547-914n", SearchReading.IdentityCode)]
    [DataRow("kuusisari 14.5.1947", SearchReading.NameAndDateOfBirth)]
    public async Task A_client_is_found_in_every_way(string text, SearchReading readAs)
    {
        var hits = await _desk.SearchAsync(text);

        Assert.AreEqual((readAs, "Helmi Kuusisaari"), (hits.ReadAs, string.Join(", ", hits.Clients.Select(client => client.Name))));
    }

    [TestMethod]
    [DataRow("140547-914A", SearchReading.WrongIdentityCode)]
    [DataRow("30.2.1950", SearchReading.ImpossibleDate)]
    [DataRow("helmi 31.4.1947", SearchReading.ImpossibleDate)]
    [DataRow("1947-13-01", SearchReading.ImpossibleDate)]
    [DataRow("🙂", SearchReading.Nothing)]
    [DataRow("\ud800", SearchReading.Nothing)]
    public async Task What_cannot_be_read_is_said_and_finds_nobody(string text, SearchReading readAs)
    {
        var hits = await _desk.SearchAsync(text);

        Assert.AreEqual((readAs, 0, false), (hits.ReadAs, hits.Clients.Count, hits.IsCut));
    }

    [TestMethod]
    public async Task A_text_of_ten_thousand_characters_finds_nobody() =>
        Assert.AreEqual(0, (await _desk.SearchAsync(new string('a', 10_000))).Clients.Count);

    [TestMethod]
    public async Task Twenty_are_shown_and_more_are_admitted()
    {
        var hits = await _desk.SearchAsync("virt");

        Assert.AreEqual((SearchClients.MaxHits, true), (hits.Clients.Count, hits.IsCut));
    }

    [TestMethod]
    public async Task The_whole_word_comes_before_its_beginning() =>
        Assert.AreEqual("Anna Virta", (await _desk.SearchAsync("virta")).Clients[0].Name);

    [TestMethod]
    public async Task A_protected_clients_municipality_never_leaves_the_database()
    {
        var hits = await _desk.SearchAsync("ohramaa");

        Assert.IsTrue(hits.Clients[0].IsProtected);
        Assert.IsNull(hits.Clients[0].MunicipalityCode);
    }

    [TestMethod]
    public async Task Whose_a_protected_phone_is_stays_hidden_without_the_right()
    {
        Assert.AreEqual(0, (await _desk.SearchAsync("050 000 0915")).Clients.Count);
        Assert.AreEqual("Salla Ohramaa", (await _desk.SearchAsync("050 000 0915", DetailsRight.ProtectedToo)).Clients.Single().Name);
    }

    [TestMethod]
    public async Task Searching_and_reading_are_audited_without_the_text()
    {
        var found = (await _desk.SearchAsync("helmi")).Clients[0];
        await using var guidance = _desk.Open();
        await _desk.Search(guidance).ReadAsync(found.Id, ClientDesk.Worker, ClientDesk.Reason, CancellationToken.None);

        var entries = await guidance.AuditEntries.AsNoTracking().OrderBy(entry => entry.Sequence).ToListAsync();
        CollectionAssert.AreEqual(
            new[] { (AuditAction.Search, (Guid?)null), (AuditAction.Read, found.Id), (AuditAction.Read, found.Id) },
            entries.Select(entry => (entry.Action, entry.ClientId)).ToArray());
        Assert.IsFalse(entries.Any(entry => entry.Reason!.Contains("helmi", StringComparison.OrdinalIgnoreCase)));
    }

    [TestMethod]
    public async Task Everyone_a_search_shows_can_be_told_of_it_and_nobody_else()
    {
        var shown = (await _desk.SearchAsync("virt")).Clients;

        await using var guidance = _desk.Open();
        var read = await guidance.AuditEntries.AsNoTracking().Where(entry => entry.Action == AuditAction.Read).ToListAsync();
        CollectionAssert.AreEquivalent(shown.Select(client => (Guid?)client.Id).ToArray(), read.Select(entry => entry.ClientId).ToArray());
        Assert.IsTrue(read.All(entry => (entry.Actor, entry.Subject, entry.Reason) == (ClientDesk.Worker.Name, nameof(Client), ClientDesk.Reason) && entry.SubjectId == entry.ClientId));
    }

    [TestMethod]
    public async Task A_search_that_finds_nobody_is_audited_all_the_same()
    {
        await _desk.SearchAsync("uusi");

        await using var guidance = _desk.Open();
        Assert.AreEqual(AuditAction.Search, (await guidance.AuditEntries.AsNoTracking().SingleAsync()).Action);
    }

    private static Client Client(string given, string family, DateOnly born, bool isProtected = false, string? code = null) => new()
    {
        GivenName = given,
        FamilyName = family,
        FoldedName = NameFolding.Fold(family, given),
        DateOfBirth = born,
        Sex = Sex.Female,
        MunicipalityCode = "901",
        ServiceLanguage = ServiceLanguage.Finnish,
        IsProtected = isProtected,
        IdentityCodeLookup = PersonalIdentityCode.TryParse(code, out var read) ? ClientDesk.Vault.Lookup(read) : null,
        CreatedAtUtc = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc),
    };
}
