using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Interventions;

/// <summary>That one method goes on with a client at most once, whichever way it came to go on: begun, or its end taken back.</summary>
/// <remarks>Two clients who are made one may have it twice, which is true of the past and is not to stop the merge: so no unique index, but whoever would make it go on asks here.</remarks>
internal static class OngoingInterventions
{
    extension(GuidanceDbContext guidance)
    {
        /// <summary>Until the transaction ends nobody else gets past this for the same client: the row is written as it is, and what was committed meanwhile is seen after.</summary>
        /// <returns>False when the client has been merged into another meanwhile.</returns>
        public async Task<bool> HoldClientAsync(Guid clientId, CancellationToken cancellationToken) =>
            await guidance.Clients.Where(client => client.Id == clientId && client.MergedIntoId == null)
                .ExecuteUpdateAsync(row => row.SetProperty(client => client.Version, client => client.Version), cancellationToken) == 1;

        /// <param name="clientId">Whose.</param>
        /// <param name="methodCode">Of any version of the catalogue.</param>
        /// <param name="exceptId">The one that would go on.</param>
        /// <param name="cancellationToken">Stops the query.</param>
        public Task<bool> IsOngoingAsync(Guid clientId, string methodCode, Guid? exceptId, CancellationToken cancellationToken) =>
            guidance.Interventions.AnyAsync(each => each.ClientId == clientId && each.MethodCode == methodCode && each.State == InterventionState.Ongoing && each.Id != exceptId, cancellationToken);
    }
}
