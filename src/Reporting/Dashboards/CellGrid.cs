namespace Palveluohjaus.Reporting.Dashboards;

/// <summary>The cells that some axes make: every code of every axis, and every whole. Cells are numbered; a whole has the highest number on its axis.</summary>
internal sealed class CellGrid
{
    private readonly int[] _strides;
    private readonly int[] _divisions;
    private readonly int[][] _cells;
    private readonly CellLine[]?[] _lines;
    private readonly CellSum[]?[] _sums;

    /// <param name="axes">What the figure is divided by.</param>
    public CellGrid(IReadOnlyList<LatticeAxis> axes)
    {
        Axes = axes;
        _strides = new int[axes.Count];
        Size = 1;
        for (var axis = 0; axis < axes.Count; axis++)
        {
            _strides[axis] = Size;
            Size *= axes[axis].Count + 1;
        }

        _divisions = new int[Size];
        var counts = new int[1 << axes.Count];
        for (var cell = 0; cell < Size; cell++)
        {
            for (var axis = 0; axis < axes.Count; axis++)
                _divisions[cell] |= NumberOn(axis, cell) == axes[axis].Count ? 0 : 1 << axis;
            counts[_divisions[cell]]++;
        }

        _cells = Array.ConvertAll(counts, count => new int[count]);
        for (var cell = Size - 1; cell >= 0; cell--)
            _cells[_divisions[cell]][--counts[_divisions[cell]]] = cell;
        _lines = new CellLine[_cells.Length][];
        _sums = new CellSum[_cells.Length][];
        InOrder = [.. Enumerable.Range(0, _cells.Length).OrderBy(int.PopCount)];
    }

    public IReadOnlyList<LatticeAxis> Axes { get; }

    /// <summary>How many cells there are.</summary>
    public int Size { get; }

    /// <summary>The cell that is whole on every axis.</summary>
    public int Whole => Size - 1;

    /// <summary>Divisions, each a set of axes as bits, from the whole to the division by all axes.</summary>
    public IReadOnlyList<int> InOrder { get; }

    public int[] CellsOf(int division) => _cells[division];

    /// <param name="codes">One an axis.</param>
    /// <returns>Null when an axis lacks its code.</returns>
    public int? Find(IReadOnlyList<string> codes)
    {
        var cell = 0;
        for (var axis = 0; axis < Axes.Count; axis++)
        {
            if ((codes[axis] == CellLattice.Whole ? Axes[axis].Count : Axes[axis].NumberOf(codes[axis])) is not { } number)
                return null;
            cell += _strides[axis] * number;
        }

        return cell;
    }

    public int NumberOn(int axis, int cell) => cell / _strides[axis] % (Axes[axis].Count + 1);

    public bool IsWhole(int axis, int cell) => (_divisions[cell] >> axis & 1) == 0;

    public int WholeOf(int axis, int cell) => cell + (_strides[axis] * (Axes[axis].Count - NumberOn(axis, cell)));

    // The whole of rows stands on no page.
    public bool IsUntold(int cell)
    {
        for (var axis = 0; axis < Axes.Count; axis++)
        {
            if (Axes[axis].Kind == AxisKind.Rows && IsWhole(axis, cell))
                return true;
        }

        return false;
    }

    /// <summary>Fills the wholes of counts that have the smallest cells only.</summary>
    public void AddUp(int[] counts)
    {
        for (var axis = 0; axis < Axes.Count; axis++)
        {
            var (stride, length) = (_strides[axis], Axes[axis].Count);
            if (length == 0)
                continue;
            for (var cell = 0; cell < Size; cell++)
            {
                if (!IsWhole(axis, cell))
                    continue;
                // Later axes have no wholes yet; what is summed there is nought and is written over on their turn.
                var sum = counts[cell - stride];
                for (var part = 2; part <= length && Axes[axis].Kind != AxisKind.Moments; part++)
                    sum += counts[cell - (stride * part)];
                counts[cell] = sum;
            }
        }
    }

    /// <summary>The cells of a division that are parts of one whole.</summary>
    public CellLine[] LinesOf(int division) => _lines[division] ??= [.. FindLines(division)];

    /// <summary>What a reader can add up, in a division and all that it is a part of.</summary>
    public CellSum[] SumsWithin(int division) => _sums[division] ??= [.. FindSums(division)];

    private IEnumerable<CellLine> FindLines(int division)
    {
        foreach (var cell in _cells[division])
        {
            for (var axis = 0; axis < Axes.Count; axis++)
            {
                if (NumberOn(axis, cell) == 0 && !IsWhole(axis, cell) && Axes[axis].Kind != AxisKind.Moments)
                    yield return new CellLine(PartsOf(axis, WholeOf(axis, cell)), Axes[axis].Kind == AxisKind.Parts);
            }
        }
    }

    private IEnumerable<CellSum> FindSums(int division)
    {
        for (var cell = 0; cell < Size; cell++)
        {
            if ((_divisions[cell] & ~division) != 0)
                continue;
            for (var axis = 0; axis < Axes.Count; axis++)
            {
                if ((division >> axis & 1) == 1 && IsWhole(axis, cell) && Axes[axis].Count > 0)
                    yield return new CellSum(cell, Axes[axis].Kind == AxisKind.Moments ? [cell - _strides[axis]] : PartsOf(axis, cell));
            }
        }
    }

    private int[] PartsOf(int axis, int whole)
    {
        var parts = new int[Axes[axis].Count];
        for (var part = 0; part < parts.Length; part++)
            parts[part] = whole - (_strides[axis] * (part + 1));
        return parts;
    }
}

/// <param name="Parts">The cells.</param>
/// <param name="IsWholeKnown">False when no page tells the whole.</param>
internal sealed record CellLine(int[] Parts, bool IsWholeKnown);

/// <summary>What a figure is divided by.</summary>
internal sealed class LatticeAxis(IEnumerable<string> codes, AxisKind kind)
{
    private readonly Dictionary<string, int> _numbers = new(codes.Distinct().Order(StringComparer.Ordinal).Select((code, number) => KeyValuePair.Create(code, number)), StringComparer.Ordinal);

    public AxisKind Kind => kind;

    /// <summary>How many codes there are.</summary>
    public int Count => _numbers.Count;

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
