using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Clients;

/// <summary>Reads the number to call of each client of a list. A protected client's is read by nobody here; whoever reads the list audits it.</summary>
internal static class ReadPhones
{
    extension(GuidanceDbContext guidance)
    {
        public async Task<IReadOnlyDictionary<Guid, string>> ReadPhonesAsync(IEnumerable<Guid?> clientIds, CancellationToken cancellationToken)
        {
            var ids = clientIds.OfType<Guid>().Distinct().ToList();
            if (ids.Count == 0)
                return new Dictionary<Guid, string>();

            var details = await guidance.Set<ClientContactDetails>().AsNoTracking()
                .Where(each => ids.Contains(each.ClientId) && guidance.Clients.Any(client => client.Id == each.ClientId && !client.IsProtected))
                .ToListAsync(cancellationToken);
            return details.Where(each => each.Phones.Count > 0).ToDictionary(each => each.ClientId, each => each.Phones[0]);
        }
    }
}
