namespace Palveluohjaus.Guidance.ClientSegments;

/// <summary>
/// A sampled decision that a second professional is asked to make anew from the same answers, without seeing the suggestion or the first decision.
/// It measures agreement (kappa) and changes nothing for the client: the decision holds.
/// </summary>
public sealed class SecondOpinion
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The decision it is about.</summary>
    public required long DecisionSequence { get; init; }

    public required Guid ClientId { get; init; }
    public required Guid AssessmentId { get; init; }

    /// <summary>The unit whose professionals are asked.</summary>
    public required Guid UnitId { get; init; }

    /// <summary>Who made the decision, and is not asked again.</summary>
    public required Guid FirstWorkerId { get; init; }

    public required DateTime AskedAtUtc { get; init; }

    /// <summary>The segment the second professional decided; null while nobody has.</summary>
    public string? Segment { get; private set; }

    public Guid? WorkerId { get; private set; }
    public DateTime? GivenAtUtc { get; private set; }
    public int Version { get; private set; }

    // Given twice, the agreement of one pair would count twice.
    public void Give(string segment, Guid workerId, DateTime nowUtc)
    {
        if (Segment is not null)
            throw new InvalidOperationException("The second opinion has been given.");
        if (workerId == FirstWorkerId)
            throw new InvalidOperationException("Who decided first cannot be the second.");
        (Segment, WorkerId, GivenAtUtc) = (segment, workerId, nowUtc);
        Version++;
    }
}
