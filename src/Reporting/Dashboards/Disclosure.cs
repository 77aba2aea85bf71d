using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Dashboards;

/// <summary>Says which figures of a period may be shown: it looks at the page's cells with all their peers, in whatever the page is limited to or divided by, and with all other periods.</summary>
internal sealed class Disclosure
{
    private const string OpenWork = "work-in-progress";
    private const string Closed = "throughput";
    private const string QueueAge = "queue-age";
    private const string LittlesLaw = "littles-law-gap";

    /// <summary>By which pages tell how much is open.</summary>
    private static readonly Dimension[] OfOpenWork = [Dimension.Municipality, Dimension.Unit, Dimension.LifeStage, Dimension.Language];

    private readonly MeasuredOnce _measured;
    private readonly MeasureMetrics _measures;
    private readonly FactSnapshot _facts;
    private readonly MetricQuery _query;
    private readonly Dimension[] _dimensions;
    private readonly IReadOnlyDictionary<Dimension, string> _only;
    private readonly Dictionary<string, Metric> _metrics;
    private readonly Dictionary<string, List<MetricValue>> _values = [];
    private readonly string[] _axes;
    private readonly string? _time;
    private readonly Dictionary<(string Metric, string Statistic), CellLattice?> _lattices = [];

    /// <param name="measures">Answers for all peers.</param>
    /// <param name="facts">All facts.</param>
    /// <param name="metrics">Those that may be asked about.</param>
    /// <param name="query">What the page asks.</param>
    /// <param name="measured">What has been measured for pages of the same facts; null where nothing is kept.</param>
    public Disclosure(MeasureMetrics measures, FactSnapshot facts, IEnumerable<Metric> metrics, MetricQuery query, MeasuredOnce? measured = null)
    {
        _measured = measured ?? new MeasuredOnce(measures, facts, isKept: false);
        (_measures, _facts, _query, _only) = (measures, facts, query, query.Only);
        _metrics = metrics.ToDictionary(metric => metric.Definition.Id);
        _dimensions = [.. query.Only.Keys.Union(query.By).Order()];
        _time = query.Grain is { } grain ? Codes.Of(grain) : null;
        _axes = [.. _dimensions.Select(dimension => Codes.Of(dimension)), .. _time is null ? Array.Empty<string>() : [_time]];
        // The first reader after a refresh waits for this: all at once takes as long as the slowest.
        Parallel.ForEach(_metrics.Values.Where(metric => metric.InstantsOf(facts) is not null), metric => MetricLattices.Of(measures, facts, metric, _dimensions));
    }

    /// <summary>A figure as it may be shown.</summary>
    public Figure Show(MetricValue value) => Figure.Of(value).HiddenIf(StateOf(value) != CellState.Shown);

    /// <summary>A metric's figures side by side. Where the one that stands for it is hidden, the others would say what it is about.</summary>
    public IEnumerable<(MetricValue Value, Figure Figure)> ShowTogether(IReadOnlyCollection<MetricValue> values)
    {
        var isHidden = DashboardFacts.Main(values) is { } main && Show(main).State == MetricState.Suppressed;
        return values.Select(value => (value, Show(value).HiddenIf(isHidden)));
    }

    /// <summary>Whether the number of rows that a figure rests on may be shown, though the figure itself may not.</summary>
    public CellState StateOfN(MetricValue value)
    {
        var state = IsAdditive(value) ? StateOf(value, lattices => lattices.Rows) : StateOf(LatticeOfN(value.Metric, value.Statistic), value);
        return state == CellState.Shown && IsOfClosed(value) ? StateOfClosed(value) : state;
    }

    /// <summary>Whether the whole mix of a municipality, to which the value belongs, may be shown.</summary>
    /// <param name="value">One part of it.</param>
    /// <param name="division">What the mix divides.</param>
    /// <param name="by">What the mixes are of, where no page tells the mix of all of them; null where one does.</param>
    public CellState StateOfMix(MetricValue value, Dimension division, Dimension? by)
    {
        var key = (value.Metric, Codes.Of(division));
        if (!_lattices.TryGetValue(key, out var lattice))
            _lattices.Add(key, lattice = BuildMix(value, Codes.Of(division), Codes.Of(by)));
        return StateOf(lattice, value);
    }

    // What belongs to one instant adds up over months; what is open at a moment does not, and is looked at for the asked period alone.
    private bool IsAdditive(MetricValue value) => _metrics[value.Metric].InstantsOf(_facts) is not null;

    private CellState StateOf(MetricValue value, Func<StatisticLattices, RangeLattice> choose)
    {
        // Decided once a day; what has come due since is looked at as well.
        if (SmallCells.IsSmall(value.N ?? 0))
            return CellState.Small;
        if (MetricLattices.Of(_measures, _facts, _metrics[value.Metric], _dimensions)?.Find(value.Statistic) is not { } lattices)
            return CellState.Shown;
        return choose(lattices).StateOf([.. lattices.Axes.Select(axis => CodeOn(axis, value))], value.From ?? DateOnly.MinValue, value.To ?? DateOnly.MaxValue);
    }

    private CellState StateOf(MetricValue value)
    {
        if (IsAdditive(value))
        {
            var state = value.Tells.Any(SmallCells.IsSmall) ? CellState.Small : StateOf(value, lattices => lattices.Figure);
            return state == CellState.Shown && (value.Metric == Closed || TellsNoneClosed(value)) ? StateOfClosed(value) : state;
        }

        if (value.Metric == QueueAge)
            return LatticeOfAges()?.StateOf([.. CodesOn(value), value.Statistic]) ?? CellState.Shown;
        var ofN = LatticeOfN(value.Metric, value.Statistic);
        if (value.Tells.Count == 0)
            return StateOf(ofN, value) is var ofRows && ofRows == CellState.Shown && value.Metric == LittlesLaw ? StateOfClosed(value) : ofRows;
        var key = (value.Metric, value.Statistic);
        if (!_lattices.TryGetValue(key, out var lattice))
            _lattices.Add(key, lattice = Build(value.Metric, value.Statistic, found => [found.N ?? 0, .. found.Tells], ofN));
        return StateOf(lattice, value);
    }

