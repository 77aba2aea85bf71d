using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Contacts;

/// <summary>
/// Tells whose an anonymous contact is, and takes that back. A case is one client's: it goes to the client whole, with its other anonymous contacts.
/// </summary>
public sealed class LinkContact(GuidanceDbContext guidance, TimeProvider clock)
{
    public Task<LinkContactResult> LinkAsync(Guid contactId, Guid clientId, Actor actor, CancellationToken cancellationToken) => guidance.InTransactionAsync(
        async transaction =>
        {
            if (await FindAsync(contactId, actor, cancellationToken) is not var (contact, guidanceCase))
                return LinkContactResult.NotFound;
            if (await guidance.FindSurvivorAsync(clientId, cancellationToken) is not { } client)
                return LinkContactResult.ClientUnknown;
            if (contact.ClientId == client.Id)
                return LinkContactResult.Done;
            if (contact.ClientId is not null || (guidanceCase.ClientId is { } owner && owner != client.Id))
                return LinkContactResult.AnothersAlready;

            var now = clock.GetUtcNow().UtcDateTime;
            await guidance.LinkAnonymousAsync(guidanceCase, client.Id, now, cancellationToken);
            if (guidanceCase.ClientId is null)
                guidanceCase.BelongTo(client.Id);
            MarkForFacts(guidanceCase, actor, now);
            Audit(contact, client.Id, actor, AuditReasons.ContactLinked, now);
            await guidance.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return LinkContactResult.Done;
        },
        cancellationToken);

    /// <summary>Makes the case anonymous again, with all that was linked in it.</summary>
    public Task<LinkContactResult> UnlinkAsync(Guid contactId, Actor actor, CancellationToken cancellationToken) => guidance.InTransactionAsync(
        async transaction =>
        {
            if (await FindAsync(contactId, actor, cancellationToken) is not var (contact, guidanceCase))
                return LinkContactResult.NotFound;
            if (contact.ClientId is not { } clientId)
                return LinkContactResult.Done;
            if (contact.LinkedAtUtc is null || await HoldsMoreAsync(guidanceCase, cancellationToken))
                return LinkContactResult.NotUndone;

            var now = clock.GetUtcNow().UtcDateTime;
            foreach (var linked in await guidance.Contacts.Where(other => other.CaseId == guidanceCase.Id && other.LinkedAtUtc != null).ToListAsync(cancellationToken))
                linked.Unlink();
            guidanceCase.BelongTo(null);
            MarkForFacts(guidanceCase, actor, now);

            // What is left with the client is measured anew too: a contact less lies between the others.
            if (await guidance.Cases.FirstOrDefaultAsync(other => other.ClientId == clientId && other.Id != guidanceCase.Id, cancellationToken) is { } left)
                MarkForFacts(left, actor, now);
            Audit(contact, clientId, actor, AuditReasons.ContactUnlinked, now);
            await guidance.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return LinkContactResult.Done;
        },
        cancellationToken);

    private async Task<(Contact Contact, GuidanceCase Case)?> FindAsync(Guid contactId, Actor actor, CancellationToken cancellationToken)
    {
        if (await guidance.Contacts.FirstOrDefaultAsync(candidate => candidate.Id == contactId, cancellationToken) is not { } contact)
            return null;
        var guidanceCase = await guidance.Cases.FirstAsync(candidate => candidate.Id == contact.CaseId, cancellationToken);
        return LoggedContacts.MayRead(contact, guidanceCase, actor) ? (contact, guidanceCase) : null;
    }

    /// <summary>Whether the case holds what was recorded of the client by name: that cannot be told apart from the rest any more.</summary>
    private async Task<bool> HoldsMoreAsync(GuidanceCase guidanceCase, CancellationToken cancellationToken) =>
        await guidance.Contacts.AnyAsync(other => other.CaseId == guidanceCase.Id && other.ClientId != null && other.LinkedAtUtc == null, cancellationToken)
        || await guidance.Assessments.AnyAsync(assessment => assessment.CaseId == guidanceCase.Id, cancellationToken)
        || await guidance.Set<Assessments.AssessmentDraft>().AnyAsync(draft => draft.CaseId == guidanceCase.Id, cancellationToken)
        || await guidance.RemoteReceptions.AnyAsync(reception => reception.CaseId == guidanceCase.Id, cancellationToken);

    private void MarkForFacts(GuidanceCase guidanceCase, Actor actor, DateTime now) => guidance.CaseEvents.Add(new CaseEvent
    {
        CaseId = guidanceCase.Id,
        Kind = CaseEventKind.Corrected,
        OccurredAtUtc = now,
        RecordedAtUtc = now,
        WorkerId = actor.WorkerId,
    });

    private void Audit(Contact contact, Guid clientId, Actor actor, string reason, DateTime now) =>
        guidance.AuditOf(AuditAction.Update, nameof(Contact), contact.Id, clientId, actor, new AuditGround(reason) { CaseId = contact.CaseId, ContactId = contact.Id }, now);
}

/// <summary>What came of linking, or of undoing it.</summary>
public enum LinkContactResult
{
    Done,

    /// <summary>There is no such contact, or it is none of the actor's.</summary>
    NotFound,
    ClientUnknown,

    /// <summary>Somebody else has linked it meanwhile, to another client.</summary>
    AnothersAlready,

    /// <summary>It was logged with its client, or the case has gone on under the client's name.</summary>
    NotUndone,
}
