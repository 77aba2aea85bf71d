using Palveluohjaus.Guidance.County;
using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Facts;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Reporting.Tests.Catalogue;

/// <summary>What is measured beyond the flow of cases: decisions, referrals, work across professions, interventions, working time and recording. By pencil.</summary>
[TestClass]
public sealed class WiderMetricTests
{
    private static readonly ManualClock Clock = new(new DateTimeOffset(2026, 12, 1, 9, 0, 0, TimeSpan.Zero));
    private static readonly MeasureMetrics Measures = new(CountyCalendar.Helsinki, Clock);

    [TestMethod]
    public void Little_s_law_holds_where_closings_are_recorded_and_gapes_where_they_are_not()
    {
        // Ten days, one case a day, each open for a day: one open at a time.
        var steady = new SmallCounty();
        for (var day = 1; day <= 10; day++)
            steady.Case($"2026-03-{day:D2}T00:00+02:00", closed: day < 10 ? $"2026-03-{day + 1:D2}T00:00+02:00" : "2026-03-10T23:59:59+02:00");
        var query = new MetricQuery { From = new DateOnly(2026, 3, 1), To = new DateOnly(2026, 3, 11) };

        var held = Ask(steady, "littles-law-gap", query);
        var gaping = Ask(steady.Case("2026-03-01T00:00+02:00"), "littles-law-gap", query);

        Assert.AreEqual((0d, 1d, 10), (Math.Round(held["gap"].Value!.Value, 6), Math.Round(held["mean-open"].Value!.Value, 4), held["gap"].N));
        Assert.AreEqual(50d, gaping["gap"].Value!.Value, 0.01, "One case that is never closed is open as long as all the others together.");
        Assert.IsNull(Ask(new SmallCounty(), "littles-law-gap", query)["gap"].Value);
        Assert.IsNull(Ask(new SmallCounty(), "littles-law-gap")["mean-open"].Value);
    }

    [TestMethod]
    public void Moves_between_segments_are_of_those_who_had_one()
    {
        var values = All(new SmallCounty()
            .Decision("OMA", "2026-01-05")
            .Decision("HUOL", "2026-02-05", previous: "OMA")
            .Decision("OMA", "2026-02-06", previous: "OMA")
            .Decision("OMA", "2026-02-07", previous: "HUOL")
            .Decision("TUKI", "2027-02-07", previous: "HUOL"), "segment-transitions", new MetricQuery { To = new DateOnly(2026, 12, 1) });

        Assert.AreEqual(200d / 3, values.Single(value => value.Statistic == "moved").Value!.Value, 1e-12);
        Assert.AreEqual((1d, 50d), (Of("from-OMA", "HUOL"), Of("share-from-OMA", "HUOL")));
        Assert.AreEqual((1d, 50d), (Of("from-OMA", "OMA"), Of("share-from-OMA", "OMA")));
        Assert.AreEqual((1d, 100d), (Of("from-HUOL", "OMA"), Of("share-from-HUOL", "OMA")));
        Assert.HasCount(7, values);

        double? Of(string statistic, string to) => values.Single(value => value.Statistic == statistic && value.By["segment"] == to).Value;
    }

    /// <summary>A county's own codes; the tests run in Finnish, whose alphabet puts a small letter before a capital.</summary>
    [TestMethod]
    public void Moves_stand_in_the_order_of_codes_whatever_the_readers_alphabet()
    {
        var values = All(new SmallCounty().Decision("OMA", "2026-01-05", previous: "huol").Decision("OMA", "2026-01-06", previous: "TUKI").Decision("OMA", "2026-01-06", previous: "HUOL"), "segment-transitions");

        CollectionAssert.AreEqual((string[])["from-HUOL", "from-TUKI", "from-huol"], values.Select(value => value.Statistic).Where(statistic => statistic.StartsWith("from", StringComparison.Ordinal)).ToArray());
    }

