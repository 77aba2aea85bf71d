namespace Palveluohjaus.Reporting.Catalogue;

/// <summary>How certain a mean is.</summary>
internal static class Means
{
    /// <summary>97.5th percentile of the standard normal distribution.</summary>
    private const double NormalQuantile = 1.959963984540054;

    /// <summary>The 95 % interval of the mean of a sample; null of fewer than two values.</summary>
    /// <param name="sum">Of the values.</param>
    /// <param name="sumOfSquares">Of the values.</param>
    /// <param name="count">How many there are.</param>
    public static (double Low, double High)? Interval(double sum, double sumOfSquares, int count)
    {
        if (count < 2)
            return null;
        var mean = sum / count;
        var half = TimesError(count) * Math.Sqrt(Math.Max(0, sumOfSquares - (count * mean * mean)) / (count - 1) / count);
        return (mean - half, mean + half);
    }

    /// <summary>How many standard errors the interval reaches to either side: the 97.5th percentile of Student's distribution with one degree of freedom less.</summary>
    /// <param name="count">The values that the mean is of.</param>
    /// <remarks>Abramowitz &amp; Stegun (1964), 26.7.5, to the fourth power: under 0.1 % off from five values on, which is the fewest that is shown.</remarks>
    public static double TimesError(int count)
    {
        double freedom = count - 1, z = NormalQuantile, square = z * z;
        return z
            + (z * (square + 1) / (4 * freedom))
            + (z * ((((5 * square) + 16) * square) + 3) / (96 * Math.Pow(freedom, 2)))
            + (z * ((((((3 * square) + 19) * square) + 17) * square) - 15) / (384 * Math.Pow(freedom, 3)))
            + (z * ((((((((79 * square) + 776) * square) + 1482) * square) - 1920) * square) - 945) / (92160 * Math.Pow(freedom, 4)));
    }
}
