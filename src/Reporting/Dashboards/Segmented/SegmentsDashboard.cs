using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Dashboards.Comparing;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Dashboards.Segmented;

/// <summary>Segments: how clients divide into them, how their times have changed, who moves from one to another, and what came before and after the decision.</summary>
internal sealed class SegmentsDashboard() : Dashboard("segments")
{
    /// <summary>The quickest cases close first: for so long after the earliest fact, lead times look shorter than they are.</summary>
    private const int DaysUntilSlowOnesClose = 182;

    /// <summary>A half shorter than this has a season of its own.</summary>
    private const int LeastDaysOfHalf = 60;

    private static readonly RowStatistic LeadTime = new("lead-time", "p85", Units.Days, 1, 0.85);
    private static readonly RowStatistic WaitingTime = new("waiting-time", "p85", Units.Days, 1, 0.85);
    private static readonly (string Name, string Unit, int Digits)[] Outcomes = [("handoffs", Units.HandoffsPerCase, 2), ("repeats", Units.Percent, 1), ("lead-time", Units.Days, 1)];
    private static readonly string[] Moments = ["before", "after", "change", "change-compared"];

    internal override DashboardContent Build(DashboardQuestion asked)
    {
        var mixes = new SegmentMixes(asked);
        var halves = HalvesOf(asked);
        var changes = new[] { LeadTime, WaitingTime }.Select(statistic => (Statistic: statistic, Pairs: halves is { } split ? PairsOf(asked, statistic, split) : [])).ToArray();
        var draw = new DrawGaps(asked, changes.Sum(change => change.Pairs.Count(pair => pair.IsComparable)));
        return new DashboardContent(
            [],
            [
                .. changes.SelectMany(change => new DashboardFigure[] { OverTime(asked, change.Statistic), Change(asked, draw, change.Statistic, change.Pairs, halves) }),
                // Where no decision was made in a case, no unit has any.
                .. mixes.By(Dimension.Unit) is { Rows.Count: > 1 } ofUnits ? new[] { mixes.By(Dimension.Municipality), ofUnits } : [mixes.By(Dimension.Municipality) with { IsWide = true }],
                mixes.By(Dimension.LifeStage),
                mixes.By(Dimension.AgeBand),
                Transitions(asked),
                Effect(asked),
            ]);
    }

    /// <summary>A line for each segment.</summary>
    private static DashboardLines OverTime(DashboardQuestion asked, RowStatistic statistic)
    {
        var words = asked.Words;
        var charts = new DashboardCharts(asked);
        var ofSegments = asked.Facts.OverBy(statistic.Metric, TimeGrain.Month, Dimension.Segment).ToDictionary(each => each.Code, each => each.Periods);
        string[] present = [.. Segments.Order.Where(ofSegments.ContainsKey)];
        var months = present.Length == 0 ? [] : ofSegments[present[0]];
        var whole = Enumerable.Range(0, months.Count).Where(month => months[month].IsOver).ToList();
        var isHiding = present.Any(segment => ofSegments[segment].Any(month => month[statistic.Statistic].State == MetricState.Suppressed));
        var drawn = whole.Where(month => present.Any(segment => Of(segment, month).Value is not null)).ToList();
        var marks = PlaceMarks.Of(asked.MarksOf(statistic.Metric), [.. whole.Select(month => months[month].From)], TimeGrain.Month);
        var title = words[$"Segments.{statistic.Metric}.Title"];
        return new DashboardLines
        {
            Id = $"{statistic.Metric}-months",
            Metrics = [DashboardFacts.Find(statistic.Metric).Definition],
            PlotLabel = drawn.Count == 0 ? null : SayMarks.InPlaceOfPlot(words, words["Overview.PlotLabel", title, words.Month(months[drawn[0]].From), words.Month(months[drawn[^1]].From)], marks, [], index => words.Month(months[whole[index]].From)),
            Data = new ChartLines(
                words["Overview.ChartDays"],
                0,
                [.. whole.Select(month => DashboardWords.ShortMonth(months[month].From))],
                [.. present.Select(segment => new ChartSeries(words[$"Overview.Segment.{segment}.Short"], segment.ToLowerInvariant(), [.. whole.Select(month => Of(segment, month).Value is { } value ? Math.Round(value, 3) : (double?)null)]))])
            {
                Marks = marks,
            },
            Table = new DashboardTable
            {
                Title = title,
                Finding = Finding(),
                Source = words.Source(string.Join(" · ", [words[$"Overview.Source.{statistic.Metric}"], .. words.NotDrawn(months, TimeGrain.Month, asked.Filter.From)]), isHiding, asked.Facts.RefreshedAtUtc),
                Columns = [words["Overview.Column.Month"], .. present.Select(Segments.NameOf), .. marks.IsEmpty ? Array.Empty<string>() : [words["Dashboard.Column.Marks"]]],
                Rows = [.. months.Select((month, index) => new DashboardRow(
                    words.RowName(month, TimeGrain.Month),
                    [.. present.Select(segment => words.Cell(Of(segment, index), statistic.Unit, statistic.Digits)), .. marks.IsEmpty ? Array.Empty<DashboardCell>() : [DashboardCell.Of(SayMarks.At(words, marks, whole.IndexOf(index)))]]))],
            },
        };

        Figure Of(string segment, int month) => ofSegments[segment][month][statistic.Statistic];

        string Finding()
        {
            if (drawn.Count == 0)
                return words[PeriodFigures.WhyNothing([.. present.SelectMany(segment => ofSegments[segment])], statistic.Statistic)];
            if (drawn.Where(month => !marks.IsExcluded(whole.IndexOf(month))).ToList() is not [.., var latest])
                return words["Dashboard.Finding.AllExcluded"];
            return words[
                $"Segments.{statistic.Metric}.Latest",
                words.Month(months[latest].From),
                string.Join(", ", present.Where(segment => Of(segment, latest).Value is not null).Select(segment => $"{Segments.NameOf(segment)} {words.WithUnit(Of(segment, latest).Value!.Value, statistic.Unit, 0)}"))];
        }
    }

