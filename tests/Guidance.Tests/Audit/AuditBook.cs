using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Guidance.Tests.Audit;

/// <summary>An audit of a test's own: entries go in by the product's ways, and come to harm by plain SQL.</summary>
internal sealed class AuditBook : IDisposable
{
    private readonly TestDatabase _database = new();
    private readonly AuditSeal _seal;

    public AuditBook(int chains = 1) => _seal = AuditSeal.WithNewKey(chains);

    public static AuditEntry Entry(string reason = "Page", Guid? clientId = null) => new()
    {
        AtUtc = new DateTime(2026, 3, 17, 8, 42, 0, DateTimeKind.Utc).AddTicks(1_234_567),
        Actor = "w001",
        WorkerId = Guid.NewGuid(),
        UnitId = Guid.NewGuid(),
        Action = AuditAction.Read,
        Subject = "Client",
        SubjectId = Guid.NewGuid(),
        ClientId = clientId ?? Guid.NewGuid(),
        CaseId = Guid.NewGuid(),
        ContactId = Guid.NewGuid(),
        Reason = reason,
    };

    public GuidanceDbContext Open() => _database.OpenGuidance(_seal);

    public GuidanceDbContext OpenWithOtherKey() => _database.OpenGuidance(AuditSeal.WithNewKey(_seal.Chains));

    /// <summary>So many entries, each saved by itself.</summary>
    public async Task WriteAsync(int entries)
    {
        for (var left = entries; left > 0; left--)
        {
            await using var guidance = Open();
            guidance.AuditEntries.Add(Entry());
            await guidance.SaveChangesAsync();
        }
    }

    public async Task HarmAsync(params string[] commands)
    {
        await using var guidance = Open();
        foreach (var sql in commands.Select(TestServer.InDialect))
            Assert.AreNotEqual(0, await guidance.Database.ExecuteSqlRawAsync(sql), $"Harms nothing: {sql}");
    }

    public async Task<AuditCheck> CheckAsync(params NotedHead[] noted)
    {
        await using var guidance = Open();
        return await new CheckAudit(guidance).RunAsync(noted, maxFaults: 10, progress: null, CancellationToken.None);
    }

    public async Task RequireWholeAsync(long entries)
    {
        var check = await CheckAsync();
        Assert.AreEqual((entries, string.Empty), (check.Entries, Describe(check)));
    }

    public static string Describe(AuditCheck check) =>
        string.Join("; ", check.FirstFaults.Select(fault => FormattableString.Invariant($"{fault.Kind} {fault.Place.Chain}:{fault.Place.Number} ×{fault.Count}")));

    public void Dispose() => _database.Dispose();
}
