namespace Palveluohjaus.Segmentation.Scorecard;

/// <summary>The scores of one row, without the explanation.</summary>
/// <param name="Need">0–100.</param>
/// <param name="Resources">0–100.</param>
/// <param name="SegmentIndex">The suggested segment's index in the scheme, or <see cref="Abstained"/>.</param>
public readonly record struct ScorecardScore(double Need, double Resources, int SegmentIndex)
{
    /// <summary>Stands for no suggestion: a required item has no answer.</summary>
    public const int Abstained = -1;
}
