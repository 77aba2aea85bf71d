using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.MlNet.Tests;

/// <summary>What every trainer promises. Training ones take seconds, not the usual second: ML.NET starts slowly and runs on one thread.</summary>
[TestClass]
public sealed class TrainerTests
{
    // ML.NET sums in single precision, vector by vector, in an order that it does not promise. Logits here are within ±20.
    private const double Tolerance = 1e-4;

    public static IEnumerable<object[]> TrainerNames => Trainers.Select(trainer => new object[] { trainer.Name });

    private static IReadOnlyList<ISegmentTrainer> Trainers { get; } = new MlNetPlugin().Trainers;

    [TestMethod]
    public void The_plugin_offers_the_four_trainers() =>
        Assert.AreEqual("mlnet-lbfgs mlnet-sdca mlnet-fasttree mlnet-gam", string.Join(' ', Trainers.Select(trainer => trainer.Name)));

    [TestMethod]
    [DynamicData(nameof(TrainerNames))]
    public void A_planted_rule_is_learned_far_better_than_the_majority(string trainer)
    {
        var unseen = Planted.Rows(1000, seed: 2);

        var accuracy = Planted.Accuracy(Train(trainer), unseen);

        Assert.IsGreaterThan(Planted.MajorityAccuracy(unseen) + 0.2, accuracy);
    }

    [TestMethod]
    [DynamicData(nameof(TrainerNames))]
    public void The_same_seed_and_rows_give_the_same_scores(string trainer)
    {
        var unseen = Planted.Rows(200, seed: 3).Table;

        AssertClose(Planted.Score(Train(trainer), unseen), Planted.Score(Train(trainer), unseen));
    }

    [TestMethod]
    [DynamicData(nameof(TrainerNames))]
    public void A_model_that_was_written_and_read_gives_the_same_scores(string trainer)
    {
        var model = Train(trainer);
        var unseen = Planted.Rows(200, seed: 4).Table;

        var read = WriteAndRead(trainer, model);

        AssertClose(Planted.Score(model, unseen), Planted.Score(read, unseen));
        Assert.AreEqual(model is IExplainableModel, read is IExplainableModel);
        AssertClose(Planted.Score(model, unseen), Planted.Score(WriteAndRead(trainer, read), unseen));
    }

    [TestMethod]
    [DynamicData(nameof(TrainerNames))]
    public void Ten_thousand_rows_score_as_their_halves_do(string trainer)
    {
        var model = Train(trainer);
        var table = Planted.Rows(10_000, seed: 5).Table;

        var whole = Planted.Score(model, table);
        var first = Planted.Score(model, table.Take([.. Enumerable.Range(0, 5000)]));
        var second = Planted.Score(model, table.Take([.. Enumerable.Range(5000, 5000)]));

        AssertClose(whole, [.. first, .. second]);
    }

    [TestMethod]
    [DynamicData(nameof(TrainerNames))]
    public void Unknown_categories_infinities_and_rows_without_any_value_get_finite_logits(string trainer)
    {
        float[][] columns =
        [
            [float.NaN, float.PositiveInfinity, 1e30f, 50],
            [float.NaN, 5, -1e30f, 5],
            [float.NaN, 99, 1, -1],
            [float.NaN, float.NegativeInfinity, 0, 0],
        ];

        var logits = Planted.Score(Train(trainer), new FeatureTable(Planted.Schema, columns, 4));

        Assert.IsTrue(logits.All(float.IsFinite), string.Join(' ', logits));
    }

    [TestMethod]
    [DynamicData(nameof(TrainerNames))]
    public void A_table_without_rows_is_scored_without_complaint(string trainer) =>
        Assert.IsEmpty(Planted.Score(Train(trainer), Planted.Rows(0, seed: 6).Table));

