using System.Globalization;
using System.Text;
using Palveluohjaus.Reporting.Dashboards;

namespace Palveluohjaus.Reporting.Tests.Dashboards;

/// <summary>
/// A reader with patience: learns what pages show of a county whose every count is known here, and narrows each hidden count between a lowest and a highest possible
/// one along all sums there are – parts of a whole, periods within periods, a share's part and rest – until nothing narrows any more.
/// </summary>
internal sealed class DifferenceAttack
{
    public const string All = "";
    private const int MostRounds = 60;

    private readonly IReadOnlyList<string[]> _axes;
    private readonly DateOnly[] _days;
    private readonly IReadOnlyList<(string Whole, string[] Parts)> _sumsOfKinds;
    private readonly int[] _strides;
    private readonly int _size;

    /// <summary>By kind and cell, how many there have been before each day.</summary>
    private readonly Dictionary<string, int[][]> _truth;

    /// <summary>By kind and cell, the most that the count before one day can exceed the count before another.</summary>
    private readonly Dictionary<string, int[][]> _most;

    /// <param name="axes">The codes of each axis.</param>
    /// <param name="days">The days on which periods may begin and end.</param>
    /// <param name="kinds">What is counted.</param>
    /// <param name="sumsOfKinds">Kinds that are sums of others.</param>
    public DifferenceAttack(IReadOnlyList<string[]> axes, DateOnly[] days, string[] kinds, IReadOnlyList<(string Whole, string[] Parts)> sumsOfKinds)
    {
        (_axes, _days, _sumsOfKinds) = (axes, days, sumsOfKinds);
        _strides = new int[axes.Count];
        _size = 1;
        for (var axis = 0; axis < axes.Count; axis++)
        {
            _strides[axis] = _size;
            _size *= axes[axis].Length + 1;
        }

        _truth = kinds.ToDictionary(kind => kind, _ => Cells(() => new int[days.Length]));
        _most = kinds.ToDictionary(kind => kind, _ => Cells(Unknown));
    }

    /// <summary>How many figures were learnt.</summary>
    public int Learnt { get; private set; }

    /// <summary>One more of a kind, as it is in truth.</summary>
    public void Count(string kind, DateOnly day, int count, params ReadOnlySpan<string> codes)
    {
        // In every cell that holds it: the whole or its own part on each axis.
        for (var wholes = 0; wholes < 1 << _axes.Count; wholes++)
        {
            var cell = 0;
            for (var axis = 0; axis < _axes.Count; axis++)
                cell += _strides[axis] * ((wholes >> axis & 1) == 1 ? _axes[axis].Length : Array.IndexOf(_axes[axis], codes[axis]));
            for (var index = 0; index < _days.Length; index++)
                _truth[kind][cell][index] += day < _days[index] ? count : 0;
        }
    }

    /// <summary>What a page shows of a period; it tells the counts of all these kinds.</summary>
    /// <returns>The first of the counts.</returns>
    public int Learn(IEnumerable<string> kinds, IReadOnlyList<string> codes, DateOnly from, DateOnly to)
    {
        var cell = 0;
        for (var axis = 0; axis < _axes.Count; axis++)
            cell += _strides[axis] * (codes[axis] == All ? _axes[axis].Length : Array.IndexOf(_axes[axis], codes[axis]));
        var (first, end) = (NumberOf(from), NumberOf(to));
        var counts = new List<int>();
        foreach (var kind in kinds)
        {
            var count = _truth[kind][cell][end] - _truth[kind][cell][first];
            _most[kind][cell][(first * _days.Length) + end] = count;
            _most[kind][cell][(end * _days.Length) + first] = -count;
            counts.Add(count);
        }

        Learnt++;
        return counts[0];
    }

    /// <summary>How many small counts there are to find.</summary>
    public int CountSmall() => Each().Count(each => SmallCells.IsSmall(each.Truth));

