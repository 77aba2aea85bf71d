using Palveluohjaus.Guidance.County;
using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Dashboards.Comparing;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Dashboards;

/// <summary>The figures of one view, asked from facts with the filter of the page.</summary>
internal sealed class DashboardFacts(MeasureMetrics measures, CountyCalendar calendar, FactSnapshot facts, DashboardFilter filter, DateTime nowUtc)
{
    /// <summary>First-contact resolution waits this long to see who comes back.</summary>
    private static readonly TimeSpan ReturnWindow = TimeSpan.FromDays(7);

    /// <summary>A period is not whole when more than one part of so many had passed before the first record.</summary>
    private const int LateBeginning = 10;

    private readonly Dictionary<(string Metric, TimeGrain Grain), IReadOnlyList<PeriodFigures>> _periods = [];
    private readonly Dictionary<(string Metric, DateOnly From, DateOnly To), MeasuredRows> _rows = [];

    private readonly MeasuredOnce _measured = new(measures, facts, filter.Period != DashboardPeriod.Own);

    public DashboardFilter Filter => filter;

    public DateTime? RefreshedAtUtc => facts.RefreshedAtUtc;

    /// <summary>What was entered from other systems, whatever the filter.</summary>
    public Facts.FigureTable Figures => facts.Figures;

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

    // Before the county's records begin there is nothing to count, and that is not nought.
    private IReadOnlyList<PeriodFigures> PeriodsOf(IEnumerable<MetricValue> values, TimeGrain grain, Disclosure disclosure) =>
    [
        .. values
            .Where(value => value.From is not null && !IsBeforeRecords(value))
            .GroupBy(value => value.From!.Value)
            .Select(period => new PeriodFigures(
                period.Key,
                IsOver(period.First(), grain),
                grain == TimeGrain.Week ? period.Where(value => value.Statistic == MainStatistic(value.Metric)).ToDictionary(value => value.Statistic, Figure.Of) : disclosure.ShowTogether([.. period]).ToDictionary(shown => shown.Value.Statistic, shown => shown.Figure))
            {
                RecordsBegin = BeginsLate(period.First()) ? calendar.DayOf(new DateTime(FirstRecordOf(period.First().Metric), DateTimeKind.Utc)) : null,
            }),
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

        return !measures.CountPieces(facts, Find(metric), [], [.. days])!.ByStatistic.TryGetValue(MainStatistic(metric), out var pieces)
            || pieces.All(piece => !piece.Counts.ToArray().Any(SmallCells.IsSmall));
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
        return isWhole && calendar.StartOfDayUtc(to) + waits <= nowUtc && !BeginsLate(value);
    }

    private bool IsBeforeRecords(MetricValue value) => value.To is { } to && FirstRecordOf(value.Metric) >= calendar.StartOfDayUtc(to).Ticks;

    // Nor may a line begin in half a month. A month whose first days are a weekend is whole.
    private bool BeginsLate(MetricValue value)
    {
        if (value.From is not { } from || value.To is not { } to)
            return false;
        var (start, end) = (calendar.StartOfDayUtc(from).Ticks, calendar.StartOfDayUtc(to).Ticks);
        return FirstRecordOf(value.Metric) > start + ((end - start) / LateBeginning);
    }

