using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Boosting;

/// <summary>The log-loss on the rows kept for early stopping, as trees are added.</summary>
internal sealed class ValidationLoss
{
    private const int RowsPerBlock = 2048;
    private readonly BinnedRows _binned;
    private readonly int[] _labels;
    private readonly double[] _logits;
    private readonly double[] _weightOfSegment;
    private readonly double[] _lossOfBlock;
    private readonly double[] _weightOfBlock;

    public ValidationLoss(LabelledRows rows, int[] aside, BinnedRows binned, double[] start, float[] weightOfSegment)
    {
        _binned = binned;
        _labels = [.. aside.Select(row => rows.Labels[row])];
        _weightOfSegment = [.. weightOfSegment];
        _logits = new double[aside.Length * start.Length];
        for (var row = 0; row < aside.Length; row++)
            start.CopyTo(_logits, row * start.Length);
        var blocks = (aside.Length + RowsPerBlock - 1) / RowsPerBlock;
        _lossOfBlock = new double[blocks];
        _weightOfBlock = new double[blocks];
    }

    /// <summary>Adds a round's trees, one for each segment.</summary>
    public void Add(BoostedTree[] trees, ParallelOptions parallel) => ForEachBlock(parallel, (_, from, to) =>
    {
        for (var segment = 0; segment < trees.Length; segment++)
        {
            var tree = trees[segment];
            for (var row = from; row < to; row++)
                _logits[(row * trees.Length) + segment] += tree.LeafValues[tree.LeafOf(_binned.Columns, row)];
        }
    });

    /// <summary>The mean over the rows, weighted as training is.</summary>
    public double LogLoss(ParallelOptions parallel)
    {
        var segmentCount = _weightOfSegment.Length;
        ForEachBlock(parallel, (block, from, to) =>
        {
            double loss = 0, weights = 0;
            for (var row = from; row < to; row++)
            {
                var logits = _logits.AsSpan(row * segmentCount, segmentCount);
                var greatest = double.NegativeInfinity;
                foreach (var logit in logits)
                    greatest = Math.Max(greatest, logit);
                double sum = 0;
                foreach (var logit in logits)
                    sum += Math.Exp(logit - greatest);
                var weight = _weightOfSegment[_labels[row]];
                loss += weight * (greatest + Math.Log(sum) - logits[_labels[row]]);
                weights += weight;
            }

            _lossOfBlock[block] = loss;
            _weightOfBlock[block] = weights;
        });

        // Block by block, in order: whichever thread came first must not show.
        return _lossOfBlock.Sum() / _weightOfBlock.Sum();
    }

    private void ForEachBlock(ParallelOptions parallel, Action<int, int, int> work) =>
        Parallel.For(0, _lossOfBlock.Length, parallel, block => work(block, block * RowsPerBlock, Math.Min((block + 1) * RowsPerBlock, _labels.Length)));
}
