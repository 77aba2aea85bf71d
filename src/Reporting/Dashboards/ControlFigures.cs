using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.ChartMarks;
using Palveluohjaus.Reporting.ControlCharts;

namespace Palveluohjaus.Reporting.Dashboards;

/// <summary>Draws a statistic over time as a control chart and says what it shows: level, signals, whether a target is met. Only whole periods have a point.</summary>
public sealed class ControlFigures(DashboardWords words, ControlChartRules rules)
{
    private const int MostStretches = 3;

    private static readonly ControlSignals[] InOrder =
    [
        ControlSignals.AboveUpperLimit, ControlSignals.BelowLowerLimit, ControlSignals.RunAbove, ControlSignals.RunBelow,
        ControlSignals.TrendUp, ControlSignals.TrendDown, ControlSignals.NearUpperLimit, ControlSignals.NearLowerLimit,
    ];

    /// <param name="series">What is drawn.</param>
    /// <param name="marks">Those that concern it.</param>
    internal ControlFigure Build(ControlSeries series, IReadOnlyList<ChartMarkContent> marks)
    {
        PeriodFigures[] whole = [.. series.Periods.Where(period => period.IsOver)];
        Figure[] figures = [.. whole.Select(period => period[series.Statistic])];
        var placed = PlaceMarks.Of(marks, [.. whole.Select(period => period.From)], series.Grain);
        var points = PointsOf(figures, placed);

        // A change with nothing on one side of it sets no limits anew; drawn, it would seem to.
        PlacedChange[] changes = [.. placed.Changes.Where(change => points[..change.At].Any(point => point.Counts) && points[change.At..].Any(point => point.Counts))];
        var target = words.TargetOf(series.Metric, series.Statistic, series.Unit);
        LineLevel[] levels = [.. new[] { target }.OfType<LineLevel>(), .. series.Baselines];
        var drawn = new Drawn(series, whole, figures, DrawControlChart.Of(points, changes.Select(change => change.At), series.Metric.Direction, rules), placed with { Changes = changes }, target, levels);
        int[] shown = [.. Enumerable.Range(0, whole.Length).Where(index => points[index].Value is not null)];
        return new ControlFigure
        {
            Id = series.Id,
            Metrics = [series.Metric],
            PlotLabel = shown.Length == 0 ? null : SayMarks.InPlaceOfPlot(words, words["ControlCharts.PlotLabel", series.Title, NameOf(drawn, shown[0]), NameOf(drawn, shown[^1])], drawn.Marks, levels.Select(level => level.Drawn), index => NameOf(drawn, index)),
            Data = Plot(drawn),
            Key = KeyOf(drawn),
            Table = new DashboardTable
            {
                Title = series.Title,
                Finding = string.Join(' ', Finding(drawn, shown)),
                Source = string.Join(" · ", [words["ControlCharts.Source"], .. Ignored(marks, drawn), .. series.Source]),
                Columns = [words[$"Overview.Column.{series.Grain}"], series.ValueName, words["ControlCharts.Mean"], words["ControlCharts.Lower"], words["ControlCharts.Upper"], words["ControlCharts.Signal"], .. series.Columns.Select(column => column.Name)],
                Rows = [.. series.Periods.Select(period => Row(drawn, period)), .. levels.Select(level => Row(series, level))],
            },
        };
    }

    /// <summary>How much a statistic ordinarily varies from one whole period to the next, since the last known change; null where there is no such period.</summary>
    /// <param name="periods">In order.</param>
    /// <param name="statistic">Which.</param>
    /// <param name="grain">How long each period is.</param>
    /// <param name="marks">Those that concern it.</param>
    internal ControlPhase? VariationOf(IReadOnlyList<PeriodFigures> periods, string statistic, TimeGrain grain, IReadOnlyList<ChartMarkContent> marks)
    {
        PeriodFigures[] whole = [.. periods.Where(period => period.IsOver)];
        var placed = PlaceMarks.Of(marks, [.. whole.Select(period => period.From)], grain);
        return DrawControlChart.Of(PointsOf([.. whole.Select(period => period[statistic])], placed), placed.Changes.Select(change => change.At), Direction.Neither, rules).Phases is [.., var latest] ? latest : null;
    }

    private static ControlPoint[] PointsOf(Figure[] figures, PlacedMarks placed) =>
        [.. figures.Select((figure, index) => new ControlPoint(figure.Value, placed.IsExcluded(index)))];

