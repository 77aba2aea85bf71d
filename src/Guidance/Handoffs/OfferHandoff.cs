using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Handoffs;

/// <summary>Offers a case of one's unit to another unit: the offer, its event and the audit entry in one transaction. The case stays where it is.</summary>
public sealed class OfferHandoff(GuidanceDbContext guidance, CountyCalendar calendar, TimeProvider clock)
{
    public Task<OfferHandoffResult> OfferAsync(HandoffToOffer toOffer, Actor actor, CancellationToken cancellationToken) => guidance.InTransactionAsync<OfferHandoffResult>(
        async transaction =>
        {
            // What was offered, moved or closed at the same moment is looked at again, and told.
            var offered = await guidance.Cases.FirstOrDefaultAsync(each => each.Id == toOffer.CaseId && each.Source == GuidanceCase.OwnSource, cancellationToken);
            if (offered?.ResponsibleUnitId is not { } fromUnitId || !actor.UnitIds.Contains(fromUnitId))
                return new OfferHandoffResult.NotThere();
            var open = await guidance.Handoffs.AsNoTracking().FirstOrDefaultAsync(handoff => handoff.CaseId == offered.Id && handoff.State == HandoffState.Offered, cancellationToken);
            if (open is not null && open.ToUnitId == toOffer.ToUnitId && open.FromWorkerId == actor.WorkerId && open.ReasonKind == toOffer.ReasonKind && open.Reason == HandoffSteps.Written(toOffer.Reason))
                return new OfferHandoffResult.Offered(open.Id);

            var now = clock.GetUtcNow().UtcDateTime;
            var problems = await FindProblemsAsync(toOffer, offered, open, now, cancellationToken);
            if (problems.Count > 0)
                return new OfferHandoffResult.Refused(problems);

            // A unit may have been chosen and left again: why the case would return says nothing of the one it goes to.
            var given = toOffer.ReturnReasonKind is not null && !(await CaseWay.ReadAsync(guidance, offered, now, cancellationToken)).WouldReturnTo(toOffer.ToUnitId!.Value, fromUnitId)
                ? toOffer with { ReturnReasonKind = null, ReturnReason = null }
                : toOffer;
            var handoff = await AddAsync(offered, given, contactId: null, now, now, actor, cancellationToken);
            await guidance.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return new OfferHandoffResult.Offered(handoff.Id);
        },
        cancellationToken);

    /// <summary>Adds the offer to what is saved next.</summary>
    internal async Task<Handoff> AddAsync(GuidanceCase offered, HandoffToOffer toOffer, Guid? contactId, DateTime offeredAtUtc, DateTime nowUtc, Actor actor, CancellationToken cancellationToken)
    {
        await guidance.NoteDeclinesSeenAsync(offered.Id, nowUtc, cancellationToken);
        var handoff = guidance.Handoffs.Add(new Handoff
        {
            CaseId = offered.Id,
            FromUnitId = offered.ResponsibleUnitId,
            FromWorkerId = actor.WorkerId,
            ToUnitId = toOffer.ToUnitId!.Value,
            ReasonKind = toOffer.ReasonKind!.Value,
            Reason = HandoffSteps.Written(toOffer.Reason),
            ReturnReasonKind = toOffer.ReturnReasonKind,
            ReturnReason = toOffer.ReturnReasonKind is null ? null : HandoffSteps.Written(toOffer.ReturnReason),
            ContactId = contactId,
            OfferedAtUtc = offeredAtUtc,
        }).Entity;
        guidance.AddStep(CaseEventKind.HandoffOffered, offered.Id, offered.ResponsibleUnitId, offeredAtUtc, nowUtc, actor, contactId);
        guidance.AuditHandoff(AuditAction.Create, handoff, offered.ClientId, actor, AuditReasons.HandoffOffered, nowUtc);
        return handoff;
    }

