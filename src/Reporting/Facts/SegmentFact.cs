namespace Palveluohjaus.Reporting.Facts;

/// <summary>One professional's decision on a client's segment, with the client's dimensions on that day.</summary>
public sealed class SegmentFact
{
    /// <summary>The decision's own sequence.</summary>
    public required long Sequence { get; init; }

    public required Guid ClientId { get; init; }
    public required string Segment { get; init; }
    public string? SuggestedSegment { get; init; }
    public required DateTime DecidedAtUtc { get; init; }
    public int? SecondsToDecide { get; init; }
    public required string MunicipalityCode { get; init; }
    public required string ServiceLanguage { get; init; }
    public required string LifeStage { get; init; }
}
