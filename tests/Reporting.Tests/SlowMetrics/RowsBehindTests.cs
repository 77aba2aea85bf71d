using Palveluohjaus.Guidance.County;
using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Reporting.Tests.SlowMetrics;

/// <summary>A number and the list behind it agree: of every metric, every statistic, in whatever part of the county.</summary>
[TestClass]
public sealed class RowsBehindTests
{
    private static readonly (DateOnly? From, DateOnly? To)[] Periods =
    [
        (null, null),
        (new DateOnly(2025, 11, 1), new DateOnly(2026, 11, 1)),
        (new DateOnly(2026, 3, 29), new DateOnly(2026, 5, 6)),
        (new DateOnly(2026, 10, 25), new DateOnly(2027, 1, 1)),
    ];

    public static IEnumerable<object[]> Ids => MetricCatalogue.All.Where(metric => metric.HasRows).Select(metric => new object[] { metric.Definition.Id });

    [TestMethod]
    [DynamicData(nameof(Ids))]
    public async Task As_many_rows_stand_behind_a_figure_as_it_says_it_rests_on(string id)
    {
        var (facts, metric, measures) = ((await SlowCounty.GetAsync()).Facts, MetricCatalogue.Find(id)!, Measures());
        var (differences, compared) = (new List<string>(), 0);
        foreach (var (from, to) in Periods)
        {
            foreach (var dimension in metric.TableOf(facts).Dimensions.Keys)
            {
                foreach (var (by, slice) in measures.Slices(facts, metric, new MetricQuery { From = from, To = to, By = [dimension] }))
                {
                    foreach (var figure in metric.Measure(slice).GroupBy(figure => figure.Statistic).Where(each => each.Any(figure => figure.Value is not null)))
                    {
                        var rows = slice.Rows.Where(row => metric.RestsOn(slice, row, figure.Key)).ToList();
                        var part = rows.Count(row => metric.IsPart(slice, row, figure.Key) is true);
                        compared++;
                        if (rows.Count != RestsOn(figure.ToList()) || (figure.First() is { By: null, Statistic: not "commonest-theme", Tells: [var told, _, ..] } && part != told))
                            differences.Add($"{from:O}–{to:O} {string.Join(' ', by)} {figure.Key}: {string.Join(", ", figure.Select(each => $"{each.N} ({string.Join(' ', each.Tells)})"))}; rows {rows.Count} ({part})");
                    }
                }
            }
        }

        Assert.IsEmpty(differences, string.Join('\n', differences.Take(20)));
        Assert.IsGreaterThan(20, compared);
    }

    /// <summary>What a metric divides itself, its parts add up to; but each share of a mix is one of the whole.</summary>
    private static int RestsOn(List<Measurement> figures) =>
        figures[0] is { By: null } || figures[0].Statistic.StartsWith("share", StringComparison.Ordinal) ? figures[0].N : figures.Sum(each => each.N);

    private static MeasureMetrics Measures() => new(CountyCalendar.Helsinki, new ManualClock(new DateTimeOffset(SlowCounty.NowUtc, TimeSpan.Zero)));
}
