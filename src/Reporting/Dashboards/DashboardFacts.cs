using Palveluohjaus.Guidance.County;
using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Dashboards;

/// <summary>The figures of one view, asked from facts with the filter of the page.</summary>
internal sealed class DashboardFacts(MeasureMetrics measures, CountyCalendar calendar, FactSnapshot facts, DashboardFilter filter, DateTime nowUtc)
{
    public static readonly IReadOnlyList<Metric> KeyMetrics =
        [.. new[] { "contacts", "first-contact-resolution", "lead-time", "deadline-attainment", "work-in-progress", "handoffs-per-case" }.Select(Find)];

    /// <summary>First-contact resolution waits this long to see who comes back.</summary>
    private static readonly TimeSpan ReturnWindow = TimeSpan.FromDays(7);

    private readonly Dictionary<(string Metric, TimeGrain Grain), IReadOnlyList<PeriodFigures>> _periods = [];
    private readonly Dictionary<TimeGrain, Disclosure> _disclosures = [];

    public DashboardFilter Filter => filter;

    public DateTime? RefreshedAtUtc => facts.RefreshedAtUtc;

    /// <summary>What the filter leaves of the period or of another one of the same kind, without what must be hidden.</summary>
    public Dictionary<(string Metric, string Statistic), Figure> Totals(DateOnly from, DateOnly to)
    {
        var query = new MetricQuery { From = from, To = to, Only = filter.Only };
        var disclosure = Disclose(KeyMetrics, query);
        return measures.Measure(facts, KeyMetrics, query).ToDictionary(value => (value.Metric, value.Statistic), disclosure.Show);
    }

    /// <summary>A metric's statistics, period by period, without what must be hidden.</summary>
    public IReadOnlyList<PeriodFigures> Over(string metric, TimeGrain grain)
    {
        if (_periods.TryGetValue((metric, grain), out var known))
            return known;

        var query = new MetricQuery { From = filter.From, To = filter.To, Grain = grain, Only = filter.Only };
        if (!_disclosures.TryGetValue(grain, out var disclosure))
            _disclosures.Add(grain, disclosure = Disclose(KeyMetrics, query));
        return _periods[(metric, grain)] =
        [
            .. measures.Measure(facts, [Find(metric)], query)
                .Where(value => value.From is not null)
                .GroupBy(value => value.From!.Value)
                .Select(period => new PeriodFigures(
                    period.Key,
                    IsOver(period.First(), grain),
                    grain == TimeGrain.Week ? period.Where(value => value.Statistic == MainStatistic(metric)).ToDictionary(value => value.Statistic, Figure.Of) : FiguresOf(period, disclosure))),
        ];
    }

    /// <summary>
    /// Whether a metric's main statistic may be told week by week. Weeks lie across months, and what they have in common a reader gets by subtraction: so only
    /// where every month may be told, and no piece of a week that a month's end cuts off is small. Of peers nobody has looked at the weeks.
    /// </summary>
    public bool MayTellWeeks(string metric)
    {
        if (filter.Only.Count > 0 || MetricLattices.Of(measures, facts, Find(metric), [])?.Find(MainStatistic(metric))?.Figure is not { } lattice || !lattice.TellsEveryMonth(filter.From, filter.To))
            return false;
        var days = new SortedSet<DateOnly>(lattice.KeptBetween(filter.From, filter.To)) { filter.From, filter.To };
        for (var day = filter.From; day < filter.To; day = day.AddDays(1))
        {
            if (day.DayOfWeek == DayOfWeek.Monday)
                days.Add(day);
        }

        return measures.CountPieces(facts, Find(metric), [], [.. days])!.Pieces
            .Where(piece => piece.Measurement.Statistic == MainStatistic(metric))
            .All(piece => !SmallCells.IsSmall(piece.Measurement.N) && !piece.Measurement.Tells.Any(SmallCells.IsSmall));
    }

    // Where the statistic that stands for the metric is hidden, the others would say what it is about.
    private static Dictionary<string, Figure> FiguresOf(IEnumerable<MetricValue> period, Disclosure disclosure)
    {
        var isHidden = Main(period) is { } main && disclosure.Show(main).State == MetricState.Suppressed;
        return period.ToDictionary(value => value.Statistic, value => disclosure.Show(value).HiddenIf(isHidden));
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

    /// <summary>Metrics side by side over one dimension, and what of them may be shown. The filter's own limit on that dimension does not apply: a table of peers needs the peers.</summary>
    public (IReadOnlyList<MetricValue> Values, Disclosure Disclosure) By(Dimension dimension, params IEnumerable<string> metrics)
    {
        var found = metrics.Select(Find).ToList();
        var query = new MetricQuery { From = filter.From, To = filter.To, By = [dimension], Only = filter.Only.Where(limit => limit.Key != dimension).ToDictionary() };
        return ([.. measures.Measure(facts, found, query)], Disclose(found, query));
    }

    private Disclosure Disclose(IEnumerable<Metric> metrics, MetricQuery query) => new(measures, facts, metrics, query);

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
