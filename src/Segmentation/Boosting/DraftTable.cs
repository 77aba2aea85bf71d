using Palveluohjaus.Segmentation.GlassBox;

namespace Palveluohjaus.Segmentation.Boosting;

/// <summary>A table while it is put together from trees.</summary>
internal sealed class DraftTable
{
    private readonly int _segmentCount;
    private readonly int _secondCount;
    private readonly double[] _values;
    private readonly double[] _weights;
    private readonly double[] _ofFirst;
    private readonly double[] _ofSecond;

    public DraftTable(CoarseAxis first, CoarseAxis? second, int segmentCount)
    {
        First = first;
        Second = second;
        _segmentCount = segmentCount;
        _secondCount = second?.BinCount ?? 1;
        _values = new double[first.BinCount * _secondCount * segmentCount];
        _weights = new double[first.BinCount * _secondCount];
        _ofFirst = new double[first.BinCount * segmentCount];
        _ofSecond = new double[_secondCount * segmentCount];
    }

    public CoarseAxis First { get; }

    public CoarseAxis? Second { get; }

    /// <summary>Adds a tree that looks at no other columns.</summary>
    public void Add(int segment, BoostedTree tree)
    {
        for (var first = 0; first < First.BinCount; first++)
        {
            for (var second = 0; second < _secondCount; second++)
            {
                _values[(((first * _secondCount) + second) * _segmentCount) + segment] +=
                    tree.ValueAt(First.Column, First.Representative(first), Second?.Representative(second) ?? 0);
            }
        }
    }

    /// <summary>Counts the training rows of each cell, as shares.</summary>
    public void Weigh(BinnedRows binned)
    {
        var counts = new int[_weights.Length];
        var ofFirst = binned.Columns[First.Column];
        if (Second is null)
        {
            foreach (var bin in ofFirst)
                counts[First.Of(bin)]++;
        }
        else
        {
            var ofSecond = binned.Columns[Second.Column];
            for (var row = 0; row < ofFirst.Length; row++)
                counts[(First.Of(ofFirst[row]) * _secondCount) + Second.Of(ofSecond[row])]++;
        }

        for (var cell = 0; cell < counts.Length; cell++)
            _weights[cell] = counts[cell] / (double)binned.Count;
    }

    /// <summary>Takes from each cell the mean over segments, on which no probability depends.</summary>
    public void CentreSegments()
    {
        for (var cell = 0; cell < _weights.Length; cell++)
        {
            var values = _values.AsSpan(cell * _segmentCount, _segmentCount);
            double sum = 0;
            foreach (var value in values)
                sum += value;
            foreach (ref var value in values)
                value -= sum / _segmentCount;
        }
    }

    /// <summary>
    /// Takes out what either column says alone, until under the data's weights the mean of every line and every column is 0
    /// (Lengerich, Tan, Chang, Hooker and Caruana 2020, Purifying Interaction Effects with the Functional ANOVA, AISTATS, section 3).
    /// </summary>
    public void Purify()
    {
        var solve = new AdditivePart(_weights, First.BinCount, _secondCount);
        for (var segment = 0; segment < _segmentCount; segment++)
        {
            solve.TakeOut(_values, _segmentCount, segment, _ofFirst, _ofSecond);

            // Lines that no training row falls on have no mean of their own: there the other column is taken as it is elsewhere.
            TakeUnseen(segment, solve.FirstWeights, solve.SecondWeights, _secondCount, 1, _ofFirst);
            TakeUnseen(segment, solve.SecondWeights, solve.FirstWeights, 1, _secondCount, _ofSecond);
        }
    }

    /// <summary>Adds what was taken out to the tables of the two columns alone.</summary>
    public void HandOver(DraftTable first, DraftTable second)
    {
        first.Take(First, _ofFirst);
        second.Take(Second!, _ofSecond);
    }

    /// <summary>Moves the mean of a table of one column into the intercepts.</summary>
    public void HandOver(double[] intercepts)
    {
        for (var segment = 0; segment < _segmentCount; segment++)
        {
            double mean = 0;
            for (var bin = 0; bin < First.BinCount; bin++)
                mean += _weights[bin] * _values[(bin * _segmentCount) + segment];
            for (var bin = 0; bin < First.BinCount; bin++)
                _values[(bin * _segmentCount) + segment] -= mean;
            intercepts[segment] += mean;
        }
    }

    public TermTable ToTable() => new(First.ToAxis(), Second?.ToAxis(), _values, _weights);

    private void Take(CoarseAxis axis, double[] values)
    {
        for (var bin = 0; bin < First.BinCount; bin++)
        {
            var coarse = axis.Of(First.Representative(bin));
            for (var segment = 0; segment < _segmentCount; segment++)
                _values[(bin * _segmentCount) + segment] += values[(coarse * _segmentCount) + segment];
        }
    }

    private void TakeUnseen(int segment, double[] lineWeights, double[] otherWeights, int lineStep, int step, double[] taken)
    {
        for (var line = 0; line < lineWeights.Length; line++)
        {
            if (lineWeights[line] != 0)
                continue;
            double mean = 0;
            for (var index = 0; index < otherWeights.Length; index++)
                mean += otherWeights[index] * _values[(((line * lineStep) + (index * step)) * _segmentCount) + segment];
            for (var index = 0; index < otherWeights.Length; index++)
                _values[(((line * lineStep) + (index * step)) * _segmentCount) + segment] -= mean;
            taken[(line * _segmentCount) + segment] += mean;
        }
    }
}
