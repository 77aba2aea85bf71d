using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Reporting.Tests.Catalogue;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Reporting.Tests.Dashboards;

[TestClass]
public sealed class FlowDashboardTests
{
    // 12.00 in Helsinki.
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 3, 15, 10, 0, 0, TimeSpan.Zero));

    [TestMethod]
    public void What_came_and_what_was_closed_stand_side_by_side_and_the_sentence_tells_the_difference()
    {
        var county = new SmallCounty().Contact("2025-01-02");
        for (var i = 0; i < 20; i++)
            county.Case("2026-01-05", closed: i < 12 ? "2026-02-10" : null, unit: "north");

        var view = DashboardsAtHand.Open("/flow", county, _clock);

        var table = view.Table("arrivals-and-closed");
        CollectionAssert.AreEqual((string[])["1/2026 | 20 | 0", "2/2026 | 0 | 12"], table.Rows.Skip(9).Take(2).Select(row => row.Write()).ToArray());
        Assert.AreEqual("Asioita tuli 20 ja päättyi 12, kesken oleva kuukausi mukaan lukien: jonoon jäi 8 enemmän kuin siitä lähti.", table.Finding);
        CollectionAssert.AreEquivalent((string[])["arrivals", "throughput"], view.Figures[0].Metrics.Select(metric => metric.Id).ToArray());
    }

    [TestMethod]
    public void The_sentence_counts_the_month_that_goes_on_as_the_tiles_do()
    {
        var county = new SmallCounty();
        for (var i = 0; i < 20; i++)
            county.Case(i < 11 ? "2026-01-05" : "2026-03-05", closed: "2026-03-10");

        var view = DashboardsAtHand.Open("/flow", county, _clock);

        StringAssert.StartsWith(view.Table("arrivals-and-closed").Finding, "Asioita tuli 20 ja päättyi 20,", StringComparison.Ordinal);
        CollectionAssert.AreEqual((string[])["20", "20"], view.Tiles.Take(2).Select(tile => tile.Value).ToArray());
    }

    [TestMethod]
    public void Arrivals_are_a_control_chart_by_the_week_and_a_week_of_many_is_a_signal()
    {
        var county = new SmallCounty();
        for (var day = new DateOnly(2025, 4, 1); day <= new DateOnly(2026, 3, 15); day = day.AddDays(1))
        {
            for (var i = 0; i < (day >= new DateOnly(2026, 1, 12) && day <= new DateOnly(2026, 1, 18) ? 30 : 6 + (day.DayNumber % 3)); i++)
                county.Case($"{day:yyyy-MM-dd}T10:00");
        }

        var chart = Control(DashboardsAtHand.Open("/flow", county, _clock), "arrivals");

        Assert.AreEqual("Viikko", chart.Table.Columns[0]);
        StringAssert.Contains(chart.Table.Finding.Replace('\u00a0', ' '), "Ylärajan yli: vk 3/2026.", StringComparison.Ordinal);
        Assert.AreEqual(("above", "better"), chart.Data.Points.Where(point => point.Value == 210).Select(point => (point.Shape, point.Tone)).Single(), "More is neither better nor worse.");
        Assert.HasCount(48, chart.Data.Points, "Whole weeks only, from Monday 7.4.2025 to Sunday 8.3.2026.");
    }

    [TestMethod]
    [DataRow("unit=north", DisplayName = "Of peers nobody has looked at the weeks")]
    [DataRow("period=all", DisplayName = "Two years of weeks are too many to see")]
    public void Arrivals_are_by_the_month_where_weeks_may_not_be_told_or_are_too_many(string query)
    {
        var county = new SmallCounty();
        for (var day = new DateOnly(2024, 4, 1); day <= new DateOnly(2026, 3, 15); day = day.AddDays(1))
        {
            for (var i = 0; i < 6; i++)
                county.Case($"{day:yyyy-MM-dd}T10:00", unit: "north");
        }

        var chart = Control(DashboardsAtHand.Open($"/flow?{query}", county, _clock), "arrivals");

        Assert.AreEqual(("Tulleiden asioiden vaihtelu kuukausittain", "Kuukausi"), (chart.Table.Title, chart.Table.Columns[0]));
    }

    [TestMethod]
    public void Deadlines_kept_are_a_control_chart_with_the_catalogues_target()
    {
        var county = new SmallCounty();
        for (var month = 4; month <= 12; month++)
        {
            for (var i = 0; i < 20; i++)
                county.Case($"2025-{month:00}-01", closed: $"2025-{month:00}-05", due: i < 14 ? $"2025-{month:00}-10" : $"2025-{month:00}-03");
        }

        var chart = (ControlFigure)DashboardsAtHand.Open("/flow", county, _clock).Figures.Single(figure => figure.Id == "deadline-attainment");

        Assert.AreEqual(new ChartLevel("Tavoite: 100\u00a0%", 100, "target"), chart.Data.Levels.Single());
        CollectionAssert.AreEqual(Enumerable.Repeat<double?>(70, 9).ToArray(), chart.Data.Points.Select(point => point.Value).Where(value => value is not null).ToArray());
    }

    [TestMethod]
    public void What_came_less_what_was_closed_does_not_tell_few_open_cases()
    {
        var county = new SmallCounty();
        foreach (var (unit, arrived, closed) in ((string, int, int)[])[("north", 20, 17), ("south", 30, 10), ("west", 25, 15)])
        {
            for (var i = 0; i < arrived; i++)
                county.Case("2025-10-05", closed: i < closed ? "2025-12-10" : null, unit: unit);
        }

        var rows = DashboardsAtHand.Open("/flow", county, _clock).Table("units").Rows.Select(row => string.Join(" | ", row.Write().Split(" | ")[1..4])).ToArray();

        // Asiakasohjaus pohjoinen, Etelä, Länsi: the county's open cases less those of two would tell the third, and so would the closed ones.
        Assert.AreEqual("20 | – | –", rows[0]);
        Assert.AreEqual(2, rows.Count(row => row.EndsWith("| –", StringComparison.Ordinal)), string.Join(Environment.NewLine, rows));
        Assert.IsTrue(rows.All(row => row.Split(" | ") is [_, var closed, var open] && (open != "–" || closed == "–")), string.Join(Environment.NewLine, rows));
    }

    [TestMethod]
    public void Ages_of_a_queue_do_not_tell_the_few_that_its_length_leaves()
    {
        var county = new SmallCounty();
        for (var i = 0; i < 20; i++)
        {
            county.Case("2026-01-05", due: i < 17 ? "2026-02-01" : "2026-12-01", unit: "north");
            county.Case("2026-01-05", due: i < 9 ? "2026-02-01" : "2026-12-01", unit: "south");
        }

        var view = DashboardsAtHand.Open("/flow", county, _clock);

        // Twenty are open and seventeen late: the rest would be three.
        StringAssert.Contains(view.Table("units").Rows[0].Write(), "| 20 |", StringComparison.Ordinal);
        var ages = view.Table("queue-age").Rows[0].Cells;
        Assert.AreEqual(MetricState.Suppressed, ages[0].State);
        Assert.AreEqual(MetricState.Suppressed, ages[3].State);
    }

    [TestMethod]
    public void A_unit_whose_closings_are_not_recorded_is_pointed_at_by_the_gap()
    {
        var county = new SmallCounty();
        for (var i = 0; i < 40; i++)
        {
            county.Case("2025-06-01", closed: "2025-08-01", unit: "north");
            county.Case("2025-06-01", closed: i < 10 ? "2025-08-01" : null, unit: "south");
        }

        var figure = (DashboardBars)DashboardsAtHand.Open("/flow", county, _clock).Figures.Single(each => each.Id == "littles-law");

        StringAssert.StartsWith(figure.Table.Finding, "Suurin ero on yksikössä Etelä", StringComparison.Ordinal);
        Assert.AreEqual("Etelä", figure.Table.Rows.Zip(figure.Bars).Single(pair => pair.Second?.Remark is not null).First.Name);
    }

    [TestMethod]
    [DataRow("fi-FI")]
    [DataRow("sv-FI")]
    [DataRow("en-GB")]
    public void A_county_of_contacts_alone_says_that_there_is_nothing_in_place_of_a_line(string language)
    {
        var county = new SmallCounty();
        for (var i = 0; i < 8; i++)
            county.Contact("2026-01-10");

        var view = DashboardsAtHand.Open("/flow", county, _clock, language);

        Assert.IsTrue(view.HasFacts);
        Assert.IsTrue(view.Figures.All(figure => figure.Table.Finding.Length > 0));
        Assert.IsNull(((DashboardLines)view.Figures.Single(figure => figure.Id == "lead-time")).PlotLabel);
    }

    [TestMethod]
    public void Few_late_cases_of_a_unit_are_hidden_with_a_partner()
    {
        var county = new SmallCounty();
        for (var i = 0; i < 20; i++)
        {
            county.Case("2026-01-05", due: i < 3 ? "2026-02-01" : "2026-12-01", unit: "north");
            county.Case("2026-01-05", due: i < 9 ? "2026-02-01" : "2026-12-01", unit: "south");
        }

        var table = DashboardsAtHand.Open("/flow", county, _clock).Table("queue-age");

        CollectionAssert.AreEqual((string[])["–", "–"], table.Rows.Select(row => row.Write().Split(" | ")[4]).ToArray());
    }

    private static ControlFigure Control(DashboardView view, string id) => view.Figures.OfType<ControlFigure>().Single(figure => figure.Id == id);
}