    private async Task<IReadOnlyList<HandoffProblem>> FindProblemsAsync(HandoffToOffer toOffer, GuidanceCase offered, Handoff? open, DateTime nowUtc, CancellationToken cancellationToken)
    {
        if (offered.ClosedAtUtc is not null)
            return [HandoffProblem.CaseClosed];
        if (open is not null)
            return [HandoffProblem.OfferOpen];

        var problems = new List<HandoffProblem>();
        if (await FindUnitProblemAsync(toOffer.ToUnitId, offered.ResponsibleUnitId, nowUtc, cancellationToken) is { } unitProblem)
            problems.Add(unitProblem);
        var text = HandoffSteps.Written(toOffer.Reason);
        if (toOffer.ReasonKind is null or HandoffReason.AtContact)
            problems.Add(HandoffProblem.ReasonMissing);
        else if (toOffer.ReasonKind == HandoffReason.Other && text is null)
            problems.Add(HandoffProblem.ReasonTextMissing);
        var returnText = HandoffSteps.Written(toOffer.ReturnReason);
        if (text?.Length > Handoff.TextMaxLength || returnText?.Length > Handoff.TextMaxLength)
            problems.Add(HandoffProblem.TextTooLong);
        if (toOffer.ToUnitId is { } toUnitId && !problems.Exists(IsOfUnit))
            problems.AddRange(await FindReturnProblemsAsync(toOffer, toUnitId, returnText, offered, nowUtc, cancellationToken));
        return problems;
    }

    private static bool IsOfUnit(HandoffProblem problem) => problem is HandoffProblem.UnitMissing or HandoffProblem.UnitUnknown or HandoffProblem.UnitClosed or HandoffProblem.SameUnit;

    private async Task<HandoffProblem?> FindUnitProblemAsync(Guid? toUnitId, Guid? nowIn, DateTime nowUtc, CancellationToken cancellationToken)
    {
        if (toUnitId is not { } unitId)
            return HandoffProblem.UnitMissing;
        if (unitId == nowIn)
            return HandoffProblem.SameUnit;
        var unit = await guidance.Units.AsNoTracking().FirstOrDefaultAsync(each => each.Id == unitId && each.Source == GuidanceCase.OwnSource, cancellationToken);
        return unit switch
        {
            null => HandoffProblem.UnitUnknown,
            _ when !unit.IsOpenOn(calendar.DayOf(nowUtc)) => HandoffProblem.UnitClosed,
            _ => null,
        };
    }

    private async Task<IReadOnlyList<HandoffProblem>> FindReturnProblemsAsync(HandoffToOffer toOffer, Guid toUnitId, string? returnText, GuidanceCase offered, DateTime nowUtc, CancellationToken cancellationToken)
    {
        var way = await CaseWay.ReadAsync(guidance, offered, nowUtc, cancellationToken);
        if (!way.WouldReturnTo(toUnitId, offered.ResponsibleUnitId))
            return [];
        if (way.WouldCircleTo(toUnitId, offered.ResponsibleUnitId) && !await HasMeetingSinceAsync(offered.Id, way.Stays[^1].FromUtc, cancellationToken))
            return [HandoffProblem.CircularChain];
        return toOffer.ReturnReasonKind switch
        {
            null => [HandoffProblem.ReturnReasonMissing],
            ReturnReason.Other when returnText is null => [HandoffProblem.ReturnReasonTextMissing],
            ReturnReason.JointMeetingHeld when !await HasMeetingSinceAsync(offered.Id, way.Stays[^1].FromUtc, cancellationToken) => [HandoffProblem.MeetingNotRecorded],
            _ => [],
        };
    }

    private Task<bool> HasMeetingSinceAsync(Guid caseId, DateTime fromUtc, CancellationToken cancellationToken) =>
        guidance.JointMeetings.AnyAsync(meeting => meeting.CaseId == caseId && meeting.AgreedAtUtc >= fromUtc && meeting.State != JointMeetingState.Cancelled, cancellationToken);
}

/// <summary>An offer as it is asked for. Nothing in it has been checked.</summary>
public sealed record HandoffToOffer
{
    public required Guid CaseId { get; init; }
    public required Guid? ToUnitId { get; init; }
    public required HandoffReason? ReasonKind { get; init; }
    public string? Reason { get; init; }

    /// <summary>Asked for when the unit has had the case.</summary>
    public ReturnReason? ReturnReasonKind { get; init; }

    public string? ReturnReason { get; init; }

    // What is written is about a person.
    public override string ToString() => $"{nameof(HandoffToOffer)} {CaseId}";
}

/// <summary>What became of offering a case.</summary>
public abstract record OfferHandoffResult
{
    private OfferHandoffResult()
    {
    }

    public sealed record Offered(Guid HandoffId) : OfferHandoffResult;

    public sealed record Refused(IReadOnlyList<HandoffProblem> Problems) : OfferHandoffResult;

    /// <summary>There is no such case, or it is of a unit the actor does not belong to.</summary>
    public sealed record NotThere : OfferHandoffResult;
}
