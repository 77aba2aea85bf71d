using Palveluohjaus.Segmentation.Evaluation;
using Palveluohjaus.Segmentation.GlassBox;
using Palveluohjaus.Segmentation.Profiles;
using Palveluohjaus.Segmentation.Scheme;
using Palveluohjaus.Segmentation.Suggestions;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Tests.Suggestions;

/// <summary>Small glass-box models made by hand, and large ones made at random.</summary>
internal static class GlassBoxes
{
    /// <summary>Segments A and B; yes-or-no columns x, y and z. x = 1 adds (2, −2), y = 1 adds (0.5, −0.5); the opposite for 0. z is in no table.</summary>
    public static GlassBoxModel OfXAndY()
    {
        var schema = new ModelSchema { Columns = [ModelColumn.Number("x"), ModelColumn.Number("y"), ModelColumn.Number("z")], Segments = ["A", "B"] };
        return new GlassBoxModel(schema, [0, 0], [YesOrNo(0, 2), YesOrNo(1, 0.5)]);
    }

    public static CalibratedModel Calibrate(ISegmentModel model, ReferenceDistribution? reference = null) => new()
    {
        Id = "test/1",
        Model = model,
        Trainer = "by-hand",
        Temperature = 1,
        Conformal = new ConformalThresholds([0.80, 0.90], [0.60, 0.75]),
        RequiredColumns = [],
        Reference = reference ?? new ReferenceDistribution(
            [.. model.Schema.Columns.Select(_ => YesOrNoReference(model.Schema.Segments.Count, (_, _) => 10))],
            [.. model.Schema.Segments.Select(_ => 1.0 / model.Schema.Segments.Count)]),
    };

    /// <summary>Answers 0 and 1, and 7 rows a segment without an answer, which must not count.</summary>
    public static ReferenceColumn YesOrNoReference(int segmentCount, Func<int, int, int> rowsOf) => new(
        [0.5f],
        [0, 1],
        [.. Enumerable.Range(0, 2).Select(answer => (IReadOnlyList<int>)[.. Enumerable.Range(0, segmentCount).Select(segment => rowsOf(answer, segment))]),
         [.. Enumerable.Repeat(7, segmentCount)]]);

    /// <summary>A model of the default catalogue and scheme with a table of each column and of <paramref name="pairCount"/> pairs.</summary>
    public static CalibratedModel OfCatalogue(Random random, int pairCount, double temperature)
    {
        var catalogue = FeatureCatalogue.Default;
        var axes = catalogue.Features.Select(feature => TermAxis.OfNumber(feature.Index, [0.5f, 1.5f, 2.5f])).ToArray();
        var pairs = Enumerable.Range(0, axes.Length).SelectMany(first => Enumerable.Range(first + 1, axes.Length - first - 1).Select(second => (first, second)))
            .OrderBy(_ => random.Next()).Take(pairCount).Order();
        var tables = axes.Select(axis => RandomTable(axis, null)).Concat(pairs.Select(pair => RandomTable(axes[pair.first], axes[pair.second]))).ToArray();
        var model = new GlassBoxModel(ModelSchema.Of(catalogue, SegmentationScheme.Default), [0.3, -0.4, 0.2, -0.1], tables);
        var reference = new ReferenceDistribution(
            [.. catalogue.Features.Select(_ => new ReferenceColumn(
                [0.5f, 1.5f, 2.5f],
                [0, 1, 2, 3],
                [.. Enumerable.Range(0, 5).Select(_ => (IReadOnlyList<int>)[.. Enumerable.Range(0, 4).Select(_ => random.Next(200))])]))],
            [0.25, 0.25, 0.25, 0.25]);
        return Calibrate(model, reference) with { Id = "four-field-1/test", Temperature = temperature };

        TermTable RandomTable(TermAxis first, TermAxis? second)
        {
            var cells = first.BinCount * (second?.BinCount ?? 1);
            return new TermTable(
                first,
                second,
                [.. Enumerable.Range(0, cells * 4).Select(_ => (random.NextDouble() - 0.5) * (second is null ? 1.5 : 0.4))],
                [.. Enumerable.Repeat(1.0 / cells, cells)]);
        }
    }

    public static float[] RandomRow(Random random, double missingShare) => [.. Rows.Random(random, missingShare).Select(value => (float)value)];

    private static TermTable YesOrNo(int column, double points) =>
        new(TermAxis.OfNumber(column, [0.5f]), null, [0, 0, -points, points, points, -points], [0.2, 0.4, 0.4]);
}

/// <summary>An explainable model that is not known to be tables: what a plug-in's would be.</summary>
internal sealed class OpaqueModel(IExplainableModel model) : IExplainableModel
{
    public ModelSchema Schema => model.Schema;

    public IReadOnlyList<ModelTerm> Terms => model.Terms;

    public IReadOnlyList<double> Intercepts => model.Intercepts;

    public void Contribute(ReadOnlySpan<float> row, Span<double> contributions) => model.Contribute(row, contributions);

    public void Score(FeatureTable table, Span<float> logits) => model.Score(table, logits);
}
