using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Clients;

/// <summary>Records a new client, once: whoever may be the same person is shown first and has to be looked at.</summary>
public sealed class CreateClient(GuidanceDbContext guidance, CheckClient check, FindDuplicates duplicates, ClientIndex index, IdentityCodeVault vault, ClientGrounds grounds, TimeProvider clock)
{
    public Task<CreateClientResult> CreateAsync(ClientToCreate toCreate, Actor actor, AuditGround ground, CancellationToken cancellationToken) => guidance.InTransactionAsync<CreateClientResult>(
        async transaction =>
        {
            // Looking for duplicates and storing are one transaction: two desks would otherwise both find nobody and both store. Where another desk stored the same
            // identity code, or the same new word of a name, at the same moment, a second look finds it.
            var (checkedClient, problems) = await check.CheckAsync(toCreate.Data, cancellationToken);
            if (checkedClient is null)
                return new CreateClientResult.Refused(problems);

            // Sent twice, or sent again after going back: the first sending is what the second one meant.
            if (await IsStoredAsync(toCreate.Id, checkedClient, actor, cancellationToken))
                return new CreateClientResult.Created(toCreate.Id);

            var found = await duplicates.OfAsync(checkedClient, toCreate.Right, cancellationToken);
            if (found.Any(duplicate => duplicate.IsCertain || !toCreate.NotTheseClients.Contains(duplicate.Client.Id)))
            {
                await duplicates.AuditAsync(found.Select(duplicate => duplicate.Client.Id), actor, ground, cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                return new CreateClientResult.DuplicatesFound(found);
            }

            var isTaken = await guidance.Clients.AnyAsync(client => client.Id == toCreate.Id, cancellationToken);
            var client = Add(isTaken ? Guid.CreateVersion7() : toCreate.Id, checkedClient, actor, ground);
            await guidance.SaveChangesAsync(cancellationToken);
            await index.RenewAsync(client.Id, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return new CreateClientResult.Created(client.Id);
        },
        cancellationToken);

    private async Task<bool> IsStoredAsync(Guid id, CheckedClient data, Actor actor, CancellationToken cancellationToken) =>
        await guidance.Clients.AnyAsync(client => client.Id == id && client.FoldedName == data.FoldedName && client.DateOfBirth == data.DateOfBirth, cancellationToken)
        && await guidance.Set<StatedGround>().AnyAsync(
            ground => ground.WorkerId == actor.WorkerId && ground.ClientId == id && ground.Kind == StatedGroundKind.Recorded,
            cancellationToken);

    private Client Add(Guid id, CheckedClient data, Actor actor, AuditGround ground)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var client = guidance.Clients.Add(new Client
        {
            Id = id,
            GivenName = data.GivenName,
            FamilyName = data.FamilyName,
            FoldedName = data.FoldedName,
            DateOfBirth = data.DateOfBirth,
            Sex = data.Sex,
            MunicipalityCode = data.MunicipalityCode,
            ServiceLanguage = data.ServiceLanguage,
            NeedsInterpreter = data.NeedsInterpreter,
            InterpreterLanguage = data.InterpreterLanguage,
            PreferredContact = data.PreferredContact,
            IsProtected = data.IsProtected,
            IdentityCodeProtected = data.Code is null ? null : vault.Protect(data.Code),
            IdentityCodeLookup = data.Code is null ? null : vault.Lookup(data.Code),
            CreatedAtUtc = now,
        }).Entity;
        guidance.Add(data.DetailsOf(client.Id));
        guidance.AuditClient(AuditAction.Create, client.Id, actor, ground, now);
        if (actor.WorkerId is not null)
            grounds.Add(client.Id, StatedGroundKind.Recorded, actor);
        return client;
    }
}

/// <summary>A client to record.</summary>
public sealed record ClientToCreate
{
    /// <summary>The new client's id. A form gives it beforehand, so that the same form sent twice records one client.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required ClientToSave Data { get; init; }

    /// <summary>The likely duplicates that were looked at and found to be other people.</summary>
    public IReadOnlyCollection<Guid> NotTheseClients { get; init; } = [];

    public required DetailsRight Right { get; init; }

    public override string ToString() => nameof(ClientToCreate);
}

/// <summary>What became of a client to record.</summary>
public abstract record CreateClientResult
{
    private CreateClientResult()
    {
    }

    public sealed record Created(Guid ClientId) : CreateClientResult;

    /// <summary>Something must be corrected first; nothing was stored.</summary>
    public sealed record Refused(IReadOnlyList<ClientProblem> Problems) : CreateClientResult;

    /// <summary>These may be the same person; nothing was stored. A certain one is, and cannot be passed over.</summary>
    public sealed record DuplicatesFound(IReadOnlyList<LikelyDuplicate> Duplicates) : CreateClientResult;
}