    /// <summary>The later half of the period beside the earlier, segment by segment.</summary>
    private static DashboardGaps Change(DashboardQuestion asked, DrawGaps draw, RowStatistic statistic, IReadOnlyList<ComparedPair> pairs, (DateOnly From, DateOnly Middle)? halves)
    {
        var words = asked.Words;
        var layout = new GapLayout(
            $"{statistic.Metric}-change",
            statistic,
            words[$"Segments.{statistic.Metric}.Change"],
            halves is { } of ? words["Segments.Change.Source", DashboardWords.Day(of.From), DashboardWords.Day(of.Middle)] : words["Segments.Change.TooShort"],
            [words["Dashboard.By.Segment"], words["Segments.Change.Later"], words["Segments.Change.Earlier"]],
            words["Segments.Change.InSentence"],
            $"Segments.Change.{statistic.Metric}",
            words["Segments.Change.Nothing"]) { IsOfPeriod = false };
        var figure = draw.Draw(layout, pairs, isSorted: false);
        return halves is null ? figure with { Table = figure.Table with { Finding = words["Segments.Change.TooShort"] } } : figure;
    }

    private static IReadOnlyList<ComparedPair> PairsOf(DashboardQuestion asked, RowStatistic statistic, (DateOnly From, DateOnly Middle) halves)
    {
        var later = asked.Facts.Divide(statistic, halves.Middle, asked.Filter.To, Dimension.Segment);
        var earlier = asked.Facts.Divide(statistic, halves.From, halves.Middle, Dimension.Segment);
        return
        [
            .. from segment in Segments.Order
               let number = later.Find(segment)
               where number is not null
               let name = Segments.NameOf(segment)
               select new ComparedPair(name, name, later.Group(number.Value), earlier.Find(segment) is { } before ? earlier.Group(before) : null),
        ];
    }

    /// <summary>Null where the period is too short to have halves.</summary>
    private static (DateOnly From, DateOnly Middle)? HalvesOf(DashboardQuestion asked)
    {
        var settled = asked.FirstDay.AddDays(DaysUntilSlowOnesClose);
        var from = settled > asked.Filter.From ? settled : asked.Filter.From;
        var days = asked.Filter.To.DayNumber - from.DayNumber;
        return days < 2 * LeastDaysOfHalf ? null : (from, from.AddDays(days / 2));
    }

