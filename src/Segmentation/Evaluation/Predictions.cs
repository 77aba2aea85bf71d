using Palveluohjaus.Segmentation.Suggestions;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Evaluation;

/// <summary>What a model said of rows whose segment has been decided: all that its figures are computed from.</summary>
public sealed class Predictions
{
    private readonly float[] _probabilities;
    private readonly int[] _labels;

    /// <param name="segments">The k segments' codes, 2 or more.</param>
    /// <param name="probabilities">Row-major n × k; each row sums to 1. Not copied.</param>
    /// <param name="labels">n decided segments in 0…k−1. Not copied.</param>
    /// <exception cref="ArgumentException">
    /// There are no rows, lengths differ, a label is outside 0…k−1, or a row is not probabilities: outside 0–1 or not summing to 1.
    /// </exception>
    public Predictions(IReadOnlyList<string> segments, float[] probabilities, int[] labels)
    {
        ProbabilityRows.Require(probabilities, segments.Count, labels);
        Segments = segments;
        _probabilities = probabilities;
        _labels = labels;
    }

    /// <summary>The segments' codes, in the order of the probabilities.</summary>
    public IReadOnlyList<string> Segments { get; }

    /// <summary>n.</summary>
    public int Rows => _labels.Length;

    /// <summary>Row-major n × k.</summary>
    public ReadOnlySpan<float> Probabilities => _probabilities;

    /// <summary>The decided segment of each row.</summary>
    public ReadOnlySpan<int> Labels => _labels;

    /// <summary>Scores the rows.</summary>
    /// <param name="model">The model.</param>
    /// <param name="rows">Rows that it was not trained on.</param>
    /// <param name="temperature">Over 0; 1 takes the logits as they are.</param>
    public static Predictions Of(ISegmentModel model, LabelledRows rows, double temperature = 1)
    {
        var segmentCount = rows.Schema.Segments.Count;
        var probabilities = new float[rows.Count * segmentCount];
        model.Score(rows.Table, probabilities);
        Softmax.Apply(probabilities, segmentCount, temperature, probabilities);
        return new Predictions(rows.Schema.Segments, probabilities, [.. rows.Labels]);
    }

    /// <summary>Scores the rows at the model's own temperature.</summary>
    /// <param name="model">The model.</param>
    /// <param name="rows">Rows used neither for training nor for calibration.</param>
    public static Predictions Of(CalibratedModel model, LabelledRows rows) => Of(model.Model, rows, model.Temperature);

    /// <summary>The given rows, copied, in that order.</summary>
    /// <exception cref="ArgumentException">No rows are given.</exception>
    public Predictions Take(ReadOnlySpan<int> rows)
    {
        var segmentCount = Segments.Count;
        var probabilities = new float[rows.Length * segmentCount];
        var labels = new int[rows.Length];
        for (var index = 0; index < rows.Length; index++)
        {
            _probabilities.AsSpan(rows[index] * segmentCount, segmentCount).CopyTo(probabilities.AsSpan(index * segmentCount));
            labels[index] = _labels[rows[index]];
        }

        return new Predictions(Segments, probabilities, labels);
    }
}
