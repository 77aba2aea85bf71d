using System.Text.Json;
using Palveluohjaus.Segmentation.Evaluation;
using Palveluohjaus.Segmentation.Suggestions;

namespace Palveluohjaus.Segmentation.Tests.Evaluation;

[TestClass]
public sealed class EvaluatePredictionsTests
{
    private static readonly EvaluationOptions Options = new(Seed: 5);

    [TestMethod]
    public void Figures_over_all_rows_are_those_of_the_metrics()
    {
        var predictions = SomePredictions.Calibrated(800, seed: 1);

        var report = EvaluatePredictions.Measure(predictions, [], Options with { Resamples = 50 });

        Assert.AreEqual(800, report.Rows);
        CollectionAssert.AreEqual(SomePredictions.Four.ToArray(), report.Segments.ToArray());
        Assert.AreEqual(QualityMetrics.Accuracy(predictions.Probabilities, 4, predictions.Labels), report.Overall.Accuracy.Value);
        Assert.AreEqual(QualityMetrics.MacroF1(predictions.Probabilities, 4, predictions.Labels), report.Overall.MacroF1.Value);
        Assert.AreEqual(QualityMetrics.LogLoss(predictions.Probabilities, 4, predictions.Labels), report.Overall.LogLoss.Value);
        Assert.AreEqual(report.Overall.MacroF1.Value, report.BySegment.Average(segment => segment.F1), 1e-12);
        Assert.AreEqual(800, report.Confusion.Sum(row => row.Sum()));
        Assert.AreEqual(report.BySegment[2].Decided, report.Confusion[2].Sum());
        Assert.IsEmpty(report.Groups);
        Assert.IsNull(report.LargestGap);
        Assert.IsNull(report.Sets);
    }

    [TestMethod]
    public void Accuracy_interval_is_as_wide_as_the_binomial_says()
    {
        // 400 rows, 300 right: 1.96 · √(0.75 · 0.25 ÷ 400) = 0.0424 on each side; 4,000 resamples know it to some per cent.
        var predictions = SomePredictions.RightOrWrong(Enumerable.Range(0, 400).Select(row => row % 4 != 0));

        var accuracy = EvaluatePredictions.Measure(predictions, [], Options with { Resamples = 4000 }).Overall.Accuracy;

        Assert.AreEqual(0.75, accuracy.Value);
        Assert.AreEqual(0.75 - 0.0424, accuracy.Low, 0.005);
        Assert.AreEqual(0.75 + 0.0424, accuracy.High, 0.005);
    }

    [TestMethod]
    public void Intervals_of_calibrated_rows_hold_the_truth_about_as_often_as_they_say()
    {
        // The truth is the log-loss of very many rows; 60 data sets, expected 57 hits, binomial deviation 1.7.
        var many = SomePredictions.Calibrated(60_000, seed: 99);
        var truth = QualityMetrics.LogLoss(many.Probabilities, 4, many.Labels);
        var hits = Enumerable.Range(0, 60).Count(set =>
        {
            var rows = SomePredictions.Calibrated(200, seed: 1000 + set);
            var logLoss = EvaluatePredictions.Measure(rows, [], Options with { Resamples = 150 }).Overall.LogLoss;
            return logLoss.Low <= truth && truth <= logLoss.High;
        });

        Assert.IsInRange(50, 60, hits);
    }

    [TestMethod]
    public void Same_seed_gives_the_same_report_to_the_last_bit_and_another_seed_another()
    {
        var predictions = SomePredictions.Calibrated(500, seed: 2);
        GroupColumn[] groups = [Alternating("sex", 500, "M", "N")];

        var options = Options with { Resamples = 100 };

        var once = JsonSerializer.Serialize(EvaluatePredictions.Measure(predictions, groups, options));
        var again = JsonSerializer.Serialize(EvaluatePredictions.Measure(predictions, groups, options));
        var other = JsonSerializer.Serialize(EvaluatePredictions.Measure(predictions, groups, options with { Seed = 6 }));

        Assert.AreEqual(once, again);
        Assert.AreNotEqual(once, other);
    }

    [TestMethod]
    public void The_largest_gap_is_named_with_its_interval()
    {
        // Language: fi right on 90 of 100, sv on 60 of 100, ru on 5 rows only. Sex: no difference.
        bool[] right = [.. Enumerable.Range(0, 100).Select(row => row >= 10), .. Enumerable.Range(0, 100).Select(row => row >= 40), .. Enumerable.Repeat(false, 5)];
        GroupColumn language = new("language", ["fi", "sv", "ru"], [.. Enumerable.Repeat(0, 100), .. Enumerable.Repeat(1, 100), .. Enumerable.Repeat(2, 5)]);

        var report = EvaluatePredictions.Measure(SomePredictions.RightOrWrong(right), [Alternating("sex", 205, "M", "N"), language], Options);

        Assert.IsNotNull(report.LargestGap);
        Assert.AreEqual(("language", "fi", "sv"), (report.LargestGap.Dimension, report.LargestGap.Best, report.LargestGap.Worst));
        Assert.AreEqual(0.3, report.LargestGap.Accuracy.Value, 1e-12);

        // 1.96 · √(0.9·0.1/100 + 0.6·0.4/100) = 0.1126.
        Assert.AreEqual(0.3 - 0.1126, report.LargestGap.Accuracy.Low, 0.025);
        Assert.AreEqual(0.3 + 0.1126, report.LargestGap.Accuracy.High, 0.025);

        var few = report.Groups.Single(group => group.Group == "ru");
        Assert.AreEqual(5, few.Rows);
        Assert.IsNull(few.Figures);
    }

