using System.Globalization;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Suggestions;

/// <summary>
/// One number that makes a model's probabilities mean what they say: logits are divided by it before the softmax, which changes no
/// row's most probable segment (Guo et al. 2017, "On calibration of modern neural networks", ICML, section 4.2).
/// </summary>
public static class TemperatureScaling
{
    /// <summary>The least temperature fitted: a model that is always right would otherwise be made infinitely sure.</summary>
    public const double Minimum = 0.05;

    /// <summary>The greatest temperature fitted: a model that knows nothing, or the opposite, is made nearly uniform.</summary>
    public const double Maximum = 20;

    private const int MaximumSteps = 100;
    private const double RelativeStep = 1e-10;

    /// <summary>Finds the temperature with the least log-loss.</summary>
    /// <param name="logits">Row-major n × k, of rows that the model has not seen.</param>
    /// <param name="segmentCount">k, 2 or more.</param>
    /// <param name="labels">n decided segments in 0…k−1.</param>
    /// <returns>
    /// A temperature in [<see cref="Minimum"/>, <see cref="Maximum"/>]. 1 when it makes no difference: every row has k equal logits, or
    /// so much the greatest for the decided segment that even the greatest temperature leaves no doubt.
    /// </returns>
    /// <exception cref="ArgumentException">There are no rows, lengths differ, a label is outside 0…k−1, or a logit is not finite.</exception>
    /// <remarks>
    /// The log-loss is convex in the inverse temperature, so its slope has one root: Newton's method, kept between bounds that
    /// close in on it. O(n·k) for each of about ten steps.
    /// </remarks>
    public static double Fit(ReadOnlySpan<float> logits, int segmentCount, ReadOnlySpan<int> labels)
    {
        Require(logits, segmentCount, labels);
        double low = 1 / Maximum, high = 1 / Minimum;
        var slopeAtLow = SlopeAt(low, logits, segmentCount, labels).Slope;
        if (slopeAtLow == 0)
            return 1;
        if (slopeAtLow > 0)
            return Maximum;
        if (SlopeAt(high, logits, segmentCount, labels).Slope <= 0)
            return Minimum;

        double inverse = 1;
        for (var step = 0; step < MaximumSteps; step++)
        {
            var (slope, curvature) = SlopeAt(inverse, logits, segmentCount, labels);
            if (slope > 0)
                high = inverse;
            else
                low = inverse;

            var next = inverse - (slope / curvature);
            if (!(next > low && next < high))
                next = (low + high) / 2;
            var change = Math.Abs(next - inverse);
            inverse = next;
            if (change <= RelativeStep * inverse)
                break;
        }

        return 1 / inverse;
    }

    /// <summary>First and second derivative of the mean log-loss by the inverse temperature: mean and variance of the logits under the model, against the decided one.</summary>
    private static (double Slope, double Curvature) SlopeAt(double inverse, ReadOnlySpan<float> logits, int segmentCount, ReadOnlySpan<int> labels)
    {
        var scaled = new double[segmentCount];
        double slope = 0, curvature = 0;
        for (var row = 0; row < labels.Length; row++)
        {
            var own = logits.Slice(row * segmentCount, segmentCount);
            for (var segment = 0; segment < segmentCount; segment++)
                scaled[segment] = own[segment];
            Softmax.Apply(scaled, 1 / inverse, scaled);

            double mean = 0, meanSquare = 0;
            for (var segment = 0; segment < segmentCount; segment++)
            {
                // Against the decided logit, so that large logits with small differences lose no digits.
                double distance = own[segment] - (double)own[labels[row]];
                mean += scaled[segment] * distance;
                meanSquare += scaled[segment] * distance * distance;
            }

            slope += mean;
            curvature += meanSquare - (mean * mean);
        }

        return (slope / labels.Length, curvature / labels.Length);
    }

    private static void Require(ReadOnlySpan<float> logits, int segmentCount, ReadOnlySpan<int> labels)
    {
        if (segmentCount < 2)
            throw new ArgumentException($"There are {segmentCount} segments; 2 is the least.", nameof(segmentCount));
        if (labels.Length == 0)
            throw new ArgumentException("There are no rows.", nameof(labels));
        if (logits.Length != (long)labels.Length * segmentCount)
            throw new ArgumentException($"{labels.Length} rows of {segmentCount} segments are {(long)labels.Length * segmentCount} logits, and there are {logits.Length}.", nameof(logits));
        foreach (var label in labels)
        {
            if ((uint)label >= (uint)segmentCount)
                throw new ArgumentException($"A label is {label}, and there are {segmentCount} segments.", nameof(labels));
        }

        foreach (var logit in logits)
        {
            if (!float.IsFinite(logit))
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A logit is {logit}."), nameof(logits));
        }
    }
}
