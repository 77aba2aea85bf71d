using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Clients;

/// <summary>From a client's id to the client it stands for: itself, or the one it was merged into.</summary>
internal static class Survivors
{
    extension(GuidanceDbContext guidance)
    {
        /// <returns>Null when there is no such client.</returns>
        public async Task<Client?> FindSurvivorAsync(Guid clientId, CancellationToken cancellationToken)
        {
            // Merges cannot run in a circle: MergeClients refuses it.
            var client = await guidance.Clients.AsNoTracking().FirstOrDefaultAsync(candidate => candidate.Id == clientId, cancellationToken);
            while (client?.MergedIntoId is { } next)
                client = await guidance.Clients.AsNoTracking().FirstAsync(candidate => candidate.Id == next, cancellationToken);
            return client;
        }

        /// <summary>The clients merged into this one, and into those, whose merges hold: earlier ids of one person.</summary>
        public async Task<IReadOnlyList<Guid>> FindEarlierIdsAsync(Guid survivorId, CancellationToken cancellationToken)
        {
            var earlier = new List<Guid>();
            List<Guid> latest = [survivorId];
            while (latest.Count > 0)
            {
                latest = await guidance.Clients.Where(client => latest.Contains(client.MergedIntoId!.Value)).Select(client => client.Id).ToListAsync(cancellationToken);
                earlier.AddRange(latest);
            }

            return earlier;
        }
    }
}
