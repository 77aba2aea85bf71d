using Palveluohjaus.Segmentation.Evaluation;

namespace Palveluohjaus.Segmentation.Training;

/// <summary>
/// The least that any model must beat: it looks at nothing and gives every row the segments' shares among the training rows, so
/// that its log-loss there is the entropy of the decisions. A baseline, trained in memory and never saved.
/// </summary>
public sealed class MajorityTrainer : ISegmentTrainer
{
    /// <inheritdoc/>
    public string Name => "majority";

    /// <inheritdoc/>
    /// <remarks>A segment that no row has gets the share <see cref="QualityMetrics.SmallestProbability"/>, for logits are finite.</remarks>
    public ISegmentModel Train(LabelledRows rows, TrainingRun run)
    {
        if (rows.Count == 0)
            throw new TrainingRefusedException("There are no rows to learn from.");
        var counts = new int[rows.Schema.Segments.Count];
        foreach (var label in rows.Labels)
            counts[label]++;
        return new MajorityModel(
            rows.Schema,
            [.. counts.Select(count => Math.Log(Math.Max((double)count / rows.Count, QualityMetrics.SmallestProbability)))]);
    }

    /// <summary>Refuses: this baseline is never saved.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public ISegmentModel Read(ModelSchema schema, Stream stream) =>
        throw new NotSupportedException("The majority baseline is trained anew each time and never saved.");

    private sealed class MajorityModel(ModelSchema schema, double[] logits) : IExplainableModel
    {
        public ModelSchema Schema => schema;

        public IReadOnlyList<ModelTerm> Terms => [];

        public IReadOnlyList<double> Intercepts => logits;

        public void Contribute(ReadOnlySpan<float> row, Span<double> contributions)
        {
            if (contributions.Length != 0)
                throw new ArgumentException($"The majority has no terms, and there is room for {contributions.Length} contributions.", nameof(contributions));
        }

        public void Score(FeatureTable table, Span<float> target)
        {
            LogisticModel.RequireFit(schema, table, target.Length);
            for (var index = 0; index < target.Length; index++)
                target[index] = (float)logits[index % logits.Length];
        }
    }
}
