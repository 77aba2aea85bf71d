using Microsoft.ML;
using Microsoft.ML.Trainers.FastTree;
using Palveluohjaus.Segmentation.MlNet.Rows;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.MlNet.Algorithms;

/// <summary>
/// Boosted trees for each segment against the others. Its logits are the trees' raw margins, each proportional to the logarithm
/// of the odds of one segment against the rest. Their softmax is no probability that anybody learned: it keeps the order of the
/// segments, and the temperature fitted afterwards gives it a scale.
/// </summary>
internal sealed class FastTreeOneVersusAll : IAlgorithm
{
    public string Name => "mlnet-fasttree";

    public int RowsPerSide => 10;

    public bool ScoresAreProbabilities => false;

    public bool IsAdditive => false;

    public int TransformerCount(int classCount) => 1;

    public FittedAlgorithm Fit(MLContext context, TrainingRows rows, TrainingRun run)
    {
        var trees = context.BinaryClassification.Trainers.FastTree(new FastTreeBinaryTrainer.Options
        {
            LabelColumnName = RowsView.LabelColumn,
            FeatureColumnName = RowsView.FeaturesColumn,
            MinimumExampleCountPerLeaf = RowsPerSide,
            NumberOfThreads = 1,
            Seed = run.Seed,
        });
        run.Progress?.Report(new TrainingProgress(0, 1, double.NaN));
        var transformer = context.MulticlassClassification.Trainers
            .OneVersusAll(trees, labelColumnName: RowsView.LabelColumn, useProbabilities: false)
            .Fit(rows.WithClasses());
        run.Progress?.Report(new TrainingProgress(1, 1, double.NaN));
        return new FittedAlgorithm([transformer], Terms: null);
    }
}
