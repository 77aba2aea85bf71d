using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.ChartMarks;
using Palveluohjaus.Reporting.ControlCharts;
using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Reporting.Texts;
using Palveluohjaus.Testing;
using Palveluohjaus.Web.Layout;

namespace Palveluohjaus.Reporting.Tests.ControlCharts;

[TestClass]
public sealed class ControlFigureTests
{
    private static readonly ServiceProvider Services = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();
    private static readonly DateOnly Start = new(2025, 1, 1);

    [TestMethod]
    public void No_data_is_an_empty_state()
    {
        foreach (var (values, finding) in ((double?[], string)[])
            [([], "Kaudella ja näillä rajauksilla ei ole näytettävää."), ([null, null], "Kaudella ja näillä rajauksilla ei ole näytettävää.")])
        {
            var figure = Build(values);
            Assert.IsNull(figure.PlotLabel);
            Assert.AreEqual(finding, figure.Table.Finding);
            Assert.IsEmpty(figure.Data.Phases);
        }
    }

    [TestMethod]
    public void A_month_that_still_goes_on_is_told_from_nothing_at_all()
    {
        var figure = Build([new PeriodFigures(Start, false, new Dictionary<string, Figure> { ["share"] = new(50, MetricState.Ok, 40) })], []);

        Assert.AreEqual("Kaudella ei ole vielä yhtään kokonaista jaksoa, joten viivaa ei piirretä. Luvut ovat taulukossa.", figure.Table.Finding);
    }

    [TestMethod]
    public void One_point_has_no_limits_and_says_so()
    {
        var figure = Build(50);
        Assert.IsEmpty(figure.Data.Phases);
        StringAssert.Contains(figure.Table.Finding, "Lukuja on vain yksi: 1/2025 se oli 50,0\u00a0%.", StringComparison.Ordinal);
        CollectionAssert.AreEqual((string[])["50,0\u00a0%", "–", "–", "–", "tavallista vaihtelua"], Texts(figure.Table.Rows[0]));
    }

    /// <summary>0.1 three times and more does not average to 0.1: without care all of them lie beyond their limits.</summary>
    [TestMethod]
    public void Equal_values_have_no_variation_and_no_signal()
    {
        foreach (var value in (double[])[0, 0.1, 33.3, 100])
        {
            var figure = Build([.. Enumerable.Repeat<double?>(value, 14)]);
            StringAssert.StartsWith(figure.Table.Finding, "Kaikki luvut ovat samat", StringComparison.Ordinal);
            Assert.IsTrue(figure.Data.Points.All(point => point.Shape == "ordinary"), $"{value}");
        }
    }

    [TestMethod]
    public void Gaps_break_the_line_and_hidden_ones_are_told_apart()
    {
        var periods = Periods([50, 52, null, 51, 53, 50, 52]).ToList();
        periods[4] = new PeriodFigures(periods[4].From, true, new Dictionary<string, Figure> { ["share"] = Figure.Hidden });
        var figure = Build(periods, []);
        StringAssert.Contains(figure.Table.Finding, "Peitettyjä lukuja on välissä 1: niissä viiva katkeaa.", StringComparison.Ordinal);
        StringAssert.Contains(figure.Table.Finding, "Puuttuvia lukuja on välissä 1: niissä viiva katkeaa.", StringComparison.Ordinal);
        Assert.IsNull(figure.Data.Points[4].Value);
        Assert.AreEqual(MetricState.Suppressed, figure.Table.Rows[4].Cells[0].State);
        StringAssert.Contains(figure.Table.Finding, "Rajat ovat alustavat: niiden takana on 5 lukua", StringComparison.Ordinal);
        Assert.IsEmpty(Build(50, null, 60, null, 70).Data.Phases, "No two in a row, no moving range.");
    }

