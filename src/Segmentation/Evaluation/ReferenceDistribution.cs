using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Evaluation;

/// <summary>How the training rows were distributed: what drift is measured against, and what an unanswered question might be answered with.</summary>
/// <param name="Columns">One per column of the model's schema, in its order.</param>
/// <param name="Suggested">Share of calibration rows whose most probable segment is each of the k; sums to 1.</param>
public sealed record ReferenceDistribution(IReadOnlyList<ReferenceColumn> Columns, IReadOnlyList<double> Suggested)
{
    /// <summary>Counts the training rows. The order of the rows makes no difference.</summary>
    /// <param name="training">The rows the model was trained on.</param>
    /// <param name="calibrationProbabilities">Row-major n × k: what the calibrated model says of rows it was not trained on.</param>
    /// <exception cref="ArgumentException">There are no calibration rows, or one is not probabilities.</exception>
    public static ReferenceDistribution Build(LabelledRows training, ReadOnlySpan<float> calibrationProbabilities)
    {
        var suggested = QualityMetrics.SuggestedShares(calibrationProbabilities, training.Schema.Segments.Count);
        return new ReferenceDistribution(
            [.. training.Schema.Columns.Select((column, index) => ReferenceColumn.Build(column, training.Table.Column(index), training))],
            suggested);
    }
}
