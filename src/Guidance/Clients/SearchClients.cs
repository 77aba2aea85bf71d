using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Clients;

/// <summary>Finds clients by the beginnings of their names. Every search and every client shown is written to the audit, without what was searched for.</summary>
public sealed class SearchClients(GuidanceDbContext guidance, TimeProvider clock)
{
    public const int MaxHits = 20;
    private const int MaxWords = 5;

    /// <returns>Clients for whom each word of the text begins a word of the name; nothing when the text holds no letters.</returns>
    public async Task<ClientHits> FindAsync(string text, Actor actor, string reason, CancellationToken cancellationToken)
    {
        var words = NameFolding.Fold(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
            return new ClientHits([], IsCut: false);

        var matches = guidance.Clients.AsNoTracking();
        foreach (var word in words.Take(MaxWords))
        {
            var later = $" {word}";
            matches = matches.Where(client => client.FoldedName.StartsWith(word) || client.FoldedName.Contains(later));
        }

        var found = await matches.OrderBy(client => client.FoldedName).Take(MaxHits + 1).Select(Hit).ToListAsync(cancellationToken);
        var shown = found.Take(MaxHits).ToList();
        // A client may ask who has seen their data (703/2023, 11 §): everyone whose data the answer shows was read.
        AddAuditEntry(AuditAction.Search, null, actor, reason);
        foreach (var client in shown)
            AddAuditEntry(AuditAction.Read, client.Id, actor, reason);
        await guidance.SaveChangesAsync(cancellationToken);
        return new ClientHits(shown, IsCut: found.Count > MaxHits);
    }

    /// <returns>Null when there is no such client.</returns>
    public async Task<ClientHit?> ReadAsync(Guid clientId, Actor actor, string reason, CancellationToken cancellationToken)
    {
        var client = await guidance.Clients.AsNoTracking().Where(candidate => candidate.Id == clientId).Select(Hit).FirstOrDefaultAsync(cancellationToken);
        if (client is null)
            return null;

        AddAuditEntry(AuditAction.Read, clientId, actor, reason);
        await guidance.SaveChangesAsync(cancellationToken);
        var openCases = await guidance.Cases.CountAsync(
            guidanceCase => guidanceCase.ClientId == clientId && guidanceCase.ClosedAtUtc == null && guidanceCase.Source == GuidanceCase.OwnSource,
            cancellationToken);
        return client with { OpenCaseCount = openCases };
    }

    private static Expression<Func<Client, ClientHit>> Hit => client => new ClientHit
    {
        Id = client.Id,
        Name = client.GivenName + " " + client.FamilyName,
        DateOfBirth = client.DateOfBirth,
        ServiceLanguage = client.ServiceLanguage,
        IsProtected = client.IsProtected,
        MunicipalityCode = client.IsProtected ? null : client.MunicipalityCode,
    };

    private void AddAuditEntry(AuditAction action, Guid? clientId, Actor actor, string reason) => guidance.AuditEntries.Add(new AuditEntry
    {
        AtUtc = clock.GetUtcNow().UtcDateTime,
        Actor = actor.Name,
        Action = action,
        Subject = nameof(Client),
        SubjectId = clientId,
        ClientId = clientId,
        Reason = reason,
    });
}
