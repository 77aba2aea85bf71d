using Palveluohjaus.Segmentation.Profiles;
using Palveluohjaus.Segmentation.Scheme;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Bench;

/// <summary>Rows of the feature catalogue that look like clients: answers 0–3, skewed counts, ages. Invented, for timing only.</summary>
internal static class SampleClients
{
    public static FeatureTable Draw(int rowCount, int seed, double missingShare)
    {
        var random = new Random(seed);
        var schema = ModelSchema.Of(FeatureCatalogue.Default, SegmentationScheme.Default);
        var columns = FeatureCatalogue.Default.Features.Select(feature =>
        {
            var values = new float[rowCount];
            for (var row = 0; row < rowCount; row++)
                values[row] = Value(feature, random, missingShare);
            return values;
        }).ToArray();
        return new FeatureTable(schema, columns, rowCount);
    }

    private static float Value(Feature feature, Random random, double missingShare) => feature.Kind switch
    {
        FeatureKind.NeedRating or FeatureKind.ResourcesRating => random.NextDouble() < missingShare ? float.NaN : random.Next(4),
        FeatureKind.Count => (float)Math.Floor(-2 * Math.Log(1 - random.NextDouble())),
        FeatureKind.Years => random.Next(100),
        _ => throw new InvalidOperationException($"There is no kind {feature.Kind}."),
    };
}
