using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Handoffs;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Clients;

/// <summary>
/// Whether a worker has to do with a client, and by what: a case or a contact of one of their units, a case that one of them handed over lately, that is offered to one of them or that one of them is to meet about, or a ground they stated themselves. Without one a
/// client's card stays shut, and with one the audit says which (703/2023, 9 § and 11 §).
/// </summary>
public sealed class ClientGrounds(GuidanceDbContext guidance, TimeProvider clock)
{
    /// <summary>A matter that ended goes on being the unit's for as long as its client may still ask about it.</summary>
    private static readonly TimeSpan AfterClosing = TimeSpan.FromDays(90);

    /// <summary>A contact one logged oneself, also when its case went to another unit.</summary>
    private static readonly TimeSpan AfterOwnContact = TimeSpan.FromDays(30);

    private static readonly TimeSpan StatedFor = TimeSpan.FromHours(12);

    /// <returns>Null when the actor has nothing to do with the client, or there is no such client.</returns>
    public async Task<AuditGround?> FindAsync(Guid clientId, string purpose, Actor actor, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (await guidance.FindSurvivorAsync(clientId, cancellationToken) is not { } client)
            return null;

        var (units, closedAfter) = (actor.UnitIds, now - AfterClosing);
        var caseId = await guidance.Cases
            .Where(guidanceCase => guidanceCase.ClientId == client.Id).Where(IsOwnMatter(units, now))
            .OrderBy(guidanceCase => guidanceCase.ClosedAtUtc != null).ThenByDescending(guidanceCase => guidanceCase.ReceivedAtUtc)
            .Select(guidanceCase => (Guid?)guidanceCase.Id).FirstOrDefaultAsync(cancellationToken);
        if (caseId is not null)
            return new AuditGround(purpose) { CaseId = caseId };

        // The client may still ask the unit that had the matter about it, and what it wrote last is read by the one that has it now.
        var handedOverCaseId = await (
            from handoff in guidance.Handoffs
            where handoff.FromUnitId != null && units.Contains(handoff.FromUnitId.Value) && handoff.AnsweredAtUtc > closedAfter
                && (handoff.State == HandoffState.Accepted || handoff.State == HandoffState.Done)
            join handedOver in guidance.Cases on handoff.CaseId equals handedOver.Id
            where handedOver.ClientId == client.Id
            orderby handoff.AnsweredAtUtc descending
            select (Guid?)handedOver.Id).FirstOrDefaultAsync(cancellationToken);
        if (handedOverCaseId is not null)
            return new AuditGround(purpose) { CaseId = handedOverCaseId };

        var recordedAfter = now - AfterOwnContact;
        var contactId = await guidance.Contacts
            .Where(contact => contact.ClientId == client.Id && contact.WorkerId == actor.WorkerId && contact.RecordedAtUtc > recordedAfter)
            .OrderByDescending(contact => contact.RecordedAtUtc)
            .Select(contact => (Guid?)contact.Id).FirstOrDefaultAsync(cancellationToken);
        if (contactId is not null)
            return new AuditGround(purpose) { ContactId = contactId };

        // An offer that waits for an answer of one's unit: as little as a stated ground opens, and no longer than the offer is open.
        var offeredCaseId = await (
            from handoff in guidance.Handoffs
            where handoff.State == HandoffState.Offered && units.Contains(handoff.ToUnitId)
            join offered in guidance.Cases on handoff.CaseId equals offered.Id
            where offered.ClientId == client.Id && offered.ClosedAtUtc == null
            orderby handoff.OfferedAtUtc
            select (Guid?)offered.Id).FirstOrDefaultAsync(cancellationToken);
        if (offeredCaseId is not null)
            return new AuditGround($"{purpose}; {StatedGroundKind.HandoffOffered}") { CaseId = offeredCaseId };

        var meeting = (await guidance.OpenMeetingsAsync(units, guidance.Cases.Where(each => each.ClientId == client.Id), now, cancellationToken)).FirstOrDefault();
        if (meeting.Case is not null)
            return new AuditGround($"{purpose}; {StatedGroundKind.JointMeeting}") { CaseId = meeting.Case.Id };

        var stated = await guidance.Set<StatedGround>()
            .Where(ground => ground.WorkerId == actor.WorkerId && ground.ClientId == client.Id && ground.UntilUtc > now)
            .OrderByDescending(ground => ground.Sequence)
            .FirstOrDefaultAsync(cancellationToken);
        return stated is null ? null : new AuditGround($"{purpose}; {stated.Kind}");
    }

