using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Guidance.Tests.Clients;

[TestClass]
public sealed class SearchClientsTests : IDisposable
{
    private static readonly Actor Desk = new("w001");
    private readonly TestDatabase _database = new();

    public SearchClientsTests()
    {
        using var guidance = _database.OpenGuidance();
        guidance.Add(new Municipality { Code = "901", NameFi = "Suviranta", NameSv = "Sommarstrand", LanguageStatus = MunicipalityLanguageStatus.Finnish, Population = 1, PopulationYear = 2024 });
        guidance.AddRange(Client("Åke", "Öhman-Ståhl"), Client("Helmi", "Kuusisaari"), Client("Salla", "Ohramaa", isProtected: true));
        for (var i = 0; i < 25; i++)
            guidance.Add(Client($"Aada{i}", "Virtanen"));
        guidance.SaveChanges();
    }

    public void Dispose() => _database.Dispose();

    [TestMethod]
    [DataRow("öhman", 1)]
    [DataRow("OH", 2)]
    [DataRow("stahl å", 1)]
    [DataRow("åke öhm", 1)]
    [DataRow("helmi kuusisaari", 1)]
    [DataRow("uusi", 0)]
    [DataRow("%", 0)]
    [DataRow("_elmi", 0)]
    [DataRow("' OR 1=1 --", 0)]
    [DataRow("  ", 0)]
    public async Task Each_word_begins_a_word_of_the_name(string text, int expected)
    {
        var hits = await SearchAsync(text);

        Assert.AreEqual(expected, hits.Clients.Count);
    }

    [TestMethod]
    public async Task Twenty_are_shown_and_more_are_admitted()
    {
        var hits = await SearchAsync("virt");

        Assert.AreEqual((SearchClients.MaxHits, true), (hits.Clients.Count, hits.IsCut));
    }

    [TestMethod]
    public async Task A_protected_clients_municipality_never_leaves_the_database()
    {
        var hits = await SearchAsync("ohramaa");

        Assert.IsTrue(hits.Clients[0].IsProtected);
        Assert.IsNull(hits.Clients[0].MunicipalityCode);
    }

    [TestMethod]
    public async Task Searching_and_reading_are_audited_without_the_text()
    {
        var found = (await SearchAsync("helmi")).Clients[0];
        await using var guidance = _database.OpenGuidance();
        await new SearchClients(guidance, TimeProvider.System).ReadAsync(found.Id, Desk, "Log a contact", CancellationToken.None);

        var entries = await guidance.AuditEntries.AsNoTracking().OrderBy(entry => entry.Sequence).ToListAsync();
        CollectionAssert.AreEqual(
            new[] { (AuditAction.Search, (Guid?)null), (AuditAction.Read, found.Id), (AuditAction.Read, found.Id) },
            entries.Select(entry => (entry.Action, entry.ClientId)).ToArray());
        Assert.IsFalse(entries.Any(entry => entry.Reason!.Contains("helmi", StringComparison.OrdinalIgnoreCase)));
    }

    [TestMethod]
    public async Task Everyone_a_search_shows_can_be_told_of_it_and_nobody_else()
    {
        var shown = (await SearchAsync("virt")).Clients;

        await using var guidance = _database.OpenGuidance();
        var read = await guidance.AuditEntries.AsNoTracking().Where(entry => entry.Action == AuditAction.Read).ToListAsync();
        CollectionAssert.AreEquivalent(shown.Select(client => (Guid?)client.Id).ToArray(), read.Select(entry => entry.ClientId).ToArray());
        Assert.IsTrue(read.All(entry => (entry.Actor, entry.Subject, entry.Reason) == (Desk.Name, nameof(Client), "Log a contact") && entry.SubjectId == entry.ClientId));
    }

    [TestMethod]
    public async Task A_search_that_finds_nobody_is_audited_all_the_same()
    {
        await SearchAsync("uusi");

        await using var guidance = _database.OpenGuidance();
        Assert.AreEqual(AuditAction.Search, (await guidance.AuditEntries.AsNoTracking().SingleAsync()).Action);
    }

    private async Task<ClientHits> SearchAsync(string text)
    {
        await using var guidance = _database.OpenGuidance();
        return await new SearchClients(guidance, TimeProvider.System).FindAsync(text, Desk, "Log a contact", CancellationToken.None);
    }

    private static Client Client(string given, string family, bool isProtected = false) => new()
    {
        GivenName = given,
        FamilyName = family,
        FoldedName = NameFolding.Fold(family, given),
        DateOfBirth = new DateOnly(1980, 1, 1),
        Sex = Sex.Female,
        MunicipalityCode = "901",
        ServiceLanguage = ServiceLanguage.Finnish,
        IsProtected = isProtected,
        CreatedAtUtc = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc),
    };
}
