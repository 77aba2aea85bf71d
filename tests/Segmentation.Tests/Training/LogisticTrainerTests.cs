using Palveluohjaus.Segmentation.Evaluation;
using Palveluohjaus.Segmentation.Training;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Segmentation.Tests.Training;

[TestClass]
public sealed class LogisticTrainerTests
{
    // The gradient is followed to 1e-5; what is left of it moves a probability by less than this.
    private const double Tolerance = 2e-4;

    private static readonly TrainingRun Run = new(Seed: 1);
    private static readonly ModelSchema Schema = new()
    {
        Columns = [ModelColumn.Number("age"), ModelColumn.Number("contacts"), new ModelColumn("channel", ["phone", "visit", "chat"])],
        Segments = ["A", "B", "C"],
    };

    // 48 rows drawn once with numpy: a number, a number with gaps, a category with gaps.
    private static readonly float[] Ages =
    [
        56f, 50f, 93f, 37f, 26f, 43f, 55f, 19f, 95f, 42f, 39f, 52f, 68f, 50f, 31f, 47f,
        59f, 41f, 49f, 62f, 80f, 64f, 44f, 53f, 64f, 61f, 61f, 69f, 70f, 61f, 29f, 32f,
        67f, 68f, 76f, 22f, 74f, 91f, 39f, 36f, 50f, 64f, 34f, 28f, 55f, 46f, 25f, 53f,
    ];

    private static readonly float[] Contacts =
    [
        3.8f, 4f, 2.3f, float.NaN, 3.6f, 1.4f, float.NaN, 1.9f, 2.2f, float.NaN, float.NaN, 5.6f,
        7.6f, 1.8f, 0.7f, 3.7f, float.NaN, 12.4f, float.NaN, float.NaN, 0.9f, 1.7f, 4.5f, 9.8f,
        float.NaN, 1.4f, 10f, 3.2f, float.NaN, 4.2f, 1.8f, 0f, 0f, 4.4f, 1.1f, 4f,
        0.5f, float.NaN, 0.5f, 0.2f, 0.5f, 0.1f, 2.5f, 0.5f, 0.4f, 1.2f, 4.5f, 4.9f,
    ];

    private static readonly float[] Channels =
    [
        2f, 2f, 1f, 1f, 0f, 0f, 1f, 2f, 0f, 2f, 2f, 2f, 0f, 2f, float.NaN, 0f, 1f, 0f, 1f, 1f, 0f, 1f, 2f, 2f,
        2f, 0f, 2f, 1f, 0f, 0f, 1f, 0f, 2f, 0f, 1f, float.NaN, 2f, 1f, 1f, 0f, 0f, 0f, 1f, float.NaN, 0f, 2f, 2f, 1f,
    ];

    private static readonly int[] Labels =
    [
        0, 1, 0, 2, 1, 2, 0, 1, 0, 1, 1, 0, 1, 2, 1, 1, 2, 1, 0, 1, 0, 2, 1, 0,
        1, 1, 1, 0, 1, 1, 2, 0, 0, 0, 2, 1, 0, 1, 2, 0, 0, 2, 0, 0, 0, 0, 1, 1,
    ];

