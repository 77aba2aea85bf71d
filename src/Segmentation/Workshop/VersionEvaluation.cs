using Palveluohjaus.Segmentation.Evaluation;
using Palveluohjaus.Segmentation.Registry;

namespace Palveluohjaus.Segmentation.Workshop;

/// <summary>How well a version, or a trainer, does on rows it has not seen, and what that is worth.</summary>
public sealed record VersionEvaluation
{
    /// <summary>Its figures, over all rows and by group.</summary>
    public required EvaluationReport Report { get; init; }

    /// <summary>
    /// The plain models on the same rows: majority and logistic, fitted to rows that were not measured and so absent where none are left
    /// or all are of one segment; and for clients the scorecard.
    /// </summary>
    public required IReadOnlyList<NamedFigures> Baselines { get; init; }

    /// <summary>How far the measured rows have moved from those the version was trained on; null for a trainer, which makes a version of each fold.</summary>
    public DriftReport? Drift { get; init; }
}
