using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.SamplePlugin;

/// <summary>A plug-in as small as one can be, for the tests of the host's loader.</summary>
public sealed class SamplePlugin : ISegmentTrainerPlugin
{
    public IReadOnlyList<ISegmentTrainer> Trainers { get; } = [new FirstSegmentTrainer()];

    /// <summary>Learns that everybody is of the first segment.</summary>
    private sealed class FirstSegmentTrainer : ISegmentTrainer
    {
        public string Name => "sample-first";

        public ISegmentModel Train(LabelledRows rows, TrainingRun run) => new FirstSegmentModel(rows.Schema);

        public ISegmentModel Read(ModelSchema schema, Stream stream) => new FirstSegmentModel(schema);
    }

    private sealed class FirstSegmentModel(ModelSchema schema) : ISegmentModel
    {
        public ModelSchema Schema => schema;

        public void Score(FeatureTable table, Span<float> logits)
        {
            for (var index = 0; index < logits.Length; index++)
                logits[index] = index % schema.Segments.Count == 0 ? 1 : 0;
        }
    }
}
