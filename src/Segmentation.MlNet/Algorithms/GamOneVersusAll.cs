using Microsoft.ML;
using Microsoft.ML.Trainers.FastTree;
using Palveluohjaus.Segmentation.MlNet.Models;
using Palveluohjaus.Segmentation.MlNet.Rows;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.MlNet.Algorithms;

/// <summary>
/// A generalised additive model for each segment against the others: a step function of every slot (Lou, Caruana and Gehrke 2012,
/// Intelligible Models for Classification and Regression, KDD). Its logits are the logarithms of those odds; what their softmax
/// is worth is said at <see cref="FastTreeOneVersusAll"/>.
/// </summary>
internal sealed class GamOneVersusAll : IAlgorithm
{
    public string Name => "mlnet-gam";

    public int RowsPerSide => 10;

    public bool ScoresAreProbabilities => false;

    public bool IsAdditive => true;

    public int TransformerCount(int classCount) => classCount;

    // Not ML.NET's own OneVersusAll: it keeps its submodels, and with them the step functions, to itself.
    public FittedAlgorithm Fit(MLContext context, TrainingRows rows, TrainingRun run)
    {
        var classCount = rows.ClassCount;
        var transformers = new ITransformer[classCount];
        var biases = new double[classCount];
        var shapes = new Shape[rows.Slots.Count][];
        for (var slot = 0; slot < shapes.Length; slot++)
            shapes[slot] = new Shape[classCount];

        for (var index = 0; index < classCount; index++)
        {
            run.CancellationToken.ThrowIfCancellationRequested();
            run.Progress?.Report(new TrainingProgress(index, classCount, double.NaN));
            var transformer = context.BinaryClassification.Trainers.Gam(new GamBinaryTrainer.Options
            {
                LabelColumnName = RowsView.LabelColumn,
                FeatureColumnName = RowsView.FeaturesColumn,
                MinimumExampleCountPerLeaf = RowsPerSide,
                // A tenth of the default's rounds, in steps ten times as long: as far in all, in a tenth of the time.
                NumberOfIterations = 950,
                LearningRate = 0.02,
                NumberOfThreads = 1,
                Seed = run.Seed,
            }).Fit(rows.WithOneAgainstTheRest(index));
            transformers[index] = transformer;
            biases[index] = ReadShapes(transformer.Model.SubModel, index, shapes);
        }

        run.Progress?.Report(new TrainingProgress(classCount, classCount, double.NaN));
        return new FittedAlgorithm(transformers, new ShapeTerms(biases, shapes));
    }

    private static double ReadShapes(GamModelParametersBase parameters, int index, Shape[][] shapes)
    {
        // ML.NET refuses to tell the function of a slot whose index is not below the number of functions, and makes none for a
        // slot that it cannot split. FeatureSlots leaves such slots out by the same rule, so that all can be read.
        if (parameters.NumberOfShapeFunctions != shapes.Length)
            throw new InvalidOperationException($"ML.NET made {parameters.NumberOfShapeFunctions} step functions of {shapes.Length} slots.");
        for (var slot = 0; slot < shapes.Length; slot++)
            shapes[slot][index] = Shape.Of(parameters.GetBinUpperBounds(slot), parameters.GetBinEffects(slot));
        return parameters.Bias;
    }
}
