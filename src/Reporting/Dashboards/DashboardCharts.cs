using Palveluohjaus.Reporting.Catalogue;

namespace Palveluohjaus.Reporting.Dashboards;

/// <summary>What a line chart shows.</summary>
/// <param name="Id">Unique on the page.</param>
/// <param name="Metric">Whose statistics are drawn.</param>
/// <param name="Grain">A point's length of time.</param>
/// <param name="Unit">One of <see cref="Units"/>.</param>
/// <param name="Digits">Decimals.</param>
/// <param name="Title">In the user's language.</param>
/// <param name="Source">What the figures are of, in the user's language.</param>
/// <param name="Lines">The statistics, and how each is drawn.</param>
/// <param name="RowsColumn">What the column of the number of rows is called; null where that is the figure itself.</param>
internal sealed record LineChart(string Id, string Metric, TimeGrain Grain, string Unit, int Digits, string Title, string Source, IReadOnlyList<ChartLine> Lines, string? RowsColumn)
{
    /// <summary>Whether its sentence counts excluded periods too, as one of everything that came does; else they are left out of it.</summary>
    public bool SaysExcluded { get; init; }
}

/// <param name="Statistic">Of the metric.</param>
/// <param name="Name">In the user's language.</param>
/// <param name="Role"><c>main</c>, <c>second</c> or <c>mark</c>.</param>
/// <param name="OtherMetric">Whose statistic it is, where it is not the chart's own metric's.</param>
internal sealed record ChartLine(string Statistic, string Name, string Role, string? OtherMetric = null)
{
    /// <summary>Tells it from a statistic of the same name of the chart's own metric.</summary>
    public string Key => OtherMetric is null ? Statistic : $"{OtherMetric} {Statistic}";
}

/// <summary>Draws line charts. The line holds whole periods only; the table behind it holds them all and says which still goes on.</summary>
internal sealed class DashboardCharts(DashboardQuestion question)
{
    private readonly DashboardFacts _asked = question.Facts;
    private readonly DashboardWords _words = question.Words;

    /// <param name="chart">What it shows.</param>
    /// <param name="find">What the periods that are drawn and count say, as a sentence; in place of how the main statistic has changed.</param>
    public DashboardLines Draw(LineChart chart, Func<IReadOnlyList<PeriodFigures>, string>? find = null)
    {
        var periods = PeriodsOf(chart);
        PeriodFigures[] whole = [.. periods.Where(period => period.IsOver)];
        PeriodFigures[] shown = [.. whole.Where(period => period[MainOf(chart)].Value is not null)];
        var marks = PlaceMarks.Of(question.MarksOf(chart.Metric), [.. whole.Select(period => period.From)], chart.Grain);
        var (baselines, notes) = new FindBaselines(question).Of(chart, [.. chart.Lines]);
        LineLevel[] levels = [.. chart.Lines.Select(line => TargetOf(chart, line)).OfType<LineLevel>(), .. baselines];
        ChartLevel[] drawn = [.. levels.Select(level => level.Drawn)];
        return new DashboardLines
        {
            Id = chart.Id,
            Metrics = [.. chart.Lines.Select(line => line.OtherMetric).OfType<string>().Prepend(chart.Metric).Distinct().Select(metric => DashboardFacts.Find(metric).Definition)],
            PlotLabel = shown.Length == 0 ? null : SayMarks.InPlaceOfPlot(_words, _words["Overview.PlotLabel", chart.Title, Name(chart, shown[0]), Name(chart, shown[^1])], marks, drawn, index => Name(chart, whole[index])),
            Data = new ChartLines(
                UnitOf(chart),
                chart.Digits,
                [.. whole.Select(period => _words.AxisName(period.From, chart.Grain))],
                [.. chart.Lines.Select(line => new ChartSeries(line.Name, line.Role, [.. whole.Select(period => period[line.Key].Value is { } value ? Math.Round(value, 3) : (double?)null)]))])
            {
                Marks = marks,
                Levels = drawn,
            },
            List = new ListedFigure(chart.Metric, MainOf(chart)),
            Table = new DashboardTable
            {
                Title = chart.Title,
                Finding = shown.Length == 0 ? _words[PeriodFigures.WhyNothing(periods, [.. chart.Lines.Select(line => line.Key)])] : string.Join(' ', [.. Find(chart, whole, marks, find), .. levels.Select(level => $"{level.Text}.")]),
                Source = string.Join(" · ", [.. Source(chart, periods), .. notes]),
                Columns =
                [
                    _words[$"Overview.Column.{chart.Grain}"],
                    .. chart.Lines.Select(line => line.Name),
                    .. chart.RowsColumn is null ? Array.Empty<string>() : [chart.RowsColumn],
                    .. marks.IsEmpty ? Array.Empty<string>() : [_words["Dashboard.Column.Marks"]],
                ],
                Rows = [.. periods.Select(period => Row(chart, period, marks, Array.IndexOf(whole, period))), .. levels.Select(level => Row(chart, level, marks))],
            },
        };
    }