    private ControlPlot Plot(Drawn drawn)
    {
        var series = drawn.Series;
        return new ControlPlot
        {
            Unit = series.Unit switch
            {
                Units.Percent => "%",
                Units.Days => words["Overview.ChartDays"],
                _ => string.Empty,
            },
            Digits = series.Digits,
            Labels = [.. drawn.Whole.Select(period => words.AxisName(period.From, series.Grain))],
            Points = [.. drawn.Figures.Select((figure, index) => new PlottedPoint(figure.Value is { } value ? Math.Round(value, 3) : null, ShapeOf(drawn.Chart, index), ToneOf(drawn.Chart, index), SignalText(drawn, index)))],
            Phases =
            [
                .. drawn.Chart.Phases.Where(phase => phase.Limits is not null).Select(phase =>
                    new PlottedPhase(phase.First, phase.End, Math.Round(phase.Limits!.Mean, 3), Math.Round(drawn.Lower(phase.Limits), 3), Math.Round(drawn.Upper(phase.Limits), 3))),
            ],
            Marks = drawn.Marks,
            Levels = [.. drawn.Levels.Select(level => level.Drawn)],
            Words = new PlotWords(words["ControlCharts.Mean.Short"], words["ControlCharts.Lower.Short"], words["ControlCharts.Upper.Short"]),
        };
    }

    private static string ShapeOf(ControlChart chart, int index) => chart switch
    {
        _ when chart.Points[index].IsExcluded => "excluded",
        _ when chart.Signals[index].HasFlag(ControlSignals.AboveUpperLimit) => "above",
        _ when chart.Signals[index].HasFlag(ControlSignals.BelowLowerLimit) => "below",
        _ when chart.Signals[index] != ControlSignals.None => "run",
        _ => "ordinary",
    };

    private static string ToneOf(ControlChart chart, int index) => chart.Variations[index] switch
    {
        ControlVariation.Common => "plain",
        ControlVariation.Worse => "worse",
        ControlVariation.Better or ControlVariation.Changed => "better",
        _ => throw new ArgumentOutOfRangeException(nameof(index), chart.Variations[index], "Not a variation."),
    };

    private List<ControlKey> KeyOf(Drawn drawn)
    {
        var chart = drawn.Chart;
        return
        [
            .. Enumerable.Range(0, chart.Points.Count).Where(index => chart.Points[index].Value is not null)
                .Select(index => (Shape: ShapeOf(chart, index), Tone: ToneOf(chart, index)))
                .Distinct()
                .OrderBy(key => key.Shape != "ordinary").ThenBy(key => key.Shape == "excluded").ThenBy(key => key.Shape, StringComparer.Ordinal).ThenBy(key => key.Tone, StringComparer.Ordinal)
                .Select(key => new ControlKey(key.Shape, key.Tone, words[(key.Shape, key.Tone) is ("run", "worse") ? "ControlCharts.Key.run.worse" : $"ControlCharts.Key.{key.Shape}"])),
        ];
    }

    private DashboardRow Row(Drawn drawn, PeriodFigures period)
    {
        var (series, index) = (drawn.Series, Array.IndexOf(drawn.Whole, period));
        var limits = index < 0 ? null : drawn.Chart.Phases.First(phase => index >= phase.First && index < phase.End).Limits;
        var isOut = index >= 0 && drawn.Chart.Points[index].IsExcluded;
        return new DashboardRow(
            words.RowName(period, series.Grain),
            [
                words.Cell(period[series.Statistic], series.Unit, series.Digits),
                Limit(limits?.Mean),
                Limit(limits is null ? null : drawn.Lower(limits)),
                Limit(limits is null ? null : drawn.Upper(limits)),
                DashboardCell.Of(Found()),
                .. series.Columns.Select(column => column.CellOf(period)),
            ]);

        string Found()
        {
            var change = index < 0 ? string.Empty : SayMarks.ChangeAt(words, drawn.Marks, index);
            var found = index < 0 || (drawn.Figures[index].Value is null && !isOut) ? "–" : SignalText(drawn, index) is { Length: > 0 } signal ? signal : words["ControlCharts.NoSignal"];
            return change.Length == 0 ? found : found == "–" ? change : $"{found}; {change}";
        }

        DashboardCell Limit(double? value) => value is { } known && !isOut ? new DashboardCell(MetricState.Ok, words.WithUnit(known, series.Unit, drawn.LimitDigits)) { Number = known } : DashboardCell.None;
    }

    private static DashboardRow Row(ControlSeries series, LineLevel level) => new(
        level.Name,
        [level.Cell, DashboardCell.None, DashboardCell.None, DashboardCell.None, DashboardCell.None, .. series.Columns.Select(_ => DashboardCell.None)]);

