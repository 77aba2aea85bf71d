using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Facts;
using Palveluohjaus.Reporting.ImportedFigures;

namespace Palveluohjaus.Reporting.Dashboards.Overview;

/// <summary>The overview's line charts.</summary>
internal sealed class OverviewCharts(DashboardQuestion asked)
{
    private const int MostWeeks = 26;

    private readonly DashboardCharts _charts = new(asked);

    public DashboardLines Contacts()
    {
        var isShort = asked.Filter.To.DayNumber - asked.Filter.From.DayNumber <= MostWeeks * 7;
        var chart = Chart("contacts-over-time", "contacts", isShort && asked.Facts.MayTellWeeks("contacts") ? TimeGrain.Week : TimeGrain.Month, Units.Contacts, 0, hasRows: false, ("count", "main"));
        return _charts.Draw(chart, shown => ContactsFinding(chart, shown)) with { IsWide = true };
    }

    public ControlFigure FirstContactResolution() => _charts.DrawControl(Chart("first-contact-resolution", "first-contact-resolution", TimeGrain.Month, Units.Percent, 1, hasRows: true, ("share-7-days", "main"), ("share-30-days", "mark"))) with { IsWide = true };

    public DashboardLines LeadTime()
    {
        var chart = Chart("lead-time", "lead-time", TimeGrain.Month, Units.Days, 0, hasRows: true, ("p95", "mark"), ("p85", "second"), ("p50", "main"));
        return _charts.Draw(chart, shown => asked.Words["Overview.Finding.lead-time", _charts.Name(chart, shown[^1]), AtMost(chart, shown[^1]["p50"]), AtMost(chart, shown[^1]["p85"]), AtMost(chart, shown[^1]["p95"])]);
    }

    public DashboardLines WorkInProgress()
    {
        var chart = Chart("work-in-progress", "work-in-progress", TimeGrain.Month, Units.Cases, 0, hasRows: false, ("at-end", "main"));
        return _charts.Draw(chart, shown => FirstAndLast(chart, shown));
    }

    public DashboardLines DeadlineAttainment() => ShareTrend.Draw(asked, Chart("deadline-attainment", "deadline-attainment", TimeGrain.Month, Units.Percent, 1, hasRows: true, ("share", "main")), asked.Words["Overview.Tile.deadline-attainment"]);

    /// <summary>As other systems told: of municipalities only, so that under any other limit there is nothing to draw. Null where nobody has entered any.</summary>
    public DashboardLines? EmergencyVisits()
    {
        const string Metric = FigureSeries.EmergencyVisitsId;
        if (asked.Filter.Only.Keys.Any(limit => limit != Dimension.Municipality) || !asked.Facts.Over(Metric, TimeGrain.Month).Any(month => month["per-1000"].State != MetricState.NotComputable))
            return null;
        return _charts.Draw(Chart(Metric, Metric, TimeGrain.Month, Units.VisitsPerThousand, 1, hasRows: true, ("per-1000", "main")));
    }

    private LineChart Chart(string id, string metric, TimeGrain grain, string unit, int digits, bool hasRows, params (string Statistic, string Role)[] lines) => new(
        id,
        metric,
        grain,
        unit,
        digits,
        asked.Words[$"Overview.Chart.{metric}.{grain}"],
        asked.Words[$"Overview.Source.{metric}"],
        [.. lines.Select(line => new ChartLine(line.Statistic, asked.Words[$"Overview.Series.{metric}.{line.Statistic}"], line.Role))],
        hasRows ? asked.Words[$"Overview.Column.N.{metric}"] : null);

    private string ContactsFinding(LineChart chart, IReadOnlyList<PeriodFigures> shown)
    {
        var most = shown.MaxBy(period => period["count"].Value)!;
        var least = shown.MinBy(period => period["count"].Value)!;
        var key = most["count"].Value == least["count"].Value ? "Overview.Finding.Even" : "Overview.Finding.contacts";
        return asked.Words[key, _charts.Name(chart, most), _charts.Write(chart, most["count"]), _charts.Name(chart, least), _charts.Write(chart, least["count"])];
    }

    private string FirstAndLast(LineChart chart, IReadOnlyList<PeriodFigures> shown)
    {
        var (change, places) = _charts.ChangeOf(chart, shown);
        return asked.Words[$"Overview.Finding.{chart.Metric}.{change}", places];
    }

    private string AtMost(LineChart chart, Figure figure) => figure.Value < 1 ? asked.Words["Overview.Finding.UnderDay"] : asked.Words["Overview.Finding.AtMost", _charts.Write(chart, figure)];
}
