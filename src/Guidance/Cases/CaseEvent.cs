namespace Palveluohjaus.Guidance.Cases;

/// <summary>
/// One thing that happened to a case. Append-only: the process log, the source of flow facts, and the history that stays after closing.
/// </summary>
public sealed class CaseEvent
{
    public const int NoteMaxLength = 500;

    /// <summary>Raised by the database. Facts are refreshed from the last one they saw.</summary>
    public long Sequence { get; private set; }

    public required Guid CaseId { get; init; }
    public required CaseEventKind Kind { get; init; }

    /// <summary>The activity's name in an imported log; null for our own events, whose kind names them.</summary>
    public string? Activity { get; init; }

    public required DateTime OccurredAtUtc { get; init; }
    public required DateTime RecordedAtUtc { get; init; }

    /// <summary>The unit responsible at and after this event. Its changes along a case are the handoffs.</summary>
    public Guid? UnitId { get; init; }

    public Guid? WorkerId { get; init; }
    public Guid? ContactId { get; init; }

    /// <summary>The event, by its <see cref="Sequence"/>, that was recorded by mistake. Both stay; neither counts.</summary>
    public long? TakesBack { get; init; }

    /// <summary>Why it was taken back.</summary>
    public string? Note { get; init; }

    /// <summary>What makes an imported event itself, unique within its case, so that importing a file twice adds nothing.</summary>
    public string? ExternalDigest { get; init; }
}

public enum CaseEventKind
{
    ContactLogged,
    FirstAssessmentMade,
    NeedsAssessmentStarted,
    NeedsAssessmentCompleted,

    /// <summary>Offered to another unit. The case stays: the event's unit is the one that has it, as with the two that follow.</summary>
    HandoffOffered,
    HandoffDeclined,
    HandoffWithdrawn,

    /// <summary>Accepted by another unit, which has the case from then on.</summary>
    HandedOff,

    /// <summary>The units of the case agreed to meet in place of handing it over once more.</summary>
    JointMeetingAgreed,

    /// <summary>The meeting was held, and its result recorded. The event's unit is the one that has the case.</summary>
    JointMeetingHeld,
    JointMeetingCancelled,

    /// <summary>No assessment is made, as it is evidently unnecessary (SHL 36 §).</summary>
    NeedsAssessmentUnnecessary,
    ServiceArranged,
    FollowedUp,
    Closed,

    /// <summary>An activity of an imported log, named by <see cref="CaseEvent.Activity"/>.</summary>
    Imported,

    /// <summary>The case's own attributes were corrected. It marks the case for the facts and is not itself part of the process.</summary>
    Corrected,

    /// <summary>An earlier event was recorded by mistake: see <see cref="CaseEvent.TakesBack"/>. It is not itself part of the process.</summary>
    TakenBack,
}
