using Palveluohjaus.Reporting.Catalogue;

namespace Palveluohjaus.Reporting.Dashboards;

/// <summary>The end at which a part that stands out is to be looked at.</summary>
internal enum Side
{
    Low,
    High,
}

/// <summary>
/// Which of several parts stand out from the rest. A part does when it is further from the one in the middle than three times what chance and the ordinary
/// difference between parts make together: small parts need a larger difference, and so do all parts where parts differ anyway.
/// </summary>
/// <remarks>
/// The limits of a funnel plot with random effects: Spiegelhalter (2005), "Funnel plots for comparing institutional performance", Statistics in Medicine 24.
/// The middle and the spread between parts are the median and the median absolute deviation (Hampel 1974), since among the few units of a county one that is
/// far off would otherwise widen its own limits until it is inside them.
/// </remarks>
internal sealed class Peers
{
    /// <summary>Fewer rows than this, and a share is chance.</summary>
    public const int LeastRows = 30;

    /// <summary>With two there is no telling which of them is off.</summary>
    private const int LeastParts = 3;

    private const double Limit = 3;

    /// <summary>The standard deviation of a normal distribution over its median absolute deviation.</summary>
    private const double DeviationOfMedian = 1.4826;

    private readonly bool[] _standsOut;

    private Peers(double? middle, bool[] standsOut) => (Middle, _standsOut) = (middle, standsOut);

    /// <summary>The figure of the part in the middle; null where there are too few parts to compare.</summary>
    public double? Middle { get; }

    public bool StandsOut(int part) => _standsOut[part];

    /// <param name="shares">In per cent, one a part; null for a part that is not compared.</param>
    /// <param name="side">Which end is looked for.</param>
    public static Peers OfShares(IReadOnlyList<Figure?> shares, Side side) =>
        Compare([.. shares.Select(share => share is { Value: { } value, N: >= LeastRows and var rows } ? new Part(value, middle => ErrorOf(middle, rows)) : null)], side);

    /// <param name="means">One a part, with the lower end of its 95 % interval; null for a part that is not compared.</param>
    /// <param name="side">Which end is looked for.</param>
    public static Peers OfMeans(IReadOnlyList<(Figure Mean, Figure Low)?> means, Side side) =>
        Compare([.. means.Select(each => each is { Mean: { Value: { } mean, N: >= LeastRows and var rows }, Low.Value: { } low } ? new Part(mean, _ => (mean - low) / Means.TimesError(rows)) : null)], side);

    private static Peers Compare(Part?[] parts, Side side)
    {
        Part[] compared = [.. parts.OfType<Part>()];
        if (compared.Length < LeastParts)
            return new Peers(null, new bool[parts.Length]);
        var middle = MedianOf(compared.Select(part => part.Value));
        var seen = DeviationOfMedian * MedianOf(compared.Select(part => Math.Abs(part.Value - middle)));
        var between = Math.Max(0, (seen * seen) - MedianOf(compared.Select(part => Math.Pow(part.Error(middle), 2))));
        return new Peers(middle, [.. parts.Select(part => part is not null && IsOff(part))]);

        bool IsOff(Part part) => (side == Side.High ? part.Value - middle : middle - part.Value) > Limit * Math.Sqrt(between + Math.Pow(part.Error(middle), 2));
    }

    // By chance, if the part were as the one in the middle. Two rows of each kind more: a share of exactly nought or all would have no error at all (Agresti and Coull 1998).
    private static double ErrorOf(double middle, int rows)
    {
        var share = ((middle / 100 * rows) + 2) / (rows + 4);
        return 100 * Math.Sqrt(share * (1 - share) / rows);
    }

    private static double MedianOf(IEnumerable<double> values) => Percentiles.Of(Percentiles.InOrder([.. values]), 0.5)!.Value;

    /// <param name="Value">As it is shown.</param>
    /// <param name="Error">Its standard error, by the middle.</param>
    private sealed record Part(double Value, Func<double, double> Error);
}