    [TestMethod]
    public void The_effect_of_a_segment_is_the_change_beside_that_of_those_who_have_none()
    {
        var values = All(new SmallCounty()
            .Decision("HUOL", "2026-03-01", client: 1)
            .Decision("OMA", "2026-11-01", client: 3)
            .Case("2026-02-01", closed: "2026-02-11", handoffs: 3, client: 1, nextOnTheme: "2026-02-20")
            .Case("2026-02-02", closed: "2026-02-22", handoffs: 1, client: 1)
            .Case("2026-04-01", closed: "2026-04-05", handoffs: 1, client: 1)
            .Case("2025-01-01", closed: "2025-04-05", handoffs: 9, client: 1)
            .Case("2026-01-10", closed: "2026-01-20", handoffs: 2, client: 2)
            .Case("2026-05-10", closed: "2026-05-25", handoffs: 1, client: 2), "segment-effect", new MetricQuery { From = new DateOnly(2026, 1, 1), To = new DateOnly(2026, 6, 1) })
            .ToDictionary(value => (value.By["segment"], value.Statistic));

        Assert.AreEqual((2d, 1d, -1d, 0d), (Value("handoffs-before"), Value("handoffs-after"), Value("handoffs-change"), Value("handoffs-change-compared")));
        Assert.AreEqual((50d, 0d, -50d), (Value("repeats-before"), Value("repeats-after"), Value("repeats-change-compared")));
        Assert.AreEqual((15d, 4d, -16d), (Value("lead-time-before"), Value("lead-time-after"), Value("lead-time-change-compared")));
        Assert.AreEqual((2, 1), (values[("HUOL", "handoffs-before")].N, values[("HUOL", "handoffs-change")].N));
        Assert.IsFalse(values.Keys.Any(key => key.Item1 == "OMA"), "Half a year has not gone by.");

        double? Value(string statistic) => values[("HUOL", statistic)].Value;
    }

    [TestMethod]
    public void Reasons_are_of_decisions_that_differ_from_a_suggestion()
    {
        var values = All(new SmallCounty()
            .Decision("OMA", "2026-01-05", suggested: "OMA")
            .Decision("OMA", "2026-01-05", reason: "other")
            .Decision("HUOL", "2026-01-05", suggested: "OMA", reason: "not-in-answers")
            .Decision("HUOL", "2026-01-06", suggested: "OMA", reason: "not-in-answers")
            .Decision("HUOL", "2026-01-07", suggested: "OMA", reason: "clients-wish"), "override-reasons");

        CollectionAssert.AreEqual(
            new[] { ("not-in-answers", "count", 2d), ("not-in-answers", "share", 200d / 3), ("clients-wish", "count", 1d), ("clients-wish", "share", 100d / 3) },
            values.Select(value => (value.By["override-reason"], value.Statistic, value.Value!.Value)).ToArray());
    }

    [TestMethod]
    public void Agreement_in_under_five_seconds_is_a_rubber_stamp()
    {
        var values = Ask(new SmallCounty()
            .Decision("OMA", "2026-01-05", suggested: "OMA", seconds: 4)
            .Decision("OMA", "2026-01-05", suggested: "OMA", seconds: 5)
            .Decision("OMA", "2026-01-05", suggested: "OMA", seconds: 60)
            .Decision("OMA", "2026-01-05", suggested: "OMA")
            .Decision("HUOL", "2026-01-05", suggested: "OMA", seconds: 1), "rubber-stamp");

        Assert.AreEqual((100d / 3, 5d, 3), (values["at-once"].Value, values["seconds-p50"].Value, values["seconds-p50"].N));
    }

    [TestMethod]
    public void A_referral_nobody_has_answered_is_not_accepted()
    {
        var values = Ask(new SmallCounty()
            .Referral("2026-01-01", accepted: "2026-01-03")
            .Referral("2026-01-01", accepted: "2026-01-05", declined: "2026-02-01")
            .Referral("2026-01-01", declined: "2026-01-02")
            .Referral("2026-01-01")
            .Referral("2026-01-01", ended: "2026-01-09"), "referral-acceptance");

        Assert.AreEqual((40d, 20d, 2d), (values["share"].Value, values["unanswered"].Value, values["days-to-answer-p50"].Value));
    }

    [TestMethod]
    public void Low_thresholds_are_told_by_the_sector_where_it_is_known()
    {
        var county = new SmallCounty()
            .Referral("2026-01-01", sector: "family-centre").Referral("2026-01-01", sector: "third-sector").Referral("2026-01-01", sector: "meeting-place")
            .Referral("2026-01-01").Referral("2026-01-01", sector: "company").Referral("2026-01-01", sector: null);

        Assert.AreEqual((60d, 5), (Ask(county, "prevention-share")["share"].Value, Ask(county, "prevention-share")["share"].N));
        Assert.AreEqual(6d, All(county, "sector-mix").Where(value => value.Statistic == "count").Sum(value => value.Value));
        Assert.AreEqual(1d, All(county, "sector-mix").Single(value => value.Statistic == "count" && value.By["sector"] == MetricValue.NotKnown).Value);
        Assert.IsNull(Ask(new SmallCounty(), "prevention-share")["share"].Value, "Nothing was referred.");
    }

