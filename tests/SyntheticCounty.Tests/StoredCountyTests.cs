using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Testing;

namespace Palveluohjaus.SyntheticCounty.Tests;

[TestClass]
public sealed class StoredCountyTests
{
    private static readonly CountyParameters Small = new() { ClientCount = 60 };

    [TestMethod]
    [DataRow(1)]
    [DataRow(7)]
    [DataRow(1_000)]
    public async Task The_same_seed_gives_the_same_county_whatever_the_batches(int clientsPerBatch)
    {
        var expected = await DigestAsync(Small with { ClientsPerBatch = 60 });

        var digest = await DigestAsync(Small with { ClientsPerBatch = clientsPerBatch });

        Assert.AreEqual(expected, digest);
    }

    [TestMethod]
    public async Task Another_seed_gives_another_county() =>
        Assert.AreNotEqual(await DigestAsync(Small), await DigestAsync(Small with { Seed = 18 }));

    [TestMethod]
    public async Task The_summary_and_the_progress_count_what_is_stored()
    {
        using var database = new TestDatabase();
        await using var guidance = database.OpenGuidance();
        var reports = new Reports();

        var summary = await CountyUnderTest.GenerateInto(guidance).RunAsync(Small with { ClientsPerBatch = 25 }, reports, CancellationToken.None);

        var stored = new CountySummary
        {
            StartsAtUtc = summary.StartsAtUtc,
            EndsAtUtc = CountyUnderTest.EndsAtUtc,
            Clients = await guidance.Clients.CountAsync(),
            Contacts = await guidance.Contacts.CountAsync(),
            AnonymousContacts = await guidance.Contacts.CountAsync(contact => contact.ClientId == null),
            Cases = await guidance.Cases.CountAsync(),
            OpenCases = await guidance.Cases.CountAsync(guidanceCase => guidanceCase.ClosedAtUtc == null),
            CaseEvents = await guidance.CaseEvents.CountAsync(),
            Assessments = await guidance.Assessments.CountAsync(),
            SegmentDecisions = await guidance.SegmentDecisions.CountAsync(),
        };
        Assert.AreEqual(stored, summary);
        Assert.AreEqual(60, stored.Clients);
        Assert.AreEqual("25 50 60", string.Join(" ", reports.ClientsStored));
    }

    [TestMethod]
    public async Task The_county_says_in_every_language_that_it_is_fictional()
    {
        using var database = new TestDatabase();
        await using var guidance = database.OpenGuidance();

        await CountyUnderTest.GenerateInto(guidance).RunAsync(Small, null, CancellationToken.None);

        var county = await guidance.Counties.SingleAsync();
        Assert.AreEqual(
            (true, "Esimerkki-Pohjanmaan hyvinvointialue (kuvitteellinen)", "Exempel-Österbottens välfärdsområde (fiktivt)", "Example Ostrobothnia wellbeing services county (fictional)"),
            (county.IsFictional, county.NameFi, county.NameSv, county.NameEn));
        Assert.IsTrue(await guidance.AuditEntries.AllAsync(entry => entry.Action == AuditAction.Import && entry.Reason == "Fictional county, seed 17"));
    }

    [TestMethod]
    public async Task Identity_codes_are_artificial_unique_and_not_readable_in_the_database()
    {
        using var database = new TestDatabase();
        await using var guidance = database.OpenGuidance();

        await CountyUnderTest.GenerateInto(guidance).RunAsync(Small, null, CancellationToken.None);

        foreach (var client in await guidance.Clients.ToListAsync())
        {
            Assert.IsTrue(PersonalIdentityCode.TryParse(CountyUnderTest.Vault.Unprotect(client.IdentityCodeProtected!), out var code));
            Assert.IsTrue(code.IsArtificial);
            Assert.AreEqual((client.DateOfBirth, client.Sex), (code.DateOfBirth, code.Sex));
            Assert.AreEqual(CountyUnderTest.Vault.Lookup(code), client.IdentityCodeLookup);
            Assert.DoesNotContain(code.Value, client.IdentityCodeProtected!);
        }
    }

    [TestMethod]
    public async Task A_county_is_not_generated_on_top_of_another()
    {
        using var database = new TestDatabase();
        await using var guidance = database.OpenGuidance();
        var generate = CountyUnderTest.GenerateInto(guidance);
        await generate.RunAsync(Small, null, CancellationToken.None);

        var refusal = await Assert.ThrowsExactlyAsync<InvalidOperationException>(() => generate.RunAsync(Small, null, CancellationToken.None));

        Assert.Contains("holds a county already", refusal.Message);
        Assert.AreEqual(CountyPresence.Complete, await GenerateCounty.FindPresenceAsync(guidance, CancellationToken.None));
        Assert.AreEqual(60, await guidance.Clients.CountAsync());
    }

