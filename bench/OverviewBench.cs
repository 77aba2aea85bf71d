using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Interventions;
using Palveluohjaus.Guidance.Texts;
using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.ControlCharts;
using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Reporting.Facts;
using Palveluohjaus.Reporting.Texts;
using Palveluohjaus.SyntheticCounty;
using Palveluohjaus.Web.Components;

namespace Palveluohjaus.Bench;

/// <summary>
/// The overview built as the first reader after a refresh waits for it, under the usual limits, and how much of it is hidden: key figures, months and municipalities
/// by what the page is limited to. Asked: p95 of 200 ms at the server with 100,000 clients.
/// </summary>
internal static class OverviewBench
{
    private const int Rounds = 5;

    public static async Task<int> RunAsync(string[] sizes)
    {
        var parameters = sizes is [var clients, var years, ..]
            ? new CountyParameters { ClientCount = int.Parse(clients, CultureInfo.InvariantCulture), Years = double.Parse(years, CultureInfo.InvariantCulture) }
            : CountyParameters.Large;
        using var database = new BenchDatabase(sizes is [_, _, var folder] ? folder : null);
        await FactsBench.GenerateAsync(parameters, database);
        await using var guidance = database.Open();
        await using var reporting = database.OpenFacts();
        var reads = new GuidanceReads(guidance);
        await new RefreshFacts(reads, reporting, CountyCalendar.Helsinki, TimeProvider.System).RunAsync(rebuild: false, progress: null, CancellationToken.None);
        var facts = await new LoadFacts(reporting, reads, CountyCalendar.Helsinki).LoadAsync(null, CancellationToken.None);
        Measure(facts, await DashboardNames.ReadAsync(reads, CancellationToken.None));
        return 0;
    }

    private static void Measure(FactSnapshot facts, DashboardNames names)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("fi");
        using var services = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();
        var words = new DashboardWords(services.GetRequiredService<IStringLocalizer<ReportingTexts>>(), CountyCalendar.Helsinki);
        var codes = new CodeNames(services.GetRequiredService<IStringLocalizer<GuidanceTexts>>(), words, InterventionMethods.Shipped);
        var measures = new MeasureMetrics(CountyCalendar.Helsinki, TimeProvider.System);
        var build = new BuildDashboard(measures, words, codes, new ControlFigures(words, new ControlChartRules()), CountyCalendar.Helsinki, new DashboardDays(CountyCalendar.Helsinki, TimeProvider.System));

        var (municipality, unit) = (names.Municipalities.Keys.First(), names.Units.Keys.First());
        string[] usual = ["", $"municipality={municipality}", $"unit={unit}", $"municipality={municipality}&unit={unit}", $"municipality={municipality}&unit={unit}&language=swedish"];
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var query in usual)
                Open(query, facts with { WorkedOut = [] });
        }

        foreach (var query in usual)
        {
            var milliseconds = new List<double>();
            for (var round = 0; round < Rounds; round++)
            {
                var watch = Stopwatch.StartNew();
                Open(query, facts with { WorkedOut = [] });
                milliseconds.Add(watch.Elapsed.TotalMilliseconds);
            }

            Print($"ms, median of {Rounds}, limited to '{query}'", milliseconds.Order().ElementAt(Rounds / 2), "F0");
        }

        PrintHidden("the whole county", [string.Empty]);
        PrintHidden("each municipality", [.. names.Municipalities.Keys.Select(code => $"municipality={code}")]);
        PrintHidden("each unit", [.. names.Units.Keys.Select(code => $"unit={code}")]);

        DashboardView Open(string query, FactSnapshot of) => build.Build(
            DashboardCatalogue.Find("/overview")!,
            of,
            names,
            query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(field => field.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]),
            []);

        void PrintHidden(string what, string[] queries)
        {
            foreach (var period in new[] { "12-months", "this-year", "all" })
            {
                DashboardView[] views = [.. queries.Select(query => Open($"{query}&period={period}", facts))];
                Print($"% of key figures hidden, {what}, {period}", Share(views.SelectMany(view => view.Tiles).Where(tile => tile.State != TileState.NotComputable), tile => tile.State == TileState.Suppressed), "F0");
                Print("  % of key figures with a change from a year earlier", Share(views.SelectMany(view => view.Tiles).Where(tile => tile.State == TileState.Ok), tile => tile.Change is not null), "F0");
                Print("  % of the months' cells hidden", Share(views.SelectMany(view => view.Figures).Where(figure => figure is DashboardLines or ControlFigure).SelectMany(line => line.Table.Rows).SelectMany(row => row.Cells), IsHidden), "F0");
                Print("  % of the municipalities' cells hidden", Share(views.SelectMany(view => view.Figures.Single(figure => figure.Id == "municipalities").Table.Rows).SelectMany(row => row.Cells), IsHidden), "F0");
            }
        }
    }

    private static bool IsHidden(DashboardCell cell) => cell.State == MetricState.Suppressed;

    private static double Share<T>(IEnumerable<T> all, Func<T, bool> isCounted) => all.Select(each => isCounted(each) ? 100d : 0).DefaultIfEmpty(0).Average();

    private static void Print(string what, double value, string format) => Console.WriteLine($"{value.ToString(format, CultureInfo.InvariantCulture),14}  {what}");
}
