using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Palveluohjaus.Segmentation.MlNet.Models;
using Palveluohjaus.Segmentation.MlNet.Rows;
using Palveluohjaus.Segmentation.Training;
using MaximumEntropyTransformer = Microsoft.ML.Data.MulticlassPredictionTransformer<Microsoft.ML.Trainers.MaximumEntropyModelParameters>;

namespace Palveluohjaus.Segmentation.MlNet.Algorithms;

/// <summary>Multinomial logistic regression by one of two optimisers.</summary>
internal sealed class MaximumEntropy(string name, Func<MLContext, IEstimator<MaximumEntropyTransformer>> createTrainer) : IAlgorithm
{
    // A penalty on squares only: one on absolute values as well would set small weights to zero by the number of rows.
    public static MaximumEntropy Lbfgs { get; } = new("mlnet-lbfgs", context => context.MulticlassClassification.Trainers.LbfgsMaximumEntropy(
        new LbfgsMaximumEntropyMulticlassTrainer.Options
        {
            LabelColumnName = RowsView.LabelColumn,
            FeatureColumnName = RowsView.FeaturesColumn,
            L1Regularization = 0,
            L2Regularization = 1,
            NumberOfThreads = 1,
        }));

    public static MaximumEntropy Sdca { get; } = new("mlnet-sdca", context => context.MulticlassClassification.Trainers.SdcaMaximumEntropy(
        new SdcaMaximumEntropyMulticlassTrainer.Options
        {
            LabelColumnName = RowsView.LabelColumn,
            FeatureColumnName = RowsView.FeaturesColumn,
            NumberOfThreads = 1,
        }));

    public string Name => name;

    public int RowsPerSide => 1;

    public bool ScoresAreProbabilities => true;

    public bool IsAdditive => true;

    public int TransformerCount(int classCount) => 1;

    public FittedAlgorithm Fit(MLContext context, TrainingRows rows, TrainingRun run)
    {
        run.Progress?.Report(new TrainingProgress(0, 1, double.NaN));
        var transformer = createTrainer(context).Fit(rows.WithClasses());
        run.Progress?.Report(new TrainingProgress(1, 1, double.NaN));
        return new FittedAlgorithm([transformer], ReadTerms(transformer.Model, rows.Slots.Count));
    }

    // A softmax does not change when every logit moves alike, so logits are told apart by their mean being zero. Weights are
    // centred in the same way, and then terms sum to the centred logarithms of the probabilities.
    private static LinearTerms ReadTerms(MaximumEntropyModelParameters parameters, int slotCount)
    {
        VBuffer<float>[] weightsOfClass = [];
        parameters.GetWeights(ref weightsOfClass, out var classCount);
        var biases = parameters.GetBiases().Select(bias => (double)bias).ToArray();
        var weights = new double[slotCount][];
        var dense = new float[classCount][];
        for (var index = 0; index < classCount; index++)
        {
            dense[index] = new float[slotCount];
            weightsOfClass[index].CopyTo(dense[index]);
        }

        for (var slot = 0; slot < slotCount; slot++)
        {
            weights[slot] = new double[classCount];
            for (var index = 0; index < classCount; index++)
                weights[slot][index] = dense[index][slot];
            Centre(weights[slot]);
        }

        Centre(biases);
        return new LinearTerms(biases, weights);
    }

    private static void Centre(double[] values)
    {
        var mean = values.Average();
        for (var index = 0; index < values.Length; index++)
            values[index] -= mean;
    }
}
