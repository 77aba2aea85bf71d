namespace Palveluohjaus.Segmentation.Evaluation;

/// <summary>How well two professionals agree on the clients that both decided: no model can be asked to agree with them better than they do.</summary>
/// <param name="Clients">Double-coded clients.</param>
/// <param name="AgreementShare">Share decided alike, 0–1.</param>
/// <param name="Kappa">Cohen's kappa with its 95 % interval; NaN where kappa is not defined. See <see cref="ConfusionMatrix.CohensKappa"/>.</param>
public sealed record ProfessionalAgreement(long Clients, double AgreementShare, Estimate Kappa)
{
    /// <summary>97.5th percentile of the standard normal distribution.</summary>
    private const double NormalQuantile = 1.959963984540054;

    /// <summary>Measures.</summary>
    /// <param name="one">One professional's segments in 0…k−1, one per client.</param>
    /// <param name="other">The other's, of the same clients in the same order.</param>
    /// <param name="segmentCount">k, 2 or more.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a segment is outside 0…k−1.</exception>
    /// <remarks>
    /// The interval is the large-sample one, kappa ± 1.96 standard errors, cut to [−1, 1] (Fleiss, Cohen and Everitt 1969, "Large
    /// sample standard errors of kappa and weighted kappa", Psychological Bulletin 72(5), 323–327, eq. 13). With fewer than some
    /// fifty clients it is too narrow, and with full agreement it has no width at all.
    /// </remarks>
    public static ProfessionalAgreement Measure(ReadOnlySpan<int> one, ReadOnlySpan<int> other, int segmentCount)
    {
        var matrix = ConfusionMatrix.Of(one, other, segmentCount);
        var kappa = matrix.CohensKappa;
        var margin = NormalQuantile * StandardError(matrix);
        var interval = double.IsNaN(kappa)
            ? new Estimate(kappa, double.NaN, double.NaN)
            : new Estimate(kappa, Math.Max(-1, kappa - margin), Math.Min(1, kappa + margin));
        return new ProfessionalAgreement(matrix.Total, matrix.Accuracy, interval);
    }

    private static double StandardError(ConfusionMatrix matrix)
    {
        var segmentCount = matrix.SegmentCount;
        double total = matrix.Total;
        var rows = new double[segmentCount];
        var columns = new double[segmentCount];
        for (var row = 0; row < segmentCount; row++)
        {
            for (var column = 0; column < segmentCount; column++)
            {
                rows[row] += matrix[row, column] / total;
                columns[column] += matrix[row, column] / total;
            }
        }

        var observed = matrix.Accuracy;
        double chance = 0;
        for (var segment = 0; segment < segmentCount; segment++)
            chance += rows[segment] * columns[segment];

        double sum = 0;
        for (var row = 0; row < segmentCount; row++)
        {
            for (var column = 0; column < segmentCount; column++)
            {
                // What one more client in this cell does to kappa. The marginals cross: a client in a row makes every other one of
                // that column's segment likelier to agree by chance.
                var influence = (row == column ? 1 - chance : 0) - ((1 - observed) * (columns[row] + rows[column]));
                sum += matrix[row, column] / total * influence * influence;
            }
        }

        var mean = (observed * chance) - (2 * chance) + observed;
        var variance = (sum - (mean * mean)) / (total * Math.Pow(1 - chance, 4));

        // Full agreement has no variance, and rounding must not make it negative.
        return Math.Sqrt(Math.Max(0, variance));
    }
}
