using Palveluohjaus.Reporting.Catalogue;

namespace Palveluohjaus.Reporting.Dashboards.Overview;

/// <summary>The line charts. The line holds whole periods only; the table behind it holds them all and says which still goes on.</summary>
internal sealed class OverviewCharts(DashboardFacts asked, DashboardWords words)
{
    private const int MostWeeks = 26;

    public DashboardLines Contacts()
    {
        var isShort = asked.Filter.To.DayNumber - asked.Filter.From.DayNumber <= MostWeeks * 7;
        var grain = isShort && asked.MayTellWeeks("contacts") ? TimeGrain.Week : TimeGrain.Month;
        var chart = new Chart("contacts-over-time", "contacts", grain, Units.Contacts, 0, [new("count", "main")], HasN: false);
        return Build(chart, ContactsFinding) with { IsWide = true };
    }

    public DashboardLines FirstContactResolution() =>
        Build(new Chart("first-contact-resolution", "first-contact-resolution", TimeGrain.Month, Units.Percent, 1, [new("share-7-days", "main"), new("share-30-days", "mark")], HasN: true), ShareFinding);

    public DashboardLines LeadTime() =>
        Build(new Chart("lead-time", "lead-time", TimeGrain.Month, Units.Days, 0, [new("p95", "mark"), new("p85", "second"), new("p50", "main")], HasN: true), LeadTimeFinding);

    public DashboardLines WorkInProgress() =>
        Build(new Chart("work-in-progress", "work-in-progress", TimeGrain.Month, Units.Cases, 0, [new("at-end", "main")], HasN: false), FirstAndLastFinding);

    public DashboardLines DeadlineAttainment() =>
        Build(new Chart("deadline-attainment", "deadline-attainment", TimeGrain.Month, Units.Percent, 1, [new("share", "main")], HasN: true), ShareFinding);

    private DashboardLines Build(Chart chart, Func<Chart, IReadOnlyList<PeriodFigures>, string> find)
    {
        var periods = asked.Over(chart.Metric, chart.Grain);
        PeriodFigures[] whole = [.. periods.Where(period => period.IsOver)];
        var title = words[$"Overview.Chart.{chart.Metric}.{chart.Grain}"];
        PeriodFigures[] shown = [.. whole.Where(period => period[DashboardFacts.MainStatistic(chart.Metric)].Value is not null)];
        var data = new ChartLines(
            chart.Unit switch
            {
                Units.Percent => "%",
                Units.Days => words["Overview.ChartDays"],
                _ => string.Empty,
            },
            chart.Digits,
            [.. whole.Select(period => chart.Grain == TimeGrain.Week ? words.Week(period.From) : DashboardWords.ShortMonth(period.From))],
            [.. chart.Lines.Select(line => new ChartSeries(
                words[$"Overview.Series.{chart.Metric}.{line.Statistic}"],
                line.Role,
                [.. whole.Select(period => period[line.Statistic].Value is { } value ? Math.Round(value, 3) : (double?)null)]))]);
        return new DashboardLines
        {
            Id = chart.Id,
            Metric = DashboardFacts.Find(chart.Metric).Definition,
            PlotLabel = shown.Length == 0 ? null : words["Overview.PlotLabel", title, Name(shown[0], chart), Name(shown[^1], chart)],
            Data = data,
            Table = new DashboardTable
            {
                Title = title,
                Finding = shown.Length == 0 ? words[WhyNothing(whole, chart)] : find(chart, shown),
                Source = Source(chart, periods),
                Columns = [words[$"Overview.Column.{chart.Grain}"], .. chart.Lines.Select(line => words[$"Overview.Series.{chart.Metric}.{line.Statistic}"]), .. chart.HasN ? [words[$"Overview.Column.N.{chart.Metric}"]] : Array.Empty<string>()],
                Rows = [.. periods.Select(period => Row(chart, period))],
            },
        };
    }

    private static string WhyNothing(PeriodFigures[] whole, Chart chart)
    {
        if (whole.Length == 0)
            return "Overview.Finding.NoWholePeriod";
        return whole.Any(period => chart.Lines.Any(line => period[line.Statistic].State == MetricState.Suppressed))
            ? "Overview.Finding.Hidden"
            : "Overview.Finding.Nothing";
    }

