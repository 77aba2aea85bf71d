namespace Palveluohjaus.Guidance.ClientSegments;

/// <summary>What a professional decides of an assessment, and what they were looking at when they did.</summary>
public sealed record DecisionToMake
{
    public required Guid DraftId { get; init; }

    /// <summary>The draft's version that was shown.</summary>
    public required int DraftVersion { get; init; }

    /// <summary>The suggested segment that was shown; null when nothing was suggested.</summary>
    public required string? ShownSegment { get; init; }

    public required string Segment { get; init; }

    /// <summary>Asked for unless the suggestion is confirmed.</summary>
    public OverrideReasonKind? ReasonKind { get; init; }

    public string? Reason { get; init; }

    /// <summary>Null for <see cref="SegmentReview.DefaultFor"/>.</summary>
    public DateOnly? ReviewOn { get; init; }

    // A record prints every field, and the reason is about a client.
    public override string ToString() => $"{nameof(DecisionToMake)} {DraftId}";
}
