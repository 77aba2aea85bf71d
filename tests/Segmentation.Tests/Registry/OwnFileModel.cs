using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Tests.Registry;

/// <summary>A model that keeps itself in a file of its own: one byte, the segment it always says.</summary>
internal sealed class OwnFileModel(ModelSchema schema, byte segment) : IModelInOwnFile
{
    public ModelSchema Schema => schema;

    public byte Segment => segment;

    public void Score(FeatureTable table, Span<float> logits)
    {
        logits.Clear();
        for (var row = 0; row < table.RowCount; row++)
            logits[(row * schema.Segments.Count) + segment] = 1;
    }

    public void Write(Stream stream) => stream.WriteByte(segment);
}

/// <summary>The trainer that reads them back.</summary>
internal sealed class OwnFileTrainer : ISegmentTrainer
{
    public string Name => "own-file-trainer";

    public ISegmentModel Train(LabelledRows rows, TrainingRun run) => new OwnFileModel(rows.Schema, (byte)rows.Labels[0]);

    public ISegmentModel Read(ModelSchema schema, Stream stream) => stream.ReadByte() is >= 0 and var segment
        ? new OwnFileModel(schema, (byte)segment)
        : throw new InvalidDataException("The file is empty.");
}
