using System.Globalization;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Clients;

/// <summary>
/// Finds clients by name, date of birth, phone or identity code, forgiving a letter and accents. Every search and every client shown is written to
/// the audit, without what was searched for.
/// </summary>
public sealed class SearchClients(GuidanceDbContext guidance, IdentityCodeVault vault, CountyCalendar calendar, TimeProvider clock)
{
    public const int MaxHits = 20;

    /// <summary>Names are put in this language's order, whichever the page's: one county, one order.</summary>
    private static readonly StringComparer NameOrder = StringComparer.Create(CultureInfo.GetCultureInfo("fi-FI"), ignoreCase: true);

    private readonly FindByName _byName = new(guidance);

    /// <param name="text">One line as it was typed: see <see cref="ClientHits.ReadAs"/> for what it was taken for.</param>
    /// <param name="right">Without it a protected client is not found by a phone number: finding one would tell whose it is.</param>
    /// <param name="actor">Who searches.</param>
    /// <param name="ground">Why, for the audit.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<ClientHits> FindAsync(string text, DetailsRight right, Actor actor, AuditGround ground, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var query = ClientQuery.Read(text, calendar.DayOf(now));
        if (query.ReadAs == SearchReading.Nothing)
            return new ClientHits([], IsCut: false, query.ReadAs);

        var scores = await FindIdsAsync(query, cancellationToken);
        var found = await ReadFoundAsync(scores, query, right, cancellationToken);
        var shown = found.Take(MaxHits).ToList();

        // A client may ask who has seen their data (703/2023, 11 §): everyone whose data the answer shows was read.
        guidance.AuditClient(AuditAction.Search, null, actor, ground, now);
        foreach (var client in shown)
            guidance.AuditClient(AuditAction.Read, client.Id, actor, ground, now);
        await guidance.SaveChangesAsync(cancellationToken);
        return new ClientHits(shown, IsCut: found.Count > MaxHits, query.ReadAs);
    }

    /// <returns>Null when there is no such client. A client merged into another is read as that other one.</returns>
    public async Task<ClientHit?> ReadAsync(Guid clientId, Actor actor, AuditGround ground, CancellationToken cancellationToken)
    {
        if (await guidance.FindSurvivorAsync(clientId, cancellationToken) is not { } survivor)
            return null;

        guidance.AuditClient(AuditAction.Read, survivor.Id, actor, ground, clock.GetUtcNow().UtcDateTime);
        await guidance.SaveChangesAsync(cancellationToken);
        var openCases = await guidance.Cases.CountAsync(
            guidanceCase => guidanceCase.ClientId == survivor.Id && guidanceCase.ClosedAtUtc == null && guidanceCase.Source == GuidanceCase.OwnSource,
            cancellationToken);
        return HitOf(survivor, DetailsRight.OrdinaryOnly) with { OpenCaseCount = openCases };
    }

    internal static ClientHit HitOf(Client client, DetailsRight right) => new()
    {
        Id = client.Id,
        Name = $"{client.GivenName} {client.FamilyName}",
        DateOfBirth = client.DateOfBirth,
        ServiceLanguage = client.ServiceLanguage,
        IsProtected = client.IsProtected,
        MunicipalityCode = client.IsProtected && right != DetailsRight.ProtectedToo ? null : client.MunicipalityCode,
    };

    private async Task<IReadOnlyDictionary<Guid, int>> FindIdsAsync(ClientQuery query, CancellationToken cancellationToken)
    {
        switch (query.ReadAs)
        {
            case SearchReading.Name:
                return await _byName.FindAsync(query.Words, MaxHits + 1, cancellationToken);
            case SearchReading.Phone:
                return await FindByPhoneAsync(query.PhoneBeginnings, cancellationToken);
            case SearchReading.IdentityCode:
                var lookup = vault.Lookup(query.Code!);
                return await FindWhereAsync(client => client.IdentityCodeLookup == lookup, cancellationToken);
            case SearchReading.DateOfBirth:
            case SearchReading.NameAndDateOfBirth:
                var dates = query.BirthDates;
                return await FindWhereAsync(client => dates.Contains(client.DateOfBirth), cancellationToken);
            default:
                return new Dictionary<Guid, int>();
        }
    }

    private async Task<IReadOnlyDictionary<Guid, int>> FindByPhoneAsync(IReadOnlyList<string> beginnings, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Guid, int>();
        foreach (var beginning in beginnings)
        {
            var keys = await guidance.Set<ClientSearchKey>().AsNoTracking()
                .BeginningWith(SearchKeys.Phone, beginning)
                .OrderBy(key => key.Key).Take(FindByName.CandidatesOfOneWay)
                .ToListAsync(cancellationToken);
            foreach (var key in keys)
                found[key.ClientId] = key.Key.Length == beginning.Length + 1 ? 0 : 1;
        }

        return found;
    }

    private async Task<IReadOnlyDictionary<Guid, int>> FindWhereAsync(Expression<Func<Client, bool>> condition, CancellationToken cancellationToken) =>
        await guidance.Clients.Where(condition).OrderBy(client => client.Id).Take(FindByName.CandidatesOfOneWay)
            .ToDictionaryAsync(client => client.Id, _ => 0, cancellationToken);

    /// <summary>The clients found, merged ones as their survivors, the best first. Of a name's hits only as many are read as can be shown, and one more.</summary>
    private async Task<List<ClientHit>> ReadFoundAsync(IReadOnlyDictionary<Guid, int> scores, ClientQuery query, DetailsRight right, CancellationToken cancellationToken)
    {
        var ids = scores.Keys.ToList();
        var clients = await guidance.Clients.AsNoTracking().Where(client => ids.Contains(client.Id)).ToListAsync(cancellationToken);
        var ranked = new Dictionary<Guid, (ClientHit Hit, int Score, string Order)>();
        foreach (var client in clients)
        {
            var score = scores[client.Id];
            if (query.ReadAs == SearchReading.NameAndDateOfBirth)
            {
                if (NameMatch.Score(query.Words, SearchKeys.Words(client.FamilyName, client.GivenName)) is not { } fit)
                    continue;
                score = fit;
            }

            var shown = client.MergedIntoId is null ? client : (await guidance.FindSurvivorAsync(client.Id, cancellationToken))!;
            if (query.ReadAs == SearchReading.Phone && shown.IsProtected && right != DetailsRight.ProtectedToo)
                continue;
            if (!ranked.TryGetValue(shown.Id, out var earlier) || score < earlier.Score)
                ranked[shown.Id] = (HitOf(shown, right), score, $"{shown.FamilyName} {shown.GivenName}");
        }

        return [.. ranked.Values.OrderBy(each => each.Score).ThenBy(each => each.Order, NameOrder).ThenBy(each => each.Hit.DateOfBirth).Select(each => each.Hit)];
    }
}
