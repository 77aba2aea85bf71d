using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.MlNet.Models;

/// <summary>
/// Contributions in double precision beside scores that ML.NET sums in single precision: they agree to about one part in a
/// million of the largest term, which the tests hold to 1e-4 of a logit.
/// </summary>
internal sealed class ExplainableMlNetModel(MlNetModel model, ColumnContributions explanation) : IExplainableModel, IModelInOwnFile
{
    public ModelSchema Schema => model.Schema;

    public IReadOnlyList<ModelTerm> Terms => explanation.Terms;

    public IReadOnlyList<double> Intercepts => explanation.Intercepts;

    public void Score(FeatureTable table, Span<float> logits) => model.Score(table, logits);

    public void Contribute(ReadOnlySpan<float> row, Span<double> contributions)
    {
        if (row.Length != Schema.Columns.Count)
            throw new ArgumentException($"The model reads {Schema.Columns.Count} columns, and the row has {row.Length}.", nameof(row));
        if (contributions.Length != Terms.Count * Schema.Segments.Count)
            throw new ArgumentException($"There are {Terms.Count} terms of {Schema.Segments.Count} segments, and room for {contributions.Length}.", nameof(contributions));
        explanation.Contribute(row, contributions);
    }

    public void Write(Stream stream) => model.Write(stream);
}
