namespace Palveluohjaus.Segmentation.Registry;

/// <summary>One line of history.jsonl: the champion changed.</summary>
public sealed record ChampionEvent
{
    /// <summary>When.</summary>
    public required DateTime AtUtc { get; init; }

    /// <summary>Promoted or rolled back.</summary>
    public required ChampionAction Action { get; init; }

    /// <summary>The account or user who did it.</summary>
    public required string Who { get; init; }

    /// <summary>The champion before; null when there was none.</summary>
    public required string? From { get; init; }

    /// <summary>The champion after; null when there is none.</summary>
    public required string? To { get; init; }

    /// <summary>Why the gate was overridden; null when it was not.</summary>
    public string? OverrideReason { get; init; }

    /// <summary>The rows the gate's figures are of; null for a rollback, which asks no gate, and in entries of before it was recorded.</summary>
    public MeasuredRows? Measured { get; init; }

    /// <summary>What the gate found; empty for a rollback, which asks no gate.</summary>
    public IReadOnlyList<GateFinding> Findings { get; init; } = [];
}

/// <summary>How a champion changes.</summary>
public enum ChampionAction
{
    /// <summary>A version became champion through the gate.</summary>
    Promoted,

    /// <summary>The champion before it came back.</summary>
    RolledBack,
}

/// <summary>What came of a promotion or a rollback.</summary>
public abstract record ChampionOutcome
{
    private ChampionOutcome()
    {
    }

    /// <summary>The champion changed, and the history says so.</summary>
    public sealed record Changed(ChampionEvent Event) : ChampionOutcome;

    /// <summary>Nothing changed.</summary>
    public sealed record Refused(string Why) : ChampionOutcome;
}
