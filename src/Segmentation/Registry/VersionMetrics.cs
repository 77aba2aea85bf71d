using Palveluohjaus.Segmentation.Evaluation;

namespace Palveluohjaus.Segmentation.Registry;

/// <summary>metrics.json: where a version came from and how well it does on rows it has not seen.</summary>
public sealed record VersionMetrics
{
    /// <summary>When it was trained.</summary>
    public required DateTime TrainedAtUtc { get; init; }

    /// <summary>The version of the product that trained it.</summary>
    public required string ProductVersion { get; init; }

    /// <summary>Whether the rows describe invented people: the card says so in capitals of its own.</summary>
    public required bool IsSynthetic { get; init; }

    /// <summary>The rows it was trained, calibrated and tested on.</summary>
    public required DataDescription Data { get; init; }

    /// <summary>On the test part.</summary>
    public required EvaluationReport Test { get; init; }

    /// <summary>The plain models that stand beside every version, on the same test rows: majority, scorecard, logistic regression.</summary>
    public required IReadOnlyList<NamedFigures> Baselines { get; init; }

    /// <summary>Models without exact explanations on the same test rows, such as unlimited order and ML.NET's: what transparency costs.</summary>
    public IReadOnlyList<NamedFigures> Comparators { get; init; } = [];

    /// <summary>How far the test part has drifted from the training part; null when it was not measured.</summary>
    public DriftReport? Drift { get; init; }

    /// <summary>Agreement of two professionals on the same clients; null when no client was decided on twice.</summary>
    public ProfessionalAgreement? DoubleCoded { get; init; }

    /// <summary>The largest difference in accuracy between two groups that the county accepts, 0–1; the card measures against it.</summary>
    public double MaximumGroupGap { get; init; } = PromotionGate.DefaultMaximumGroupGap;

    /// <summary>The version's files as they were saved; filled in by the registry.</summary>
    public FileHashes? Files { get; init; }
}

/// <summary>The figures of a model that stands beside a version.</summary>
/// <param name="Name">The trainer's name, majority or scorecard.</param>
/// <param name="Figures">On the version's test rows.</param>
public sealed record NamedFigures(string Name, QualityFigures Figures);