    private CellState StateOf(CellLattice? lattice, MetricValue value) => lattice?.StateOf([.. CodesOn(value)]) ?? CellState.Shown;

    private IEnumerable<string> CodesOn(MetricValue value) => _axes.Select(axis => CodeOn(axis, value));

    // Where a whole table has nothing to compute from, what says so has no codes.
    private CellState StateOfClosed(MetricValue value) =>
        _axes.All(axis => value.By.ContainsKey(axis) || _only.Keys.Any(limit => Codes.Of(limit) == axis)) ? StateOf(LatticeOfClosed(), value) : CellState.Shown;

    // A time of those that were closed that cannot be computed says that there are none, also where that number is hidden.
    private bool TellsNoneClosed(MetricValue value) => value.State == MetricState.NotComputable && value.N == 0 && IsOfClosed(value) && _dimensions.All(OfOpenWork.Contains);

    private bool IsOfClosed(MetricValue value) => _metrics[value.Metric].InstantsOf(_facts) == _facts.Cases.ClosedAt;

    /// <summary>
    /// What was open, and what came, less what was closed is what is open. So where open work is hidden at the beginning or the end of a period, how many were closed
    /// between them is hidden as well.
    /// </summary>
    private CellLattice? LatticeOfClosed()
    {
        var key = (Closed, OpenWork);
        if (!_lattices.TryGetValue(key, out var lattice))
            _lattices.Add(key, lattice = Build(Closed, "count", found => [found.N ?? 0], LatticeOfN(OpenWork, "at-start"), LatticeOfN(OpenWork, "at-end")));
        return lattice;
    }

    /// <summary>The ages of the queue are parts of the open work, which other figures tell.</summary>
    private CellLattice? LatticeOfAges()
    {
        var key = (QueueAge, OpenWork);
        if (_lattices.TryGetValue(key, out var lattice))
            return lattice;
        var values = ValuesOf(QueueAge);
        if (values.All(value => _axes.All(value.By.ContainsKey)))
        {
            lattice = new CellLattice(
                [.. _axes.Select(axis => AxisOf(axis, values, axis == _time ? AxisKind.Moments : AxisKind.Parts)), new LatticeAxis(values.Select(value => value.Statistic), AxisKind.Parts)],
                [.. values.Select(value => ((IReadOnlyList<string>)[.. CodesOf(value), value.Statistic], (IReadOnlyList<int>)[value.N ?? 0]))]);
        }

        _lattices.Add(key, lattice);
        return lattice;
    }

    private string CodeOn(string axis, MetricValue value) =>
        value.By.GetValueOrDefault(axis) ?? _only.First(limit => Codes.Of(limit.Key) == axis).Value;

    private CellLattice? LatticeOfN(string metric, string statistic)
    {
        var key = (metric, $"{statistic} n");
        if (!_lattices.TryGetValue(key, out var lattice))
            _lattices.Add(key, lattice = Build(metric, statistic, found => [found.N ?? 0]));
        return lattice;
    }

    private CellLattice? Build(string metric, string statistic, Func<MetricValue, IReadOnlyList<int>> countsOf, params CellLattice?[] hiddenToo)
    {
        var values = ValuesOf(metric).Where(value => value.Statistic == statistic).ToList();
        if (values.Any(value => _axes.Any(axis => !value.By.ContainsKey(axis))))
            return null;
        // Open work at one month's end and the next is largely the same work.
        var kindOfTime = metric == OpenWork ? AxisKind.Moments : AxisKind.Parts;
        return new CellLattice(
            [.. _axes.Select(axis => AxisOf(axis, values, axis == _time ? kindOfTime : AxisKind.Parts))],
            [.. values.Select(value => (CodesOf(value), countsOf(value)))],
            hiddenToo);
    }

    private CellLattice? BuildMix(MetricValue of, string division, string? rows)
    {
        var values = ValuesOf(of.Metric).Where(value => value.Statistic == of.Statistic).ToList();
        if (values.Any(value => _axes.Any(axis => !value.By.ContainsKey(axis))))
            return null;
        // The first kind is the number of clients; then one for each part of the mix.
        string[] parts = [.. values.Select(value => value.By[division]).Distinct()];
        return new CellLattice(
            [.. _axes.Select(axis => AxisOf(axis, values, axis == rows ? AxisKind.Rows : AxisKind.Parts))],
            [.. values.Select(value => (CodesOf(value), (IReadOnlyList<int>)[value.N ?? 0, .. parts.Select(part => part == value.By[division] ? value.N ?? 0 : 0)]))]);
    }

    private List<MetricValue> ValuesOf(string metric)
    {
        if (!_values.TryGetValue(metric, out var values))
            _values.Add(metric, values = [.. _measured.Of(_metrics.GetValueOrDefault(metric) ?? DashboardFacts.Find(metric), _query with { By = _dimensions, Only = new Dictionary<Dimension, string>() })]);
        return values;
    }

    private LatticeAxis AxisOf(string axis, List<MetricValue> values, AxisKind kind) => new(
        values.Select(value => value.By[axis]).Concat(_only.Where(limit => Codes.Of(limit.Key) == axis).Select(limit => limit.Value)),
        kind);

    private IReadOnlyList<string> CodesOf(MetricValue value) => [.. _axes.Select(axis => value.By[axis])];
}
