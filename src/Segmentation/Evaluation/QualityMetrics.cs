namespace Palveluohjaus.Segmentation.Evaluation;

/// <summary>
/// How good probabilities are, one figure at a time. Every function takes a row-major n × k array of probabilities, one row
/// per client and one column per segment, each row summing to 1, and n decided segments in 0…k−1.
/// </summary>
/// <remarks>
/// Each is O(n·k), and each throws <see cref="ArgumentException"/> when there are no rows, lengths differ, a segment is
/// outside 0…k−1 or a row is not probabilities. Of several segments alike in probability the first is the most probable.
/// </remarks>
public static class QualityMetrics
{
    /// <summary>Bins of a reliability table, the literature's habit.</summary>
    public const int DefaultBinCount = 15;

    /// <summary>A probability under this counts as this in the log-loss, so that one wrong certainty costs 34.5 and not infinity.</summary>
    public const double SmallestProbability = 1e-15;

    /// <summary>Share of rows whose most probable segment is the decided one, 0–1.</summary>
    public static double Accuracy(ReadOnlySpan<float> probabilities, int segmentCount, ReadOnlySpan<int> segments) =>
        Sum(probabilities, segmentCount, segments, DefaultBinCount).Accuracy;

    /// <summary>Mean over segments of F1, the harmonic mean of precision and recall, 0–1. A segment neither decided nor suggested is left out.</summary>
    public static double MacroF1(ReadOnlySpan<float> probabilities, int segmentCount, ReadOnlySpan<int> segments) =>
        Sum(probabilities, segmentCount, segments, DefaultBinCount).MacroF1;

    /// <summary>Mean −ln of the decided segment's probability, 0–34.5; see <see cref="SmallestProbability"/>.</summary>
    public static double LogLoss(ReadOnlySpan<float> probabilities, int segmentCount, ReadOnlySpan<int> segments) =>
        Sum(probabilities, segmentCount, segments, DefaultBinCount).LogLoss;

    /// <summary>
    /// Mean squared distance of the probabilities from the decided segment, summed over all segments, 0–2 (Brier 1950,
    /// "Verification of forecasts expressed in terms of probability", Monthly Weather Review 78(1), 1–3).
    /// </summary>
    public static double Brier(ReadOnlySpan<float> probabilities, int segmentCount, ReadOnlySpan<int> segments) =>
        Sum(probabilities, segmentCount, segments, DefaultBinCount).Brier;

    /// <summary>
    /// Expected calibration error: how far the most probable segment's probability is from how often it is right, over
    /// equal-width bins weighted by their rows (Guo et al. 2017, "On calibration of modern neural networks", ICML, eq. 3).
    /// </summary>
    /// <param name="probabilities">Row-major n × k.</param>
    /// <param name="segmentCount">k.</param>
    /// <param name="segments">n decided segments.</param>
    /// <param name="binCount">Bins over (0, 1], each holding its upper edge.</param>
    /// <returns>A share in [0, 1]; 0 is perfectly calibrated.</returns>
    public static double ExpectedCalibrationError(ReadOnlySpan<float> probabilities, int segmentCount, ReadOnlySpan<int> segments, int binCount = DefaultBinCount) =>
        Sum(probabilities, segmentCount, segments, binCount).CalibrationError;

    /// <summary>What was stated against what was observed, by bin of the most probable segment's probability.</summary>
    /// <param name="probabilities">Row-major n × k.</param>
    /// <param name="segmentCount">k.</param>
    /// <param name="segments">n decided segments.</param>
    /// <param name="binCount">Bins over (0, 1], each holding its upper edge.</param>
    /// <returns>The bins that have rows, from the lowest.</returns>
    public static IReadOnlyList<ReliabilityBin> Reliability(ReadOnlySpan<float> probabilities, int segmentCount, ReadOnlySpan<int> segments, int binCount = DefaultBinCount)
    {
        var rows = new int[binCount];
        var right = new int[binCount];
        var stated = new double[binCount];
        foreach (var row in Rows(probabilities, segmentCount, segments, binCount))
        {
            rows[row.Bin]++;
            right[row.Bin] += row.Label == row.Top ? 1 : 0;
            stated[row.Bin] += row.TopProbability;
        }

        return
        [
            .. Enumerable.Range(0, binCount)
                .Where(bin => rows[bin] > 0)
                .Select(bin => new ReliabilityBin(
                    (double)bin / binCount, (double)(bin + 1) / binCount, rows[bin], stated[bin] / rows[bin], (double)right[bin] / rows[bin])),
        ];
    }

    /// <summary>How decided (rows) and most probable segments (columns) fall together.</summary>
    public static ConfusionMatrix Confusion(ReadOnlySpan<float> probabilities, int segmentCount, ReadOnlySpan<int> segments)
    {
        var matrix = new ConfusionMatrix(segmentCount);
        foreach (var row in Rows(probabilities, segmentCount, segments, DefaultBinCount))
            matrix.Add(row.Label, row.Top);
        return matrix;
    }

    /// <summary>Share of rows whose most probable segment is each of the k; needs no decided segments.</summary>
    /// <param name="probabilities">Row-major n × k.</param>
    /// <param name="segmentCount">k.</param>
    /// <returns>k shares that sum to 1.</returns>
    /// <exception cref="ArgumentException">There are no rows, or a row is not probabilities.</exception>
    public static IReadOnlyList<double> SuggestedShares(ReadOnlySpan<float> probabilities, int segmentCount)
    {
        if (probabilities.Length == 0)
            throw new ArgumentException("There are no rows.", nameof(probabilities));
        ProbabilityRows.Require(probabilities, segmentCount);

        var rows = new int[segmentCount];
        for (var start = 0; start < probabilities.Length; start += segmentCount)
            rows[ProbabilityRows.MostProbable(probabilities.Slice(start, segmentCount))]++;
        var total = (double)probabilities.Length / segmentCount;
        return [.. rows.Select(count => count / total)];
    }

    private static QualitySums Sum(ReadOnlySpan<float> probabilities, int segmentCount, ReadOnlySpan<int> segments, int binCount) =>
        QualitySums.Of(Rows(probabilities, segmentCount, segments, binCount), segmentCount, binCount);

    private static RowQuality[] Rows(ReadOnlySpan<float> probabilities, int segmentCount, ReadOnlySpan<int> segments, int binCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(binCount, 1);
        ProbabilityRows.Require(probabilities, segmentCount, segments);
        return RowQuality.Of(probabilities, segmentCount, segments, binCount);
    }
}
