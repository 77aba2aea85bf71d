using Palveluohjaus.Segmentation.Boosting;
using Palveluohjaus.Segmentation.GlassBox;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Tests.Boosting;

[TestClass]
public sealed class BoostingTrainerTests
{
    [TestMethod]
    public void One_round_on_eight_rows_gives_the_leaf_values_computed_by_hand()
    {
        // Balanced, so p = ½ everywhere, g = ½ − y and h = 2 · ½ · ½ = ½. Parting at 2.5 leaves 3 and 5 rows:
        // left G = −1.5 and H = 1.5 for segment 0, right G = 1.5 and H = 2.5; with λ = 1 the values are 0.6 and −1.5/3.5.
        var rows = OneColumn([0, 1, 2, 3, 4, 5, 6, 7], [0, 0, 0, 1, 1, 1, 1, 0]);
        var options = new BoostingOptions { InteractionOrder = null, Rounds = 1, LearningRate = 1, MaximumLeaves = 2, ValidationShare = 0, MinimumChildWeight = 0 };

        var trees = ((TreeModel)new BoostingTrainer(options).Train(rows, new TrainingRun(1))).Rounds[0];

        Assert.AreEqual(0.6, trees[0].LeafValues[0], 1e-6);
        Assert.AreEqual(-1.5 / 3.5, trees[0].LeafValues[1], 1e-6);
        Assert.AreEqual(-0.6, trees[1].LeafValues[0], 1e-6);
        Assert.AreEqual(1.5 / 3.5, trees[1].LeafValues[1], 1e-6);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(null)]
    public void Learns_a_planted_rule(int? order)
    {
        var model = Train(PlantedRows.Draw(6_000, seed: 1), new BoostingOptions { InteractionOrder = order, Rounds = 120 });

        // The rule itself is right in 67 of 100; the commonest segment in 38.
        var floor = order == 1 ? 0.55 : 0.62;
        Assert.IsGreaterThan(floor, PlantedRows.Accuracy(model, PlantedRows.Draw(4_000, seed: 2)));
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    public void No_tree_uses_more_columns_than_the_order_allows(int order)
    {
        var (trees, _, _) = new BoostingTrainer(new BoostingOptions { InteractionOrder = order, Rounds = 30, MaximumLeaves = 12 })
            .Grow(PlantedRows.Draw(3_000, seed: 3), new TrainingRun(1));

        Assert.AreEqual(order, trees.Rounds.SelectMany(round => round).Max(tree => tree.ColumnsUsed().Length));
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(4)]
    public void Keeps_to_so_many_pairs(int maximumPairs)
    {
        var model = (GlassBoxModel)Train(PlantedRows.Draw(3_000, seed: 4), new BoostingOptions { Rounds = 60, MaximumPairs = maximumPairs });

        Assert.AreEqual(maximumPairs, model.Tables.Count(table => table.Second is not null));
    }

    [TestMethod]
    public void One_split_parts_any_set_of_categories()
    {
        // Categories 1 and 4 are the one segment, the others the other: no order of the codes has them side by side.
        var codes = Enumerable.Range(0, 600).Select(row => (float)(row % 6)).ToArray();
        var schema = new ModelSchema { Columns = [new ModelColumn("category", ["a", "b", "c", "d", "e", "f"])], Segments = ["S0", "S1"] };
        var rows = new LabelledRows(new FeatureTable(schema, [codes], codes.Length), [.. codes.Select(code => code is 1 or 4 ? 1 : 0)]);

        var model = Train(rows, new BoostingOptions { InteractionOrder = 1, Rounds = 1, LearningRate = 1, MaximumLeaves = 2, ValidationShare = 0 });

        Assert.AreEqual(1, PlantedRows.Accuracy(model, rows));
    }

    [TestMethod]
    public void A_missing_value_has_a_bin_of_its_own()
    {
        // Missing in the middle: the segment is the same for low and high, and another where nothing is known.
        var values = Enumerable.Range(0, 300).Select(row => row % 3 == 1 ? float.NaN : row % 3).ToArray();
        var rows = OneColumn(values, [.. values.Select(value => float.IsNaN(value) ? 1 : 0)]);

        var model = Train(rows, new BoostingOptions { InteractionOrder = 1, Rounds = 1, LearningRate = 1, MaximumLeaves = 2, ValidationShare = 0 });

        Assert.AreEqual(1, PlantedRows.Accuracy(model, rows));
    }

    [TestMethod]
    public void A_great_weight_leaves_the_others_something_to_learn()
    {
        // Three segments side by side, the last one weighed a thousand times: penalties must not be weighed with it.
        var values = Enumerable.Range(0, 3_000).Select(row => (float)row).ToArray();
        var schema = new ModelSchema { Columns = [ModelColumn.Number("x")], Segments = ["S0", "S1", "S2"] };
        var rows = new LabelledRows(new FeatureTable(schema, [values], values.Length), [.. values.Select(value => (int)value / 1_000)]);

        var model = Train(rows, new BoostingOptions { InteractionOrder = 1, Rounds = 200, ValidationShare = 0, SegmentWeights = [1, 1, 1_000] });

        Assert.IsGreaterThan(0.99, PlantedRows.Accuracy(model, rows));
    }

    [TestMethod]
    public void A_round_that_drew_nothing_of_use_does_not_end_training()
    {
        var random = new Random(17);
        var telling = Enumerable.Range(0, 2_000).Select(_ => (float)random.NextDouble()).ToArray();
        var constant = Enumerable.Repeat(1f, 2_000).ToArray();
        var noise = Enumerable.Range(0, 2_000).Select(_ => (float)random.Next(2)).ToArray();
        var schema = new ModelSchema { Columns = [.. Enumerable.Range(0, 20).Select(column => ModelColumn.Number($"x{column}"))], Segments = ["S0", "S1"] };
        float[][] columns = [telling, .. Enumerable.Repeat(constant, 14), .. Enumerable.Repeat(noise, 5)];
        var rows = new LabelledRows(new FeatureTable(schema, columns, 2_000), [.. telling.Select(value => value > 0.5 ? 1 : 0)]);

        var model = Train(rows, new BoostingOptions { ColumnShare = 0.05, Rounds = 200, ValidationShare = 0, MinimumGain = 5 });

        Assert.IsGreaterThan(0.99, PlantedRows.Accuracy(model, rows));
    }

    [TestMethod]
    public void A_rhythm_in_the_rows_hides_no_value()
    {
        // More rows than edges are taken from, and every second one alike.
        var values = Enumerable.Range(0, 200_000).Select(row => (float)(row % 2)).ToArray();
        var rows = OneColumn(values, [.. values.Select(value => (int)value)]);

        var model = Train(rows, new BoostingOptions { InteractionOrder = 1, Rounds = 1, ValidationShare = 0 });

        Assert.AreEqual(1, PlantedRows.Accuracy(model, rows));
    }

    [TestMethod]
    public void Weights_lift_a_rare_segment()
    {
        var rows = PlantedRows.Draw(4_000, seed: 6);
        var options = new BoostingOptions { InteractionOrder = 1, Rounds = 40 };

        var plain = SuggestedShare(Train(rows, options), rows, segment: 1);
        var weighted = SuggestedShare(Train(rows, options with { SegmentWeights = [1, 4, 1] }), rows, segment: 1);

        Assert.IsGreaterThan(1.5 * plain, weighted);
    }

    [TestMethod]
    public void Stops_when_rows_it_does_not_learn_from_get_no_better()
    {
        var rows = PlantedRows.Draw(1_500, seed: 7);
        var told = new Told();

        var (trees, _, _) = new BoostingTrainer(new BoostingOptions { Rounds = 2_000, PatienceRounds = 10, LearningRate = 0.3 }).Grow(rows, new TrainingRun(1, told));

        Assert.IsLessThan(300, told.Reports.Count);
        Assert.HasCount(told.Reports.Count - 10, trees.Rounds);
        Assert.AreEqual(told.Reports.Min(report => report.ValidationLogLoss), told.Reports[trees.Rounds.Count - 1].ValidationLogLoss);
    }

    [TestMethod]
    public void Heavier_leaves_and_penalties_leave_fewer_and_smaller_values()
    {
        var rows = PlantedRows.Draw(2_000, seed: 8);
        var options = new BoostingOptions { InteractionOrder = null, Rounds = 1, MaximumLeaves = 64, MaximumDepth = 20, ValidationShare = 0, MinimumChildWeight = 0.5 };

        Assert.IsGreaterThan(Leaves(options with { MinimumChildWeight = 50 }), Leaves(options));
        Assert.IsGreaterThan(Leaves(options with { MinimumGain = 20 }), Leaves(options));
        Assert.IsGreaterThan(Greatest(options with { L2 = 100 }), Greatest(options));

        int Leaves(BoostingOptions with) => FirstRound(with).Sum(tree => tree.LeafValues.Length);
        double Greatest(BoostingOptions with) => FirstRound(with).Max(tree => tree.LeafValues.Max(Math.Abs));
        BoostedTree[] FirstRound(BoostingOptions with) => ((TreeModel)Train(rows, with)).Rounds[0];
    }

    [TestMethod]
    public void Refuses_rows_of_one_segment_and_settings_out_of_range()
    {
        var one = OneColumn([1, 2, 3], [0, 0, 0]);
        var two = OneColumn([1, 2, 3], [0, 1, 0]);

        Assert.Contains("one segment", Refused(one, new BoostingOptions()));
        var faults = Refused(two, new BoostingOptions { InteractionOrder = 3, Rounds = 0, LearningRate = 2, RowShare = double.NaN });
        foreach (var named in new[] { "interaction order", "Rounds", "learning rate", "row share" })
            Assert.Contains(named, faults);
        Assert.Contains("segment weights", Refused(two, new BoostingOptions { SegmentWeights = [1] }));
        Assert.Contains("column 7", Refused(two, new BoostingOptions { MonotoneConstraints = [new(7, 0, true)] }));
    }

    [TestMethod]
    public void Refuses_more_categories_than_bins()
    {
        var categories = Enumerable.Range(0, 300).Select(category => $"c{category}").ToArray();
        var schema = new ModelSchema { Columns = [new ModelColumn("street", categories)], Segments = ["S0", "S1"] };
        var rows = new LabelledRows(new FeatureTable(schema, [[0, 1, 2]], 3), [0, 1, 0]);

        Assert.Contains("Column street has 300 categories", Refused(rows, new BoostingOptions()));
    }

    [TestMethod]
    public void Columns_that_say_nothing_leave_the_shares()
    {
        var rows = OneColumn([.. Enumerable.Repeat(float.NaN, 10)], [0, 0, 0, 0, 0, 0, 0, 1, 1, 1]);

        var model = (GlassBoxModel)Train(rows, new BoostingOptions { ValidationShare = 0, Rounds = 200 });

        var probabilities = new double[2];
        Softmax.Apply([.. model.Intercepts], 1, probabilities);
        Assert.AreEqual(0.7, probabilities[0], 1e-6);
        Assert.IsEmpty(model.Tables);
    }

    [TestMethod]
    public void Stops_between_rounds_when_told_to()
    {
        using var source = new CancellationTokenSource();
        var run = new TrainingRun(1, new Told(report => source.Cancel()), source.Token);

        Assert.ThrowsExactly<OperationCanceledException>(() => new BoostingTrainer(new BoostingOptions()).Train(PlantedRows.Draw(500, seed: 9), run));
    }

    private static double SuggestedShare(ISegmentModel model, LabelledRows rows, int segment)
    {
        var all = new LabelledRows(rows.Table, [.. Enumerable.Repeat(segment, rows.Count)]);
        return PlantedRows.Accuracy(model, all);
    }

    private static string Refused(LabelledRows rows, BoostingOptions options) =>
        Assert.ThrowsExactly<TrainingRefusedException>(() => new BoostingTrainer(options).Train(rows, new TrainingRun(1))).Message;

    private static ISegmentModel Train(LabelledRows rows, BoostingOptions options) => new BoostingTrainer(options).Train(rows, new TrainingRun(1));

    private static LabelledRows OneColumn(float[] values, int[] labels)
    {
        var schema = new ModelSchema { Columns = [ModelColumn.Number("x")], Segments = ["S0", "S1"] };
        return new LabelledRows(new FeatureTable(schema, [values], values.Length), labels);
    }

    private sealed class Told(Action<TrainingProgress>? then = null) : IProgress<TrainingProgress>
    {
        public List<TrainingProgress> Reports { get; } = [];

        public void Report(TrainingProgress value)
        {
            Reports.Add(value);
            then?.Invoke(value);
        }
    }
}
