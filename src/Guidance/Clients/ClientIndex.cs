using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Clients;

/// <summary>Keeps the search keys of clients in step with their names and phones. Whoever stores or changes a client calls it in the same transaction.</summary>
public sealed class ClientIndex(GuidanceDbContext guidance)
{
    /// <summary>As stored, with those that this object has added since: a transaction that is taken back must not leave them here.</summary>
    private HashSet<string>? _knownWords;

    /// <summary>Makes the keys of many new clients, within the context's current transaction.</summary>
    /// <param name="clients">Clients without keys.</param>
    /// <param name="details">The contact details of those who have some.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task AddAsync(IReadOnlyCollection<Client> clients, IReadOnlyCollection<ClientContactDetails> details, CancellationToken cancellationToken)
    {
        var phones = details.ToDictionary(each => each.ClientId, each => each.Phones);
        await guidance.BulkInsertAsync(
            clients.SelectMany(client => SearchKeys.Of(client.FamilyName, client.GivenName, phones.GetValueOrDefault(client.Id) ?? [])
                .Select(key => new ClientSearchKey { Key = key, ClientId = client.Id })),
            cancellationToken);

        // A county's words fit in memory, and asking for each would cost more than the client itself.
        _knownWords ??= await guidance.Set<NameWordKey>().Select(key => key.Word).Distinct().ToHashSetAsync(cancellationToken);
        var newWords = clients
            .SelectMany(client => SearchKeys.Words(client.FamilyName, client.GivenName))
            .Select(NameSpelling.Cut)
            .Where(_knownWords.Add);
        await guidance.BulkInsertAsync(newWords.SelectMany(KeysOfWord), cancellationToken);
    }

    /// <summary>Makes the keys of one client anew, from their own data and that of everyone merged into them; those of a merged client go.</summary>
    public async Task RenewAsync(Guid clientId, CancellationToken cancellationToken)
    {
        var old = await guidance.Set<ClientSearchKey>().Where(key => key.ClientId == clientId).ToListAsync(cancellationToken);
        var isMerged = await guidance.Clients.AnyAsync(client => client.Id == clientId && client.MergedIntoId != null, cancellationToken);
        var sources = isMerged ? [] : await FindMergedIntoAsync(clientId, cancellationToken);
        var named = await guidance.Clients.AsNoTracking()
            .Where(client => sources.Contains(client.Id))
            .Select(client => new { client.FamilyName, client.GivenName })
            .ToListAsync(cancellationToken);
        var details = await guidance.Set<ClientContactDetails>().AsNoTracking().Where(each => sources.Contains(each.ClientId)).ToListAsync(cancellationToken);
        var keys = named
            .SelectMany(name => SearchKeys.Of(name.FamilyName, name.GivenName, details.SelectMany(each => each.Phones)))
            .ToHashSet(StringComparer.Ordinal);

        guidance.RemoveRange(old.Where(key => !keys.Contains(key.Key)));
        guidance.AddRange(keys.Except(old.Select(key => key.Key)).Select(key => new ClientSearchKey { Key = key, ClientId = clientId }));

        var words = named.SelectMany(name => SearchKeys.Words(name.FamilyName, name.GivenName)).Select(NameSpelling.Cut).Distinct().ToList();
        var known = await guidance.Set<NameWordKey>().Where(key => words.Contains(key.Word)).Select(key => key.Word).Distinct().ToListAsync(cancellationToken);
        guidance.AddRange(words.Except(known).SelectMany(KeysOfWord));
        await guidance.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Makes the keys of clients who have none: after a restore, or when rows were stored past the product.</summary>
    /// <returns>How many clients were given keys.</returns>
    public Task<int> AddMissingAsync(CancellationToken cancellationToken) => guidance.InTransactionAsync(
        async transaction =>
        {
            _knownWords = null;
            var clients = await guidance.Clients.AsNoTracking()
                .Where(client => client.MergedIntoId == null && !guidance.Set<ClientSearchKey>().Any(key => key.ClientId == client.Id))
                .ToListAsync(cancellationToken);
            var details = await guidance.Set<ClientContactDetails>().AsNoTracking()
                .Where(each => !guidance.Set<ClientSearchKey>().Any(key => key.ClientId == each.ClientId))
                .ToListAsync(cancellationToken);
            await AddAsync(clients, details, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return clients.Count;
        },
        cancellationToken);

    private async Task<List<Guid>> FindMergedIntoAsync(Guid clientId, CancellationToken cancellationToken)
    {
        var all = new List<Guid> { clientId };
        for (var next = 0; next < all.Count; next++)
        {
            var into = all[next];
            all.AddRange(await guidance.Clients.Where(client => client.MergedIntoId == into).Select(client => client.Id).ToListAsync(cancellationToken));
        }

        return all;
    }

    private static IEnumerable<NameWordKey> KeysOfWord(string word) => NameSpelling.Keys(word).Select(key => new NameWordKey { Key = key, Word = word });
}
