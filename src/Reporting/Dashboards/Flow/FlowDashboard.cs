using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Dashboards.Flow;

/// <summary>Flow and queues: what comes and what is closed, how much is open and how old it is, how long clients wait, and whether the records hold together.</summary>
internal sealed class FlowDashboard() : Dashboard("flow")
{
    /// <summary>A gap in Little's law beyond this, in per cent, says that closings or cases are not recorded.</summary>
    public const double LargeGap = 25;

    /// <summary>A year of points, and the weeks at its ends that are cut off.</summary>
    private const int MostWeeks = 54;

    private static readonly string[] AgeBuckets = ["0-50", "50-80", "80-100", "over-100", "no-deadline"];

    private static readonly TileLayout[] Tiles =
    [
        new("arrivals", 0, "arrivals-and-closed"),
        new("throughput", 0, "arrivals-and-closed"),
        new("work-in-progress", 0, "work-in-progress"),
        new("waiting-time", 0, "waiting-time"),
        new("lead-time", 0, "lead-time"),
        new("deadline-attainment", 1, "deadline-attainment"),
    ];

    internal override DashboardContent Build(DashboardQuestion asked) => new(
        new DashboardTiles(asked).Build(Tiles),
        [
            ArrivalsAndClosed(asked),
            Arrivals(asked),
            WaitingTime(asked),
            LeadTime(asked),
            WorkInProgress(asked),
            LittlesLaw(asked),
            Deadlines(asked),
            QueueAge(asked),
            Units(asked),
        ]);

    private static DashboardLines ArrivalsAndClosed(DashboardQuestion asked)
    {
        var words = asked.Words;
        var charts = new DashboardCharts(asked);
        var chart = new LineChart(
            "arrivals-and-closed",
            "arrivals",
            TimeGrain.Month,
            Catalogue.Units.Cases,
            0,
            words["Flow.Arrivals.Title"],
            words["Flow.Arrivals.Source"],
            [new("count", words["Flow.Arrived"], "main"), new("count", words["Flow.Closed"], "second", "throughput")],
            null) { SaysExcluded = true };
        return charts.Draw(chart, shown =>
        {
            // As on the tiles, with the month that goes on. What is hidden there is not told here.
            var totals = asked.Facts.Totals(asked.Filter.From, asked.Filter.To, "arrivals", "throughput");
            if (totals.GetValueOrDefault(("arrivals", "count"))?.Value is not { } arrived || totals.GetValueOrDefault(("throughput", "count"))?.Value is not { } closed)
                return charts.HowItChanged(chart, shown);
            var goesOn = asked.Filter.To.Day == 1 ? string.Empty : words["Flow.Arrivals.GoesOn"];
            return words[arrived > closed ? "Flow.Arrivals.More" : "Flow.Arrivals.Less", DashboardWords.Number(arrived), DashboardWords.Number(closed), DashboardWords.Number(Math.Abs(arrived - closed)), goesOn];
        }) with { IsWide = true };
    }

    /// <summary>Whether more or fewer come than usual: by the week where weeks may be told and there are not too many of them.</summary>
    private static ControlFigure Arrivals(DashboardQuestion asked)
    {
        var words = asked.Words;
        var isShort = asked.Filter.To.DayNumber - asked.Filter.From.DayNumber <= MostWeeks * 7;
        var grain = isShort && asked.Facts.MayTellWeeks("arrivals") ? TimeGrain.Week : TimeGrain.Month;
        return new DashboardCharts(asked).DrawControl(new LineChart("arrivals", "arrivals", grain, Catalogue.Units.Cases, 0, words[$"Flow.ArrivalsControl.{grain}"], words["Flow.ArrivalsControl.Source"], [new("count", words["Flow.Arrived"], "main")], null)) with { IsWide = true };
    }

    private static DashboardLines WorkInProgress(DashboardQuestion asked) => Draw(asked, "work-in-progress", Catalogue.Units.Cases, 0, null, ("at-end", "main"));

    private static DashboardLines WaitingTime(DashboardQuestion asked) => Draw(asked, "waiting-time", Catalogue.Units.Days, 1, "Flow.Column.Begun", ("p85", "second"), ("p50", "main"));

    private static DashboardLines LeadTime(DashboardQuestion asked) => Draw(asked, "lead-time", Catalogue.Units.Days, 0, "Overview.Column.N.lead-time", ("p95", "mark"), ("p85", "second"), ("p50", "main"));

    private static ControlFigure Deadlines(DashboardQuestion asked) =>
        new DashboardCharts(asked).DrawControl(Chart(asked, "deadline-attainment", Catalogue.Units.Percent, 1, "Overview.Column.N.deadline-attainment", ("share", "main"))) with { IsWide = true };

    private static DashboardLines Draw(DashboardQuestion asked, string metric, string unit, int digits, string? rows, params (string Statistic, string Role)[] lines) =>
        new DashboardCharts(asked).Draw(Chart(asked, metric, unit, digits, rows, lines));

    private static LineChart Chart(DashboardQuestion asked, string metric, string unit, int digits, string? rows, params (string Statistic, string Role)[] lines)
    {
        var words = asked.Words;
        return new LineChart(
            metric,
            metric,
            TimeGrain.Month,
            unit,
            digits,
            words[$"Overview.Chart.{metric}.Month"],
            words[$"Overview.Source.{metric}"],
            [.. lines.Select(line => new ChartLine(line.Statistic, words[$"Overview.Series.{metric}.{line.Statistic}"], line.Role))],
            rows is null ? null : words[rows]);
    }

