using System.Runtime.InteropServices;

namespace Palveluohjaus.Reporting.Paths;

/// <summary>What was found along the cases of a period: steps, what follows what, whole paths, and cases that come back. Every count is of cases, so a case that loops counts once.</summary>
internal sealed class PathLog
{
    /// <summary>The number of the place before the first step of every case.</summary>
    public const int Start = 0;

    /// <summary>After the last step of a closed case.</summary>
    public const int End = 1;

    /// <summary>After the latest step of a case that is still open.</summary>
    public const int Open = 2;

    /// <summary>By number. The first three are <see cref="Start"/>, <see cref="End"/> and <see cref="Open"/>.</summary>
    public required IReadOnlyList<PathStep> Steps { get; init; }

    public required IReadOnlyList<PathEdge> Edges { get; init; }
    public required IReadOnlyList<PathVariant> Variants { get; init; }
    public required IReadOnlyList<PathReturn> Returns { get; init; }

    public int Cases => Steps[Start].Count;

    public static bool IsTerminal(int step) => step <= Open;
}

/// <summary>Something counted in cases, in the group asked about and in its peers.</summary>
internal abstract class PathCount
{
    /// <summary>The group of the cases asked about; peers have other numbers.</summary>
    public const int Own = 0;

    private readonly List<int> _seconds = [];
    private int _latestCase = -1;

    public int Count { get; private set; }

    /// <summary>The counts of the peers' groups; null while there is none.</summary>
    public Dictionary<int, int>? Peers { get; private set; }

    /// <summary>Of the cases asked about, the time in the middle; null when none was measured.</summary>
    public double? MedianSeconds { get; private set; }

    /// <summary>Counts a case once, however often it comes by.</summary>
    /// <returns>False when the case was counted before.</returns>
    public bool CountCase(int caseNumber, int group)
    {
        if (_latestCase == caseNumber)
            return false;
        _latestCase = caseNumber;
        if (group == Own)
            Count++;
        else
            CollectionsMarshal.GetValueRefOrAddDefault(Peers ??= [], group, out _)++;
        return true;
    }

    public void AddTime(long milliseconds) => _seconds.Add((int)Math.Min(int.MaxValue, milliseconds / 1000));

    public void FindMedian()
    {
        if (_seconds.Count == 0)
            return;
        _seconds.Sort();
        var middle = _seconds.Count / 2;
        MedianSeconds = _seconds.Count % 2 == 1 ? _seconds[middle] : ((double)_seconds[middle - 1] + _seconds[middle]) / 2;
        _seconds.Clear();
    }
}

/// <param name="key">The activity's number in the trace vocabulary; of the arrival at another unit, the unit's number with a minus; 0 for the ends.</param>
internal sealed class PathStep(int key) : PathCount
{
    public int Key => key;
    public bool IsUnit => key < 0;

    /// <summary>How many steps the cases had before it, added up.</summary>
    public long PositionSum { get; set; }
}

/// <param name="from">A step's number.</param>
/// <param name="to">The number of the one right after it.</param>
internal sealed class PathEdge(int from, int to) : PathCount
{
    public int From => from;
    public int To => to;

    /// <summary>The same step again. No part of what comes to a step or leaves it.</summary>
    public bool IsRepeat => from == to;
}

/// <param name="steps">Numbers, from the first step to <see cref="PathLog.End"/> or <see cref="PathLog.Open"/>; a step that repeats itself stands once.</param>
internal sealed class PathVariant(int[] steps) : PathCount
{
    public int[] Steps => steps;

    /// <summary>What follows what along the path, from <see cref="PathLog.Start"/>.</summary>
    public IEnumerable<(int From, int To)> Edges => steps.Select((step, index) => (index == 0 ? PathLog.Start : steps[index - 1], step)).Distinct();
}

/// <summary>Cases that went from a unit to another and straight back.</summary>
/// <param name="unit">The unit's key: its number in the trace vocabulary with a minus.</param>
/// <param name="other">The key of the one it came back from.</param>
internal sealed class PathReturn(int unit, int other) : PathCount
{
    public int Unit => unit;
    public int Other => other;
}
