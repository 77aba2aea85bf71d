namespace Palveluohjaus.Guidance.Clients;

/// <summary>Why a worker said they had to see a client whose matter is not their unit's. Append-only; it holds for a working day.</summary>
public sealed class StatedGround
{
    /// <summary>Raised by the database.</summary>
    public long Sequence { get; private set; }

    public required Guid WorkerId { get; init; }
    public required Guid ClientId { get; init; }
    public required StatedGroundKind Kind { get; init; }
    public required DateTime StatedAtUtc { get; init; }
    public required DateTime UntilUtc { get; init; }
}

public static class StatedGroundKinds
{
    extension(StatedGroundKind kind)
    {
        /// <summary>Whether a worker says it on the page; the rest follow from what is recorded.</summary>
        public bool IsStated => kind is not (StatedGroundKind.Recorded or StatedGroundKind.HandoffOffered or StatedGroundKind.JointMeeting);
    }
}

public enum StatedGroundKind
{
    /// <summary>The client, or someone on their behalf, is in touch right now.</summary>
    ClientInTouch,

    /// <summary>Standing in for a colleague of another unit.</summary>
    Substituting,

    /// <summary>The client's data must be corrected, or a double record made one.</summary>
    DataCorrection,

    /// <summary>The client asked for their log report or another extract.</summary>
    ClientsRequest,

    /// <summary>A supervisor's or an authority's duty laid down in law.</summary>
    StatutoryDuty,

    /// <summary>The worker recorded the client just now; never stated on the page.</summary>
    Recorded,

    /// <summary>The client's case is offered to the worker's unit, for as long as the offer is open; never stated on the page.</summary>
    HandoffOffered,

    /// <summary>The worker's unit is invited to a joint meeting about the client's case, until it has been held or cancelled; never stated on the page.</summary>
    JointMeeting,
}
