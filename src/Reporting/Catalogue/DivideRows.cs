using System.Buffers;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Catalogue;

/// <summary>
/// Divides rows of one table by a query's dimensions. The groups are those of all the table's rows that the query leaves, whatever the period: a unit that had
/// nothing in a month has a figure of nought for it.
/// </summary>
internal sealed class DivideRows
{
    /// <summary>Up to this many combinations of values a group is found by its place, beyond it by looking its key up.</summary>
    private const int MostPlaces = 1 << 20;

    private readonly (DimensionColumn Column, int? Wanted)[] _limits = [];
    private readonly DimensionColumn[] _columns = [];
    private readonly Dictionary<long, int> _groupOfKey = [];
    private readonly int[]? _groupOfPlace;

    public DivideRows(FactTable table, MetricQuery query)
    {
        IsPossible = query.By.Concat(query.Only.Keys).All(table.Dimensions.ContainsKey);
        if (!IsPossible)
            return;
        _limits = [.. query.Only.Select(limit => (table.Dimensions[limit.Key], limit.Value == MetricValue.NotKnown ? 0 : (int?)table.Dimensions[limit.Key].NumberOf(limit.Value)))];
        _columns = [.. query.By.Select(dimension => table.Dimensions[dimension])];
        if (_columns.Length == 0)
        {
            Groups = [new Dictionary<string, string>()];
            return;
        }

        var places = _columns.Aggregate(1d, (product, column) => product * column.ValueCount);
        if (places <= MostPlaces)
            _groupOfPlace = [.. Enumerable.Repeat(-1, (int)places)];
        (long Key, IReadOnlyDictionary<string, string> By)[] groups =
        [
            .. FirstRows(table.AllRows)
                .Select(first => (first.Key, By: (IReadOnlyDictionary<string, string>)query.By
                    .Select((dimension, index) => (Dimension: dimension, Code: _columns[index].ValueOf(_columns[index][first.Row])))
                    .ToDictionary(pair => Codes.Of(pair.Dimension), pair => pair.Code ?? MetricValue.NotKnown)))
                .OrderBy(group => string.Join('\u0001', group.By.Values), StringComparer.Ordinal),
        ];
        Groups = [.. groups.Select(group => group.By)];
        for (var group = 0; group < groups.Length; group++)
        {
            if (_groupOfPlace is not null)
                _groupOfPlace[groups[group].Key] = group;
            else
                _groupOfKey.Add(groups[group].Key, group);
        }
    }

    /// <summary>False when the table lacks a dimension that was asked for.</summary>
    public bool IsPossible { get; }

    /// <summary>What each group has in common: the codes of the dimensions, in the order asked for.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Groups { get; } = [];

    /// <returns>The rows of each group, in the order they came.</returns>
    public IReadOnlyList<int>[] Divide(IReadOnlyList<int> rows)
    {
        if (_columns.Length == 0)
            return [_limits.Length == 0 ? rows : rows.Where(IsWanted).ToArray()];

        // Counted, then placed into one array: lists that grow would leave many times as much behind.
        var groupOfRow = ArrayPool<int>.Shared.Rent(rows.Count);
        var ends = new int[Groups.Count];
        var index = 0;
        foreach (var row in rows)
        {
            var group = !IsWanted(row) ? -1 : _groupOfPlace is not null ? _groupOfPlace[KeyOf(row)] : _groupOfKey[KeyOf(row)];
            groupOfRow[index++] = group;
            if (group >= 0)
                ends[group]++;
        }

        for (var group = 1; group < ends.Length; group++)
            ends[group] += ends[group - 1];
        var placed = new int[ends.LastOrDefault()];
        var starts = (int[])[0, .. ends];
        var nexts = starts.ToArray();
        index = 0;
        foreach (var row in rows)
        {
            if (groupOfRow[index++] is >= 0 and var group)
                placed[nexts[group]++] = row;
        }

        ArrayPool<int>.Shared.Return(groupOfRow);
        return [.. ends.Select((end, group) => (IReadOnlyList<int>)new ArraySegment<int>(placed, starts[group], end - starts[group]))];
    }

    /// <summary>One row of each group there is.</summary>
    private List<(long Key, int Row)> FirstRows(IEnumerable<int> rows)
    {
        var (found, keys, isFound) = (new List<(long, int)>(), new HashSet<long>(), new bool[_groupOfPlace?.Length ?? 0]);
        foreach (var row in rows)
        {
            if (!IsWanted(row))
                continue;
            var key = KeyOf(row);
            if (_groupOfPlace is null ? !keys.Add(key) : isFound[key])
                continue;
            if (_groupOfPlace is not null)
                isFound[key] = true;
            found.Add((key, row));
        }

        return found;
    }

    private bool IsWanted(int row)
    {
        foreach (var (column, wanted) in _limits)
        {
            if (column[row] != wanted)
                return false;
        }

        return true;
    }

    private long KeyOf(int row)
    {
        var key = 0L;
        foreach (var column in _columns)
            key = (key * column.ValueCount) + column[row];
        return key;
    }
}
