using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Reporting.Tests.Catalogue;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Reporting.Tests.Dashboards;

/// <summary>Small counts that a curious reader would get by subtracting what pages show, one way after another; <see cref="AttackOnDashboardsTests"/> tries them all.</summary>
[TestClass]
public sealed class DifferenceAttackTests
{
    private static readonly ServiceProvider Services = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();
    private static readonly string[] Municipalities = ["231", "475", "905"];
    private static readonly DashboardNames Names = new(
        Municipalities.ToDictionary(code => code),
        new Dictionary<string, string> { ["north"] = "north", ["south"] = "south", ["west"] = "west" });

    // Two whole months and nothing after them.
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 2, 28, 22, 30, 0, TimeSpan.Zero));

    [TestMethod]
    public void A_language_that_is_left_out_for_another_is_not_told_by_its_municipalities()
    {
        var county = new SmallCounty();
        Add(county, 70, "2026-01-10", "905", "finnish");
        Add(county, 30, "2026-01-10", "475", "finnish");
        Add(county, 10, "2026-01-10", "905", "other");
        Add(county, 20, "2026-01-10", "475", "other");
        Add(county, 3, "2026-01-10", "475", "swedish");

        Assert.IsNull(Tile(Build(county, "language=other"), "contacts").Value);
        Assert.IsTrue(Build(county, "language=other").Table("municipalities").Rows.All(row => row.Cells[0].State == MetricState.Suppressed));
        Assert.AreEqual("70 30", string.Join(' ', Build(county, "language=finnish").Table("municipalities").Rows.OrderByDescending(row => row.Name).Select(row => row.Cells[0].Text)));
    }

    [TestMethod]
    public void A_month_that_would_give_a_neighbours_month_away_is_hidden()
    {
        var county = new SmallCounty();
        Add(county, 2, "2026-01-10", "231", "finnish");
        Add(county, 20, "2026-02-10", "231", "finnish");
        Add(county, 60, "2026-01-10", "905", "finnish");
        Add(county, 70, "2026-02-10", "905", "finnish");
        Add(county, 38, "2026-01-10", "475", "finnish");
        Add(county, 40, "2026-02-10", "475", "finnish");

        Assert.AreEqual("100 130", Months(Build(county, string.Empty)));
        Assert.AreEqual("– –", Months(Build(county, "municipality=231")));
        Assert.AreEqual("– –", Months(Build(county, "municipality=475")));
        Assert.AreEqual("60 70", Months(Build(county, "municipality=905")));

        static string Months(DashboardView view) => string.Join(' ', MonthsOf(view).TakeLast(3).Take(2).Select(count => count?.ToString(CultureInfo.InvariantCulture) ?? "–"));
    }

    [TestMethod]
    [DataRow(97, 100, false, DisplayName = "the rest is three")]
    [DataRow(3, 100, false, DisplayName = "the part is three")]
    [DataRow(100, 100, true, DisplayName = "all, which singles nobody out")]
    [DataRow(0, 100, true)]
    [DataRow(95, 100, true)]
    public void A_share_is_hidden_when_it_tells_of_a_few(int part, int whole, bool isShown)
    {
        var county = new SmallCounty();
        for (var i = 0; i < whole; i++)
            county.Case("2026-01-05", closed: i < part ? "2026-01-06" : null, due: "2026-01-10", handoffs: i < part ? 2 : 0, returned: i < part, resolved: i < part, unit: "north");

        var view = Build(county, string.Empty);

        Assert.AreEqual(isShown, Tile(view, "first-contact-resolution").Value is not null);
        Assert.AreEqual(isShown, Tile(view, "deadline-attainment").Value is not null);
        var unit = view.Table("handoffs").Rows.Single();
        Assert.AreEqual(isShown ? "100" : string.Empty, unit.Cells[3].Text);
        Assert.AreEqual((isShown, isShown), (unit.Cells[0].State == MetricState.Ok, unit.Cells[2].State == MetricState.Ok));
    }

    [TestMethod]
    public void A_mean_of_counts_is_hidden_when_it_tells_of_a_few()
    {
        var county = new SmallCounty();
        for (var i = 0; i < 100; i++)
            county.Case("2026-01-05", handoffs: i < 3 ? 1 : 0, unit: "north");

        Assert.IsNull(Tile(Build(county, string.Empty), "handoffs-per-case").Value);
        Assert.AreEqual(MetricState.Suppressed, Build(county, string.Empty).Table("handoffs").Rows.Single().Cells[1].State);
    }

    [TestMethod]
    public void Two_shares_of_the_same_matters_do_not_tell_how_few_came_back_in_between()
    {
        var county = new SmallCounty();
        for (var i = 0; i < 100; i++)
            county.Case("2026-01-05", resolved: i < 50, nextOnTheme: i < 3 ? "2026-01-20" : null);

        var january = Build(county, string.Empty).Figures.Single(figure => figure.Id == "first-contact-resolution").Table.Rows[^3];

        Assert.AreEqual(("50,0\u00a0%", MetricState.Suppressed), (january.Cells[0].Text, january.Cells[5].State));
    }

    [TestMethod]
    [DataRow(97, DisplayName = "few are identified")]
    [DataRow(3, DisplayName = "few are anonymous")]
    public void The_anonymous_share_is_left_out_when_it_tells_of_a_few(int anonymous)
    {
        var county = new SmallCounty();
        for (var i = 0; i < 100; i++)
            county.Contact("2026-01-05", identified: i >= anonymous);

        var tile = Tile(Build(county, string.Empty), "contacts");

        Assert.AreEqual(("100", null), (tile.Value, tile.Footnote));
    }

    [TestMethod]
    public void Open_work_at_the_start_is_left_out_when_it_gives_a_peer_or_the_closed_away()
    {
        var open = County(closed: 0);
        var closed = County(closed: 3);

        Assert.IsNotNull(Tile(Build(open, string.Empty), "work-in-progress").Footnote);
        Assert.AreEqual(("20", null), (Tile(Build(open, "municipality=475"), "work-in-progress").Value, Tile(Build(open, "municipality=475"), "work-in-progress").Footnote));
        Assert.AreEqual(("52", null), (Tile(Build(closed, string.Empty), "work-in-progress").Value, Tile(Build(closed, string.Empty), "work-in-progress").Footnote));

        // Open at the start 2 in 231, 10 in 475 and 20 in 905; ten more in the first two since.
        static SmallCounty County(int closed)
        {
            var county = new SmallCounty();
            for (var i = 0; i < 32; i++)
                county.Case("2024-05-05", municipality: Municipalities[i < 2 ? 0 : i < 12 ? 1 : 2]);
            for (var i = 0; i < 20; i++)
                county.Case("2026-01-20", municipality: Municipalities[i % 2]);
            for (var i = 0; i < closed; i++)
                county.Case("2026-01-20", closed: "2026-01-21");
            return county;
        }
    }

    [TestMethod]
    public void A_change_is_not_told_when_the_year_before_would_give_a_peer_away()
    {
        var county = new SmallCounty();
        foreach (var municipality in Municipalities)
            Add(county, 40, "2026-01-10", municipality, "finnish");
        Add(county, 60, "2024-04-02", "905", "finnish");
        Add(county, 20, "2024-04-02", "475", "finnish");
        Add(county, 3, "2024-04-02", "231", "finnish");

        Assert.IsNotNull(Tile(Build(county, "municipality=905"), "contacts").Change);
        Assert.AreEqual(("40", null), (Tile(Build(county, "municipality=475"), "contacts").Value, Tile(Build(county, "municipality=475"), "contacts").Change));
        Assert.IsNull(Tile(Build(county, "municipality=231"), "contacts").Change);
    }

    [TestMethod]
    public void A_row_of_segments_that_another_language_would_give_away_is_hidden()
    {
        var county = new SmallCounty();
        foreach (var (municipality, language, each) in new[] { ("905", "finnish", 40), ("905", "other", 9), ("475", "finnish", 30), ("475", "other", 8), ("905", "swedish", 2) })
        {
            foreach (var segment in Segments.Order)
            {
                for (var i = 0; i < each; i++)
                    county.Decision(segment, "2026-01-10", municipality: municipality, language: language);
            }
        }

        Assert.AreEqual("475 152, 905 204", Rows(string.Empty));
        Assert.AreEqual("475 120, 905 160", Rows("language=finnish"));
        Assert.AreEqual("475 , 905 ", Rows("language=other"));

        string Rows(string query) => string.Join(", ", Build(county, query).Table("segments").Rows.Select(row => $"{row.Name} {row.Cells[0].Text}"));
    }

    private static IEnumerable<int?> MonthsOf(DashboardView view) => view.Figures.OfType<DashboardLines>().Single(line => line.Id == "contacts-over-time").Table.Rows.Select(row => Number(row.Cells[0].Text));

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.AllowThousands, CultureInfo.CurrentCulture, out var number) ? number : null;

    private static DashboardTile Tile(DashboardView view, string metric) => view.Tiles.Single(tile => tile.Metric.Id == metric);

    private static void Add(SmallCounty county, int count, string day, string municipality, string language)
    {
        for (var i = 0; i < count; i++)
            county.Contact(day, municipality: municipality, servedIn: language);
    }

    private DashboardView Build(SmallCounty county, string query)
    {
        CultureInfo.CurrentCulture = Web.Layout.Languages.Finnish;
        CultureInfo.CurrentUICulture = Web.Layout.Languages.Finnish;
        return DashboardsAtHand.Open($"/overview?{query}", county, _clock, names: Names);
    }
}
