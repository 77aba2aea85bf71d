using Palveluohjaus.Segmentation.Evaluation;

namespace Palveluohjaus.Segmentation.Tests.Evaluation;

[TestClass]
public sealed class QualityMetricsTests
{
    // Probabilities are single precision; the oracles are double.
    private const double Rounding = 1e-6;

    // 16 rows drawn once with numpy.
    private static readonly float[] Probabilities =
    [
        0.31f, 0.45f, 0.24f, 0.20f, 0.05f, 0.75f, 0.00f, 0.83f, 0.17f, 0.26f, 0.47f, 0.27f,
        0.23f, 0.28f, 0.49f, 0.05f, 0.77f, 0.18f, 0.27f, 0.68f, 0.05f, 0.03f, 0.59f, 0.38f,
        0.69f, 0.15f, 0.16f, 0.68f, 0.30f, 0.02f, 0.15f, 0.52f, 0.33f, 0.60f, 0.00f, 0.40f,
        0.07f, 0.10f, 0.83f, 0.20f, 0.55f, 0.25f, 0.83f, 0.05f, 0.12f, 0.09f, 0.44f, 0.47f,
    ];

    private static readonly int[] Labels = [1, 0, 1, 1, 0, 1, 1, 2, 0, 0, 1, 2, 1, 1, 0, 1];

    [TestMethod]
    public void Hand_computed_example_of_two_segments()
    {
        // Right at 0.8, wrong at 0.6, right at 0.6 (second segment).
        float[] probabilities = [0.8f, 0.2f, 0.6f, 0.4f, 0.4f, 0.6f];
        int[] segments = [0, 1, 1];

        // First segment: 1 right, 1 decided, 2 suggested, F1 = 2/3; second: 1 right, 2 decided, 1 suggested, F1 = 2/3.
        Assert.AreEqual(2.0 / 3, QualityMetrics.Accuracy(probabilities, 2, segments), Rounding);
        Assert.AreEqual(2.0 / 3, QualityMetrics.MacroF1(probabilities, 2, segments), Rounding);
        Assert.AreEqual(-(Math.Log(0.8) + Math.Log(0.4) + Math.Log(0.6)) / 3, QualityMetrics.LogLoss(probabilities, 2, segments), Rounding);
        Assert.AreEqual(((2 * 0.04) + (2 * 0.36) + (2 * 0.16)) / 3, QualityMetrics.Brier(probabilities, 2, segments), Rounding);

        // Bin of 0.8: |0.8 − 1| of one row; bin of 0.6: |0.6 − 0.5| of two.
        Assert.AreEqual(((1 * 0.2) + (2 * 0.1)) / 3, QualityMetrics.ExpectedCalibrationError(probabilities, 2, segments), Rounding);
    }

    [TestMethod]
    public void Figures_are_those_of_scikit_learn()
    {
        // sklearn 1.2.1: accuracy_score, f1_score(average='macro'), log_loss; Brier and the calibration error written out in numpy.
        Assert.AreEqual(0.625, QualityMetrics.Accuracy(Probabilities, 3, Labels), Rounding);
        Assert.AreEqual(0.49673202614379086, QualityMetrics.MacroF1(Probabilities, 3, Labels), Rounding);
        Assert.AreEqual(0.7917662873676914, QualityMetrics.LogLoss(Probabilities, 3, Labels), Rounding);
        Assert.AreEqual(0.491675, QualityMetrics.Brier(Probabilities, 3, Labels), Rounding);
        Assert.AreEqual(0.20625, QualityMetrics.ExpectedCalibrationError(Probabilities, 3, Labels), Rounding);
        Assert.AreEqual(0.06625, QualityMetrics.ExpectedCalibrationError(Probabilities, 3, Labels, 5), Rounding);
    }

