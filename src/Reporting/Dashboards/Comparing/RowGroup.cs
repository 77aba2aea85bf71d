namespace Palveluohjaus.Reporting.Dashboards.Comparing;

/// <summary>Some rows of a figure, as a group or as all others beside it.</summary>
/// <param name="sums">Of the rows' values.</param>
/// <param name="forSpread">Of what tells how alike the rows of a client are.</param>
/// <param name="wholeForSpread">The same of all groups together.</param>
/// <param name="isShown">Whether its figures may be shown.</param>
/// <param name="valueAt">The value of a rank from 0.</param>
/// <param name="statistic">Which figure.</param>
internal sealed class RowGroup(RowSums sums, RowSums forSpread, RowSums wholeForSpread, bool isShown, Func<int, double> valueAt, RowStatistic statistic)
{
    /// <summary>With fewer than these an interval says more of the few than of the figure.</summary>
    private const int LeastRows = 30;
    private const int LeastClients = 10;

    /// <summary>Whether anything can be said of how it differs from another.</summary>
    public bool IsComparable => isShown && sums.Rows >= LeastRows && sums.Clients >= LeastClients;

    public Figure Figure => !isShown ? Figure.Hidden : sums.Rows == 0 ? Figure.NotComputable : new Figure(Value, Catalogue.MetricState.Ok, sums.Rows);

    private double Value => statistic.Percentile is { } level ? AtShare(level) : statistic.IsShare ? 100 * sums.Mean : sums.Mean;

    /// <param name="deviations">How many standard deviations wide to each side the interval is.</param>
    public Estimate Estimate(double deviations)
    {
        // A group of few may look more even than it is; it is never taken to be more even than all together.
        var designEffect = Math.Max(1, Math.Max(forSpread.DesignEffect, wholeForSpread.DesignEffect));
        var rows = sums.Rows / designEffect;
        if (statistic.Percentile is { } level)
        {
            // The share of rows below the percentile is sought with its interval, and what stands at its ends: Woodruff (1952), Journal of the American Statistical Association 47:635–646.
            var share = Comparing.Estimate.OfShare(level, rows, deviations);
            return new Estimate(Value, valueAt((int)Math.Floor((sums.Rows - 1) * share.Low)), valueAt((int)Math.Ceiling((sums.Rows - 1) * share.High)));
        }

        if (statistic.IsShare)
        {
            var share = Comparing.Estimate.OfShare(sums.Mean, rows, deviations);
            return new Estimate(100 * share.Value, 100 * share.Low, 100 * share.High);
        }

        var half = deviations * Math.Sqrt(sums.Deviations / (sums.Rows - 1) / rows);
        return new Estimate(sums.Mean, sums.Mean - half, sums.Mean + half);
    }

    // As Percentiles.Of, without a copy of the values.
    private double AtShare(double share)
    {
        var rank = (sums.Rows - 1) * share;
        var below = (int)rank;
        var (low, high) = (valueAt(below), valueAt(Math.Min(below + 1, sums.Rows - 1)));
        return low + ((high - low) * (rank - below));
    }
}
