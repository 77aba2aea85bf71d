using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Dashboards.Comparing;

/// <summary>
/// One figure's rows divided into groups: the figure of each group and of all the others together, how sure they are, and whether they may be shown.
/// Rows that are not known to belong to any group are in none, and not among the others either.
/// </summary>
internal sealed class DividedRows
{
    private readonly MeasuredRows _measured;
    private readonly RowStatistic _statistic;

    /// <summary>Of the measured rows, those of some group, the smallest value first.</summary>
    private readonly int[] _wanted;

    /// <summary>Of each group, where its rows stand among the wanted ones.</summary>
    private readonly int[][] _places;

    private readonly RowSums[] _sums;
    private readonly RowSums[] _forSpread;
    private readonly RowSums _wholeForSpread;
    private readonly CellState[] _states;

    /// <param name="measured">All rows of the period.</param>
    /// <param name="statistic">Which figure.</param>
    /// <param name="by">What they are divided by.</param>
    /// <param name="only">Limits on other dimensions.</param>
    public DividedRows(MeasuredRows measured, RowStatistic statistic, IReadOnlyList<Dimension> by, IReadOnlyDictionary<Dimension, string> only)
    {
        (_measured, _statistic) = (measured, statistic);
        var cells = new CellPlaces(measured.Table, [.. only.Keys.Union(by).Order()]);
        var groups = new CellPlaces(measured.Table, by);
        var (groupOf, sizes) = (GroupsOf(measured, by, only), new int[groups.Count]);
        foreach (var group in groupOf)
        {
            if (group >= 0)
                sizes[group]++;
        }

        var present = Enumerable.Range(0, groups.Count).Where(group => sizes[group] > 0).ToArray();
        Codes = [.. present.Select(groups.CodesOf)];
        (_wanted, _places) = Place(groupOf, sizes, present);
        var cut = measured.Values.Length == 0 || statistic.Percentile is not { } level ? double.NaN : measured.Values[(int)(level * (measured.Values.Length - 1))];
        var (ofClient, rowsOfClient) = (new double[measured.ClientNumberEnd], new int[measured.ClientNumberEnd]);
        _sums = [.. _places.Select(places => SumUp(places, value => value))];
        // How alike the rows of a client are is seen, for a percentile, from which side of it they are on.
        _forSpread = statistic.Percentile is null ? _sums : [.. _places.Select(places => SumUp(places, value => value <= cut ? 1 : 0))];
        _wholeForSpread = _forSpread.Aggregate(default(RowSums), (whole, part) => whole + part);
        // As every other page decides it.
        var lattice = measured.LatticeOf(cells, statistic);
        _states = [.. Codes.Select(codes => lattice.StateOf([.. cells.Dimensions.Select(dimension => only.GetValueOrDefault(dimension) ?? codes[IndexOf(by, dimension)])]))];

        RowSums SumUp(int[] places, Func<double, double> valueOf)
        {
            var (rows, clients, sum, squares, squaredSums, times, squaredRows) = (places.Length, 0, 0d, 0d, 0d, 0d, 0d);
            foreach (var place in places)
            {
                var index = _wanted[place];
                var value = valueOf(measured.Values[index]);
                sum += value;
                squares += value * value;
                var client = measured.Clients[index];
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
                var client = measured.Clients[_wanted[place]];
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

    /// <summary>Of each group, its code on each of the dimensions.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Codes { get; }

    /// <summary>The number of the group of these codes; null when there is none.</summary>
    public int? Find(params string[] codes)
    {
        for (var group = 0; group < Codes.Count; group++)
        {
            if (Codes[group].SequenceEqual(codes))
                return group;
        }

        return null;
    }

    public RowGroup Group(int group) => new(_sums[group], _forSpread[group], _wholeForSpread, _states[group] == CellState.Shown && !TellsFew(_sums[group]), rank => ValueAt(_places[group][rank]), _statistic);

    /// <summary>All groups but one.</summary>
    public RowGroup Rest(int group)
    {
        var sums = _sums.Aggregate(default(RowSums), (whole, part) => whole + part) - _sums[group];
        return new RowGroup(sums, _wholeForSpread - _forSpread[group], _wholeForSpread, _states[group] == CellState.Shown && !TellsFew(sums), rank => ValueAt(PlaceInRest(_places[group], rank)), _statistic);
    }

    /// <summary>Hides these groups as well.</summary>
    public void Hide(IEnumerable<int> groups)
    {
        foreach (var group in groups)
            _states[group] = _states[group] == CellState.Shown ? CellState.Partner : _states[group];
    }

    public bool IsHidden(int group) => _states[group] != CellState.Shown;

    private double ValueAt(int place) => _measured.Values[_wanted[place]];

    /// <summary>Before a group's row, what stands of the others is its place less its number: as many of the group's rows come first as have no more of the others before them.</summary>
    private static int PlaceInRest(int[] places, int rank)
    {
        var (low, high) = (0, places.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (places[middle] - middle <= rank)
                low = middle + 1;
            else
                high = middle;
        }

        return rank + low;
    }

    private bool TellsFew(RowSums sums) => SmallCells.IsSmall(sums.Rows) || _statistic.Tells(sums.Rows, sums.Sum).Any(SmallCells.IsSmall);

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

    private static int IndexOf(IReadOnlyList<Dimension> dimensions, Dimension dimension) => dimensions.TakeWhile(each => each != dimension).Count();

    private static int? NumberOf(DimensionColumn column, string code) => code == MetricValue.NotKnown ? 0 : column.NumberOf(code);
}

/// <summary>Numbers the combinations of some dimensions' values.</summary>
internal sealed class CellPlaces(FactTable table, IReadOnlyList<Dimension> dimensions)
{
    private readonly DimensionColumn[] _columns = [.. dimensions.Select(dimension => table.Dimensions[dimension])];

    public IReadOnlyList<Dimension> Dimensions => dimensions;

    public int Count => _columns.Aggregate(1, (product, column) => checked(product * column.ValueCount));

    public int Of(int row)
    {
        var place = 0;
        foreach (var column in _columns)
            place = (place * column.ValueCount) + column[row];
        return place;
    }

    public IReadOnlyList<string> CodesOf(int place)
    {
        var codes = new string[_columns.Length];
        for (var index = _columns.Length - 1; index >= 0; index--)
        {
            codes[index] = _columns[index].ValueOf(place % _columns[index].ValueCount) ?? MetricValue.NotKnown;
            place /= _columns[index].ValueCount;
        }

        return codes;
    }
}
