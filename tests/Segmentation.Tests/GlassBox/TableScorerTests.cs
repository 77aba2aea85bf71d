using Palveluohjaus.Segmentation.GlassBox;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Tests.GlassBox;

/// <summary>Scoring in bulk against looking each cell up, over block borders, numbers of segments and shapes of tables.</summary>
[TestClass]
public sealed class TableScorerTests
{
    [TestMethod]
    [DataRow(2)]
    [DataRow(4)]
    [DataRow(5)]
    [DataRow(9)]
    public void Scores_what_the_tables_say(int segmentCount)
    {
        foreach (var rowCount in new[] { 0, 1, 31, 32, 33, 511, 512, 513, 1500 })
        {
            var random = new Random(rowCount + segmentCount);
            var model = Draw(random, segmentCount, edgeCount: 40);
            var table = Rows(random, model.Schema, rowCount);

            var logits = new float[rowCount * segmentCount];
            model.Score(table, logits);

            AssertMatches(model, table, logits);
        }
    }

    [TestMethod]
    public void As_many_bins_as_a_byte_holds_are_told_apart()
    {
        var random = new Random(1);
        var model = Draw(random, segmentCount: 4, edgeCount: 253);
        var table = Rows(random, model.Schema, 700);

        var logits = new float[700 * 4];
        model.Score(table, logits);

        AssertMatches(model, table, logits);
        Assert.ThrowsExactly<ArgumentException>(() => Draw(random, segmentCount: 4, edgeCount: 254));
    }

    [TestMethod]
    public void A_value_on_an_edge_lies_below_it()
    {
        var schema = new ModelSchema { Columns = [ModelColumn.Number("x")], Segments = ["S0", "S1"] };
        var model = new GlassBoxModel(schema, [0, 0], [new TermTable(TermAxis.OfNumber(0, [0.1f]), null, [9, 0, 1, 0, 2, 0], [0, 0.5, 0.5])]);
        float[] values = [0.1f, MathF.BitIncrement(0.1f), float.NaN];

        // Forty rows, so that both the vectors and what is left over see each.
        var column = Enumerable.Range(0, 40).Select(row => values[row % 3]).ToArray();
        var logits = new float[80];
        model.Score(new FeatureTable(schema, [column], 40), logits);

        for (var row = 0; row < 40; row++)
            Assert.AreEqual((row % 3) switch { 0 => 1f, 1 => 2f, _ => 9f }, logits[2 * row]);
    }

    [TestMethod]
    public void Refuses_a_table_of_other_columns_and_logits_of_another_length()
    {
        var model = Draw(new Random(2), segmentCount: 2, edgeCount: 3);
        var other = new ModelSchema { Columns = [ModelColumn.Number("x")], Segments = ["S0", "S1"] };

        Assert.ThrowsExactly<ArgumentException>(() => model.Score(new FeatureTable(other, [[1f]], 1), new float[2]));
        Assert.ThrowsExactly<ArgumentException>(() => model.Score(Rows(new Random(3), model.Schema, 2), new float[3]));
    }

    private static void AssertMatches(GlassBoxModel model, FeatureTable table, float[] logits)
    {
        var segmentCount = model.Schema.Segments.Count;
        var row = new float[model.Schema.Columns.Count];
        for (var index = 0; index < table.RowCount; index++)
        {
            table.CopyRow(index, row);
            for (var segment = 0; segment < segmentCount; segment++)
            {
                var expected = model.Intercepts[segment] + model.Tables.Sum(each => each.Values[(each.CellOf(row) * segmentCount) + segment]);
                Assert.AreEqual(expected, logits[(index * segmentCount) + segment], 1e-5, $"row {index} of {table.RowCount}, segment {segment}");
            }
        }
    }

    /// <summary>Two numbers and two categories, one of them in groups; six tables, so that a pass of four is followed by two.</summary>
    private static GlassBoxModel Draw(Random random, int segmentCount, int edgeCount)
    {
        var schema = new ModelSchema
        {
            Columns = [ModelColumn.Number("x"), new ModelColumn("c", ["a", "b", "c", "d"]), ModelColumn.Number("y"), new ModelColumn("d", ["a", "b", "c"])],
            Segments = [.. Enumerable.Range(0, segmentCount).Select(segment => $"S{segment}")],
        };
        var edges = Enumerable.Range(0, edgeCount).Select(edge => (edge - (edgeCount / 2)) * 0.01f).ToArray();
        TermAxis[] single = [TermAxis.OfNumber(0, edges), TermAxis.OfCategory(1, [1, 2, 3, 4]), TermAxis.OfNumber(2, [-0.1f, 0.05f]), TermAxis.OfCategory(3, [1, 2, 3])];
        var coarse = TermAxis.OfNumber(0, [edges[0], edges[edgeCount / 2]]);
        var grouped = TermAxis.OfCategory(1, [2, 1, 2, 1]);
        var tables = single.Select(axis => Fill(axis, null)).Append(Fill(coarse, grouped)).Append(Fill(coarse, single[2]));
        return new GlassBoxModel(schema, [.. Enumerable.Range(0, segmentCount).Select(_ => random.NextDouble())], [.. tables]);

        TermTable Fill(TermAxis first, TermAxis? second)
        {
            var cells = first.BinCount * (second?.BinCount ?? 1);
            return new TermTable(first, second, [.. Enumerable.Range(0, cells * segmentCount).Select(_ => random.NextDouble() - 0.5)], [.. Enumerable.Repeat(1.0 / cells, cells)]);
        }
    }

    private static FeatureTable Rows(Random random, ModelSchema schema, int rowCount)
    {
        var columns = schema.Columns.Select(column => Enumerable.Range(0, rowCount).Select(_ => random.Next(8) switch
        {
            0 => float.NaN,
            1 => column.IsCategory ? column.Categories.Count : float.PositiveInfinity,
            2 => column.IsCategory ? -1 : float.NegativeInfinity,
            3 => column.IsCategory ? 0 : 0.01f * random.Next(-3, 4),
            _ => column.IsCategory ? random.Next(column.Categories.Count) : (float)((random.NextDouble() * 3) - 1.5),
        }).ToArray()).ToArray();
        return new FeatureTable(schema, columns, rowCount);
    }
}
