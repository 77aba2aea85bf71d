namespace Palveluohjaus.Guidance.ClientSegments;

/// <summary>What became of a decision.</summary>
public abstract record DecideSegmentResult
{
    private DecideSegmentResult()
    {
    }

    /// <summary>It is stored; also when the very same had been stored before.</summary>
    public sealed record Decided(Guid ClientId, long Sequence) : DecideSegmentResult;

    /// <summary>The assessment has been decided otherwise, or by someone else: nothing was stored.</summary>
    public sealed record DecidedBefore(SegmentDecision Decision) : DecideSegmentResult;

    /// <summary>The answers or the suggestion are others than those that were shown: nothing was stored.</summary>
    public sealed record ChangedMeanwhile : DecideSegmentResult;

    public sealed record Refused(IReadOnlyList<DecisionProblemKind> Problems) : DecideSegmentResult;

    /// <summary>There is no such assessment.</summary>
    public sealed record Unknown : DecideSegmentResult;
}

/// <summary>What must be put right before a decision can be stored. Its sentence is in the texts, under <c>Decide.Problem.{Kind}</c>.</summary>
public enum DecisionProblemKind
{
    NothingAnswered,
    FlagWithoutStep,
    SegmentMissing,
    ReasonMissing,
    ReasonTextMissing,
    ReasonTooLong,
    ReviewNotAhead,
    ReviewTooFar,
}
