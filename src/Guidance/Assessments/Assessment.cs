namespace Palveluohjaus.Guidance.Assessments;

/// <summary>A first assessment: the answers of one client on one day.</summary>
public sealed class Assessment
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ClientId { get; init; }
    public Guid? CaseId { get; init; }
    public required Cases.LifeStage LifeStage { get; init; }

    /// <summary>Item code → rating 0–3. An item that was not asked is absent.</summary>
    public required IReadOnlyDictionary<string, int> Answers { get; init; }

    public required DateTime AssessedAtUtc { get; init; }
    public Guid? WorkerId { get; init; }
}
