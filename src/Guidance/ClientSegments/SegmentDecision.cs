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

    /// <summary>Required when the decision differs from the suggestion.</summary>
    public string? OverrideReason { get; init; }

    public required DateTime DecidedAtUtc { get; init; }
    public Guid? WorkerId { get; init; }
    public int? SecondsToDecide { get; init; }
}
