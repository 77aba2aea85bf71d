using Palveluohjaus.Segmentation.Suggestions;
using Palveluohjaus.Segmentation.Tests.Evaluation;

namespace Palveluohjaus.Segmentation.Tests.Suggestions;

[TestClass]
public sealed class ConformalThresholdsTests
{
    [TestMethod]
    public void Hand_computed_example_of_nine_rows()
    {
        // The decided segment's probabilities 0.9, 0.8, …, 0.1: distances 0.1 … 0.9. Coverage 0.5: ⌈10 · 0.5⌉ = 5th, 0.5;
        // 0.51: ⌈5.1⌉ = 6th, 0.6; 0.9: 9th, 0.9; 0.91: ⌈9.1⌉ = 10th of nine: everything.
        float[] probabilities = [.. Enumerable.Range(1, 9).SelectMany(row => new[] { 1 - (row / 10f), row / 10f })];

        var thresholds = ConformalThresholds.Calibrate(probabilities, 2, new int[9]);

        Assert.AreEqual(0.5, thresholds.ThresholdFor(0.5), 1e-6);
        Assert.AreEqual(0.6, thresholds.ThresholdFor(0.51), 1e-6);
        Assert.AreEqual(0.9, thresholds.ThresholdFor(0.9), 1e-6);
        Assert.AreEqual(1, thresholds.ThresholdFor(0.91));
        Assert.AreEqual(1, thresholds.ThresholdFor(0.99));
    }

    [TestMethod]
    public void Coverages_are_whole_percents_and_thresholds_never_fall()
    {
        var predictions = SomePredictions.Calibrated(500, seed: 1);

        var thresholds = ConformalThresholds.Calibrate(predictions.Probabilities, 4, predictions.Labels);

        Assert.HasCount(50, thresholds.Coverages);
        Assert.AreEqual(0.5, thresholds.Coverages[0]);
        Assert.AreEqual(0.55, thresholds.Coverages[5]);
        Assert.AreEqual(0.99, thresholds.Coverages[^1]);
        CollectionAssert.AreEqual(thresholds.Thresholds.Order().ToArray(), thresholds.Thresholds.ToArray());
    }

    [TestMethod]
    public void The_asked_share_of_fresh_rows_keeps_its_segment_whatever_the_model_is_worth()
    {
        // A model that is overconfident and, on its even rows, plainly wrong; 40 draws of 400 calibration and 400 fresh rows.
        foreach (var coverage in new[] { 0.5, 0.8, 0.9, 0.95 })
        {
            var covered = 0;
            const int Draws = 40, Rows = 400;
            for (var draw = 0; draw < Draws; draw++)
            {
                var calibration = SomePredictions.Calibrated(Rows, seed: draw);
                var fresh = SomePredictions.Calibrated(Rows, seed: 10_000 + draw);
                var thresholds = ConformalThresholds.Calibrate(Distort(calibration.Probabilities), 4, calibration.Labels);
                var probabilities = Distort(fresh.Probabilities);
                var possible = new bool[4];
                for (var row = 0; row < Rows; row++)
                {
                    thresholds.PossibleSegments(probabilities.AsSpan(row * 4, 4), coverage, possible);
                    covered += possible[fresh.Labels[row]] ? 1 : 0;
                }
            }

            // Both halves vary: variance c(1 − c)/n twice, over all draws; four deviations. Sets are never much larger than they must be.
            var share = covered / (double)(Draws * Rows);
            var tolerance = 4 * Math.Sqrt(2 * coverage * (1 - coverage) / (Draws * Rows));
            Assert.IsInRange(coverage - tolerance, coverage + (1.0 / Rows) + tolerance, share, $"coverage {coverage}");
        }
    }

    [TestMethod]
    public void No_set_is_empty_and_the_most_probable_segment_is_in_every_one()
    {
        ConformalThresholds strict = new([0.5], [0.1]);
        var possible = new bool[3];

        strict.PossibleSegments([0.2f, 0.5f, 0.3f], 0.5, possible);

        CollectionAssert.AreEqual((bool[])[false, true, false], possible);
    }

    [TestMethod]
    public void Double_precision_falls_on_the_same_side_of_a_threshold_as_single()
    {
        // 0.7f is under 0.7: the threshold calibrated in single precision must let the double in, and the other way round.
        var thresholds = ConformalThresholds.Calibrate([0.3f, 0.7f], 2, [0]);
        ConformalThresholds exact = new([0.9], [0.7]);
        var possible = new bool[2];

        thresholds.PossibleSegments([0.3, 0.7], 0.5, possible);
        CollectionAssert.AreEqual((bool[])[true, true], possible);

        exact.PossibleSegments([0.3f, 0.7f], 0.9, possible);
        CollectionAssert.AreEqual((bool[])[true, true], possible);

        exact.PossibleSegments([0.2999, 0.7001], 0.9, possible);
        CollectionAssert.AreEqual((bool[])[false, true], possible);
    }

    [TestMethod]
    public void A_coverage_between_two_stored_takes_the_greater_and_one_outside_is_refused()
    {
        ConformalThresholds thresholds = new([0.5, 0.9], [0.3, 0.8]);

        Assert.AreEqual(0.3, thresholds.ThresholdFor(0.5));
        Assert.AreEqual(0.8, thresholds.ThresholdFor(0.51));
        Assert.AreEqual(0.8, thresholds.ThresholdFor(0.3 + 0.6), "0.9 that has been through arithmetic");
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => thresholds.ThresholdFor(0.49));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => thresholds.ThresholdFor(0.91));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => thresholds.ThresholdFor(double.NaN));
    }

    [TestMethod]
    public void Rows_that_cannot_be_calibrated_on_are_refused()
    {
        Assert.ThrowsExactly<ArgumentException>(() => ConformalThresholds.Calibrate([], 2, []));
        Assert.ThrowsExactly<ArgumentException>(() => ConformalThresholds.Calibrate([0.5f, 0.5f], 2, [2]));
        Assert.ThrowsExactly<ArgumentException>(() => new ConformalThresholds([0.9], [0.5]).PossibleSegments([0.5f, 0.5f], 0.9, new bool[3]));
    }

    private static float[] Distort(ReadOnlySpan<float> probabilities)
    {
        var distorted = new float[probabilities.Length];
        for (var start = 0; start < probabilities.Length; start += 4)
        {
            float sum = 0;
            for (var segment = 0; segment < 4; segment++)
            {
                var source = start % 8 == 0 ? 3 - segment : segment;
                sum += distorted[start + segment] = MathF.Pow(probabilities[start + source], 3);
            }

            for (var segment = 0; segment < 4; segment++)
                distorted[start + segment] /= sum;
        }

        return distorted;
    }
}
