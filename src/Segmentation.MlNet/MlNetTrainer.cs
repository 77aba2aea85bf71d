using Microsoft.ML;
using Palveluohjaus.Segmentation.MlNet.Algorithms;
using Palveluohjaus.Segmentation.MlNet.Models;
using Palveluohjaus.Segmentation.MlNet.Rows;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.MlNet;

/// <summary>Any of ML.NET's algorithms behind the seam.</summary>
internal sealed class MlNetTrainer(IAlgorithm algorithm) : ISegmentTrainer
{
    public string Name => algorithm.Name;

    public ISegmentModel Train(LabelledRows rows, TrainingRun run)
    {
        run.CancellationToken.ThrowIfCancellationRequested();
        var learned = rows.Labels.Distinct().Order().ToArray();
        if (learned.Length < 2)
        {
            throw new TrainingRefusedException(learned.Length == 0
                ? "There are no rows to learn from."
                : $"Every row is of the segment {rows.Schema.Segments[learned[0]]}: there is nothing to tell apart.");
        }

        var slots = FeatureSlots.Learn(rows.Table, algorithm.RowsPerSide);
        if (slots.Count == 0)
        {
            throw new TrainingRefusedException(
                $"No column parts the {rows.Count} rows into two sides of at least {algorithm.RowsPerSide}: there is nothing to learn from.");
        }

        var context = new MLContext(run.Seed);
        var training = new TrainingRows(rows, slots, learned);
        var fitted = algorithm.Fit(context, training, run);
        run.CancellationToken.ThrowIfCancellationRequested();

        return Wrap(context, fitted.Transformers, slots, new MlNetModelHeader
        {
            Format = MlNetModelHeader.CurrentFormat,
            Trainer = Name,
            Schema = rows.Schema,
            Columns = slots.Columns,
            Learned = learned,
            // Half a row's worth: a segment that no row has is unlikely, and its probability is not zero.
            UnseenLogit = Math.Log(0.5 / rows.Count),
            Additive = fitted.Terms is { } terms ? AdditivePart.Learn(terms, slots, rows.Table) : null,
        });
    }

    public ISegmentModel Read(ModelSchema schema, Stream stream)
    {
        var context = new MLContext(seed: 0);
        var (header, transformers) = ModelFile.Read(context, stream, Name, schema);
        if (transformers.Count != algorithm.TransformerCount(header.Learned.Length) || header.Additive is null == algorithm.IsAdditive)
            throw new InvalidDataException($"The model file has parts too few or too many for {Name}.");
        return Wrap(context, transformers, new FeatureSlots(header.Columns), header);
    }

    private ISegmentModel Wrap(MLContext context, IReadOnlyList<ITransformer> transformers, FeatureSlots slots, MlNetModelHeader header)
    {
        var explanation = header.Additive is { } additive ? new ColumnContributions(slots, additive, header) : null;
        var model = new MlNetModel(context, transformers, slots, header, algorithm.ScoresAreProbabilities ? explanation : null);
        return explanation is null ? model : new ExplainableMlNetModel(model, explanation);
    }
}
