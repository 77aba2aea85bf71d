namespace Palveluohjaus.Segmentation.Evaluation;

/// <summary>
/// How decided and suggested segments fall together, and the agreement between them. Also serves two professionals who
/// decided on the same clients.
/// </summary>
public sealed class ConfusionMatrix
{
    private readonly long[] _counts;

    /// <summary>An empty matrix.</summary>
    /// <param name="segmentCount">k, 2 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">k is under 2.</exception>
    public ConfusionMatrix(int segmentCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(segmentCount, 2);
        SegmentCount = segmentCount;
        _counts = new long[segmentCount * segmentCount];
    }

    /// <summary>k.</summary>
    public int SegmentCount { get; }

    /// <summary>How many pairs have been counted.</summary>
    public long Total { get; private set; }

    /// <summary>How many clients were decided into one segment and suggested into another (or the same).</summary>
    /// <param name="decided">Row: the decided segment in 0…k−1.</param>
    /// <param name="suggested">Column: the suggested segment in 0…k−1.</param>
    public long this[int decided, int suggested] => _counts[Cell(decided, suggested)];

    /// <summary>Share of pairs that agree, in [0, 1]; NaN when there are no pairs.</summary>
    public double Accuracy => Total == 0 ? double.NaN : (double)Agreeing() / Total;

    /// <summary>
    /// Cohen's kappa: agreement beyond what the two rows of marginal shares would give by chance, (pₒ − pₑ) ÷ (1 − pₑ)
    /// (Cohen 1960, "A coefficient of agreement for nominal scales", Educational and Psychological Measurement 20(1), 37–46).
    /// </summary>
    /// <value>
    /// At most 1; 0 is chance, negative is worse than chance. NaN when it is not defined: no pairs, or both sides used one
    /// and the same segment throughout, so that chance alone agrees always.
    /// </value>
    public double CohensKappa
    {
        get
        {
            // Counts rather than shares, so that "chance always agrees" is an exact comparison.
            double chance = 0;
            for (var segment = 0; segment < SegmentCount; segment++)
            {
                long decided = 0, suggested = 0;
                for (var other = 0; other < SegmentCount; other++)
                {
                    decided += this[segment, other];
                    suggested += this[other, segment];
                }

                chance += (double)decided * suggested;
            }

            var pairs = (double)Total * Total;
            return chance == pairs ? double.NaN : (((double)Agreeing() * Total) - chance) / (pairs - chance);
        }
    }

    /// <summary>Counts all pairs of two equally long rows.</summary>
    /// <param name="decided">n decided segments in 0…k−1, one per client.</param>
    /// <param name="suggested">n suggested segments in 0…k−1, in the same order.</param>
    /// <param name="segmentCount">k, 2 or more.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a segment is outside 0…k−1.</exception>
    public static ConfusionMatrix Of(ReadOnlySpan<int> decided, ReadOnlySpan<int> suggested, int segmentCount)
    {
        if (decided.Length != suggested.Length)
            throw new ArgumentException($"There are {decided.Length} decided and {suggested.Length} suggested segments.", nameof(suggested));

        var matrix = new ConfusionMatrix(segmentCount);
        for (var index = 0; index < decided.Length; index++)
            matrix.Add(decided[index], suggested[index]);
        return matrix;
    }

    /// <summary>Counts one client.</summary>
    /// <param name="decided">The decided segment in 0…k−1.</param>
    /// <param name="suggested">The suggested segment in 0…k−1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A segment is outside 0…k−1.</exception>
    public void Add(int decided, int suggested)
    {
        _counts[Cell(decided, suggested)]++;
        Total++;
    }

    private long Agreeing()
    {
        long agreeing = 0;
        for (var segment = 0; segment < SegmentCount; segment++)
            agreeing += this[segment, segment];
        return agreeing;
    }

    private int Cell(int decided, int suggested)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(decided);
        ArgumentOutOfRangeException.ThrowIfNegative(suggested);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(decided, SegmentCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(suggested, SegmentCount);
        return (decided * SegmentCount) + suggested;
    }
}
