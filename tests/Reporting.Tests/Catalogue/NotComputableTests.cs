using Palveluohjaus.Guidance.County;
using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Facts;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Reporting.Tests.Catalogue;

/// <summary>What has nothing to be computed from says why, and what rests on little says so.</summary>
[TestClass]
public sealed class NotComputableTests
{
    private static readonly ManualClock Clock = new(new DateTimeOffset(2026, 6, 1, 9, 0, 0, TimeSpan.Zero));
    private static readonly MeasureMetrics Measures = new(CountyCalendar.Helsinki, Clock);

    [TestMethod]
    public void In_an_empty_county_every_metric_is_nought_of_something_or_says_what_is_missing()
    {
        foreach (var metric in MetricCatalogue.All)
        {
            var values = Measures.Measure(new SmallCounty().Facts, [metric], new MetricQuery()).ToList();

            Assert.IsNotEmpty(values, metric.Definition.Id);
            foreach (var value in values)
            {
                Assert.AreEqual(value.State == MetricState.NotComputable, value.Reason is not null, $"{value.Metric} {value.Statistic}");
                if (value.State == MetricState.NotComputable)
                    Assert.AreEqual(metric.Definition.NotComputableWhere[0], value.Reason, $"{value.Metric} {value.Statistic}");
            }
        }
    }

    [TestMethod]
    [DataRow("lead-time", NotComputableReason.NoClosings)]
    [DataRow("deadline-attainment", NotComputableReason.NoDeadlines)]
    [DataRow("waiting-time", NotComputableReason.NoActions)]
    [DataRow("language-match", NotComputableReason.NoLanguages)]
    [DataRow("failure-demand", NotComputableReason.NoRepeatReasons)]
    [DataRow("repeat-contacts", NotComputableReason.NoThemes)]
    [DataRow("handling-time", NotComputableReason.NoHandlingTimes)]
    [DataRow("first-contact-resolution", NotComputableReason.NoOutcomes)]
    [DataRow("segment-transitions", NotComputableReason.NoSecondDecisions)]
    [DataRow("segment-effect", NotComputableReason.NoHalfYear)]
    [DataRow("suggestion-agreement", NotComputableReason.NoSuggestions)]
    [DataRow("prevention-share", NotComputableReason.NoSectors)]
    [DataRow("intervention-effect", NotComputableReason.NoScores)]
    [DataRow("multiprofessional-share", NotComputableReason.NoAssessments)]
    [DataRow("responsible-worker-coverage", NotComputableReason.NoSharedClients)]
    [DataRow("client-feedback", NotComputableReason.NoFeedback)]
    public void What_is_missing_is_named(string metric, NotComputableReason reason)
    {
        // One of each, with nothing more recorded than has to be.
        var facts = new SmallCounty().Case("2026-05-01").Contact("2026-05-01").Decision("OMA", "2026-05-01").Referral("2026-05-01", sector: null).Intervention("ipc", "phq9", 9, null).Facts;

        var answered = Measures.Measure(facts, [MetricCatalogue.Find(metric)!], new MetricQuery()).Where(value => value.State == MetricState.NotComputable).ToList();

        Assert.IsNotEmpty(answered);
        Assert.IsTrue(answered.TrueForAll(value => value.Reason == reason), string.Join(", ", answered.Select(value => $"{value.Statistic} {value.Reason}")));
        Assert.Contains((metric, reason), NotComputable.FindAll(facts, Clock.GetUtcNow().UtcDateTime).ToList());
    }

    [TestMethod]
    public void What_is_there_but_not_in_the_period_is_told_apart_from_what_is_not_recorded()
    {
        var facts = new SmallCounty().Case("2026-01-01", closed: "2026-01-09").Facts;

        Assert.AreEqual(NotComputableReason.NothingHere, WhyNot(facts, "lead-time", new MetricQuery { From = new DateOnly(2026, 2, 1) }));
        Assert.AreEqual(NotComputableReason.NoDimension, WhyNot(facts, "lead-time", new MetricQuery { By = [Dimension.Sector] }));
        Assert.AreEqual(NotComputableReason.NoPeriodEnds, WhyNot(facts, "littles-law-gap", new MetricQuery { From = new DateOnly(2026, 1, 1) }));
        Assert.AreEqual(NotComputableReason.NothingHere, WhyNot(facts, "lead-time", new MetricQuery { Only = new Dictionary<Dimension, string> { [Dimension.Unit] = "nowhere" }, By = [Dimension.Unit] }), "No row is left to be divided.");
    }

    [TestMethod]
    public void A_figure_that_rests_on_fewer_than_the_metrics_minimum_says_so()
    {
        var county = new SmallCounty();
        for (var number = 1; number <= 4; number++)
            county.Case("2026-01-01", closed: "2026-01-09");

        Assert.IsTrue(Mean(county).IsBelowMinimumN);
        Assert.IsFalse(Mean(county.Case("2026-01-01", closed: "2026-01-09")).IsBelowMinimumN);
        Assert.IsFalse(Mean(new SmallCounty()).IsBelowMinimumN, "It is not computable, which says more.");

        static MetricValue Mean(SmallCounty county) => Measures.Measure(county.Facts, [MetricCatalogue.Find("lead-time")!], new MetricQuery()).Single(value => value.Statistic == "mean");
    }

    private static NotComputableReason? WhyNot(FactSnapshot facts, string metric, MetricQuery query) =>
        Measures.Measure(facts, [MetricCatalogue.Find(metric)!], query).Select(value => value.Reason).Distinct().Single();
}
