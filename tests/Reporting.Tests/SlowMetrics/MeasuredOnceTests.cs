using Palveluohjaus.Guidance.County;
using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Reporting.Facts;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Reporting.Tests.SlowMetrics;

/// <summary>What is picked from a measurement of all codes is what would have been measured of one.</summary>
[TestClass]
public sealed class MeasuredOnceTests
{
    public static IEnumerable<object[]> Ids => MetricCatalogue.All.Select(metric => new object[] { metric.Definition.Id });

    [TestMethod]
    [DynamicData(nameof(Ids))]
    public async Task A_page_gets_the_figures_it_would_have_measured_by_itself(string id)
    {
        var (facts, metric) = ((await SlowCounty.GetAsync()).Facts with { WorkedOut = [] }, MetricCatalogue.Find(id)!);
        var measures = new MeasureMetrics(CountyCalendar.Helsinki, new ManualClock(new DateTimeOffset(SlowCounty.NowUtc, TimeSpan.Zero)));
        var measured = new MeasuredOnce(measures, facts, isKept: true);
        foreach (var query in Queries())
            CollectionAssert.AreEqual(measures.Measure(facts, [metric], query).Select(Write).Order().ToArray(), measured.Of(metric, query).Select(Write).Order().ToArray(), $"{string.Join(' ', query.Only)} by {string.Join(' ', query.By)} {query.Grain}");
    }

    private static IEnumerable<MetricQuery> Queries()
    {
        (Dimension Dimension, string Code)[] limits = [(Dimension.Municipality, "905"), (Dimension.Municipality, "nowhere"), (Dimension.Language, "swedish"), (Dimension.LifeStage, "youth")];
        foreach (var (dimension, code) in limits)
        {
            var query = new MetricQuery { From = new DateOnly(2025, 11, 1), To = new DateOnly(2026, 11, 1), Only = new Dictionary<Dimension, string> { [dimension] = code } };
            yield return query;
            yield return query with { Grain = TimeGrain.Month };
            yield return query with { By = [Dimension.Unit] };
        }
    }

    private static string Write(MetricValue value) =>
        $"{value.Statistic} {string.Join(' ', value.By.OrderBy(axis => axis.Key, StringComparer.Ordinal))} {value.From:O} {value.Value:R} {value.N} {string.Join('/', value.Tells)} {value.State} {value.Reason}";
}
