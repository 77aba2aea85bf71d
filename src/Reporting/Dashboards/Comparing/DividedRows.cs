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

    private readonly GroupedRows _groups;
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
        (_measured, _statistic, _groups) = (measured, statistic, measured.GroupedBy(by, only));
        _sums = _groups.SumUp();
        // How alike the rows of a client are is seen, for a percentile, from which side of it they are on.
        _forSpread = statistic.Percentile is { } level ? _groups.SumUpBelow(level) : _sums;
        _wholeForSpread = _forSpread.Aggregate(default(RowSums), (whole, part) => whole + part);
        // As every other page decides it.
        var cells = new CellPlaces(measured.Table, [.. only.Keys.Union(by).Order()]);
        var lattice = measured.LatticeOf(cells, statistic);
        _states = [.. Codes.Select(codes => lattice.StateOf([.. cells.Dimensions.Select(dimension => only.GetValueOrDefault(dimension) ?? codes[IndexOf(by, dimension)])]))];
    }

    /// <summary>Of each group, its code on each of the dimensions.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Codes => _groups.Codes;

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

    public RowGroup Group(int group) => new(_sums[group], _forSpread[group], _wholeForSpread, _states[group] == CellState.Shown && !TellsFew(_sums[group]), rank => ValueAt(_groups.Places[group][rank]), _statistic);

    /// <summary>All groups but one.</summary>
    public RowGroup Rest(int group)
    {
        var sums = _sums.Aggregate(default(RowSums), (whole, part) => whole + part) - _sums[group];
        return new RowGroup(sums, _wholeForSpread - _forSpread[group], _wholeForSpread, _states[group] == CellState.Shown && !TellsFew(sums), rank => ValueAt(PlaceInRest(_groups.Places[group], rank)), _statistic);
    }

    /// <summary>Hides these groups as well.</summary>
    public void Hide(IEnumerable<int> groups)
    {
        foreach (var group in groups)
            _states[group] = _states[group] == CellState.Shown ? CellState.Partner : _states[group];
    }

    public bool IsHidden(int group) => _states[group] != CellState.Shown;

    private double ValueAt(int place) => _measured.Values[_groups.Wanted[place]];

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

    private static int IndexOf(IReadOnlyList<Dimension> dimensions, Dimension dimension) => dimensions.TakeWhile(each => each != dimension).Count();
}
