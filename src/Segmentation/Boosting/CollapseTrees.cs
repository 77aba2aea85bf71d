using Palveluohjaus.Segmentation.GlassBox;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Boosting;

/// <summary>Sums trees of one and two columns into tables that say exactly the same, and purifies them.</summary>
internal sealed class CollapseTrees(ModelSchema schema, IReadOnlyList<ColumnBins> bins, BinnedRows binned, ParallelOptions parallel)
{
    private readonly int _segmentCount = schema.Segments.Count;

    public GlassBoxModel Collapse(double[] start, IReadOnlyList<BoostedTree[]> rounds)
    {
        var intercepts = start.ToArray();
        var treesOfTerm = new SortedDictionary<(int First, int Second), List<(int Segment, BoostedTree Tree)>>();
        foreach (var round in rounds)
        {
            foreach (var (segment, tree) in round.Index())
            {
                var used = tree.ColumnsUsed();
                if (used.Length == 0)
                {
                    intercepts[segment] += tree.LeafValues[0];
                    continue;
                }

                var term = (used[0], used.Length == 1 ? -1 : used[1]);
                if (!treesOfTerm.TryGetValue(term, out var trees))
                    treesOfTerm[term] = trees = [];
                trees.Add((segment, tree));
            }
        }

        var singles = MakeSingles(treesOfTerm);
        var pairs = new DraftTable[treesOfTerm.Count(each => each.Key.Second >= 0)];
        var termsOfPairs = treesOfTerm.Where(each => each.Key.Second >= 0).ToArray();
        Parallel.For(0, pairs.Length, parallel, index => pairs[index] = MakePair(termsOfPairs[index].Key.First, termsOfPairs[index].Key.Second, termsOfPairs[index].Value));

        Centre(intercepts);
        foreach (var table in singles.Values.Concat(pairs))
            table.CentreSegments();
        Parallel.ForEach(pairs, parallel, pair => pair.Purify());
        foreach (var pair in pairs)
            pair.HandOver(singles[pair.First.Column], singles[pair.Second!.Column]);
        foreach (var single in singles.Values)
            single.HandOver(intercepts);
        return new GlassBoxModel(schema, intercepts, [.. singles.Values.Concat(pairs).Select(table => table.ToTable())]);
    }

    /// <summary>A column's own table is as fine as every table it takes part in, so that each can hand over what belongs to the column alone.</summary>
    private SortedDictionary<int, DraftTable> MakeSingles(SortedDictionary<(int First, int Second), List<(int Segment, BoostedTree Tree)>> treesOfTerm)
    {
        var singles = new SortedDictionary<int, DraftTable>();
        foreach (var column in treesOfTerm.Keys.SelectMany(term => new[] { term.First, term.Second }).Where(column => column >= 0).Distinct())
        {
            var own = treesOfTerm.GetValueOrDefault((column, -1)) ?? [];
            var all = treesOfTerm.Where(each => each.Key.First == column || each.Key.Second == column).SelectMany(each => each.Value);
            var axis = CoarseAxis.Of(column, bins[column], all.Select(each => each.Tree));
            var table = new DraftTable(axis, null, _segmentCount);
            foreach (var (segment, tree) in own)
                table.Add(segment, tree);
            table.Weigh(binned);
            singles[column] = table;
        }

        return singles;
    }

    private DraftTable MakePair(int first, int second, List<(int Segment, BoostedTree Tree)> trees)
    {
        var table = new DraftTable(
            CoarseAxis.Of(first, bins[first], trees.Select(each => each.Tree)),
            CoarseAxis.Of(second, bins[second], trees.Select(each => each.Tree)),
            _segmentCount);
        foreach (var (segment, tree) in trees)
            table.Add(segment, tree);
        table.Weigh(binned);
        return table;
    }

    private static void Centre(Span<double> logits)
    {
        double sum = 0;
        foreach (var logit in logits)
            sum += logit;
        foreach (ref var logit in logits)
            logit -= sum / logits.Length;
    }
}
