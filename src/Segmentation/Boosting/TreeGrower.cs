namespace Palveluohjaus.Segmentation.Boosting;

/// <summary>Grows one tree at a time, the leaf that gains most first. Holds the memory it works in, and is used by one thread at a time.</summary>
internal sealed class TreeGrower
{
    private readonly BoostingOptions _options;
    private readonly BinnedRows _binned;
    private readonly IReadOnlyList<ColumnBins> _bins;
    private readonly MonotoneDirections _directions;
    private readonly HistogramPool _histograms;
    private readonly FindSplit _findSplit;
    private readonly LeafValues _values;
    private readonly Leaf[] _leaves;
    private readonly LeafRows _rows;
    private readonly int[] _columns;
    private readonly List<TreeNode> _nodes = [];

    public TreeGrower(BoostingOptions options, BinnedRows binned, IReadOnlyList<ColumnBins> bins, MonotoneDirections directions, ParallelOptions parallel)
    {
        _options = options;
        _binned = binned;
        _bins = bins;
        _directions = directions;
        _histograms = new HistogramPool(binned, bins, parallel);
        _findSplit = new FindSplit(options, bins.Max(each => each.BinCount));
        _values = new LeafValues(options.L2 * Gradients.Scale);
        _leaves = new Leaf[options.MaximumLeaves];
        _rows = new LeafRows(binned, RowSample.RowsAtMost(binned.Count, options.RowShare));
        _columns = new int[bins.Count];
    }

    /// <summary>Grows a tree on the sampled rows and adds its values to the logits of every training row.</summary>
    /// <param name="segment">Whose logits.</param>
    /// <param name="gradients">The round's derivatives and logits.</param>
    /// <param name="sample">The round's rows.</param>
    /// <param name="candidates">Columns this tree may look at, rising.</param>
    /// <param name="pairs">The pairs still open to a tree of two columns.</param>
    public BoostedTree Grow(int segment, Gradients gradients, RowSample sample, ReadOnlySpan<int> candidates, PairChoice pairs)
    {
        _nodes.Clear();
        candidates.CopyTo(_columns);
        var open = new OpenColumns(_columns, candidates.Length, _options.InteractionOrder, pairs, segment);

        var root = new Leaf { RowCount = sample.RowCount, Histogram = _histograms.Take(), Bounds = LeafBounds.None, ParentNode = -1 };
        _histograms.Fill(root.Histogram, open.Memory, gradients, segment, rows: null, sample);
        foreach (var sum in _histograms.Of(root.Histogram, candidates[0]))
            root.Sum += sum;
        root.Best = BestOf(root, open.Columns, segment);
        _leaves[0] = root;
        var leafCount = 1;
        while (leafCount < _options.MaximumLeaves)
        {
            var chosen = 0;
            for (var leaf = 1; leaf < leafCount; leaf++)
            {
                if (_leaves[leaf].Best.Gain > _leaves[chosen].Best.Gain)
                    chosen = leaf;
            }

            if (_leaves[chosen].Best.Column < 0)
                break;
            var hasNarrowed = open.Use(_leaves[chosen].Best.Column);
            Part(chosen, leafCount, gradients, segment, sample, open);
            leafCount++;
            if (!hasNarrowed)
                continue;

            // What another leaf thought best may look at a column that is now closed to the tree.
            for (var leaf = 0; leaf < leafCount - 1; leaf++)
            {
                if (leaf != chosen && _leaves[leaf].Best.Column >= 0 && !open.Columns.Contains(_leaves[leaf].Best.Column))
                    _leaves[leaf].Best = BestOf(_leaves[leaf], open.Columns, segment);
            }
        }

        return Finish(gradients.Logits(segment), sample, leafCount);
    }

