using Palveluohjaus.Segmentation.Suggestions;

namespace Palveluohjaus.Guidance.ClientSegments;

/// <summary>A professional's decision on a client's segment, kept beside what was suggested. Append-only; the latest holds.</summary>
public sealed class SegmentDecision
{
    /// <summary>Raised by the database. Facts are refreshed from the last one they saw.</summary>
    public long Sequence { get; private set; }

    public required Guid ClientId { get; init; }

    /// <summary>The segment the professional decided, by its code in the scheme.</summary>
    public required string Segment { get; init; }

    /// <summary>What was suggested at that moment; null when there was no suggestion.</summary>
    public string? SuggestedSegment { get; init; }

    /// <summary>Required when the decision differs from the suggestion, or was made without one.</summary>
    public OverrideReasonKind? OverrideReasonKind { get; init; }

    /// <summary>The reason in the professional's own words; required when the kind is <see cref="ClientSegments.OverrideReasonKind.Other"/>.</summary>
    public string? OverrideReason { get; init; }

    /// <summary>Why nothing was suggested; null when something was, and in history made without a model.</summary>
    public AbstainReason? Abstained { get; init; }

    /// <summary>The probability the model gave to what it suggested, 0–1.</summary>
    public double? SuggestedShare { get; init; }

    /// <summary>The assessment decided on; null in history.</summary>
    public Guid? AssessmentId { get; init; }

    public Guid? CaseId { get; init; }
    public string? SchemeVersion { get; init; }

    /// <summary>The champion's or the scorecard's identity.</summary>
    public string? ModelVersion { get; init; }

    /// <summary>0–100, where the client was on the four-field.</summary>
    public double? Need { get; init; }

    /// <summary>0–100, likewise.</summary>
    public double? Resources { get; init; }

    /// <summary>The reasons that were shown, as <see cref="StoredReasoning"/> writes them.</summary>
    public string? Reasoning { get; init; }

    /// <summary>By when the segment is looked at again.</summary>
    public DateOnly? ReviewOn { get; init; }

    public required DateTime DecidedAtUtc { get; init; }
    public Guid? WorkerId { get; init; }

    /// <summary>From when the suggestion that was decided on came up, to the decision.</summary>
    public int? SecondsToDecide { get; init; }
}

/// <summary>Why a professional decided otherwise than the model suggested.</summary>
public enum OverrideReasonKind
{
    /// <summary>Something is known that no answer tells.</summary>
    NotInAnswers,

    /// <summary>The situation is about to change.</summary>
    SituationChanging,

    /// <summary>The client wishes so.</summary>
    ClientsWish,

    Other,
}
