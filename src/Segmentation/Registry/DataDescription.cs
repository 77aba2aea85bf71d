namespace Palveluohjaus.Segmentation.Registry;

/// <summary>What a version was trained on, so that it can be trained again. No row of it is in the registry.</summary>
public sealed record DataDescription
{
    /// <summary>The source of a version trained on the county's own decisions.</summary>
    public const string DatabaseDecisions = "database decisions";

    /// <summary><see cref="DatabaseDecisions"/>, or a file's name without its folder.</summary>
    public required string Source { get; init; }

    /// <summary>Tells sources apart: SHA-256 of the file, or of what stands first in the database's decisions. Null in versions that never knew.</summary>
    public string? SourceSha256 { get; init; }

    /// <summary>What the model was fitted to.</summary>
    public required DataPart Training { get; init; }

    /// <summary>What temperature and conformal thresholds were fitted to.</summary>
    public required DataPart Calibration { get; init; }

    /// <summary>What the figures were computed on.</summary>
    public required DataPart Test { get; init; }

    /// <summary>The seed that divided the rows; null when they were divided by time.</summary>
    public int? SplitSeed { get; init; }

    /// <summary>The share of rows that calibrate, of rows divided by <see cref="SplitSeed"/>; null when they were divided by time.</summary>
    public double? CalibrationShare { get; init; }

    /// <summary>The share of rows to measure on, likewise.</summary>
    public double? TestShare { get; init; }

    /// <summary>SHA-256 of the rows' segments in their order, likewise: with the seed and the shares it settles which row went to which part.</summary>
    public string? LabelsSha256 { get; init; }

    /// <summary>The seed of the bootstrap intervals.</summary>
    public int? BootstrapSeed { get; init; }
}

/// <summary>One part of the rows.</summary>
/// <param name="Rows">How many.</param>
/// <param name="FromUtc">The time of the first decision; null when rows carry no time.</param>
/// <param name="ToUtc">The time of the last.</param>
public sealed record DataPart(int Rows, DateTime? FromUtc = null, DateTime? ToUtc = null);
