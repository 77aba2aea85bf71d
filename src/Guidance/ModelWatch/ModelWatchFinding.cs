namespace Palveluohjaus.Guidance.ModelWatch;

/// <summary>One figure of a run. It says nothing of any client or worker: groups with few decisions, and units with few workers, have no figure.</summary>
public sealed class ModelWatchFinding
{
    public const int DimensionMaxLength = 20;
    public const int GroupMaxLength = 60;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid RunId { get; init; }

    /// <summary>Its place in the run, from 0.</summary>
    public required int Number { get; init; }

    public required WatchedThing Kind { get; init; }
    public required WatchLevel Level { get; init; }

    /// <summary>language, age-band, sex, municipality or unit; null for all decisions.</summary>
    public string? Dimension { get; init; }

    /// <summary>The group within the dimension, a unit's id, or the feature that drifted.</summary>
    public string? Group { get; init; }

    /// <summary>What it rests on; null where that is too few to be told.</summary>
    public int? Count { get; init; }

    /// <summary>An index, a share 0–1, a kappa or seconds, by the kind.</summary>
    public double? Value { get; init; }

    /// <summary>Of a group, the same of all others.</summary>
    public double? Reference { get; init; }

    /// <summary>The lower end of the 95 % interval: of a group, of its difference from the others; otherwise of the value.</summary>
    public double? Low { get; init; }

    /// <summary>The upper end.</summary>
    public double? High { get; init; }
}

public enum WatchedThing
{
    /// <summary>How far the answers to a question have moved from the training rows: population stability index.</summary>
    FeatureDrift,

    /// <summary>Likewise the suggested segments.</summary>
    SuggestionDrift,

    /// <summary>Share of suggestions that the professional decided alike.</summary>
    Agreement,

    /// <summary>The same beyond chance: Cohen's kappa.</summary>
    AgreementKappa,

    /// <summary>Share of those decided to need much whom the suggestion took to need little.</summary>
    MissedNeed,

    /// <summary>Share of decisions before which nothing was suggested.</summary>
    Abstained,

    /// <summary>Share of confirmations that came too quickly to have been weighed.</summary>
    QuickConfirmations,

    /// <summary>Median seconds from when a suggestion came up to its confirmation.</summary>
    SecondsToConfirm,
}
