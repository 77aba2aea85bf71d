using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Interventions;
using Palveluohjaus.Guidance.Texts;
using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.ChartMarks;
using Palveluohjaus.Reporting.ControlCharts;
using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Reporting.Facts;
using Palveluohjaus.Reporting.Tests.Catalogue;
using Palveluohjaus.Reporting.Texts;

namespace Palveluohjaus.Reporting.Tests.Dashboards;

/// <summary>Dashboards of a small county as their pages show them.</summary>
internal static class DashboardsAtHand
{
    private static readonly ServiceProvider Services = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();

    public static DashboardNames Names { get; } = new(
        new Dictionary<string, string> { ["231"] = "Kaskinen", ["475"] = "Maalahti", ["905"] = "Vaasa" },
        new Dictionary<string, string> { ["north"] = "Asiakasohjaus pohjoinen", ["south"] = "Etelä", ["west"] = "Länsi" });

    /// <param name="address">As <c>/flow?unit=north</c>.</param>
    /// <param name="county">Whose facts.</param>
    /// <param name="clock">The moment of looking.</param>
    /// <param name="language">The reader's.</param>
    /// <param name="names">Other municipalities and units.</param>
    /// <param name="marks">Excluded periods and known changes.</param>
    public static DashboardView Open(string address, SmallCounty county, TimeProvider clock, string language = "fi-FI", DashboardNames? names = null, IReadOnlyList<ChartMarkContent>? marks = null) =>
        Open(address, county.Facts, clock, language, names, marks);

    public static DashboardView Open(string address, FactSnapshot facts, TimeProvider clock, string language = "fi-FI", DashboardNames? names = null, IReadOnlyList<ChartMarkContent>? marks = null)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        var (words, codes) = Words();
        var controls = new ControlFigures(words, new ControlChartRules());
        var build = new BuildDashboard(new MeasureMetrics(CountyCalendar.Helsinki, clock), words, codes, controls, CountyCalendar.Helsinki, new DashboardDays(CountyCalendar.Helsinki, clock));
        var (path, query) = address.Split('?') is [var before, var after] ? (before, after) : (address, string.Empty);
        var fields = query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(field => field.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        return build.Build(DashboardCatalogue.Find(path)!, facts, names ?? Names, fields, marks ?? []);
    }

    /// <summary>The file of a figure in the language of the page.</summary>
    public static string[] File(this DashboardView view, string id)
    {
        var (words, codes) = Words();
        var file = FiguresAsCsv.Write(view.Table(id), new FileLimits(view.Filter, Names, words.Ignored(view.Filter), codes, words), words, id);
        return Encoding.UTF8.GetString(file.FileContents.Span).Replace('\u00a0', ' ').Split("\r\n");
    }

    private static (DashboardWords Words, CodeNames Codes) Words()
    {
        var words = new DashboardWords(Services.GetRequiredService<IStringLocalizer<ReportingTexts>>(), CountyCalendar.Helsinki);
        return (words, new CodeNames(Services.GetRequiredService<IStringLocalizer<GuidanceTexts>>(), words, InterventionMethods.Shipped));
    }

    public static DashboardTable Table(this DashboardView view, string id) => view.Figures.Single(figure => figure.Id == id).Table;

    /// <summary>A row as a line of text, "–" for what is hidden and "." for what cannot be computed.</summary>
    public static string Write(this DashboardRow row) => string.Join(" | ", row.Cells.Select(cell => cell.State switch
    {
        MetricState.Ok => cell.Text,
        MetricState.Suppressed => "–",
        _ => ".",
    }).Prepend(row.Name)).Replace('\u00a0', ' ');
}