    [TestMethod]
    public void A_gap_between_groups_of_fewer_than_a_hundred_rows_is_left_to_chance()
    {
        var predictions = SomePredictions.RightOrWrong(Enumerable.Range(0, 198).Select(row => row % 2 == 0));

        var report = EvaluatePredictions.Measure(predictions, [Alternating("sex", 198, "M", "N")], Options);

        Assert.IsTrue(report.Groups.All(group => group.Figures is not null));
        Assert.IsNull(report.LargestGap);
    }

    [TestMethod]
    public void Groups_exactly_alike_have_a_gap_of_nothing_between_two_of_them()
    {
        var predictions = SomePredictions.RightOrWrong(Enumerable.Repeat(true, 200));

        var gap = EvaluatePredictions.Measure(predictions, [Alternating("sex", 200, "M", "N")], Options).LargestGap;

        Assert.IsNotNull(gap);
        Assert.AreNotEqual(gap.Best, gap.Worst);
        Assert.AreEqual(new Estimate(0, 0, 0), gap.Accuracy);
    }

    [TestMethod]
    public void Rows_of_no_known_group_count_overall_only()
    {
        var predictions = SomePredictions.RightOrWrong(Enumerable.Repeat(true, 40));
        GroupColumn municipality = new("municipality", ["Tyrnävä", "Kemi"], [.. Enumerable.Repeat(-1, 5), .. Enumerable.Repeat(0, 35)]);

        var report = EvaluatePredictions.Measure(predictions, [municipality], Options with { Resamples = 10 });

        Assert.AreEqual(40, report.Rows);
        CollectionAssert.AreEqual((int[])[35, 0], report.Groups.Select(group => group.Rows).ToArray());
        Assert.IsNull(report.LargestGap, "one group with rows is no gap");
    }

    [TestMethod]
    public void A_segment_nobody_is_decided_into_has_no_recall()
    {
        var report = EvaluatePredictions.Measure(SomePredictions.RightOrWrong([true, true, false]), [], Options with { Resamples = 10 });

        Assert.AreEqual(new SegmentFigures("A", 3, 1, 2.0 / 3, 0.8), report.BySegment[0]);
        Assert.AreEqual(double.NaN, report.BySegment[1].Recall);
        Assert.AreEqual(0, report.BySegment[1].Precision);
    }

    [TestMethod]
    public void Set_figures_are_counted_by_hand()
    {
        // Threshold 0.4: a segment of 0.6 and more is possible, and the most probable always.
        ConformalThresholds conformal = new([0.9], [0.4]);
        float[] probabilities = [0.7f, 0.3f, 0.7f, 0.3f, 0.55f, 0.45f, 0.2f, 0.8f];
        ConformalThresholds wide = new([0.9], [0.56]);

        var narrow = EvaluatePredictions.Measure(new Predictions(["A", "B"], probabilities, [0, 1, 0, 1]), [], Options with { Resamples = 10, Conformal = conformal }).Sets;
        var wider = EvaluatePredictions.Measure(new Predictions(["A", "B"], probabilities, [0, 1, 0, 1]), [], Options with { Resamples = 10, Conformal = wide }).Sets;

        Assert.AreEqual(new SetFigures(0.9, 0.75, 1, 1, 0.75), narrow);
        Assert.AreEqual(new SetFigures(0.9, 0.75, 1.25, 0.75, 2.0 / 3), wider);
    }

    [TestMethod]
    public void Groups_that_do_not_fit_the_rows_are_refused()
    {
        var predictions = SomePredictions.RightOrWrong([true, false]);

        Assert.ThrowsExactly<ArgumentException>(() => EvaluatePredictions.Measure(predictions, [new("sex", ["M"], [0])], Options));
        Assert.ThrowsExactly<ArgumentException>(() => EvaluatePredictions.Measure(predictions, [new("sex", ["M"], [0, 1])], Options));
        Assert.ThrowsExactly<ArgumentException>(() => EvaluatePredictions.Measure(predictions, [new("sex", ["M"], [0, -2])], Options));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => EvaluatePredictions.Measure(predictions, [], Options with { Resamples = 0 }));
    }

    [TestMethod]
    public void Taken_rows_keep_their_probabilities_and_segments()
    {
        var predictions = SomePredictions.Calibrated(10, seed: 4);

        var taken = predictions.Take([7, 2]);

        Assert.AreEqual(2, taken.Rows);
        Assert.AreEqual(predictions.Labels[7], taken.Labels[0]);
        CollectionAssert.AreEqual(predictions.Probabilities.Slice(8, 4).ToArray(), taken.Probabilities[4..].ToArray());
    }

    private static GroupColumn Alternating(string dimension, int rows, params string[] groups) =>
        new(dimension, groups, [.. Enumerable.Range(0, rows).Select(row => row % groups.Length)]);
}
