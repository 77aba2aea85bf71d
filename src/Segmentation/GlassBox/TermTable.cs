using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.GlassBox;

/// <summary>What one column, or two together, add to each logit.</summary>
public sealed class TermTable
{
    /// <param name="first">Bins of the first column.</param>
    /// <param name="second">Bins of the second, whose index is greater; null for a table of one column.</param>
    /// <param name="values">Row-major first bin × second bin × k. Not copied.</param>
    /// <param name="weights">Row-major first bin × second bin: the share of training rows in each cell; sums to 1. Not copied.</param>
    /// <exception cref="ArgumentException">Lengths do not fit the bins, a number is not finite, or the columns are out of order.</exception>
    public TermTable(TermAxis first, TermAxis? second, double[] values, double[] weights)
    {
        if (second is not null && second.Column <= first.Column)
            throw new ArgumentException($"Columns {first.Column} and {second.Column} are out of order.", nameof(second));
        CellCount = first.BinCount * (second?.BinCount ?? 1);
        if (weights.Length != CellCount || values.Length % CellCount != 0 || values.Length == 0)
            throw new ArgumentException($"A table of {CellCount} cells has {values.Length} values and {weights.Length} weights.", nameof(values));
        if (values.Any(value => !double.IsFinite(value)) || weights.Any(weight => !(weight >= 0 && weight <= 1)))
            throw new ArgumentException("A value is not finite, or a weight is not a share.", nameof(values));

        First = first;
        Second = second;
        Values = values;
        Weights = weights;
    }

    /// <summary>The first column's bins.</summary>
    public TermAxis First { get; }

    /// <summary>The second column's bins; null for a table of one column.</summary>
    public TermAxis? Second { get; }

    /// <summary>The columns it looks at.</summary>
    public ModelTerm Term => new(First.Column, Second?.Column);

    /// <summary>Cells: first bins × second bins.</summary>
    public int CellCount { get; }

    /// <summary>Logit points, row-major cell × k.</summary>
    public double[] Values { get; }

    /// <summary>Share of training rows in each cell.</summary>
    public double[] Weights { get; }

    /// <summary>The cell a row falls into.</summary>
    /// <param name="row">One value per column of the schema.</param>
    public int CellOf(ReadOnlySpan<float> row)
    {
        var cell = First.BinOf(row[First.Column]);
        return Second is null ? cell : (cell * Second.BinCount) + Second.BinOf(row[Second.Column]);
    }
}