    [TestMethod]
    public void Where_most_are_hidden_nothing_is_said_of_the_few_that_are_left()
    {
        var periods = Periods([100, 100, 100, 100, 100]).Select((period, index) => index < 3 ? period with { Figures = new Dictionary<string, Figure> { ["share"] = Figure.Hidden } } : period).ToList();

        Assert.AreEqual(
            "3/5 jakson lukua ei näytetä, jottei pieni luku paljastu. Muutoksesta ei siksi kerrota. Rajat on laskettu niistä luvuista, jotka näytetään: keskiarvo 100,0 %, rajat 100,0 % ja 100,0 %.",
            Build(periods, []).Table.Finding.Replace('\u00a0', ' '));
    }

    [TestMethod]
    [DataRow("60 61 – – –", "Rajat on laskettu niistä luvuista, jotka näytetään: keskiarvo 60,5 %, rajat 57,8 % ja 63,2 %. Tavoite: 100 %.", DisplayName = "most are hidden")]
    [DataRow("60 – – –", "Muutoksesta ei siksi kerrota. Tavoite: 100 %.", DisplayName = "one is shown: no limits")]
    [DataRow("60", "Lukuja on vain yksi: 1/2025 se oli 60,0 %. Rajoihin tarvitaan vähintään kaksi peräkkäistä. Tavoite: 100 %.", DisplayName = "one is all")]
    public void What_is_drawn_is_told_also_where_little_is_shown(string values, string expected)
    {
        var periods = values.Split(' ').Select((value, index) => new PeriodFigures(
            Start.AddMonths(index), true, new Dictionary<string, Figure> { ["share"] = value == "–" ? Figure.Hidden : new Figure(double.Parse(value, CultureInfo.InvariantCulture), MetricState.Ok, 100) })).ToList();

        StringAssert.EndsWith(Build(periods, [], DashboardFacts.Find("deadline-attainment").Definition).Table.Finding.Replace('\u00a0', ' '), expected, StringComparison.Ordinal);
    }

    [TestMethod]
    public void Limits_are_numbers_in_the_file_as_the_figures_between_them_are()
    {
        var cells = Build(50, 52, 51).Table.Rows[0].Cells;

        CollectionAssert.AreEqual((double?[])[50, 51, 51 - (2.66 * 1.5), 51 + (2.66 * 1.5)], cells.Take(4).Select(cell => cell.Number).ToArray());
    }

    [TestMethod]
    public void Excluded_periods_that_overlap_abut_or_reach_outside_are_hollow_and_in_no_limit()
    {
        var figure = Build(
            Periods([900, 50, 51, 800, 700, 600, 50, 51, 50, 900]),
            [
                Mark(ChartMarkKind.Excluded, "2024-05-01", "2025-01-01", "ennen"),
                Mark(ChartMarkKind.Excluded, "2025-04-30", "2025-05-02", "lakko"),
                Mark(ChartMarkKind.Excluded, "2025-05-01", "2025-05-31", "toinen"),
                Mark(ChartMarkKind.Excluded, "2025-06-01", "2025-06-10", "kolmas"),
                Mark(ChartMarkKind.Excluded, "2025-10-05", "2031-01-01", "tuleva"),
                Mark(ChartMarkKind.Excluded, "2020-01-01", "2020-02-01", "kauan sitten"),
            ]);
        CollectionAssert.AreEqual((int[])[0, 3, 4, 5, 9], Enumerable.Range(0, 10).Where(index => figure.Data.Points[index].Shape == "excluded").ToArray());
        CollectionAssert.AreEqual((string[])["0–0 ennen", "3–4 lakko", "4–4 toinen", "5–5 kolmas", "9–9 tuleva"], figure.Data.Marks.Bands.Select(band => $"{band.First}–{band.Last} {band.Name}").ToArray());
        Assert.AreEqual("rajattu pois: lakko, toinen", figure.Data.Points[4].Note);
        Assert.AreEqual(50.4, figure.Data.Phases.Single().Mean, 1e-9);
        StringAssert.Contains(Build(Periods([50, 51]), [Mark(ChartMarkKind.Excluded, "2024-01-01", "2026-01-01", "kaikki")]).Table.Finding, "Kaikki luvut ovat poikkeusjaksolta", StringComparison.Ordinal);
    }

