using Palveluohjaus.Segmentation.Texts;

namespace Palveluohjaus.Segmentation.Scheme;

/// <summary>An axis as a county has set it.</summary>
/// <param name="Axis">Which one.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Threshold">The score, over 0 and under 100, at which the high side begins.</param>
public sealed record SchemeAxis(Axis Axis, LocalizedText Name, double Threshold)
{
    /// <summary>The top of every axis; the bottom is 0.</summary>
    public const double MaximumScore = 100;

    /// <summary>
    /// A score that is the threshold by arithmetic may come out of floating-point sums a hair under it; a person must not
    /// change segment for that. Far below any difference a scorecard's points can make.
    /// </summary>
    private const double Rounding = 1e-9;

    /// <summary>The side on which a score falls; the threshold itself is high.</summary>
    public AxisSide SideOf(double score) => score >= Threshold - Rounding ? AxisSide.High : AxisSide.Low;
}
