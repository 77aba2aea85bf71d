using Palveluohjaus.Guidance.County;
using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Facts;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Reporting.Tests.Catalogue;

[TestClass]
public sealed class MetricTests
{
    private static readonly ManualClock Clock = new(new DateTimeOffset(2026, 6, 1, 9, 0, 0, TimeSpan.Zero));
    private static readonly MeasureMetrics Measures = new(CountyCalendar.Helsinki, Clock);

    [TestMethod]
    public void What_is_counted_without_values_is_what_figures_rest_on_and_tell()
    {
        var facts = new SmallCounty().Case("2026-01-05", closed: "2026-01-06", due: "2026-01-10", handoffs: 2).Case("2026-01-07").Contact("2026-01-05").Facts;
        foreach (var metric in MetricCatalogue.All.Where(metric => metric.InstantsOf(facts) is not null))
        {
            var slice = new FactSlice(facts, [.. metric.TableOf(facts).AllRows], long.MinValue, long.MaxValue, SmallCounty.At("2026-02-01").Ticks);

            Assert.AreEqual(Write(metric.Measure(slice)), Write(metric.Count(slice)), metric.Definition.Id);
        }

        static string Write(IEnumerable<Measurement> measurements) => string.Join(", ", measurements.Select(each => $"{each.Statistic} {each.By} {each.N} {string.Join('/', each.Tells)}"));
    }

    [TestMethod]
    public void Lead_time_leaves_out_open_cases_and_those_that_end_before_they_start()
    {
        var county = new SmallCounty()
            .Case("2026-01-01", closed: "2026-01-03")
            .Case("2026-01-01", closed: "2026-01-05")
            .Case("2026-01-01")
            .Case("2026-01-10", closed: "2026-01-09");

        var values = Ask(county, "lead-time");

        Assert.AreEqual(3d, values["p50"].Value);
        Assert.AreEqual(2, values["p50"].N);
        Assert.AreEqual(3d, values["mean"].Value);
        Assert.AreEqual(2 + (2 * 0.95), values["p95"].Value!.Value, 1e-12);
    }

    [TestMethod]
    public void A_case_open_past_its_deadline_is_missed_and_one_due_later_is_not_yet_counted()
    {
        var county = new SmallCounty()
            .Case("2026-01-01", closed: "2026-01-03", due: "2026-01-04")
            .Case("2026-01-01", closed: "2026-01-05", due: "2026-01-04")
            .Case("2026-01-01", due: "2026-01-04")
            .Case("2026-01-01", due: "2026-12-24")
            .Case("2026-01-01");

        var values = Ask(county, "deadline-attainment");

        Assert.AreEqual(100d / 3, values["share"].Value!.Value, 1e-12);
        Assert.AreEqual((1d, 3d), (values["met"].Value, values["due"].Value));
    }

    [TestMethod]
    public void Late_closings_are_counted_of_all_closings()
    {
        var county = new SmallCounty()
            .Case("2026-01-01", closed: "2026-01-05", due: "2026-01-04")
            .Case("2026-01-01", closed: "2026-01-04", due: "2026-01-04")
            .Case("2026-01-01", closed: "2026-01-04")
            .Case("2026-01-01", closed: "2026-01-04")
            .Case("2026-01-01", due: "2026-01-04");

        var values = Ask(county, "closed-late");

        Assert.AreEqual((1d, 25d), (values["count"].Value, values["share"].Value));
    }

    [TestMethod]
    public void Work_in_progress_counts_what_is_open_at_the_countys_midnight()
    {
        // Midnight of 1 February in Helsinki is 22:00 UTC of the day before.
        var county = new SmallCounty()
            .Case("2026-01-31T21:59:59")
            .Case("2026-01-31T22:00:00")
            .Case("2026-01-01", closed: "2026-01-31T22:00:00")
            .Case("2026-01-01", closed: "2026-01-31T21:59:59");

        var values = Ask(county, "work-in-progress", new MetricQuery { From = new DateOnly(2026, 2, 1) });

        Assert.AreEqual(2d, values["at-start"].Value);
        Assert.AreEqual(2d, values["at-end"].Value);
    }

