using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Evaluation;

/// <summary>Measures how far today's rows have moved from the training rows. It needs no decided segments.</summary>
public static class Drift
{
    /// <summary>
    /// With fewer rows nothing is concluded. Without any drift the index is on average (bins − 1) ÷ rows (Yurdakul 2018, Statistical
    /// properties of population stability index), which is 0.05 for eleven bins and this many rows: half of the first limit.
    /// </summary>
    public const int MinimumRows = 200;

    /// <summary>From here on a change is moderate.</summary>
    public const double ModerateFrom = 0.1;

    /// <summary>From here on a change is large.</summary>
    public const double LargeFrom = 0.25;

    /// <summary>A share under this counts as this, so that a bin that one side has not met costs something finite.</summary>
    public const double SmallestShare = 1e-4;

    /// <summary>Measures.</summary>
    /// <param name="reference">How the training rows were distributed.</param>
    /// <param name="table">1 row or more, of the same schema.</param>
    /// <param name="suggestedShares">Share of the rows whose most probable segment is each of the k: <see cref="QualityMetrics.SuggestedShares"/>.</param>
    /// <exception cref="ArgumentException">There are no rows, or the table or the shares do not fit the reference.</exception>
    public static DriftReport Measure(ReferenceDistribution reference, FeatureTable table, IReadOnlyList<double> suggestedShares)
    {
        if (table.RowCount == 0)
            throw new ArgumentException("There are no rows.", nameof(table));
        if (table.Schema.Columns.Count != reference.Columns.Count)
            throw new ArgumentException($"The reference has {reference.Columns.Count} columns, and the table {table.Schema.Columns.Count}.", nameof(table));
        foreach (var (index, column) in table.Schema.Columns.Index())
        {
            if (column.IsCategory && column.Categories.Count != reference.Columns[index].Representatives.Count)
                throw new ArgumentException($"{column.Name} has {column.Categories.Count} categories, and the reference {reference.Columns[index].Representatives.Count}.", nameof(table));
        }

        var suggested = StabilityIndex(reference.Suggested, suggestedShares);
        return new DriftReport(
            table.RowCount,
            [.. reference.Columns.Select((column, index) => Measure(column, table, index))],
            suggested,
            StateOf(suggested, table.RowCount));
    }

    /// <summary>Population stability index: Σ (now − before) · ln(now ÷ before), 0 for no change.</summary>
    /// <param name="before">Shares that sum to 1.</param>
    /// <param name="now">Shares of the same bins.</param>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    /// <remarks>The symmetric divergence of Jeffreys (1946), Proceedings of the Royal Society A 186. Shares under <see cref="SmallestShare"/> are raised to it.</remarks>
    public static double StabilityIndex(IReadOnlyList<double> before, IReadOnlyList<double> now)
    {
        if (before.Count != now.Count)
            throw new ArgumentException($"There are shares of {before.Count} bins before and of {now.Count} now.", nameof(now));
        double sum = 0;
        for (var bin = 0; bin < before.Count; bin++)
        {
            var (one, other) = (Math.Max(before[bin], SmallestShare), Math.Max(now[bin], SmallestShare));
            sum += (other - one) * Math.Log(other / one);
        }

        return sum;
    }

    private static ColumnDrift Measure(ReferenceColumn reference, FeatureTable table, int index)
    {
        var column = table.Schema.Columns[index];
        var rowsNow = new int[reference.Counts.Count];
        foreach (var value in table.Column(index))
            rowsNow[reference.BinOf(value, column.IsCategory)]++;

        int[] rowsBefore = [.. reference.Counts.Select(bySegment => bySegment.Sum())];
        var total = (double)rowsBefore.Sum();
        double[] before = [.. rowsBefore.Select(rows => rows / total)];
        double[] now = [.. rowsNow.Select(rows => (double)rows / table.RowCount)];
        var stability = StabilityIndex(before, now);
        return new ColumnDrift(column.Name, stability, StateOf(stability, table.RowCount), before[^1], now[^1]);
    }

    private static DriftState StateOf(double stability, int rows) => rows < MinimumRows
        ? DriftState.TooFewRows
        : stability switch
        {
            < ModerateFrom => DriftState.Stable,
            < LargeFrom => DriftState.Moderate,
            _ => DriftState.Large,
        };
}
