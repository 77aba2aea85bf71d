using Palveluohjaus.Segmentation.Evaluation;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Tests.Evaluation;

[TestClass]
public sealed class DriftTests
{
    private static readonly ModelSchema Schema = new()
    {
        Columns = [ModelColumn.Number("age"), new ModelColumn("channel", ["phone", "visit", "chat"])],
        Segments = ["A", "B"],
    };

    [TestMethod]
    public void Stability_index_of_a_hand_computed_example()
    {
        // numpy: Σ (b − a) · ln(b ÷ a).
        Assert.AreEqual(0.22821740957339182, Drift.StabilityIndex([0.25, 0.25, 0.25, 0.25], [0.1, 0.2, 0.3, 0.4]), 1e-12);

        // An empty bin counts as 0.0001: 0.4999 · ln 5000 + 0.5 · ln 2.
        Assert.AreEqual((0.4999 * Math.Log(5000)) + (0.5 * Math.Log(2)), Drift.StabilityIndex([0.5, 0.5], [0, 1]), 1e-12);
        Assert.AreEqual(0, Drift.StabilityIndex([0, 1], [0, 1]));
    }

    [TestMethod]
    public void A_number_of_few_values_has_a_bin_for_each_and_one_for_missing()
    {
        var column = Build([3, 1, 1, 2, float.NaN, 3, 3], [0, 0, 1, 1, 1, 0, 1]).Columns[0];

        AssertSame([1, 2], column.UpperEdges);
        AssertSame([1, 2, 3], column.Representatives);
        AssertSame([1, 1, 0, 1, 2, 1, 0, 1], column.Counts.SelectMany(bySegment => bySegment));
    }

    [TestMethod]
    public void A_number_of_many_values_has_ten_bins_of_as_many_rows()
    {
        float[] values = [.. Enumerable.Range(0, 1000).Select(row => (float)((row * 7) % 1000))];

        var column = Build(values, new int[1000]).Columns[0];

        AssertSame([99, 199, 299, 399, 499, 599, 699, 799, 899], column.UpperEdges);
        AssertSame([49, 149, 249, 349, 449, 549, 649, 749, 849, 949], column.Representatives);
        AssertSame([.. Enumerable.Repeat(100, 10), 0], column.Counts.Select(bySegment => bySegment[0]));
    }

    [TestMethod]
    public void A_value_that_half_the_rows_have_stands_in_one_bin()
    {
        float[] values = [.. Enumerable.Repeat(0f, 50), .. Enumerable.Range(1, 50).Select(row => (float)row)];

        var column = Build(values, new int[100]).Columns[0];

        AssertSame([0, 10, 20, 30, 40], column.UpperEdges);
        AssertSame([50, 10, 10, 10, 10, 10, 0], column.Counts.Select(bySegment => bySegment[0]));
    }

    [TestMethod]
    public void The_order_of_rows_does_not_matter_and_every_row_is_counted_once()
    {
        var random = new Random(11);
        for (var round = 0; round < 50; round++)
        {
            var rows = random.Next(1, 200);
            float[] values = [.. Enumerable.Range(0, rows).Select(_ => random.Next(8) == 0 ? float.NaN : random.Next(30))];
            int[] labels = [.. Enumerable.Range(0, rows).Select(_ => random.Next(2))];
            int[] order = [.. Enumerable.Range(0, rows)];
            random.Shuffle(order);

            var column = Build(values, labels).Columns[0];
            var shuffled = Build([.. order.Select(row => values[row])], [.. order.Select(row => labels[row])]).Columns[0];

            AssertSame(column.UpperEdges, shuffled.UpperEdges, $"round {round}");
            AssertSame(column.Representatives, shuffled.Representatives, $"round {round}");
            AssertSame(column.Counts.SelectMany(line => line), shuffled.Counts.SelectMany(line => line), $"round {round}");
            Assert.AreEqual(rows, column.Counts.Sum(line => line.Sum()), $"round {round}");
            Assert.IsTrue(column.Representatives.All(value => values.Contains(value) || values.All(float.IsNaN)), $"round {round}");
        }
    }

    [TestMethod]
    public void Categories_are_their_own_bins_even_those_without_rows()
    {
        var column = Build([1, 1, 1], [0, 1, 1], [2, float.NaN, 2]).Columns[1];

        Assert.IsEmpty(column.UpperEdges);
        AssertSame([0, 1, 2], column.Representatives);
        AssertSame([0, 0, 0, 0, 1, 1, 0, 1], column.Counts.SelectMany(bySegment => bySegment));
    }

    [TestMethod]
    public void The_same_rows_have_not_drifted()
    {
        float[] ages = [.. Enumerable.Range(0, 300).Select(row => (float)(row % 90))];
        var reference = Build(ages, new int[300]);

        var report = Drift.Measure(reference, Table(ages, new float[300]), [1, 0]);

        Assert.AreEqual(300, report.Rows);
        Assert.IsTrue(report.Columns.All(column => column is { Stability: < 1e-12, State: DriftState.Stable, MissingShare: 0 }));
        Assert.AreEqual(DriftState.Stable, report.SuggestedState);
    }

