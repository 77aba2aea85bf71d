using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Dashboards.Comparing;

/// <summary>The rows behind a metric's figures in a period, whatever the filter, each with its value and its client. In the order of their values.</summary>
internal sealed class MeasuredRows
{
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
}
