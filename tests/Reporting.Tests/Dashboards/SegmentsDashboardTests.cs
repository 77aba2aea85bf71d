using System.Globalization;
using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.ChartMarks;
using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Reporting.Tests.Catalogue;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Reporting.Tests.Dashboards;

[TestClass]
public sealed class SegmentsDashboardTests
{
    private static readonly string[] Codes = ["OMA", "TUKI", "YHT", "HUOL"];

    // 12.00 in Helsinki.
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 3, 15, 10, 0, 0, TimeSpan.Zero));

    [TestMethod]
    [DataRow("fi-FI", "Huolenpitoasiakkuus: läpimenoaika lyheni, ")]
    [DataRow("sv-FI", "Omsorgsklient: genomloppstiden blev kortare, ")]
    [DataRow("en-GB", "Care-managed: the lead time fell, ")]
    public void A_segment_whose_lead_time_fell_is_named_with_how_much(string language, string beginning)
    {
        var (county, draws) = (new SmallCounty(), new Random(5));
        for (var month = 0; month < 36; month++)
        {
            for (var i = 0; i < 40; i++)
                Close(county, draws, month, Codes[i % 4], i % 4 == 3 && month >= 18 ? 0.6 : 1, client: 1 + i + (40 * month));
        }

        var table = DashboardsAtHand.Open("/segments?period=all", county, _clock, language).Table("lead-time-change");

        StringAssert.StartsWith(table.Finding, beginning, StringComparison.Ordinal);
        Assert.AreEqual(1, table.Finding.Split(": ").Length - 1, "Other segments are named too.");
        Assert.IsTrue(table.Rows[3].Cells[4].Number < 0);
    }

    [TestMethod]
    public void Of_twenty_counties_where_nothing_changed_at_most_two_are_said_to_have()
    {
        var claims = 0;
        for (var seed = 1; seed <= 20; seed++)
        {
            var (county, draws) = (new SmallCounty(), new Random(seed));
            for (var client = 1; client <= 300; client++)
            {
                var (pace, cases) = (Math.Exp(draws.NextDouble()), 1 + draws.Next(8));
                for (var i = 0; i < cases; i++)
                    Close(county, draws, draws.Next(36), Codes[client % 4], pace, client);
            }

            var figure = Gaps(DashboardsAtHand.Open("/segments?period=all", county, _clock), "lead-time-change");
            Assert.IsTrue(figure.Gaps.All(gap => gap is not null), "Nothing was compared.");
            claims += figure.Gaps.Any(gap => gap!.Remark is not null) ? 1 : 0;
        }

        // More than two of twenty would come 1 time in 13.
        Assert.IsLessThanOrEqualTo(2, claims);
    }

    [TestMethod]
    public void The_first_half_year_in_which_only_quick_cases_had_time_to_close_is_left_out()
    {
        var county = new SmallCounty();
        for (var month = 0; month < 12; month++)
        {
            for (var i = 0; i < 40; i++)
                county.Case(Day(month, 0), closed: Day(month, Math.Min(5 + (month * 10), 60)), segment: "HUOL", client: 1 + i + (month * 40));
        }

        var figure = Gaps(DashboardsAtHand.Open($"/segments?from={Day(0, 0)}&to={Day(12, 25)}", county, _clock), "lead-time-change");

        Assert.AreEqual("Minkään segmentin aika ei ole muuttunut niin, ettei muutos voisi olla sattumaa.", figure.Table.Finding);
    }

    [TestMethod]
    public void Excluded_periods_and_known_changes_are_drawn_as_on_other_charts()
    {
        var (county, draws) = (new SmallCounty(), new Random(5));
        for (var month = 0; month < 36; month++)
        {
            for (var i = 0; i < 40; i++)
                Close(county, draws, month, Codes[i % 4], 1, client: 1 + i + (40 * month));
        }

        var strike = new ChartMarkContent { Kind = ChartMarkKind.Excluded, FirstDay = new DateOnly(2025, 9, 3), LastDay = new DateOnly(2025, 10, 2), NameFi = "Lakko", NameSv = "Strejk", NameEn = "Strike" };
        var elsewhere = strike with { MunicipalityCode = "231" };

        var bands = DashboardsAtHand.Open("/segments", county, _clock, marks: [strike, elsewhere]).Figures.OfType<DashboardLines>().Select(line => string.Join(", ", line.Data.Marks.Bands.Select(band => $"{line.Data.Labels[band.First]}–{line.Data.Labels[band.Last]} {band.Name}")));

        Assert.IsTrue(bands.All(band => band == "9/25–10/25 Lakko"), string.Join("; ", bands));
    }

    [TestMethod]
    public void A_period_too_short_for_halves_says_so_in_place_of_a_comparison()
    {
        var county = new SmallCounty();
        for (var i = 0; i < 40; i++)
            county.Case("2026-01-05", closed: "2026-02-10", segment: "HUOL", client: i + 1);

        var table = DashboardsAtHand.Open("/segments", county, _clock).Table("lead-time-change");

        StringAssert.StartsWith(table.Finding, "Kausi on liian lyhyt", StringComparison.Ordinal);
        Assert.IsEmpty(table.Rows);
    }

    [TestMethod]
    public void Moves_are_counted_from_row_to_column_with_the_share_of_the_row()
    {
        var county = new SmallCounty().Contact("2026-01-01");
        foreach (var from in Codes)
        {
            foreach (var to in Codes)
                Decide(county, from, to, from == to ? 60 : 20);
        }

        var table = DashboardsAtHand.Open("/segments", county, _clock).Table("transitions");

        Assert.AreEqual("Omatoimiasiakkuus | 60 (50 %) | 20 (17 %) | 20 (17 %) | 20 (17 %) | 120", table.Rows[0].Write());
        StringAssert.StartsWith(table.Finding.Replace('\u00a0', ' '), "Uusista päätöksistä (480) segmentin vaihtoi 50 %.", StringComparison.Ordinal);
    }

    [TestMethod]
    public void A_small_move_takes_others_of_its_row_and_column_with_it_and_the_sum_of_moves_is_not_told()
    {
        var county = new SmallCounty().Contact("2026-01-01");
        foreach (var from in Codes)
        {
            foreach (var to in Codes)
                Decide(county, from, to, (from, to) == ("OMA", "TUKI") ? 2 : from == to ? 60 : 20);
        }

        var table = DashboardsAtHand.Open("/segments", county, _clock).Table("transitions");

        var hidden = Enumerable.Range(0, 4).SelectMany(row => Enumerable.Range(0, 4).Where(column => table.Rows[row].Cells[column].State == MetricState.Suppressed).Select(column => (row, column))).ToList();
        Assert.Contains((0, 1), hidden);
        Assert.IsGreaterThan(1, hidden.Count(cell => cell.row == 0));
        Assert.IsGreaterThan(1, hidden.Count(cell => cell.column == 1));
        Assert.IsTrue(table.Rows.SelectMany(row => row.Cells).All(cell => cell.State == MetricState.Ok || cell is { Number: null, Text: "" }));
        StringAssert.StartsWith(table.Finding, "Yleisin näytettävistä siirtymistä:", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Before_and_after_stand_side_by_side_with_the_comparison_and_its_caveat()
    {
        var county = new SmallCounty();
        for (var client = 1; client <= 20; client++)
        {
            county.Decision("HUOL", "2025-07-01", client: client);
            county.Case("2025-06-01", closed: "2025-06-21", handoffs: 2, client: client);
            county.Case("2025-08-01", closed: "2025-08-11", handoffs: 1, client: client);
            county.Case("2025-06-01", closed: "2025-06-21", client: 100 + client);
            county.Case("2025-08-01", closed: "2025-08-21", client: 100 + client);
        }

        var table = DashboardsAtHand.Open("/segments?from=2025-01-01&to=2025-12-31", county, _clock).Table("effect");

        Assert.AreEqual("Siirtoja / asia, Huolenpitoasiakkuus | 2,00 | 1,00 | −1,00 | −1,00 | 20 / 20", table.Rows[0].Write());
        Assert.AreEqual("Läpimenoaika, p50, Huolenpitoasiakkuus | 20,0 pv | 10,0 pv | −10,0 pv | −10,0 pv | 20 / 20", table.Rows[2].Write());
        StringAssert.StartsWith(table.Finding, "Havainto, ei näyttö vaikutuksesta", StringComparison.Ordinal);
    }

    [TestMethod]
    public void A_few_handoffs_before_are_hidden_and_so_is_the_change_that_would_tell_them()
    {
        var county = new SmallCounty();
        for (var client = 1; client <= 20; client++)
        {
            county.Decision("HUOL", "2025-07-01", client: client);
            county.Case("2025-06-01", closed: "2025-06-21", handoffs: client <= 2 ? 1 : 0, client: client);
            county.Case("2025-08-01", closed: "2025-08-11", handoffs: 1, client: client);
        }

        var row = DashboardsAtHand.Open("/segments?from=2025-01-01&to=2025-12-31", county, _clock).Table("effect").Rows[0];

        Assert.AreEqual(MetricState.Suppressed, row.Cells[0].State);
        Assert.IsTrue(row.Cells.Skip(2).Take(2).All(cell => cell.State != MetricState.Ok));
    }

    [TestMethod]
    public void A_municipality_with_a_small_segment_is_hidden_whole_and_another_with_it()
    {
        var county = new SmallCounty().Contact("2026-01-01");
        foreach (var segment in Codes)
        {
            for (var i = 0; i < 40; i++)
                county.Decision(segment, "2026-01-01", municipality: "905").Decision(segment, "2026-01-01", municipality: "231");
            for (var i = 0; i < (segment == "YHT" ? 2 : 20); i++)
                county.Decision(segment, "2026-01-01", municipality: "475");
        }

        var mix = (DashboardMix)DashboardsAtHand.Open("/segments", county, _clock).Figures.Single(figure => figure.Id == "mix-municipality");

        Assert.AreEqual(CellState.Small, mix.Rows.Zip(mix.Table.Rows).Single(pair => pair.Second.Name == "Maalahti").First.State);
        Assert.AreEqual(1, mix.Rows.Count(row => row.State == CellState.Partner));
        Assert.IsTrue(mix.Rows.Zip(mix.Table.Rows).Where(pair => pair.First.State != CellState.Shown).All(pair => pair.First.Parts.Count == 0 && pair.Second.Cells.All(cell => cell.Number is null)));
    }

    [TestMethod]
    public void A_hidden_age_band_takes_the_bands_of_its_life_stage_with_it()
    {
        var county = new SmallCounty().Contact("2026-01-01");
        foreach (var (band, stage, each) in (IEnumerable<(string, string, int)>)[("30-64", "working-age", 20), ("18-29", "working-age", 20), ("65-74", "older-people", 20), ("75-84", "older-people", 20), ("85-", "older-people", 2)])
        {
            foreach (var segment in Codes)
            {
                for (var i = 0; i < each; i++)
                    county.Decision(segment, "2026-01-01", lifeStage: stage, ageBand: band);
            }
        }

        var view = DashboardsAtHand.Open("/segments", county, _clock);

        var mix = (DashboardMix)view.Figures.Single(figure => figure.Id == "mix-age-band");
        Assert.IsTrue(mix.Rows.Zip(mix.Table.Rows).Where(pair => pair.Second.Name.StartsWith("65", StringComparison.Ordinal) || pair.Second.Name.StartsWith("75", StringComparison.Ordinal)).All(pair => pair.First.State == CellState.Partner));
        // The life stage is those three bands together: it is shown, and tells no more than their sum.
        Assert.IsTrue(((DashboardMix)view.Figures.Single(figure => figure.Id == "mix-life-stage")).Rows.All(row => row.State == CellState.Shown));
    }

    [TestMethod]
    [DataRow("fi-FI")]
    [DataRow("sv-FI")]
    [DataRow("en-GB")]
    public void A_county_without_segments_says_so_in_every_figure(string language)
    {
        var county = new SmallCounty().Contact("2026-01-10").Case("2026-01-10");

        var view = DashboardsAtHand.Open("/segments", county, _clock, language);

        Assert.IsTrue(view.Figures.All(figure => figure.Table.Finding.Length > 0));
        Assert.IsTrue(view.Figures.OfType<DashboardLines>().All(figure => figure.PlotLabel is null));
        Assert.IsTrue(view.Figures.OfType<DashboardMix>().All(figure => figure.Nothing is not null));
    }

    private static DashboardGaps Gaps(DashboardView view, string id) => (DashboardGaps)view.Figures.Single(figure => figure.Id == id);

    private static void Decide(SmallCounty county, string from, string to, int times)
    {
        for (var i = 0; i < times; i++)
            county.Decision(to, "2026-01-05", previous: from);
    }

    private static void Close(SmallCounty county, Random draws, int month, string segment, double pace, int client)
    {
        var received = new DateTime(2023, 3, 1, 0, 0, 0, DateTimeKind.Utc).AddMonths(month).AddDays(draws.Next(28));
        county.Case(received.ToString("O", CultureInfo.InvariantCulture), closed: received.AddDays(Math.Min(80, -Math.Log(1 - draws.NextDouble()) * 15 * pace)).ToString("O", CultureInfo.InvariantCulture), segment: segment, client: client);
    }

    private static string Day(int month, int day) => new DateOnly(2025, 2, 1).AddMonths(month).AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
