using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Paths;

/// <summary>
/// The groups that a filter divides cases into: the one asked about, and its peers. A count of the group asked about may be shown only where the peers' pages and
/// the whole county's do not tell a small one by subtraction; see <see cref="CellLattice"/>.
/// </summary>
internal sealed class PathPeers
{
    // Beyond this the hiding takes longer than anybody waits.
    private const int MostCells = 2_000_000;

    private readonly DimensionColumn[] _columns;
    private readonly string[][] _codes;
    private readonly string[] _own;
    private readonly int[] _strides;
    private readonly int[] _ownNumbers;

    /// <param name="cases">Whose dimensions limit.</param>
    /// <param name="only">What the page is limited to.</param>
    public PathPeers(CaseTable cases, IReadOnlyDictionary<Dimension, string> only)
    {
        var limits = only.OrderBy(limit => limit.Key).ToArray();
        _columns = [.. limits.Select(limit => cases.Dimensions[limit.Key])];
        _own = [.. limits.Select(limit => limit.Value)];
        _codes = [.. _columns.Select(column => Enumerable.Range(0, column.ValueCount).Select(number => column.ValueOf(number) ?? string.Empty).ToArray())];
        _strides = new int[limits.Length];
        _ownNumbers = [.. limits.Select((limit, index) => _columns[index].NumberOf(limit.Value) ?? -1)];
        // Long, and stopped before it overflows: whoever has so many peers is refused anyway.
        var size = 1L;
        for (var axis = 0; axis < limits.Length; axis++)
        {
            _strides[axis] = (int)size;
            size = Math.Min(MostCells + 1L, size * (_codes[axis].Length + 1));
        }

        Size = (int)size;
    }

    /// <summary>How many cells one count is divided into.</summary>
    public int Size { get; }

    public bool IsAlone => _columns.Length == 0;

    /// <summary>Whether so many counts can be looked through.</summary>
    public bool CanHide(int counts) => IsAlone || (long)Size * counts <= MostCells;

    /// <summary>The group asked about; -1 when no case has its codes.</summary>
    public int Own => Array.Exists(_ownNumbers, number => number < 0) ? -1 : CellOf(axis => _ownNumbers[axis]);

    /// <summary>The number of a row's group: its cell.</summary>
    public int GroupOf(int row) => CellOf(axis => _columns[axis][row]);

    public bool MayShow(PathCount count)
    {
        if (SmallCells.IsSmall(count.Count))
            return false;
        if (IsAlone)
            return true;
        var cells = count.Peers.Select(peer => ((IReadOnlyList<string>)CodesOf(peer.Group), (IReadOnlyList<int>)[peer.Count])).ToList();
        if (count.Count > 0)
            cells.Add((_own, [count.Count]));
        var lattice = new CellLattice([.. _codes.Select((codes, axis) => new LatticeAxis(codes.Append(_own[axis]), AxisKind.Parts))], cells);
        return lattice.StateOf(_own) == CellState.Shown;
    }

    private string[] CodesOf(int cell) => [.. _codes.Select((codes, axis) => codes[cell / _strides[axis] % (codes.Length + 1)])];

    private int CellOf(Func<int, int> numberOn)
    {
        var cell = 0;
        for (var axis = 0; axis < _strides.Length; axis++)
            cell += _strides[axis] * numberOn(axis);
        return cell;
    }
}
