namespace Palveluohjaus.Reporting.Dashboards;

/// <summary>Which counts may not be shown: those so small that they could point at persons, and those from which a small one could be computed.</summary>
public static class SmallCells
{
    /// <summary>The smallest count that is shown. Nought is shown: it points at nobody.</summary>
    public const int LeastShown = 5;

    public static bool IsSmall(int count) => count is > 0 and < LeastShown;

    /// <summary>
    /// For cells that are the parts of a whole: where what is hidden among them could be computed, hides further ones, the next smallest first,
    /// until it no longer can be. That is so when one part alone is hidden, when the hidden parts together are small,
    /// and when they, each known to be at least one, add up to as many ones.
    /// </summary>
    /// <param name="counts">By kind of count, then by cell; the first kind is the number of rows. The cells of a line are hidden for all kinds at once.</param>
    /// <param name="states">By cell.</param>
    /// <param name="line">The cells that are parts of one whole.</param>
    /// <param name="isWholeKnown">False when no page tells the whole; a lone hidden part is given a partner even so.</param>
    /// <returns>True when something more was hidden.</returns>
    /// <remarks>Nothing helps where every part is one and there is no nought to hide among; readers then learn that each is one of a handful.</remarks>
    public static bool AddPartners(IReadOnlyList<int[]> counts, CellState[] states, ReadOnlySpan<int> line, bool isWholeKnown)
    {
        var hasAdded = false;
        while (FindGiveaway(counts, states, line, isWholeKnown) is { } kind && NextPartner(counts, kind, states, line) is { } partner)
        {
            states[partner] = CellState.Partner;
            hasAdded = true;
        }

        return hasAdded;
    }

    /// <returns>The kind of count in which the hidden cells of a line could be computed; null when none.</returns>
    private static int? FindGiveaway(IReadOnlyList<int[]> counts, CellState[] states, ReadOnlySpan<int> line, bool isWholeKnown)
    {
        var hidden = 0;
        foreach (var cell in line)
            hidden += states[cell] == CellState.Shown ? 0 : 1;
        if (hidden == 0 || hidden == line.Length)
            return null;

        for (var kind = 0; kind < counts.Count; kind++)
        {
            var sum = 0;
            foreach (var cell in line)
                sum += states[cell] == CellState.Shown ? 0 : counts[kind][cell];
            if (hidden == 1 ? IsSmall(sum) : isWholeKnown && (IsSmall(sum) || sum == hidden))
                return kind;
        }

        return hidden == 1 ? 0 : null;
    }

    // A nought is the last resort: it is the part that readers can most easily guess.
    private static int? NextPartner(IReadOnlyList<int[]> counts, int kind, CellState[] states, ReadOnlySpan<int> line)
    {
        int? best = null;
        foreach (var cell in line)
        {
            if (states[cell] == CellState.Shown && (best is not { } other || Rank(cell).CompareTo(Rank(other)) < 0))
                best = cell;
        }

        return best;

        (bool IsNought, int Count) Rank(int cell) => (counts[kind][cell] == 0, counts[0][cell]);
    }
}

public enum CellState : byte
{
    Shown,

    /// <summary>1–4.</summary>
    Small,

    /// <summary>Large enough, but with it a small one could be computed.</summary>
    Partner,
}
