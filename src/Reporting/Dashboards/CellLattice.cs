namespace Palveluohjaus.Reporting.Dashboards;

/// <summary>
/// One figure in every division that pages make of it: the whole, by each axis, by each two, and so on to all of them together.
/// Says which cells may be shown, so that no page and no other page's rest tells a small one.
/// </summary>
/// <remarks>
/// A cell is hidden when one of its counts is small, when the cell it is a part of is hidden (its parts would add up to it),
/// and when it is needed as a partner, until neither a line of an axis nor all sums together give a small cell away.
/// Every page that could show a cell asks a lattice of the same axes' counts, and so hides the same.
/// </remarks>
internal sealed class CellLattice
{
    /// <summary>In place of a code: all of an axis together.</summary>
    public const string Whole = "*";

    private readonly CellGrid _grid;
    private readonly IReadOnlyList<int[]> _counts;
    private readonly IReadOnlyList<IReadOnlyList<CellState>> _hiddenToo;
    private readonly int _pieces;
    private readonly CoarserLattice? _coarser;
    private readonly CellState[] _states;

    /// <param name="axes">What the figure is divided by.</param>
    /// <param name="cells">The smallest cells: a code on every axis, and the cell's counts, the number of rows first. Those not given are nought.</param>
    /// <param name="hiddenToo">Lattices of the same axes; what they hide is hidden here as well.</param>
    public CellLattice(IReadOnlyList<LatticeAxis> axes, IReadOnlyCollection<(IReadOnlyList<string> Codes, IReadOnlyList<int> Counts)> cells, params IEnumerable<CellLattice?> hiddenToo)
        : this(new CellGrid(axes), cells, hiddenToo)
    {
    }

    /// <param name="grid">The cells.</param>
    /// <param name="counts">By kind, the number of rows first, then by cell, wholes included. With pieces of time, all pieces of a kind one after the other.</param>
    /// <param name="hiddenToo">States of the same cells; what is hidden there is hidden here as well.</param>
    /// <param name="pieces">How many pieces of time each kind has.</param>
    /// <param name="coarser">The same kinds in longer pieces, of which it has settled what is shown.</param>
    public CellLattice(CellGrid grid, IReadOnlyList<int[]> counts, IReadOnlyList<IReadOnlyList<CellState>> hiddenToo, int pieces = 1, CoarserLattice? coarser = null)
    {
        (_grid, _counts, _hiddenToo, _pieces, _coarser) = (grid, counts, hiddenToo, pieces, coarser);
        _states = new CellState[grid.Size];
        Hide();
    }

    private CellLattice(CellGrid grid, IReadOnlyCollection<(IReadOnlyList<string> Codes, IReadOnlyList<int> Counts)> cells, IEnumerable<CellLattice?> hiddenToo)
        : this(grid, Place(grid, cells), [.. hiddenToo.OfType<CellLattice>().Select(lattice => lattice.States)])
    {
    }

    /// <summary>By cell.</summary>
    public IReadOnlyList<CellState> States => _states;

    /// <param name="codes">One an axis. What nobody ever had is nought for everybody and may be shown.</param>
    public CellState StateOf(IReadOnlyList<string> codes) => _grid.Find(codes) is { } cell ? _states[cell] : CellState.Shown;

    private static int[][] Place(CellGrid grid, IReadOnlyCollection<(IReadOnlyList<string> Codes, IReadOnlyList<int> Counts)> cells)
    {
        int[][] placed = [.. Enumerable.Range(0, cells.Select(cell => cell.Counts.Count).DefaultIfEmpty(1).Max()).Select(_ => new int[grid.Size])];
        foreach (var (codes, counts) in cells)
        {
            var cell = grid.Find(codes) ?? throw new ArgumentException("A cell has a code that its axis lacks.", nameof(cells));
            for (var kind = 0; kind < counts.Count; kind++)
                placed[kind][cell] += counts[kind];
        }

        foreach (var counts in placed)
            grid.AddUp(counts);
        return placed;
    }

    // From the whole towards the smallest cells. A division is settled by itself and what it is a part of, so that a page with fewer axes settles it alike.
    private void Hide()
    {
        foreach (var division in _grid.InOrder)
        {
            var cells = _grid.CellsOf(division);
            var hidden = 0;
            foreach (var cell in cells)
            {
                _states[cell] = StateAtFirst(cell);
                hidden += _states[cell] == CellState.Shown ? 0 : 1;
            }

            if (hidden == 0 || hidden == cells.Length)
                continue;
            do
                AddPartners(_grid.LinesOf(division));
            while (HideMore(division, cells));
        }
    }