    /// <summary>Parts a leaf: the left child takes its place, the right one becomes leaf <paramref name="added"/>.</summary>
    private void Part(int chosen, int added, Gradients gradients, int segment, RowSample sample, OpenColumns open)
    {
        var parent = _leaves[chosen];
        var split = parent.Best;
        var leftCount = parent.ParentNode < 0
            ? _rows.PartSample(sample, split)
            : _rows.Part(parent.FirstRow, parent.RowCount, split);
        var (leftBounds, rightBounds) = BoundsOfChildren(parent, split, segment);
        var node = Link(parent, chosen, added, split);
        var left = new Leaf
        {
            FirstRow = parent.FirstRow,
            RowCount = leftCount,
            Sum = split.LeftSum,
            Bounds = leftBounds,
            Depth = parent.Depth + 1,
            ParentNode = node,
            IsLeftChild = true,
            Best = Split.None,
        };
        var right = new Leaf
        {
            FirstRow = parent.FirstRow + leftCount,
            RowCount = parent.RowCount - leftCount,
            Sum = parent.Sum - split.LeftSum,
            Bounds = rightBounds,
            Depth = parent.Depth + 1,
            ParentNode = node,
            Best = Split.None,
        };
        if (added + 1 < _options.MaximumLeaves && left.Depth < _options.MaximumDepth)
        {
            // Only the smaller child's rows are read; what is left of the parent's sums is the larger's.
            var histogram = _histograms.Take();
            ref var smaller = ref left.RowCount <= right.RowCount ? ref left : ref right;
            ref var larger = ref left.RowCount <= right.RowCount ? ref right : ref left;
            _histograms.Fill(histogram, open.Memory, gradients, segment, _rows.Of(smaller.FirstRow, smaller.RowCount), sample);
            _histograms.Subtract(parent.Histogram!, histogram, open.Columns);
            smaller.Histogram = histogram;
            larger.Histogram = parent.Histogram;
            left.Best = BestOf(left, open.Columns, segment);
            right.Best = BestOf(right, open.Columns, segment);
        }
        else
        {
            _histograms.Return(parent.Histogram!);
        }

        _leaves[chosen] = left;
        _leaves[added] = right;
    }

    private int Link(Leaf parent, int chosen, int added, Split split)
    {
        var node = _nodes.Count;
        _nodes.Add(new TreeNode { Column = split.Column, Left = split.Left, LeftChild = ~chosen, RightChild = ~added });
        if (parent.ParentNode < 0)
            return node;
        var above = _nodes[parent.ParentNode];
        if (parent.IsLeftChild)
            above.LeftChild = node;
        else
            above.RightChild = node;
        _nodes[parent.ParentNode] = above;
        return node;
    }

    private Split BestOf(Leaf leaf, ReadOnlySpan<int> columns, int segment)
    {
        var best = Split.None;
        foreach (var column in columns)
        {
            _findSplit.Improve(
                column, _bins[column].IsCategory, _histograms.Of(leaf.Histogram!, column), leaf.Sum, leaf.Bounds, _directions.Of(column, segment), ref best);
        }

        return best;
    }

    /// <summary>Halving the range between two children keeps every leaf below one on its side of every leaf below the other.</summary>
    private (LeafBounds Left, LeafBounds Right) BoundsOfChildren(Leaf parent, Split split, int segment)
    {
        var direction = _directions.Of(split.Column, segment);
        if (direction == 0 || split.PartsOnlyMissing)
            return (parent.Bounds, parent.Bounds);
        var middle = (_values.ValueOf(split.LeftSum, parent.Bounds) + _values.ValueOf(parent.Sum - split.LeftSum, parent.Bounds)) / 2;
        var (below, above) = (parent.Bounds with { High = middle }, parent.Bounds with { Low = middle });
        return direction > 0 ? (below, above) : (above, below);
    }

    private BoostedTree Finish(Span<float> logits, RowSample sample, int leafCount)
    {
        var leafValues = new double[leafCount];
        for (var leaf = 0; leaf < leafCount; leaf++)
        {
            leafValues[leaf] = _options.LearningRate * _values.ValueOf(_leaves[leaf].Sum, _leaves[leaf].Bounds);
            if (_leaves[leaf].Histogram is { } histogram)
                _histograms.Return(histogram);
        }

        var tree = new BoostedTree([.. _nodes], leafValues);
        if (leafCount == 1)
        {
            foreach (ref var logit in logits)
                logit += (float)leafValues[0];
            return tree;
        }

        for (var leaf = 0; leaf < leafCount; leaf++)
        {
            var value = (float)leafValues[leaf];
            foreach (var row in _rows.Of(_leaves[leaf].FirstRow, _leaves[leaf].RowCount).Span)
                logits[row] += value;
        }

        foreach (var (from, to) in sample.Left)
        {
            for (var row = from; row < to; row++)
                logits[row] += (float)leafValues[tree.LeafOf(_binned.Columns, row)];
        }

        return tree;
    }

    private struct Leaf
    {
        public int FirstRow;
        public int RowCount;
        public int Depth;
        public int ParentNode;
        public bool IsLeftChild;
        public BinSum Sum;
        public LeafBounds Bounds;
        public Split Best;

        /// <summary>Null once it is certain that the leaf stays whole; then nothing is best.</summary>
        public BinSum[]? Histogram;
    }
}
