using Palveluohjaus.Segmentation.Evaluation;
using Palveluohjaus.Segmentation.Suggestions;
using Palveluohjaus.Segmentation.Training;
using Palveluohjaus.Segmentation.Workshop;

namespace Palveluohjaus.Segmentation.Tests.Workshop;

[TestClass]
public sealed class CalibrateModelTests
{
    // Many rounds on few rows: far too sure of itself.
    private static readonly ISegmentModel Overconfident = SomeWorkshopRows.Trainer(rounds: 300).Train(PlantedRows.Draw(150, seed: 1), new TrainingRun(1));
    private static readonly LabelledRows Calibration = PlantedRows.Draw(1001, seed: 2);

    [TestMethod]
    public void Temperature_is_fitted_to_even_rows_and_sets_to_odd_ones()
    {
        var (temperature, conformal, _) = CalibrateModel.Fit(Overconfident, Calibration);

        var even = Calibration.Take([.. Enumerable.Range(0, 1001).Where(row => row % 2 == 0)]);
        var odd = Calibration.Take([.. Enumerable.Range(0, 1001).Where(row => row % 2 == 1)]);
        var logits = new float[even.Count * 3];
        Overconfident.Score(even.Table, logits);
        Assert.AreEqual(TemperatureScaling.Fit(logits, 3, [.. even.Labels]), temperature);
        var expected = ConformalThresholds.Calibrate(Predictions.Of(Overconfident, odd, temperature).Probabilities, 3, [.. odd.Labels]);
        CollectionAssert.AreEqual(expected.Thresholds.ToArray(), conformal.Thresholds.ToArray());
    }

    [TestMethod]
    public void Overconfident_model_is_cooled_and_its_sets_keep_their_promise_on_new_rows()
    {
        var fresh = PlantedRows.Draw(4000, seed: 3);

        var (temperature, conformal, _) = CalibrateModel.Fit(Overconfident, Calibration);

        Assert.IsGreaterThan(1, temperature);
        var report = EvaluatePredictions.Measure(Predictions.Of(Overconfident, fresh, temperature), [], new EvaluationOptions(1, 10, conformal, 0.9));
        var raw = EvaluatePredictions.Measure(Predictions.Of(Overconfident, fresh), [], new EvaluationOptions(1, 10));
        Assert.IsLessThan(raw.Overall.LogLoss.Value, report.Overall.LogLoss.Value);

        // 500 calibration rows: the coverage on new ones spreads by √(0.9 · 0.1 / 500) ≈ 0.013, and three of those are allowed.
        Assert.AreEqual(0.9, report.Sets!.Coverage, 0.04);
    }

    [TestMethod]
    public void Probabilities_of_every_calibration_row_are_returned_at_the_fitted_temperature()
    {
        var (temperature, _, probabilities) = CalibrateModel.Fit(Overconfident, Calibration);

        CollectionAssert.AreEqual(Predictions.Of(Overconfident, Calibration, temperature).Probabilities.ToArray(), probabilities);
    }
}
