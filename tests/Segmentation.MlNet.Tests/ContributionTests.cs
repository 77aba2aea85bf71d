using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.MlNet.Tests;

/// <summary>The linear and the additive models explain themselves exactly; boosted trees do not claim to.</summary>
[TestClass]
public sealed class ContributionTests
{
    [TestMethod]
    [DataRow("mlnet-lbfgs")]
    [DataRow("mlnet-sdca")]
    [DataRow("mlnet-gam")]
    public void Contributions_and_intercepts_sum_to_the_logits_that_ml_net_gives_for_every_row(string trainer)
    {
        var model = (IExplainableModel)TrainerTests.Train(trainer);
        var table = Planted.Rows(2000, seed: 11).Table;

        AssertSums(model, table);
        AssertSums((IExplainableModel)TrainerTests.WriteAndRead(trainer, model), table);
    }

    [TestMethod]
    [DataRow("mlnet-lbfgs")]
    [DataRow("mlnet-sdca")]
    [DataRow("mlnet-gam")]
    public void Each_column_contributes_nothing_on_average_over_the_training_rows(string trainer)
    {
        var model = (IExplainableModel)TrainerTests.Train(trainer);
        var table = Planted.Rows(1200, seed: 1).Table;
        var row = new float[4];
        var contributions = new double[model.Terms.Count * 3];
        var sums = new double[contributions.Length];

        for (var index = 0; index < table.RowCount; index++)
        {
            table.CopyRow(index, row);
            model.Contribute(row, contributions);
            for (var each = 0; each < sums.Length; each++)
                sums[each] += contributions[each];
        }

        // Sums of 1,200 doubles of size 10.
        Assert.IsTrue(sums.All(sum => Math.Abs(sum / table.RowCount) < 1e-10), string.Join(' ', sums));
    }

    [TestMethod]
    [DataRow("mlnet-lbfgs")]
    [DataRow("mlnet-sdca")]
    [DataRow("mlnet-gam")]
    public void The_column_that_decides_weighs_more_than_the_one_that_does_not(string trainer)
    {
        var model = (IExplainableModel)TrainerTests.Train(trainer);
        Assert.AreEqual("0 1 2 3", string.Join(' ', model.Terms.Select(term => term.First)));
        var contributions = new double[4 * 3];

        model.Contribute([100, 10, 0, 0.9f], contributions);

        Assert.IsGreaterThan(0, contributions[2], "much need speaks for heavy");
        Assert.IsLessThan(0, contributions[3 + 2], "much support speaks against heavy");
        Assert.IsGreaterThan(2 * Math.Abs(contributions[9 + 2]), contributions[2], "noise");
    }

    [TestMethod]
    [DataRow("mlnet-lbfgs")]
    [DataRow("mlnet-gam")]
    public void A_thousand_categories_and_a_segment_without_rows_are_explained_too(string trainer)
    {
        const int Rows = 3000;
        var schema = new ModelSchema
        {
            Columns = [new ModelColumn("many", [.. Enumerable.Range(0, 1000).Select(code => $"c{code}")]), ModelColumn.Number("size")],
            Segments = ["none", "small", "large"],
        };
        var random = new Random(12);
        float[][] columns = [new float[Rows], new float[Rows]];
        var labels = new int[Rows];
        for (var row = 0; row < Rows; row++)
        {
            // Some fifty common categories, and the rest rare ones that trees leave out.
            columns[0][row] = random.Next(4) == 0 ? random.Next(1000) : random.Next(50);
            columns[1][row] = random.NextSingle();
            labels[row] = columns[0][row] % 2 + columns[1][row] > 1 ? 2 : 1;
        }

        var table = new FeatureTable(schema, columns, Rows);
        var model = (IExplainableModel)TrainerTests.Of(trainer).Train(new LabelledRows(table, labels), new TrainingRun(3));

        Assert.IsGreaterThan(0.7, Planted.Accuracy(model, new LabelledRows(table, labels)));
        AssertSums(model, table);
    }

    [TestMethod]
    public void Boosted_trees_are_a_comparator_only() => Assert.IsNotInstanceOfType<IExplainableModel>(TrainerTests.Train("mlnet-fasttree"));

    private static void AssertSums(IExplainableModel model, FeatureTable table)
    {
        var segmentCount = model.Schema.Segments.Count;
        var logits = Planted.Score(model, table);
        var row = new float[model.Schema.Columns.Count];
        var contributions = new double[model.Terms.Count * segmentCount];
        for (var index = 0; index < table.RowCount; index++)
        {
            table.CopyRow(index, row);
            model.Contribute(row, contributions);
            for (var segment = 0; segment < segmentCount; segment++)
            {
                var sum = model.Intercepts[segment];
                for (var term = 0; term < model.Terms.Count; term++)
                    sum += contributions[(term * segmentCount) + segment];

                // Exact in double; what it is compared with went through single precision in ML.NET.
                Assert.AreEqual(sum, logits[(index * segmentCount) + segment], 1e-4, $"row {index}: {string.Join(' ', row)}");
            }
        }
    }
}