    [TestMethod]
    public async Task An_interrupted_generation_is_seen_for_what_it_is_and_not_built_upon()
    {
        using var database = new TestDatabase();
        await using var guidance = database.OpenGuidance();
        var generate = CountyUnderTest.GenerateInto(guidance);
        using var stop = new CancellationTokenSource();
        var reports = new Reports { AfterEach = stop.Cancel };
        Assert.AreEqual(CountyPresence.None, await GenerateCounty.FindPresenceAsync(guidance, CancellationToken.None));

        await Assert.ThrowsAsync<OperationCanceledException>(() => generate.RunAsync(Small with { ClientsPerBatch = 10 }, reports, stop.Token));

        Assert.AreEqual(10, await guidance.Clients.CountAsync());
        Assert.AreEqual(CountyPresence.Interrupted, await GenerateCounty.FindPresenceAsync(guidance, CancellationToken.None));
        var refusal = await Assert.ThrowsExactlyAsync<InvalidOperationException>(() => generate.RunAsync(Small, null, CancellationToken.None));
        Assert.Contains("interrupted", refusal.Message);
    }

    [TestMethod]
    public async Task A_failure_while_generating_comes_out_and_leaves_no_county()
    {
        using var database = new TestDatabase();
        await using var guidance = database.OpenGuidance();
        var brokenFactors = Small with { Flow = new FlowParameters { LeadTimeFactors = [] } };

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => CountyUnderTest.GenerateInto(guidance).RunAsync(brokenFactors, null, CancellationToken.None));

        Assert.AreEqual(CountyPresence.Interrupted, await GenerateCounty.FindPresenceAsync(guidance, CancellationToken.None));
    }

    [TestMethod]
    public async Task Parameters_that_make_no_county_are_refused_before_anything_is_stored()
    {
        using var database = new TestDatabase();
        await using var guidance = database.OpenGuidance();
        var generate = CountyUnderTest.GenerateInto(guidance);
        CountyParameters[] impossible =
        [
            Small with { ClientCount = 0 },
            Small with { ClientsPerBatch = -1 },
            Small with { Years = double.NaN },
            Small with { Years = 500 },
            Small with { EndsAtUtc = new DateTime(2026, 11, 21, 0, 0, 0, DateTimeKind.Local) },
        ];

        foreach (var parameters in impossible)
            await Assert.ThrowsAsync<ArgumentException>(() => generate.RunAsync(parameters, null, CancellationToken.None));

        Assert.AreEqual(CountyPresence.None, await GenerateCounty.FindPresenceAsync(guidance, CancellationToken.None));
    }

    private static async Task<string> DigestAsync(CountyParameters parameters)
    {
        using var database = new TestDatabase();
        await using var guidance = database.OpenGuidance();
        await CountyUnderTest.GenerateInto(guidance).RunAsync(parameters, null, CancellationToken.None);
        return await DigestAsync(guidance);
    }

    /// <summary>A digest of every stored row in the order in which it was stored. Left out: the ciphertext, which differs at every encryption, and the audit, which tells of the run.</summary>
    private static async Task<string> DigestAsync(GuidanceDbContext guidance)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var table in guidance.Model.GetEntityTypes().Where(type => type.ClrType != typeof(AuditEntry) && type.ClrType != typeof(AuditChainHead)).Select(type => type.GetTableName()!).Order(StringComparer.Ordinal))
        {
            await using var command = guidance.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT * FROM \"{table}\" ORDER BY rowid";
            await using var rows = await command.ExecuteReaderAsync();
            while (await rows.ReadAsync())
            {
                for (var column = 0; column < rows.FieldCount; column++)
                {
                    if (rows.GetName(column) != nameof(Client.IdentityCodeProtected))
                        hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{table}.{column}={rows.GetValue(column)};")));
                }
            }
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private sealed class Reports : IProgress<CountyProgress>
    {
        public List<int> ClientsStored { get; } = [];

        public Action? AfterEach { get; init; }

        public void Report(CountyProgress value)
        {
            ClientsStored.Add(value.ClientsStored);
            AfterEach?.Invoke();
        }
    }
}
