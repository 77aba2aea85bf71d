using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Dashboards;

/// <summary>
/// The <see cref="RangeLattice"/>s of one metric divided by some dimensions, of all the months there are. They rest on facts, today and the dimensions only, not on
/// what a page is limited to, and so are worked out once.
/// </summary>
internal sealed class MetricLattices
{
    /// <summary>Nearly every page is divided by these, so all are counted by them at once and added up where they are not asked for.</summary>
    private static readonly Dimension[] Usual = [Dimension.Municipality, Dimension.Unit];

    private readonly Dictionary<string, StatisticLattices> _lattices = [];

    private MetricLattices(PeriodLevels periods, MeasuredPieces measured, IReadOnlyList<Dimension> dimensions)
    {
        var rows = new List<(int[][] Counts, RangeLattice Lattice)>();
        foreach (var (statistic, pieces) in measured.ByStatistic)
            _lattices.Add(statistic, StatisticLattices.Build(periods, measured.Groups, pieces, dimensions, rows));
    }

    /// <returns>Null when the metric cannot be divided so.</returns>
    public static MetricLattices? Of(MeasureMetrics measures, FactSnapshot facts, Metric metric, IReadOnlyList<Dimension> dimensions)
    {
        var today = measures.Days.Today;
        var has = metric.TableOf(facts).Dimensions;
        Dimension[] counted = [.. dimensions.Union(Usual.Where(has.ContainsKey)).Order()];
        return Once(typeof(MetricLattices), dimensions, () => Once(typeof(MeasuredPieces), counted, () => measures.CountPieces(facts, metric, counted, Days().Days)) is { } measured
            ? new MetricLattices(Days(), measured, dimensions)
            : null);

        PeriodLevels Days() => new(measures.Days.FirstDay(facts), today);

        T? Once<T>(Type what, IEnumerable<Dimension> by, Func<T?> work)
            where T : class =>
            (T?)facts.WorkedOut.GetOrAdd((what, metric.Definition.Id, string.Join(' ', by), today), _ => new Lazy<object>(() => work()!)).Value;
    }

    /// <summary>Null for a statistic of which there has never been anything.</summary>
    public StatisticLattices? Find(string statistic) => _lattices.GetValueOrDefault(statistic);
}

/// <param name="Axes">The dimensions, and one by which the metric divides itself.</param>
/// <param name="Rows">Where the number of rows may be shown.</param>
/// <param name="Figure">Where the figure may be shown.</param>
internal sealed record StatisticLattices(IReadOnlyList<string> Axes, RangeLattice Rows, RangeLattice Figure)
{
    /// <param name="periods">The days.</param>
    /// <param name="groups">What each group has in common: the dimensions, and maybe others that are added up here.</param>
    /// <param name="pieces">Of one statistic.</param>
    /// <param name="dimensions">What pages divide it by.</param>
    /// <param name="knownRows">Decided for other statistics of the metric, which often rest on the same rows.</param>
    public static StatisticLattices Build(PeriodLevels periods, IReadOnlyList<IReadOnlyDictionary<string, string>> groups, MeasuredPieces.OfStatistic pieces, IReadOnlyList<Dimension> dimensions, List<(int[][] Counts, RangeLattice Lattice)> knownRows)
    {
        string[] axes = [.. dimensions.Select(dimension => Codes.Of(dimension))];
        var ownAxis = pieces.Own is { } own ? Codes.Of(own) : null;
        if (ownAxis is not null && !axes.Contains(ownAxis))
            axes = [.. axes, ownAxis];
        var grid = new CellGrid([.. axes.Select(axis => new LatticeAxis(
            groups.Select(group => group.GetValueOrDefault(axis)).Concat(axis == ownAxis ? pieces.Select(piece => piece.OwnCode).Distinct() : []).OfType<string>(),
            AxisKind.Parts))]);

        int[][][] counts = [.. Enumerable.Range(0, pieces.Max(piece => piece.Counts.Length)).Select(_ => NoughtPieces(periods, grid))];
        // A group's cell is sought once, unless the metric divides the group further.
        var cells = new int[groups.Count];
        Array.Fill(cells, -1);
        foreach (var piece in pieces)
        {
            if (cells[piece.Group] < 0 || piece.OwnCode is not null)
                cells[piece.Group] = grid.Find([.. axes.Select(axis => axis == ownAxis && piece.OwnCode is { } code ? code : groups[piece.Group][axis])])!.Value;
            for (var kind = 0; kind < piece.Counts.Length; kind++)
                counts[kind][piece.Piece][cells[piece.Group]] += piece.Counts.Span[kind];
        }

        foreach (var piece in counts.SelectMany(kind => kind))
            grid.AddUp(piece);
        var rows = knownRows.Where(known => known.Counts.Zip(counts[0]).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second))).Select(known => known.Lattice).FirstOrDefault();
        if (rows is null)
            knownRows.Add((counts[0], rows = new RangeLattice(periods, grid, [counts[0]], rows: null)));
        return new StatisticLattices(axes, rows, counts.Length == 1 ? rows : new RangeLattice(periods, grid, counts, rows));
    }

    private static int[][] NoughtPieces(PeriodLevels periods, CellGrid grid) => [.. Enumerable.Range(0, periods.Days.Count - 1).Select(_ => new int[grid.Size])];
}
