using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.RemoteReceptions;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Teams;

namespace Palveluohjaus.Guidance.Contacts;

/// <summary>Reads a contact back for its receipt, and writes into the audit that it was read.</summary>
public sealed class LoggedContacts(GuidanceDbContext guidance, ContactSenders senders, TimeProvider clock)
{
    /// <returns>Null when there is no such contact, or the actor neither logged it nor belongs to a unit that has to do with it.</returns>
    public async Task<LoggedContact?> ReadAsync(Guid contactId, Actor actor, CancellationToken cancellationToken)
    {
        var contact = await guidance.Contacts.AsNoTracking().FirstOrDefaultAsync(candidate => candidate.Id == contactId, cancellationToken);
        if (contact is null)
            return null;

        var guidanceCase = await guidance.Cases.AsNoTracking().FirstAsync(candidate => candidate.Id == contact.CaseId, cancellationToken);
        if (!MayRead(contact, guidanceCase, actor))
            return null;

        var client = await guidance.Clients.AsNoTracking().FirstOrDefaultAsync(candidate => candidate.Id == contact.ClientId, cancellationToken);
        var unit = await guidance.Units.AsNoTracking().FirstOrDefaultAsync(candidate => candidate.Id == guidanceCase.ResponsibleUnitId, cancellationToken);

        // While a contact is linked, the client's own data say who they are. How a protected client is reached is shown on their card alone.
        var isToldHere = contact.LinkedAtUtc is null && client is not { IsProtected: true };
        var sender = isToldHere ? await guidance.ContactSenders.AsNoTracking().FirstOrDefaultAsync(candidate => candidate.ContactId == contact.Id, cancellationToken) : null;
        var told = sender is null ? null : senders.Read(sender);
        var consultation = await guidance.Consultations.AsNoTracking().FirstOrDefaultAsync(candidate => candidate.ContactId == contact.Id, cancellationToken);

        var ground = new AuditGround(AuditReasons.ContactReceipt) { CaseId = contact.CaseId, ContactId = contact.Id };
        guidance.AuditOf(AuditAction.Read, nameof(Contact), contact.Id, contact.ClientId, actor, ground, clock.GetUtcNow().UtcDateTime);
        await guidance.SaveChangesAsync(cancellationToken);

        return new LoggedContact
        {
            ClientId = contact.ClientId,
            ClientName = client is null ? null : $"{client.GivenName} {client.FamilyName}",
            IsLinked = contact.LinkedAtUtc is not null,
            Sender = told,
            IsSenderLost = sender is not null && told is null,
            IsReceived = contact.SendingSystemId is not null,
            CaseId = contact.CaseId,
            Consultation = consultation,
            StartedAtUtc = contact.StartedAtUtc,
            HandlingTimeMinutes = contact.HandlingTimeMinutes,
            Channel = contact.Channel,
            Themes = contact.Themes,
            RepeatReason = contact.RepeatReason,
            Outcome = contact.Outcome,
            CallbackPromisedAtUtc = contact.CallbackPromisedAtUtc,
            Note = contact.Note,
            RecordedAtUtc = contact.RecordedAtUtc,
            OpensCase = contact.OpensCase,
            IsCaseClosed = guidanceCase.ClosedAtUtc is not null,
            ResponsibleUnit = unit,
            OfferedTo = contact.Outcome == ContactOutcome.Handoff ? await FindOfferedToAsync(contact.Id, cancellationToken) : null,
            MayOffer = guidanceCase is { ClosedAtUtc: null, ResponsibleUnitId: { } ownUnitId } && actor.UnitIds.Contains(ownUnitId),
        };
    }

    private Task<Unit?> FindOfferedToAsync(Guid contactId, CancellationToken cancellationToken) => (
        from handoff in guidance.Handoffs
        where handoff.ContactId == contactId
        join unit in guidance.Units on handoff.ToUnitId equals unit.Id
        select unit).AsNoTracking().FirstOrDefaultAsync(cancellationToken);

    /// <summary>Whoever logged it, and the units that have to do with it.</summary>
    internal static bool MayRead(Contact contact, GuidanceCase guidanceCase, Actor actor) =>
        (contact.WorkerId is not null && contact.WorkerId == actor.WorkerId)
        || actor.UnitIds.Any(unitId => unitId == contact.UnitId || unitId == guidanceCase.ResponsibleUnitId);
}

/// <summary>A stored contact as its receipt shows it.</summary>
public sealed class LoggedContact
{
    /// <summary>Null for an anonymous contact.</summary>
    public Guid? ClientId { get; init; }

    /// <summary>Null for an anonymous contact.</summary>
    public string? ClientName { get; init; }

    /// <summary>True for one that was logged anonymous and linked to its client later.</summary>
    public bool IsLinked { get; init; }

    /// <summary>What the sending system told of the sender; of a client of ours no more than how to reach them, and of a protected one nothing.</summary>
    public SenderDetails? Sender { get; init; }

    /// <summary>True when something was told and the keys to read it are gone.</summary>
    public bool IsSenderLost { get; init; }

    /// <summary>True for one that another system sent.</summary>
    public bool IsReceived { get; init; }

    public required Guid CaseId { get; init; }

    /// <summary>Null unless it was a consultation.</summary>
    public Consultation? Consultation { get; init; }

    public required DateTime StartedAtUtc { get; init; }
    public int? HandlingTimeMinutes { get; init; }
    public required ContactChannel Channel { get; init; }
    public required IReadOnlyList<NeedReason> Themes { get; init; }
    public RepeatReason? RepeatReason { get; init; }
    public ContactOutcome? Outcome { get; init; }
    public DateTime? CallbackPromisedAtUtc { get; init; }
    public string? Note { get; init; }
    public required DateTime RecordedAtUtc { get; init; }
    public required bool OpensCase { get; init; }
    public required bool IsCaseClosed { get; init; }
    public Unit? ResponsibleUnit { get; init; }

    /// <summary>The unit the case was offered to at the contact's end; null when it was not.</summary>
    public Unit? OfferedTo { get; init; }

    /// <summary>Whether the reader may offer the case: it is of their unit and open.</summary>
    public required bool MayOffer { get; init; }
}