    /// <summary>The same as a control chart of the main statistic; the others stand in the table.</summary>
    public ControlFigure DrawControl(LineChart chart)
    {
        var (periods, main) = (PeriodsOf(chart), chart.Lines.First(line => line.Statistic == MainOf(chart)));
        var (baselines, notes) = new FindBaselines(question).Of(chart, [main]);
        return question.Controls.Build(
            new ControlSeries
            {
                Id = chart.Id,
                Metric = DashboardFacts.Find(chart.Metric).Definition,
                Statistic = main.Statistic,
                Title = chart.Title,
                ValueName = main.Name,
                Unit = chart.Unit,
                Digits = chart.Digits,
                Grain = chart.Grain,
                Periods = periods,
                Columns =
                [
                    .. chart.Lines.Where(line => line != main).Select(line => new ControlColumn(line.Name, period => _words.Cell(period[line.Key], chart.Unit, chart.Digits))),
                    .. chart.RowsColumn is null ? Array.Empty<ControlColumn>() : [new ControlColumn(chart.RowsColumn, period => DashboardWords.CountCell(period[main.Statistic]))],
                ],
                Baselines = baselines,
                Source = [.. Source(chart, periods), .. notes],
            },
            question.MarksOf(chart.Metric)) with { List = new ListedFigure(chart.Metric, main.Statistic) };
    }

    private LineLevel? TargetOf(LineChart chart, ChartLine line)
    {
        var target = _words.TargetOf(DashboardFacts.Find(line.OtherMetric ?? chart.Metric).Definition, line.Statistic, chart.Unit);
        return target is null ? null : target with { Key = line.Key, Name = chart.Lines.Count > 1 ? $"{line.Name}\u00a0· {target.Name}" : target.Name };
    }

    /// <summary>
    /// Of the periods that may be told, those with the most events are over-represented: where most are hidden the rest say nothing of how it went. What happened in an
    /// excluded period says nothing of how things go either, and the reader is told that it is left out.
    /// </summary>
    private IEnumerable<string> Find(LineChart chart, PeriodFigures[] whole, PlacedMarks marks, Func<IReadOnlyList<PeriodFigures>, string>? find)
    {
        int[] shown = [.. Enumerable.Range(0, whole.Length).Where(index => whole[index][MainOf(chart)].Value is not null)];
        int[] counted = [.. shown.Where(index => chart.SaysExcluded || !marks.IsExcluded(index))];
        var hidden = whole.Count(period => period[MainOf(chart)].State == MetricState.Suppressed);
        if (hidden > shown.Length)
        {
            yield return _words["Overview.Finding.MostHidden", hidden, hidden + shown.Length];
            yield break;
        }

        if (counted.Length == 0)
        {
            yield return _words["Dashboard.Finding.AllExcluded"];
            yield break;
        }

        PeriodFigures[] said = [.. counted.Select(index => whole[index])];
        yield return find is null ? HowItChanged(chart, said) : find(said);
        if (counted.Length < shown.Length)
            yield return _words["Dashboard.Finding.LeftOut", string.Join(", ", marks.Bands.Where(band => shown.Any(index => index >= band.First && index <= band.Last)).Select(band => band.Name).Distinct())];
        if (hidden > 0)
            yield return _words["Overview.Finding.SomeHidden", hidden, hidden + shown.Length];
    }

