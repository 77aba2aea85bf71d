using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Clients;

/// <summary>
/// Reads one client, and is the one place where address, phone, e-mail, municipality and close ones come from. What a protected client's actor has no
/// right to is not read from the database at all.
/// </summary>
public sealed class ReadClient(GuidanceDbContext guidance, IdentityCodeVault vault, TimeProvider clock)
{
    /// <returns>Null when there is no such client. A client merged into another is read as that other one.</returns>
    public async Task<ClientDetails?> ReadAsync(Guid clientId, DetailsRight right, Actor actor, AuditGround ground, CancellationToken cancellationToken)
    {
        if (await guidance.FindSurvivorAsync(clientId, cancellationToken) is not { } client)
            return null;

        var seesReach = !client.IsProtected || right == DetailsRight.ProtectedToo;
        var consents = await guidance.Set<ClientConsent>().AsNoTracking().Where(consent => consent.ClientId == client.Id).ToListAsync(cancellationToken);
        var details = new ClientDetails
        {
            Id = client.Id,
            GivenName = client.GivenName,
            FamilyName = client.FamilyName,
            DateOfBirth = client.DateOfBirth,
            Sex = client.Sex,
            IdentityCode = ReadCode(client),
            ServiceLanguage = client.ServiceLanguage,
            NeedsInterpreter = client.NeedsInterpreter,
            InterpreterLanguage = client.InterpreterLanguage,
            PreferredContact = client.PreferredContact,
            IsProtected = client.IsProtected,
            Reach = seesReach ? await ReadReachAsync(client, right, actor, cancellationToken) : null,
            Consents = ConsentNow.Of(consents),
            Version = client.Version,
        };
        guidance.AuditClient(AuditAction.Read, client.Id, actor, client.IsProtected && seesReach ? ground.With($"; {nameof(ProtectedDetails)}") : ground, clock.GetUtcNow().UtcDateTime);
        await guidance.SaveChangesAsync(cancellationToken);
        return details;
    }

    private PersonalIdentityCode? ReadCode(Client client) =>
        client.IdentityCodeProtected is { } stored && PersonalIdentityCode.TryParse(vault.Unprotect(stored), out var code) ? code : null;

    private async Task<ProtectedDetails> ReadReachAsync(Client client, DetailsRight right, Actor actor, CancellationToken cancellationToken)
    {
        var stored = await guidance.Set<ClientContactDetails>().AsNoTracking().FirstOrDefaultAsync(details => details.ClientId == client.Id, cancellationToken);
        return new ProtectedDetails
        {
            MunicipalityCode = client.MunicipalityCode,
            Phones = stored?.Phones ?? [],
            Email = stored?.Email,
            StreetAddress = stored?.StreetAddress,
            PostalCode = stored?.PostalCode,
            Place = stored?.Place,
            ContactWishes = stored?.ContactWishes,
            CloseOnes = await ReadCloseOnesAsync(client.Id, right, actor, cancellationToken),
        };
    }

    private async Task<IReadOnlyList<CloseOne>> ReadCloseOnesAsync(Guid clientId, DetailsRight right, Actor actor, CancellationToken cancellationToken)
    {
        var relations = await guidance.Set<ClientRelation>().AsNoTracking()
            .Where(relation => (relation.ClientId == clientId || relation.RelatedClientId == clientId) && relation.EndedAtUtc == null)
            .OrderBy(relation => relation.Id)
            .ToListAsync(cancellationToken);
        var closeOnes = new List<CloseOne>();
        foreach (var relation in relations)
        {
            var isFromHere = relation.ClientId == clientId;
            var kind = isFromHere ? relation.Kind : relation.Kind.Inverse();
            if ((isFromHere ? relation.RelatedClientId : relation.ClientId) is not { } otherId)
            {
                closeOnes.Add(new CloseOne { RelationId = relation.Id, Name = relation.OutsiderName!, Phone = relation.OutsiderPhone, Kind = kind });
                continue;
            }

            // Seen from the other end, this relation is one of a protected client's close ones: it stays hidden from both ends.
            var other = (await guidance.FindSurvivorAsync(otherId, cancellationToken))!;
            if (other.Id == clientId || (other.IsProtected && right != DetailsRight.ProtectedToo))
                continue;

            // Their name is shown too: it stands in their own log, without whose card it was.
            guidance.AuditClient(AuditAction.Read, other.Id, actor, AuditReasons.CloseOnes, clock.GetUtcNow().UtcDateTime);
            closeOnes.Add(new CloseOne { RelationId = relation.Id, ClientId = other.Id, Name = $"{other.GivenName} {other.FamilyName}", Kind = kind });
        }

        return closeOnes;
    }
}