    [TestMethod]
    public void Fit_is_that_of_scikit_learn()
    {
        // sklearn 1.2.1: LogisticRegression(C=1, multi_class='multinomial', tol=1e-12) on standardised numbers (0 where missing), an
        // indicator of missing for each number, and one indicator for each category and for the missing category.
        var rows = Rows();
        var model = (IExplainableModel)new LogisticTrainer().Train(rows, Run);
        var predictions = Predictions.Of(model, rows);

        Assert.AreEqual(0.7770282654538349, QualityMetrics.LogLoss(predictions.Probabilities, 3, predictions.Labels), 1e-5);
        AssertClose([0.50876934, 0.4312502, 0.05998046], predictions.Probabilities[..3]);
        AssertClose([0.17069103, 0.49600788, 0.33330109], predictions.Probabilities.Slice(9, 3), "contacts missing");
        AssertClose([0.39355333, 0.40800238, 0.19844429], predictions.Probabilities.Slice(42, 3), "channel missing");

        // Terms are centred over the rows: the intercepts are sklearn's + coefficients × mean of the encoded columns.
        AssertClose([0.39612439, 0.37096119, -0.76708559], [.. model.Intercepts.Select(logit => (float)logit)], "intercepts");

        // A number's coefficient is what one standard deviation adds.
        var mean = Ages.Average();
        var deviation = MathF.Sqrt(Ages.Select(age => (age - mean) * (age - mean)).Average());
        var (atMean, above) = (Contributions(model, [mean, 1, 0]), Contributions(model, [mean + deviation, 1, 0]));
        AssertClose([0.32522672, -0.21207798, -0.11314873], [.. above.Zip(atMean, (one, other) => (float)(one - other)).Take(3)], "coefficients of age");
    }

    [TestMethod]
    public void Contributions_and_intercepts_sum_to_the_logits_and_average_to_nothing()
    {
        var rows = Rows();
        var model = (IExplainableModel)new LogisticTrainer().Train(rows, Run);
        var logits = new float[rows.Count * 3];
        model.Score(rows.Table, logits);

        var row = new float[3];
        var sums = new double[9];
        for (var index = 0; index < rows.Count; index++)
        {
            rows.Table.CopyRow(index, row);
            var contributions = Contributions(model, row);
            for (var segment = 0; segment < 3; segment++)
            {
                // The logit is rounded to single precision; the contributions are not.
                var logit = model.Intercepts[segment] + contributions[segment] + contributions[3 + segment] + contributions[6 + segment];
                Assert.AreEqual(logit, logits[(index * 3) + segment], 1e-6, $"row {index}");
            }

            for (var place = 0; place < sums.Length; place++)
                sums[place] += contributions[place];
        }

        Assert.IsTrue(sums.All(sum => Math.Abs(sum) < 1e-6), string.Join(' ', sums));
    }

    [TestMethod]
    public void What_training_has_not_met_says_nothing()
    {
        // No age is missing, no row has the third channel, no row has contacts at all.
        var labels = new[] { 0, 1, 0, 1, 1, 2 };
        var table = new FeatureTable(Schema, [[20, 30, 40, 50, 60, 70], [.. Enumerable.Repeat(float.NaN, 6)], [0, 1, 0, 1, 0, 1]], 6);
        var model = (IExplainableModel)new LogisticTrainer().Train(new LabelledRows(table, labels), Run);

        foreach (var contribution in Contributions(model, [float.NaN, 7, 2]))
            Assert.AreEqual(0, contribution);
        foreach (var contribution in Contributions(model, [float.PositiveInfinity, float.NaN, 99]))
            Assert.AreEqual(0, contribution, 1e-9);
    }

    [TestMethod]
    public void A_constant_column_a_segment_without_rows_and_full_separation_do_no_harm()
    {
        var table = new FeatureTable(Schema, [[5, 5, 5, 5], [1, 2, 3000, 4000], [0, 0, 1, 1]], 4);
        var rows = new LabelledRows(table, [0, 0, 1, 1]);

        var predictions = Predictions.Of(new LogisticTrainer(l2: 1e-3).Train(rows, Run), rows);

        Assert.AreEqual(1, QualityMetrics.Accuracy(predictions.Probabilities, 3, predictions.Labels));
        Assert.IsLessThan(0.01, QualityMetrics.LogLoss(predictions.Probabilities, 3, predictions.Labels));
    }

    [TestMethod]
    public void The_same_rows_give_the_same_logits_to_the_last_bit()
    {
        var rows = Rows();
        float[] once = new float[rows.Count * 3], again = new float[rows.Count * 3];

        new LogisticTrainer().Train(rows, Run).Score(rows.Table, once);
        new LogisticTrainer().Train(rows, Run with { Seed = 2 }).Score(rows.Table, again);

        CollectionAssert.AreEqual(once, again);
    }

