using Palveluohjaus.Guidance.County;
using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Reporting.Facts;
using Palveluohjaus.Reporting.FigureRows;
using Palveluohjaus.Reporting.Tests.Catalogue;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Reporting.Tests.FigureRows;

[TestClass]
public sealed class FindFigureRowsTests
{
    private static readonly DashboardNames Names = new(new Dictionary<string, string> { ["231"] = "231", ["905"] = "905" }, new Dictionary<string, string> { ["east"] = "east", ["west"] = "west", ["north"] = "north" });

    private readonly SmallCounty _county = new();

    [TestMethod]
    public void Only_rows_of_ones_own_units_are_listed()
    {
        Add(12, "east");
        Add(30, "west");

        var found = Find("arrivals", "period=all", "east");

        Assert.HasCount(12, found.Rows);
        var units = _county.Facts.Cases.Dimensions[Dimension.Unit];
        Assert.IsTrue(found.Rows.All(row => units.ValueOf(units[row.Row]) == "east"));
        Assert.IsFalse(found.LeavesUnitsOut);
    }

    [TestMethod]
    public void A_filter_for_another_unit_finds_nothing()
    {
        Add(12, "east");
        Add(30, "west");

        Assert.IsEmpty(Find("arrivals", "period=all&unit=west", "east").Rows);
    }

    [TestMethod]
    public void A_unit_of_few_rows_is_not_listed_and_neither_is_the_one_that_would_tell_of_another()
    {
        Add(3, "north");
        Add(20, "east");
        Add(90, "west");

        Assert.IsEmpty(Find("arrivals", "period=all", "north").Rows);
        // The county's 113 less 90 and 20 are three.
        Assert.IsEmpty(Find("arrivals", "period=all", "east").Rows);
        Assert.IsTrue(Find("arrivals", "period=all", "east").LeavesUnitsOut);
        Assert.HasCount(90, Find("arrivals", "period=all", "west").Rows);
        Assert.AreEqual("west", string.Join(' ', Find("arrivals", "period=all", "north", "west").Units));
    }

    [TestMethod]
    public void A_limit_that_leaves_few_closes_the_list_that_is_open_without_it()
    {
        Add(20, "east", municipality: "231");
        Add(3, "east", municipality: "905");
        Add(40, "west", municipality: "231");
        Add(40, "west", municipality: "905");

        Assert.HasCount(23, Find("arrivals", "period=all", "east").Rows);
        Assert.IsEmpty(Find("arrivals", "period=all&municipality=905", "east").Rows);
        Assert.IsEmpty(Find("arrivals", "period=all&municipality=231", "east").Rows);
    }

    [TestMethod]
    public void The_newest_comes_first()
    {
        foreach (var day in (string[])["2026-01-05", "2026-02-01", "2026-01-20", "2026-01-20", "2026-01-01"])
            _county.Case(day, unit: "east");

        var days = Find("arrivals", "period=all", "east").Rows.Select(row => _county.Facts.Cases.ReceivedAt[row.Row]).ToList();

        CollectionAssert.AreEqual(days.OrderDescending().ToList(), days);
        Assert.HasCount(5, days);
    }

    [TestMethod]
    public void A_figure_of_its_own_has_its_own_rows_and_one_that_is_not_there_gives_way_to_the_main_one()
    {
        for (var i = 0; i < 6; i++)
            _county.Case("2026-01-02", due: "2026-01-10", met: "2026-01-05", unit: "east").Case("2026-01-02", due: "2026-01-10", met: "2026-01-15", unit: "east");

        Assert.HasCount(12, Find("deadline-attainment", "period=all", "east").Rows);
        Assert.AreEqual(6, Find("deadline-attainment", "period=all", "east").Rows.Count(row => row.IsPart is true));
        Assert.AreEqual(("met", 6), Told("met"));
        Assert.AreEqual(("share", 12), Told("drop table"));
        Assert.AreEqual(("share", 12), Told(""));

        (string, int) Told(string statistic)
        {
            var found = Find("deadline-attainment", "period=all", statistic, ["east"]);
            return (found.Statistic, found.Rows.Count);
        }
    }

    [TestMethod]
    public void A_part_of_a_division_has_a_list_of_its_own_that_stays_shut_where_it_would_tell_anothers()
    {
        AddContacts(6, "east", "housing");
        AddContacts(9, "east", "finances");
        AddContacts(3, "west", "housing");
        AddContacts(20, "west", "finances");

        Assert.HasCount(15, Find("failure-demand", "period=all", null, ["east"]).Rows);
        // The county's nine of housing less these six are three.
        Assert.IsEmpty(Find("failure-demand", "period=all", null, ["east"], new RowPart(Dimension.Theme, "housing")).Rows);
        Assert.IsEmpty(Find("failure-demand", "period=all", null, ["east"], new RowPart(Dimension.Theme, "finances")).Rows);

        AddContacts(4, "west", "housing");
        Assert.HasCount(6, Find("failure-demand", "period=all", null, ["east"], new RowPart(Dimension.Theme, "housing")).Rows);
    }

