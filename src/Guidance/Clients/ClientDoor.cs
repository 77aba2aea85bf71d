using Microsoft.AspNetCore.Http.HttpResults;
using Palveluohjaus.Guidance.Api;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Clients;

/// <summary>Lets a call of the API through to one client, or says why it does not: the same rule as on the pages.</summary>
internal sealed class ClientDoor(GuidanceDbContext guidance, ClientGrounds grounds, CurrentActor current, ApiProblems problems)
{
    public async Task<ClientEntry> AskAsync(Guid clientId, string purpose, CancellationToken cancellationToken)
    {
        if (await guidance.FindSurvivorAsync(clientId, cancellationToken) is not { } client)
            return new ClientEntry.Shut(problems.Of(ApiProblemKind.NotFound));

        return await grounds.FindAsync(client.Id, purpose, current.Actor, cancellationToken) is { } ground
            ? new ClientEntry.Open(client.Id, client.IsProtected, ground)
            : new ClientEntry.Shut(problems.Of(ApiProblemKind.GroundNeeded, "clientId", client.Id));
    }
}

/// <summary>What the door answered.</summary>
internal abstract record ClientEntry
{
    private ClientEntry()
    {
    }

    /// <param name="ClientId">The client, or the one they were merged into.</param>
    /// <param name="IsProtected">Whether they are under turvakielto.</param>
    /// <param name="Ground">For the audit.</param>
    public sealed record Open(Guid ClientId, bool IsProtected, AuditGround Ground) : ClientEntry;

    public sealed record Shut(ProblemHttpResult Problem) : ClientEntry;
}
