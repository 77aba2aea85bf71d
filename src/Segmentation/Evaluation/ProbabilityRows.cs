using System.Globalization;

namespace Palveluohjaus.Segmentation.Evaluation;

/// <summary>What every figure asks of rows of probabilities.</summary>
internal static class ProbabilityRows
{
    // Single precision and files with a few decimals both stay well inside; a row of logits does not.
    private const double SumTolerance = 1e-3;

    public static void Require(ReadOnlySpan<float> probabilities, int segmentCount, ReadOnlySpan<int> labels)
    {
        if (labels.Length == 0)
            throw new ArgumentException("There are no rows.", nameof(labels));
        Require(probabilities, segmentCount);
        if (probabilities.Length != (long)labels.Length * segmentCount)
            throw new ArgumentException($"{labels.Length} rows of {segmentCount} segments are {(long)labels.Length * segmentCount} probabilities, and there are {probabilities.Length}.", nameof(probabilities));
        foreach (var label in labels)
        {
            if ((uint)label >= (uint)segmentCount)
                throw new ArgumentException($"A label is {label}, and there are {segmentCount} segments.", nameof(labels));
        }
    }

    public static void Require(ReadOnlySpan<float> probabilities, int segmentCount)
    {
        if (segmentCount < 2)
            throw new ArgumentException($"There are {segmentCount} segments; 2 is the least.", nameof(segmentCount));
        if (probabilities.Length % segmentCount != 0)
            throw new ArgumentException($"{probabilities.Length} probabilities are not rows of {segmentCount}.", nameof(probabilities));

        for (var start = 0; start < probabilities.Length; start += segmentCount)
        {
            double sum = 0;
            foreach (var probability in probabilities.Slice(start, segmentCount))
            {
                if (!(probability >= 0))
                    throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Row {start / segmentCount} has the probability {probability}."), nameof(probabilities));
                sum += probability;
            }

            if (!(Math.Abs(sum - 1) <= SumTolerance))
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The probabilities of row {start / segmentCount} sum to {sum}, not to 1."), nameof(probabilities));
        }
    }

    /// <summary>The index of the greatest; of several alike the first.</summary>
    public static int MostProbable(ReadOnlySpan<float> row)
    {
        var greatest = 0;
        for (var segment = 1; segment < row.Length; segment++)
        {
            if (row[segment] > row[greatest])
                greatest = segment;
        }

        return greatest;
    }
}
