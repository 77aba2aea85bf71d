using Palveluohjaus.Segmentation.Suggestions;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Workshop;

/// <summary>Fits temperature and conformal thresholds to rows a model has not seen.</summary>
internal static class CalibrateModel
{
    public static (double Temperature, ConformalThresholds Conformal, float[] Probabilities) Fit(ISegmentModel model, LabelledRows calibration)
    {
        var segmentCount = model.Schema.Segments.Count;
        var logits = new float[calibration.Count * segmentCount];
        model.Score(calibration.Table, logits);

        // Every other row each: the sets' promise holds for rows that the probabilities were not fitted to.
        var (even, odd) = (Half(0), Half(1));
        var temperature = TemperatureScaling.Fit(LogitsOf(even), segmentCount, LabelsOf(even));
        var probabilities = new float[logits.Length];
        Softmax.Apply(logits, segmentCount, temperature, probabilities);
        var conformal = ConformalThresholds.Calibrate(ValuesOf(probabilities, odd), segmentCount, LabelsOf(odd));
        return (temperature, conformal, probabilities);

        int[] Half(int first) => [.. Enumerable.Range(0, calibration.Count).Where(row => row % 2 == first)];
        float[] LogitsOf(int[] rows) => ValuesOf(logits, rows);
        int[] LabelsOf(int[] rows) => [.. rows.Select(row => calibration.Labels[row])];
        float[] ValuesOf(float[] values, int[] rows) => [.. rows.SelectMany(row => values.AsSpan(row * segmentCount, segmentCount).ToArray())];
    }
}
