using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Catalogue.Metrics;

/// <summary>How a whole divides over the values of one dimension, in count and in share, the largest first.</summary>
internal static class Mixes
{
    /// <param name="dimension">What the whole is divided by.</param>
    /// <param name="values">The dimension's values.</param>
    /// <param name="counts">One count a value, "not known" first.</param>
    /// <param name="unit">The unit of the counts.</param>
    public static IEnumerable<Measurement> Of(Dimension dimension, DimensionColumn values, int[] counts, string unit)
    {
        var whole = counts.Sum();
        var present = Enumerable.Range(0, counts.Length)
            .Where(number => counts[number] > 0)
            .OrderByDescending(number => counts[number])
            .ThenBy(number => values.ValueOf(number), StringComparer.Ordinal)
            .ToList();
        foreach (var number in present)
        {
            var by = (dimension, values.ValueOf(number) ?? MetricValue.NotKnown);
            yield return new Measurement("count", counts[number], unit, counts[number], by);
            yield return Measurement.Share("share", counts[number], whole, by);
        }
    }
}
