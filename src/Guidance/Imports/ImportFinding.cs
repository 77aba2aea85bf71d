namespace Palveluohjaus.Guidance.Imports;

/// <summary>Something in imported data that is kept as it is but cannot be right, for the county to look into.</summary>
public sealed class ImportFinding
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid CaseId { get; init; }
    public required FindingKind Kind { get; init; }
    public required DateTime FoundAtUtc { get; init; }
}

public enum FindingKind
{
    /// <summary>The case ends before it starts. It is left out of lead time.</summary>
    ClosedBeforeReceived,
}
