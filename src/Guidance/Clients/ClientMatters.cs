using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.Guidance.RemoteReceptions;
using Palveluohjaus.Guidance.Teams;
using Palveluohjaus.Guidance.Workbench;

namespace Palveluohjaus.Guidance.Clients;

/// <summary>What is going on with a client, and what has been: the cases, the timeline, the segment, and who answers for the client.</summary>
public sealed record ClientMatters
{
    /// <summary>What is due first comes first; without a due day, the oldest.</summary>
    public required IReadOnlyList<Matter> OpenCases { get; init; }

    /// <summary>The one that ended last comes first; empty unless they were asked for.</summary>
    public required IReadOnlyList<Matter> ClosedCases { get; init; }

    public required int ClosedCaseCount { get; init; }

    /// <summary>The latest first, as many as were asked for.</summary>
    public required IReadOnlyList<TimelineEntry> Timeline { get; init; }

    /// <summary>How many there are of what is shown.</summary>
    public required int TimelineCount { get; init; }

    /// <summary>First assessments being filled in, the one saved last first.</summary>
    public required IReadOnlyList<OpenDraft> Drafts { get; init; }

    /// <summary>The latest first. The first one holds.</summary>
    public required IReadOnlyList<DecisionOnCard> Decisions { get; init; }

    /// <summary>The latest first. The first one answers for the client now, unless it has ended.</summary>
    public required IReadOnlyList<PastResponsible> Responsible { get; init; }

    /// <summary>The latest first.</summary>
    public required IReadOnlyList<PlannedReception> Receptions { get; init; }

    public override string ToString() => nameof(ClientMatters);
}

/// <summary>A case of a client.</summary>
public sealed record Matter
{
    public required Guid Id { get; init; }
    public required NeedReason? Theme { get; init; }

    /// <summary>The unit that answers for it now; null when none does.</summary>
    public required Unit? Unit { get; init; }

    public required string? WorkerName { get; init; }
    public required DateTime ReceivedAtUtc { get; init; }
    public required DateTime? ClosedAtUtc { get; init; }
    public required DueTime? Due { get; init; }

    /// <inheritdoc cref="WorkRow.Still"/>
    public StandStill? Still { get; init; }
    public required CaseStages Stages { get; init; }
    public required int HandoffCount { get; init; }

    /// <summary>The unit it is being offered to; null when it is not.</summary>
    public Unit? OfferedTo { get; init; }

    /// <summary>How the assessment of its need for services stands; null when none has been begun.</summary>
    public NeedsAssessments.NeedsAssessmentState? NeedsAssessment { get; init; }

    /// <summary>Whether the reader's unit has it, and so may offer it and assess the need.</summary>
    public bool IsOfOwnUnit { get; init; }

    public override string ToString() => $"{nameof(Matter)} {Id}";
}

/// <summary>An assessment somebody has begun.</summary>
public sealed record OpenDraft(Guid Id, int AnswerCount, DateTime SavedAtUtc);

/// <summary>A segment that was decided.</summary>
public sealed record DecisionOnCard
{
    public required long Sequence { get; init; }
    public required string Segment { get; init; }
    public required string? SuggestedSegment { get; init; }
    public required ClientSegments.OverrideReasonKind? ReasonKind { get; init; }
    public required string? Reason { get; init; }
    public required DateTime DecidedAtUtc { get; init; }
    public required DateOnly? ReviewOn { get; init; }
    public required string? WorkerName { get; init; }

    public override string ToString() => $"{nameof(DecisionOnCard)} {Sequence}";
}

/// <summary>Who answered for a client, and when.</summary>
public sealed record PastResponsible(Guid WorkerId, string WorkerName, DateTime FromUtc, DateTime? UntilUtc)
{
    public override string ToString() => $"{nameof(PastResponsible)} {WorkerId}";
}

/// <summary>A remote reception as it was agreed on.</summary>
public sealed record PlannedReception(Guid Id, DateTime RecordedAtUtc, ConsentAnswer Consent, RemoteJudgement? Judgement, DateTime? PlannedAtUtc);
