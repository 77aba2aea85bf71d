using System.Globalization;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Facts;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Reporting.Tests.SlowMetrics;

/// <summary>
/// Every metric, every statistic, every dimension against a computation of its own: from the rows of the front line, by the definition, with nothing of the
/// facts in it. What both get wrong in the same way only the definition can tell; the small counties of the other tests are computed by pencil.
/// </summary>
[TestClass]
public sealed class SlowMetricsTests
{
    private static readonly IReadOnlyList<SlowMetric> Twins = [.. AccessMetrics.All, .. PreventionMetrics.All, .. QualityMetrics.All, .. ProfessionsMetrics.All, .. CostMetrics.All];

    private static readonly Span[] Spans =
    [
        new(null, null),
        new(new DateOnly(2025, 11, 1), new DateOnly(2026, 11, 1)),

        // From the night the clocks go forward to the middle of a week; from the night they go back over the turn of the year; one that still goes on.
        new(new DateOnly(2026, 3, 29), new DateOnly(2026, 5, 6)),
        new(new DateOnly(2025, 10, 26), new DateOnly(2026, 1, 3)),
        new(new DateOnly(2026, 10, 25), new DateOnly(2027, 1, 1)),
        new(new DateOnly(2026, 2, 28), null),
    ];

    public static IEnumerable<object[]> Ids => MetricCatalogue.All.Select(metric => new object[] { metric.Definition.Id });

    [TestMethod]
    public void Every_metric_of_the_catalogue_is_computed_twice() =>
        CollectionAssert.AreEquivalent(MetricCatalogue.All.Select(metric => metric.Definition.Id).ToArray(), Twins.Select(twin => twin.Id).ToArray());

    [TestMethod]
    public async Task A_service_that_has_started_knows_whose_case_it_is_of()
    {
        var county = await SlowCounty.GetAsync();
        var referrals = county.Facts.Referrals;
        var made = county.Referrals.Select(referral => (referral.MadeAtUtc.Ticks, county.CaseOfId[referral.CaseId].ReceivedAtUtc.Ticks)).ToHashSet();
        int[] started = [.. referrals.AllRows.Where(row => referrals.StartedAt[row] != FactTable.Never)];

        Assert.IsGreaterThan(5, started.Length);
        Assert.IsTrue(referrals.AllRows.All(row => referrals.CaseRow[row] is not null == started.Contains(row)));
        Assert.IsTrue(started.All(row => made.Contains((referrals.MadeAt[row], county.Facts.Cases.ReceivedAt[referrals.CaseRow[row]!.Value]))));
    }

    [TestMethod]
    [DynamicData(nameof(Ids))]
    public async Task The_facts_answer_as_the_rows_do(string id)
    {
        var county = await SlowCounty.GetAsync();
        var (metric, twin) = (MetricCatalogue.Find(id)!, Twins.Single(each => each.Id == id));
        var measures = new MeasureMetrics(CountyCalendar.Helsinki, new ManualClock(new DateTimeOffset(SlowCounty.NowUtc, TimeSpan.Zero)));
        CollectionAssert.AreEquivalent(twin.Dimensions.ToArray(), metric.TableOf(county.Facts).Dimensions.Keys.Select(Codes.Of).ToArray());

        var (differences, compared, computable) = (new List<string>(), 0, 0);
        foreach (var span in Spans)
        {
            foreach (var by in twin.Dimensions.Prepend(null))
            {
                var query = new MetricQuery { From = span.FromDay, To = span.ToDay, By = by is null ? [] : [Codes.Find<Dimension>(by)!.Value] };
                var answers = measures.Measure(county.Facts, [metric], query).Where(value => value.Statistic != "all").Select(value => (Key: Key(value.Statistic, value.By), value.Value, N: value.N!.Value)).Order().ToList();
                var expected = twin.Answer(county, span, by).Select(answer => (Key: Key(answer, by), answer.Figure.Value, answer.Figure.N)).Order().ToList();
                (compared, computable) = (compared + expected.Count, computable + expected.Count(each => each.Value is not null));
                differences.AddRange(Differences(expected, answers).Select(difference => $"{span.FromDay:O}–{span.ToDay:O} by {by ?? "nothing"}: {difference}"));
            }
        }

        Assert.IsEmpty(differences, string.Join('\n', differences.Take(30)));
        Assert.IsGreaterThan(0, compared);
        Assert.IsGreaterThan(compared / 4, computable, $"Of {compared} figures only {computable} rest on anything: the county does not try this metric.");
    }

    private static IEnumerable<string> Differences(List<(string Key, double? Value, int N)> expected, List<(string Key, double? Value, int N)> answers)
    {
        foreach (var key in expected.Select(each => each.Key).Union(answers.Select(each => each.Key)))
        {
            var (ours, theirs) = (expected.FindAll(each => each.Key == key), answers.FindAll(each => each.Key == key));
            if (ours.Count != 1 || theirs.Count != 1 || ours[0].N != theirs[0].N || !AreSame(ours[0].Value, theirs[0].Value))
                yield return $"{key}: rows say {Text(ours)}, facts say {Text(theirs)}";
        }

        static string Text(List<(string Key, double? Value, int N)> figures) => figures.Count == 0 ? "nothing" : string.Join(" and ", figures.Select(each => string.Create(CultureInfo.InvariantCulture, $"{each.Value} of {each.N}")));
    }

    // Sums of many instants in another order differ in the last digits.
    private static bool AreSame(double? one, double? other) => one is { } first && other is { } second ? Math.Abs(first - second) <= 1e-9 * Math.Max(1, Math.Abs(first)) : one is null && other is null;

    private static string Key(string statistic, IReadOnlyDictionary<string, string> by) => $"{statistic} {string.Join(' ', by.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => $"{each.Key}={each.Value}"))}";

    private static string Key(SlowAnswer answer, string? by)
    {
        var parts = new Dictionary<string, string>();
        if (by is not null)
            parts[by] = answer.Group!;
        if (answer.Figure.Part is var (dimension, code))
            parts[dimension] = code;
        return Key(answer.Figure.Statistic, parts);
    }
}
