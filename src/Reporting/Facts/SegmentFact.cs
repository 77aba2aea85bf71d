namespace Palveluohjaus.Reporting.Facts;

/// <summary>One professional's decision on a client's segment, with the client's dimensions on that day.</summary>
public sealed record SegmentFact : Fact
{
    /// <summary>The decision's own sequence.</summary>
    public required long Sequence { get; init; }

    public required Guid ClientId { get; init; }
    public required string Segment { get; init; }

    /// <summary>What the client had before; null for the first decision.</summary>
    public string? PreviousSegment { get; init; }

    public string? SuggestedSegment { get; init; }

    /// <summary>Why the professional decided otherwise than suggested.</summary>
    public string? OverrideReason { get; init; }

    public required DateTime DecidedAtUtc { get; init; }

    /// <summary>When the same client was decided on anew, which ends this decision; null while it holds.</summary>
    public DateTime? NextDecidedAtUtc { get; init; }

    public int? SecondsToDecide { get; init; }

    /// <summary>The unit that has the case that was decided on; null for history.</summary>
    public Guid? UnitId { get; init; }

    public required string MunicipalityCode { get; init; }
    public required string ServiceLanguage { get; init; }
    public required string LifeStage { get; init; }
    public required string AgeBand { get; init; }

    internal override object Key => Sequence;
}