    private string SignalText(Drawn drawn, int index)
    {
        if (drawn.Chart.Points[index].IsExcluded)
            return SayMarks.ExcludedAt(words, drawn.Marks, index);
        return string.Join(", ", InOrder.Where(signal => IsSaid(drawn.Chart.Signals[index], signal)).Select(signal => words[$"ControlCharts.Signal.{signal}", CountOf(signal), rules.NearLimitWindow]));
    }

    // What is beyond a limit is also near it, and that says nothing more.
    private static bool IsSaid(ControlSignals found, ControlSignals signal) => found.HasFlag(signal) && signal switch
    {
        ControlSignals.NearUpperLimit => !found.HasFlag(ControlSignals.AboveUpperLimit),
        ControlSignals.NearLowerLimit => !found.HasFlag(ControlSignals.BelowLowerLimit),
        _ => true,
    };

    private int CountOf(ControlSignals signal) => signal switch
    {
        ControlSignals.TrendUp or ControlSignals.TrendDown => rules.TrendLength,
        ControlSignals.NearUpperLimit or ControlSignals.NearLowerLimit => rules.NearLimitCount,
        _ => rules.RunLength,
    };

    private IEnumerable<string> Finding(Drawn drawn, int[] shown)
    {
        if (shown.Length == 0)
            return [words[drawn.WhyNothing]];
        // Of the periods that may be told, those with the most events are over-represented: a target met in two of eleven would seem to be met always.
        var hidden = drawn.Figures.Count(figure => figure.State == MetricState.Suppressed);
        if (hidden > shown.Length)
            return [words["Overview.Finding.MostHidden", hidden, hidden + shown.Length], .. LimitsOfShown(drawn), .. Levels(drawn)];
        int[] counted = [.. shown.Where(index => drawn.Chart.Points[index].Counts)];
        string[] gaps = [.. Gaps(drawn, shown)];
        if (counted.Length == 0)
            return [words["ControlCharts.Finding.AllExcluded"], .. Levels(drawn), .. gaps];
        if (counted.Length == 1)
            return [words["ControlCharts.Finding.OnePoint", NameOf(drawn, counted[0]), Write(drawn, drawn.Figures[counted[0]].Value!.Value, drawn.Series.Digits)], .. Levels(drawn), .. gaps];
        if (drawn.Chart.Phases[^1].Limits is not { } limits)
            return [words["ControlCharts.Finding.NoLimits"], .. Signals(drawn), .. Levels(drawn), .. gaps];

        var isEqual = limits.MeanMovingRange == 0 && drawn.Chart.Phases[^1] is var last && counted.Where(index => index >= last.First).Select(index => drawn.Figures[index].Value).Distinct().Count() == 1;
        string[] signals = [.. Signals(drawn)];
        return
        [
            Level(drawn, limits, isEqual),
            .. signals.Length > 0 ? signals : isEqual ? Array.Empty<string>() : [words["ControlCharts.Finding.NoSignals"]],
            .. Assurance(drawn),
            .. Levels(drawn).Skip(drawn.Target is null ? 0 : 1),
            .. drawn.Chart.Phases[^1].IsProvisional ? [words["ControlCharts.Finding.Provisional", drawn.Chart.Phases[^1].Counted, ControlPhase.FirmAt]] : Array.Empty<string>(),
            .. gaps,
        ];
    }

    private string Level(Drawn drawn, ControlLimits limits, bool isEqual)
    {
        var digits = drawn.LimitDigits;
        var mean = Write(drawn, limits.Mean, digits);
        if (drawn.Chart.Phases.Count > 1 && drawn.Chart.Phases[^2].Limits is { } earlier)
        {
            var name = drawn.Marks.Changes[^1].Name;
            return words["ControlCharts.Finding.LevelAfter", mean, Write(drawn, drawn.Lower(limits), digits), Write(drawn, drawn.Upper(limits), digits), name, Write(drawn, earlier.Mean, digits)];
        }

        return isEqual ? words["ControlCharts.Finding.Equal", mean] : words["ControlCharts.Finding.Level", mean, Write(drawn, drawn.Lower(limits), digits), Write(drawn, drawn.Upper(limits), digits)];
    }

