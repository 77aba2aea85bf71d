using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Segmentation.Evaluation;
using Palveluohjaus.Web.Components;

namespace Palveluohjaus.Reporting.Dashboards;

/// <param name="Metric">The statistic that stands for it is shown.</param>
/// <param name="Digits">Decimals.</param>
/// <param name="SectionId">The figure on the page that shows what is behind the number.</param>
internal sealed record TileLayout(string Metric, int Digits, string SectionId);

/// <summary>
/// Key figures: the value, its change from a year earlier in words, and its months. A change is called better or worse only where it is more than chance: of a share,
/// where the interval of the difference leaves nought; of other figures, where it is more than the limits of the months leave for as many of them together.
/// </summary>
internal sealed class DashboardTiles(DashboardQuestion question)
{
    /// <summary>Of fewer months one cannot see how much a figure varies.</summary>
    private const int LeastMonths = 6;

    /// <summary>How late the data may begin for the period a year earlier still to count as covered: a quiet start of a new service.</summary>
    private const int QuietDays = 7;

    private const string OpenWork = "work-in-progress";
    private const string AtStart = "at-start";

    private readonly DashboardFacts _asked = question.Facts;
    private readonly DashboardWords _words = question.Words;

    public IReadOnlyList<DashboardTile> Build(IReadOnlyList<TileLayout> layouts)
    {
        var filter = _asked.Filter;
        var metrics = layouts.Select(layout => layout.Metric).ToList();
        var now = _asked.Totals(filter.From, filter.To, metrics);
        var isCovered = filter.Period != DashboardPeriod.All && question.FirstDay <= filter.From.AddYears(-1).AddDays(QuietDays);
        var before = isCovered ? _asked.Totals(filter.From.AddYears(-1), EndOfYearBefore(filter), metrics) : [];
        return [.. layouts.Select(layout => Build(layout, now, before))];
    }

    // Whole months here too: a year ago today lies within one, and its days would be told by subtraction.
    private static DateOnly EndOfYearBefore(DashboardFilter filter)
    {
        var lastDay = filter.LastDay.AddYears(-1);
        return new DateOnly(lastDay.Year, lastDay.Month, 1).AddMonths(1);
    }

    private DashboardTile Build(
        TileLayout layout,
        Dictionary<(string Metric, string Statistic), Figure> now,
        Dictionary<(string Metric, string Statistic), Figure> before)
    {
        var metric = DashboardFacts.Find(layout.Metric).Definition;
        var key = (metric.Id, DashboardFacts.MainStatistic(metric.Id));
        var figure = now.GetValueOrDefault(key, Figure.NotComputable);
        var tile = new DashboardTile
        {
            Metric = metric,
            Title = _words[$"Overview.Tile.{metric.Id}"],
            SectionId = layout.SectionId,
            State = figure.State switch
            {
                MetricState.Ok => TileState.Ok,
                MetricState.Suppressed => TileState.Suppressed,
                _ => TileState.NotComputable,
            },
            Comparison = figure.State == MetricState.Ok ? string.Empty : _words[$"Overview.Missing.{figure.State}"],
        };
        if (figure.Value is not { } shown)
            return tile;

        return Compare(layout, figure, before.GetValueOrDefault(key, Figure.NotComputable), tile) with
        {
            Value = DashboardWords.Number(shown, layout.Digits),
            Unit = _words[$"Overview.Unit.{metric.Id}"],
            HasRows = shown > 0 || !IsCount(metric.Id),
            Trend = Trend(metric.Id),
            Footnote = Footnote(metric.Id, figure, now),
            FootnoteList = metric.Id == OpenWork && OpenAtStart(now) > 0 ? new ListedFigure(OpenWork, AtStart) : null,
        };
    }