    /// <summary>The cases that by themselves open their client's card to who works in these units.</summary>
    internal static Expression<Func<GuidanceCase, bool>> IsOwnMatter(IReadOnlyList<Guid> units, DateTime nowUtc)
    {
        var closedAfter = nowUtc - AfterClosing;
        return guidanceCase => guidanceCase.Source == GuidanceCase.OwnSource && units.Contains(guidanceCase.ResponsibleUnitId!.Value)
            && (guidanceCase.ClosedAtUtc == null || guidanceCase.ClosedAtUtc > closedAfter);
    }

    /// <returns>The client an id stands for now: another one after a merge, null when there is no such client.</returns>
    public async Task<Guid?> ResolveAsync(Guid clientId, CancellationToken cancellationToken) => (await guidance.FindSurvivorAsync(clientId, cancellationToken))?.Id;

    /// <returns>What was stated, when that is all the actor has to do with the client; an offer to their unit or an invitation to meet is no more.</returns>
    public static StatedGroundKind? StatedIn(AuditGround ground) =>
        ground.Reason is { } reason && Enum.TryParse<StatedGroundKind>(reason[(reason.LastIndexOf(' ') + 1)..], out var kind)
        && (ground is { CaseId: null, ContactId: null } || kind is StatedGroundKind.HandoffOffered or StatedGroundKind.JointMeeting)
            ? kind
            : null;

    /// <summary>
    /// Whether the actor may read what a professional wrote of a client: with a case or a contact everything, and with a ground they stated themselves what
    /// they or someone of their own units wrote.
    /// </summary>
    /// <param name="ground">What the actor has to do with the client.</param>
    /// <param name="actor">Who reads.</param>
    /// <param name="workerId">Who wrote.</param>
    /// <param name="unitId">Their unit.</param>
    public static bool MayReadWords(AuditGround ground, Actor actor, Guid? workerId, Guid? unitId) =>
        StatedIn(ground) is null || (workerId is not null && workerId == actor.WorkerId) || (unitId is { } known && actor.UnitIds.Contains(known));

    /// <summary>Notes why the actor must see a client; from then on <see cref="FindAsync"/> finds it, for a working day.</summary>
    /// <returns>False when there is no such client.</returns>
    /// <exception cref="InvalidOperationException">The actor is no worker.</exception>
    public Task<bool> StateAsync(Guid clientId, StatedGroundKind kind, Actor actor, CancellationToken cancellationToken) => guidance.InTransactionAsync(
        async transaction =>
        {
            // A merge at the same moment must not leave the row with a client nobody reads any more.
            if (await guidance.FindSurvivorAsync(clientId, cancellationToken) is not { } client)
                return false;

            Add(client.Id, kind, actor);
            guidance.AuditClient(AuditAction.Create, client.Id, actor, $"{nameof(StatedGround)}; {kind}", clock.GetUtcNow().UtcDateTime);
            await guidance.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return true;
        },
        cancellationToken);

    /// <summary>Adds the ground to what is saved next.</summary>
    internal void Add(Guid clientId, StatedGroundKind kind, Actor actor)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        guidance.Add(new StatedGround
        {
            WorkerId = actor.WorkerId ?? throw new InvalidOperationException("Only a worker states a ground."),
            ClientId = clientId,
            Kind = kind,
            StatedAtUtc = now,
            UntilUtc = now + StatedFor,
        });
    }
}
