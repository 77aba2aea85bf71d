namespace Palveluohjaus.Reporting.Dashboards;

/// <summary>What a patient reader can work out from the counts that are shown: how low and how high each hidden one may be.</summary>
internal static class CellBounds
{
    // Bounds may creep towards each other; what a hundred rounds have not pinned down is left.
    private const int MostRounds = 100;

    /// <returns>The hidden cells that can have but one count.</returns>
    public static IEnumerable<int> Recover(int[] counts, Func<int, bool> isShown, IReadOnlyList<CellSum> sums)
    {
        var highest = counts.DefaultIfEmpty(0).Max();
        bool[] shown = [.. Enumerable.Range(0, counts.Length).Select(isShown)];
        int[] low = [.. counts.Select((count, cell) => shown[cell] ? count : 0)];
        int[] high = [.. counts.Select((count, cell) => shown[cell] ? count : highest)];
        var isNarrowing = true;
        for (var round = 0; isNarrowing && round < MostRounds; round++)
        {
            isNarrowing = false;
            foreach (var sum in sums)
                isNarrowing |= Narrow(sum, low, high);
        }

        return sums.SelectMany(sum => sum.Parts.Append(sum.Whole)).Distinct().Where(cell => !shown[cell] && low[cell] == high[cell]);
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
