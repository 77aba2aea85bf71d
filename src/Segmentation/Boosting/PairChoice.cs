namespace Palveluohjaus.Segmentation.Boosting;

/// <summary>
/// Which pairs of columns a model of order 2 uses. A tree adds one new pair at most, and only trees that a round leaves room for may
/// add one, so the limit holds however many trees grow at once.
/// </summary>
internal sealed class PairChoice(int columnCount, int? maximumPairs)
{
    private readonly bool[] _isUsed = new bool[columnCount * columnCount];
    private int _count;

    /// <summary>Whether the tree of <paramref name="segment"/> may look at both.</summary>
    public bool Allows(int one, int other, int segment) =>
        one == other || maximumPairs is not { } most || segment < most - _count || _isUsed[(one * columnCount) + other];

    /// <summary>Notes the columns of a tree, between rounds.</summary>
    public void Note(ReadOnlySpan<int> columnsUsed)
    {
        if (columnsUsed is not [var one, var other] || _isUsed[(one * columnCount) + other])
            return;
        _isUsed[(one * columnCount) + other] = _isUsed[(other * columnCount) + one] = true;
        _count++;
    }
}
