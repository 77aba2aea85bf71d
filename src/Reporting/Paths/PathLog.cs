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
/// <param name="counted">Every group's.</param>
/// <param name="own">The number of the group asked about.</param>
internal abstract class PathCount(GroupedCount counted, int own)
{
    protected CountOfGroup? Own { get; } = counted.Find(own);

    public int Count => Own?.Cases ?? 0;

    /// <summary>The other groups and their counts.</summary>
    public IEnumerable<(int Group, int Count)> Peers => counted.Groups.Where(group => group.Key != own).Select(group => (group.Key, group.Value.Cases));

    /// <summary>Of the cases asked about, the time in the middle; null when none was measured.</summary>
    public double? MedianSeconds => Own?.MedianSeconds;
}

/// <param name="key">The activity's number in the trace vocabulary; of the arrival at another unit, the unit's number with a minus; 0 for the ends.</param>
/// <param name="counted">Every group\'s cases.</param>
/// <param name="own">The number of the group asked about.</param>
internal sealed class PathStep(int key, GroupedCount counted, int own) : PathCount(counted, own)
{
    public int Key => key;
    public bool IsUnit => key < 0;

    /// <summary>How many steps the cases had before it, added up.</summary>
    public long PositionSum => Own?.PositionSum ?? 0;
}

/// <param name="from">A step's number.</param>
/// <param name="to">The number of the one right after it.</param>
/// <param name="counted">Every group\'s cases.</param>
/// <param name="own">The number of the group asked about.</param>
internal sealed class PathEdge(int from, int to, GroupedCount counted, int own) : PathCount(counted, own)
{
    public int From => from;
    public int To => to;

    /// <summary>The same step again. No part of what comes to a step or leaves it.</summary>
    public bool IsRepeat => from == to;
}

/// <param name="steps">Numbers, from the first step to <see cref="PathLog.End"/> or <see cref="PathLog.Open"/>; a step that repeats itself stands once.</param>
/// <param name="counted">Every group\'s cases.</param>
/// <param name="own">The number of the group asked about.</param>
internal sealed class PathVariant(int[] steps, GroupedCount counted, int own) : PathCount(counted, own)
{
    public int[] Steps => steps;

    /// <summary>What follows what along the path, from <see cref="PathLog.Start"/>.</summary>
    public IEnumerable<(int From, int To)> Edges => steps.Select((step, index) => (index == 0 ? PathLog.Start : steps[index - 1], step)).Distinct();
}

/// <summary>Cases that went from a unit to another and straight back.</summary>
/// <param name="unit">The unit's key: its number in the trace vocabulary with a minus.</param>
/// <param name="other">The key of the one it came back from.</param>
/// <param name="counted">Every group\'s cases.</param>
/// <param name="own">The number of the group asked about.</param>
internal sealed class PathReturn(int unit, int other, GroupedCount counted, int own) : PathCount(counted, own)
{
    public int Unit => unit;
    public int Other => other;
}