    /// <summary>Open cases by how much of their time is used, unit by unit.</summary>
    private static DashboardBars QueueAge(DashboardQuestion asked)
    {
        var words = asked.Words;
        TableColumn[] columns = [.. AgeBuckets.Select(bucket => new TableColumn("queue-age", bucket, Catalogue.Units.Cases, 0, words[$"Flow.Age.{bucket}"]))];
        var tables = new DashboardTables(asked);
        var parts = tables.Parts(Dimension.Unit, columns);
        const int Late = 3;
        var most = parts.Max(part => part.Figures[Late].Value) is { } highest and > 0 ? highest : 1;
        var worst = parts.Where(part => part.Figures[Late].Value > 0).MaxBy(part => part.Figures[Late].Value);
        return new DashboardBars
        {
            Id = "queue-age",
            Metrics = [DashboardFacts.Find("queue-age").Definition],
            Table = tables.Table(
                parts,
                Dimension.Unit,
                columns,
                words["Flow.Age.Title"],
                worst is null ? words["Flow.Age.NoneLate"] : words["Flow.Age.MostLate", worst.Name, DashboardWords.Number(worst.Figures[Late].Value ?? 0)],
                words["Flow.Age.Source", DashboardWords.Day(asked.Filter.LastDay)]),
            Column = Late,
            Bars = [.. parts.Select(part => part.Figures[Late].Value is { } late ? new DashboardBar(late / most, Remark: part == worst ? words["Flow.Age.Remark"] : null) : null)],
            IsWide = true,
        };
    }

    /// <summary>Where what is open, closed and how long it took do not fit together, something is not recorded.</summary>
    private static DashboardBars LittlesLaw(DashboardQuestion asked)
    {
        var words = asked.Words;
        TableColumn[] columns =
        [
            new("littles-law-gap", "mean-open", Catalogue.Units.Cases, 1, words["Flow.Little.MeanOpen"]),
            new("littles-law-gap", "gap", Catalogue.Units.Percent, 0, words["Flow.Little.Gap"]),
        ];
        var tables = new DashboardTables(asked);
        var parts = tables.Parts(Dimension.Unit, columns);
        var large = parts.Where(part => Math.Abs(part.Figures[1].Value ?? 0) > LargeGap).OrderByDescending(part => Math.Abs(part.Figures[1].Value ?? 0)).ToList();
        return new DashboardBars
        {
            Id = "littles-law",
            Metrics = [DashboardFacts.Find("littles-law-gap").Definition],
            Table = tables.Table(
                parts,
                Dimension.Unit,
                columns,
                words["Flow.Little.Title"],
                large.Count == 0 ? words["Flow.Little.Fits", DashboardWords.Percent(LargeGap, 0)] : words[large[0].Figures[1].Value < 0 ? "Flow.Little.Below" : "Flow.Little.Large", large[0].Name, DashboardWords.Percent(large[0].Figures[1].Value ?? 0, 0)],
                words["Flow.Little.Source"]),
            Column = 1,
            Bars = [.. parts.Select(part => part.Figures[1].Value is { } gap ? new DashboardBar(Math.Abs(gap) / 100, Goal: LargeGap / 100, Remark: large.Contains(part) ? words[gap < 0 ? "Flow.Little.RemarkBelow" : "Flow.Little.Remark"] : null) : null)],
            Key = words["Flow.Little.Key", DashboardWords.Percent(LargeGap, 0)],
        };
    }

    private static DashboardRows Units(DashboardQuestion asked)
    {
        var words = asked.Words;
        TableColumn[] columns =
        [
            new("arrivals", "count", Catalogue.Units.Cases, 0, words["Flow.Arrived"]),
            new("throughput", "count", Catalogue.Units.Cases, 0, words["Flow.Closed"]),
            new("work-in-progress", "at-end", Catalogue.Units.Cases, 0, words["Overview.Column.work-in-progress"]),
            new("waiting-time", "p85", Catalogue.Units.Days, 1, words["Flow.Column.Waiting"]),
            new("lead-time", "p85", Catalogue.Units.Days, 0, words["Overview.Column.lead-time"]),
            new("deadline-attainment", "share", Catalogue.Units.Percent, 1, words["Overview.Column.deadline-attainment"]),
        ];
        var tables = new DashboardTables(asked);
        var parts = tables.Parts(Dimension.Unit, columns);
        var slowest = parts.Where(part => part.Figures[4].N >= Peers.LeastRows).MaxBy(part => part.Figures[4].Value);
        return new DashboardRows
        {
            Id = "units",
            Metrics = [.. columns.Select(column => DashboardFacts.Find(column.Metric).Definition)],
            Table = tables.Table(
                parts,
                Dimension.Unit,
                columns,
                words["Flow.Units.Title"],
                slowest?.Figures[4].Value is { } days ? words["Flow.Units.Slowest", slowest.Name, words.WithUnit(days, Catalogue.Units.Days, 0)] : words["Overview.Finding.Nothing"],
                words["Flow.Units.Source"]),
            IsWide = true,
        };
    }
}
