namespace Palveluohjaus.Reporting.Dashboards;

/// <summary>Which counts may not be shown: those so small that they could point at persons, and those from which a small one could be computed.</summary>
public static class SmallCells
{
    /// <summary>The smallest count that is shown. Nought is shown: it points at nobody.</summary>
    public const int LeastShown = 5;

    public static bool IsSmall(int count) => count is > 0 and < LeastShown;

    /// <summary>
    /// For the parts of a whole that is shown somewhere: each small part is hidden, and then the next smallest ones for as long as
    /// the whole less what is shown would give a hidden part away. That is so when one part alone is hidden, and when the hidden parts,
    /// each known to be at least one, add up to as many ones.
    /// </summary>
    /// <remarks>Nothing helps where every part is one and there is no nought to hide among; readers then learn that each is one of a handful.</remarks>
    public static CellState[] Of(IReadOnlyList<int> parts)
    {
        CellState[] states = [.. parts.Select(part => IsSmall(part) ? CellState.Small : CellState.Shown)];
        if (IsSmall(parts.Sum()))
            return states;

        while (GivesAway(parts, states) && NextPartner(parts, states) is { } partner)
            states[partner] = CellState.Partner;
        return states;
    }

    /// <summary>For rows of counts that are hidden or shown as wholes: a row with a small cell is hidden, and when it is the only one, the next smallest row too.</summary>
    public static CellState[] OfRows(IReadOnlyList<IReadOnlyList<int>> rows)
    {
        CellState[] states = [.. rows.Select(row => row.Any(IsSmall) ? CellState.Small : CellState.Shown)];
        int[] totals = [.. rows.Select(row => row.Sum())];
        if (states.Count(state => state == CellState.Small) == 1 && NextPartner(totals, states) is { } partner)
            states[partner] = CellState.Partner;
        return states;
    }

    private static bool GivesAway(IReadOnlyList<int> parts, CellState[] states)
    {
        int[] hidden = [.. parts.Where((_, index) => states[index] != CellState.Shown)];
        return hidden.Length == 1 || (hidden.Length > 0 && hidden.Sum() == hidden.Length);
    }

    // A nought is the last resort: it is the part that readers can most easily guess.
    private static int? NextPartner(IReadOnlyList<int> parts, CellState[] states) => Enumerable.Range(0, parts.Count)
        .Where(index => states[index] == CellState.Shown)
        .OrderBy(index => parts[index] == 0)
        .ThenBy(index => parts[index])
        .Select(index => (int?)index)
        .FirstOrDefault();
}

public enum CellState
{
    Shown,

    /// <summary>1–4.</summary>
    Small,

    /// <summary>Large enough, but with it a small one could be computed.</summary>
    Partner,
}
