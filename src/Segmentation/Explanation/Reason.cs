using Palveluohjaus.Segmentation.Profiles;

namespace Palveluohjaus.Segmentation.Explanation;

/// <summary>What one answer, or two together, did to the logit of every segment.</summary>
/// <param name="First">The answer's feature.</param>
/// <param name="FirstValue">The answer; NaN when there is none, which a model may take as a sign of something too.</param>
/// <param name="Second">The other answer's feature, or null when the reason is one answer alone.</param>
/// <param name="SecondValue">The other answer; NaN when there is none.</param>
/// <param name="Points">k logit points.</param>
public sealed record Reason(Feature First, double FirstValue, Feature? Second, double SecondValue, IReadOnlyList<double> Points)
{
    /// <summary>How far apart it pushes the segments it tells apart most: greatest − least of its points.</summary>
    public double Spread => Points.Max() - Points.Min();

    /// <summary>
    /// What the reason does to one segment's probability: d ln pₛ when the reason grows, which is its points for the segment less the
    /// mean of its points over all segments, weighted by their probabilities. Positive raises the probability, negative lowers it.
    /// </summary>
    /// <param name="segment">The segment, in 0…k−1.</param>
    /// <param name="probabilities">The client's k probabilities.</param>
    public double EffectOn(int segment, IReadOnlyList<double> probabilities) => EffectOn(Points, segment, probabilities);

    internal static double EffectOn(IReadOnlyList<double> points, int segment, IReadOnlyList<double> probabilities)
    {
        // Summed over the others, so that the sign is right even where the segment is all but certain.
        double effect = 0;
        for (var other = 0; other < points.Count; other++)
            effect += probabilities[other] * (points[segment] - points[other]);
        return effect;
    }
}
