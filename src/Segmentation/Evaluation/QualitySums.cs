namespace Palveluohjaus.Segmentation.Evaluation;

/// <summary>What one row adds to every figure, computed once so that a bootstrap only adds.</summary>
/// <param name="Label">The decided segment.</param>
/// <param name="Top">The most probable segment.</param>
/// <param name="Bin">The reliability bin of the most probable segment's probability.</param>
/// <param name="TopProbability">That probability.</param>
/// <param name="LogLoss">−ln of the decided segment's probability.</param>
/// <param name="Brier">Squared distance of the probabilities from the decided segment.</param>
internal readonly record struct RowQuality(int Label, int Top, int Bin, float TopProbability, double LogLoss, double Brier)
{
    public static RowQuality[] Of(ReadOnlySpan<float> probabilities, int segmentCount, ReadOnlySpan<int> labels, int binCount)
    {
        var rows = new RowQuality[labels.Length];
        for (var index = 0; index < rows.Length; index++)
        {
            var row = probabilities.Slice(index * segmentCount, segmentCount);
            var label = labels[index];
            double brier = 0;
            for (var segment = 0; segment < segmentCount; segment++)
            {
                var distance = row[segment] - (segment == label ? 1.0 : 0.0);
                brier += distance * distance;
            }

            var top = ProbabilityRows.MostProbable(row);

            // In single precision, where 0.6f × 15 rounds to 9: a stated 0.6 belongs under the edge that reads 0.6.
            var bin = Math.Clamp((int)MathF.Ceiling(row[top] * binCount) - 1, 0, binCount - 1);
            rows[index] = new RowQuality(label, top, bin, row[top], -Math.Log(Math.Max(row[label], QualityMetrics.SmallestProbability)), brier);
        }

        return rows;
    }
}

/// <summary>The sums behind the figures of a set of rows; the one place where each figure is computed.</summary>
internal sealed class QualitySums(int segmentCount, int binCount)
{
    private readonly int[] _right = new int[segmentCount];
    private readonly int[] _decidedAndSuggested = new int[segmentCount];
    private readonly double[] _overconfidence = new double[binCount];
    private double _logLoss;
    private double _brier;
    private int _rightRows;
    private int _rows;

    public double Accuracy => (double)_rightRows / _rows;

    public double LogLoss => _logLoss / _rows;

    public double Brier => _brier / _rows;

    public double MacroF1
    {
        get
        {
            double sum = 0;
            var used = 0;
            for (var segment = 0; segment < segmentCount; segment++)
            {
                if (_decidedAndSuggested[segment] == 0)
                    continue;
                sum += 2.0 * _right[segment] / _decidedAndSuggested[segment];
                used++;
            }

            return sum / used;
        }
    }

    public double CalibrationError
    {
        get
        {
            double sum = 0;
            foreach (var overconfidence in _overconfidence)
                sum += Math.Abs(overconfidence);
            return sum / _rows;
        }
    }

    public static QualitySums Of(ReadOnlySpan<RowQuality> rows, int segmentCount, int binCount)
    {
        var sums = new QualitySums(segmentCount, binCount);
        foreach (ref readonly var row in rows)
            sums.Add(in row);
        return sums;
    }

    public void Clear()
    {
        Array.Clear(_right);
        Array.Clear(_decidedAndSuggested);
        Array.Clear(_overconfidence);
        _logLoss = _brier = 0;
        _rightRows = _rows = 0;
    }

    public void Add(in RowQuality row)
    {
        _rows++;
        _decidedAndSuggested[row.Label]++;
        _decidedAndSuggested[row.Top]++;
        double overconfidence = row.TopProbability;
        if (row.Label == row.Top)
        {
            _right[row.Top]++;
            _rightRows++;
            overconfidence -= 1;
        }

        // |mean probability − observed share| × rows of the bin is the absolute value of this sum.
        _overconfidence[row.Bin] += overconfidence;
        _logLoss += row.LogLoss;
        _brier += row.Brier;
    }
}
