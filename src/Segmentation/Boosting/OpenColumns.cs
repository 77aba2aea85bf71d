namespace Palveluohjaus.Segmentation.Boosting;

/// <summary>The columns a tree may still look at: fewer once it has used as many as its order allows.</summary>
internal sealed class OpenColumns(int[] columns, int count, int? order, PairChoice pairs, int segment)
{
    private readonly List<int> _used = [];
    private int _count = count;

    /// <summary>Rising.</summary>
    public ReadOnlySpan<int> Columns => columns.AsSpan(0, _count);

    /// <summary>The same, for other threads.</summary>
    public ReadOnlyMemory<int> Memory => columns.AsMemory(0, _count);

    /// <summary>Notes that the tree parts on a column.</summary>
    /// <returns>Whether others are closed by that.</returns>
    public bool Use(int column)
    {
        if (order is not { } most || _used.Contains(column))
            return false;
        _used.Add(column);
        var before = _count;
        _count = 0;
        for (var index = 0; index < before; index++)
        {
            var each = columns[index];
            if (_used.Contains(each) || (_used.Count < most && pairs.Allows(column, each, segment)))
                columns[_count++] = each;
        }

        return _count < before;
    }
}
