namespace Palveluohjaus.Reporting.Exports;

/// <summary>A case as an event log tells it: whose it is by name, and what happened in the order of time.</summary>
/// <remarks>Classes: the generated text of a record would print what may tell of a person.</remarks>
internal sealed class ExportedCase
{
    public required string Name { get; init; }
    public string? Client { get; init; }
    public required string Source { get; init; }
    public required string Channel { get; init; }
    public string? Theme { get; init; }
    public string? LifeStage { get; init; }
    public string? Language { get; init; }
    public required DateTime StartUtc { get; init; }
    public DateTime? EndUtc { get; init; }
    public DateTime? DeadlineUtc { get; init; }
    public Guid? UnitId { get; init; }
    public required IReadOnlyList<ExportedEvent> Events { get; init; }
}

internal sealed class ExportedEvent
{
    public required string Activity { get; init; }
    public required DateTime AtUtc { get; init; }
    public Guid? UnitId { get; init; }
    public string? Unit { get; init; }
    public string? Worker { get; init; }
}