    // Another metric's figures stand beside the chart's own under a name of their own.
    private IReadOnlyList<PeriodFigures> PeriodsOf(LineChart chart)
    {
        var periods = _asked.Over(chart.Metric, chart.Grain);
        foreach (var line in chart.Lines)
        {
            if (line.OtherMetric is not { } other)
                continue;
            var others = _asked.Over(other, chart.Grain).ToDictionary(period => period.From, period => period[line.Statistic]);
            periods = [.. periods.Select(period => period with { Figures = new Dictionary<string, Figure>(period.Figures) { [line.Key] = others.GetValueOrDefault(period.From, Figure.NotComputable) } })];
        }

        return periods;
    }

    /// <summary>"2/2026 46 pv, 3/2025 49 pv."</summary>
    public string HowItChanged(LineChart chart, IReadOnlyList<PeriodFigures> shown)
    {
        var main = chart.Lines.First(line => line.Statistic == MainOf(chart));
        var (change, places) = ChangeOf(chart, shown);
        return _words[$"Dashboard.Finding.{change}", [main.Name, .. places]];
    }

    /// <summary>How the main statistic has changed, and what a sentence about it needs: the last period and its figure, the first and its.</summary>
    public (string Change, object[] Places) ChangeOf(LineChart chart, IReadOnlyList<PeriodFigures> shown)
    {
        var (first, last) = (shown[0][MainOf(chart)], shown[^1][MainOf(chart)]);
        var (before, now) = (Write(chart, first), Write(chart, last));
        var change = shown.Count == 1 ? "One" : before == now ? "Same" : last.Value > first.Value ? "Rose" : "Fell";
        return (change, [Name(chart, shown[^1]), now, Name(chart, shown[0]), before]);
    }

    public string Write(LineChart chart, Figure figure) => figure.Value is { } value ? _words.WithUnit(value, chart.Unit, chart.Digits) : string.Empty;

    public string Name(LineChart chart, PeriodFigures period) => _words.PeriodName(period.From, chart.Grain);

    /// <summary>The statistic that decides what is drawn: the metric's own where the chart has it, else its first.</summary>
    private static string MainOf(LineChart chart)
    {
        var main = DashboardFacts.MainStatistic(chart.Metric);
        return chart.Lines.Any(line => line.Statistic == main) ? main : chart.Lines[0].Statistic;
    }

    private string UnitOf(LineChart chart) => chart.Unit switch
    {
        Units.Percent => "%",
        Units.Days => _words["Overview.ChartDays"],
        _ => string.Empty,
    };

    private DashboardRow Row(LineChart chart, PeriodFigures period, PlacedMarks marks, int index) => new(
        _words.RowName(period, chart.Grain),
        [
            .. chart.Lines.Select(line => _words.Cell(period[line.Key], chart.Unit, chart.Digits)),
            .. chart.RowsColumn is null ? Array.Empty<DashboardCell>() : [DashboardWords.CountCell(period[MainOf(chart)])],
            .. marks.IsEmpty ? Array.Empty<DashboardCell>() : [DashboardCell.Of(index < 0 ? string.Empty : SayMarks.At(_words, marks, index))],
        ]);

    private static DashboardRow Row(LineChart chart, LineLevel level, PlacedMarks marks) => new(
        level.Name,
        [
            .. chart.Lines.Select(line => line.Key == level.Key ? level.Cell : DashboardCell.None),
            .. chart.RowsColumn is null ? Array.Empty<DashboardCell>() : [DashboardCell.None],
            .. marks.IsEmpty ? Array.Empty<DashboardCell>() : [DashboardCell.Of(string.Empty)],
        ]);

    private List<string> Source(LineChart chart, IReadOnlyList<PeriodFigures> periods)
    {
        var notes = new List<string> { chart.Source };
        notes.AddRange(_words.NotDrawn(periods, chart.Grain, _asked.Filter.From));
        if (periods.Any(period => period.Figures.Values.Any(figure => figure.State == MetricState.Suppressed)))
            notes.Add(_words["Overview.Source.Hidden"]);
        if (_words.Updated(_asked.RefreshedAtUtc) is { } updated)
            notes.Add(updated);
        return notes;
    }
}