    /// <summary>When the county's records begin, as far as a metric is concerned: feedback may be older than the first case. What was entered from other systems is of any time.</summary>
    private long FirstRecordOf(string id)
    {
        var metric = Find(id);
        var table = metric.TableOf(facts);
        return table == facts.Figures ? long.MinValue : Math.Min(facts.EarliestAt, metric.InstantsOf(facts)?.First(table) ?? FactTable.Never);
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
    public IReadOnlyList<(string Code, Figure Count)> Mix(string metric, Dimension division, string statistic = "count") =>
        [.. DividedByItself(metric, division).Where(part => part.Statistic == statistic).Select(part => (part.Code, part.Figure))];

    /// <summary>All statistics of a metric that divides its rows by itself, as <see cref="Mix"/>.</summary>
    public IReadOnlyList<(string Statistic, string Code, Figure Figure)> DividedByItself(string metric, Dimension division)
    {
        var query = new MetricQuery { From = filter.From, To = filter.To, Only = Others(division) };
        Dimension[] limits = [.. query.Only.Keys.Order()];
        var parts = Codes.Of(division);
        var asked = PartsOf(query);
        var all = limits.Length == 0 ? asked : PartsOf(query with { By = limits, Only = new Dictionary<Dimension, string>() });
        var lattices = all.GroupBy(value => value.Statistic).ToDictionary(ofStatistic => ofStatistic.Key, ofStatistic => LatticeOf([.. ofStatistic]));
        return [.. asked.Select(value => (value.Statistic, value.By[parts], Figure.Of(value).HiddenIf(lattices[value.Statistic].StateOf([.. limits.Select(limit => query.Only[limit]), value.By[parts]]) != CellState.Shown)))];

        CellLattice LatticeOf(List<MetricValue> values) => new(
            [
                .. limits.Select(limit => new LatticeAxis(values.Select(value => value.By[Codes.Of(limit)]).Append(query.Only[limit]), AxisKind.Parts)),
                new LatticeAxis(values.Select(value => value.By[parts]), AxisKind.Parts),
            ],
            [.. values.Select(value => ((IReadOnlyList<string>)[.. limits.Select(limit => value.By[Codes.Of(limit)]), value.By[parts]], (IReadOnlyList<int>)[value.N ?? 0, .. value.Tells]))]);

        List<MetricValue> PartsOf(MetricQuery asked) => [.. _measured.Of(Find(metric), asked).Where(value => value.By.ContainsKey(parts))];
    }

    /// <summary>The counts of a metric that divides its rows by itself in two ways at once: its statistics are one way, of which every whole may be shown, its own division the other.</summary>
    /// <param name="metric">Whose own division.</param>
    /// <param name="division">The other way.</param>
    /// <param name="rows">The statistics, by the code of the one way.</param>
    /// <returns>By the codes of both; null for all of them together.</returns>
    public Func<string?, string?, Figure> Matrix(string metric, Dimension division, IReadOnlyDictionary<string, string> rows)
    {
        var query = new MetricQuery { From = filter.From, To = filter.To, Only = Others(division) };
        Dimension[] limits = [.. query.Only.Keys.Order()];
        var counts = _measured.Of(Find(metric), query with { By = limits, Only = new Dictionary<Dimension, string>() })
            .Where(value => rows.ContainsKey(value.Statistic) && value.By.ContainsKey(Codes.Of(division)))
            .Select(value => (Limits: limits.Select(limit => value.By[Codes.Of(limit)]).ToArray(), Row: rows[value.Statistic], Column: value.By[Codes.Of(division)], Count: value.N ?? 0))
            .ToList();
        // An end of an axis that nobody stands on is there too: that it is nought is a figure.
        LatticeAxis[] axes =
        [
            .. limits.Select((limit, axis) => new LatticeAxis(counts.Select(each => each.Limits[axis]).Append(query.Only[limit]), AxisKind.Parts)),
            new LatticeAxis(rows.Values, AxisKind.Parts),
            new LatticeAxis(counts.Select(each => each.Column).Concat(rows.Values), AxisKind.Parts),
        ];
        var lattice = new CellLattice(axes, [.. counts.Select(each => ((IReadOnlyList<string>)[.. each.Limits, each.Row, each.Column], (IReadOnlyList<int>)[each.Count]))]);
        string[] chosen = [.. limits.Select(limit => query.Only[limit])];
        return (row, column) =>
        {
            var count = counts.Where(each => each.Limits.SequenceEqual(chosen) && (row ?? each.Row) == each.Row && (column ?? each.Column) == each.Column).Sum(each => each.Count);
            return new Figure(count, MetricState.Ok, count).HiddenIf(lattice.StateOf([.. chosen, row ?? CellLattice.Whole, column ?? CellLattice.Whole]) != CellState.Shown);
        };
    }

    /// <summary>The rows behind a figure, divided into groups to be compared with one another. The filter's own limits on those dimensions do not apply.</summary>
    /// <param name="statistic">Which figure.</param>
    /// <param name="from">The first day.</param>
    /// <param name="to">The day after the last.</param>
    /// <param name="by">What they are divided by.</param>
    public DividedRows Divide(RowStatistic statistic, DateOnly from, DateOnly to, params IReadOnlyList<Dimension> by)
    {
        if (!_rows.TryGetValue((statistic.Metric, from, to), out var measured))
            _rows.Add((statistic.Metric, from, to), measured = _measured.Rows(Find(statistic.Metric), from, to, () => MeasuredRows.Of(Find(statistic.Metric), facts, calendar.StartOfDayUtc(from).Ticks, calendar.StartOfDayUtc(to).Ticks, nowUtc.Ticks)));

        // Whether a contact was in the client's own language is asked of those who asked for a language, not of those who got it.
        var only = filter.Only.ToDictionary(limit => limit.Key == Dimension.Language && statistic.Metric == "language-match" ? Dimension.ClientLanguage : limit.Key, limit => limit.Value);
        var divided = new DividedRows(measured, statistic, by, only.Where(limit => !by.Contains(limit.Key)).ToDictionary());
        if (by is [Dimension.AgeBand])
        {
            var beside = BesideHidden([.. divided.Codes.Where((_, group) => divided.IsHidden(group)).Select(codes => codes[0])]);
            divided.Hide(Enumerable.Range(0, divided.Codes.Count).Where(group => beside.Contains(divided.Codes[group][0])));
        }

        return divided;
    }

    /// <summary>
    /// The age bands of the life stages of hidden ones. A life stage is bands together, and other pages are limited to it: less the bands that are shown it would tell a hidden one.
    /// </summary>
    public IReadOnlySet<string> BesideHidden(IReadOnlyCollection<string> bands)
    {
        if (bands.Count == 0)
            return new HashSet<string>();
        var stagesOfBands = (ILookup<string, string>)facts.WorkedOut.GetOrAdd(nameof(StagesOfBands), _ => new Lazy<object>(StagesOfBands)).Value;
        var stages = bands.SelectMany(band => stagesOfBands[band]).ToHashSet();
        return stagesOfBands.Where(band => band.Any(stages.Contains)).Select(band => band.Key).ToHashSet();
    }

    private ILookup<string, string> StagesOfBands()
    {
        var pairs = new HashSet<(string Band, string Stage)>();
        foreach (var table in new FactTable[] { facts.Cases, facts.Contacts, facts.Decisions })
        {
            var places = new CellPlaces(table, [Dimension.AgeBand, Dimension.LifeStage]);
            var isThere = new bool[places.Count];
            foreach (var row in table.AllRows)
                isThere[places.Of(row)] = true;
            pairs.UnionWith(Enumerable.Range(0, places.Count).Where(place => isThere[place]).Select(place => (places.CodesOf(place)[0], places.CodesOf(place)[1])));
        }

        return pairs.Where(pair => pair.Stage != MetricValue.NotKnown).ToLookup(pair => pair.Band, pair => pair.Stage);
    }

    private Dictionary<Dimension, string> Others(Dimension dimension) => filter.Only.Where(limit => limit.Key != dimension).ToDictionary();

    private (IReadOnlyList<MetricValue> Values, Disclosure Disclosure) Ask(MetricQuery query, params IEnumerable<string> metrics)
    {
        var found = metrics.Select(Find).ToList();
        return ([.. found.SelectMany(metric => _measured.Of(metric, query))], new Disclosure(measures, facts, found, query, _measured));
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
/// <param name="IsOver">False when the period is cut by the filter, still goes on, begins before the records do, or waits for those who may come back.</param>
/// <param name="Figures">By statistic.</param>
internal sealed record PeriodFigures(DateOnly From, bool IsOver, IReadOnlyDictionary<string, Figure> Figures)
{
    /// <summary>The day of the county's first record, where that came when much of the period had passed.</summary>
    public DateOnly? RecordsBegin { get; init; }

    public Figure this[string statistic] => Figures.GetValueOrDefault(statistic, Figure.NotComputable);

    /// <summary>Why no line is drawn, as a text's key: what there is may be hidden, or of periods that still go on, or there may be nothing at all.</summary>
    /// <param name="periods">Of which none that is over has a figure.</param>
    /// <param name="statistics">Those that would be drawn.</param>
    public static string WhyNothing(IReadOnlyList<PeriodFigures> periods, params IReadOnlyList<string> statistics)
    {
        if (periods.Any(period => !period.IsOver && statistics.Any(statistic => period[statistic].Value is not null)) && !periods.Any(period => period.IsOver))
            return "Overview.Finding.NoWholePeriod";
        return periods.Any(period => statistics.Any(statistic => period[statistic].State == MetricState.Suppressed)) ? "Overview.Finding.Hidden" : "Overview.Finding.Nothing";
    }
}
