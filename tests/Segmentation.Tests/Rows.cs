using Palveluohjaus.Segmentation.Profiles;

namespace Palveluohjaus.Segmentation.Tests;

/// <summary>Feature rows for tests.</summary>
internal static class Rows
{
    public static FeatureCatalogue Catalogue => FeatureCatalogue.Default;

    /// <summary>The same rating for every item of each axis, and no history.</summary>
    public static double[] Uniform(double need, double resources)
    {
        var row = new double[Catalogue.Features.Count];
        foreach (var feature in Catalogue.Features)
        {
            row[feature.Index] = feature.Kind switch
            {
                FeatureKind.NeedRating => need,
                FeatureKind.ResourcesRating => resources,
                _ => double.NaN,
            };
        }

        return row;
    }

    /// <summary>Any valid row, each value missing with the given share.</summary>
    public static double[] Random(Random random, double missingShare)
    {
        var row = new double[Catalogue.Features.Count];
        foreach (var feature in Catalogue.Features)
        {
            var highest = double.IsPositiveInfinity(feature.Maximum) ? 12 : (int)feature.Maximum;
            row[feature.Index] = random.NextDouble() < missingShare ? double.NaN : random.Next(highest + 1);
        }

        return row;
    }

    public static ClientProfile ToProfile(double[] row) => ClientProfile.From(
        Catalogue,
        Catalogue.Features
            .Where(feature => !double.IsNaN(row[feature.Index]))
            .Select(feature => KeyValuePair.Create(feature.Code, row[feature.Index])));

    public static string Print(double[] row) =>
        string.Join(' ', row.Select(value => value.ToString(System.Globalization.CultureInfo.InvariantCulture)));
}
