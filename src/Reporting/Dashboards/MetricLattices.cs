using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Dashboards;

/// <summary>
/// The <see cref="RangeLattice"/>s of one metric divided by some dimensions, of all the months there are. They rest on facts, today and the dimensions only, not on
/// what a page is limited to, and so are worked out once.
/// </summary>
internal sealed class MetricLattices
{
    private readonly Dictionary<string, StatisticLattices> _lattices = [];

    private MetricLattices(PeriodLevels periods, MeasuredPieces measured, IReadOnlyList<Dimension> dimensions)
    {
        foreach (var pieces in measured.Pieces.GroupBy(piece => piece.Measurement.Statistic))
            _lattices.Add(pieces.Key, StatisticLattices.Build(periods, measured.Groups, [.. pieces], dimensions));
    }

    /// <returns>Null when the metric cannot be divided so.</returns>
    public static MetricLattices? Of(MeasureMetrics measures, FactSnapshot facts, Metric metric, IReadOnlyList<Dimension> dimensions)
    {
        var today = measures.Today;
        var key = (typeof(MetricLattices), metric.Definition.Id, string.Join(' ', dimensions), today);
        return (MetricLattices?)facts.WorkedOut.GetOrAdd(key, _ => new Lazy<object>(() => Build()!)).Value;

        MetricLattices? Build()
        {
            var periods = new PeriodLevels(measures.FirstDay(facts), today);
            return measures.MeasurePieces(facts, metric, dimensions, periods.Days) is { } measured ? new MetricLattices(periods, measured, dimensions) : null;
        }
    }

    /// <summary>Null for a statistic of which there has never been anything.</summary>
    public StatisticLattices? Find(string statistic) => _lattices.GetValueOrDefault(statistic);
}

/// <param name="Axes">The dimensions, and one by which the metric divides itself.</param>
/// <param name="Rows">Where the number of rows may be shown.</param>
/// <param name="Figure">Where the figure may be shown.</param>
internal sealed record StatisticLattices(IReadOnlyList<string> Axes, RangeLattice Rows, RangeLattice Figure)
{
    public static StatisticLattices Build(PeriodLevels periods, IReadOnlyList<IReadOnlyDictionary<string, string>> groups, MeasuredPiece[] pieces, IReadOnlyList<Dimension> dimensions)
    {
        string[] axes = [.. dimensions.Select(dimension => Codes.Of(dimension))];
        if (pieces[0].Measurement.By is { } own && !axes.Contains(Codes.Of(own.Dimension)))
            axes = [.. axes, Codes.Of(own.Dimension)];
        var grid = new CellGrid([.. axes.Select(axis => new LatticeAxis(
            groups.Select(group => group.GetValueOrDefault(axis)).Concat(pieces.Select(piece => OwnCode(axis, piece))).OfType<string>(),
            AxisKind.Parts))]);

        int[][][] counts = [.. Enumerable.Range(0, pieces.Max(piece => piece.Measurement.Tells.Count) + 1).Select(_ => NoughtPieces(periods, grid))];
        foreach (var piece in pieces)
        {
            var cell = grid.Find([.. axes.Select(axis => OwnCode(axis, piece) ?? groups[piece.Group][axis])])!.Value;
            counts[0][piece.Piece][cell] += piece.Measurement.N;
            for (var kind = 0; kind < piece.Measurement.Tells.Count; kind++)
                counts[kind + 1][piece.Piece][cell] += piece.Measurement.Tells[kind];
        }

        foreach (var piece in counts.SelectMany(kind => kind))
            grid.AddUp(piece);
        var rows = new RangeLattice(periods, grid, [counts[0]], rows: null);
        return new StatisticLattices(axes, rows, counts.Length == 1 ? rows : new RangeLattice(periods, grid, counts, rows));
    }

    private static int[][] NoughtPieces(PeriodLevels periods, CellGrid grid) => [.. Enumerable.Range(0, periods.Days.Count - 1).Select(_ => new int[grid.Size])];

    private static string? OwnCode(string axis, MeasuredPiece piece) =>
        piece.Measurement.By is { } own && Codes.Of(own.Dimension) == axis ? own.Code : null;
}
