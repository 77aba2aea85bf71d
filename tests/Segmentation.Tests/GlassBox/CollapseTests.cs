using Palveluohjaus.Segmentation.Boosting;
using Palveluohjaus.Segmentation.GlassBox;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Tests.GlassBox;

/// <summary>Tables say exactly what the trees said, and no pair hides what one of its columns says alone.</summary>
[TestClass]
public sealed class CollapseTests
{
    [TestMethod]
    [DataRow(1, 2)]
    [DataRow(2, 2)]
    [DataRow(2, 3)]
    [DataRow(2, 5)]
    public void Contributions_and_intercepts_sum_to_the_trees_logit_for_every_row(int order, int segmentCount)
    {
        var rows = PlantedRows.Draw(2_500, seed: order + segmentCount, segmentCount);
        var (trees, bins, binned) = new BoostingTrainer(new BoostingOptions { InteractionOrder = order, Rounds = 80, RowShare = 0.8 }).Grow(rows, new TrainingRun(1));
        var model = new CollapseTrees(rows.Schema, bins, binned, new ParallelOptions()).Collapse(trees.Start, trees.Rounds);

        // Fresh rows too: cells that no training row fell into, unknown categories, values beyond every edge.
        foreach (var table in new[] { rows.Table, PlantedRows.Draw(1_000, seed: 77, segmentCount).Table, Strange(rows.Schema) })
            AssertSums(model, trees, table);
    }

    [TestMethod]
    public void Tables_are_pure_under_the_data_and_centred()
    {
        var rows = PlantedRows.Draw(3_000, seed: 11);

        var model = (GlassBoxModel)new BoostingTrainer(new BoostingOptions { Rounds = 100 }).Train(rows, new TrainingRun(1));

        Assert.IsGreaterThan(3, model.Tables.Count(table => table.Second is not null));
        AssertPure(model);
    }

    [TestMethod]
    public void Columns_that_all_but_repeat_one_another_are_pure_too()
    {
        // Rows lie in a narrow band across the pair's table, where taking means out by turns would take thousands of rounds.
        var random = new Random(12);
        var first = Enumerable.Range(0, 6_000).Select(_ => (float)random.NextDouble()).ToArray();
        var second = first.Select(value => value + (0.01f * (float)random.NextDouble())).ToArray();
        var schema = new ModelSchema { Columns = [ModelColumn.Number("x"), ModelColumn.Number("nearly x")], Segments = ["S0", "S1", "S2"] };
        var labels = first.Zip(second, (one, other) => (int)(((30 * one) + (300 * (other - one)) + random.NextDouble()) % 3)).ToArray();
        var rows = new LabelledRows(new FeatureTable(schema, [first, second], first.Length), labels);

        var model = (GlassBoxModel)new BoostingTrainer(new BoostingOptions { Rounds = 150, ValidationShare = 0, MinimumChildWeight = 1 }).Train(rows, new TrainingRun(1));

        Assert.IsGreaterThan(5_000, model.Tables[^1].CellCount);
        AssertPure(model);
    }

    private static void AssertPure(GlassBoxModel model)
    {
        foreach (var table in model.Tables)
        {
            var segmentCount = model.Schema.Segments.Count;
            var secondCount = table.Second?.BinCount ?? 1;
            Assert.AreEqual(1, table.Weights.Sum(), 1e-9);
            for (var segment = 0; segment < segmentCount; segment++)
            {
                double Mean(Func<int, bool> cells) => Enumerable.Range(0, table.CellCount).Where(cells).Sum(cell => table.Weights[cell] * table.Values[(cell * segmentCount) + segment]);
                if (table.Second is null)
                {
                    Assert.AreEqual(0, Mean(_ => true), 1e-12);
                    continue;
                }

                for (var line = 0; line < table.First.BinCount; line++)
                    Assert.AreEqual(0, Mean(cell => cell / secondCount == line), 1e-11, $"{table.Term}, line {line}");
                for (var column = 0; column < secondCount; column++)
                    Assert.AreEqual(0, Mean(cell => cell % secondCount == column), 1e-11, $"{table.Term}, column {column}");
            }

            foreach (var cell in table.Values.Chunk(segmentCount))
                Assert.AreEqual(0, cell.Sum(), 1e-9);
        }
    }

