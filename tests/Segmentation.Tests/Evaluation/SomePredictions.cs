using Palveluohjaus.Segmentation.Evaluation;

namespace Palveluohjaus.Segmentation.Tests.Evaluation;

/// <summary>Predictions for tests.</summary>
internal static class SomePredictions
{
    public static IReadOnlyList<string> Four { get; } = ["OMA", "TUKI", "YHT", "HUOL"];

    /// <summary>Rows whose segment is drawn from the very probabilities stated: perfectly calibrated.</summary>
    public static Predictions Calibrated(int rows, int seed, double sharpness = 2)
    {
        var random = new Random(seed);
        var probabilities = new float[rows * 4];
        var labels = new int[rows];
        for (var row = 0; row < rows; row++)
        {
            var own = probabilities.AsSpan(row * 4, 4);
            float sum = 0;
            foreach (ref var probability in own)
                sum += probability = (float)Math.Exp(sharpness * ((2 * random.NextDouble()) - 1));
            foreach (ref var probability in own)
                probability /= sum;

            var drawn = random.NextDouble();
            var label = 0;
            while (label < 3 && (drawn -= own[label]) >= 0)
                label++;
            labels[row] = label;
        }

        return new Predictions(Four, probabilities, labels);
    }

    /// <summary>Two segments; every row certain to 0.9, and right or wrong as told.</summary>
    public static Predictions RightOrWrong(IEnumerable<bool> isRight, float certainty = 0.9f)
    {
        bool[] right = [.. isRight];
        var probabilities = new float[right.Length * 2];
        for (var row = 0; row < right.Length; row++)
        {
            probabilities[row * 2] = right[row] ? certainty : 1 - certainty;
            probabilities[(row * 2) + 1] = right[row] ? 1 - certainty : certainty;
        }

        return new Predictions(["A", "B"], probabilities, new int[right.Length]);
    }
}