    [TestMethod]
    public void Which_rows_are_in_a_share_is_not_said_where_counting_them_would_tell_anothers_few()
    {
        AddDue("east", met: 20, missed: 8);
        AddDue("west", met: 20, missed: 3);

        var whole = Find("deadline-attainment", "period=all", "east");
        Assert.HasCount(28, whole.Rows);
        Assert.IsTrue(whole.Rows.All(row => row.IsPart is null), "The county's eleven that were missed, which the overview tells, less these eight are three.");
        Assert.IsEmpty(Find("deadline-attainment", "period=all", "met", ["east"]).Rows);

        AddDue("west", met: 0, missed: 4);
        Assert.AreEqual(20, Find("deadline-attainment", "period=all", "east").Rows.Count(row => row.IsPart is true));
        Assert.HasCount(20, Find("deadline-attainment", "period=all", "met", ["east"]).Rows);
    }

    [TestMethod]
    public void The_ages_of_a_queue_are_looked_at_together()
    {
        // East: eight in the first half of their time, eight late. West: twenty and three. The whole queues are told: west's late ones follow from its others.
        AddOpen("east", fresh: 8, late: 8);
        AddOpen("west", fresh: 20, late: 3);

        Assert.IsEmpty(Find("queue-age", "period=all", "over-100", ["east"]).Rows);
        Assert.IsEmpty(Find("queue-age", "period=all", "0-50", ["east"]).Rows);

        AddOpen("west", fresh: 0, late: 3);
        Assert.HasCount(8, Find("queue-age", "period=all", "over-100", ["east"]).Rows);
    }

    [TestMethod]
    public void An_address_reads_back_as_the_filter_it_was_made_of()
    {
        var filter = Filter("from=2026-01-01&to=2026-01-31&municipality=231&unit=east&life-stage=youth&language=swedish");

        var address = FigureRowsAddress.For("queue-age", "over-100", filter)!;

        StringAssert.StartsWith(address, "/figure-rows?metric=queue-age&statistic=over-100&", StringComparison.Ordinal);
        Assert.AreEqual(filter, Filter(address[(address.IndexOf('?', StringComparison.Ordinal) + 1)..]) with { Ignored = filter.Ignored });
        Assert.AreEqual("/figure-rows?metric=contacts&period=all", FigureRowsAddress.For("contacts", null, Filter("period=all")));
        Assert.IsNull(FigureRowsAddress.For("client-feedback", null, filter));
        Assert.IsNull(FigureRowsAddress.For("nonsense", null, filter));
    }

    private void Add(int count, string unit, string? municipality = null)
    {
        for (var i = 0; i < count; i++)
            _county.Case("2026-01-10", unit: unit, municipality: municipality);
    }

    private void AddContacts(int count, string unit, string theme)
    {
        for (var i = 0; i < count; i++)
            _county.Contact("2026-01-10", unit: unit, theme: theme, failure: false);
    }

    private void AddDue(string unit, int met, int missed)
    {
        for (var i = 0; i < met + missed; i++)
            _county.Case("2026-01-02", due: "2026-01-10", met: i < met ? "2026-01-05" : "2026-01-15", unit: unit);
    }

    private void AddOpen(string unit, int fresh, int late)
    {
        for (var i = 0; i < fresh + late; i++)
            _county.Case("2026-01-02", due: i < fresh ? "2026-12-31" : "2026-01-10", unit: unit);
    }

    private FoundRows Find(string metric, string query, params string[] ownUnits) => Find(metric, query, null, ownUnits);

    private FoundRows Find(string metric, string query, string? statistic, string[] ownUnits, RowPart? part = null) =>
        new FindFigureRows(new MeasureMetrics(CountyCalendar.Helsinki, new ManualClock(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero)))).Find(_county.Facts, MetricCatalogue.Find(metric)!, statistic, Filter(query), part, ownUnits);

    private static DashboardFilter Filter(string query) => DashboardFilter.Parse(
        query.Split('&').Select(field => field.Split('=')).ToDictionary(field => field[0], field => field[1]), Names, new DateOnly(2026, 3, 1), new DateOnly(2026, 1, 1));
}
