namespace Palveluohjaus.Segmentation.Training;

/// <summary>A trained model, whoever trained it: rows in, logits out. Probabilities are the softmax of logits ÷ temperature.</summary>
public interface ISegmentModel
{
    /// <summary>The columns it reads and the segments it tells apart.</summary>
    ModelSchema Schema { get; }

    /// <summary>Scores a batch. Safe to call from several threads at once.</summary>
    /// <param name="table">n rows of <see cref="Schema"/>.</param>
    /// <param name="logits">Row-major n × k; overwritten.</param>
    /// <exception cref="ArgumentException">The table has other columns, or <paramref name="logits"/> another length.</exception>
    void Score(FeatureTable table, Span<float> logits);
}

/// <summary>A model whose logits are exactly the intercepts plus one contribution of each term: the only kind that may become champion.</summary>
public interface IExplainableModel : ISegmentModel
{
    /// <summary>The terms, in the model's order.</summary>
    IReadOnlyList<ModelTerm> Terms { get; }

    /// <summary>k logits before any term: those of an average client of the training data.</summary>
    IReadOnlyList<double> Intercepts { get; }

    /// <summary>What each term adds to each logit for one row.</summary>
    /// <param name="row">One value per column; NaN is missing.</param>
    /// <param name="contributions">Row-major term × k; overwritten. With the intercepts they sum to the logits.</param>
    void Contribute(ReadOnlySpan<float> row, Span<double> contributions);
}

/// <summary>A model that cannot stand in model.json itself and is kept in a file of its own beside it.</summary>
public interface IModelInOwnFile : ISegmentModel
{
    /// <summary>Writes what <see cref="ISegmentTrainer.Read"/> reads.</summary>
    void Write(Stream stream);
}

/// <summary>The one or two columns a term looks at.</summary>
/// <param name="First">Index of a column.</param>
/// <param name="Second">Index of a greater column, or null when the term looks at one only.</param>
public readonly record struct ModelTerm(int First, int? Second = null);