    [TestMethod]
    public void First_contact_resolution_waits_for_the_days_to_pass_and_sees_who_came_back()
    {
        var county = new SmallCounty()
            .Case("2026-04-01", resolved: true)
            .Case("2026-04-01", resolved: true, nextOnTheme: "2026-04-08")
            .Case("2026-04-01", resolved: true, nextOnTheme: "2026-04-08T00:00:01")
            .Case("2026-04-01", resolved: false)
            .Case("2026-04-01", resolved: true, identified: false)
            .Case("2026-04-01", resolved: null)
            .Case("2026-05-30", resolved: true);

        var values = Ask(county, "first-contact-resolution");

        Assert.AreEqual((50d, 4), (values["share-7-days"].Value, values["share-7-days"].N));
        Assert.AreEqual((25d, 4), (values["share-30-days"].Value, values["share-30-days"].N));
    }

    [TestMethod]
    public void Repeat_contacts_leave_the_anonymous_out_and_say_how_many_they_are()
    {
        var county = new SmallCounty()
            .Contact("2026-04-10", previousOnTheme: "2026-04-03")
            .Contact("2026-04-10", previousOnTheme: "2026-04-02")
            .Contact("2026-04-10")
            .Contact("2026-04-10", identified: false);

        Assert.AreEqual(100d / 3, Ask(county, "repeat-contacts")["share-7-days"].Value!.Value, 1e-12);
        Assert.AreEqual(200d / 3, Ask(county, "repeat-contacts")["share-30-days"].Value!.Value, 1e-12);
        Assert.AreEqual(25d, Ask(county, "contacts")["anonymous-share"].Value);
    }

    [TestMethod]
    public void Failure_demand_is_a_share_of_all_contacts_but_not_computable_where_nobody_asks()
    {
        var asked = new SmallCounty().Contact("2026-04-10", failure: true).Contact("2026-04-10", failure: false).Contact("2026-04-10").Contact("2026-04-10");
        var neverAsked = new SmallCounty().Contact("2026-04-10");

        Assert.AreEqual(25d, Ask(asked, "failure-demand")["share"].Value);
        Assert.AreEqual(MetricState.NotComputable, Ask(neverAsked, "failure-demand")["share"].State);
    }

    [TestMethod]
    public void Channel_mix_names_each_channel_largest_first()
    {
        var county = new SmallCounty().Contact("2026-04-10", channel: "chat").Contact("2026-04-10").Contact("2026-04-10").Contact("2026-04-10");

        var values = Measures.Measure(county.Facts, [MetricCatalogue.Find("channel-mix")!], new MetricQuery()).ToList();

        CollectionAssert.AreEqual(
            (string[])["phone count 3", "phone share 75", "chat count 1", "chat share 25"],
            values.Select(value => $"{value.By["channel"]} {value.Statistic} {value.Value}").ToArray());
    }

    [TestMethod]
    public void Segment_mix_is_what_held_when_the_period_ended()
    {
        var county = new SmallCounty()
            .Decision("OMA", "2026-01-01", next: "2026-03-01")
            .Decision("HUOL", "2026-03-01")
            .Decision("OMA", "2026-01-01");

        var before = Measures.Measure(county.Facts, [MetricCatalogue.Find("segment-mix")!], new MetricQuery { To = new DateOnly(2026, 2, 1) });
        var now = Measures.Measure(county.Facts, [MetricCatalogue.Find("segment-mix")!], new MetricQuery());

        Assert.AreEqual("OMA 2", string.Join(", ", before.Where(IsCount).Select(Describe)));
        Assert.AreEqual("HUOL 1, OMA 1", string.Join(", ", now.Where(IsCount).Select(Describe)));

        static bool IsCount(MetricValue value) => value.Statistic == "count";
        static string Describe(MetricValue value) => $"{value.By["segment"]} {value.Value}";
    }

