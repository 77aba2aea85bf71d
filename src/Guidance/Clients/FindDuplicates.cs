using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Clients;

/// <summary>
/// Finds clients who may be one person: the same identity code is certain; the same date of birth with a similar name, or the same phone, is likely.
/// A protected client's phone is no ground for those without the right: it would tell whose it is.
/// </summary>
public sealed class FindDuplicates(GuidanceDbContext guidance, IdentityCodeVault vault, TimeProvider clock)
{
    /// <summary>Pairs of the whole register.</summary>
    /// <param name="most">How many pairs are wanted at most.</param>
    /// <param name="right">Whether phones of protected clients count.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="ground">Why, for the audit.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyList<DuplicatePair>> ListAsync(int most, DetailsRight right, Actor actor, AuditGround ground, CancellationToken cancellationToken)
    {
        var pairs = new Dictionary<(Guid, Guid), List<DuplicateGround>>();
        await CollectByBirthDateAsync(pairs, most, cancellationToken);
        await CollectByPhoneAsync(pairs, most, right, cancellationToken);

        var wanted = pairs.OrderByDescending(pair => pair.Value.Count).ThenBy(pair => pair.Key.Item1).ThenBy(pair => pair.Key.Item2).Take(most).ToList();
        var ids = wanted.SelectMany(pair => new[] { pair.Key.Item1, pair.Key.Item2 }).Distinct().ToList();
        var clients = await guidance.Clients.AsNoTracking().Where(client => ids.Contains(client.Id)).ToDictionaryAsync(client => client.Id, cancellationToken);
        await AuditAsync(ids, actor, ground, cancellationToken);
        return
        [
            .. wanted.Select(pair => new DuplicatePair(
                SearchClients.HitOf(clients[pair.Key.Item1], right), SearchClients.HitOf(clients[pair.Key.Item2], right), pair.Value)),
        ];
    }

    /// <summary>Those who may be the same as one client of the register.</summary>
    public async Task<IReadOnlyList<LikelyDuplicate>> OfAsync(Guid clientId, DetailsRight right, Actor actor, AuditGround ground, CancellationToken cancellationToken)
    {
        if (await guidance.FindSurvivorAsync(clientId, cancellationToken) is not { } client)
            return [];

        var details = await guidance.Set<ClientContactDetails>().AsNoTracking().FirstOrDefaultAsync(each => each.ClientId == client.Id, cancellationToken);
        var phones = client.IsProtected && right != DetailsRight.ProtectedToo ? [] : details?.Phones ?? [];
        var found = await FindAsync(new Sought(client.FamilyName, client.GivenName, client.DateOfBirth, phones, CodeLookup: null), right, cancellationToken);
        IReadOnlyList<LikelyDuplicate> others = [.. found.Where(duplicate => duplicate.Client.Id != client.Id)];
        await AuditAsync(others.Select(duplicate => duplicate.Client.Id), actor, ground, cancellationToken);
        return others;
    }

    /// <summary>Those who may be the same as a client not stored yet. The caller saves the audit's rows with its own.</summary>
    internal async Task<IReadOnlyList<LikelyDuplicate>> OfAsync(CheckedClient client, DetailsRight right, CancellationToken cancellationToken) => await FindAsync(
        new Sought(client.FamilyName, client.GivenName, client.DateOfBirth, client.Phones, client.Code is { } code ? vault.Lookup(code) : null),
        right,
        cancellationToken);

