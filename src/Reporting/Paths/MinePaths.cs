using System.Runtime.InteropServices;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Paths;

/// <summary>
/// Reads traces into <see cref="MinedPaths"/>. A step is an activity, or the arrival at another unit when the responsible unit changes. Times are of a case's first
/// passage: one case, one voice, also when it goes round ten thousand times.
/// </summary>
internal sealed class MinePaths
{
    private readonly CaseTable _cases;
    private readonly PathWords _words;
    private readonly List<(int Key, GroupedCount Counted)> _steps = [];
    private readonly Dictionary<int, int> _numbers = [];
    private readonly Dictionary<(int From, int To), GroupedCount> _edges = [];
    private readonly Dictionary<(int Unit, int Other), GroupedCount> _returns = [];
    private readonly Dictionary<int[], GroupedCount> _variants = new(StepsComparer.Instance);
    private readonly Dictionary<int[], GroupedCount>.AlternateLookup<ReadOnlySpan<int>> _variantsOf;
    private readonly List<int> _path = [];

    private MinePaths(CaseTable cases, PathWords words)
    {
        (_cases, _words) = (cases, words);
        _variantsOf = _variants.GetAlternateLookup<ReadOnlySpan<int>>();
        for (var terminal = PathLog.Start; terminal <= PathLog.Open; terminal++)
            _steps.Add((0, new GroupedCount()));
    }

    /// <param name="cases">Their traces are read.</param>
    /// <param name="rows">The cases to look at.</param>
    /// <param name="words">Which activities hand a case over, and which units are the same.</param>
    /// <param name="groupOf">The group of a row.</param>
    public static MinedPaths Mine(CaseTable cases, IEnumerable<int> rows, PathWords words, Func<int, int> groupOf)
    {
        var mine = new MinePaths(cases, words);
        foreach (var row in rows)
            mine.Follow(row, groupOf(row));
        return mine.Finish();
    }

    private void Follow(int row, int group)
    {
        var (unit, unitBefore) = (0, 0);
        var (from, since, firstAt) = (PathLog.Start, 0L, 0L);
        var position = 0;
        _path.Clear();
        _steps[PathLog.Start].Counted.CountCase(row, group);
        ReadOnlySpan<byte> trace = _cases.Trace[row];
        var at = 0L;
        while (EventTrace.ReadNext(ref trace, ref at, out var read))
        {
            if (position == 0)
                firstAt = at;
            var now = _words.Same(read.Unit);
            var hasMoved = now != 0 && unit != 0 && now != unit;
            if (hasMoved)
            {
                Go(-now);
                if (now == unitBefore)
                    Count(_returns, (-now, -unit), row, group);
                unitBefore = unit;
            }

            if (now != 0)
                unit = now;
            if (!(hasMoved && read.Activity == _words.HandedOff))
                Go(read.Activity);
        }

        var end = _cases.ClosedAt[row] == FactTable.Never ? PathLog.Open : PathLog.End;
        _steps[end].Counted.CountCase(row, group);
        Pass(from, end, null);
        _path.Add(end);
        CountVariant(row, group, end == PathLog.End && position > 0 ? at - firstAt : null);

        void Go(int key)
        {
            var to = NumberOf(key);
            Pass(from, to, from == PathLog.Start ? null : at - since);
            if (_steps[to].Counted.CountCase(row, group) is { } counted)
                counted.PositionSum += position;
            if (from != to)
                _path.Add(to);
            (from, since) = (to, at);
            position++;
        }

        void Pass(int start, int target, long? milliseconds)
        {
            if (Count(_edges, (start, target), row, group) is { } counted && milliseconds is { } time)
                counted.AddTime(time);
        }
    }

    /// <returns>What was counted; null when the case was counted there before.</returns>
    private static CountOfGroup? Count(Dictionary<(int, int), GroupedCount> counts, (int, int) key, int row, int group)
    {
        ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(counts, key, out _);
        return (count ??= new GroupedCount()).CountCase(row, group);
    }

    private void CountVariant(int row, int group, long? milliseconds)
    {
        var path = CollectionsMarshal.AsSpan(_path);
        if (!_variantsOf.TryGetValue(path, out var variant))
            _variants.Add([.. path], variant = new GroupedCount());
        if (variant.CountCase(row, group) is { } counted && milliseconds is { } time)
            counted.AddTime(time);
    }

    private int NumberOf(int key)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, key, out var isKnown);
        if (!isKnown)
        {
            number = _steps.Count;
            _steps.Add((key, new GroupedCount()));
        }

        return number;
    }

    private MinedPaths Finish()
    {
        foreach (var count in _edges.Values.Concat(_variants.Values))
            count.FindMedians();
        return new MinedPaths { Steps = _steps, Edges = _edges, Variants = _variants, Returns = _returns };
    }

    private sealed class StepsComparer : IEqualityComparer<int[]>, IAlternateEqualityComparer<ReadOnlySpan<int>, int[]>
    {
        public static StepsComparer Instance { get; } = new();

        public bool Equals(int[]? x, int[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(int[] obj) => GetHashCode(obj.AsSpan());

        public bool Equals(ReadOnlySpan<int> alternate, int[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(ReadOnlySpan<int> alternate)
        {
            var hash = default(HashCode);
            hash.AddBytes(MemoryMarshal.AsBytes(alternate));
            return hash.ToHashCode();
        }

        public int[] Create(ReadOnlySpan<int> alternate) => [.. alternate];
    }
}
