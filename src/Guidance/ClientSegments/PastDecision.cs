using Palveluohjaus.Guidance.Assessments;

namespace Palveluohjaus.Guidance.ClientSegments;

/// <summary>A decision and who made it.</summary>
/// <param name="Decision">The decision.</param>
/// <param name="WorkerName">Null where history does not tell.</param>
/// <param name="UnitId">The professional's unit.</param>
public sealed record PastDecision(SegmentDecision Decision, string? WorkerName, Guid? UnitId)
{
    /// <summary>The assessment decided on; null in a list, and in history.</summary>
    public Assessment? Assessment { get; init; }

    // A record prints every field.
    public override string ToString() => $"{nameof(PastDecision)} {Decision.Sequence}";
}
