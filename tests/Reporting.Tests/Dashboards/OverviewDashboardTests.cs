using System.Globalization;
using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Reporting.Tests.Catalogue;
using Palveluohjaus.Testing;
using Palveluohjaus.Web.Components;
using Palveluohjaus.Web.Layout;

namespace Palveluohjaus.Reporting.Tests.Dashboards;

[TestClass]
public sealed class OverviewDashboardTests
{
    // 12.00 in Helsinki.
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 3, 15, 10, 0, 0, TimeSpan.Zero));

    [TestMethod]
    public void A_contact_logged_today_counts_and_half_a_month_is_in_the_table_but_not_in_the_line()
    {
        var county = new SmallCounty();
        Contacts(county, 20, "2025-01-02");
        Contacts(county, 20, "2026-02-10T10:00");
        Contacts(county, 8, "2026-03-15T09:59");

        var view = Build(county);

        Assert.AreEqual("28", Tile(view, "contacts").Value);
        var chart = Line(view, "contacts-over-time");
        CollectionAssert.AreEqual((string[])["4/25", "5/25", "6/25", "7/25", "8/25", "9/25", "10/25", "11/25", "12/25", "1/26", "2/26"], chart.Data.Labels.ToArray());
        Assert.AreEqual(20d, chart.Data.Series[0].Values[^1]);
        Assert.AreEqual(("3/2026, kesken", "8"), (chart.Table.Rows[^1].Name, chart.Table.Rows[^1].Cells[0].Text));
        StringAssert.Contains(chart.Table.Source, "kesken oleva 3/2026 vain taulukossa", StringComparison.Ordinal);
    }

    [TestMethod]
    public void A_small_month_is_hidden_from_line_table_and_trend_and_takes_another_with_it()
    {
        var county = new SmallCounty();
        Contacts(county, 20, "2025-01-02");
        Contacts(county, 3, "2025-06-10T10:00");
        Contacts(county, 9, "2025-07-10T10:00");
        Contacts(county, 30, "2025-08-10T10:00");

        var view = Build(county);

        var values = Line(view, "contacts-over-time").Data.Series[0].Values;
        Assert.AreEqual("0 0 – – 30", string.Join(' ', values.Take(5).Select(value => value?.ToString(CultureInfo.InvariantCulture) ?? "–")));
        var rows = Line(view, "contacts-over-time").Table.Rows;
        Assert.IsTrue(rows.Skip(2).Take(2).All(row => row.Cells[0] == new DashboardCell(MetricState.Suppressed, string.Empty)));
        Assert.DoesNotContain(3d, Tile(view, "contacts").Trend);
        Assert.DoesNotContain(9d, Tile(view, "contacts").Trend);
        Assert.AreEqual("42", Tile(view, "contacts").Value);
    }

    [TestMethod]
    public void A_handful_in_all_is_said_to_be_hidden_and_nothing_tells_how_many()
    {
        var county = new SmallCounty();
        Contacts(county, 3, "2026-02-10T10:00");

        var tile = Tile(Build(county), "contacts");

        Assert.AreEqual((TileState.Suppressed, null, null), (tile.State, tile.Value, tile.Footnote));
        Assert.IsEmpty(tile.Trend);
        Assert.AreEqual(TileState.NotComputable, Tile(Build(county), "lead-time").State);
    }

    [TestMethod]
    public void A_municipality_that_would_give_its_neighbour_away_is_hidden_when_the_page_is_limited_to_it()
    {
        var county = new SmallCounty();
        Contacts(county, 50, "2025-03-10T10:00", "905");
        Contacts(county, 50, "2026-02-10T10:00", "905");
        Contacts(county, 7, "2026-02-10T10:00", "475");
        Contacts(county, 2, "2026-02-10T10:00", "231");

        Assert.AreEqual("59", Tile(Build(county), "contacts").Value);
        Assert.AreEqual("50", Tile(Build(county, municipality: "905"), "contacts").Value);
        Assert.AreEqual(TileState.Suppressed, Tile(Build(county, municipality: "475"), "contacts").State);
        Assert.IsNull(Line(Build(county, municipality: "475"), "contacts-over-time").PlotLabel);
        Assert.AreEqual(TileState.Suppressed, Tile(Build(county, municipality: "231"), "contacts").State);
        CollectionAssert.AreEqual(
            (string[])["Kaskinen Suppressed", "Maalahti Suppressed", "Vaasa Ok"],
            Build(county).Table("municipalities").Rows.Select(row => $"{row.Name} {row.Cells[0].State}").ToArray());
    }

    [TestMethod]
    public void Change_is_against_whole_months_a_year_earlier_and_better_goes_by_the_metrics_direction()
    {
        var county = new SmallCounty();
        Contacts(county, 10, "2024-03-20T10:00");
        Contacts(county, 10, "2024-06-10T10:00");
        Contacts(county, 12, "2025-06-10T10:00");
        // Closed after 20 days then and after 10 days now, month after month.
        for (var i = 0; i < 72; i++)
            county.Case($"2024-{4 + (i % 6):00}-01", closed: $"2024-{4 + (i % 6):00}-21", due: $"2024-{4 + (i % 6):00}-10").Case($"2025-{4 + (i % 6):00}-01", closed: $"2025-{4 + (i % 6):00}-11", due: i < 36 ? "2025-10-01" : $"2025-{4 + (i % 6):00}-10");

        var view = Build(county);

        // Twelve contacts in 349 days, for March goes on, after ten in 365.
        Assert.AreEqual(("▲ 25,5 % enemmän", "kuin vuotta aiemmin", ChangeTone.Neutral), Change(Tile(view, "contacts")));
        Assert.AreEqual(("▼ 10 pv parempi", "kuin vuotta aiemmin", ChangeTone.Better), Change(Tile(view, "lead-time")));
        Assert.AreEqual(("▲ 50,0 %-yks. parempi", "kuin vuotta aiemmin", ChangeTone.Better), Change(Tile(view, "deadline-attainment")));
        Assert.AreEqual((null, "Sama kuin vuotta aiemmin", ChangeTone.Neutral), Change(Tile(view, "handoffs-per-case")));
    }

    [TestMethod]
    public void A_change_that_chance_explains_is_neither_better_nor_worse()
    {
        var county = new SmallCounty();
        foreach (var year in (int[])[2024, 2025])
        {
            for (var month = 4; month <= 12; month++)
            {
                for (var i = 0; i < 20; i++)
                    county.Case($"{year}-{month:00}-01", closed: $"{year}-{month:00}-{3 + (i / 2) + (month % 3 * 4) + (year - 2024):00}", handoffs: (i % 3) + (month % 2) + (year == 2025 && i == month ? 1 : 0), resolved: i < 10 || (year == 2025 && month < 6 && i == 10));
            }
        }

        var tiles = Build(county).Tiles.Where(tile => tile.Metric.Id is "first-contact-resolution" or "lead-time" or "handoffs-per-case").ToList();

        Assert.HasCount(3, tiles);
        foreach (var tile in tiles)
        {
            Assert.AreEqual(ChangeTone.Neutral, tile.Tone, tile.Title);
            Assert.AreEqual("kuin vuotta aiemmin: tavallista vaihtelua", tile.Comparison, tile.Title);
            Assert.IsTrue(tile.Change!.EndsWith("enemmän", StringComparison.Ordinal) || tile.Change.EndsWith("vähemmän", StringComparison.Ordinal), tile.Change);
        }
    }

    [TestMethod]
    [DataRow(50, 50, 63, "Ensi yhteydenotolla ratkaistujen osuus ei eroa kunnittain enempää kuin sattuma selittää.", DisplayName = "The best of 24 is the best by chance")]
    [DataRow(50, 51, 25, "Ensi yhteydenotolla ratkaistujen osuus ei eroa kunnittain enempää kuin sattuma selittää.", DisplayName = "and the worst too")]
    public void Of_municipalities_only_those_that_differ_by_more_than_chance_are_named(int vaasa, int maalahti, int kaskinen, string finding)
    {
        var county = new SmallCounty();
        Resolve(county, "905", 400, vaasa);
        Resolve(county, "475", 200, maalahti);
        Resolve(county, "231", 24, kaskinen);
        Resolve(county, "288", 200, 50);

        Assert.AreEqual(finding, Build(county).Table("municipalities").Finding);
    }

    [TestMethod]
    public void A_municipality_that_differs_by_more_than_chance_is_named_with_its_end()
    {
        var county = new SmallCounty();
        foreach (var (municipality, percent) in ((string, int)[])[("905", 50), ("475", 51), ("288", 50), ("231", 20)])
            Resolve(county, municipality, 200, percent);

        Assert.AreEqual("Ensi yhteydenotolla ratkaistaan harvemmin kuin muualla: Kaskinen 20,0 %.", Build(county).Table("municipalities").Finding.Replace('\u00a0', ' '));
    }

    [TestMethod]
    public void Half_of_the_cases_closed_within_a_day_are_said_to_be()
    {
        var county = new SmallCounty();
        for (var i = 0; i < 20; i++)
            county.Case("2026-02-01T08:00", closed: i < 12 ? "2026-02-01T10:00" : "2026-02-20");

        StringAssert.Contains(Line(Build(county), "lead-time").Table.Finding.Replace('\u00a0', ' '), "puolet kesti alle päivän, 85 % enintään 19 pv", StringComparison.Ordinal);
    }

    private static void Resolve(SmallCounty county, string municipality, int cases, int percent)
    {
        for (var i = 0; i < cases; i++)
            county.Case("2026-01-10", resolved: i < cases * percent / 100, municipality: municipality);
    }

    [TestMethod]
    public void Without_a_whole_year_before_there_is_no_comparison()
    {
        var county = new SmallCounty();
        Contacts(county, 10, "2024-12-01T10:00");
        Contacts(county, 30, "2025-12-01T10:00");

        Assert.AreEqual((null, "Ei vertailua vuoden taakse", ChangeTone.Neutral), Change(Tile(Build(county), "contacts")));
    }

    [TestMethod]
    public void First_contact_resolution_of_a_month_is_drawn_when_a_week_has_passed_since()
    {
        var county = new SmallCounty();
        for (var i = 0; i < 20; i++)
            county.Case("2026-02-10", resolved: i < 12).Case("2026-01-02", resolved: i < 10);
        _clock.Advance(TimeSpan.FromDays(-9));

        CollectionAssert.AreEqual((double?[])[50d], Build(county).Figures.OfType<ControlFigure>().Single().Data.Points.Select(point => point.Value).TakeLast(1).ToArray());

        _clock.Advance(TimeSpan.FromDays(2));

        CollectionAssert.AreEqual((double?[])[50d, 60d], Build(county).Figures.OfType<ControlFigure>().Single().Data.Points.Select(point => point.Value).TakeLast(2).ToArray());
    }

    [TestMethod]
    public void Weeks_are_the_countys_own_over_both_clock_changes()
    {
        // Monday 30.3.2026 0.00 in Helsinki is 21.00 UTC on Sunday, for the clocks went forward that Sunday; in winter it would be 22.00.
        var county = new SmallCounty();
        Contacts(county, 20, "2026-01-02");
        Contacts(county, 6, "2026-03-29T20:59:59");
        Contacts(county, 7, "2026-03-29T21:00");
        // Monday 26.10.2026 0.00 is 22.00 UTC on Sunday 25.10., the day with 25 hours.
        Contacts(county, 8, "2026-10-25T21:59:59");
        Contacts(county, 9, "2026-10-25T22:00");
        _clock.Advance(TimeSpan.FromDays(300));

        Assert.AreEqual("vk 13/2026 6, vk 14/2026 7", Weeks("2026-03-01", "2026-04-30"));
        Assert.AreEqual("vk 43/2026 8, vk 44/2026 9", Weeks("2026-10-01", "2026-11-30"));

        string Weeks(string from, string to) => string.Join(", ", Line(Build(county, from: from, to: to), "contacts-over-time").Table.Rows.Where(row => row.Cells[0].Text != "0").Select(row => $"{row.Name} {row.Cells[0].Text}")).Replace('\u00a0', ' ');
    }

    [TestMethod]
    [DataRow("2026-02-26T10:00", 9, "", true)]
    [DataRow("2026-02-26T10:00", 9, "municipality=905", false, DisplayName = "of peers nobody has looked at the weeks")]
    [DataRow("2026-02-26T10:00", 3, "", false, DisplayName = "a week that February's end cuts off has three before it")]
    [DataRow("2026-03-01T10:00", 3, "", false, DisplayName = "or after it")]
    [DataRow("2025-12-31T10:00", 3, "", true, DisplayName = "what lies outside the period is another week")]
    public void Contacts_are_told_by_weeks_only_where_months_and_weeks_together_tell_no_small_number(string started, int count, string query, bool isByWeek)
    {
        var county = new SmallCounty();
        foreach (var day in (string[])["2025-11-10", "2026-01-10", "2026-02-10", "2026-03-10"])
            Contacts(county, 30, day, "905");
        Contacts(county, count, started, "905");

        Assert.AreEqual(isByWeek, Line(Build(county, Languages.Finnish, $"period=3-months&{query}"), "contacts-over-time").Table.Columns[0] == "Viikko");
    }

    [TestMethod]
    public void Segments_hide_the_row_with_a_small_cell_and_a_partner()
    {
        var county = new SmallCounty();
        foreach (var (municipality, counts) in new[] { ("905", (int[])[40, 20, 20, 20]), ("475", [10, 10, 10, 10]), ("231", [9, 3, 5, 6]) })
        {
            for (var segment = 0; segment < 4; segment++)
            {
                for (var i = 0; i < counts[segment]; i++)
                    county.Decision(Segments.Order[segment], "2026-01-01", municipality: municipality);
            }
        }

        var segments = (DashboardMix)Build(county).Figures.Single(figure => figure.Id == "segments");

        CollectionAssert.AreEqual(
            (string[])["Kaskinen Small ", "Maalahti Partner ", "Vaasa Shown 100 40 20 20 20"],
            segments.Table.Rows.Zip(segments.Rows).Select(row => $"{row.First.Name} {row.Second.State} {string.Join(' ', new[] { row.First.Cells[0].Text }.Concat(row.Second.Parts.Select(part => $"{100 * part.Share:0}")))}").ToArray());
    }

    [TestMethod]
    public void Nothing_at_all_is_an_empty_state_and_no_error()
    {
        var view = Build(new SmallCounty());

        Assert.IsFalse(view.HasFacts);
        Assert.IsEmpty(view.Figures);
    }

    [TestMethod]
    public void Huge_numbers_are_grouped_with_a_space_that_does_not_break()
    {
        var county = new SmallCounty();
        Contacts(county, 12_345, "2026-02-10T10:00");

        Assert.AreEqual("12\u00a0345", Tile(Build(county), "contacts").Value);
    }

    [TestMethod]
    [DataRow("fi", "")]
    [DataRow("sv", "period=3-months&from=2025-12-24")]
    [DataRow("en", "period=all&municipality=905&life-stage=youth")]
    [DataRow("sv", "unit=north")]
    public void No_word_is_missing_and_no_place_in_a_sentence_stays_empty(string language, string query)
    {
        var random = new Random(8);
        var county = new SmallCounty();
        for (var i = 0; i < 600; i++)
        {
            var received = new DateTime(2024, 1, 1, 8, 0, 0, DateTimeKind.Utc).AddHours(random.Next(19_000));
            var municipality = new[] { "231", "475", "905", null }[random.Next(4)];
            county.Case(Write(received), random.Next(3) == 0 ? null : Write(received.AddHours(random.Next(900))), Write(received.AddHours(random.Next(900))), random.Next(4), random.Next(5) == 0, random.Next(2) == 0, municipality: municipality);
            county.Contact(Write(received), municipality: municipality, identified: random.Next(9) > 0);
            county.Decision(Segments.Order[random.Next(4)], Write(received), municipality: municipality ?? "905");
        }

        var view = Build(county, Languages.Find(language)!, query);

        var text = System.Text.Json.JsonSerializer.Serialize(new { view.Period, view.Updated, view.Tiles, Figures = view.Figures.Cast<object>() });
        Assert.DoesNotContain("Overview.", text);
        Assert.DoesNotContain("{0}", text);
        Assert.DoesNotContain("Metric.", text);

        static string Write(DateTime instant) => instant.ToString("O", CultureInfo.InvariantCulture);
    }

    private DashboardView Build(SmallCounty county, string? municipality = null, string? from = null, string? to = null) =>
        Build(county, Languages.Finnish, $"municipality={municipality}&from={from}&to={to}");

    private DashboardView Build(SmallCounty county, CultureInfo language, string query)
    {
        return DashboardsAtHand.Open($"/overview?{query}", county, _clock, language.Name);
    }

    private static void Contacts(SmallCounty county, int count, string started, string? municipality = null)
    {
        for (var i = 0; i < count; i++)
            county.Contact(started, municipality: municipality);
    }

    private static DashboardTile Tile(DashboardView view, string metric) => view.Tiles.Single(tile => tile.Metric.Id == metric);

    private static DashboardLines Line(DashboardView view, string id) => view.Figures.OfType<DashboardLines>().Single(line => line.Id == id);

    private static (string? Change, string Comparison, ChangeTone Tone) Change(DashboardTile tile) => (tile.Change?.Replace('\u00a0', ' '), tile.Comparison, tile.Tone);
}
