using Microsoft.ML;
using Palveluohjaus.Segmentation.MlNet.Models;
using Palveluohjaus.Segmentation.MlNet.Rows;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.MlNet.Algorithms;

/// <summary>What is particular to one of ML.NET's trainers. All of them run on one thread: ML.NET promises the same model for the same seed only then.</summary>
internal interface IAlgorithm
{
    /// <summary>As written after <c>--trainer</c>.</summary>
    string Name { get; }

    /// <summary>A slot is used only when some threshold leaves at least this many training rows on each side of it.</summary>
    int RowsPerSide { get; }

    /// <summary>Whether the Score column holds probabilities, whose logarithms are the logits, rather than the logits themselves.</summary>
    bool ScoresAreProbabilities { get; }

    /// <summary>Whether logits are sums of one term for each slot, so that they can be explained exactly.</summary>
    bool IsAdditive { get; }

    /// <summary>How many ML.NET models make one of ours: one with a vector of scores, or one for each segment.</summary>
    int TransformerCount(int classCount);

    FittedAlgorithm Fit(MLContext context, TrainingRows rows, TrainingRun run);
}

/// <param name="Transformers">ML.NET's models, whose Score columns make the logits.</param>
/// <param name="Terms">The same model as terms, when it is additive.</param>
internal sealed record FittedAlgorithm(IReadOnlyList<ITransformer> Transformers, SlotTerms? Terms);