    [TestMethod]
    public void Coverage_is_of_the_moment_the_period_ends()
    {
        var county = new SmallCounty()
            .Services("2026-01-01", "2026-02-01", responsible: false)
            .Services("2026-02-01", null, responsible: true)
            .Services("2026-01-10", null, responsible: false)
            .Services("2026-06-01", null, responsible: false);

        var inJanuary = Ask(county, "responsible-worker-coverage", new MetricQuery { To = new DateOnly(2026, 1, 20) });
        var inMarch = Ask(county, "responsible-worker-coverage", new MetricQuery { To = new DateOnly(2026, 3, 1) });

        Assert.AreEqual((0d, 2d), (inJanuary["share"].Value, inJanuary["clients"].Value));
        Assert.AreEqual((50d, 2d), (inMarch["share"].Value, inMarch["clients"].Value));
        Assert.AreEqual(100d / 3, Ask(county, "responsible-worker-coverage")["share"].Value!.Value, 1e-12);
    }

    [TestMethod]
    public void Work_across_professions_is_of_assessed_needs()
    {
        var values = Ask(new SmallCounty().Case("2026-01-01", multiprofessional: true).Case("2026-01-01", multiprofessional: false).Case("2026-01-01"), "multiprofessional-share");

        Assert.AreEqual((50d, 2), (values["share"].Value, values["share"].N));
    }

    [TestMethod]
    public void Effects_are_positive_for_the_better_and_measured_against_the_spread_before()
    {
        var values = All(new SmallCounty()
            .Intervention("ipc", "phq9", 20, 10, higherIsBetter: false)
            .Intervention("ipc", "phq9", 10, 8, higherIsBetter: false)
            .Intervention("ipc", "phq9", 15, null, higherIsBetter: false)
            .Intervention("ipc", "phq9", 15, 1, completed: false, higherIsBetter: false)
            .Intervention("rehab", "sppb", 4, 7)
            .Intervention("rehab", "sppb", 4, 7, ended: null), "intervention-effect")
            .ToDictionary(value => (value.By["measure"], value.Statistic));

        Assert.AreEqual((6d, 2), (values[("ipc/phq9", "mean-change")].Value, values[("ipc/phq9", "mean-change")].N));
        Assert.AreEqual(6 / Math.Sqrt(50), values[("ipc/phq9", "effect-size")].Value!.Value, 1e-12);
        Assert.AreEqual(3d, values[("rehab/sppb", "mean-change")].Value);
        Assert.IsNull(values[("rehab/sppb", "effect-size")].Value, "One score has no spread.");
    }

    [TestMethod]
    public void Working_time_is_what_was_recorded()
    {
        var contacts = Ask(new SmallCounty().Contact("2026-01-01", handlingMinutes: 10).Contact("2026-01-01", handlingMinutes: 50).Contact("2026-01-01"), "handling-time");
        var cases = Ask(new SmallCounty()
            .Case("2026-01-01T00:00Z", closed: "2026-01-01T05:00Z", handlingMinutes: 30)
            .Case("2026-01-01T00:00Z", closed: "2026-01-01T00:00Z", handlingMinutes: 20)
            .Case("2026-01-01T00:00Z", closed: "2026-01-09T00:00Z")
            .Case("2026-01-01T00:00Z", handlingMinutes: 20), "touch-time-share");

        Assert.AreEqual((30d, 30d, 1d, 2), (contacts["p50"].Value, contacts["mean"].Value, contacts["sum"].Value, contacts["sum"].N));
        Assert.AreEqual((100d * 50 / 320, 2), (cases["share"].Value, cases["share"].N));
    }

    [TestMethod]
    public void Recording_is_counted_field_by_field_and_by_how_late_it_was()
    {
        var values = Ask(new SmallCounty()
            .Contact("2026-01-01", delayMinutes: 0)
            .Contact("2026-01-01", missing: ContactFields.Theme | ContactFields.Outcome, delayMinutes: 2_000)
            .Contact("2026-01-01", missing: ContactFields.Theme)
            .Contact("2026-01-01"), "recording-completeness");

        Assert.AreEqual((50d, 50d, 75d, 100d), (values["share"].Value, values["theme"].Value, values["outcome"].Value, values["municipality"].Value));
        Assert.AreEqual((1_000d, 50d, 2), (values["delay-p50"].Value, values["within-a-day"].Value, values["within-a-day"].N));
        Assert.AreEqual((0d, 1, 1_000d, 2), (values["theme-delay-p50"].Value, values["theme-delay-p50"].N, values["municipality-delay-p50"].Value, values["municipality-delay-p50"].N), "Of those that have the field.");
    }

