namespace Palveluohjaus.Guidance.Teams;

/// <summary>Who answers for a client's whole (vastuutyöntekijä), and since when. An ended row stays: it is the history.</summary>
public sealed class ResponsibleWorker
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ClientId { get; init; }
    public required Guid WorkerId { get; init; }
    public required DateTime FromUtc { get; init; }

    /// <summary>Null while the worker answers for the client.</summary>
    public DateTime? UntilUtc { get; private set; }

    /// <summary>Who named the worker.</summary>
    public Guid? NamedByWorkerId { get; init; }

    public int Version { get; private set; }

    public void End(DateTime nowUtc)
    {
        UntilUtc ??= nowUtc;
        Version++;
    }
}