    /// <summary>From which segment to which, of those decided anew.</summary>
    private static DashboardRows Transitions(DashboardQuestion asked)
    {
        var words = asked.Words;
        var cell = asked.Facts.Matrix("segment-transitions", Dimension.Segment, Segments.Order.ToDictionary(segment => $"from-{segment}"));
        var moves = (from source in Segments.Order from target in Segments.Order where source != target select (Source: source, Target: target, Figure: cell(source, target))).ToList();
        var whole = cell(null, null);
        var isHiding = whole.State != MetricState.Ok || (from source in Segments.Order from target in Segments.Order select cell(source, target)).Any(figure => figure.State == MetricState.Suppressed);
        return new DashboardRows
        {
            Id = "transitions",
            Metrics = [DashboardFacts.Find("segment-transitions").Definition],
            Table = new DashboardTable
            {
                Title = words["Segments.Transitions.Title"],
                Finding = Finding(),
                Source = words.Source(words["Segments.Transitions.Source"], isHiding, asked.Facts.RefreshedAtUtc),
                Columns = [words["Segments.Transitions.From"], .. Segments.Order.Select(segment => words["Segments.Transitions.To", Segments.NameOf(segment)]), words["Segments.Transitions.Decided"]],
                Rows = whole.Value == 0 ? [] : [.. Segments.Order.Select(source => new DashboardRow(Segments.NameOf(source), [.. Segments.Order.Select(target => Cell(cell(source, target), cell(source, null))), DashboardWords.CountCell(cell(source, null))]))],
            },
            IsWide = true,
        };

        static DashboardCell Cell(Figure count, Figure ofRow) => count.Value is not { } value
            ? new DashboardCell(count.State, string.Empty)
            : new DashboardCell(MetricState.Ok, ofRow.Value is { } whole and > 0 ? $"{DashboardWords.Number(value)} ({DashboardWords.Percent(100 * value / whole, 0)})" : DashboardWords.Number(value)) { Number = value };

        string Finding()
        {
            if (whole.Value == 0)
                return words["Segments.Transitions.None"];
            var most = moves.Where(move => move.Figure.Value > 0).OrderByDescending(move => move.Figure.Value).FirstOrDefault();
            if (most.Source is null)
                return words[isHiding ? "Overview.Finding.Hidden" : "Segments.Transitions.NobodyMoved"];
            // How many moved in all would tell the hidden ones together.
            return isHiding
                ? words["Segments.Transitions.Most", Segments.NameOf(most.Source), Segments.NameOf(most.Target), DashboardWords.Number(most.Figure.Value!.Value)]
                : words["Segments.Transitions.Moved", DashboardWords.Number(whole.Value!.Value), DashboardWords.Percent(100 * moves.Sum(move => move.Figure.Value ?? 0) / whole.Value.Value, 0), Segments.NameOf(most.Source), Segments.NameOf(most.Target), DashboardWords.Number(most.Figure.Value!.Value)];
        }
    }

    /// <summary>The half-years before and after the first decision, beside those who have none.</summary>
    private static DashboardRows Effect(DashboardQuestion asked)
    {
        var words = asked.Words;
        var figures = asked.Facts.DividedByItself("segment-effect", Dimension.Segment).ToDictionary(part => (part.Code, part.Statistic), part => part.Figure);
        string[] present = [.. Segments.Order.Where(segment => figures.ContainsKey((segment, "handoffs-before")))];
        var isHiding = figures.Values.Any(figure => figure.State == MetricState.Suppressed);
        return new DashboardRows
        {
            Id = "effect",
            Metrics = [DashboardFacts.Find("segment-effect").Definition],
            Table = new DashboardTable
            {
                Title = words["Segments.Effect.Title"],
                Finding = words[present.Length == 0 ? "Segments.Effect.None" : "Segments.Effect.Caveat"],
                Source = words.Source(words["Segments.Effect.Source"], isHiding, asked.Facts.RefreshedAtUtc),
                Columns = [words["Segments.Effect.Row"], .. Moments.Select(moment => words[$"Segments.Effect.{moment}"]), words["Segments.Effect.Cases"]],
                Rows = [.. from outcome in Outcomes from segment in present select RowOf(segment, outcome)],
            },
            IsWide = true,
        };

        DashboardRow RowOf(string segment, (string Name, string Unit, int Digits) outcome)
        {
            var (before, after) = (Of("before"), Of("after"));
            // A change less what it changed from would tell a hidden one.
            var isHidden = before.State == MetricState.Suppressed || after.State == MetricState.Suppressed;
            return new DashboardRow(
                words["Segments.Effect.Of", words[$"Segments.Effect.{outcome.Name}"], Segments.NameOf(segment)],
                [
                    words.Cell(before, outcome.Unit, outcome.Digits),
                    words.Cell(after, outcome.Unit, outcome.Digits),
                    Change(Of("change").HiddenIf(isHidden)),
                    Change(Of("change-compared").HiddenIf(isHidden)),
                    Counts(before, after),
                ]);

            Figure Of(string moment) => figures.GetValueOrDefault((segment, $"{outcome.Name}-{moment}"), Figure.NotComputable);

            DashboardCell Change(Figure figure) => figure.Value is { } value
                ? new DashboardCell(MetricState.Ok, words.Change(value, outcome.Unit, outcome.Digits)) { Number = value }
                : new DashboardCell(figure.State, string.Empty);

            static DashboardCell Counts(Figure before, Figure after) => before.State == MetricState.Suppressed || after.State == MetricState.Suppressed
                ? new DashboardCell(MetricState.Suppressed, string.Empty)
                : DashboardCell.Of($"{DashboardWords.Number(before.N)} / {DashboardWords.Number(after.N)}");
        }
    }
}
