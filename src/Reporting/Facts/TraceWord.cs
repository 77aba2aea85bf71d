namespace Palveluohjaus.Reporting.Facts;

/// <summary>A unit or an activity that traces name by number.</summary>
public sealed class TraceWord
{
    public required int Number { get; init; }
    public required TraceWordKind Kind { get; init; }

    /// <summary>A unit's id, or an activity's name.</summary>
    public required string Word { get; init; }
}

public enum TraceWordKind
{
    Unit,
    Activity,
}
