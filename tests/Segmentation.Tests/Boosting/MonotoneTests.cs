using Palveluohjaus.Segmentation.Boosting;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Tests.Boosting;

/// <summary>A promise about chances, kept by the model that is saved: the tables, not only the trees they came from.</summary>
[TestClass]
public sealed class MonotoneTests
{
    private const int Steps = 60;

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(null)]
    public void The_chance_of_a_segment_never_turns(int? order)
    {
        var rows = PlantedRows.Draw(4_000, seed: 5);
        MonotoneConstraint[] constraints =
        [
            new(PlantedRows.Number, Segment: 0, IsRising: true),
            new(PlantedRows.Noise, Segment: 1, IsRising: false),
            new(PlantedRows.WithMissing, Segment: 2, IsRising: true),
        ];

        var model = Train(rows, order, constraints);

        foreach (var constraint in constraints)
            AssertNeverTurns(model, rows, constraint.Column, [constraint.Segment], constraint.IsRising);
    }

    [TestMethod]
    public void Of_several_segments_it_is_the_chance_of_all_of_them_together()
    {
        var rows = PlantedRows.Draw(4_000, seed: 6, segmentCount: 4);

        var model = Train(rows, order: 2, [new(PlantedRows.Number, 1, true), new(PlantedRows.Number, 3, true)]);

        AssertNeverTurns(model, rows, PlantedRows.Number, [1, 3], isRising: true);
    }

    [TestMethod]
    public void The_missing_are_outside_the_order()
    {
        // One in twenty of the missing and half of the others, whatever their value: rising or falling, there is nothing to keep.
        var random = new Random(7);
        var values = Enumerable.Range(0, 8_000).Select(row => row % 2 == 0 ? float.NaN : row % 10).ToArray();
        var labels = values.Select(value => random.NextDouble() < (float.IsNaN(value) ? 0.05 : 0.5) ? 1 : 0).ToArray();
        var schema = new ModelSchema { Columns = [ModelColumn.Number("x")], Segments = ["S0", "S1"] };
        var rows = new LabelledRows(new FeatureTable(schema, [values], values.Length), labels);

        foreach (var isRising in new[] { true, false })
        {
            var model = Train(rows, order: 1, [new(0, 1, isRising)]);

            Assert.AreEqual(0.05, Chance(model, new FeatureTable(schema, [[float.NaN]], 1), [1])[0], 0.02);
            Assert.AreEqual(0.5, Chance(model, new FeatureTable(schema, [[5f]], 1), [1])[0], 0.05);
        }
    }

    [TestMethod]
    public void What_cannot_be_kept_is_refused()
    {
        var rows = PlantedRows.Draw(200, seed: 8);

        Assert.Contains("go the same way", Refused([new(0, 0, true), new(0, 1, true), new(0, 2, true)]));
        Assert.Contains("say of every segment", Refused([new(0, 0, true), new(0, 1, false)]));
        Assert.Contains("no order", Refused([new(PlantedRows.Category, 0, true)]));

        string Refused(MonotoneConstraint[] constraints) => Assert.ThrowsExactly<TrainingRefusedException>(() => Train(rows, 1, constraints)).Message;
    }

    private static ISegmentModel Train(LabelledRows rows, int? order, MonotoneConstraint[] constraints) =>
        new BoostingTrainer(new BoostingOptions { InteractionOrder = order, Rounds = 60, MonotoneConstraints = constraints }).Train(rows, new TrainingRun(1));

    private static void AssertNeverTurns(ISegmentModel model, LabelledRows rows, int column, int[] segments, bool isRising)
    {
        var row = new float[rows.Schema.Columns.Count];
        for (var at = 0; at < 40; at++)
        {
            rows.Table.CopyRow(at, row);
            var grid = row.Select(value => Enumerable.Repeat(value, Steps).ToArray()).ToArray();
            grid[column] = [.. Enumerable.Range(0, Steps).Select(step => -3 + (0.1f * step))];
            var chances = Chance(model, new FeatureTable(rows.Schema, grid, Steps), segments);
            for (var step = 1; step < Steps; step++)
            {
                var rise = chances[step] - chances[step - 1];
                Assert.IsTrue(isRising ? rise >= -1e-6 : rise <= 1e-6, $"Column {column} turns at row {at}, step {step}: {rise}");
            }
        }
    }

    private static double[] Chance(ISegmentModel model, FeatureTable table, int[] segments)
    {
        var segmentCount = table.Schema.Segments.Count;
        var probabilities = new float[table.RowCount * segmentCount];
        model.Score(table, probabilities);
        Softmax.Apply(probabilities, segmentCount, 1, probabilities);
        return [.. Enumerable.Range(0, table.RowCount).Select(row => segments.Sum(segment => (double)probabilities[(row * segmentCount) + segment]))];
    }
}