    [TestMethod]
    public void A_change_sets_limits_anew_from_the_first_whole_month_and_two_in_one_month_are_one()
    {
        var figure = Build(
            Periods([10, 11, 10, 11, 30, 31, 30, 31]),
            [Mark(ChartMarkKind.Change, "2025-04-02", null, "malli <b>1</b>"), Mark(ChartMarkKind.Change, "2025-04-20", null, "järjestelmä"), Mark(ChartMarkKind.Excluded, "2025-05-01", "2025-05-31", "lakko")]);
        Assert.AreEqual((4, "malli <b>1</b>, järjestelmä"), (figure.Data.Marks.Changes.Single().At, figure.Data.Marks.Changes.Single().Name));
        CollectionAssert.AreEqual((double[])[10.5, 30.667], figure.Data.Phases.Select(phase => phase.Mean).ToArray());
        StringAssert.StartsWith(figure.Table.Finding, "Taso on 30,7\u00a0% muutoskohdan ”malli <b>1</b>, järjestelmä” jälkeen; ennen sitä se oli 10,5\u00a0%.", StringComparison.Ordinal);
    }

    [TestMethod]
    public void A_change_with_nothing_on_one_side_is_not_drawn_and_the_source_says_so()
    {
        var figure = Build(
            Periods([null, 10, 11, 10, 11]),
            [Mark(ChartMarkKind.Change, "2019-01-01", null, "vanha"), Mark(ChartMarkKind.Change, "2024-06-01", null, "aiempi"), Mark(ChartMarkKind.Change, "2025-02-01", null, "alku"), Mark(ChartMarkKind.Change, "2025-09-01", null, "tuleva")]);
        Assert.HasCount(1, figure.Data.Phases);
        Assert.IsEmpty(figure.Data.Marks.Changes);
        StringAssert.Contains(figure.Table.Source, "kaikki luvut ovat muutoskohdan ”aiempi” (1.6.2024) jälkeen", StringComparison.Ordinal);
        Assert.DoesNotContain("vanha", figure.Table.Source);
        foreach (var name in (string[])["alku", "tuleva"])
            StringAssert.Contains(figure.Table.Source, $"muutoskohta ”{name}”", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Signals_are_told_by_month_and_rule_and_a_target_by_whether_it_will_be_met()
    {
        var metric = DashboardFacts.Find("language-match").Definition;
        var figure = Build(Periods([50, 51, 50, 51, 50, 51, 50, 51, 50, 51, 50, 51, 80]), [], metric);
        StringAssert.Contains(figure.Table.Finding, "Ylärajan yli: 1/2026.", StringComparison.Ordinal);
        StringAssert.Contains(figure.Table.Finding, "Tavoite 100\u00a0% jää näillä rajoilla aina täyttymättä", StringComparison.Ordinal);
        Assert.AreEqual(("above", "better"), (figure.Data.Points[^1].Shape, figure.Data.Points[^1].Tone));
        Assert.AreEqual(new ChartLevel("Tavoite: 100\u00a0%", 100, "target"), figure.Data.Levels.Single());
    }

    [TestMethod]
    public void Limits_do_not_reach_where_no_share_can_be()
    {
        var figure = Build(1, 99, 1, 99, 1, 99);
        Assert.AreEqual((0d, 100d), (figure.Data.Phases[0].Lower, figure.Data.Phases[0].Upper));
    }

    [TestMethod]
    public void Every_sentence_exists_in_every_language()
    {
        foreach (var language in (CultureInfo[])[.. Languages.All])
        {
            var figure = Build(Periods([10, 11, 10, 11, 30, 31, 30, 31]), [Mark(ChartMarkKind.Change, "2025-05-01", null, "x")], language: language);
            var text = System.Text.Json.JsonSerializer.Serialize(figure);
            Assert.DoesNotContain("ControlCharts.", text);
            Assert.DoesNotContain("{0}", text);
        }
    }

    /// <summary>A real series of arrivals (Weinberg et al. 2007), drawn by day; its limits computed here a second time.</summary>
    [TestMethod]
    public void Calls_of_a_real_line_are_drawn_by_day_within_limits_computed_independently()
    {
        var days = File.ReadLines(SharedData.Require("bank-calls.csv")).Skip(1).Select(line => line.Split(','))
            .GroupBy(fields => fields[0][..10])
            .OrderBy(day => day.Key, StringComparer.Ordinal)
            .Select(day => (Day: DateOnly.ParseExact(day.Key, "yyyy-MM-dd", CultureInfo.InvariantCulture), Calls: day.Sum(fields => double.Parse(fields[1], CultureInfo.InvariantCulture))))
            .ToList();
        var figure = Build(
            days.ConvertAll(day => new PeriodFigures(day.Day, true, new Dictionary<string, Figure> { ["count"] = new(day.Calls, MetricState.Ok, (int)day.Calls) })),
            [],
            DashboardFacts.Find("contacts").Definition,
            "count",
            TimeGrain.Day);

        var (sum, ranges) = (0d, 0d);
        for (var index = 0; index < days.Count; index++)
            (sum, ranges) = (sum + days[index].Calls, ranges + (index == 0 ? 0 : Math.Abs(days[index].Calls - days[index - 1].Calls)));
        var (mean, reach) = (sum / days.Count, 2.66 * ranges / (days.Count - 1));
        var phase = figure.Data.Phases.Single();
        foreach (var (expected, drawn) in ((double, double)[])[(mean, phase.Mean), (mean + reach, phase.Upper), (Math.Max(0, mean - reach), phase.Lower)])
            Assert.AreEqual(expected, drawn, 0.001, "What is drawn is rounded to three decimals.");
        CollectionAssert.AreEqual(
            days.Where(day => day.Calls > mean + reach).Select(day => DashboardWords.Day(day.Day)).ToArray(),
            figure.Data.Labels.Where((_, index) => figure.Data.Points[index].Shape == "above").ToArray());
        Assert.HasCount(days.Count, figure.Table.Rows);
    }

    private static ControlFigure Build(params double?[] values) => Build(Periods(values), []);

    private static ControlFigure Build(
        IReadOnlyList<PeriodFigures> periods, IReadOnlyList<ChartMarkContent> marks, MetricDefinition? metric = null, string statistic = "share", TimeGrain grain = TimeGrain.Month, CultureInfo? language = null)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = language ?? Languages.Finnish;
        var words = new DashboardWords(Services.GetRequiredService<IStringLocalizer<ReportingTexts>>(), CountyCalendar.Helsinki);
        return new ControlFigures(words, new ControlChartRules()).Build(
            new ControlSeries
            {
                Id = "test",
                Metric = metric ?? DashboardFacts.Find("first-contact-resolution").Definition,
                Statistic = statistic,
                Title = "Osuus",
                ValueName = "Osuus",
                Unit = statistic == "count" ? Units.Contacts : Units.Percent,
                Digits = statistic == "count" ? 0 : 1,
                Grain = grain,
                Periods = periods,
                Source = [],
            },
            marks);
    }

    private static PeriodFigures[] Periods(IEnumerable<double?> values) =>
        [.. values.Select((value, index) => new PeriodFigures(Start.AddMonths(index), true, new Dictionary<string, Figure> { ["share"] = value is { } known ? new Figure(known, MetricState.Ok, 100) : Figure.NotComputable }))];

    private static ChartMarkContent Mark(ChartMarkKind kind, string first, string? last, string name)
    {
        var day = DateOnly.ParseExact(first, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return new ChartMarkContent { Kind = kind, FirstDay = day, LastDay = last is null ? day : DateOnly.ParseExact(last, "yyyy-MM-dd", CultureInfo.InvariantCulture), NameFi = name, NameSv = name, NameEn = name };
    }

    private static string[] Texts(DashboardRow row) => [.. row.Cells.Select(cell => cell.Text)];
}
