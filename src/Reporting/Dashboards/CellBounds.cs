namespace Palveluohjaus.Reporting.Dashboards;

/// <summary>What a patient reader can work out from the counts that are shown: how low and how high each hidden one may be.</summary>
internal static class CellBounds
{
    // Bounds may creep towards each other; what a hundred rounds have not pinned down is left.
    private const int MostRounds = 100;

    /// <returns>The hidden cells that can have but one count.</returns>
    public static IReadOnlyList<int> Recover(int[] counts, Func<int, bool> isShown, CellSum[] sums)
    {
        var highest = counts.DefaultIfEmpty(0).Max();
        var (low, high) = (new int[counts.Length], new int[counts.Length]);
        for (var cell = 0; cell < counts.Length; cell++)
            (low[cell], high[cell]) = isShown(cell) ? (counts[cell], counts[cell]) : (0, highest);
        var isNarrowing = true;
        for (var round = 0; isNarrowing && round < MostRounds; round++)
        {
            isNarrowing = false;
            foreach (var sum in sums)
                isNarrowing |= Narrow(sum, low, high);
        }

        var recovered = new SortedSet<int>();
        foreach (var sum in sums)
        {
            AddRecovered(sum.Whole);
            foreach (var part in sum.Parts)
                AddRecovered(part);
        }

        return [.. recovered];

        void AddRecovered(int cell)
        {
            if (low[cell] == high[cell] && !isShown(cell))
                recovered.Add(cell);
        }
    }

    private static bool Narrow(CellSum sum, int[] low, int[] high)
    {
        var (leastSum, mostSum) = (0L, 0L);
        foreach (var part in sum.Parts)
        {
            leastSum += low[part];
            mostSum += high[part];
        }

        var hasNarrowed = Narrow(sum.Whole, leastSum, mostSum, low, high);
        var (leastWhole, mostWhole) = (low[sum.Whole], high[sum.Whole]);
        foreach (var part in sum.Parts)
            hasNarrowed |= Narrow(part, leastWhole - (mostSum - high[part]), mostWhole - (leastSum - low[part]), low, high);
        return hasNarrowed;
    }

    private static bool Narrow(int cell, long least, long most, int[] low, int[] high)
    {
        if (least <= low[cell] && most >= high[cell])
            return false;
        low[cell] = (int)Math.Max(low[cell], least);
        high[cell] = (int)Math.Min(high[cell], most);
        return true;
    }
}

/// <summary>A cell that is the sum of others.</summary>
internal sealed record CellSum(int Whole, int[] Parts);