    /// <param name="mostLimits">How many limits the cells may have that are looked at in the end; all of them are reckoned with.</param>
    /// <returns>The small counts that can be but one number, a line each.</returns>
    public string Recover(int mostLimits)
    {
        var isNarrowing = true;
        for (var round = 0; isNarrowing && round < MostRounds; round++)
        {
            isNarrowing = false;
            foreach (var cells in _most.Values)
            {
                foreach (var most in cells)
                    isNarrowing |= AddUpPeriods(most);
                isNarrowing |= AddUpParts(cells);
            }

            foreach (var (whole, parts) in _sumsOfKinds)
            {
                for (var cell = 0; cell < _size; cell++)
                    isNarrowing |= Narrow(_most[whole][cell], [.. parts.Select(part => _most[part][cell])]);
            }
        }

        var text = new StringBuilder();
        foreach (var (kind, cell, from, to, count, isKnown) in Each())
        {
            if (isKnown && SmallCells.IsSmall(count) && LimitsOf(cell) <= mostLimits)
                text.AppendLine(CultureInfo.InvariantCulture, $"{kind} of {NameOf(cell)} {_days[from]:yyyy-MM-dd}–{_days[to]:yyyy-MM-dd} is {count}");
        }

        return text.ToString();
    }

    private IEnumerable<(string Kind, int Cell, int From, int To, int Truth, bool IsKnown)> Each()
    {
        foreach (var (kind, cells) in _most)
        {
            for (var cell = 0; cell < _size; cell++)
            {
                for (var from = 0; from < _days.Length; from++)
                {
                    for (var to = from + 1; to < _days.Length; to++)
                        yield return (kind, cell, from, to, _truth[kind][cell][to] - _truth[kind][cell][from], cells[cell][(from * _days.Length) + to] == -cells[cell][(to * _days.Length) + from]);
                }
            }
        }
    }

    private int LimitsOf(int cell) => _axes.Where((codes, axis) => cell / _strides[axis] % (codes.Length + 1) < codes.Length).Count();

    private string NameOf(int cell) =>
        string.Join('/', _axes.Select((codes, axis) => (cell / _strides[axis] % (codes.Length + 1)) is var number && number < codes.Length ? codes[number] : "all"));

    private int[][] Cells(Func<int[]> create) => [.. Enumerable.Range(0, _size).Select(_ => create())];

    // What has been counted grows: it is never less before a later day.
    private int[] Unknown()
    {
        const int Endless = 1_000_000;
        var most = new int[_days.Length * _days.Length];
        for (var from = 0; from < _days.Length; from++)
        {
            for (var to = from + 1; to < _days.Length; to++)
                most[(from * _days.Length) + to] = Endless;
        }

        return most;
    }

    // Shortest paths: a period is at most what one way of putting it together from others is.
    private bool AddUpPeriods(int[] most)
    {
        var (count, hasNarrowed) = (_days.Length, false);
        for (var over = 0; over < count; over++)
        {
            for (var from = 0; from < count; from++)
            {
                var first = most[(from * count) + over];
                for (var to = 0; to < count; to++)
                {
                    var sum = first + most[(over * count) + to];
                    if (sum >= most[(from * count) + to])
                        continue;
                    most[(from * count) + to] = sum;
                    hasNarrowed = true;
                }
            }
        }

        return hasNarrowed;
    }

    private bool AddUpParts(int[][] cells)
    {
        var hasNarrowed = false;
        for (var whole = 0; whole < _size; whole++)
        {
            for (var axis = 0; axis < _axes.Count; axis++)
            {
                var length = _axes[axis].Length;
                if (whole / _strides[axis] % (length + 1) == length)
                    hasNarrowed |= Narrow(cells[whole], [.. Enumerable.Range(1, length).Select(part => cells[whole - (part * _strides[axis])])]);
            }
        }

        return hasNarrowed;
    }

    // For a pair of days in one order it is the most of the period, in the other the least, with its sign turned: both add up alike.
    private bool Narrow(int[] whole, int[][] parts)
    {
        var hasNarrowed = false;
        for (var from = 0; from < _days.Length; from++)
        {
            for (var to = 0; to < _days.Length; to++)
            {
                var (pair, turned) = ((from * _days.Length) + to, (to * _days.Length) + from);
                var (most, least) = (0, 0);
                foreach (var part in parts)
                {
                    most += part[pair];
                    least += part[turned];
                }

                hasNarrowed |= Lower(whole, pair, most);
                foreach (var part in parts)
                    hasNarrowed |= Lower(part, pair, whole[pair] + least - part[turned]);
            }
        }

        return hasNarrowed;
    }

    private static bool Lower(int[] most, int pair, int bound)
    {
        if (bound >= most[pair])
            return false;
        most[pair] = bound;
        return true;
    }

    private int NumberOf(DateOnly day)
    {
        var found = Array.BinarySearch(_days, day);
        return found >= 0 ? found : day < _days[0] ? 0 : throw new ArgumentException($"No period begins or ends on {day}.", nameof(day));
    }
}
