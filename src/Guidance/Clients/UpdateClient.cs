using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Clients;

/// <summary>Changes a client's basic data. The audit says which fields changed, never from what to what.</summary>
public sealed class UpdateClient(GuidanceDbContext guidance, CheckClient check, ClientIndex index, IdentityCodeVault vault, TimeProvider clock)
{
    public async Task<UpdateClientResult> UpdateAsync(ClientToUpdate toUpdate, Actor actor, AuditGround ground, CancellationToken cancellationToken)
    {
        try
        {
            return await guidance.InTransactionAsync(transaction => UpdateOnceAsync(toUpdate, actor, ground, transaction, cancellationToken), cancellationToken);
        }
        catch (DbUpdateException fault) when (StorageFaults.IsConflict(fault))
        {
            // Another desk changed this client, or took the identity code, each time we had looked. What it is now has to be looked at first.
            guidance.ChangeTracker.Clear();
            return new UpdateClientResult.ChangedMeanwhile();
        }
    }

    private async Task<UpdateClientResult> UpdateOnceAsync(ClientToUpdate toUpdate, Actor actor, AuditGround ground, WorkTransaction transaction, CancellationToken cancellationToken)
    {
        var client = await guidance.Clients.FirstOrDefaultAsync(candidate => candidate.Id == toUpdate.ClientId, cancellationToken);
        if (client is null)
            return new UpdateClientResult.Refused([new ClientProblem(nameof(toUpdate.ClientId), ClientProblemKind.ClientUnknown)]);
        if (client.Version != toUpdate.Version || client.MergedIntoId is not null)
            return new UpdateClientResult.ChangedMeanwhile();

        // Who does not see how to reach a protected client sends those fields empty; they are left as they are.
        var keepsReach = client.IsProtected && toUpdate.Right != DetailsRight.ProtectedToo;
        var toSave = keepsReach
            ? toUpdate.Data with
            {
                MunicipalityCode = client.MunicipalityCode, IsProtected = true,
                Phones = [], Email = string.Empty, StreetAddress = string.Empty, PostalCode = string.Empty, Place = string.Empty, ContactWishes = string.Empty,
            }
            : toUpdate.Data;
        var (data, problems) = await check.CheckAsync(toSave, cancellationToken);
        if (data is null)
            return new UpdateClientResult.Refused(problems);
        var lookup = data.Code is null ? null : vault.Lookup(data.Code);
        if (lookup is not null && await guidance.Clients.AnyAsync(other => other.IdentityCodeLookup == lookup && other.Id != client.Id, cancellationToken))
            return new UpdateClientResult.Refused([new ClientProblem(nameof(ClientToSave.IdentityCode), ClientProblemKind.IdentityCodeTaken)]);

        var changed = Apply(client, data, lookup);
        if (!keepsReach)
            changed.AddRange(await ApplyDetailsAsync(data.DetailsOf(client.Id), cancellationToken));
        if (changed.Count == 0)
            return new UpdateClientResult.Updated([]);

        var now = clock.GetUtcNow().UtcDateTime;
        var fields = string.Join(", ", changed);
        guidance.Entry(client).Property(each => each.Version).CurrentValue++;
        guidance.Add(new ClientChange { ClientId = client.Id, Kind = ClientChangeKind.Updated, Fields = fields, ChangedAtUtc = now });
        guidance.AuditClient(AuditAction.Update, client.Id, actor, ground.With($": {fields}"), now);
        await guidance.SaveChangesAsync(cancellationToken);
        await index.RenewAsync(client.Id, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new UpdateClientResult.Updated(changed);
    }

    private List<string> Apply(Client client, CheckedClient data, string? lookup)
    {
        var entry = guidance.Entry(client);
        entry.CurrentValues.SetValues(new
        {
            data.GivenName,
            data.FamilyName,
            data.FoldedName,
            data.DateOfBirth,
            data.Sex,
            data.MunicipalityCode,
            data.ServiceLanguage,
            data.NeedsInterpreter,
            data.InterpreterLanguage,
            data.PreferredContact,
            data.IsProtected,
        });
        var changed = ChangedFields(entry).Where(field => field != nameof(Client.FoldedName)).ToList();

        // Encrypting the same code again gives another text; only another code is a change.
        if (client.IdentityCodeLookup != lookup)
        {
            entry.Property(each => each.IdentityCodeLookup).CurrentValue = lookup;
            entry.Property(each => each.IdentityCodeProtected).CurrentValue = data.Code is null ? null : vault.Protect(data.Code);
            changed.Add(nameof(ClientToSave.IdentityCode));
        }

        return changed;
    }

    private async Task<IReadOnlyList<string>> ApplyDetailsAsync(ClientContactDetails details, CancellationToken cancellationToken)
    {
        var stored = await guidance.Set<ClientContactDetails>().FirstOrDefaultAsync(each => each.ClientId == details.ClientId, cancellationToken);
        if (stored is null)
        {
            stored = new ClientContactDetails { ClientId = details.ClientId };
            guidance.Add(stored);
            var added = guidance.Entry(stored);
            var empty = added.CurrentValues.Clone();
            added.CurrentValues.SetValues(details);
            return [.. added.Properties.Where(property => !Equals(property.CurrentValue, empty[property.Metadata])).Select(property => property.Metadata.Name)];
        }

        var entry = guidance.Entry(stored);
        entry.CurrentValues.SetValues(details);
        return [.. ChangedFields(entry)];
    }

    private static IEnumerable<string> ChangedFields(EntityEntry entry) => entry.Properties.Where(property => property.IsModified).Select(property => property.Metadata.Name);
}

/// <summary>A change to one client.</summary>
public sealed record ClientToUpdate
{
    public required Guid ClientId { get; init; }

    /// <summary><see cref="ClientDetails.Version"/> as it was when the data was read.</summary>
    public required int Version { get; init; }

    public required ClientToSave Data { get; init; }

    /// <summary>Without it nothing of how a protected client is reached changes, nor the protection itself; setting the protection is open to all.</summary>
    public required DetailsRight Right { get; init; }

    public override string ToString() => $"{nameof(ClientToUpdate)} {ClientId}";
}

/// <summary>What became of a change.</summary>
public abstract record UpdateClientResult
{
    private UpdateClientResult()
    {
    }

    /// <param name="Fields">The names of the fields that changed; none when all was as it had been.</param>
    public sealed record Updated(IReadOnlyList<string> Fields) : UpdateClientResult;

    /// <summary>Something must be corrected first; nothing was stored.</summary>
    public sealed record Refused(IReadOnlyList<ClientProblem> Problems) : UpdateClientResult;

    /// <summary>Somebody else changed the client after it was read; nothing was stored.</summary>
    public sealed record ChangedMeanwhile : UpdateClientResult;
}
