namespace Palveluohjaus.Segmentation.Training;

/// <summary>Logits to probabilities.</summary>
public static class Softmax
{
    /// <summary>exp(logit ÷ temperature), normed to sum to 1, without overflow.</summary>
    /// <param name="logits">k finite logits.</param>
    /// <param name="temperature">Over 0; 1 leaves the logits as they are, more makes the model less sure of itself.</param>
    /// <param name="probabilities">k probabilities; may be the same memory.</param>
    public static void Apply(ReadOnlySpan<double> logits, double temperature, Span<double> probabilities)
    {
        var greatest = double.NegativeInfinity;
        foreach (var logit in logits)
            greatest = Math.Max(greatest, logit);
        double sum = 0;
        for (var index = 0; index < logits.Length; index++)
            sum += probabilities[index] = Math.Exp((logits[index] - greatest) / temperature);
        for (var index = 0; index < logits.Length; index++)
            probabilities[index] /= sum;
    }

    /// <summary>The same for a batch.</summary>
    /// <param name="logits">Row-major n × k.</param>
    /// <param name="segmentCount">k.</param>
    /// <param name="temperature">Over 0.</param>
    /// <param name="probabilities">Row-major n × k; may be the same memory.</param>
    public static void Apply(ReadOnlySpan<float> logits, int segmentCount, double temperature, Span<float> probabilities)
    {
        var perTemperature = (float)(1 / temperature);
        for (var start = 0; start < logits.Length; start += segmentCount)
        {
            var row = logits.Slice(start, segmentCount);
            var target = probabilities.Slice(start, segmentCount);
            var greatest = row[0];
            foreach (var logit in row)
                greatest = Math.Max(greatest, logit);
            float sum = 0;
            for (var index = 0; index < segmentCount; index++)
                sum += target[index] = MathF.Exp((row[index] - greatest) * perTemperature);
            var perSum = 1 / sum;
            for (var index = 0; index < segmentCount; index++)
                target[index] *= perSum;
        }
    }
}
