namespace Palveluohjaus.Reporting.Dashboards;

/// <summary>
/// Says for which periods a figure may be shown, in every division that pages make of it, so that no two periods and no peers tell a small count by subtraction.
/// </summary>
/// <remarks>
/// <para>
/// Of the county's own counts, days are kept so that between two that follow each other every count is nought or large; whatever begins and ends on kept days
/// is then a sum of such pieces, and nothing else can be added up. Two sets of days would not do: where they lie across each other, a period of the one less a period
/// of the other is what happened at both ends, which nobody looked at.
/// </para>
/// <para>
/// Municipalities and other parts are not given days of their own, for a part and its partner would then hide different days and each give the other's away. They are put on
/// <see cref="PeriodLevels"/>: a cell is shown on a level when all its pieces there are nought or large and a <see cref="CellLattice"/> with a kind of count for each piece
/// does not need it as a partner. What a level hides, finer ones hide too. So for a small count between two days take the coarsest level that does not have both: on it and on all finer
/// ones the cell and its partners are hidden together, and adding one to the cell and its partners, in turn up and down, on one side of the day changes nothing that is shown.
/// </para>
/// </remarks>
internal sealed class RangeLattice
{
    private readonly PeriodLevels _periods;
    private readonly CellGrid _grid;
    private readonly bool[] _isKept;
    private readonly IReadOnlyList<CellState>?[] _levels = new IReadOnlyList<CellState>?[PeriodLevels.Count];

    /// <param name="periods">The days.</param>
    /// <param name="grid">The cells.</param>
    /// <param name="counts">By kind, the number of rows first, then by piece between two days, then by cell, wholes included.</param>
    /// <param name="rows">What is decided for the numbers of rows alone: what that hides is hidden here as well.</param>
    public RangeLattice(PeriodLevels periods, CellGrid grid, IReadOnlyList<int[][]> counts, RangeLattice? rows)
    {
        (_periods, _grid) = (periods, grid);
        _isKept = Keep(counts, rows);
        (int[] Days, CellLattice Lattice)? coarser = null;
        for (var level = PeriodLevels.Count - 1; level >= 0; level--)
        {
            int[] days = [.. Enumerable.Range(0, _isKept.Length).Where(day => _isKept[day] && periods.IsOn(level, day))];
            if (days.Length < 2)
                continue;
            // The days that the level before has too: nothing to decide anew.
            if (coarser is { } known && known.Days.Length == days.Length && (rows is null || rows._levels[level] == rows._levels[level + 1]))
            {
                _levels[level] = known.Lattice.States;
                continue;
            }

            var lattice = Build(counts, days, coarser, rows?._levels[level]);
            _levels[level] = lattice.States;
            coarser = (days, lattice);
        }
    }

    /// <summary>Whether every month between two days may be told apart for the whole county.</summary>
    public bool TellsEveryMonth(DateOnly from, DateOnly to)
    {
        if (_periods.NumberOf(from) is not { } first || _periods.NumberOf(to) is not { } end)
            return false;
        for (var day = first; day <= end; day++)
        {
            if (!_isKept[day] && (day == first || day == end || _periods.Days[day].Day == 1))
                return false;
        }

        return true;
    }

    /// <summary>The days between two that may be told apart for the whole county.</summary>
    public IEnumerable<DateOnly> KeptBetween(DateOnly from, DateOnly to) =>
        _periods.Days.Where((day, number) => _isKept[number] && day > from && day < to);

    /// <param name="codes">One an axis. What nobody ever had is nought for everybody and may be shown.</param>
    /// <param name="from">The first day.</param>
    /// <param name="to">The day after the last.</param>
    public CellState StateOf(IReadOnlyList<string> codes, DateOnly from, DateOnly to)
    {
        if (_grid.Find(codes) is not { } cell)
            return CellState.Shown;
        if (_periods.NumberOf(from) is not { } first || _periods.NumberOf(to) is not { } end)
            return CellState.Partner;
        if (first == end)
            return CellState.Shown;
        if (!_isKept[first] || !_isKept[end])
            return CellState.Partner;
        for (var level = PeriodLevels.Count - 1; level >= 0; level--)
        {
            if (_periods.IsOn(level, first) && _periods.IsOn(level, end))
                return _levels[level]![cell];
        }

        return CellState.Partner;
    }

    private bool[] Keep(IReadOnlyList<int[][]> counts, RangeLattice? rows)
    {
        var isKept = new bool[_periods.Days.Count];
        foreach (var day in _periods.InOrderOfUse)
        {
            if (rows is not null && !rows._isKept[day])
                continue;
            var (before, after) = (day - 1, day + 1);
            while (before >= 0 && !isKept[before])
                before--;
            while (after < isKept.Length && !isKept[after])
                after++;
            isKept[day] = (before < 0 || IsClear(before, day)) && (after == isKept.Length || IsClear(day, after));
        }

        return isKept;

        bool IsClear(int from, int to)
        {
            foreach (var pieces in counts)
            {
                var sum = 0;
                for (var piece = from; piece < to; piece++)
                    sum += pieces[piece][_grid.Whole];
                if (SmallCells.IsSmall(sum))
                    return false;
            }

            return true;
        }
    }

    private CellLattice Build(IReadOnlyList<int[][]> counts, int[] days, (int[] Days, CellLattice Lattice)? coarser, IReadOnlyList<CellState>? rows)
    {
        var pieces = days.Length - 1;
        var kinds = new List<int[]>();
        foreach (var kind in counts)
        {
            for (var piece = 0; piece < pieces; piece++)
                kinds.Add(Sum(kind, days[piece], days[piece + 1]));
        }

        IReadOnlyList<CellState>[] hiddenToo = [.. new[] { coarser?.Lattice.States, rows }.OfType<IReadOnlyList<CellState>>()];
        var longer = coarser is { } known ? new CoarserLattice(known.Lattice, [.. Enumerable.Range(0, pieces).Select(piece => PieceOf(known.Days, days[piece], days[piece + 1]))]) : null;
        return new CellLattice(_grid, kinds, hiddenToo, pieces, longer);
    }

    private int[] Sum(int[][] pieces, int from, int to)
    {
        if (to == from + 1)
            return pieces[from];
        var sum = new int[_grid.Size];
        for (var piece = from; piece < to; piece++)
        {
            var counts = pieces[piece];
            for (var cell = 0; cell < sum.Length; cell++)
                sum[cell] += counts[cell];
        }

        return sum;
    }

    private static int? PieceOf(int[] days, int from, int to)
    {
        for (var piece = 0; piece + 1 < days.Length; piece++)
        {
            if (days[piece] <= from && days[piece + 1] >= to)
                return piece;
        }

        return null;
    }
}
