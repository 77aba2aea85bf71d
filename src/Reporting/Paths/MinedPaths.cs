using System.Runtime.InteropServices;

namespace Palveluohjaus.Reporting.Paths;

/// <summary>What was found along the cases of a period, for every group they are divided into: a page shows one group, and decides what to hide from all.</summary>
internal sealed class MinedPaths
{
    /// <summary>Key and count, by number.</summary>
    public required IReadOnlyList<(int Key, GroupedCount Counted)> Steps { get; init; }

    public required IReadOnlyDictionary<(int From, int To), GroupedCount> Edges { get; init; }
    public IReadOnlyDictionary<int[], GroupedCount> Variants { get; init; } = new Dictionary<int[], GroupedCount>();
    public IReadOnlyDictionary<(int Unit, int Other), GroupedCount> Returns { get; init; } = new Dictionary<(int, int), GroupedCount>();

    /// <summary>As one group's page shows it.</summary>
    public PathLog Of(int own) => new()
    {
        Steps = [.. Steps.Select(step => new PathStep(step.Key, step.Counted, own))],
        Edges = [.. Edges.Select(edge => new PathEdge(edge.Key.From, edge.Key.To, edge.Value, own)).Where(edge => edge.Count > 0).OrderByDescending(edge => edge.Count).ThenBy(edge => edge.From).ThenBy(edge => edge.To)],
        Variants = [.. Variants.Select(variant => new PathVariant(variant.Key, variant.Value, own)).Where(variant => variant.Count > 0).OrderByDescending(variant => variant.Count)],
        Returns = [.. Returns.Select(each => new PathReturn(each.Key.Unit, each.Key.Other, each.Value, own)).Where(each => each.Count > 0).OrderByDescending(each => each.Count)],
    };
}

/// <summary>Cases counted group by group, each case once however often it comes by.</summary>
internal sealed class GroupedCount
{
    private readonly Dictionary<int, CountOfGroup> _groups = [];
    private int _latestCase = -1;

    public IReadOnlyDictionary<int, CountOfGroup> Groups => _groups;

    public CountOfGroup? Find(int group) => _groups.GetValueOrDefault(group);

    /// <returns>The group's count; null when the case was counted before.</returns>
    public CountOfGroup? CountCase(int caseNumber, int group)
    {
        if (_latestCase == caseNumber)
            return null;
        _latestCase = caseNumber;
        ref var counted = ref CollectionsMarshal.GetValueRefOrAddDefault(_groups, group, out _);
        counted ??= new CountOfGroup();
        counted.Cases++;
        return counted;
    }

    public void FindMedians()
    {
        foreach (var counted in _groups.Values)
            counted.FindMedian();
    }
}

/// <summary>One group's cases.</summary>
internal sealed class CountOfGroup
{
    private List<int>? _seconds;

    public int Cases { get; set; }

    /// <summary>How many steps the cases had before it, added up.</summary>
    public long PositionSum { get; set; }

    /// <summary>The time in the middle; null when none was measured.</summary>
    public double? MedianSeconds { get; private set; }

    public void AddTime(long milliseconds) => (_seconds ??= []).Add((int)Math.Min(int.MaxValue, milliseconds / 1000));

    public void FindMedian()
    {
        if (_seconds is null)
            return;
        _seconds.Sort();
        var middle = _seconds.Count / 2;
        MedianSeconds = _seconds.Count % 2 == 1 ? _seconds[middle] : ((double)_seconds[middle - 1] + _seconds[middle]) / 2;
        _seconds = null;
    }
}
