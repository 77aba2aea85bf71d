using Palveluohjaus.Segmentation.GlassBox;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Boosting;

/// <summary>Boosted trees without a limit on interactions: a comparator that shows what transparency costs. It has no exact explanation.</summary>
public sealed class TreeModel : ISegmentModel
{
    private const int RowsPerBlock = 512;

    internal TreeModel(ModelSchema schema, double[] start, TermAxis[] axes, IReadOnlyList<BoostedTree[]> rounds)
    {
        Schema = schema;
        Start = start;
        Axes = axes;
        Rounds = rounds;
    }

    /// <inheritdoc/>
    public ModelSchema Schema { get; }

    /// <summary>k logits before any tree.</summary>
    internal double[] Start { get; }

    /// <summary>How each column is binned.</summary>
    internal TermAxis[] Axes { get; }

    /// <summary>Round by round, one tree for each segment.</summary>
    internal IReadOnlyList<BoostedTree[]> Rounds { get; }

    /// <inheritdoc/>
    public void Score(FeatureTable table, Span<float> logits)
    {
        var segmentCount = Start.Length;
        if (logits.Length != table.RowCount * segmentCount || table.Schema.Columns.Count != Axes.Length)
            throw new ArgumentException($"{table.RowCount} rows of {segmentCount} segments do not fit {logits.Length} logits and {table.Schema.Columns.Count} columns.", nameof(logits));

        var bins = new byte[Axes.Length][];
        for (var column = 0; column < bins.Length; column++)
            bins[column] = new byte[RowsPerBlock];
        var sums = new double[RowsPerBlock];
        for (var from = 0; from < table.RowCount; from += RowsPerBlock)
        {
            var count = Math.Min(RowsPerBlock, table.RowCount - from);
            for (var column = 0; column < bins.Length; column++)
            {
                var values = table.Column(column).Slice(from, count);
                for (var row = 0; row < count; row++)
                    bins[column][row] = (byte)Axes[column].BinOf(values[row]);
            }

            for (var segment = 0; segment < segmentCount; segment++)
            {
                sums.AsSpan(0, count).Fill(Start[segment]);
                foreach (var round in Rounds)
                {
                    var tree = round[segment];
                    for (var row = 0; row < count; row++)
                        sums[row] += tree.LeafValues[tree.LeafOf(bins, row)];
                }

                for (var row = 0; row < count; row++)
                    logits[((from + row) * segmentCount) + segment] = (float)sums[row];
            }
        }
    }
}