    [TestMethod]
    [DynamicData(nameof(TrainerNames))]
    public void One_segment_only_is_refused(string trainer)
    {
        var rows = new LabelledRows(Planted.Rows(100, seed: 7).Table, [.. Enumerable.Repeat(1, 100)]);

        var refusal = Assert.ThrowsExactly<TrainingRefusedException>(() => Of(trainer).Train(rows, new TrainingRun(1)));

        Assert.Contains("usual", refusal.Message);
    }

    [TestMethod]
    [DynamicData(nameof(TrainerNames))]
    public void No_rows_and_columns_that_never_vary_are_refused(string trainer)
    {
        var constant = new FeatureTable(Planted.Schema, [.. Planted.Schema.Columns.Select(_ => new float[100])], 100);

        Assert.ThrowsExactly<TrainingRefusedException>(() => Of(trainer).Train(Planted.Rows(0, seed: 8), new TrainingRun(1)));
        Assert.ThrowsExactly<TrainingRefusedException>(() =>
            Of(trainer).Train(new LabelledRows(constant, [.. Enumerable.Range(0, 100).Select(row => row % 3)]), new TrainingRun(1)));
    }

    [TestMethod]
    [DynamicData(nameof(TrainerNames))]
    public void A_segment_without_rows_is_unlikely_and_not_impossible(string trainer)
    {
        var all = Planted.Rows(800, seed: 9);
        var rows = all.Take([.. Enumerable.Range(0, all.Count).Where(row => all.Labels[row] != 1)]);

        var model = Of(trainer).Train(rows, new TrainingRun(1));

        var logits = Planted.Score(model, rows.Table);
        Assert.IsTrue(Enumerable.Range(0, rows.Count).All(row => logits[(row * 3) + 1] == (float)Math.Log(0.5 / rows.Count)));
        Assert.IsGreaterThan(0.8, Planted.Accuracy(model, rows));
    }

    [TestMethod]
    [DynamicData(nameof(TrainerNames))]
    public void Progress_is_told_and_a_cancelled_training_stops(string trainer)
    {
        var told = new List<TrainingProgress>();
        using var cancellation = new CancellationTokenSource();
        var progress = new Listener(each =>
        {
            told.Add(each);
            cancellation.Cancel();
        });

        Assert.ThrowsExactly<OperationCanceledException>(() =>
            Of(trainer).Train(Planted.Rows(200, seed: 10), new TrainingRun(1, progress, cancellation.Token)));

        Assert.AreEqual(0, told[0].RoundsDone);
    }

    [TestMethod]
    [DynamicData(nameof(TrainerNames))]
    public void A_table_of_other_columns_is_refused(string trainer)
    {
        var model = Train(trainer);
        var other = Planted.Schema with { Columns = [.. Planted.Schema.Columns.Reverse()] };
        var table = new FeatureTable(other, [[1], [1], [1], [1]], 1);

        Assert.ThrowsExactly<ArgumentException>(() => model.Score(table, new float[3]));
        Assert.ThrowsExactly<ArgumentException>(() => model.Score(Planted.Rows(2, seed: 1).Table, new float[5]));
    }

    internal static ISegmentTrainer Of(string trainer) => Trainers.Single(each => each.Name == trainer);

    internal static ISegmentModel Train(string trainer) => Of(trainer).Train(Planted.Rows(1200, seed: 1), new TrainingRun(Seed: 42));

    internal static ISegmentModel WriteAndRead(string trainer, ISegmentModel model)
    {
        using var file = new MemoryStream();
        ((IModelInOwnFile)model).Write(file);
        file.Position = 0;
        return Of(trainer).Read(model.Schema, file);
    }

    internal static void AssertClose(float[] expected, float[] actual)
    {
        Assert.HasCount(expected.Length, actual);
        for (var index = 0; index < expected.Length; index++)
            Assert.AreEqual(expected[index], actual[index], Tolerance, $"logit {index}");
    }

    private sealed class Listener(Action<TrainingProgress> hear) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => hear(value);
    }
}