    private IEnumerable<string> Signals(Drawn drawn)
    {
        foreach (var signal in InOrder)
        {
            List<(int First, int Last)> stretches = [];
            for (var index = 0; index < drawn.Chart.Signals.Count; index++)
            {
                if (!IsSaid(drawn.Chart.Signals[index], signal))
                    continue;
                if (stretches.Count > 0 && stretches[^1].Last == index - 1)
                    stretches[^1] = (stretches[^1].First, index);
                else
                    stretches.Add((index, index));
            }

            if (stretches.Count == 0)
                continue;

            // The latest matter most.
            var said = string.Join(", ", stretches.TakeLast(MostStretches).Select(stretch => stretch.First == stretch.Last ? NameOf(drawn, stretch.First) : $"{NameOf(drawn, stretch.First)}–{NameOf(drawn, stretch.Last)}"));
            if (stretches.Count > MostStretches)
                said = words["ControlCharts.AndEarlier", said, stretches.Count - MostStretches];
            yield return words[$"ControlCharts.Finding.{signal}", said, CountOf(signal), rules.NearLimitWindow];
        }
    }

    private IEnumerable<string> Assurance(Drawn drawn)
    {
        var assurance = drawn.Chart.AssuranceOf(drawn.Target?.Value, drawn.Series.Metric.Direction);
        if (drawn.Target is { } target)
            yield return assurance == ControlAssurance.NotKnown ? $"{target.Text}." : words[$"ControlCharts.Assurance.{assurance}", target.Written];
    }

    /// <summary>What is drawn beside the points: the target first.</summary>
    private static IEnumerable<string> Levels(Drawn drawn) => drawn.Levels.Select(level => $"{level.Text}.");

    // They are drawn, though of too few to be called the level: whoever hears the chart is told of them as whoever sees it.
    private IEnumerable<string> LimitsOfShown(Drawn drawn)
    {
        if (drawn.Chart.Phases[^1].Limits is { } limits)
            yield return words["ControlCharts.Finding.LimitsOfShown", Write(drawn, limits.Mean, drawn.LimitDigits), Write(drawn, drawn.Lower(limits), drawn.LimitDigits), Write(drawn, drawn.Upper(limits), drawn.LimitDigits)];
    }

    private IEnumerable<string> Gaps(Drawn drawn, int[] shown)
    {
        var between = drawn.Figures[shown[0]..(shown[^1] + 1)].Where(figure => figure.Value is null).ToList();
        var hidden = between.Count(figure => figure.State == MetricState.Suppressed);
        if (hidden > 0)
            yield return words["ControlCharts.Finding.HiddenGaps", hidden];
        if (between.Count > hidden)
            yield return words["ControlCharts.Finding.Gaps", between.Count - hidden];
    }

    /// <summary>Changes that concern the series and yet move no limit; of those before its beginning only the latest, in which all of it lies.</summary>
    private IEnumerable<string> Ignored(IReadOnlyList<ChartMarkContent> marks, Drawn drawn)
    {
        var from = drawn.Series.Periods.Count == 0 ? DateOnly.MaxValue : drawn.Series.Periods[0].From;
        DateOnly[] firstDays = [.. drawn.Whole.Select(period => period.From)];
        var ignored = marks
            .Where(mark => mark.Kind == ChartMarkKind.Change && !PlaceMarks.Of([mark], firstDays, drawn.Series.Grain).Changes.Any(placed => drawn.Marks.Changes.Any(change => change.At == placed.At)))
            .ToList();
        foreach (var mark in ignored.Where(mark => mark.FirstDay <= from).TakeLast(1))
            yield return words["ControlCharts.ChangeBefore", MarkWords.NameOf(mark), DashboardWords.Day(mark.FirstDay)];
        foreach (var mark in ignored.Where(mark => mark.FirstDay > from))
            yield return words["ControlCharts.ChangeIgnored", MarkWords.NameOf(mark), DashboardWords.Day(mark.FirstDay)];
    }

    private string NameOf(Drawn drawn, int index) => words.PeriodName(drawn.Whole[index].From, drawn.Series.Grain);

    private string Write(Drawn drawn, double value, int digits) => words.WithUnit(value, drawn.Series.Unit, digits);

    private sealed record Drawn(ControlSeries Series, PeriodFigures[] Whole, Figure[] Figures, ControlChart Chart, PlacedMarks Marks, LineLevel? Target, IReadOnlyList<LineLevel> Levels)
    {
        /// <summary>A mean of whole numbers is seldom one.</summary>
        public int LimitDigits => Math.Max(1, Series.Digits);

        public double Lower(ControlLimits limits) => Figures.All(figure => figure.Value is null or >= 0) ? Math.Max(0, limits.Lower) : limits.Lower;

        public double Upper(ControlLimits limits) => Series.Unit == Units.Percent ? Math.Min(100, limits.Upper) : limits.Upper;

        public string WhyNothing => PeriodFigures.WhyNothing(Series.Periods, Series.Statistic);
    }
}