    private DashboardRow Row(Chart chart, PeriodFigures period)
    {
        var name = Name(period, chart);
        var main = period[DashboardFacts.MainStatistic(chart.Metric)];
        return new DashboardRow(
            period.IsOver ? name : words["Overview.GoesOn", name],
            [
                .. chart.Lines.Select(line => words.Cell(period[line.Statistic], chart.Unit, chart.Digits)),
                .. chart.HasN ? [new DashboardCell(main.State == MetricState.Suppressed ? MetricState.Suppressed : MetricState.Ok, main.State == MetricState.Suppressed ? string.Empty : DashboardWords.Number(main.N))] : Array.Empty<DashboardCell>(),
            ]);
    }

    private string Source(Chart chart, IReadOnlyList<PeriodFigures> periods)
    {
        var notes = new List<string> { words[$"Overview.Source.{chart.Metric}"] };
        if (periods.FirstOrDefault(period => !period.IsOver && period.From > asked.Filter.From) is { } open)
            notes.Add(words["Overview.Source.LeftOut", Name(open, chart)]);
        if (periods.Any(period => period.Figures.Values.Any(figure => figure.State == MetricState.Suppressed)))
            notes.Add(words["Overview.Source.Hidden"]);
        if (words.Updated(asked.RefreshedAtUtc) is { } updated)
            notes.Add(updated);
        return string.Join(" · ", notes);
    }

    private string ContactsFinding(Chart chart, IReadOnlyList<PeriodFigures> shown)
    {
        var most = shown.MaxBy(period => period["count"].Value)!;
        var least = shown.MinBy(period => period["count"].Value)!;
        var key = most["count"].Value == least["count"].Value ? "Overview.Finding.Even" : "Overview.Finding.contacts";
        return words[key, Name(most, chart), Write(chart, most["count"]), Name(least, chart), Write(chart, least["count"])];
    }

    private string ShareFinding(Chart chart, IReadOnlyList<PeriodFigures> shown)
    {
        if (shown.Count < 3)
            return FirstAndLastFinding(chart, shown);
        var statistic = DashboardFacts.MainStatistic(chart.Metric);
        var weakest = shown.Where(period => period[statistic].Value is not null).MinBy(period => period[statistic].Value)!;
        return words["Overview.Join", FirstAndLastFinding(chart, shown), words["Overview.Finding.Weakest", Name(weakest, chart), Write(chart, weakest[statistic])]];
    }

    private string FirstAndLastFinding(Chart chart, IReadOnlyList<PeriodFigures> shown)
    {
        var statistic = DashboardFacts.MainStatistic(chart.Metric);
        var (first, last) = (Write(chart, shown[0][statistic]), Write(chart, shown[^1][statistic]));
        var key = shown.Count == 1 ? "One" : first == last ? "Same" : shown[^1][statistic].Value > shown[0][statistic].Value ? "Rose" : "Fell";
        return words[$"Overview.Finding.{chart.Metric}.{key}", Name(shown[^1], chart), last, Name(shown[0], chart), first];
    }

    private string LeadTimeFinding(Chart chart, IReadOnlyList<PeriodFigures> shown) => words[
        "Overview.Finding.lead-time",
        Name(shown[^1], chart),
        AtMost(chart, shown[^1]["p50"]),
        AtMost(chart, shown[^1]["p85"]),
        AtMost(chart, shown[^1]["p95"])];

    // "At most 1 d" says more than "at most 0 d" and is as true.
    private string AtMost(Chart chart, Figure figure) => Write(chart, figure with { Value = Math.Max(1, figure.Value ?? 1) });

    private string Write(Chart chart, Figure figure) =>
        figure.Value is { } value ? words.WithUnit(value, chart.Unit, chart.Digits) : string.Empty;

    private string Name(PeriodFigures period, Chart chart) =>
        chart.Grain == TimeGrain.Week ? words.Week(period.From) : words.Month(period.From);

    private sealed record Chart(string Id, string Metric, TimeGrain Grain, string Unit, int Digits, IReadOnlyList<Line> Lines, bool HasN);

    private sealed record Line(string Statistic, string Role);
}
