namespace Palveluohjaus.Segmentation.Boosting;

/// <summary>Finds where to part a leaf on one column, from the column's histogram in that leaf.</summary>
internal sealed class FindSplit(BoostingOptions options, int maximumBins)
{
    private readonly LeafValues _values = new(options.L2 * Gradients.Scale);
    private readonly double _minimumChildWeight = options.MinimumChildWeight * Gradients.Scale;
    private readonly double _minimumGain = options.MinimumGain * Gradients.Scale;
    private readonly double _categorySmoothing = options.CategorySmoothing * Gradients.Scale;
    private readonly int[] _order = new int[maximumBins];
    private readonly double[] _ratios = new double[maximumBins];

    /// <summary>Replaces <paramref name="best"/> where this column has a better split; of equals the earlier stays.</summary>
    /// <param name="column">The column's index.</param>
    /// <param name="isCategory">Whether its bins have no order.</param>
    /// <param name="sums">Its histogram in the leaf; bin 0 is missing.</param>
    /// <param name="whole">The leaf's sums.</param>
    /// <param name="bounds">The leaf's bounds.</param>
    /// <param name="direction">1 when the value must not fall along the column, −1 when it must not rise, 0 when it is free.</param>
    /// <param name="best">The best so far.</param>
    public void Improve(int column, bool isCategory, ReadOnlySpan<BinSum> sums, BinSum whole, LeafBounds bounds, int direction, ref Split best)
    {
        var wholeGain = _values.GainOf(whole, _values.ValueOf(whole, bounds)) + _minimumGain;
        if (isCategory)
            AmongCategories(column, sums, whole, wholeGain, bounds, ref best);
        else
            AmongNumbers(column, sums, whole, wholeGain, bounds, direction, ref best);
    }

    private void AmongNumbers(int column, ReadOnlySpan<BinSum> sums, BinSum whole, double wholeGain, LeafBounds bounds, int direction, ref Split best)
    {
        var missing = sums[0];
        BinSum left = default;
        for (var bin = 1; bin < sums.Length; bin++)
        {
            if (sums[bin].Hessian == 0)
                continue;
            left += sums[bin];
            if (missing.Hessian == 0)
            {
                // Nothing is known of the missing: they go with the heavier side.
                if (TryImprove(left, whole, wholeGain, bounds, direction, ref best))
                    Keep(column, bin, left.Hessian > whole.Hessian - left.Hessian, ref best);
                continue;
            }

            var partsOnlyMissing = left + missing == whole;
            if (TryImprove(left, whole, wholeGain, bounds, partsOnlyMissing ? 0 : direction, ref best))
            {
                Keep(column, bin, missingLeft: false, ref best);
                best.PartsOnlyMissing = partsOnlyMissing;
            }

            if (TryImprove(left + missing, whole, wholeGain, bounds, direction, ref best))
                Keep(column, bin, missingLeft: true, ref best);
        }

        static void Keep(int column, int lastLeft, bool missingLeft, ref Split best)
        {
            best.Column = column;
            best.PartsOnlyMissing = false;
            best.Left = default;
            if (missingLeft)
                best.Left.Add(0);
            for (var bin = 1; bin <= lastLeft; bin++)
                best.Left.Add(bin);
        }
    }

    /// <summary>
    /// Categories in the order of their gradients' ratio: among the partings of k categories into two the best is one that
    /// cuts this order (Fisher 1958, JASA 53(284)). Missing is a category among others.
    /// </summary>
    private void AmongCategories(int column, ReadOnlySpan<BinSum> sums, BinSum whole, double wholeGain, LeafBounds bounds, ref Split best)
    {
        var count = 0;
        for (var bin = 0; bin < sums.Length; bin++)
        {
            if (sums[bin].Hessian == 0)
                continue;
            _order[count] = bin;
            _ratios[count++] = sums[bin].Gradient / (sums[bin].Hessian + _categorySmoothing);
        }

        Array.Sort(_ratios, _order, 0, count);
        OrderEqualRatios(count);
        BinSum left = default;
        for (var last = 0; last + 1 < count; last++)
        {
            left += sums[_order[last]];
            if (!TryImprove(left, whole, wholeGain, bounds, direction: 0, ref best))
                continue;

            best.Column = column;
            best.PartsOnlyMissing = false;
            best.Left = default;
            for (var index = 0; index <= last; index++)
                best.Left.Add(_order[index]);

            // A category that is not in this leaf goes with the heavier side.
            if (left.Hessian > whole.Hessian - left.Hessian)
            {
                for (var bin = 0; bin < sums.Length; bin++)
                {
                    if (sums[bin].Hessian == 0)
                        best.Left.Add(bin);
                }
            }
        }
    }

    /// <summary>The sort is not stable: equal ratios are put in the order of their bins, so that the same data give the same tree.</summary>
    private void OrderEqualRatios(int count)
    {
        for (var start = 0; start < count;)
        {
            var end = start + 1;
            while (end < count && _ratios[end] == _ratios[start])
                end++;
            Array.Sort(_order, start, end - start);
            start = end;
        }
    }

    private bool TryImprove(BinSum left, BinSum whole, double wholeGain, LeafBounds bounds, int direction, ref Split best)
    {
        var right = whole - left;
        if (left.Hessian < _minimumChildWeight || right.Hessian < _minimumChildWeight || left.Hessian <= 0 || right.Hessian <= 0)
            return false;
        var leftValue = _values.ValueOf(left, bounds);
        var rightValue = _values.ValueOf(right, bounds);
        if (direction * (rightValue - leftValue) < 0)
            return false;
        var gain = _values.GainOf(left, leftValue) + _values.GainOf(right, rightValue) - wholeGain;
        if (!(gain > best.Gain))
            return false;
        best.Gain = gain;
        best.LeftSum = left;
        return true;
    }
}
