using System.Globalization;
using System.Text.Json;
using Palveluohjaus.Reporting.ChartMarks;
using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Reporting.Tests.Catalogue;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Reporting.Tests.Dashboards;

/// <summary>What line charts draw beside their lines, and what their sentences leave out.</summary>
[TestClass]
public sealed class LineChartTests
{
    // 12.00 in Helsinki.
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 3, 15, 10, 0, 0, TimeSpan.Zero));

    [TestMethod]
    public void A_target_is_drawn_and_stands_in_the_sentence_the_table_and_in_place_of_the_plot()
    {
        var county = new SmallCounty();
        for (var i = 0; i < 20; i++)
            county.Case("2026-01-05", closed: "2026-02-10", due: i < 14 ? "2026-02-15" : "2026-02-05");

        var chart = Open(county, "/overview", "deadline-attainment");

        Assert.AreEqual(new ChartLevel("Tavoite: 100\u00a0%", 100, "target"), chart.Data.Levels.Single());
        StringAssert.EndsWith(chart.Table.Finding, "Tavoite: 100\u00a0%.", StringComparison.Ordinal);
        Assert.AreEqual("Tavoite | 100 % | –", chart.Table.Rows[^1].Write());
        StringAssert.EndsWith(chart.PlotLabel, "Tavoite: 100\u00a0%.", StringComparison.Ordinal);
    }

    [TestMethod]
    public void A_count_of_the_county_is_drawn_a_month_of_the_latest_year_of_which_all_municipalities_told()
    {
        var county = Contacts(20, "2026-01-10").Figure("contacts/count", "231", "2018", 240).Figure("contacts/count", "475", "2018", 360).Figure("contacts/count", "905", "2018", 600)
            .Figure("contacts/count", "905", "2019", 9_000).Figure("contacts/count", "475", "1–10/2020", 9_000);

        var chart = Open(county, "/overview", "contacts-over-time");

        Assert.AreEqual(new ChartLevel("Lähtötaso 2018 keskimäärin, Effica: 100", 100, "baseline"), chart.Data.Levels.Single());
        Assert.AreEqual("Lähtötaso 2018 keskimäärin, Effica | 100", chart.Table.Rows[^1].Write());
        StringAssert.EndsWith(chart.Table.Finding, "Lähtötaso 2018 keskimäärin, Effica: 100.", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Ten_months_are_divided_by_ten_and_a_week_has_its_days_of_the_year()
    {
        var county = Contacts(20, "2025-11-10").Contact("2026-01-10");
        foreach (var day in (string[])["2026-01-10", "2026-02-10", "2026-03-10"])
            Contacts(30, day, county);
        county.Figure("contacts/count", "231", "1–10/2020", 1_000).Figure("contacts/count", "475", "1–10/2020", 0).Figure("contacts/count", "905", "1–10/2020", 220);

        var byWeek = Open(county, "/overview?period=3-months", "contacts-over-time");

        Assert.AreEqual(122, Open(county, "/overview", "contacts-over-time").Data.Levels.Single().Value, 1e-9);
        Assert.AreEqual(("Viikko", 28d), (byWeek.Table.Columns[0], byWeek.Data.Levels.Single().Value), "1,220 in the 305 days from January to October, a leap year.");
    }

    [TestMethod]
    public void Where_one_municipality_has_not_told_or_figures_cannot_be_added_up_the_source_line_says_why_nothing_is_drawn()
    {
        var county = Closed().Figure("contacts/count", "905", "2019", 1_200).Figure("lead-time/p85", "905", "2019", 40).Figure("lead-time/p85", "475", "2019", 50).Figure("lead-time/p85", "231", "2019", 60);
        Contacts(20, "2026-01-10", county);

        AssertSays("contacts-over-time", "lähtötasoa ei piirretä, koska kaikilta kunnilta ei ole lukua samalta ajalta");
        AssertSays("lead-time", "lähtötaso on kunnittain: se näkyy, kun sivu on rajattu kuntaan");

        void AssertSays(string id, string note)
        {
            var chart = Open(county, "/overview", id);
            Assert.IsEmpty(chart.Data.Levels, id);
            StringAssert.EndsWith(chart.Table.Source, note, StringComparison.Ordinal);
        }
    }

    [TestMethod]
    public void One_municipalitys_latest_year_is_drawn_from_each_source_and_named_by_its_line()
    {
        var county = Closed().Figure("lead-time/p85", "905", "2018", 30).Figure("lead-time/p85", "905", "2019", 40).Figure("lead-time/p85", "905", "2019", 44, source: "Pegasos").Figure("lead-time/p50", "905", "1–10/2020", 9)
            .Figure("lead-time/p85", "905", "1–10/2020", 99).Figure("lead-time/p85", "475", "2019", 50);

        var chart = Open(county, "/overview?municipality=905", "lead-time");

        CollectionAssert.AreEqual(
            (string[])["p85 · Lähtötaso 2019, Effica: 40 pv", "p85 · Lähtötaso 2019, Pegasos: 44 pv", "p50 · Lähtötaso 1–10/2020, Effica: 9 pv"],
            chart.Data.Levels.Select(level => level.Text.Replace('\u00a0', ' ')).ToArray());
        Assert.AreEqual("p85 · Lähtötaso 2019, Pegasos | – | 44 pv | – | –", chart.Table.Rows[^2].Write());
    }

    [TestMethod]
    public void What_was_counted_in_another_way_is_told_and_not_drawn_and_under_other_limits_no_baseline_is()
    {
        var county = Closed().Figure("lead-time/p85", "905", "2019", 40, same: false);

        var chart = Open(county, "/overview?municipality=905", "lead-time");
        var ofUnit = Open(county, "/overview?municipality=905&unit=north", "lead-time");

        Assert.IsEmpty(chart.Data.Levels);
        StringAssert.EndsWith(chart.Table.Source, "lähtötaso 2019 (Effica) 40\u00a0pv on laskettu toisin, joten sitä ei piirretä samaan kuvaan", StringComparison.Ordinal);
        Assert.IsTrue(chart.Table.Rows.All(row => !row.Name.Contains("Lähtötaso", StringComparison.Ordinal)));
        StringAssert.EndsWith(ofUnit.Table.Source, "lähtötaso on kunnan kaikista asiakkaista, joten sitä ei piirretä näillä rajauksilla", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Open_cases_are_no_sum_of_a_year_and_a_control_chart_has_the_baseline_too()
    {
        var county = Closed().Figure("work-in-progress/at-end", "905", "2019", 60).Figure("first-contact-resolution/share-7-days", "905", "2019", 41.5);
        for (var i = 0; i < 20; i++)
            county.Case("2026-01-05", resolved: i < 12, municipality: "905").Case("2025-12-01", resolved: i < 12, municipality: "905");

        var view = DashboardsAtHand.Open("/overview?municipality=905", county, _clock);
        var control = (ControlFigure)view.Figures.Single(figure => figure.Id == "first-contact-resolution");

        Assert.AreEqual(new ChartLevel("Lähtötaso 2019, Effica: 60", 60, "baseline"), Line(view, "work-in-progress").Data.Levels.Single());
        Assert.AreEqual("Lähtötaso 2019, Effica: 41,5\u00a0%", control.Data.Levels.Single().Text);
        StringAssert.Contains(control.Table.Finding, "Lähtötaso 2019, Effica: 41,5\u00a0%.", StringComparison.Ordinal);
        StringAssert.EndsWith(control.PlotLabel, "Lähtötaso 2019, Effica: 41,5\u00a0%.", StringComparison.Ordinal);
        Assert.AreEqual("Lähtötaso 2019, Effica | 41,5 % | – | – | – | – | – | –", control.Table.Rows[^1].Write());
    }

    [TestMethod]
    public void Emergency_visits_are_drawn_where_they_have_been_entered_and_only_by_municipality()
    {
        var county = Contacts(20, "2026-01-10");
        Assert.DoesNotContain("emergency-visits", DashboardsAtHand.Open("/overview", county, _clock).Figures.Select(figure => figure.Id));
        county.Figure("inhabitants", "905", "2024", 10_000).Figure("emergency-visits", "905", "12/2025", 300).Figure("emergency-visits", "905", "2/2026", 200);

        var chart = Open(county, "/overview", "emergency-visits");

        CollectionAssert.AreEqual((double?[])[30, null, 20], chart.Data.Series.Single().Values.TakeLast(3).ToArray());
        StringAssert.StartsWith(chart.Table.Finding, "Käyntejä 1 000 asukasta kohti: 2/2026 20,0, laskua tasosta 30,0 (12/2025).", StringComparison.Ordinal);
        Assert.DoesNotContain("emergency-visits", DashboardsAtHand.Open("/overview?unit=north", county, _clock).Figures.Select(figure => figure.Id));
    }

    [TestMethod]
    public void A_strike_is_neither_the_fewest_contacts_nor_the_last_word_and_the_reader_is_told()
    {
        var county = Contacts(1, "2024-01-10");
        foreach (var (month, count) in ((string, int)[])[("2025-12", 40), ("2026-01", 10), ("2026-02", 30)])
            Contacts(count, $"{month}-10", county);
        ChartMarkContent[] marks = [Mark(ChartMarkKind.Excluded, "2026-01-20", "2026-01-25", "lakko"), Mark(ChartMarkKind.Excluded, "2025-04-01", "2025-11-30", "pandemia"), Mark(ChartMarkKind.Change, "2026-02-01", null, "uusi malli")];

        var chart = Open(county, "/overview", "contacts-over-time", marks);

        Assert.AreEqual("Eniten yhteydenottoja: 12/2025 (40). Vähiten: 2/2026 (30). Mukaan ei ole laskettu poikkeusjaksoa: lakko, pandemia.", chart.Table.Finding);
        Assert.AreEqual("Poikkeus tai muutos", chart.Table.Columns[^1]);
        CollectionAssert.AreEqual(
            (string[])["12/2025 | 40 | ", "1/2026 | 10 | rajattu pois: lakko", "2/2026 | 30 | muutoskohta: uusi malli", "3/2026, kesken | 0 | "],
            chart.Table.Rows.TakeLast(4).Select(row => row.Write()).ToArray());
        StringAssert.EndsWith(chart.PlotLabel, "Rajattu pois: lakko (1/2026). Rajattu pois: pandemia (4/2025–11/2025). Muutoskohta: uusi malli (2/2026).", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Without_marks_there_is_no_column_of_them() =>
        Assert.HasCount(2, Open(Contacts(20, "2026-01-10"), "/overview", "contacts-over-time").Table.Columns);

    [TestMethod]
    public void A_share_is_not_said_to_have_fallen_because_of_the_months_of_a_strike()
    {
        var county = new SmallCounty();
        foreach (var month in (string[])["2025-09", "2025-10", "2025-11", "2025-12", "2026-01", "2026-02"])
        {
            for (var i = 0; i < 100; i++)
                county.Case($"{month}-01", closed: $"{month}-20", due: i < (month.StartsWith("2026", StringComparison.Ordinal) ? 20 : 80) ? $"{month}-25" : $"{month}-10");
        }

        var plain = Open(county, "/overview", "deadline-attainment").Table.Finding;
        var marked = Open(county, "/overview", "deadline-attainment", [Mark(ChartMarkKind.Excluded, "2026-01-01", "2026-02-28", "lakko")]).Table.Finding;

        StringAssert.Contains(plain, "Lasku ei selity sattumalla.", StringComparison.Ordinal);
        StringAssert.Contains(marked, "Muutos mahtuu sattumaan. Mukaan ei ole laskettu poikkeusjaksoa: lakko.", StringComparison.Ordinal);
        StringAssert.Contains(marked, "12/2025", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Open_cases_feedback_and_segments_leave_excluded_months_out_of_their_sentences_too()
    {
        var county = new SmallCounty().Contact("2025-01-02");
        foreach (var (month, open, score, days) in ((string, int, int, int)[])[("2025-12", 0, 4, 5), ("2026-01", 0, 4, 5), ("2026-02", 50, 1, 25)])
        {
            for (var i = 0; i < 60; i++)
                county.Case($"{month}-01", closed: i < open ? null : $"{month}-{days:00}", segment: "OMA");
            county.Feedback($"{month}-01", score, 30);
        }

        ChartMarkContent[] strike = [Mark(ChartMarkKind.Excluded, "2026-02-10", "2026-02-11", "lakko")];

        Assert.AreEqual("Avoimia asioita on yhtä monta kuin kauden alussa: 4/2025 ja 1/2026 lopussa 0. Mukaan ei ole laskettu poikkeusjaksoa: lakko.", Open(county, "/overview", "work-in-progress", strike).Table.Finding);
        StringAssert.Contains(Open(county, "/interventions-and-feedback", "feedback", strike).Table.Finding, "4,00 (1/2026)", StringComparison.Ordinal);
        StringAssert.Contains(Open(county, "/segments", "lead-time-months", strike).Table.Finding, "1/2026", StringComparison.Ordinal);
        Assert.AreEqual("rajattu pois: lakko", Open(county, "/segments", "lead-time-months", strike).Table.Rows[^2].Cells[^1].Text);
    }

    [TestMethod]
    public void Where_every_figure_is_of_an_excluded_period_nothing_is_said_to_have_changed()
    {
        var county = Contacts(20, "2026-01-10");

        Assert.AreEqual("Kaikki luvut ovat poikkeusjaksolta, joten muutoksesta ei kerrota.", Open(county, "/overview", "contacts-over-time", [Mark(ChartMarkKind.Excluded, "2020-01-01", "2030-01-01", "pandemia")]).Table.Finding);
    }

    [TestMethod]
    public void What_came_and_was_closed_is_told_of_excluded_months_as_well()
    {
        var county = new SmallCounty();
        for (var i = 0; i < 20; i++)
            county.Case("2026-01-05", closed: i < 12 ? "2026-02-10" : null);

        var finding = Open(county, "/flow", "arrivals-and-closed", [Mark(ChartMarkKind.Excluded, "2026-01-01", "2026-01-31", "lakko")]).Table.Finding;

        StringAssert.StartsWith(finding, "Asioita tuli 20 ja päättyi 12", StringComparison.Ordinal);
        Assert.DoesNotContain("Mukaan ei ole laskettu", finding);
    }

    [TestMethod]
    public void One_point_is_drawn_alone_and_no_change_is_told()
    {
        var county = new SmallCounty().Contact("2025-01-02");
        for (var i = 0; i < 20; i++)
            county.Case("2026-02-01", closed: "2026-02-11");

        var chart = Open(county, "/overview?period=3-months", "lead-time");

        CollectionAssert.AreEqual((double?[])[null, 10], chart.Data.Series.Single(line => line.Role == "main").Values.ToArray());
        StringAssert.StartsWith(chart.PlotLabel, "Läpimenoaika kuukausittain, viivakaavio 2/2026–2/2026.", StringComparison.Ordinal);
        StringAssert.StartsWith(Open(county, "/overview?period=3-months", "work-in-progress").Table.Finding, "Avoimia asioita on yhtä monta", StringComparison.Ordinal);
    }

    [TestMethod]
    public void All_equal_values_neither_rise_nor_fall()
    {
        var county = new SmallCounty();
        foreach (var month in (string[])["2025-11", "2025-12", "2026-01", "2026-02"])
        {
            Contacts(25, $"{month}-10", county);
            for (var i = 0; i < 20; i++)
                county.Case($"{month}-01", firstAction: $"{month}-04", closed: $"{month}-11", due: i < 15 ? $"{month}-20" : $"{month}-05", municipality: "905");
        }

        var view = DashboardsAtHand.Open("/overview?from=2025-11-01&to=2026-02-28&municipality=905", county, _clock);
        var flow = DashboardsAtHand.Open("/flow?from=2025-11-01&to=2026-02-28&municipality=905", county, _clock);

        Assert.AreEqual("Yhteydenottoja tuli tasaisesti, 25 jokaisessa jaksossa.", Line(view, "contacts-over-time").Table.Finding);
        StringAssert.Contains(Line(view, "deadline-attainment").Table.Finding, "Muutos mahtuu sattumaan.", StringComparison.Ordinal);
        StringAssert.EndsWith(Line(flow, "waiting-time").Table.Finding, "sama kuin 11/2025.", StringComparison.Ordinal);
        StringAssert.StartsWith(flow.Table("arrivals").Finding, "Kaikki luvut ovat samat, 20,0: vaihtelua ei ole.", StringComparison.Ordinal);
    }

    [TestMethod]
    public void A_series_with_gaps_keeps_them_and_is_told_by_its_ends()
    {
        var county = new SmallCounty().Contact("2025-01-02");
        foreach (var (month, days) in ((string, int)[])[("2025-05", 5), ("2025-08", 9), ("2026-02", 12)])
        {
            for (var i = 0; i < 20; i++)
                county.Case($"{month}-01", firstAction: $"{month}-{days + 1:00}");
        }

        var chart = Open(county, "/flow", "waiting-time");

        CollectionAssert.AreEqual((double?[])[null, 5, null, null, 9, null, null, null, null, null, 12], chart.Data.Series.Single(line => line.Role == "main").Values.ToArray());
        StringAssert.Contains(chart.Table.Finding.Replace('\u00a0', ' '), "2/2026 12,0 pv, nousua tasosta 5,0 pv (5/2025).", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("fi-FI")]
    [DataRow("sv-FI")]
    [DataRow("en-GB")]
    public void Every_word_of_marks_and_levels_is_there_in_each_language(string language)
    {
        var county = Closed().Figure("lead-time/p85", "905", "2019", 40, same: false).Figure("lead-time/p50", "905", "2019", 20).Figure("contacts/count", "905", "2019", 1_200).Figure("emergency-visits", "905", "2/2026", 200).Figure("inhabitants", "905", "2024", 10_000);
        Contacts(20, "2026-01-10", county);
        ChartMarkContent[] marks = [Mark(ChartMarkKind.Excluded, "2026-01-20", "2026-01-25", "lakko"), Mark(ChartMarkKind.Change, "2026-02-01", null, "uusi malli")];

        foreach (var address in (string[])["/overview", "/overview?municipality=905", "/overview?unit=north", "/flow?period=3-months", "/flow"])
        {
            var text = JsonSerializer.Serialize(DashboardsAtHand.Open(address, county, _clock, language, marks: marks).Figures.Cast<object>());
            foreach (var key in (string[])["Dashboard.", "Overview.", "Flow.", "ControlCharts.", "{0}"])
                Assert.DoesNotContain(key, text, address);
        }
    }

    private static SmallCounty Closed()
    {
        var county = new SmallCounty();
        for (var i = 0; i < 20; i++)
            county.Case("2026-01-05", closed: "2026-02-10", municipality: "905", unit: "north");
        return county;
    }

    private static SmallCounty Contacts(int count, string started, SmallCounty? county = null)
    {
        county ??= new SmallCounty();
        for (var i = 0; i < count; i++)
            county.Contact(started, municipality: "905");
        return county;
    }

    private DashboardLines Open(SmallCounty county, string address, string id, IReadOnlyList<ChartMarkContent>? marks = null) => Line(DashboardsAtHand.Open(address, county, _clock, marks: marks), id);

    private static DashboardLines Line(DashboardView view, string id) => view.Figures.OfType<DashboardLines>().Single(line => line.Id == id);

    private static ChartMarkContent Mark(ChartMarkKind kind, string first, string? last, string name)
    {
        var day = DateOnly.ParseExact(first, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return new ChartMarkContent { Kind = kind, FirstDay = day, LastDay = last is null ? day : DateOnly.ParseExact(last, "yyyy-MM-dd", CultureInfo.InvariantCulture), NameFi = name, NameSv = name, NameEn = name };
    }
}
