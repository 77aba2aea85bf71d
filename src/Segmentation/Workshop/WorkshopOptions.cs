using Palveluohjaus.Segmentation.Registry;

namespace Palveluohjaus.Segmentation.Workshop;

/// <summary>How a version is made and measured.</summary>
public sealed record WorkshopOptions
{
    /// <summary>Of training and of the bootstrap.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>
    /// Divides rows that carry no time. Apart from <see cref="Seed"/>, so that versions of one file trained with different seeds are
    /// held against the same rows, none of which any of them has seen.
    /// </summary>
    public int SplitSeed { get; init; } = 1;

    /// <summary>Share of rows that temperature and thresholds are fitted to. Over 0, under 1.</summary>
    public double CalibrationShare { get; init; } = 0.2;

    /// <summary>Share of rows that figures are computed on: the newest, where rows carry a time. Over 0, under 1.</summary>
    public double TestShare { get; init; } = 0.2;

    /// <summary>The coverage of the sets the report speaks of.</summary>
    public double Coverage { get; init; } = 0.9;

    /// <summary>Bootstrap resamples.</summary>
    public int Resamples { get; init; } = 1000;

    /// <summary>The largest difference in accuracy between two groups that is accepted.</summary>
    public double MaximumGroupGap { get; init; } = PromotionGate.DefaultMaximumGroupGap;
}
