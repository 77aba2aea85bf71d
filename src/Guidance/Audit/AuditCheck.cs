namespace Palveluohjaus.Guidance.Audit;

/// <summary>What a walk through the audit found.</summary>
public sealed record AuditCheck
{
    public required long Entries { get; init; }
    public required long Faults { get; init; }

    /// <summary>The first of them.</summary>
    public required IReadOnlyList<AuditFault> FirstFaults { get; init; }

    /// <summary>The heads as they are stored, to be noted elsewhere.</summary>
    public required IReadOnlyList<NotedHead> Heads { get; init; }
}
