using Palveluohjaus.Guidance.County;
using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Dashboards;

/// <summary>The figures of one view, asked from facts with the filter of the page.</summary>
internal sealed class DashboardFacts(MeasureMetrics measures, CountyCalendar calendar, FactSnapshot facts, DashboardFilter filter, DateTime nowUtc)
{
    /// <summary>First-contact resolution waits this long to see who comes back.</summary>
    private static readonly TimeSpan ReturnWindow = TimeSpan.FromDays(7);

    private readonly Dictionary<(string Metric, TimeGrain Grain), IReadOnlyList<PeriodFigures>> _periods = [];

    public DashboardFilter Filter => filter;

    public DateTime? RefreshedAtUtc => facts.RefreshedAtUtc;

    /// <summary>What the filter leaves of a period, without what must be hidden. Figures that a metric divides by itself, as a mix, are not among them.</summary>
    public Dictionary<(string Metric, string Statistic), Figure> Totals(DateOnly from, DateOnly to, params IEnumerable<string> metrics)
    {
        var (values, disclosure) = Ask(new MetricQuery { From = from, To = to, Only = filter.Only }, metrics);
        return values.Where(value => value.By.Count == 0).ToDictionary(value => (value.Metric, value.Statistic), disclosure.Show);
    }

    /// <summary>A metric's statistics, period by period, without what must be hidden.</summary>
    public IReadOnlyList<PeriodFigures> Over(string metric, TimeGrain grain)
    {
        if (_periods.TryGetValue((metric, grain), out var known))
            return known;

        var query = new MetricQuery { From = filter.From, To = filter.To, Grain = grain, Only = filter.Only };
        var (values, disclosure) = Ask(query, metric);
        return _periods[(metric, grain)] = PeriodsOf(values, grain, disclosure);
    }

    /// <summary>The same for each code of a dimension, as it stands in the facts; the filter's own limit on that dimension does not apply.</summary>
    public IReadOnlyList<(string Code, IReadOnlyList<PeriodFigures> Periods)> OverBy(string metric, TimeGrain grain, Dimension by)
    {
        var (values, disclosure) = Ask(new MetricQuery { From = filter.From, To = filter.To, Grain = grain, By = [by], Only = Others(by) }, metric);
        return [.. values.Where(value => value.From is not null).GroupBy(value => value.By.GetValueOrDefault(Codes.Of(by), MetricValue.NotKnown)).Select(group => (group.Key, PeriodsOf(group, grain, disclosure)))];
    }

    private IReadOnlyList<PeriodFigures> PeriodsOf(IEnumerable<MetricValue> values, TimeGrain grain, Disclosure disclosure) =>
    [
        .. values
            .Where(value => value.From is not null)
            .GroupBy(value => value.From!.Value)
            .Select(period => new PeriodFigures(
                period.Key,
                IsOver(period.First(), grain),
                grain == TimeGrain.Week ? period.Where(value => value.Statistic == MainStatistic(value.Metric)).ToDictionary(value => value.Statistic, Figure.Of) : FiguresOf(period, disclosure))),
    ];

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
    public (IReadOnlyList<MetricValue> Values, Disclosure Disclosure) By(Dimension dimension, params IEnumerable<string> metrics) =>
        Ask(new MetricQuery { From = filter.From, To = filter.To, By = [dimension], Only = Others(dimension) }, metrics);

    /// <summary>
    /// The counts of a metric that divides its rows by itself, as the channels of the channel mix. Its parts add up to a whole that pages show, so a small part
    /// takes another with it, and under a filter what the same part of the filter's other codes would tell by subtraction.
    /// </summary>
    /// <param name="metric">Whose own division.</param>
    /// <param name="division">By which dimension; the filter's own limit on it does not apply.</param>
    /// <param name="statistic">A count.</param>
    public IReadOnlyList<(string Code, Figure Count)> Mix(string metric, Dimension division, string statistic = "count")
    {
        var query = new MetricQuery { From = filter.From, To = filter.To, Only = Others(division) };
        Dimension[] limits = [.. query.Only.Keys.Order()];
        var parts = Codes.Of(division);
        var all = PartsOf(query with { By = limits, Only = new Dictionary<Dimension, string>() });
        LatticeAxis[] axes =
        [
            .. limits.Select(limit => new LatticeAxis(all.Select(value => value.By[Codes.Of(limit)]).Append(query.Only[limit]), AxisKind.Parts)),
            new LatticeAxis(all.Select(value => value.By[parts]), AxisKind.Parts),
        ];
        var lattice = new CellLattice(axes, [.. all.Select(value => ((IReadOnlyList<string>)[.. limits.Select(limit => value.By[Codes.Of(limit)]), value.By[parts]], (IReadOnlyList<int>)[value.N ?? 0]))]);
        return [.. PartsOf(query).Select(value => (value.By[parts], Figure.Of(value).HiddenIf(lattice.StateOf([.. limits.Select(limit => query.Only[limit]), value.By[parts]]) != CellState.Shown)))];

        List<MetricValue> PartsOf(MetricQuery asked) =>
            [.. measures.Measure(facts, [Find(metric)], asked).Where(value => value.Statistic == statistic && value.By.ContainsKey(parts))];
    }

    private Dictionary<Dimension, string> Others(Dimension dimension) => filter.Only.Where(limit => limit.Key != dimension).ToDictionary();

    private (IReadOnlyList<MetricValue> Values, Disclosure Disclosure) Ask(MetricQuery query, params IEnumerable<string> metrics)
    {
        var found = metrics.Select(Find).ToList();
        return ([.. measures.Measure(facts, found, query)], new Disclosure(measures, facts, found, query));
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

    public static string MainStatistic(string metric) => Find(metric).Definition.MainStatistic ?? throw new ArgumentException($"No figure stands for {metric}.", nameof(metric));

    public static Metric Find(string id) => MetricCatalogue.Find(id) ?? throw new ArgumentException($"There is no metric {id}.", nameof(id));
}

/// <param name="From">The first day.</param>
/// <param name="IsOver">False when the period is cut by the filter, still goes on, or waits for those who may come back.</param>
/// <param name="Figures">By statistic.</param>
internal sealed record PeriodFigures(DateOnly From, bool IsOver, IReadOnlyDictionary<string, Figure> Figures)
{
    public Figure this[string statistic] => Figures.GetValueOrDefault(statistic, Figure.NotComputable);
}