    [TestMethod]
    public void An_exclusive_or_of_unbalanced_columns_leaves_the_main_effects_it_implies()
    {
        // y = a xor b with P(a) = ¾ and P(b) = ½ independent: by hand, b = 1 makes y = 1 with chance ¼ and b = 0 with ¾, so b has a
        // main effect; a has none, since either value of it leaves an even chance.
        var cells = new (float A, float B, int Count)[] { (0, 0, 125), (0, 1, 125), (1, 0, 375), (1, 1, 375) };
        var a = cells.SelectMany(cell => Enumerable.Repeat(cell.A, cell.Count)).ToArray();
        var b = cells.SelectMany(cell => Enumerable.Repeat(cell.B, cell.Count)).ToArray();
        var schema = new ModelSchema { Columns = [ModelColumn.Number("a"), ModelColumn.Number("b")], Segments = ["S0", "S1"] };
        var rows = new LabelledRows(new FeatureTable(schema, [a, b], a.Length), [.. a.Zip(b, (x, y) => x == y ? 0 : 1)]);

        var model = (GlassBoxModel)new BoostingTrainer(new BoostingOptions { Rounds = 20, ValidationShare = 0 }).Train(rows, new TrainingRun(1));

        var ofA = model.Tables.Single(table => table.Term == new ModelTerm(0));
        var ofB = model.Tables.Single(table => table.Term == new ModelTerm(1));
        Assert.AreEqual(0, LogitOfS1(ofA, 1) - LogitOfS1(ofA, 2), 0.05);
        Assert.IsLessThan(-1.0, LogitOfS1(ofB, 2) - LogitOfS1(ofB, 1));

        static double LogitOfS1(TermTable table, int bin) => table.Values[(bin * 2) + 1];
    }

    private static void AssertSums(GlassBoxModel model, TreeModel trees, FeatureTable table)
    {
        var segmentCount = model.Schema.Segments.Count;
        var row = new float[model.Schema.Columns.Count];
        var contributions = new double[model.Terms.Count * segmentCount];
        var expected = new double[segmentCount];
        var scored = new float[table.RowCount * segmentCount];
        model.Score(table, scored);
        for (var index = 0; index < table.RowCount; index++)
        {
            table.CopyRow(index, row);
            model.Contribute(row, contributions);
            LogitsOf(trees, row, expected);
            var mean = expected.Average();
            for (var segment = 0; segment < segmentCount; segment++)
            {
                var sum = model.Intercepts[segment] + Enumerable.Range(0, model.Terms.Count).Sum(term => contributions[(term * segmentCount) + segment]);
                Assert.AreEqual(expected[segment] - mean, sum, 1e-9, $"row {index}, segment {segment}");
                Assert.AreEqual(sum, scored[(index * segmentCount) + segment], 2e-5, $"row {index}, segment {segment}, scored in bulk");
            }
        }
    }

    private static void LogitsOf(TreeModel trees, float[] row, double[] logits)
    {
        var bins = row.Select((value, column) => new[] { (byte)trees.Axes[column].BinOf(value) }).ToArray();
        for (var segment = 0; segment < logits.Length; segment++)
            logits[segment] = trees.Start[segment] + trees.Rounds.Sum(round => round[segment].LeafValues[round[segment].LeafOf(bins, 0)]);
    }

    private static FeatureTable Strange(ModelSchema schema)
    {
        float[] values = [float.NaN, float.NegativeInfinity, float.PositiveInfinity, -1e30f, 1e30f, 0, -0f, 5, 99];
        var columns = schema.Columns.Select((_, column) => values.Skip(column).Concat(values.Take(column)).ToArray()).ToArray();
        return new FeatureTable(schema, columns, values.Length);
    }
}
