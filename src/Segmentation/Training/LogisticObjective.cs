using System.Collections.Concurrent;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;

namespace Palveluohjaus.Segmentation.Training;

/// <summary>
/// The mean log-loss of a multinomial logistic regression with an L2 penalty on all weights but the intercepts, and its gradient.
/// Rows are read where they lie, a column at a time over blocks that stay in the cache.
/// </summary>
internal sealed class LogisticObjective
{
    private const int BlockRows = 1024;

    // The sums are made in this many parts, always the same rows in each, so that the number of threads changes no bit.
    private const int PartCount = 16;

    private readonly LabelledRows _rows;
    private readonly LogisticLayout _layout;
    private readonly int _segmentCount;
    private readonly double _penalty;
    private readonly TrainingRun _run;
    private readonly int _roundsAtMost;
    private readonly int[] _labels;
    private readonly Part[] _parts;
    private int _evaluations;

    public LogisticObjective(LabelledRows rows, LogisticLayout layout, double l2, TrainingRun run, int roundsAtMost)
    {
        _rows = rows;
        _layout = layout;
        _segmentCount = rows.Schema.Segments.Count;
        _penalty = l2 / rows.Count;
        _run = run;
        _roundsAtMost = roundsAtMost;
        _labels = [.. rows.Labels];
        _parts = [.. Enumerable.Range(0, PartCount).Select(part => new Part(
            (int)((long)rows.Count * part / PartCount),
            (int)((long)rows.Count * (part + 1) / PartCount),
            new double[layout.LineCount * _segmentCount],
            new double[BlockRows * _segmentCount]))];
    }

    /// <summary>The weights with the least loss met so far.</summary>
    public double[] Best { get; private set; } = [];

    /// <summary>Their loss.</summary>
    public double BestValue { get; private set; } = double.PositiveInfinity;

    /// <summary>The greatest element of the gradient there.</summary>
    public double BestSlope { get; private set; } = double.PositiveInfinity;

    public (double Value, Vector<double> Gradient) At(Vector<double> point)
    {
        _run.CancellationToken.ThrowIfCancellationRequested();
        var weights = point.AsArray();
        Parallel.ForEach(Partitioner.Create(_parts, loadBalance: true), part => part.Loss = Sum(part, weights));

        var gradient = new double[weights.Length];
        double value = 0;
        foreach (var part in _parts)
        {
            value += part.Loss;
            for (var index = 0; index < gradient.Length; index++)
                gradient[index] += part.Gradient[index];
        }

        value /= _rows.Count;
        double slope = 0;
        for (var index = 0; index < gradient.Length; index++)
        {
            gradient[index] /= _rows.Count;
            if (index >= _segmentCount)
            {
                gradient[index] += _penalty * weights[index];
                value += _penalty * weights[index] * weights[index] / 2;
            }

            slope = Math.Max(slope, Math.Abs(gradient[index]));
        }

        if (value < BestValue)
        {
            BestValue = value;
            BestSlope = slope;
            Best = (double[])weights.Clone();
        }

        _run.Progress?.Report(new TrainingProgress(Math.Min(++_evaluations, _roundsAtMost), _roundsAtMost, double.NaN));
        return (value, DenseVector.OfArray(gradient));
    }

    private double Sum(Part part, double[] weights)
    {
        Array.Clear(part.Gradient);
        double loss = 0;
        for (var start = part.From; start < part.To; start += BlockRows)
        {
            var count = Math.Min(BlockRows, part.To - start);
            var block = part.Block.AsSpan(0, count * _segmentCount);
            for (var row = 0; row < count; row++)
                weights.AsSpan(0, _segmentCount).CopyTo(block[(row * _segmentCount)..]);
            for (var column = 0; column < _layout.FirstLine.Length; column++)
                AddLogits(column, _rows.Table.Column(column).Slice(start, count), weights, block);
            loss += TurnIntoResiduals(block, _labels.AsSpan(start, count));
            for (var row = 0; row < count; row++)
            {
                for (var segment = 0; segment < _segmentCount; segment++)
                    part.Gradient[segment] += block[(row * _segmentCount) + segment];
            }

            for (var column = 0; column < _layout.FirstLine.Length; column++)
                AddGradient(column, _rows.Table.Column(column).Slice(start, count), block, part.Gradient);
        }

        return loss;
    }

    private void AddLogits(int column, ReadOnlySpan<float> values, double[] weights, Span<double> block)
    {
        for (var row = 0; row < values.Length; row++)
        {
            var line = weights.AsSpan(_layout.LineOf(column, values[row], out var weight) * _segmentCount, _segmentCount);
            var logits = block.Slice(row * _segmentCount, _segmentCount);
            for (var segment = 0; segment < line.Length; segment++)
                logits[segment] += weight * line[segment];
        }
    }

    private void AddGradient(int column, ReadOnlySpan<float> values, ReadOnlySpan<double> block, double[] gradient)
    {
        for (var row = 0; row < values.Length; row++)
        {
            var line = gradient.AsSpan(_layout.LineOf(column, values[row], out var weight) * _segmentCount, _segmentCount);
            var residuals = block.Slice(row * _segmentCount, _segmentCount);
            for (var segment = 0; segment < line.Length; segment++)
                line[segment] += weight * residuals[segment];
        }
    }

    /// <summary>Logits become probability − 1 for the decided segment and probability for the others; returns the sum of log-losses.</summary>
    private double TurnIntoResiduals(Span<double> block, ReadOnlySpan<int> labels)
    {
        double loss = 0;
        for (var row = 0; row < labels.Length; row++)
        {
            var logits = block.Slice(row * _segmentCount, _segmentCount);
            var greatest = double.NegativeInfinity;
            foreach (var logit in logits)
                greatest = Math.Max(greatest, logit);
            loss += greatest - logits[labels[row]];
            double sum = 0;
            for (var segment = 0; segment < logits.Length; segment++)
                sum += logits[segment] = Math.Exp(logits[segment] - greatest);
            loss += Math.Log(sum);
            for (var segment = 0; segment < logits.Length; segment++)
                logits[segment] /= sum;
            logits[labels[row]] -= 1;
        }

        return loss;
    }

    private sealed class Part(int from, int to, double[] gradient, double[] block)
    {
        public int From => from;
        public int To => to;
        public double[] Gradient => gradient;
        public double[] Block => block;
        public double Loss { get; set; }
    }
}