    [TestMethod]
    public void Handoffs_and_ping_pong_are_of_cases_received_in_the_period()
    {
        var county = new SmallCounty()
            .Case("2026-01-10", handoffs: 3, returned: true)
            .Case("2026-01-10", handoffs: 1)
            .Case("2025-12-10", handoffs: 9, returned: true);

        var query = new MetricQuery { From = new DateOnly(2026, 1, 1) };

        Assert.AreEqual((2d, 50d), (Ask(county, "handoffs-per-case", query)["mean"].Value, Ask(county, "handoffs-per-case", query)["two-or-more"].Value));
        Assert.AreEqual(50d, Ask(county, "ping-pong", query)["share"].Value);
    }

    [TestMethod]
    public void Dividing_by_municipality_gives_a_row_to_what_was_not_recorded()
    {
        var county = new SmallCounty().Case("2026-01-10", municipality: "905").Case("2026-01-10", municipality: "905").Case("2026-01-10");

        var values = Measures.Measure(county.Facts, [MetricCatalogue.Find("arrivals")!], new MetricQuery { By = [Dimension.Municipality] });

        Assert.AreEqual("905: 2, not-known: 1", string.Join(", ", values.Select(value => $"{value.By["municipality"]}: {value.Value}")));
    }

    [TestMethod]
    public void A_dimension_the_table_lacks_makes_the_figure_not_computable_rather_than_wrong()
    {
        var county = new SmallCounty().Decision("OMA", "2026-01-01");

        var values = Measures.Measure(county.Facts, [MetricCatalogue.Find("segment-mix")!], new MetricQuery { By = [Dimension.Channel] }).ToList();

        Assert.AreEqual(MetricState.NotComputable, values.Single().State);
    }

    [TestMethod]
    public void Weeks_are_iso_weeks_even_over_the_new_year_of_a_year_with_53()
    {
        var county = new SmallCounty().Case("2026-12-31T12:00").Case("2027-01-03T12:00").Case("2027-01-04T12:00");
        var query = new MetricQuery { From = new DateOnly(2026, 12, 28), To = new DateOnly(2027, 1, 11), Grain = TimeGrain.Week };

        var values = Measures.Measure(county.Facts, [MetricCatalogue.Find("arrivals")!], query);

        Assert.AreEqual("2026-W53: 2, 2027-W01: 1", string.Join(", ", values.Select(value => $"{value.By["week"]}: {value.Value}")));
    }

    [TestMethod]
    public void What_arrived_less_what_left_is_the_change_of_work_in_progress()
    {
        var random = new Random(2026);
        for (var round = 0; round < 50; round++)
        {
            var county = new SmallCounty();
            for (var index = random.Next(60); index >= 0; index--)
            {
                var received = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(random.Next(150 * 24 * 60));
                var closed = random.Next(3) == 0 ? null : received.AddMinutes(random.Next(60 * 24 * 60)).ToString("O");
                county.Case(received.ToString("O"), closed);
            }

            var query = new MetricQuery { From = new DateOnly(2026, 2, 1).AddDays(random.Next(20)), To = new DateOnly(2026, 3, 1).AddDays(random.Next(40)) };
            var open = Ask(county, "work-in-progress", query);

            Assert.AreEqual(
                Ask(county, "arrivals", query)["count"].Value - Ask(county, "throughput", query)["count"].Value,
                open["at-end"].Value - open["at-start"].Value,
                $"round {round}, {query.From}–{query.To}");
        }
    }

    [TestMethod]
    public void Nothing_at_all_gives_noughts_and_states_but_no_error()
    {
        var values = Measures.Measure(new SmallCounty().Facts, MetricCatalogue.All, new MetricQuery { Grain = TimeGrain.Month, From = new DateOnly(2026, 1, 1), To = new DateOnly(2026, 3, 1) }).ToList();

        Assert.IsTrue(values.All(value => value.Value is null or 0), string.Join(", ", values.Where(value => value.Value is not (null or 0))));
        Assert.IsTrue(values.Where(value => value.Value is null).All(value => value.State == MetricState.NotComputable));
    }

    private static Dictionary<string, MetricValue> Ask(SmallCounty county, string metric, MetricQuery? query = null) =>
        Measures.Measure(county.Facts, [MetricCatalogue.Find(metric)!], query ?? new MetricQuery()).ToDictionary(value => value.Statistic);
}