    private void AddPartners(CellLine[] lines)
    {
        var isChanging = true;
        while (isChanging)
        {
            isChanging = false;
            foreach (var line in lines)
                isChanging |= SmallCells.AddPartners(_counts, _states, line.Parts, line.IsWholeKnown);
        }
    }

    // Lines by themselves are not all: several together, and longer pieces of time, can still pin a cell down. Each cell that is so recovered takes the nearest shown one with it.
    private bool HideMore(int division, int[] cells)
    {
        if (Array.TrueForAll(cells, cell => _states[cell] != CellState.Shown))
            return false;
        var hasHidden = false;
        int[] within = [.. _grid.InOrder.Where(other => (other & ~division) == 0).SelectMany(_grid.CellsOf)];
        for (var kind = 0; kind < _counts.Count; kind += _pieces)
        {
            if (!HasSmall(kind, within))
                continue;
            CellSum[] sums = [.. _grid.SumsWithin(division).Where(HasHidden)];
            foreach (var small in CellBounds.RecoverSmall(LayersOf(kind / _pieces), sums))
            {
                int[] shown = [.. cells.Where(cell => _states[cell] == CellState.Shown)];
                if (shown.Length == 0)
                    return false;
                var partner = shown.MinBy(cell => (Distance(cell, small), Noughts(kind, cell), _counts[0][cell], cell));
                _states[partner] = CellState.Partner;
                hasHidden = true;
            }
        }

        return hasHidden;

        bool HasHidden(CellSum sum) => _states[sum.Whole] != CellState.Shown || _grid.IsUntold(sum.Whole) || Array.Exists(sum.Parts, part => _states[part] != CellState.Shown);

        // On how many axes another part is meant.
        int Distance(int cell, int other)
        {
            var distance = 0;
            for (var axis = 0; axis < _grid.Axes.Count; axis++)
                distance += (division >> axis & 1) == 1 && !_grid.IsWhole(axis, other) && _grid.NumberOn(axis, cell) != _grid.NumberOn(axis, other) ? 1 : 0;
            return distance;
        }
    }

    private bool HasSmall(int kind, int[] cells)
    {
        foreach (var cell in cells)
        {
            if (_states[cell] == CellState.Shown)
                continue;
            for (var piece = kind; piece < kind + _pieces; piece++)
            {
                if (SmallCells.IsSmall(_counts[piece][cell]))
                    return true;
            }
        }

        return false;
    }

    // A nought is a poor partner: it is the part that readers can most easily guess.
    private int Noughts(int kind, int cell)
    {
        var noughts = 0;
        for (var piece = kind; piece < kind + _pieces; piece++)
            noughts += _counts[piece][cell] == 0 ? 1 : 0;
        return noughts;
    }

    private List<CellLayer> LayersOf(int kind)
    {
        var layers = new List<CellLayer>();
        for (var lattice = this; lattice is not null; lattice = lattice._coarser?.Lattice)
        {
            var isTold = new bool[_grid.Size];
            for (var cell = 0; cell < isTold.Length; cell++)
                isTold[cell] = lattice._states[cell] == CellState.Shown && !_grid.IsUntold(cell);
            layers.Add(new CellLayer([.. Enumerable.Range(kind * lattice._pieces, lattice._pieces).Select(piece => lattice._counts[piece])], isTold, lattice._coarser?.PieceOf ?? []));
        }

        return layers;
    }

    private CellState StateAtFirst(int cell)
    {
        if (_grid.IsUntold(cell))
            return CellState.Shown;
        foreach (var counts in _counts)
        {
            if (SmallCells.IsSmall(counts[cell]))
                return CellState.Small;
        }

        foreach (var states in _hiddenToo)
        {
            if (states[cell] != CellState.Shown)
                return CellState.Partner;
        }

        for (var axis = 0; axis < _grid.Axes.Count; axis++)
        {
            if (!_grid.IsWhole(axis, cell) && _states[_grid.WholeOf(axis, cell)] != CellState.Shown)
                return CellState.Partner;
        }

        return CellState.Shown;
    }
}

/// <param name="Lattice">Of the same grid and kinds.</param>
/// <param name="PieceOf">Of each piece of time, which of the lattice's own it lies in; null when in none.</param>
internal sealed record CoarserLattice(CellLattice Lattice, int?[] PieceOf);
