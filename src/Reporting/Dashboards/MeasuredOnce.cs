using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Dashboards.Comparing;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Dashboards;

/// <summary>
/// A page limited to one municipality asks what the page of the next one asks, and what is hidden on either is decided from them all. So a metric is measured for all
/// codes of what a page is limited to, once for the facts there are, and each page picks its own.
/// </summary>
/// <param name="measures">Answers.</param>
/// <param name="facts">All facts.</param>
/// <param name="isKept">False for periods of a reader's own, of which there are too many to keep.</param>
internal sealed class MeasuredOnce(MeasureMetrics measures, FactSnapshot facts, bool isKept)
{
    public IEnumerable<MetricValue> Of(Metric metric, MetricQuery query)
    {
        Dimension[] dimensions = [.. query.Only.Keys.Union(query.By).Order()];
        // By two dimensions and by months as well there are so many figures that asking for the few is quicker.
        if (!isKept || dimensions.Length > 2 || (dimensions.Length == 2 && query.Grain is not null))
            return measures.Measure(facts, [metric], query);

        var all = AllOf(metric, query, dimensions);
        if (query.Only.Count == 0)
            return all;
        MetricValue[] picked = [.. all.Where(value => query.Only.All(limit => value.By.GetValueOrDefault(Codes.Of(limit.Key)) == limit.Value)).Select(value => WithoutLimits(value, query))];
        // A code that no fact has is nought of everything, and a metric that lacks the dimension says so.
        return picked.Length > 0 ? picked : measures.Measure(facts, [metric], query);
    }

    /// <summary>The rows behind a metric's figures from a day to before another.</summary>
    public MeasuredRows Rows(Metric metric, DateOnly from, DateOnly to, Func<MeasuredRows> measure) =>
        isKept ? (MeasuredRows)facts.WorkedOut.GetOrAdd((typeof(MeasuredRows), metric.Definition.Id, from, to, measures.Days.Today), _ => new Lazy<object>(measure)).Value : measure();

    private MetricValue[] AllOf(Metric metric, MetricQuery query, Dimension[] dimensions) => (MetricValue[])facts.WorkedOut.GetOrAdd(
        (typeof(MeasuredOnce), metric.Definition.Id, string.Join(' ', dimensions), query.Grain, query.From, query.To, measures.Days.Today),
        _ => new Lazy<object>(() => measures.Measure(facts, [metric], query with { By = dimensions, Only = new Dictionary<Dimension, string>() }).ToArray())).Value;

    // In the order asked for: the dimensions, the time, and what the metric divides by itself.
    private static MetricValue WithoutLimits(MetricValue value, MetricQuery query)
    {
        var by = new Dictionary<string, string>();
        foreach (var dimension in query.By)
            by.Add(Codes.Of(dimension), value.By[Codes.Of(dimension)]);
        foreach (var (axis, code) in value.By)
        {
            if (!by.ContainsKey(axis) && !query.Only.Keys.Any(limit => Codes.Of(limit) == axis))
                by.Add(axis, code);
        }

        return value with { By = by };
    }
}
