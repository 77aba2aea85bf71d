using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Reporting.Facts;
using Palveluohjaus.Reporting.FigureRows;
using Palveluohjaus.Reporting.Tests.Catalogue;
using Palveluohjaus.Reporting.Tests.Dashboards;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Reporting.Tests.FigureRows;

[TestClass]
public sealed class FigureListsTests
{
    private const string All = "&period=all";

    // 12.00 in Helsinki.
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 3, 15, 10, 0, 0, TimeSpan.Zero));

    [TestMethod]
    public void A_number_leads_to_what_it_counted()
    {
        var county = new SmallCounty();
        for (var i = 0; i < 80; i++)
            county.Case("2026-01-02", due: i % 2 == 0 ? "2026-01-10" : "2026-12-31", unit: i < 40 ? "north" : "south");
        var view = DashboardsAtHand.Open("/flow?period=all", county, _clock);
        var lists = new FigureLists(view.Filter, new HashSet<string> { "north" });
        var ages = view.Table("queue-age");

        var north = ages.Rows.Single(row => row.Name == "Asiakasohjaus pohjoinen");
        Assert.AreEqual($"/figure-rows?metric=queue-age&statistic=0-50{All}&unit=north", lists.Of(ages, north, 0));
        Assert.AreEqual($"/figure-rows?metric=queue-age&statistic=over-100{All}&unit=north", lists.Of(ages, north, 3));
        Assert.AreEqual($"/figure-rows?metric=queue-age&statistic=over-100{All}", lists.Of(view.Figures.Single(figure => figure.Id == "queue-age")));
        Assert.IsNull(lists.Of(ages, ages.Rows.Single(row => row.Name == "Etelä"), 3), "Of another's unit there is no list.");
        Assert.AreEqual($"/figure-rows?metric=work-in-progress&statistic=at-end{All}", lists.Of(view.Figures.Single(figure => figure.Id == "work-in-progress")));
    }

    [TestMethod]
    public void What_was_open_at_the_start_has_a_list_of_its_own()
    {
        var county = new SmallCounty();
        for (var i = 0; i < 60; i++)
            county.Case(i < 20 ? "2025-11-02" : "2026-01-20", unit: "north");

        var tile = DashboardsAtHand.Open("/flow?from=2026-01-01&to=2026-02-28", county, _clock).Tiles.Single(each => each.Metric.Id == "work-in-progress");

        StringAssert.Contains(tile.Footnote, "20", StringComparison.Ordinal);
        Assert.AreEqual(new ListedFigure("work-in-progress", "at-start"), tile.FootnoteList);
    }

    [TestMethod]
    public void A_count_of_nought_has_no_list_and_a_share_of_nought_has()
    {
        var county = new SmallCounty();
        for (var i = 0; i < 40; i++)
            county.Case("2026-01-02", due: "2026-02-10", unit: "north").Contact("2026-01-02", municipality: "905", unit: "north");
        var view = DashboardsAtHand.Open("/flow?period=all", county, _clock);
        var lists = new FigureLists(view.Filter, new HashSet<string> { "north" });
        var units = view.Table("units");

        CollectionAssert.AreEqual((string[])["40", "0", "40"], units.Rows[0].Cells.Take(3).Select(cell => cell.Text).ToArray());
        Assert.AreEqual("0,0 %", units.Rows[0].Cells[5].Text.Replace('\u00a0', ' '));
        CollectionAssert.AreEqual((bool[])[true, false, true, true], ((int[])[0, 1, 2, 5]).Select(cell => lists.Of(units, units.Rows[0], cell) is not null).ToArray());
        Assert.IsFalse(view.Tiles.Single(tile => tile.Metric.Id == "throughput").HasRows);
        Assert.IsTrue(view.Tiles.Single(tile => tile.Metric.Id == "arrivals").HasRows);
        Assert.IsTrue(view.Tiles.Single(tile => tile.Metric.Id == "deadline-attainment").HasRows);
    }

    [TestMethod]
    public void A_row_stands_in_place_of_the_limit_of_the_page()
    {
        var (view, lists) = OpenQuality("/data-quality?period=all&municipality=905", few: 0);
        var (complete, fields) = (view.Table("complete-by-municipality"), view.Table("fields"));

        Assert.AreEqual($"/figure-rows?metric=recording-completeness&statistic=share{All}&municipality=475", lists.Of(complete, complete.Rows.Single(row => row.Name == "Maalahti"), 0));
        Assert.AreEqual($"/figure-rows?metric=recording-completeness&statistic=share&by=municipality&of=not-known{All}", lists.Of(complete, complete.Rows.Single(row => row.Name == "Ei tiedossa"), 0));
        Assert.AreEqual($"/figure-rows?metric=recording-completeness&statistic=handling-time{All}&municipality=905", lists.Of(fields, fields.Rows.Single(row => row.List!.Statistic == "handling-time"), 0));
    }

    [TestMethod]
    public void What_is_hidden_has_no_list_and_neither_has_the_number_of_rows()
    {
        var (view, lists) = OpenQuality("/data-quality?period=all");
        var complete = view.Table("complete-by-municipality");
        var hidden = complete.Rows.Single(row => row.Name == "Kaskinen");

        Assert.AreEqual(MetricState.Suppressed, hidden.Cells[0].State);
        for (var cell = 0; cell < hidden.Cells.Count; cell++)
            Assert.IsNull(lists.Of(complete, hidden, cell));
        Assert.IsNull(lists.Of(complete, complete.Rows.Single(row => row.Name == "Maalahti"), complete.Columns.Count - 2));
    }

    [TestMethod]
    public void A_limit_to_anothers_unit_leaves_no_list()
    {
        var (view, _) = OpenQuality("/data-quality?period=all&unit=north");

        Assert.IsNull(new FigureLists(view.Filter, new HashSet<string> { "south" }).Of(view.Figures[0]));
        Assert.IsNull(new FigureLists(view.Filter, new HashSet<string> { "south" }).OfPath(new DashboardRow("A → B", [DashboardCell.Of("9")]) { Path = "0" }));
    }

    private (DashboardView View, FigureLists Lists) OpenQuality(string address, int few = 3)
    {
        var county = new SmallCounty();
        foreach (var (municipality, count) in (IEnumerable<(string?, int)>)[("475", 40), ("905", 60), ("231", few), (null, 30)])
        {
            for (var i = 0; i < count; i++)
                county.Contact("2026-01-10", municipality: municipality, unit: "north", missing: i % 4 == 0 ? ContactFields.HandlingTime : ContactFields.None);
        }

        var view = DashboardsAtHand.Open(address, county, _clock);
        return (view, new FigureLists(view.Filter, new HashSet<string> { "north" }));
    }
}
