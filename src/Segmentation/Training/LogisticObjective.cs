using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;

namespace Palveluohjaus.Segmentation.Training;

/// <summary>
/// The mean log-loss of a multinomial logistic regression with an L2 penalty on all weights but the intercepts, and its gradient.
/// Rows are read where they lie, a column at a time over blocks that stay in the cache. The minimiser moves in units in which every
/// weight bends the loss about equally: without that, weights of rare categories and segments take hundreds of rounds more.
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
    private readonly double[] _units;
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
        var shares = SharesOf(_labels, _segmentCount);
        _units = UnitsOf(shares);
        Start = new DenseVector(_units.Length);
        for (var segment = 0; segment < _segmentCount; segment++)
            Start[segment] = Math.Log(shares[segment]) / _units[segment];
        _parts = [.. Enumerable.Range(0, PartCount).Select(part => new Part(
            (int)((long)rows.Count * part / PartCount),
            (int)((long)rows.Count * (part + 1) / PartCount),
            new double[layout.LineCount * _segmentCount],
            new double[BlockRows * _segmentCount]))];
    }

    /// <summary>Where to begin, in the minimiser's units: the segments' shares, and no column says anything.</summary>
    public DenseVector Start { get; }

    /// <summary>The weights with the least loss met so far.</summary>
    public double[] Best { get; private set; } = [];

    /// <summary>Their loss.</summary>
    public double BestValue { get; private set; } = double.PositiveInfinity;

    /// <summary>The greatest element of the gradient there.</summary>
    public double BestSlope { get; private set; } = double.PositiveInfinity;

    public (double Value, Vector<double> Gradient) At(Vector<double> point)
    {
        _run.CancellationToken.ThrowIfCancellationRequested();
        var weights = new double[_units.Length];
        for (var index = 0; index < weights.Length; index++)
            weights[index] = point[index] * _units[index];
        Parallel.For(0, PartCount, part => _parts[part].Loss = Sum(_parts[part], weights));

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
            gradient[index] *= _units[index];
        }

        if (value < BestValue)
        {
            BestValue = value;
            BestSlope = slope;
            Best = weights;
        }

        _run.Progress?.Report(new TrainingProgress(Math.Min(++_evaluations, _roundsAtMost), _roundsAtMost, double.NaN));
        return (value, DenseVector.OfArray(gradient));
    }

    private static double[] SharesOf(int[] labels, int segmentCount)
    {
        // Half a row for a segment that has none, whose logit would else begin at minus infinity.
        var shares = new double[segmentCount];
        foreach (var label in labels)
            shares[label] += 1.0 / labels.Length;
        return [.. shares.Select(share => Math.Max(share, 0.5 / labels.Length))];
    }

    /// <summary>1 ÷ √ of each weight's second derivative where no column says anything yet.</summary>
    private double[] UnitsOf(double[] shares)
    {
        var squares = new double[_layout.LineCount];
        squares[0] = _rows.Count;
        for (var column = 0; column < _layout.FirstLine.Length; column++)
        {
            foreach (var value in _rows.Table.Column(column))
                squares[_layout.LineOf(column, value, out var weight)] += weight * weight;
        }

        var units = new double[squares.Length * _segmentCount];
        for (var index = 0; index < units.Length; index++)
        {
            var (line, share) = (index / _segmentCount, shares[index % _segmentCount]);
            units[index] = 1 / Math.Sqrt((squares[line] / _rows.Count * share * (1 - share)) + _penalty);
        }

        return units;
    }

    private double Sum(Part part, double[] weights)
    {
        Array.Clear(part.Gradient);
        double loss = 0;
        for (var start = part.From; start < part.To; start += BlockRows)
        {
            var count = Math.Min(BlockRows, part.To - start);
            var block = part.Block;
            for (var row = 0; row < count; row++)
                weights.AsSpan(0, _segmentCount).CopyTo(block.AsSpan(row * _segmentCount));
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

    private void AddLogits(int column, ReadOnlySpan<float> values, double[] weights, double[] block)
    {
        for (var row = 0; row < values.Length; row++)
        {
            var line = _layout.LineOf(column, values[row], out var weight) * _segmentCount;
            var logits = row * _segmentCount;
            for (var segment = 0; segment < _segmentCount; segment++)
                block[logits + segment] += weight * weights[line + segment];
        }
    }

    private void AddGradient(int column, ReadOnlySpan<float> values, double[] block, double[] gradient)
    {
        for (var row = 0; row < values.Length; row++)
        {
            var line = _layout.LineOf(column, values[row], out var weight) * _segmentCount;
            var residuals = row * _segmentCount;
            for (var segment = 0; segment < _segmentCount; segment++)
                gradient[line + segment] += weight * block[residuals + segment];
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
