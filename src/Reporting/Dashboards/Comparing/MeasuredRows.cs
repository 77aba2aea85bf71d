using System.Collections.Concurrent;
using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Dashboards.Comparing;

/// <summary>
/// The rows behind a metric's figures in a period, whatever the filter, each with its value and its client. In the order of their values.
/// What pages limited to one code need of them is found once for all codes.
/// </summary>
internal sealed class MeasuredRows
{
    private readonly ConcurrentDictionary<Dimension, Lazy<ushort[]>> _numbers = [];
    private readonly ConcurrentDictionary<string, Lazy<GroupedRows>> _groups = [];
    private readonly ConcurrentDictionary<string, Lazy<(int[] Counts, double[] Sums)>> _cells = [];
    private readonly ConcurrentDictionary<(string Dimensions, RowStatistic Statistic), Lazy<CellLattice>> _lattices = [];

    private MeasuredRows(Metric metric, FactTable table, int[] rows, double[] values)
    {
        (Metric, Table, Rows, Values) = (metric, table, rows, values);
        Clients = Array.ConvertAll(rows, row => table.ClientNumber?[row] ?? 0);
        ClientNumberEnd = Clients.DefaultIfEmpty(0).Max() + 1;
    }

    public Metric Metric { get; }
    public FactTable Table { get; }
    public int[] Rows { get; }
    public double[] Values { get; }

    /// <summary>0 where the client is not known.</summary>
    public int[] Clients { get; }

    /// <summary>Above every number among <see cref="Clients"/>.</summary>
    public int ClientNumberEnd { get; }

    /// <param name="metric">One that measures rows and puts each in one period.</param>
    /// <param name="facts">All facts.</param>
    /// <param name="from">In UTC ticks, inclusive.</param>
    /// <param name="to">Exclusive.</param>
    /// <param name="now">The moment of asking.</param>
    public static MeasuredRows Of(Metric metric, FactSnapshot facts, long from, long to, long now)
    {
        if (metric is not IMeasureRows measures || metric.InstantsOf(facts) is not { } instants)
            throw new ArgumentException($"{metric.Definition.Id} has no rows in a period.", nameof(metric));
        var table = metric.TableOf(facts);
        var inPeriod = instants.RowsBetween(table, from, to);
        var (rows, values) = (new List<int>(inPeriod.Count), new List<double>(inPeriod.Count));
        foreach (var (row, value) in measures.ValuesOf(new FactSlice(facts, inPeriod, from, to, now)))
        {
            rows.Add(row);
            values.Add(value);
        }

        var (rowsInOrder, valuesInOrder) = (rows.ToArray(), values.ToArray());
        Array.Sort(valuesInOrder, rowsInOrder);
        return new MeasuredRows(metric, table, rowsInOrder, valuesInOrder);
    }

    /// <summary>The numbers of a dimension's codes in the order of <see cref="Rows"/>: in the table itself they lie here and there, and are ten times as slow to come by.</summary>
    public ushort[] NumbersOf(Dimension dimension) => _numbers.GetOrAdd(dimension, _ => new Lazy<ushort[]>(() => Array.ConvertAll(Rows, row => Table.Dimensions[dimension][row]))).Value;

    /// <summary>The rows divided. Without limits this is kept: pages limited to any code of what they also divide by ask for it.</summary>
    public GroupedRows GroupedBy(IReadOnlyList<Dimension> by, IReadOnlyDictionary<Dimension, string> only) => only.Count > 0
        ? new GroupedRows(this, by, only)
        : _groups.GetOrAdd(string.Join(' ', by), _ => new Lazy<GroupedRows>(() => new GroupedRows(this, by, only))).Value;

    /// <summary>What pages limited to and divided by these dimensions decide of each other's figures: of the number of rows first, and of what the figure tells beside it.</summary>
    public CellLattice LatticeOf(CellPlaces cells, RowStatistic statistic)
    {
        var dimensions = string.Join(' ', cells.Dimensions);
        return _lattices.GetOrAdd((dimensions, statistic), _ => new Lazy<CellLattice>(() => BuildLattice(cells, _cells.GetOrAdd(dimensions, _ => new Lazy<(int[], double[])>(() => Count(cells))).Value, statistic))).Value;
    }

    private (int[] Counts, double[] Sums) Count(CellPlaces cells)
    {
        var (counts, sums) = (new int[cells.Count], new double[cells.Count]);
        for (var place = 0; place < Rows.Length; place++)
        {
            var cell = cells.Of(Rows[place]);
            counts[cell]++;
            sums[cell] += Values[place];
        }

        return (counts, sums);
    }

    private static CellLattice BuildLattice(CellPlaces cells, (int[] Counts, double[] Sums) counted, RowStatistic statistic)
    {
        var filled = Enumerable.Range(0, cells.Count).Where(cell => counted.Counts[cell] > 0).Select(cell => (Codes: cells.CodesOf(cell), Rows: counted.Counts[cell], Sum: counted.Sums[cell])).ToList();
        LatticeAxis[] axes = [.. cells.Dimensions.Select((_, axis) => new LatticeAxis(filled.Select(cell => cell.Codes[axis]), AxisKind.Parts))];
        var ofRows = new CellLattice(axes, [.. filled.Select(cell => (cell.Codes, (IReadOnlyList<int>)[cell.Rows]))]);
        return statistic.Percentile is not null
            ? ofRows
            : new CellLattice(axes, [.. filled.Select(cell => (cell.Codes, (IReadOnlyList<int>)[cell.Rows, .. statistic.Tells(cell.Rows, cell.Sum)]))], ofRows);
    }
}
