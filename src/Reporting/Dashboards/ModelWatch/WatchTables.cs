using Microsoft.Extensions.Localization;
using Palveluohjaus.Guidance.ModelWatch;
using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Texts;
using Palveluohjaus.Web.Components;

namespace Palveluohjaus.Reporting.Dashboards.ModelWatch;

/// <summary>What the weekly watch found, and its runs, as tables. Counts under five are hidden.</summary>
public sealed class WatchTables(ReadModelWatch readWatch, ModelWatchWords words, IStringLocalizer<ReportingTexts> texts) : IReadBeside
{
    public const string Findings = "watch";
    public const string Runs = "watch-runs";

    /// <summary>Half a year of weeks.</summary>
    public const int MostRuns = 26;

    async Task<BesideFigure?> IReadBeside.FindAsync(string id, DashboardFilter filter, CancellationToken cancellationToken) => id switch
    {
        Findings when await readWatch.ReadLatestAsync(cancellationToken) is { } report => new BesideFigure(FindingsOf(report), Days: null),
        Runs when await readWatch.ReadRunsAsync(MostRuns, cancellationToken) is { Count: > 0 } runs => new BesideFigure(RunsOf(runs), Days: null),
        _ => null,
    };

    /// <summary>Each finding with the days and the model it is of: a file has no heading that says them.</summary>
    private DashboardTable FindingsOf(ModelWatchReport report) => new()
    {
        Title = texts["Watch.Title"],
        Finding = string.Empty,
        Source = string.Empty,
        Columns = [texts["Watch.Thing"], texts["Watch.State"], texts["Watch.Found"], texts["Watch.Model"], texts["Overview.Field.from"], texts["Overview.Field.to"]],
        Rows =
        [
            .. report.Findings.Select(finding => new DashboardRow(
                words.Name(finding.Kind),
                [
                    DashboardCell.Of(words.Level(finding.Level)),
                    DashboardCell.Of(words.Describe(finding, report)),
                    DashboardCell.Of(report.Run.Model),
                    DashboardCell.Of(DashboardWords.Day(report.Run.FromDay)),
                    DashboardCell.Of(DashboardWords.Day(report.Run.UntilDay.AddDays(-1))),
                ])),
        ],
    };

    public DashboardTable RunsOf(IReadOnlyList<WatchedRun> runs) => new()
    {
        Title = texts["Watch.Runs"],
        Finding = runs.Count == 1 ? texts["Watch.OneRun"] : texts["Watch.ManyRuns", runs.Count, runs.Count(run => run.Run.Level == WatchLevel.Act)],
        Source = texts["Watch.RunsSource", MostRuns],
        Columns = [texts["Watch.Until"], texts["Watch.Model"], texts["Watch.State"], texts["Watch.Decisions"], texts["Watch.agreement"], texts["Watch.confirming"], texts["Watch.Drift"]],
        Rows =
        [
            .. runs.Select(run => new DashboardRow(
                DashboardWords.Day(run.Run.UntilDay.AddDays(-1)),
                [
                    DashboardCell.Of(run.Run.Model),
                    DashboardCell.Of(words.Level(run.Run.Level)),
                    SmallCells.IsSmall(run.Run.Decisions) ? new DashboardCell(MetricState.Suppressed, string.Empty) : DashboardCell.Of(DashboardWords.Number(run.Run.Decisions)) with { Number = run.Run.Decisions },
                    ShareOf(run.Agreement),
                    ShareOf(run.QuickConfirmations),
                    run.SuggestionDrift?.Value is { } drift ? DashboardCell.Of(DashboardWords.Number(drift, 2)) with { Number = drift } : TooFew,
                ])),
        ],
    };

    private DashboardCell TooFew => DashboardCell.Of(words.Level(WatchLevel.TooFew));

    private DashboardCell ShareOf(ModelWatchFinding? finding) => finding?.Value is { } share ? DashboardCell.Of(Written.Percent(share, 1)) with { Number = 100 * share } : TooFew;
}
