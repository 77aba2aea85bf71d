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
    private readonly ConcurrentDictionary<Dimension, Lazy<int[][]>> _places = [];
    private readonly ConcurrentDictionary<string, Lazy<(int[] Counts, double[] Sums)>> _cells = [];
    private readonly ConcurrentDictionary<(string Dimensions, RowStatistic Statistic), Lazy<CellLattice>> _lattices = [];

    private MeasuredRows(Metric metric, FactTable table, int[] rows, double[] values)
    {
        (Metric, Table, Rows, Values) = (metric, table, rows, values);
        foreach (var row in rows)
            ClientNumberEnd = Math.Max(ClientNumberEnd, ClientOf(row) + 1);
    }

    public Metric Metric { get; }
    public FactTable Table { get; }
    public int[] Rows { get; }
    public double[] Values { get; }

    /// <summary>Above the number of every client; see <see cref="ClientOf"/>.</summary>
    public int ClientNumberEnd { get; } = 1;

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

    /// <summary>The number of a row's client; 0 where it is not known.</summary>
    public int ClientOf(int row) => Table.ClientNumber?[row] ?? 0;

    /// <summary>Which of <see cref="Rows"/> have a code, in order.</summary>
    /// <param name="dimension">One of the table's.</param>
    /// <param name="number">The code's in its column.</param>
    public int[] PlacesOf(Dimension dimension, int number) => _places.GetOrAdd(dimension, _ => new Lazy<int[][]>(() => Place(Table.Dimensions[dimension]))).Value[number];

    /// <summary>What pages limited to and divided by these dimensions decide of each other's figures: of the number of rows first, and of what the figure tells beside it.</summary>
    public CellLattice LatticeOf(CellPlaces cells, RowStatistic statistic)
    {
        var dimensions = string.Join(' ', cells.Dimensions);
        return _lattices.GetOrAdd((dimensions, statistic), _ => new Lazy<CellLattice>(() => BuildLattice(cells, _cells.GetOrAdd(dimensions, _ => new Lazy<(int[], double[])>(() => Count(cells))).Value, statistic))).Value;
    }

    private int[][] Place(DimensionColumn column)
    {
        var counts = new int[column.ValueCount];
        foreach (var row in Rows)
            counts[column[row]]++;
        var places = Array.ConvertAll(counts, count => new int[count]);
        for (var place = Rows.Length - 1; place >= 0; place--)
        {
            var number = column[Rows[place]];
            places[number][--counts[number]] = place;
        }

        return places;
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
