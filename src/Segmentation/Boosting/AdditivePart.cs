using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace Palveluohjaus.Segmentation.Boosting;

/// <summary>
/// What a table of two columns says additively: the a and b that make Σ w (f − a − b)² least, whose removal leaves no mean in any line or
/// column. Solved rather than swept out: where the two columns go together, sweeping takes thousands of rounds and never quite ends.
/// </summary>
internal sealed class AdditivePart
{
    /// <summary>A mean this small beside the table's greatest value is rounding.</summary>
    private const double Rounding = 1e-13;

    private const int RefinementsAtMost = 20;
    private readonly double[] _weights;
    private readonly int _firstCount;
    private readonly int _secondCount;
    private readonly int[] _unknowns;
    private readonly LU<double>? _factor;

    /// <param name="weights">Row-major first × second, 0 and up.</param>
    /// <param name="firstCount">Bins of the first column.</param>
    /// <param name="secondCount">Bins of the second.</param>
    public AdditivePart(double[] weights, int firstCount, int secondCount)
    {
        _weights = weights;
        _firstCount = firstCount;
        _secondCount = secondCount;
        FirstWeights = new double[firstCount];
        SecondWeights = new double[secondCount];
        for (var cell = 0; cell < weights.Length; cell++)
        {
            FirstWeights[cell / secondCount] += weights[cell];
            SecondWeights[cell % secondCount] += weights[cell];
        }

        _unknowns = FindUnknowns();
        _factor = _unknowns.Length == 0 ? null : Reduced().LU();
    }

    /// <summary>Weights of the first column's bins alone.</summary>
    public double[] FirstWeights { get; }

    /// <summary>Weights of the second column's bins alone.</summary>
    public double[] SecondWeights { get; }

    /// <summary>Moves the additive part of one segment out of the values.</summary>
    /// <param name="values">Row-major cell × k.</param>
    /// <param name="segmentCount">k.</param>
    /// <param name="segment">Which.</param>
    /// <param name="ofFirst">First bins × k: added to.</param>
    /// <param name="ofSecond">Second bins × k: added to.</param>
    public void TakeOut(double[] values, int segmentCount, int segment, double[] ofFirst, double[] ofSecond)
    {
        double greatest = 0;
        for (var cell = 0; cell < _weights.Length; cell++)
            greatest = Math.Max(greatest, Math.Abs(values[(cell * segmentCount) + segment]));

        // What rounding left of the first solution is solved for again.
        var before = double.PositiveInfinity;
        for (var refinement = 0; refinement < RefinementsAtMost; refinement++)
        {
            var (first, second) = Solve(values, segmentCount, segment);
            var step = Math.Max(first.Max(Math.Abs), second.Max(Math.Abs));
            if (step <= Rounding * greatest || step >= before)
                return;
            before = step;
            for (var cell = 0; cell < _weights.Length; cell++)
                values[(cell * segmentCount) + segment] -= first[cell / _secondCount] + second[cell % _secondCount];
            for (var bin = 0; bin < _firstCount; bin++)
                ofFirst[(bin * segmentCount) + segment] += first[bin];
            for (var bin = 0; bin < _secondCount; bin++)
                ofSecond[(bin * segmentCount) + segment] += second[bin];
        }
    }

    private (double[] First, double[] Second) Solve(double[] values, int segmentCount, int segment)
    {
        var firstSums = new double[_firstCount];
        var secondSums = new double[_secondCount];
        for (var cell = 0; cell < _weights.Length; cell++)
        {
            var weighed = _weights[cell] * values[(cell * segmentCount) + segment];
            firstSums[cell / _secondCount] += weighed;
            secondSums[cell % _secondCount] += weighed;
        }

        // With the first column's means out of the way, the second column's part is what is left to be explained.
        var second = new double[_secondCount];
        if (_factor is not null)
        {
            var right = _unknowns.Select(bin => secondSums[bin] - Enumerable.Range(0, _firstCount)
                .Where(line => FirstWeights[line] > 0)
                .Sum(line => WeightAt(line, bin) * firstSums[line] / FirstWeights[line]));
            foreach (var (index, value) in _factor.Solve(Vector<double>.Build.DenseOfEnumerable(right)).EnumerateIndexed())
                second[_unknowns[index]] = value;
        }

        var first = new double[_firstCount];
        for (var line = 0; line < _firstCount; line++)
        {
            if (FirstWeights[line] == 0)
                continue;
            double explained = 0;
            for (var bin = 0; bin < _secondCount; bin++)
                explained += WeightAt(line, bin) * second[bin];
            first[line] = (firstSums[line] - explained) / FirstWeights[line];
        }

        return (first, second);
    }

    private Matrix<double> Reduced() => Matrix<double>.Build.Dense(_unknowns.Length, _unknowns.Length, (row, column) =>
    {
        var (one, other) = (_unknowns[row], _unknowns[column]);
        var sum = one == other ? SecondWeights[one] : 0;
        for (var line = 0; line < _firstCount; line++)
        {
            if (FirstWeights[line] > 0)
                sum -= WeightAt(line, one) * WeightAt(line, other) / FirstWeights[line];
        }

        return sum;
    });

    /// <summary>
    /// The second column's bins that rows fall on, but one of each group that no line joins to another: a constant could go from one
    /// column to the other within such a group, and leaving one bin at 0 settles where it stays.
    /// </summary>
    private int[] FindUnknowns()
    {
        var group = Enumerable.Range(0, _secondCount).ToArray();
        for (var line = 0; line < _firstCount; line++)
        {
            var first = -1;
            for (var bin = 0; bin < _secondCount; bin++)
            {
                if (WeightAt(line, bin) == 0)
                    continue;
                if (first < 0)
                    first = bin;
                else
                    Join(group, first, bin);
            }
        }

        return [.. Enumerable.Range(0, _secondCount).Where(bin => SecondWeights[bin] > 0 && group[bin] != bin)];
    }

    private static void Join(int[] group, int one, int other)
    {
        var (into, from) = (Math.Min(group[one], group[other]), Math.Max(group[one], group[other]));
        for (var bin = 0; bin < group.Length; bin++)
        {
            if (group[bin] == from)
                group[bin] = into;
        }
    }

    private double WeightAt(int line, int bin) => _weights[(line * _secondCount) + bin];
}
