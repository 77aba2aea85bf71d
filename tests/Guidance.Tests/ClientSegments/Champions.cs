using Palveluohjaus.Segmentation.Evaluation;
using Palveluohjaus.Segmentation.GlassBox;
using Palveluohjaus.Segmentation.Profiles;
using Palveluohjaus.Segmentation.Scheme;
using Palveluohjaus.Segmentation.Suggestions;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Guidance.Tests.ClientSegments;

/// <summary>Champions made by hand: small tables with known points.</summary>
internal static class Champions
{
    private const int DailyLiving = 0;
    private const int Coping = 8;
    private const int CloseOnes = 9;

    /// <summary>
    /// Daily living 2–3 adds 3 to YHT and HUOL, 0–1 takes it; coping 0–1 adds <paramref name="coping"/> to TUKI and HUOL, 2–3 takes it;
    /// both weak together add 0.5 to HUOL. Requires daily living. A segment is possible while its probability is 0.25 or more.
    /// </summary>
    public static CalibratedModel Of(string id = "four-field-1/1", double coping = 2)
    {
        var schema = ModelSchema.Of(FeatureCatalogue.Default, SegmentationScheme.Default);
        var dailyLiving = TermAxis.OfNumber(DailyLiving, [1]);
        var closeOnes = TermAxis.OfNumber(CloseOnes, [1]);
        var copingAxis = TermAxis.OfNumber(Coping, [1]);
        var model = new GlassBoxModel(
            schema,
            [0, 0, 0, 0],
            [
                new TermTable(dailyLiving, null, [0, 0, 0, 0, 3, 3, -3, -3, -3, -3, 3, 3], [0.2, 0.4, 0.4]),
                new TermTable(copingAxis, null, [0, 0, 0, 0, -coping, coping, -coping, coping, coping, -coping, coping, -coping], [0.2, 0.4, 0.4]),
                new TermTable(copingAxis, closeOnes, WeakTogether(), [.. Enumerable.Repeat(1.0 / 9, 9)]),
            ]);
        return new CalibratedModel
        {
            Id = id,
            Model = model,
            Trainer = "by-hand",
            Temperature = 1,
            Conformal = new ConformalThresholds([0.8, 0.9], [0.5, 0.75]),
            RequiredColumns = ["need.daily-living"],
            Reference = new ReferenceDistribution(
                [.. schema.Columns.Select(_ => new ReferenceColumn([0.5f, 1.5f, 2.5f], [0, 1, 2, 3], [.. Enumerable.Range(0, 5).Select(_ => (IReadOnlyList<int>)[20, 20, 20, 20])]))],
                [0.25, 0.25, 0.25, 0.25]),
        };
    }

    /// <summary>Refuses every row whose daily living is 3, as a faulty plug-in might.</summary>
    public static CalibratedModel RefusingSome(string id) => Of() with { Id = id, Model = new Refusing((GlassBoxModel)Of().Model) };

    private static double[] WeakTogether()
    {
        var values = new double[9 * 4];
        values[(4 * 4) + 3] = 0.5;
        return values;
    }

    private sealed class Refusing(GlassBoxModel model) : IExplainableModel
    {
        public ModelSchema Schema => model.Schema;

        public IReadOnlyList<ModelTerm> Terms => model.Terms;

        public IReadOnlyList<double> Intercepts => model.Intercepts;

        public void Contribute(ReadOnlySpan<float> row, Span<double> contributions)
        {
            if (row[DailyLiving] == 3)
                throw new ArgumentException("This row is refused.", nameof(row));
            model.Contribute(row, contributions);
        }

        public void Score(FeatureTable table, Span<float> logits) => model.Score(table, logits);
    }
}
