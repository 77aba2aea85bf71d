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

    private readonly IReadOnlyList<LatticeAxis> _axes;
    private readonly int[] _strides;
    private readonly int[][] _counts;
    private readonly CellState[] _states;

    /// <summary>Of each cell, the axes on which it is a part, as bits.</summary>
    private readonly int[] _divisions;

    /// <param name="axes">What the figure is divided by.</param>
    /// <param name="cells">The smallest cells: a code on every axis, and the cell's counts, the number of rows first. Those not given are nought.</param>
    /// <param name="hiddenToo">A lattice of the same axes; what it hides is hidden here as well.</param>
    public CellLattice(IReadOnlyList<LatticeAxis> axes, IReadOnlyCollection<(IReadOnlyList<string> Codes, IReadOnlyList<int> Counts)> cells, CellLattice? hiddenToo = null)
    {
        _axes = axes;
        _strides = new int[axes.Count];
        var size = 1;
        for (var axis = 0; axis < axes.Count; axis++)
        {
            _strides[axis] = size;
            size *= axes[axis].Codes.Count + 1;
        }

        _states = new CellState[size];
        _divisions = [.. Enumerable.Range(0, size).Select(DivisionOf)];
        _counts = [.. Enumerable.Range(0, cells.Select(cell => cell.Counts.Count).DefaultIfEmpty(1).Max()).Select(_ => new int[size])];
        foreach (var (codes, counts) in cells)
        {
            var cell = Find(codes) ?? throw new ArgumentException("A cell has a code that its axis lacks.", nameof(cells));
            for (var kind = 0; kind < counts.Count; kind++)
                _counts[kind][cell] += counts[kind];
        }

        AddUp();
        Hide(hiddenToo);
    }

    /// <param name="codes">One an axis. What nobody ever had is nought for everybody and may be shown.</param>
    public CellState StateOf(IReadOnlyList<string> codes) => Find(codes) is { } cell ? _states[cell] : CellState.Shown;

    private int? Find(IReadOnlyList<string> codes)
    {
        var cell = 0;
        for (var axis = 0; axis < _axes.Count; axis++)
        {
            if ((codes[axis] == Whole ? _axes[axis].Codes.Count : _axes[axis].NumberOf(codes[axis])) is not { } number)
                return null;
            cell += _strides[axis] * number;
        }

        return cell;
    }

    private int NumberOn(int axis, int cell) => cell / _strides[axis] % (_axes[axis].Codes.Count + 1);

    private bool IsWhole(int axis, int cell) => (_divisions[cell] >> axis & 1) == 0;

    // The whole has the highest number on its axis.
    private int WholeOf(int axis, int cell) => cell + (_strides[axis] * (_axes[axis].Codes.Count - NumberOn(axis, cell)));

    private int[] PartsOf(int axis, int whole)
    {
        var parts = new int[_axes[axis].Codes.Count];
        for (var part = 0; part < parts.Length; part++)
            parts[part] = whole - (_strides[axis] * (part + 1));
        return parts;
    }

    private void AddUp()
    {
        for (var axis = 0; axis < _axes.Count; axis++)
        {
            for (var cell = 0; cell < _states.Length; cell++)
            {
                if (!IsWhole(axis, cell) || _axes[axis].Codes.Count == 0)
                    continue;
                // Later axes have no wholes yet; what is summed there is nought and is written over on their turn.
                int[] parts = _axes[axis].Kind == AxisKind.Moments ? [cell - _strides[axis]] : PartsOf(axis, cell);
                foreach (var counts in _counts)
                    counts[cell] = parts.Sum(part => counts[part]);
            }
        }
    }

    // From the whole towards the smallest cells. A division is settled by itself and what it is a part of, so that a page with fewer axes settles it alike.
    private void Hide(CellLattice? hiddenToo)
    {
        foreach (var division in Enumerable.Range(0, 1 << _axes.Count).OrderBy(division => int.PopCount(division)))
        {
            int[] cells = [.. Enumerable.Range(0, _states.Length).Where(cell => _divisions[cell] == division)];
            foreach (var cell in cells)
                _states[cell] = StateAtFirst(cell, hiddenToo);
            var lines = LinesOf(cells).ToList();
            AddPartners(lines);
            if (Array.TrueForAll(cells, cell => _states[cell] != CellState.Shown))
                continue;
            var sums = SumsWithin(division).ToList();
            while (HideMore(division, cells, sums))
                AddPartners(lines);
        }
    }

    private int DivisionOf(int cell)
    {
        var division = 0;
        for (var axis = 0; axis < _axes.Count; axis++)
            division |= NumberOn(axis, cell) == _axes[axis].Codes.Count ? 0 : 1 << axis;
        return division;
    }

    private void AddPartners(List<(int[] Parts, bool IsWholeKnown)> lines)
    {
        var isChanging = true;
        while (isChanging)
        {
            isChanging = false;
            foreach (var (parts, isWholeKnown) in lines)
                isChanging |= SmallCells.AddPartners(_counts, _states, parts, isWholeKnown);
        }
    }

    // Lines by themselves are not all: several together can still pin a cell down. Each cell that is so recovered takes the nearest shown one with it.
    private bool HideMore(int division, int[] cells, List<CellSum> sums)
    {
        var hasHidden = false;
        foreach (var counts in _counts)
        {
            var recovered = CellBounds.Recover(counts, cell => _states[cell] == CellState.Shown && !IsUntold(cell), sums);
            foreach (var small in recovered.Where(cell => SmallCells.IsSmall(counts[cell])))
            {
                int[] shown = [.. cells.Where(cell => _states[cell] == CellState.Shown)];
                if (shown.Length == 0)
                    return hasHidden;
                var partner = shown.MinBy(cell => (Distance(cell, small), counts[cell] == 0, _counts[0][cell], cell));
                _states[partner] = CellState.Partner;
                hasHidden = true;
            }
        }

        return hasHidden;

        // On how many axes another part is meant.
        int Distance(int cell, int other) =>
            Enumerable.Range(0, _axes.Count).Count(axis => (division >> axis & 1) == 1 && !IsWhole(axis, other) && NumberOn(axis, cell) != NumberOn(axis, other));
    }

    /// <summary>What a reader can add up, in a division and all that it is a part of.</summary>
    private IEnumerable<CellSum> SumsWithin(int division)
    {
        for (var cell = 0; cell < _states.Length; cell++)
        {
            if ((_divisions[cell] & ~division) != 0)
                continue;
            for (var axis = 0; axis < _axes.Count; axis++)
            {
                if ((division >> axis & 1) == 1 && IsWhole(axis, cell) && _axes[axis].Codes.Count > 0)
                    yield return new CellSum(cell, _axes[axis].Kind == AxisKind.Moments ? [cell - _strides[axis]] : PartsOf(axis, cell));
            }
        }
    }

    // The whole of rows stands on no page.
    private bool IsUntold(int cell) => Enumerable.Range(0, _axes.Count).Any(axis => _axes[axis].Kind == AxisKind.Rows && IsWhole(axis, cell));

    private CellState StateAtFirst(int cell, CellLattice? hiddenToo)
    {
        if (IsUntold(cell))
            return CellState.Shown;
        if (_counts.Any(counts => SmallCells.IsSmall(counts[cell])))
            return CellState.Small;
        if (hiddenToo is not null && hiddenToo._states[cell] != CellState.Shown)
            return CellState.Partner;
        for (var axis = 0; axis < _axes.Count; axis++)
        {
            if (!IsWhole(axis, cell) && _states[WholeOf(axis, cell)] != CellState.Shown)
                return CellState.Partner;
        }

        return CellState.Shown;
    }

    private IEnumerable<(int[] Parts, bool IsWholeKnown)> LinesOf(int[] cells)
    {
        foreach (var cell in cells)
        {
            for (var axis = 0; axis < _axes.Count; axis++)
            {
                if (NumberOn(axis, cell) != 0 || IsWhole(axis, cell) || _axes[axis].Kind == AxisKind.Moments)
                    continue;
                yield return (PartsOf(axis, WholeOf(axis, cell)), _axes[axis].Kind == AxisKind.Parts);
            }
        }
    }
}

/// <summary>What a figure is divided by.</summary>
internal sealed class LatticeAxis(IEnumerable<string> codes, AxisKind kind)
{
    private readonly Dictionary<string, int> _numbers = new(codes.Distinct().Order(StringComparer.Ordinal).Select((code, number) => KeyValuePair.Create(code, number)), StringComparer.Ordinal);

    public AxisKind Kind => kind;
    public IReadOnlyCollection<string> Codes => _numbers.Keys;

    public int? NumberOf(string code) => _numbers.TryGetValue(code, out var number) ? number : null;
}

internal enum AxisKind
{
    /// <summary>The parts add up to a whole that some page shows.</summary>
    Parts,

    /// <summary>The parts add up to a whole that no page shows.</summary>
    Rows,

    /// <summary>Counts at moments in time, which add up to nothing; the last is the moment at which the period ends.</summary>
    Moments,
}