    internal async Task AuditAsync(IEnumerable<Guid> shown, Actor actor, AuditGround ground, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        guidance.AuditClient(AuditAction.Search, null, actor, ground, now);
        foreach (var clientId in shown)
            guidance.AuditClient(AuditAction.Read, clientId, actor, ground, now);
        await guidance.SaveChangesAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<LikelyDuplicate>> FindAsync(Sought sought, DetailsRight right, CancellationToken cancellationToken)
    {
        var phoneKeys = sought.Phones.Select(phone => SearchKeys.Phone + phone.TrimStart('+')).ToList();
        var withPhone = await guidance.Set<ClientSearchKey>().Where(key => phoneKeys.Contains(key.Key)).Select(key => key.ClientId).Distinct().ToListAsync(cancellationToken);
        var (born, lookup) = (sought.DateOfBirth, sought.CodeLookup);
        var candidates = await guidance.Clients.AsNoTracking()
            .Where(client => client.DateOfBirth == born || withPhone.Contains(client.Id) || (lookup != null && client.IdentityCodeLookup == lookup))
            .ToListAsync(cancellationToken);

        var words = SearchKeys.Words(sought.FamilyName, sought.GivenName);
        var found = new Dictionary<Guid, (Client Client, HashSet<DuplicateGround> Grounds)>();
        foreach (var candidate in candidates)
        {
            var survivor = candidate.MergedIntoId is null ? candidate : (await guidance.FindSurvivorAsync(candidate.Id, cancellationToken))!;
            var grounds = new List<DuplicateGround>();
            if (lookup is not null && candidate.IdentityCodeLookup == lookup)
                grounds.Add(DuplicateGround.SameIdentityCode);
            if (candidate.DateOfBirth == born && IsSimilar(words, SearchKeys.Words(candidate.FamilyName, candidate.GivenName)))
                grounds.Add(DuplicateGround.SameBirthDateAndSimilarName);
            if (withPhone.Contains(candidate.Id) && (!survivor.IsProtected || right == DetailsRight.ProtectedToo))
                grounds.Add(DuplicateGround.SamePhone);
            if (grounds.Count == 0)
                continue;
            if (!found.TryGetValue(survivor.Id, out var known))
                found[survivor.Id] = known = (survivor, []);
            known.Grounds.UnionWith(grounds);
        }

        return
        [
            .. found.Values
                .Select(each => new LikelyDuplicate(SearchClients.HitOf(each.Client, right), each.Grounds.Contains(DuplicateGround.SameIdentityCode), [.. each.Grounds.Order()]))
                .OrderByDescending(each => each.IsCertain).ThenByDescending(each => each.Grounds.Count).ThenBy(each => each.Client.Id),
        ];
    }

    private async Task CollectByBirthDateAsync(Dictionary<(Guid, Guid), List<DuplicateGround>> pairs, int most, CancellationToken cancellationToken)
    {
        // One day's clients are in memory at a time.
        var sameDay = new List<(Guid Id, IReadOnlyList<string> Words)>();
        var day = DateOnly.MinValue;
        var inOrder = guidance.Clients.Where(client => client.MergedIntoId == null)
            .OrderBy(client => client.DateOfBirth).ThenBy(client => client.Id)
            .Select(client => new { client.Id, client.DateOfBirth, client.FamilyName, client.GivenName });
        await foreach (var client in inOrder.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (client.DateOfBirth != day)
            {
                sameDay.Clear();
                day = client.DateOfBirth;
            }

            var words = SearchKeys.Words(client.FamilyName, client.GivenName);
            foreach (var earlier in sameDay.Where(earlier => IsSimilar(earlier.Words, words)))
                pairs[(earlier.Id, client.Id)] = [DuplicateGround.SameBirthDateAndSimilarName];
            sameDay.Add((client.Id, words));
            if (pairs.Count >= most)
                return;
        }
    }

    private async Task CollectByPhoneAsync(Dictionary<(Guid, Guid), List<DuplicateGround>> pairs, int most, DetailsRight right, CancellationToken cancellationToken)
    {
        var phones = guidance.Set<ClientSearchKey>().BeginningWith(SearchKeys.Phone, string.Empty);
        var shared = phones.GroupBy(key => key.Key).Where(group => group.Count() > 1).Select(group => group.Key);
        var rows = await phones.Where(key => shared.Contains(key.Key))
            .Join(guidance.Clients.Where(client => right == DetailsRight.ProtectedToo || !client.IsProtected), key => key.ClientId, client => client.Id,
                (key, client) => new { key.Key, client.Id, client.FamilyName, client.GivenName })
            .OrderBy(row => row.Key).ThenBy(row => row.Id)
            .ToListAsync(cancellationToken);
        foreach (var phone in rows.GroupBy(row => row.Key))
        {
            var owners = phone.ToList();
            for (var later = 1; later < owners.Count; later++)
            {
                for (var earlier = 0; earlier < later; earlier++)
                {
                    var pair = (owners[earlier].Id, owners[later].Id);
                    if (pairs.TryGetValue(pair, out var known))
                        known.Add(DuplicateGround.SamePhone);
                    // A family shares a phone; in a list of the whole register that alone would be noise.
                    else if (pairs.Count < 2 * most && IsSimilar(Words(owners[earlier].FamilyName, owners[earlier].GivenName), Words(owners[later].FamilyName, owners[later].GivenName)))
                        pairs[pair] = [DuplicateGround.SamePhone];
                }
            }
        }

        static IReadOnlyList<string> Words(string familyName, string givenName) => SearchKeys.Words(familyName, givenName);
    }

    /// <summary>Each word of the shorter name has its match in the longer: a second given name or a double surname more makes no other person.</summary>
    private static bool IsSimilar(IReadOnlyList<string> one, IReadOnlyList<string> other) =>
        (one.Count <= other.Count ? NameMatch.Score(one, other) : NameMatch.Score(other, one)) is not null;

    private sealed record Sought(string FamilyName, string GivenName, DateOnly DateOfBirth, IReadOnlyList<string> Phones, string? CodeLookup)
    {
        public override string ToString() => nameof(Sought);
    }
}
