namespace Palveluohjaus.Segmentation.Evaluation;

/// <summary>Shares of counts, with intervals that hold for small counts and for shares near 0 and 1 too.</summary>
public static class Shares
{
    /// <summary>97.5th percentile of the standard normal distribution.</summary>
    private const double NormalQuantile = 1.959963984540054;

    /// <summary>A share with its 95 % score interval.</summary>
    /// <param name="part">0 to <paramref name="total"/>.</param>
    /// <param name="total">1 or more.</param>
    /// <remarks>Wilson (1927), "Probable inference, the law of succession, and statistical inference", JASA 22.</remarks>
    public static Estimate Of(int part, int total)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(total, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(part);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(part, total);
        double share = (double)part / total, square = NormalQuantile * NormalQuantile;
        var centre = (2 * part) + square;
        var spread = NormalQuantile * Math.Sqrt(square + (4 * part * (1 - share)));
        var scale = 2 * (total + square);

        // At the ends rounding must not push an end beyond the share itself.
        return new Estimate(share, Math.Min(share, (centre - spread) / scale), Math.Max(share, (centre + spread) / scale));
    }

    /// <summary>One share less another of other rows, with the 95 % interval of the difference.</summary>
    /// <param name="part">Of the one.</param>
    /// <param name="total">Its rows, 1 or more.</param>
    /// <param name="otherPart">Of the other.</param>
    /// <param name="otherTotal">Its rows, 1 or more.</param>
    /// <remarks>Newcombe (1998), "Interval estimation for the difference between independent proportions", Statistics in Medicine 17, method 10.</remarks>
    public static Estimate Difference(int part, int total, int otherPart, int otherTotal)
    {
        var (one, other) = (Of(part, total), Of(otherPart, otherTotal));
        var difference = one.Value - other.Value;
        return new Estimate(
            difference,
            difference - Math.Sqrt(Math.Pow(one.Value - one.Low, 2) + Math.Pow(other.High - other.Value, 2)),
            difference + Math.Sqrt(Math.Pow(one.High - one.Value, 2) + Math.Pow(other.Value - other.Low, 2)));
    }
}
