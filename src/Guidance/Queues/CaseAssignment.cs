namespace Palveluohjaus.Guidance.Queues;

/// <summary>One change of who answers for a case within its unit. Append-only, so that it stays visible who had it and since when.</summary>
/// <remarks>
/// Not a <see cref="Cases.CaseEvent"/>: those are the process that flow facts are measured from, and any event after a contact tells that the case has
/// moved on. Who of a unit's workers has a case is neither a step of the client's nor a handoff.
/// </remarks>
public sealed class CaseAssignment
{
    public const int ReasonMaxLength = 300;

    /// <summary>Raised by the database: the order in which it happened.</summary>
    public long Sequence { get; private set; }

    public required Guid CaseId { get; init; }

    /// <summary>The unit within which it happened.</summary>
    public required Guid UnitId { get; init; }

    public required CaseAssignmentKind Kind { get; init; }

    /// <summary>Who had it; null when nobody had.</summary>
    public Guid? FromWorkerId { get; init; }

    /// <summary>Who has it now; null when it went back to the unit's queue.</summary>
    public Guid? ToWorkerId { get; init; }

    public required DateTime AtUtc { get; init; }

    /// <summary>Who did it.</summary>
    public required Guid? ByWorkerId { get; init; }

    /// <summary>In that worker's own words, where any were given.</summary>
    public string? Reason { get; init; }

    // A reason may tell of a client.
    public override string ToString() => $"{nameof(CaseAssignment)} {Sequence}";
}

public enum CaseAssignmentKind
{
    /// <summary>By whoever has it now.</summary>
    Taken,

    /// <summary>Back to the unit's queue.</summary>
    Released,

    /// <summary>To another worker of the unit.</summary>
    Assigned,
}
