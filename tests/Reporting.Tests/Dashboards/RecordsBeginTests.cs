using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Reporting.Tests.Catalogue;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Reporting.Tests.Dashboards;

/// <summary>Where a county's records begin, lines and control charts begin with a whole month: half a one would be a low point that never was.</summary>
[TestClass]
public sealed class RecordsBeginTests
{
    // 12.00 in Helsinki.
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 3, 15, 10, 0, 0, TimeSpan.Zero));

    [TestMethod]
    [DataRow("2025-12-01", DisplayName = "on the first day")]
    [DataRow("2025-12-02", DisplayName = "on the second, after a quiet first")]
    [DataRow("2025-12-03", DisplayName = "on the third, after a weekend")]
    public void A_month_in_whose_first_days_records_begin_is_whole(string first)
    {
        var view = Open(Beginning(first), "/flow?period=all");

        CollectionAssert.AreEqual((string[])["12/25", "1/26", "2/26"], Line(view).Data.Labels.ToArray());
        CollectionAssert.AreEqual((string[])["12/2025", "1/2026", "2/2026", "3/2026, kesken"], NamesOf(view, "arrivals-and-closed"));
        Assert.DoesNotContain("kirjaukset alkavat", Line(view).Table.Source);
    }

    [TestMethod]
    [DataRow("2025-12-05", "5.12.2025")]
    [DataRow("2025-12-15", "15.12.2025")]
    [DataRow("2025-12-31", "31.12.2025")]
    public void A_month_in_which_they_begin_later_is_not_drawn_and_says_so(string first, string day)
    {
        var view = Open(Beginning(first), "/flow?period=all");
        var control = (ControlFigure)view.Figures.Single(figure => figure.Id == "deadline-attainment");

        CollectionAssert.AreEqual((string[])["1/26", "2/26"], Line(view).Data.Labels.ToArray());
        CollectionAssert.AreEqual((string[])["1/26", "2/26"], control.Data.Labels.ToArray());
        foreach (var id in (string[])["arrivals-and-closed", "deadline-attainment"])
        {
            CollectionAssert.AreEqual((string[])[$"12/2025, kirjaukset alkavat {day}", "1/2026", "2/2026", "3/2026, kesken"], NamesOf(view, id));
            StringAssert.Contains(view.Table(id).Source, $"kirjaukset alkavat {day}: 12/2025 vain taulukossa · kesken oleva 3/2026 vain taulukossa", StringComparison.Ordinal);
            StringAssert.StartsWith(view.File(id)[1], $"12/2025, kirjaukset alkavat {day};", StringComparison.Ordinal);
        }
    }

    [TestMethod]
    public void Months_before_the_first_record_are_neither_drawn_nor_counted_as_nought()
    {
        var county = Beginning("2025-12-15");

        var view = Open(county, "/flow");

        CollectionAssert.AreEqual((string[])["1/26", "2/26"], Line(view).Data.Labels.ToArray());
        CollectionAssert.AreEqual((string[])["12/2025, kirjaukset alkavat 15.12.2025", "1/2026", "2/2026", "3/2026, kesken"], NamesOf(view, "arrivals-and-closed"));
        Assert.AreEqual("vk 51/2025", view.Table("arrivals").Rows[0].Name.Replace('\u00a0', ' '), "The fifteenth was a Monday.");
    }

    [TestMethod]
    public void Weeks_begin_with_a_whole_one_too()
    {
        var county = new SmallCounty();
        for (var day = new DateOnly(2026, 1, 15); day < new DateOnly(2026, 3, 15); day = day.AddDays(1))
        {
            for (var i = 0; i < 10; i++)
                county.Contact($"{day:yyyy-MM-dd}", municipality: "905");
        }

        var chart = (DashboardLines)Open(county, "/overview?period=3-months").Figures.Single(figure => figure.Id == "contacts-over-time");

        Assert.AreEqual("Viikko", chart.Table.Columns[0]);
        Assert.AreEqual("vk 3/2026, kirjaukset alkavat 15.1.2026", chart.Table.Rows[0].Name.Replace('\u00a0', ' '));
        Assert.IsTrue(chart.Data.Series[0].Values.All(count => count == 70), string.Join(' ', chart.Data.Series[0].Values));
    }

    [TestMethod]
    public void Of_one_record_nothing_is_drawn_and_of_none_at_all_neither()
    {
        var one = Open(new SmallCounty().Contact("2026-03-10"), "/overview?period=all");
        var decisionsOnly = Open(new SmallCounty().Decision("OMA", "2026-01-02"), "/overview");

        CollectionAssert.AreEqual((string[])["3/2026, kirjaukset alkavat 10.3.2026"], NamesOf(one, "contacts-over-time"));
        Assert.IsEmpty(decisionsOnly.Table("contacts-over-time").Rows);
        foreach (var view in (DashboardView[])[one, decisionsOnly])
            Assert.IsTrue(view.Figures.OfType<DashboardLines>().All(line => line.PlotLabel is null && line.Data.Labels.Count == 0));
        Assert.IsFalse(Open(new SmallCounty(), "/overview?period=all").HasFacts);
    }

    [TestMethod]
    public void Feedback_that_is_older_than_the_first_case_begins_its_own_line()
    {
        var county = Beginning("2026-01-15");
        foreach (var month in (string[])["2025-11", "2025-12", "2026-01", "2026-02"])
            county.Feedback($"{month}-01", 4, 30);

        var line = Open(county, "/interventions-and-feedback").Figures.OfType<DashboardLines>().Single(figure => figure.Id == "feedback");

        CollectionAssert.AreEqual((string[])["11/25", "12/25", "1/26", "2/26"], line.Data.Labels.ToArray());
    }

    [TestMethod]
    [DataRow("sv-FI", "12/2025, registreringarna börjar 2025-12-15")]
    [DataRow("en-GB", "12/2025, records begin 15/12/2025")]
    public void It_is_said_in_each_language(string language, string name) =>
        Assert.AreEqual(name, DashboardsAtHand.Open("/flow?period=all", Beginning("2025-12-15"), _clock, language).Table("arrivals-and-closed").Rows[0].Name);

    /// <summary>Twenty cases on the first day, and twenty on the first of each later month.</summary>
    private static SmallCounty Beginning(string first)
    {
        var county = new SmallCounty();
        foreach (var day in ((string[])[first, "2026-01-01", "2026-02-01", "2026-03-01"]).Where(day => string.CompareOrdinal(day, first) >= 0))
        {
            for (var i = 0; i < 20; i++)
                county.Case(day, closed: day, due: day);
        }

        return county;
    }

    private DashboardView Open(SmallCounty county, string address) => DashboardsAtHand.Open(address, county, _clock);

    private static DashboardLines Line(DashboardView view) => view.Figures.OfType<DashboardLines>().Single(line => line.Id == "arrivals-and-closed");

    private static string[] NamesOf(DashboardView view, string id) => [.. view.Table(id).Rows.Select(row => row.Name).Where(name => !name.StartsWith("Tavoite", StringComparison.Ordinal))];
}