    [TestMethod]
    public void Moved_values_a_question_no_longer_answered_and_other_suggestions_are_each_named()
    {
        float[] ages = [.. Enumerable.Range(0, 1000).Select(row => (float)(row % 100))];
        var reference = Build(ages, new int[1000]);

        var moved = Drift.Measure(reference, Table([.. ages.Select(age => age + 30)], new float[1000]), [0.8, 0.2]);
        var unanswered = Drift.Measure(reference, Table([.. ages.Select((age, row) => row % 3 == 0 ? float.NaN : age)], new float[1000]), [1, 0]);
        var slightly = Drift.Measure(reference, Table([.. ages.Select(age => age + 10)], new float[1000]), [1, 0]);

        Assert.AreEqual(DriftState.Large, moved.Columns[0].State);
        Assert.AreEqual(DriftState.Stable, moved.Columns[1].State);
        Assert.AreEqual(DriftState.Large, moved.SuggestedState);
        Assert.AreEqual(DriftState.Large, unanswered.Columns[0].State);
        Assert.AreEqual(0.334, unanswered.Columns[0].MissingShare, 1e-9);
        Assert.AreEqual(0, unanswered.Columns[0].TrainingMissingShare);
        Assert.AreEqual(DriftState.Large, slightly.Columns[0].State, "ten years more empties a tenth of the bins");
    }

    [TestMethod]
    public void A_moderate_change_lies_between_the_limits()
    {
        // Shares of two values from 0.5/0.5 to 0.66/0.34: (0.16)·ln(0.66/0.34) = 0.106.
        var reference = Build([.. Enumerable.Range(0, 400).Select(row => (float)(row % 2))], new int[400]);

        var report = Drift.Measure(reference, Table([.. Enumerable.Range(0, 400).Select(row => row < 264 ? 0f : 1f)], new float[400]), [1, 0]);

        Assert.AreEqual(0.16 * Math.Log(0.66 / 0.34), report.Columns[0].Stability, 1e-9);
        Assert.AreEqual(DriftState.Moderate, report.Columns[0].State);
    }

    [TestMethod]
    public void Of_few_rows_nothing_is_concluded()
    {
        var reference = Build([1, 2, 3], new int[3]);

        var report = Drift.Measure(reference, Table([9, 9], new float[2]), [0, 1]);

        Assert.IsTrue(report.Columns.All(column => column.State == DriftState.TooFewRows));
        Assert.AreEqual(DriftState.TooFewRows, report.SuggestedState);
    }

    [TestMethod]
    public void A_question_that_nobody_had_answered_before_has_drifted_when_it_is()
    {
        var reference = Build([float.NaN, float.PositiveInfinity], [0, 1]);

        var report = Drift.Measure(reference, Table([.. Enumerable.Repeat(5f, 200)], new float[200]), [1, 0]);

        AssertSame([0], reference.Columns[0].Representatives);
        AssertSame([0, 0, 1, 1], reference.Columns[0].Counts.SelectMany(bySegment => bySegment));
        Assert.AreEqual(DriftState.Large, report.Columns[0].State);
    }

    [TestMethod]
    public void What_does_not_fit_the_reference_is_refused()
    {
        var reference = Build([1, 2], [0, 1]);
        var otherCategories = Schema with { Columns = [Schema.Columns[0], new ModelColumn("channel", ["phone"])] };

        Assert.ThrowsExactly<ArgumentException>(() => Drift.Measure(reference, Table([], []), [1, 0]));
        Assert.ThrowsExactly<ArgumentException>(() => Drift.Measure(reference, Table([1], [0]), [1, 0, 0]));
        Assert.ThrowsExactly<ArgumentException>(() => Drift.Measure(reference, new FeatureTable(otherCategories, [[1], [0]], 1), [1, 0]));
        Assert.ThrowsExactly<ArgumentException>(() => Drift.Measure(reference, new FeatureTable(Schema with { Columns = [] }, [], 1), [1, 0]));
        Assert.ThrowsExactly<ArgumentException>(() => ReferenceDistribution.Build(new LabelledRows(Table([1], [0]), [0]), []));
    }

    private static ReferenceDistribution Build(float[] ages, int[] labels, float[]? channels = null) =>
        ReferenceDistribution.Build(new LabelledRows(Table(ages, channels ?? new float[ages.Length]), labels), [0.9f, 0.1f]);

    private static FeatureTable Table(float[] ages, float[] channels) => new(Schema, [ages, channels], ages.Length);

    private static void AssertSame<T>(IEnumerable<T> expected, IEnumerable<T> actual, string message = "") =>
        CollectionAssert.AreEqual(expected.ToArray(), actual.ToArray(), message);
}
