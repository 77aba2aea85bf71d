using Palveluohjaus.Guidance.County;
using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Dashboards;

/// <summary>The figures of one view, asked from facts with the filter of the page.</summary>
internal sealed class OverviewFacts(MeasureMetrics measures, CountyCalendar calendar, FactSnapshot facts, OverviewFilter filter, DateTime nowUtc)
{
    public static readonly IReadOnlyList<Metric> KeyMetrics =
        [.. new[] { "contacts", "first-contact-resolution", "lead-time", "deadline-attainment", "work-in-progress", "handoffs-per-case" }.Select(Find)];

    /// <summary>First-contact resolution waits this long to see who comes back.</summary>
    private static readonly TimeSpan ReturnWindow = TimeSpan.FromDays(7);

    private readonly Dictionary<(string Metric, TimeGrain Grain), IReadOnlyList<PeriodFigures>> _periods = [];
    private HashSet<string>? _giveaways;

    public OverviewFilter Filter => filter;

    public DateTime? RefreshedAtUtc => facts.RefreshedAtUtc;

    /// <summary>
    /// Metrics that may not be shown for what the page is limited to, because with the figures of its peers they would tell a small count:
    /// the county less the other municipalities is this one.
    /// </summary>
    public IReadOnlySet<string> Giveaways => _giveaways ??= FindGiveaways();

    /// <summary>What the filter leaves of the period or of another one of the same kind.</summary>
    public Dictionary<(string Metric, string Statistic), MetricValue> Totals(DateOnly from, DateOnly to) => measures
        .Measure(facts, KeyMetrics, new MetricQuery { From = from, To = to, Only = filter.Only })
        .ToDictionary(value => (value.Metric, value.Statistic));

    /// <summary>A metric's statistics, period by period, without what must be hidden.</summary>
    public IReadOnlyList<PeriodFigures> Over(string metric, TimeGrain grain)
    {
        if (_periods.TryGetValue((metric, grain), out var known))
            return known;

        var periods = measures
            .Measure(facts, [Find(metric)], new MetricQuery { From = filter.From, To = filter.To, Grain = grain, Only = filter.Only })
            .Where(value => value.From is not null)
            .GroupBy(value => value.From!.Value)
            .ToList();

        // Open work at one month's end and the next is largely the same work: those counts are no parts of a whole.
        int[] counts = [.. periods.Select(period => Main(period)?.N ?? 0)];
        var states = metric == "work-in-progress" ? new CellState[counts.Length] : SmallCells.Of(counts);
        var isGiveaway = Giveaways.Contains(metric);
        return _periods[(metric, grain)] =
        [
            .. periods.Select((period, index) => new PeriodFigures(
                period.Key,
                IsOver(period.First(), grain),
                period.ToDictionary(value => value.Statistic, value => Figure.Of(value).HiddenIf(isGiveaway || states[index] != CellState.Shown)))),
        ];
    }

    // A line that ends in half a month always seems to fall.
    private bool IsOver(MetricValue value, TimeGrain grain)
    {
        if (value.From is not { } from || value.To is not { } to)
            return false;
        var isWhole = grain == TimeGrain.Week
            ? from.DayOfWeek == DayOfWeek.Monday && to.DayNumber - from.DayNumber == 7
            : from.Day == 1 && to == from.AddMonths(1);
        var waits = value.Metric == "first-contact-resolution" ? ReturnWindow : TimeSpan.Zero;
        return isWhole && calendar.StartOfDayUtc(to) + waits <= nowUtc;
    }

    /// <summary>Metrics side by side over one dimension. The filter's own limit on that dimension does not apply: a table of peers needs the peers.</summary>
    public IReadOnlyList<MetricValue> By(Dimension dimension, params IEnumerable<string> metrics)
    {
        var only = filter.Only.Where(limit => limit.Key != dimension).ToDictionary();
        return [.. measures.Measure(facts, metrics.Select(Find), new MetricQuery { From = filter.From, To = filter.To, By = [dimension], Only = only })];
    }

    private HashSet<string> FindGiveaways()
    {
        var giveaways = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (dimension, code) in filter.Only)
        {
            foreach (var peers in By(dimension, KeyMetrics.Select(metric => metric.Definition.Id)).GroupBy(value => value.Metric))
            {
                var parts = peers.GroupBy(value => value.By.GetValueOrDefault(Codes.Of(dimension)))
                    .Select(group => (Code: group.Key, N: Main(group)?.N ?? 0))
                    .ToList();
                var states = SmallCells.Of([.. parts.Select(part => part.N)]);
                if (parts.FindIndex(part => part.Code == code) is >= 0 and var index && states[index] == CellState.Partner)
                    giveaways.Add(peers.Key);
            }
        }

        return giveaways;
    }

    /// <summary>The statistic that stands for the metric on this page.</summary>
    public static MetricValue? Main(IEnumerable<MetricValue> values)
    {
        MetricValue? first = null;
        foreach (var value in values)
        {
            first ??= value;
            if (value.Statistic == MainStatistic(value.Metric))
                return value;
        }

        return first;
    }

    public static string MainStatistic(string metric) => metric switch
    {
        "first-contact-resolution" => "share-7-days",
        "lead-time" => "p85",
        "deadline-attainment" or "ping-pong" => "share",
        "work-in-progress" => "at-end",
        "handoffs-per-case" => "mean",
        _ => "count",
    };

    public static Metric Find(string id) => MetricCatalogue.Find(id) ?? throw new ArgumentException($"There is no metric {id}.", nameof(id));
}

/// <param name="From">The first day.</param>
/// <param name="IsOver">False when the period is cut by the filter, still goes on, or waits for those who may come back.</param>
/// <param name="Figures">By statistic.</param>
internal sealed record PeriodFigures(DateOnly From, bool IsOver, IReadOnlyDictionary<string, Figure> Figures)
{
    public Figure this[string statistic] => Figures.GetValueOrDefault(statistic, Figure.NotComputable);
}
