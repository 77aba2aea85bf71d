namespace Palveluohjaus.Segmentation.Training;

/// <summary>Divides rows into parts, alike in every segment, by a seed.</summary>
public static class RowSplits
{
    /// <summary>Puts a share of each segment's rows aside.</summary>
    /// <param name="labels">n segments in 0…k−1.</param>
    /// <param name="segmentCount">k.</param>
    /// <param name="share">0–1; of each segment the nearest whole number of rows.</param>
    /// <param name="seed">The same seed divides the same way.</param>
    /// <returns>The rows kept and the rows put aside, both rising.</returns>
    public static (int[] Kept, int[] Aside) Stratified(IReadOnlyList<int> labels, int segmentCount, double share, int seed)
    {
        var isAside = new bool[labels.Count];
        foreach (var rows in ShuffledBySegment(labels, segmentCount, seed))
        {
            foreach (var row in rows.AsSpan(0, (int)Math.Round(share * rows.Length)))
                isAside[row] = true;
        }

        var all = Enumerable.Range(0, labels.Count);
        return ([.. all.Where(row => !isAside[row])], [.. all.Where(row => isAside[row])]);
    }

    /// <summary>Gives every row one of so many folds, for cross-validation.</summary>
    /// <returns>n folds in 0…folds−1; of each segment every fold has as many rows as any other, give or take one.</returns>
    public static int[] Folds(IReadOnlyList<int> labels, int segmentCount, int folds, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        var foldOf = new int[labels.Count];
        var next = 0;
        foreach (var rows in ShuffledBySegment(labels, segmentCount, seed))
        {
            foreach (var row in rows)
                foldOf[row] = next++ % folds;
        }

        return foldOf;
    }

    private static IEnumerable<int[]> ShuffledBySegment(IReadOnlyList<int> labels, int segmentCount, int seed)
    {
        var random = new Random(seed);
        var bySegment = new List<int>[segmentCount];
        for (var segment = 0; segment < segmentCount; segment++)
            bySegment[segment] = [];
        for (var row = 0; row < labels.Count; row++)
            bySegment[labels[row]].Add(row);
        foreach (var rows in bySegment)
        {
            var shuffled = rows.ToArray();
            random.Shuffle(shuffled);
            yield return shuffled;
        }
    }
}
