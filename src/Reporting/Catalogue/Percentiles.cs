namespace Palveluohjaus.Reporting.Catalogue;

/// <summary>Percentiles by linear interpolation between the two nearest ranks.</summary>
public static class Percentiles
{
    /// <summary>The values in ascending order. One copy, sorted in place: LINQ's order keeps two more beside it.</summary>
    public static double[] InOrder(List<double> values)
    {
        var inOrder = values.ToArray();
        Array.Sort(inOrder);
        return inOrder;
    }

    /// <param name="sorted">Ascending.</param>
    /// <param name="share">0–1; 0.85 for p85.</param>
    /// <returns>Null when there are no values.</returns>
    /// <remarks>Hyndman &amp; Fan (1996), Sample Quantiles in Statistical Packages, definition 7.</remarks>
    public static double? Of(ReadOnlySpan<double> sorted, double share)
    {
        if (sorted.IsEmpty)
            return null;

        var rank = (sorted.Length - 1) * share;
        var below = (int)rank;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((sorted[above] - sorted[below]) * (rank - below));
    }
}
