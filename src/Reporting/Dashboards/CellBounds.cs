namespace Palveluohjaus.Reporting.Dashboards;

/// <summary>What a patient reader can work out from the counts that are shown: how low and how high each hidden one may be.</summary>
internal static class CellBounds
{
    // Bounds may creep towards each other; what a hundred rounds have not pinned down is left.
    private const int MostRounds = 100;

    /// <returns>The hidden cells that can have but one count.</returns>
    public static IReadOnlyList<int> Recover(int[] counts, Func<int, bool> isShown, CellSum[] sums) =>
        [.. Recover([new CellLayer([counts], Array.ConvertAll([.. Enumerable.Range(0, counts.Length)], cell => isShown(cell)), [])], sums)];

    /// <param name="layers">The same cells in pieces of time, the finest pieces first.</param>
    /// <param name="sums">What adds up within each piece.</param>
    /// <returns>The hidden cells of which a piece, or what is left of one, can have but one count that is small.</returns>
    public static SortedSet<int> RecoverSmall(IReadOnlyList<CellLayer> layers, CellSum[] sums) => Recover(layers, sums, SmallCells.IsSmall);

    private static SortedSet<int> Recover(IReadOnlyList<CellLayer> layers, CellSum[] sums, Func<int, bool>? isSought = null)
    {
        isSought ??= _ => true;
        int[] cells = [.. sums.SelectMany(sum => sum.Parts.Append(sum.Whole)).Distinct().Order()];
        var bounds = layers.Select(layer => Array.ConvertAll(layer.Pieces, piece => Begin(layer, piece, cells))).ToArray();
        var isNarrowing = true;
        for (var round = 0; isNarrowing && round < MostRounds; round++)
        {
            isNarrowing = false;
            for (var layer = 0; layer < layers.Count; layer++)
            {
                foreach (var piece in bounds[layer])
                    isNarrowing |= Narrow(piece, sums);
                if (layer + 1 < layers.Count)
                    isNarrowing |= AddUp(layers[layer], bounds[layer], bounds[layer + 1], cells);
            }
        }

        var recovered = new SortedSet<int>();
        for (var layer = 0; layer < layers.Count; layer++)
        {
            foreach (var cell in cells)
            {
                if (layers[layer].IsTold[cell])
                    continue;
                var known = bounds[layer].Where(piece => piece.Low[cell] == piece.High[cell]);
                if (known.Any(piece => isSought(piece.Low[cell])) || (layer + 1 < layers.Count && LeftOver(layers[layer], bounds[layer], bounds[layer + 1], cell).Any(isSought)))
                    recovered.Add(cell);
            }
        }

        return recovered;
    }

    private static Bounds Begin(CellLayer layer, int[] counts, int[] cells)
    {
        var highest = counts.DefaultIfEmpty(0).Max();
        var bounds = new Bounds(new int[counts.Length], new int[counts.Length]);
        foreach (var cell in cells)
            (bounds.Low[cell], bounds.High[cell]) = layer.IsTold[cell] ? (counts[cell], counts[cell]) : (0, highest);
        return bounds;
    }

    private static bool Narrow(Bounds bounds, CellSum[] sums)
    {
        var hasNarrowed = false;
        foreach (var sum in sums)
        {
            var (leastSum, mostSum) = (0L, 0L);
            foreach (var part in sum.Parts)
            {
                leastSum += bounds.Low[part];
                mostSum += bounds.High[part];
            }

            hasNarrowed |= bounds.Narrow(sum.Whole, leastSum, mostSum);
            var (leastWhole, mostWhole) = (bounds.Low[sum.Whole], bounds.High[sum.Whole]);
            foreach (var part in sum.Parts)
                hasNarrowed |= bounds.Narrow(part, leastWhole - (mostSum - bounds.High[part]), mostWhole - (leastSum - bounds.Low[part]));
        }

        return hasNarrowed;
    }

    // A longer piece is the sum of the shorter ones in it.
    private static bool AddUp(CellLayer layer, Bounds[] fine, Bounds[] coarse, int[] cells)
    {
        var hasNarrowed = false;
        for (var piece = 0; piece < coarse.Length; piece++)
        {
            if (!layer.Within(piece, out var first, out var end))
                continue;
            foreach (var cell in cells)
            {
                if (layer.IsTold[cell])
                    continue;
                var (leastSum, mostSum) = (0L, 0L);
                for (var part = first; part < end; part++)
                {
                    leastSum += fine[part].Low[cell];
                    mostSum += fine[part].High[cell];
                }

                hasNarrowed |= coarse[piece].Narrow(cell, leastSum, mostSum);
                var (leastWhole, mostWhole) = (coarse[piece].Low[cell], coarse[piece].High[cell]);
                for (var part = first; part < end; part++)
                    hasNarrowed |= fine[part].Narrow(cell, leastWhole - (mostSum - fine[part].High[cell]), mostWhole - (leastSum - fine[part].Low[cell]));
            }
        }

        return hasNarrowed;
    }

    /// <summary>What a longer piece that is known leaves when the shorter ones in it that are known are taken away.</summary>
    private static IEnumerable<int> LeftOver(CellLayer layer, Bounds[] fine, Bounds[] coarse, int cell)
    {
        for (var piece = 0; piece < coarse.Length; piece++)
        {
            if (coarse[piece].Low[cell] != coarse[piece].High[cell] || !layer.Within(piece, out var first, out var end))
                continue;
            yield return coarse[piece].Low[cell] - fine[first..end].Where(part => part.Low[cell] == part.High[cell]).Sum(part => part.Low[cell]);
        }
    }

    private sealed record Bounds(int[] Low, int[] High)
    {
        public bool Narrow(int cell, long least, long most)
        {
            if (least <= Low[cell] && most >= High[cell])
                return false;
            Low[cell] = (int)Math.Max(Low[cell], least);
            High[cell] = (int)Math.Min(High[cell], most);
            return true;
        }
    }
}

/// <summary>A cell that is the sum of others.</summary>
internal sealed record CellSum(int Whole, int[] Parts);

/// <param name="Pieces">By piece of time, then by cell, the counts.</param>
/// <param name="IsTold">By cell, whether all its pieces are shown.</param>
/// <param name="PieceOf">Of each piece, which longer one of the next layer it lies in; null when in none.</param>
internal sealed record CellLayer(int[][] Pieces, bool[] IsTold, int?[] PieceOf)
{
    /// <summary>The pieces that a longer one is the sum of.</summary>
    public bool Within(int longer, out int first, out int end)
    {
        first = Array.IndexOf(PieceOf, longer);
        end = Array.LastIndexOf(PieceOf, longer) + 1;
        return first >= 0;
    }
}
