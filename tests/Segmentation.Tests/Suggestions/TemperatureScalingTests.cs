using Palveluohjaus.Segmentation.Evaluation;
using Palveluohjaus.Segmentation.Suggestions;
using Palveluohjaus.Segmentation.Tests.Evaluation;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Tests.Suggestions;

[TestClass]
public sealed class TemperatureScalingTests
{
    // 20 rows drawn once with numpy.
    private static readonly float[] Logits =
    [
        0.4f, 1.6f, 4.4f, -6.9f, 2.6f, 3.3f, -0.6f, -3.4f, -0.1f, -0.6f, -7.9f, 4.2f, -4.7f, 1.9f, -2.2f, 1.3f, -0.9f, 2.9f, 1.1f, -3.7f,
        1.9f, 0.6f, 4.1f, 6.3f, -0.8f, 1.1f, 0.3f, -2.1f, 1.0f, 4.1f, -2.9f, 1.0f, -6.0f, -1.6f, -1.1f, 3.7f, 2.5f, -0.3f, 2.0f, 5.7f,
        6.7f, 2.7f, 1.5f, -1.3f, 2.6f, 2.1f, 1.0f, 4.0f, 0.6f, 1.2f, -1.6f, -2.2f, 0.8f, 2.7f, 0.4f, -3.6f, 4.6f, -0.5f, -2.9f, -7.0f,
    ];

    private static readonly int[] Labels = [1, 2, 0, 2, 2, 0, 2, 1, 2, 1, 1, 2, 2, 1, 0, 0, 2, 0, 2, 0];

    [TestMethod]
    public void Temperature_is_that_of_scipys_bounded_search() =>
        // scipy.optimize.minimize_scalar(bounds=(0.05, 20), xatol=1e-12); the loss is flat at its bottom, and scipy compares losses.
        Assert.AreEqual(4.191319379506408, TemperatureScaling.Fit(Logits, 3, Labels), 1e-5);

    [TestMethod]
    public void Hand_computed_example_of_two_segments()
    {
        // Three of four rows right at logits 2 against 0: the softmax of 2 ÷ T must be 3/4, so T = 2 ÷ ln 3.
        float[] logits = [2, 0, 2, 0, 2, 0, 2, 0];

        Assert.AreEqual(2 / Math.Log(3), TemperatureScaling.Fit(logits, 2, [0, 0, 0, 1]), 1e-9);
    }

    [TestMethod]
    public void Logits_stretched_by_a_factor_get_that_factor_more_temperature()
    {
        float[] stretched = [.. Logits.Select(logit => 2 * logit)];

        Assert.AreEqual(2 * TemperatureScaling.Fit(Logits, 3, Labels), TemperatureScaling.Fit(stretched, 3, Labels), 1e-6);
    }

    [TestMethod]
    public void A_calibrated_models_temperature_is_about_one()
    {
        var predictions = SomePredictions.Calibrated(20_000, seed: 8);
        float[] logits = [.. predictions.Probabilities.ToArray().Select(probability => MathF.Log(probability))];

        Assert.AreEqual(1, TemperatureScaling.Fit(logits, 4, predictions.Labels), 0.03);
    }

    [TestMethod]
    public void No_other_temperature_has_a_smaller_log_loss()
    {
        var best = TemperatureScaling.Fit(Logits, 3, Labels);

        foreach (var other in new[] { 0.05, 0.5, 1, best * 0.99, best * 1.01, 10, 20 })
            Assert.IsLessThan(LogLossAt(other), LogLossAt(best), $"temperature {other}");
    }

    [TestMethod]
    public void Extremes_stop_at_the_bounds_and_no_information_changes_nothing()
    {
        Assert.AreEqual(TemperatureScaling.Minimum, TemperatureScaling.Fit([5, 0, 0, 5], 2, [0, 1]), "always right");
        Assert.AreEqual(TemperatureScaling.Maximum, TemperatureScaling.Fit([5, 0, 0, 5], 2, [1, 0]), "always wrong");
        Assert.AreEqual(1, TemperatureScaling.Fit([3, 3, 0, 0], 2, [1, 0]), "all alike");
        Assert.AreEqual(1, TemperatureScaling.Fit([30_000, -30_000], 2, [0]), "right beyond all doubt");
        Assert.AreEqual(TemperatureScaling.Maximum, TemperatureScaling.Fit([30_000, -30_000], 2, [1]), "wrong beyond all doubt");
    }

    [TestMethod]
    public void Logits_that_cannot_be_calibrated_are_refused()
    {
        Assert.ThrowsExactly<ArgumentException>(() => TemperatureScaling.Fit([], 2, []));
        Assert.ThrowsExactly<ArgumentException>(() => TemperatureScaling.Fit([1, 2], 2, [0, 1]));
        Assert.ThrowsExactly<ArgumentException>(() => TemperatureScaling.Fit([1, 2], 2, [2]));
        Assert.ThrowsExactly<ArgumentException>(() => TemperatureScaling.Fit([1, float.NaN], 2, [0]));
        Assert.ThrowsExactly<ArgumentException>(() => TemperatureScaling.Fit([1], 1, [0]));
    }

    private static double LogLossAt(double temperature)
    {
        var probabilities = new float[Logits.Length];
        Softmax.Apply(Logits, 3, temperature, probabilities);
        return QualityMetrics.LogLoss(probabilities, 3, Labels);
    }
}
