using System.Text.Json;
using Palveluohjaus.Segmentation.Evaluation;

namespace Palveluohjaus.Segmentation.Tests.Evaluation;

[TestClass]
public sealed class CompareModelsTests
{
    [TestMethod]
    [DataRow(3, 11, McNemarMethod.ExactBinomial, 0.057373046875)]
    [DataRow(11, 3, McNemarMethod.ExactBinomial, 0.057373046875)]
    [DataRow(0, 0, McNemarMethod.ExactBinomial, 1)]
    [DataRow(5, 5, McNemarMethod.ExactBinomial, 1)]
    [DataRow(0, 24, McNemarMethod.ExactBinomial, 1.1920928955078125e-07)]
    [DataRow(20, 5, McNemarMethod.ChiSquare, 0.005110260660855866)]
    [DataRow(12, 13, McNemarMethod.ChiSquare, 1)]
    [DataRow(30, 30, McNemarMethod.ChiSquare, 1)]
    [DataRow(60, 30, McNemarMethod.ChiSquare, 0.0022366244452098703)]
    public void McNemar_is_that_of_scipy(int onlyFirst, int onlySecond, McNemarMethod method, double pValue)
    {
        // scipy.stats: binomtest(b, b + c) under 25 discordant rows, chi2.sf((|b − c| − 1)² ÷ (b + c), 1) from 25 on.
        var test = CompareModels.McNemar(onlyFirst, onlySecond);

        Assert.AreEqual(method, test.Method);
        Assert.AreEqual(1, test.PValue / pValue, 1e-9);
    }

    [TestMethod]
    public void Hand_computed_example_of_two_models()
    {
        // Of 8 rows the first has 6 right, the second 4; three rows only the first, one row only the second.
        var first = SomePredictions.RightOrWrong([true, true, true, true, true, true, false, false]);
        var second = SomePredictions.RightOrWrong([true, true, true, false, false, false, true, false]);

        var comparison = CompareModels.Measure(first, second, seed: 1);

        Assert.AreEqual(8, comparison.Rows);
        Assert.AreEqual(0.75, comparison.FirstAccuracy);
        Assert.AreEqual(0.5, comparison.SecondAccuracy);
        Assert.AreEqual(0.25, comparison.AccuracyDifference.Value, 1e-12);
        Assert.AreEqual((3, 1), (comparison.McNemar.OnlyFirstRight, comparison.McNemar.OnlySecondRight));
        Assert.AreEqual(0.625, comparison.McNemar.PValue, 1e-12);

        // Each row only one has right changes the log-loss by ln 9.
        Assert.AreEqual(-2 * Math.Log(9) / 8, comparison.LogLossDifference.Value, 1e-6);
    }

    [TestMethod]
    public void Pairing_makes_the_interval_narrow_where_both_err_on_the_same_rows()
    {
        // 1,000 rows; both wrong on the same 300, and the first also has 20 right that the second has wrong.
        var first = SomePredictions.RightOrWrong(Enumerable.Range(0, 1000).Select(row => row >= 300));
        var second = SomePredictions.RightOrWrong(Enumerable.Range(0, 1000).Select(row => row >= 320));

        var comparison = CompareModels.Measure(first, second, seed: 2);

        // 1.96 · √(0.02 · 0.98 ÷ 1000) = 0.0087; unpaired it would be 0.04.
        Assert.AreEqual(0.02 - 0.0087, comparison.AccuracyDifference.Low, 0.0015);
        Assert.AreEqual(0.02 + 0.0087, comparison.AccuracyDifference.High, 0.0015);
        Assert.AreEqual(1, comparison.FirstMoreAccurateShare);
        Assert.AreEqual(1, comparison.FirstLessLogLossShare);
    }

    [TestMethod]
    public void A_model_is_neither_better_nor_worse_than_itself()
    {
        var predictions = SomePredictions.Calibrated(200, seed: 1);

        var comparison = CompareModels.Measure(predictions, predictions, seed: 3);

        Assert.AreEqual(new Estimate(0, 0, 0), comparison.AccuracyDifference);
        Assert.AreEqual(new Estimate(0, 0, 0), comparison.LogLossDifference);
        Assert.AreEqual(0, comparison.FirstMoreAccurateShare);
        Assert.AreEqual(0, comparison.FirstLessLogLossShare);
        Assert.AreEqual(1, comparison.McNemar.PValue);
    }

    [TestMethod]
    public void Changing_places_turns_the_signs()
    {
        var first = SomePredictions.Calibrated(300, seed: 1);
        var second = new Predictions(first.Segments, SomePredictions.Calibrated(300, seed: 2).Probabilities.ToArray(), first.Labels.ToArray());

        var comparison = CompareModels.Measure(first, second, seed: 4);
        var turned = CompareModels.Measure(second, first, seed: 4);

        Assert.AreEqual(comparison.AccuracyDifference.Value, -turned.AccuracyDifference.Value);
        Assert.AreEqual(comparison.LogLossDifference.Low, -turned.LogLossDifference.High, 1e-12);
        Assert.AreEqual(comparison.McNemar.PValue, turned.McNemar.PValue);
    }

    [TestMethod]
    public void A_comparison_is_the_same_every_time_and_survives_a_file()
    {
        var first = SomePredictions.RightOrWrong([true, false, true, true]);
        var second = SomePredictions.RightOrWrong([true, true, false, true]);

        var comparison = CompareModels.Measure(first, second, seed: 7);

        Assert.AreEqual(comparison, CompareModels.Measure(first, second, seed: 7));
        Assert.AreEqual(comparison, JsonSerializer.Deserialize<ModelComparison>(JsonSerializer.Serialize(comparison)));
    }

    [TestMethod]
    public void Predictions_of_other_rows_are_refused()
    {
        var predictions = SomePredictions.Calibrated(20, seed: 1);

        Assert.ThrowsExactly<ArgumentException>(() => CompareModels.Measure(predictions, SomePredictions.Calibrated(20, seed: 2), seed: 1));
        Assert.ThrowsExactly<ArgumentException>(() => CompareModels.Measure(predictions, predictions.Take([0, 1]), seed: 1));
        Assert.ThrowsExactly<ArgumentException>(() => CompareModels.Measure(predictions, new Predictions(["A", "B", "C", "D"], predictions.Probabilities.ToArray(), predictions.Labels.ToArray()), seed: 1));
    }
}
