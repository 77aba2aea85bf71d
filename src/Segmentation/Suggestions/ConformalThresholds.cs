namespace Palveluohjaus.Segmentation.Suggestions;

/// <summary>
/// Split-conformal sets: a segment stays possible while 1 − its probability is at most a threshold, chosen on held-out rows so
/// that the decided segment stays possible in at least the asked share of new rows, whatever the model is worth
/// (Vovk, Gammerman and Shafer 2005, Algorithmic Learning in a Random World; Sadinle, Lei and Wasserman 2019, JASA 114(525)).
/// </summary>
/// <param name="Coverages">Shares over 0 and under 1, rising.</param>
/// <param name="Thresholds">The threshold of each coverage, never falling.</param>
public sealed record ConformalThresholds(IReadOnlyList<double> Coverages, IReadOnlyList<double> Thresholds)
{
    /// <summary>The threshold of the least coverage that is at least the one asked for.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none so great.</exception>
    public double ThresholdFor(double coverage)
    {
        for (var index = 0; index < Coverages.Count; index++)
        {
            if (Coverages[index] >= coverage)
                return Thresholds[index];
        }

        throw new ArgumentOutOfRangeException(nameof(coverage), coverage, "The model has no threshold for so great a coverage.");
    }

    /// <summary>Marks the segments that are still possible. The most probable always is, so that no set is empty.</summary>
    /// <param name="probabilities">k probabilities.</param>
    /// <param name="coverage">The share of clients whose decided segment should be among the marked.</param>
    /// <param name="possible">k marks; overwritten.</param>
    public void PossibleSegments(ReadOnlySpan<double> probabilities, double coverage, Span<bool> possible)
    {
        var threshold = ThresholdFor(coverage);
        var mostProbable = 0;
        for (var segment = 0; segment < probabilities.Length; segment++)
        {
            possible[segment] = 1 - probabilities[segment] <= threshold;
            if (probabilities[segment] > probabilities[mostProbable])
                mostProbable = segment;
        }

        possible[mostProbable] = true;
    }
}
