using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Reporting.Facts;
using Palveluohjaus.Reporting.Tests.Catalogue;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Reporting.Tests.Dashboards;

/// <summary>Figures that go to other programs: a small one is no easier to come by there than on a page.</summary>
[TestClass]
public sealed class ShownFiguresTests
{
    private static readonly ServiceProvider Services = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();
    private static readonly DashboardNames Names = new(new Dictionary<string, string> { ["231"] = "231", ["475"] = "475", ["905"] = "905" }, new Dictionary<string, string>());

    private readonly SmallCounty _county = new();

    [TestMethod]
    public void A_small_count_and_the_one_that_would_tell_it_have_neither_value_nor_rows()
    {
        Add(3, "231");
        Add(20, "475");
        Add(90, "905");

        Assert.AreEqual("231: suppressed – – | 475: suppressed – – | 905: ok 90 90", Text(Read("contacts", "period=all", Dimension.Municipality), "count"));
        Assert.AreEqual("all: ok 113 113", Text(Read("contacts", "period=all", null), "count"));
        Assert.AreEqual("all: suppressed – –", Text(Read("contacts", "period=all&municipality=475", null), "count"));
    }

    [TestMethod]
    public void How_many_were_in_time_is_hidden_where_it_tells_how_few_were_not()
    {
        for (var i = 0; i < 50; i++)
            _county.Case("2026-01-02", due: "2026-01-10", met: i < 48 ? "2026-01-05" : "2026-01-15", municipality: "231");

        var figures = Read("deadline-attainment", "period=all", null);

        Assert.IsTrue(figures.All(figure => figure is { State: "suppressed", Value: null, N: null }), Text(figures, "met"));
    }

    [TestMethod]
    public void Months_stand_apart_and_what_is_not_computable_says_why()
    {
        Add(20, "231");

        var months = Read("contacts", "from=2026-01-01&to=2026-02-28", null, isByMonth: true);

        Assert.AreEqual("2026-01 20, 2026-02 0", string.Join(", ", months.Where(figure => figure.Statistic == "count").Select(figure => string.Create(CultureInfo.InvariantCulture, $"{figure.By.Month} {figure.Value}"))));
        Assert.AreEqual("not-computable no-cases", Read("lead-time", "period=all", null).Select(figure => $"{figure.State} {figure.Reason}").First());
    }

    [TestMethod]
    public void Everything_that_is_shown_can_be_read_by_each_division()
    {
        Add(20, "231");
        for (var i = 0; i < 20; i++)
            _county.Case("2026-01-02", closed: "2026-01-20", municipality: "231", resolved: false);

        foreach (var metric in MetricEndpoints.Shown)
        {
            foreach (var by in (Dimension?[])[null, Dimension.Municipality, Dimension.Unit, Dimension.LifeStage, Dimension.Language])
                Assert.IsNotEmpty(Read(metric.Definition.Id, "period=all&municipality=905&language=swedish", by, isByMonth: true), $"{metric.Definition.Id} {by}");
        }
    }

    private void Add(int count, string municipality)
    {
        for (var i = 0; i < count; i++)
            _county.Contact("2026-01-10", municipality: municipality);
    }

    private IReadOnlyList<FigureView> Read(string metric, string query, Dimension? by, bool isByMonth = false)
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
        var measures = new MeasureMetrics(CountyCalendar.Helsinki, clock);
        using var views = new DashboardViews();
        var figures = new ReadShownFigures(measures, new DashboardDays(CountyCalendar.Helsinki, clock), views);
        var filter = figures.ReadFilter(_county.Facts, Names, query.Split('&').Select(field => field.Split('=')).ToDictionary(field => field[0], field => field[1]));
        Assert.IsEmpty(filter.Ignored);
        return figures.Read(_county.Facts, MetricCatalogue.Find(metric)!, filter, by, isByMonth);
    }

    private static string Text(IEnumerable<FigureView> figures, string statistic) => string.Join(" | ", figures.Where(figure => figure.Statistic == statistic).Select(figure =>
        string.Create(CultureInfo.InvariantCulture, $"{figure.By.Municipality ?? "all"}: {figure.State} {figure.Value?.ToString(CultureInfo.InvariantCulture) ?? "–"} {figure.N?.ToString(CultureInfo.InvariantCulture) ?? "–"}")));
}
