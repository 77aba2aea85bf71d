using System.Globalization;
using Palveluohjaus.Segmentation.Evaluation;

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
    private const int LeastPercent = 50;
    private const int GreatestPercent = 99;

    // 0.9 that has been through arithmetic asks for 0.9, not for 0.91.
    private const double CoverageRounding = 1e-9;

    // Where many rows share a probability, as they do in a model of tables, the threshold is exactly theirs; computed in another
    // precision it must not fall on the other side for all of them at once. Sets only grow by it.
    private const double ProbabilityRounding = 1e-6;

    /// <summary>Chooses the thresholds of the coverages 0.50, 0.51, …, 0.99.</summary>
    /// <param name="probabilities">Row-major n × k, calibrated, of rows that neither training nor the temperature has seen.</param>
    /// <param name="segmentCount">k.</param>
    /// <param name="labels">n decided segments in 0…k−1.</param>
    /// <returns>
    /// For each coverage the ⌈(n + 1) · coverage⌉-th smallest 1 − probability of the decided segment. With too few rows for that
    /// the threshold is 1: everything stays possible.
    /// </returns>
    /// <exception cref="ArgumentException">There are no rows, lengths differ, a label is outside 0…k−1, or a row is not probabilities.</exception>
    public static ConformalThresholds Calibrate(ReadOnlySpan<float> probabilities, int segmentCount, ReadOnlySpan<int> labels)
    {
        ProbabilityRows.Require(probabilities, segmentCount, labels);
        var distances = new double[labels.Length];
        for (var row = 0; row < distances.Length; row++)
            distances[row] = 1 - (double)probabilities[(row * segmentCount) + labels[row]];
        Array.Sort(distances);

        var coverages = new double[GreatestPercent - LeastPercent + 1];
        var thresholds = new double[coverages.Length];
        for (var index = 0; index < coverages.Length; index++)
        {
            // Whole percents keep the rank exact; 0.55 × 100 in floating point is over 55.
            var percent = LeastPercent + index;
            var rank = ((((long)distances.Length + 1) * percent) + 99) / 100;
            coverages[index] = percent / 100.0;
            thresholds[index] = rank > distances.Length ? 1 : distances[rank - 1];
        }

        return new ConformalThresholds(coverages, thresholds);
    }

    /// <summary>The threshold of the least stored coverage that is at least the asked one.</summary>
    /// <param name="coverage">Between the first and the last of <see cref="Coverages"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The coverage is outside them.</exception>
    public double ThresholdFor(double coverage)
    {
        if (coverage >= Coverages[0] - CoverageRounding)
        {
            for (var index = 0; index < Coverages.Count; index++)
            {
                if (Coverages[index] >= coverage - CoverageRounding)
                    return Thresholds[index];
            }
        }

        throw new ArgumentOutOfRangeException(
            nameof(coverage),
            string.Create(CultureInfo.InvariantCulture, $"Coverage must be {Coverages[0]}–{Coverages[^1]}, and is {coverage}."));
    }

    /// <summary>Which segments are still possible for one row. The most probable always is, so that no set is empty.</summary>
    /// <param name="probabilities">k probabilities, made with the same temperature as those calibrated on.</param>
    /// <param name="coverage">As for <see cref="ThresholdFor"/>.</param>
    /// <param name="possible">k answers; overwritten.</param>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The coverage is outside the stored ones.</exception>
    public void PossibleSegments(ReadOnlySpan<float> probabilities, double coverage, Span<bool> possible)
    {
        RequireSameLength(probabilities.Length, possible.Length);
        var least = 1 - ThresholdFor(coverage) - ProbabilityRounding;
        for (var segment = 0; segment < probabilities.Length; segment++)
            possible[segment] = probabilities[segment] >= least;
        possible[ProbabilityRows.MostProbable(probabilities)] = true;
    }

    /// <inheritdoc cref="PossibleSegments(ReadOnlySpan{float}, double, Span{bool})"/>
    public void PossibleSegments(ReadOnlySpan<double> probabilities, double coverage, Span<bool> possible)
    {
        RequireSameLength(probabilities.Length, possible.Length);
        var least = 1 - ThresholdFor(coverage) - ProbabilityRounding;
        var mostProbable = 0;
        for (var segment = 0; segment < probabilities.Length; segment++)
        {
            possible[segment] = probabilities[segment] >= least;
            if (probabilities[segment] > probabilities[mostProbable])
                mostProbable = segment;
        }

        possible[mostProbable] = true;
    }

    private static void RequireSameLength(int probabilities, int possible)
    {
        if (probabilities != possible)
            throw new ArgumentException($"There are {probabilities} probabilities and room for {possible} answers.", nameof(possible));
    }
}