    [TestMethod]
    public void Rows_that_cannot_be_learned_from_are_refused_with_the_reason()
    {
        var refusal = Assert.ThrowsExactly<TrainingRefusedException>(() => new LogisticTrainer().Train(new LabelledRows(Rows().Table, new int[48]), Run));

        Assert.Contains("48 rows have the segment A", refusal.Message);
        Assert.ThrowsExactly<TrainingRefusedException>(() => new LogisticTrainer().Train(Rows().Take([]), Run));
        Assert.ThrowsExactly<NotSupportedException>(() => new LogisticTrainer().Read(Schema, Stream.Null));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new LogisticTrainer(l2: 0));
        Assert.ThrowsExactly<OperationCanceledException>(() => new LogisticTrainer().Train(Rows(), Run with { CancellationToken = new CancellationToken(canceled: true) }));
    }

    [TestMethod]
    public void A_table_of_other_columns_is_not_scored()
    {
        var model = new LogisticTrainer().Train(Rows(), Run);
        var other = new FeatureTable(Schema with { CatalogueVersion = "another-1" }, [[1], [1], [0]], 1);

        Assert.ThrowsExactly<ArgumentException>(() => model.Score(other, new float[3]));
        Assert.ThrowsExactly<ArgumentException>(() => model.Score(Rows().Table, new float[3]));
    }

    [TestMethod]
    public void Nursery_is_fitted_as_scikit_learn_fits_it()
    {
        // Every fifth row: the file runs through all combinations of 2, 3, 4 and 5 values, and a debug build takes seconds for all.
        var nursery = Nursery();
        var rows = nursery.Take([.. Enumerable.Range(0, nursery.Count).Where(row => row % 5 == 0)]);

        var predictions = Predictions.Of(new LogisticTrainer().Train(rows, Run), rows);

        // sklearn 1.2.1: LogisticRegression(C=1, tol=1e-9) on one-hot columns, fitted and measured on the same 2,592 rows.
        Assert.AreEqual(2592, rows.Count);
        Assert.AreEqual(0.18819868536788015, QualityMetrics.LogLoss(predictions.Probabilities, 4, predictions.Labels), 1e-5);
        Assert.AreEqual(0.9259259259259259, QualityMetrics.Accuracy(predictions.Probabilities, 4, predictions.Labels), 1e-3);
    }

    private static LabelledRows Rows() => new(new FeatureTable(Schema, [Ages, Contacts, Channels], Ages.Length), Labels);

    private static double[] Contributions(IExplainableModel model, float[] row)
    {
        var contributions = new double[model.Terms.Count * 3];
        model.Contribute(row, contributions);
        return contributions;
    }

    private static void AssertClose(double[] expected, ReadOnlySpan<float> actual, string message = "")
    {
        for (var index = 0; index < expected.Length; index++)
            Assert.AreEqual(expected[index], actual[index], Tolerance, $"{message} {index}");
    }

    private static LabelledRows Nursery()
    {
        string[][] lines = [.. File.ReadLines(SharedData.Require("nursery.csv")).Skip(1).Select(line => line.Split(',')).Where(line => line.Length > 1 && line[^1] != "recommend")];
        string[][] values = [.. Enumerable.Range(0, lines[0].Length).Select(column => lines.Select(line => line[column]).Distinct().Order(StringComparer.Ordinal).ToArray())];
        var schema = new ModelSchema
        {
            Columns = [.. values[..^1].Select((categories, column) => new ModelColumn($"column {column}", categories))],
            Segments = values[^1],
        };
        float[][] columns = [.. values[..^1].Select((categories, column) => lines.Select(line => (float)Array.IndexOf(categories, line[column])).ToArray())];
        return new LabelledRows(new FeatureTable(schema, columns, lines.Length), [.. lines.Select(line => Array.IndexOf(values[^1], line[^1]))]);
    }
}