    [TestMethod]
    public void Emergency_visits_are_told_for_a_thousand_inhabitants_of_the_latest_year_entered()
    {
        var county = new SmallCounty()
            .Figure("inhabitants", "905", "2023", 60_000).Figure("inhabitants", "905", "2024", 50_000).Figure("inhabitants", "499", "2024", 10_000).Figure("inhabitants", "499", "2023", 1, same: false)
            .Figure("emergency-visits", "905", "12/2023", 600)
            .Figure("emergency-visits", "905", "1/2024", 500).Figure("emergency-visits", "499", "1/2024", 40).Figure("emergency-visits", "499", "1/2024", 60, source: "Lifecare")
            .Figure("emergency-visits", "905", "2/2024", 250)
            .Figure("emergency-visits", "499", "2/2024", 9_999, same: false)
            .Figure("emergency-visits", "545", "2/2024", 7);
        var year = new MetricQuery { From = new DateOnly(2024, 1, 1), To = new DateOnly(2025, 1, 1) };

        var all = Ask(county, "emergency-visits", year);
        var by = All(county, "emergency-visits", year with { By = [Dimension.Municipality] }).ToDictionary(value => (value.By["municipality"], value.Statistic), value => value.Value);
        var earlier = Ask(county, "emergency-visits", new MetricQuery { To = new DateOnly(2024, 1, 1) });
        var half = Ask(county, "emergency-visits", new MetricQuery { From = new DateOnly(2024, 1, 2), To = new DateOnly(2024, 2, 29) });

        // January: 600 of 60,000; February: 250 of 50,000, for nobody knows how many live in 545.
        Assert.AreEqual((857d, 15d, 2d), (all["count"].Value, all["per-1000"].Value, all["months"].Value));
        Assert.AreEqual((857, 850), (all["count"].N, all["per-1000"].N));
        Assert.AreEqual((750d, 15d, 2d), (by[("905", "count")], by[("905", "per-1000")], by[("905", "months")]));
        Assert.AreEqual((100d, 10d, 1d), (by[("499", "count")], by[("499", "per-1000")], by[("499", "months")]));
        Assert.AreEqual((7d, (double?)null), (by[("545", "count")], by[("545", "per-1000")]));
        Assert.AreEqual((600d, 10d), (earlier["count"].Value, earlier["per-1000"].Value));
        Assert.IsNull(half["count"].Value, "No month lies wholly in the period.");
        Assert.IsNull(Ask(new SmallCounty(), "emergency-visits")["per-1000"].Value);
    }

    [TestMethod]
    public void Baselines_are_told_as_entered_and_only_counts_are_added_up()
    {
        var county = new SmallCounty()
            .Figure("lead-time/p50", "905", "2019", 12.5).Figure("lead-time/p50", "499", "2019", 9).Figure("lead-time/p50", "905", "1–10/2020", 11).Figure("lead-time/p50", "905", "2018", 3, same: false)
            .Figure("contacts/count", "905", "2019", 1_000).Figure("contacts/count", "499", "2019", 200).Figure("contacts/count", "905", "2018", 5).Figure("contacts/count", "905", "2018", 5, source: "Lifecare")
            .Figure("emergency-visits", "905", "1/2019", 5);

        var all = All(county, "baseline").ToDictionary(value => (value.By["series"], value.Statistic));
        var ofOne = All(county, "baseline", new MetricQuery { Only = new Dictionary<Dimension, string> { [Dimension.Municipality] = "905" } }).ToDictionary(value => (value.By["series"], value.Statistic), value => value.Value);

        Assert.AreEqual((1_200d, 2), (all[("contacts/count", "2019")].Value, all[("contacts/count", "2019")].N));
        Assert.IsNull(all[("contacts/count", "2018")].Value, "Two systems told of one municipality: which is it?");
        Assert.IsNull(all[("lead-time/p50", "2019")].Value, "A median of medians is none.");
        Assert.AreEqual((12.5, 11d, 3d), (ofOne[("lead-time/p50", "2019")], ofOne[("lead-time/p50", "2020-01..10")], ofOne[("lead-time/p50", "2018-other-definition")]));
        Assert.HasCount(5, all);
        Assert.AreEqual(NotComputableReason.NoSum, all[("lead-time/p50", "2019")].Reason);
        Assert.AreEqual(NotComputableReason.NoBaselines, All(new SmallCounty(), "baseline").Single().Reason);
    }

    private static Dictionary<string, MetricValue> Ask(SmallCounty county, string metric, MetricQuery? query = null) => All(county, metric, query).ToDictionary(value => value.Statistic);

    private static List<MetricValue> All(SmallCounty county, string metric, MetricQuery? query = null) => [.. Measures.Measure(county.Facts, [MetricCatalogue.Find(metric)!], query ?? new MetricQuery())];
}
