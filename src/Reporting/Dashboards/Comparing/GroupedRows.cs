using System.Collections.Concurrent;
using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Dashboards.Comparing;

/// <summary>Measured rows divided into groups, and what each adds up to. Rows that are not known to belong to any group are in none.</summary>
internal sealed class GroupedRows
{
    private readonly MeasuredRows _measured;
    private readonly Lazy<RowSums[]> _sums;
    private readonly ConcurrentDictionary<double, RowSums[]> _sumsBelow = [];

    /// <param name="measured">All rows of the period.</param>
    /// <param name="by">What they are divided by.</param>
    /// <param name="only">Limits on other dimensions.</param>
    public GroupedRows(MeasuredRows measured, IReadOnlyList<Dimension> by, IReadOnlyDictionary<Dimension, string> only)
    {
        _measured = measured;
        var groups = new CellPlaces(measured.Table, by);
        var (groupOf, sizes) = (GroupsOf(measured, by, only), new int[groups.Count]);
        foreach (var group in groupOf)
        {
            if (group >= 0)
                sizes[group]++;
        }

        var present = Enumerable.Range(0, groups.Count).Where(group => sizes[group] > 0).ToArray();
        Codes = [.. present.Select(groups.CodesOf)];
        (Wanted, Places) = Place(groupOf, sizes, present);
        _sums = new(() => SumUp(value => value));
    }

    /// <summary>Of each group, its code on each of the dimensions.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Codes { get; }

    /// <summary>Of the measured rows, those of some group, the smallest value first.</summary>
    public int[] Wanted { get; }

    /// <summary>Of each group, where its rows stand among <see cref="Wanted"/>.</summary>
    public int[][] Places { get; }

    /// <summary>What each group's values add up to.</summary>
    public RowSums[] SumUp() => _sums.Value;

    /// <summary>The same of the values' being at or below a percentile of all measured rows: 1 or 0.</summary>
    /// <param name="level">0–1.</param>
    public RowSums[] SumUpBelow(double level) => _sumsBelow.GetOrAdd(level, _ =>
    {
        var cut = _measured.Values.Length == 0 ? double.NaN : _measured.Values[(int)(level * (_measured.Values.Length - 1))];
        return SumUp(value => value <= cut ? 1 : 0);
    });

    private RowSums[] SumUp(Func<double, double> valueOf)
    {
        var (ofClient, rowsOfClient) = (new double[_measured.ClientNumberEnd], new int[_measured.ClientNumberEnd]);
        return [.. Places.Select(SumUpOne)];

        RowSums SumUpOne(int[] places)
        {
            var (rows, clients, sum, squares, squaredSums, times, squaredRows) = (places.Length, 0, 0d, 0d, 0d, 0d, 0d);
            foreach (var place in places)
            {
                var index = Wanted[place];
                var value = valueOf(_measured.Values[index]);
                sum += value;
                squares += value * value;
                var client = _measured.Clients[index];
                if (client != 0)
                {
                    ofClient[client] += value;
                    rowsOfClient[client]++;
                    continue;
                }

                clients++;
                squaredSums += value * value;
                times += value;
                squaredRows++;
            }

            foreach (var place in places)
            {
                var client = _measured.Clients[Wanted[place]];
                if (rowsOfClient[client] == 0)
                    continue;
                clients++;
                squaredSums += ofClient[client] * ofClient[client];
                times += ofClient[client] * rowsOfClient[client];
                squaredRows += (double)rowsOfClient[client] * rowsOfClient[client];
                (ofClient[client], rowsOfClient[client]) = (0, 0);
            }

            return new RowSums(rows, clients, sum, squares, squaredSums, times, squaredRows);
        }
    }

    private static (int[] Wanted, int[][] Places) Place(int[] groupOf, int[] sizes, int[] present)
    {
        var wanted = new int[sizes.Sum()];
        int[][] places = [.. present.Select(group => new int[sizes[group]])];
        var numbers = new int[sizes.Length];
        for (var number = 0; number < present.Length; number++)
            numbers[present[number]] = number;
        var (next, ends) = (0, new int[present.Length]);
        for (var index = 0; index < groupOf.Length; index++)
        {
            if (groupOf[index] < 0)
                continue;
            var number = numbers[groupOf[index]];
            places[number][ends[number]++] = next;
            wanted[next++] = index;
        }

        return (wanted, places);
    }

    /// <returns>The group of each measured row; -1 where the limits leave it out or it is not known to belong to any.</returns>
    private static int[] GroupsOf(MeasuredRows measured, IReadOnlyList<Dimension> by, IReadOnlyDictionary<Dimension, string> only)
    {
        var groupOf = new int[measured.Rows.Length];
        foreach (var (dimension, code) in only)
        {
            var (numbers, wanted) = (measured.NumbersOf(dimension), NumberOf(measured.Table.Dimensions[dimension], code));
            for (var index = 0; index < groupOf.Length; index++)
            {
                if (numbers[index] != wanted)
                    groupOf[index] = -1;
            }
        }

        foreach (var dimension in by)
        {
            var (numbers, count) = (measured.NumbersOf(dimension), measured.Table.Dimensions[dimension].ValueCount);
            for (var index = 0; index < groupOf.Length; index++)
                groupOf[index] = groupOf[index] < 0 || numbers[index] == 0 ? -1 : (groupOf[index] * count) + numbers[index];
        }

        return groupOf;
    }

    private static int? NumberOf(DimensionColumn column, string code) => code == MetricValue.NotKnown ? 0 : column.NumberOf(code);
}