    private DashboardTile Compare(TileLayout layout, Figure figure, Figure earlier, DashboardTile tile)
    {
        if (earlier.Value is not { } before || figure.Value is not { } now)
            return tile with { Comparison = _words["Overview.Change.None"] };

        // Of counts the growth is told, of other figures the difference: "3 % more contacts", "4 days shorter".
        var isCount = IsCount(layout.Metric);
        if (isCount && before == 0)
            return tile with { Comparison = _words["Overview.Change.None"] };
        var digits = isCount ? 1 : layout.Digits;
        var difference = Math.Round(isCount ? 100 * ((now / before * DaysBeforePerDay(layout)) - 1) : now - before, digits, MidpointRounding.AwayFromZero);
        if (difference == 0)
            return tile with { Comparison = _words["Overview.Change.Same"] };

        var isUp = difference > 0;
        var unit = isCount ? "Growth" : layout.Metric switch
        {
            "lead-time" or "waiting-time" => "Days",
            "handoffs-per-case" => "Handoffs",
            _ => "Points",
        };
        var isBeyondChance = tile.Metric.Direction == Direction.Neither ? null : unit == "Points" ? DiffersAsShare(figure, earlier) : DiffersAsMonthsDo(layout.Metric, now - before);
        var tone = (tile.Metric.Direction, isBeyondChance) switch
        {
            (Direction.HigherIsBetter, true) => isUp ? ChangeTone.Better : ChangeTone.Worse,
            (Direction.LowerIsBetter, true) => isUp ? ChangeTone.Worse : ChangeTone.Better,
            _ => ChangeTone.Neutral,
        };
        var direction = tone switch
        {
            ChangeTone.Better => "Better",
            ChangeTone.Worse => "Worse",
            _ => isUp ? "More" : "Less",
        };
        var amount = DashboardWords.Number(Math.Abs(difference), digits);
        return tile with
        {
            Change = _words[$"Overview.Change.{direction}", isUp ? "▲" : "▼", _words[$"Overview.Change.{unit}", amount]],
            Comparison = _words[isBeyondChance == false ? "Overview.Change.WithinChance" : "Overview.Change.ThanYearEarlier"],
            Tone = tone,
        };
    }

    private static bool? DiffersAsShare(Figure now, Figure before)
    {
        if (now.N == 0 || before.N == 0)
            return null;
        var difference = Shares.Difference(PartOf(now), now.N, PartOf(before), before.N);
        return difference.Low > 0 || difference.High < 0;

        static int PartOf(Figure share) => (int)Math.Round(share.Value!.Value * share.N / 100);
    }

    /// <summary>Null where there are too few months to tell by.</summary>
    private bool? DiffersAsMonthsDo(string metric, double difference)
    {
        var variation = question.Controls.VariationOf([.. _asked.Over(metric, TimeGrain.Month)], DashboardFacts.MainStatistic(metric), TimeGrain.Month, question.MarksOf(metric));
        return variation is { Limits: { } limits, Counted: >= LeastMonths and var months } ? Math.Abs(difference) > (limits.Upper - limits.Mean) * Math.Sqrt(2.0 / months) : null;
    }

    private static bool IsCount(string metric) => metric is "contacts" or OpenWork or "arrivals" or "throughput";

    // The month that goes on has been whole a year ago; what has come in is compared by the day, what is open is not.
    private double DaysBeforePerDay(TileLayout layout)
    {
        var filter = _asked.Filter;
        return layout.Metric == OpenWork ? 1 : (double)(EndOfYearBefore(filter).DayNumber - filter.From.AddYears(-1).DayNumber) / (filter.To.DayNumber - filter.From.DayNumber);
    }

    // Months that are over and may be shown; a hidden one is passed over.
    private double[] Trend(string metric) =>
    [
        .. _asked.Over(metric, TimeGrain.Month)
            .Where(month => month.IsOver)
            .Select(month => month[DashboardFacts.MainStatistic(metric)].Value)
            .OfType<double>(),
    ];

    private string? Footnote(string metric, Figure figure, Dictionary<(string Metric, string Statistic), Figure> now) => metric switch
    {
        "contacts" => now[("contacts", "anonymous-share")].Value is { } percent ? _words["Overview.N.contacts", DashboardWords.Percent(percent)] : null,
        "arrivals" or "throughput" => null,
        OpenWork => OpenAtStart(now) is { } atStart ? _words["Overview.N.work-in-progress", DashboardWords.Number(atStart)] : null,
        _ => _words[$"Overview.N.{metric}", DashboardWords.Number(figure.N)],
    };

    // Open at the start, and received less closed, are open at the end: of the four, none may tell a hidden one.
    private static double? OpenAtStart(Dictionary<(string Metric, string Statistic), Figure> now)
    {
        (string Metric, string Statistic)[] beside = [("lead-time", "p85"), ("handoffs-per-case", "mean"), ("arrivals", "count"), ("throughput", "count")];
        return Array.Exists(beside, key => now.TryGetValue(key, out var figure) && figure.State == MetricState.Suppressed) ? null : now.GetValueOrDefault((OpenWork, AtStart), Figure.NotComputable).Value;
    }
}
