namespace Palveluohjaus.Segmentation.Evaluation;

/// <summary>
/// Rows drawn with replacement, again and again: how much a figure would differ had other clients come
/// (Efron and Tibshirani 1993, An Introduction to the Bootstrap, ch. 13, percentile intervals).
/// </summary>
internal static class Bootstrap
{
    private const double LowPercentile = 0.025;
    private const double HighPercentile = 0.975;

    /// <summary>Runs all resamples on all cores. The draws of a resample depend on its seed only, so threads change nothing.</summary>
    /// <param name="rowCount">Rows to draw from, and to draw.</param>
    /// <param name="resamples">How many times.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="stream">Tells apart several bootstraps of one run.</param>
    /// <param name="scratch">Makes what one thread sums into.</param>
    /// <param name="sum">Given the scratch, the resample's index and its source of rows.</param>
    public static void Run<T>(int rowCount, int resamples, int seed, int stream, Func<T> scratch, Action<T, int, RowDraws> sum) =>
        Parallel.For(0, resamples, scratch, (resample, _, own) =>
        {
            sum(own, resample, new RowDraws(rowCount, Mix(((ulong)(uint)seed << 32) | (uint)stream) + (ulong)resample));
            return own;
        }, static _ => { });

    /// <summary>The value with the percentile interval of its resamples, interpolated between neighbours.</summary>
    public static Estimate Estimate(double value, double[] resampled)
    {
        var sorted = (double[])resampled.Clone();
        Array.Sort(sorted);
        return new Estimate(value, At(LowPercentile), At(HighPercentile));

        double At(double share)
        {
            var position = share * (sorted.Length - 1);
            var below = (int)position;
            return below + 1 == sorted.Length
                ? sorted[below]
                : sorted[below] + ((position - below) * (sorted[below + 1] - sorted[below]));
        }
    }

    internal static ulong Mix(ulong state)
    {
        // SplitMix64's finaliser (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators", OOPSLA).
        state = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        state = (state ^ (state >> 27)) * 0x94D049BB133111EB;
        return state ^ (state >> 31);
    }
}

/// <summary>
/// One resample's rows. A generator of eight bytes of state, because System.Random takes 56 words of set-up for each of
/// thousands of resamples and several times as long for each of hundreds of millions of draws.
/// </summary>
internal struct RowDraws(int rowCount, ulong seed)
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;
    private ulong _state = Bootstrap.Mix(seed * GoldenGamma);

    /// <summary>An index in 0…n−1.</summary>
    public int Next()
    {
        _state += GoldenGamma;

        // The high 32 bits scaled to n: a bias of at most n ÷ 2³², without a division.
        return (int)(((Bootstrap.Mix(_state) >> 32) * (ulong)rowCount) >> 32);
    }

    /// <summary>How many rows a resample has.</summary>
    public readonly int Count => rowCount;
}
