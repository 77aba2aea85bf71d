using Palveluohjaus.Segmentation.Boosting;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Registry;

/// <summary>Trees in model.json: a comparator, for people to measure against rather than to read.</summary>
/// <param name="Start">k logits before any tree.</param>
/// <param name="Axes">The bins of each column of the schema.</param>
/// <param name="Rounds">Round by round, one tree for each segment.</param>
internal sealed record TreesBody(double[] Start, IReadOnlyList<AxisInFile> Axes, IReadOnlyList<IReadOnlyList<TreeInFile>> Rounds) : ModelBody
{
    // A bin of training is a byte.
    private const int MaximumBins = 256;

    public static TreesBody Of(TreeModel model) => new(
        model.Start,
        [.. model.Axes.Select(AxisInFile.Of)],
        [.. model.Rounds.Select(round => round.Select(tree => TreeInFile.Of(tree, model.Axes)).ToArray())]);

    public override ISegmentModel ToModel(ModelSchema schema, FileCheck check, string trainer, OwnFileModels ownFile)
    {
        var segmentCount = schema.Segments.Count;
        check.Require(Start.Length == segmentCount && Start.All(double.IsFinite), "model.start", $"must be {segmentCount} finite numbers");
        check.Items(Axes, "model.axes");
        check.Items(Rounds, "model.rounds");
        check.Require(Axes.Count == schema.Columns.Count, "model.axes", $"must be {schema.Columns.Count}, one for each column, and are {Axes.Count}");
        var axes = Axes.Select((axis, column) => axis.ToAxis(column, check, $"model.axes[{column}]")).ToArray();
        foreach (var (column, axis) in axes.Index())
        {
            check.Require(axis.BinCount <= MaximumBins, $"model.axes[{column}]", $"must have at most {MaximumBins} bins, and has {axis.BinCount}");
            check.Require(axis.BinOfCategory.Length == schema.Columns[column].Categories.Count, $"model.axes[{column}]", "does not fit the column's categories");
        }

        var rounds = new List<BoostedTree[]>();
        foreach (var (number, round) in Rounds.Index())
        {
            check.Items(round, $"model.rounds[{number}]");
            check.Require(round.Count == segmentCount, $"model.rounds[{number}]", $"must be {segmentCount} trees, one for each segment, and are {round.Count}");
            rounds.Add([.. round.Select((tree, segment) => tree.ToTree(axes, check, $"model.rounds[{number}][{segment}]"))]);
        }

        return new TreeModel(schema, Start, axes, rounds);
    }
}
