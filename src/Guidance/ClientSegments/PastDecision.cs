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

    /// <summary>Whether it is the client's segment now: the last one stored, whenever it was made.</summary>
    public bool Holds { get; init; }

    /// <summary>True when the reader may not read what the professional wrote; see <see cref="Clients.ClientGrounds.MayReadWords"/>.</summary>
    public bool AreWordsHidden { get; init; }

    /// <summary>The reason in the professional's own words; null when there are none, or the reader may not read them.</summary>
    public string? Words => AreWordsHidden ? null : Decision.OverrideReason;

    // A record prints every field.
    public override string ToString() => $"{nameof(PastDecision)} {Decision.Sequence}";
}
