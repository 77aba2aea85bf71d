using System.Globalization;
using System.Text.Json;
using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Testing;

namespace Palveluohjaus.EndToEnd.Tests;

/// <summary>What the script of charts draws of series that a county's own data seldom hold: a single point, equal values, gaps, and a real series of a year.</summary>
[TestClass]
[TestCategory("browser")]
public sealed class ChartDrawingTests
{
    private static readonly JsonSerializerOptions AsThePageWrites = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    private static Demo _demo = null!;

    [ClassInitialize]
    public static async Task StartAsync(TestContext context) => _demo = await Demo.StartAsync(clients: 40);

    [ClassCleanup]
    public static async Task StopAsync() => await _demo.DisposeAsync();

    [TestMethod]
    [DataRow(1440)]
    [DataRow(390)]
    public async Task One_point_equal_values_gaps_and_a_year_of_calls_are_drawn_whole_at_every_width(int width)
    {
        var page = await _demo.OpenAsync(width: width);
        var complaints = page.ListenForComplaints();
        await page.GotoAsync("/overview");
        (string Name, object Data, int Dots)[] charts =
        [
            ("line-one", Lines(5), 1),
            ("line-one-between-gaps", Lines(null, 5, null), 1),
            ("line-equal", Lines(4, 4, 4, 4), 0),
            ("line-nought", Lines(0, 0, 0), 0),
            ("line-gaps", Lines(1, 2, null, null, 3, null, 4, 5), 1),
            ("line-nothing", Lines(null, null), 0),
            ("control-one", Control([5], null), 1),
            ("control-equal", Control([4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4], (4, 4, 4)), 12),
            ("control-gaps", Control([1, 2, null, null, 3, 4, null, 2, 3, null], (2.5, 0, 6)), 6),
            ("control-calls", Calls(out var days), days),
        ];

        await page.EvaluateAsync(DrawInstead, charts.Select(chart => new { name = chart.Name, json = JsonSerializer.Serialize(chart.Data, chart.Data.GetType(), AsThePageWrites) }).ToArray());
        await page.WaitForFunctionAsync("count => document.querySelectorAll('.plot svg').length === count", charts.Length);
        await page.SettleAsync();

        foreach (var (name, _, dots) in charts)
        {
            var drawn = await page.Locator($"#{name} svg").EvaluateAsync<string>("svg => svg.outerHTML");
            foreach (var wrong in (string[])["NaN", "Infinity", "undefined"])
                Assert.DoesNotContain(wrong, drawn, name);
            StringAssert.Contains(drawn, "Tavoite: 5", StringComparison.Ordinal, name);
            Assert.AreEqual(dots, await page.EvaluateAsync<int>(CountDots, name), name);
            Assert.IsEmpty(await page.EvaluateAsync<string[]>(FindCutNames, name), name);
        }

        await EveryPageTests.PictureAsync(page, $"charts.{width}");
        Assert.IsEmpty(complaints, string.Join(Environment.NewLine, complaints));
    }

    private const string DrawInstead =
        """
        charts => {
            const built = document.querySelector('script[src*="time"]').src, place = document.querySelector('.grid2');
            place.replaceChildren(...charts.flatMap(({ name, json }) => {
                const plot = Object.assign(document.createElement('div'), { id: name, className: 'plot' });
                const panel = Object.assign(document.createElement('section'), { className: 'panel chart' });
                const data = Object.assign(document.createElement('script'), { type: 'application/json', textContent: json });
                data.dataset.for = name;
                panel.append(plot, data);
                return panel;
            }));
            document.body.append(Object.assign(document.createElement('script'), { src: built }));
        }
        """;

    /// <summary>Round points that can be seen: the names of levels hang on points without size.</summary>
    private const string CountDots =
        """
        name => [...document.querySelectorAll(`#${name} svg path[d^="M1 0A1 1"]`)].filter(dot => dot.getBoundingClientRect().width > 2).length
        """;

    private const string FindCutNames =
        """
        name => {
            const plot = document.querySelector(`#${name} svg`).getBoundingClientRect();
            return [...document.querySelectorAll(`#${name} svg text`)].filter(text => { const box = text.getBoundingClientRect(); return box.left < plot.left - 1 || box.right > plot.right + 1 || box.top < plot.top - 1; }).map(text => text.textContent);
        }
        """;

    private static ChartLevel Target => new("Tavoite: 5", 5, "target");

    private static string[] Months(int count) => [.. Enumerable.Range(0, count).Select(index => string.Create(CultureInfo.InvariantCulture, $"{(index % 12) + 1}/{25 + (index / 12)}"))];

    private static ChartLines Lines(params double?[] values) => new(string.Empty, 1, Months(values.Length), [new ChartSeries("Osuus", "main", values)]) { Levels = [Target, new ChartLevel("Lähtötaso 2019, Effica: 4", 4, "baseline")] };

    private static ControlPlot Control(double?[] values, (double Mean, double Lower, double Upper)? limits, string[]? labels = null) => new()
    {
        Unit = string.Empty,
        Digits = 0,
        Labels = labels ?? Months(values.Length),
        Points = [.. values.Select(value => new PlottedPoint(value, "ordinary", "plain", string.Empty))],
        Phases = limits is var (mean, lower, upper) ? [new PlottedPhase(0, values.Length, mean, lower, upper)] : [],
        Marks = PlacedMarks.None,
        Levels = [Target],
        Words = new PlotWords("keskiarvo", "alaraja", "yläraja"),
    };

    /// <summary>Calls of a bank's line by the day (Weinberg et al. 2007), and the limits that two passes over them give.</summary>
    private static ControlPlot Calls(out int days)
    {
        var byDay = File.ReadLines(SharedData.Require("bank-calls.csv")).Skip(1).Select(line => line.Split(','))
            .GroupBy(fields => fields[0][..10], fields => double.Parse(fields[1], CultureInfo.InvariantCulture))
            .OrderBy(day => day.Key, StringComparer.Ordinal)
            .Select(day => (Name: day.Key, Calls: day.Sum()))
            .ToList();
        var mean = byDay.Average(day => day.Calls);
        var reach = 2.66 * byDay.Zip(byDay.Skip(1)).Average(pair => Math.Abs(pair.Second.Calls - pair.First.Calls));
        days = byDay.Count;
        return Control([.. byDay.Select(day => (double?)day.Calls)], (mean, Math.Max(0, mean - reach), mean + reach), [.. byDay.Select(day => day.Name)]);
    }
}
