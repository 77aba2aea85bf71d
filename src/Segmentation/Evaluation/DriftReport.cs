namespace Palveluohjaus.Segmentation.Evaluation;

/// <summary>How far rows have moved from those a model was trained on.</summary>
/// <param name="Rows">Rows measured.</param>
/// <param name="Columns">One per column of the model's schema, in its order.</param>
/// <param name="SuggestedStability">Population stability index of the suggested segments.</param>
/// <param name="SuggestedState">How to read it.</param>
public sealed record DriftReport(int Rows, IReadOnlyList<ColumnDrift> Columns, double SuggestedStability, DriftState SuggestedState);

/// <summary>One column's drift.</summary>
/// <param name="Column">Its name.</param>
/// <param name="Stability">Population stability index, 0 and up; the missing value is a bin of its own.</param>
/// <param name="State">How to read it.</param>
/// <param name="TrainingMissingShare">Share of training rows without a value, 0–1.</param>
/// <param name="MissingShare">Share of the rows measured without a value, 0–1.</param>
public sealed record ColumnDrift(string Column, double Stability, DriftState State, double TrainingMissingShare, double MissingShare);

/// <summary>The customary reading of a population stability index (Siddiqi 2006, Credit Risk Scorecards, ch. 9).</summary>
public enum DriftState
{
    /// <summary>Too few rows: chance alone moves the index this far. See <see cref="Drift.MinimumRows"/>.</summary>
    TooFewRows,

    /// <summary>Under 0.1: no change worth acting on.</summary>
    Stable,

    /// <summary>0.1 up to 0.25: look into it.</summary>
    Moderate,

    /// <summary>0.25 and over: the model meets other clients than it was trained on.</summary>
    Large,
}