    [TestMethod]
    public void Reliability_bins_hold_every_row_once_and_give_the_calibration_error()
    {
        var bins = QualityMetrics.Reliability(Probabilities, 3, Labels);

        Assert.AreEqual(Labels.Length, bins.Sum(bin => bin.Rows));
        Assert.IsTrue(bins.All(bin => bin.Rows > 0 && bin.MeanProbability > bin.From - Rounding && bin.MeanProbability <= bin.To + Rounding));
        Assert.AreEqual(
            QualityMetrics.ExpectedCalibrationError(Probabilities, 3, Labels),
            bins.Sum(bin => bin.Rows * Math.Abs(bin.MeanProbability - bin.ObservedShare)) / Labels.Length,
            Rounding);
    }

    [TestMethod]
    public void A_probability_that_reads_as_an_edge_lies_in_the_bin_under_it()
    {
        // 0.6f is a hair over 0.6 = 9/15.
        var bin = QualityMetrics.Reliability([0.6f, 0.4f], 2, [0]).Single();

        Assert.AreEqual(8.0 / 15, bin.From);
        Assert.AreEqual(9.0 / 15, bin.To);
    }

    [TestMethod]
    public void Certainty_that_is_wrong_costs_much_but_not_infinity()
    {
        Assert.AreEqual(-Math.Log(1e-15), QualityMetrics.LogLoss([1, 0], 2, [1]), Rounding);
        Assert.AreEqual(2, QualityMetrics.Brier([1, 0], 2, [1]), Rounding);
        Assert.AreEqual(1, QualityMetrics.ExpectedCalibrationError([1, 0], 2, [1]), Rounding);
        Assert.AreEqual(0, QualityMetrics.MacroF1([1, 0], 2, [1]), Rounding);
        Assert.AreEqual(0, QualityMetrics.LogLoss([1, 0], 2, [0]), Rounding);
    }

    [TestMethod]
    public void A_segment_that_nobody_uses_does_not_lower_macro_f1() =>
        Assert.AreEqual(1, QualityMetrics.MacroF1([0.9f, 0.1f, 0, 0.1f, 0.9f, 0], 3, [0, 1]), Rounding);

    [TestMethod]
    public void Of_segments_alike_the_first_is_suggested()
    {
        CollectionAssert.AreEqual((double[])[1.0, 0, 0, 0], QualityMetrics.SuggestedShares([0.25f, 0.25f, 0.25f, 0.25f], 4).ToArray());
        CollectionAssert.AreEqual((double[])[0.5, 0.5], QualityMetrics.SuggestedShares([0.9f, 0.1f, 0.2f, 0.8f], 2).ToArray());
    }

    [TestMethod]
    public void A_calibrated_model_has_a_small_error_and_an_overconfident_one_a_large()
    {
        var calibrated = SomePredictions.Calibrated(20_000, seed: 3);
        var overconfident = SomePredictions.RightOrWrong(Enumerable.Range(0, 1000).Select(row => row % 2 == 0));

        Assert.IsLessThan(0.015, QualityMetrics.ExpectedCalibrationError(calibrated.Probabilities, 4, calibrated.Labels));
        Assert.AreEqual(0.4, QualityMetrics.ExpectedCalibrationError(overconfident.Probabilities, 2, overconfident.Labels), 1e-5);
    }

    [TestMethod]
    public void What_is_not_probabilities_is_refused()
    {
        Assert.ThrowsExactly<ArgumentException>(() => QualityMetrics.Accuracy([], 2, []));
        Assert.ThrowsExactly<ArgumentException>(() => QualityMetrics.Accuracy([0.5f, 0.5f], 2, [0, 1]));
        Assert.ThrowsExactly<ArgumentException>(() => QualityMetrics.Accuracy([0.5f, 0.5f], 2, [2]));
        Assert.ThrowsExactly<ArgumentException>(() => QualityMetrics.Accuracy([float.NaN, 0.5f], 2, [0]));
        Assert.ThrowsExactly<ArgumentException>(() => QualityMetrics.Accuracy([1.5f, -0.5f], 2, [0]));
        Assert.ThrowsExactly<ArgumentException>(() => QualityMetrics.Accuracy([3.2f, 1.1f], 2, [0]), "logits");
        Assert.ThrowsExactly<ArgumentException>(() => QualityMetrics.Accuracy([1], 1, [0]));
        Assert.ThrowsExactly<ArgumentException>(() => QualityMetrics.SuggestedShares([], 2));
    }
}
