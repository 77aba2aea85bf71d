namespace Palveluohjaus.Guidance.Handoffs;

/// <summary>
/// A case offered by the unit that has it to another (siirto). It stays where it is until the other unit accepts, and no clock of it starts again.
/// What happens to an offer is told step by step among the case's events too.
/// </summary>
public sealed class Handoff
{
    public const int TextMaxLength = 1000;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid CaseId { get; init; }

    /// <summary>The unit that had the case when it was offered; null for a case no unit had.</summary>
    public Guid? FromUnitId { get; init; }

    public Guid? FromWorkerId { get; init; }
    public required Guid ToUnitId { get; init; }
    public required HandoffReason ReasonKind { get; init; }
    public string? Reason { get; init; }

    /// <summary>Why the case is offered to a unit that has had it before; null when it has not.</summary>
    public ReturnReason? ReturnReasonKind { get; init; }

    public string? ReturnReason { get; init; }

    /// <summary>The contact at whose end the case was offered; null when it was offered on its own page.</summary>
    public Guid? ContactId { get; init; }

    public required DateTime OfferedAtUtc { get; init; }
    public HandoffState State { get; private set; } = HandoffState.Offered;

    /// <summary>When it was accepted or declined.</summary>
    public DateTime? AnsweredAtUtc { get; private set; }

    public Guid? AnsweredByWorkerId { get; private set; }
    public DeclineReason? DeclineReasonKind { get; private set; }
    public string? DeclineReason { get; private set; }
    public DateTime? WithdrawnAtUtc { get; private set; }
    public Guid? WithdrawnByWorkerId { get; private set; }

    /// <summary>When the receiving unit had done what it was asked for, or the case went on or ended.</summary>
    public DateTime? DoneAtUtc { get; private set; }

    /// <summary>When the offering unit had read that it was declined, and decided what next.</summary>
    public DateTime? DeclineSeenAtUtc { get; private set; }

    public int Version { get; private set; }

    public void Accept(Guid? workerId, DateTime nowUtc)
    {
        Leave(HandoffState.Offered, HandoffState.Accepted);
        (AnsweredByWorkerId, AnsweredAtUtc) = (workerId, nowUtc);
    }

    public void Decline(DeclineReason kind, string? text, Guid? workerId, DateTime nowUtc)
    {
        Leave(HandoffState.Offered, HandoffState.Declined);
        (DeclineReasonKind, DeclineReason, AnsweredByWorkerId, AnsweredAtUtc) = (kind, text, workerId, nowUtc);
    }

    public void Withdraw(Guid? workerId, DateTime nowUtc)
    {
        Leave(HandoffState.Offered, HandoffState.Withdrawn);
        (WithdrawnByWorkerId, WithdrawnAtUtc) = (workerId, nowUtc);
    }

    public void Finish(DateTime nowUtc)
    {
        Leave(HandoffState.Accepted, HandoffState.Done);
        DoneAtUtc = nowUtc;
    }

    public void NoteDeclineSeen(DateTime nowUtc)
    {
        Leave(HandoffState.Declined, HandoffState.Declined);
        DeclineSeenAtUtc ??= nowUtc;
    }

    private void Leave(HandoffState expected, HandoffState next)
    {
        if (State != expected)
            throw new InvalidOperationException($"A handoff that is {State} does not become {next}.");
        State = next;
        Version++;
    }
}

public enum HandoffState
{
    Offered,
    Accepted,
    Declined,
    Withdrawn,
    Done,
}

/// <summary>Why a case is offered to another unit.</summary>
public enum HandoffReason
{
    OtherUnitsTask,
    SpecialExpertise,
    ClientMoved,
    ServiceLanguage,
    ClientsWish,
    WorkSituation,

    /// <summary>Something else, told in words.</summary>
    Other,

    /// <summary>Decided at the end of a contact; the contact tells why. Never chosen on the page.</summary>
    AtContact,
}

/// <summary>Why an offer is declined.</summary>
public enum DeclineReason
{
    NotOurTask,
    OtherUnitIsRight,
    TooLittleKnown,
    NoCapacity,
    NeedsJointMeeting,

    /// <summary>Something else, told in words.</summary>
    Other,
}

/// <summary>Why a case is offered to a unit that has had it, and no joint meeting is held instead.</summary>
public enum ReturnReason
{
    NeedHasChanged,
    JointMeetingHeld,
    StatutoryTask,
    Urgent,
    ClientsWish,

    /// <summary>Something else, told in words.</summary>
    Other,
}
