using System.Text;
using Palveluohjaus.Segmentation.Boosting;
using Palveluohjaus.Segmentation.GlassBox;
using Palveluohjaus.Segmentation.Registry;
using Palveluohjaus.Segmentation.Suggestions;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Tests.Registry;

/// <summary>Trees without a limit in model.json.</summary>
[TestClass]
public sealed class TreeModelFileTests
{
    private const string SecondNode = "[1, -1, -3, 1, 1]";

    [TestMethod]
    public void Grown_trees_come_back_with_the_same_scores_and_the_same_bytes()
    {
        var rows = PlantedRows.Draw(600, seed: 1);
        var trained = new BoostingTrainer(new BoostingOptions { InteractionOrder = null, Rounds = 12, MaximumLeaves = 12 }).Train(rows, new TrainingRun(1));
        var bytes = ModelFile.Write(SampleModels.Calibrated("planted/2026-11-22-1", "boosting", trained));

        var read = ModelFile.Read(bytes, "model.json", []);

        // New rows, with missing values and a category beyond those known.
        var fresh = PlantedRows.Draw(300, seed: 2).Table;
        var (expected, found) = (new float[900], new float[900]);
        trained.Score(fresh, expected);
        read.Model.Score(fresh, found);
        CollectionAssert.AreEqual(expected, found);
        Assert.AreEqual(Encoding.UTF8.GetString(bytes.Json), Encoding.UTF8.GetString(ModelFile.Write(read).Json));
        Assert.IsNotInstanceOfType<IExplainableModel>(read.Model);
    }

    [TestMethod]
    public void Tree_written_by_hand_scores_as_it_reads()
    {
        var read = Read(Text());

        // määrä over 0.1, or none, goes right to its leaf; under it the colour decides, the first and none going left.
        var table = new FeatureTable(SampleModels.FileSchema, [[0, 0, 0, 5, float.NaN], [0, 1, float.NaN, 0, 2]], 5);
        var logits = new float[10];
        read.Model.Score(table, logits);

        Assert.AreEqual("1 3 1 2 2", string.Join(' ', logits.Where((_, index) => index % 2 == 0)));
        Assert.IsTrue(logits.Where((_, index) => index % 2 == 1).All(logit => logit == -0.5f), "The other segment's tree is a leaf of 0.");
    }

    [TestMethod]
    [DataRow("[1, 0, -3, 1, 1]", "model.rounds[0][0].nodes[1]: must lead to later nodes or to leaves")]
    [DataRow("[1, 1, -3, 1, 1]", "model.rounds[0][0].nodes[1]: must lead to later nodes or to leaves")]
    [DataRow("[1, 2, -3, 1, 1]", "model.rounds[0][0].nodes[1]: must lead to later nodes or to leaves")]
    [DataRow("[1, -1, -4, 1, 1]", "model.rounds[0][0].nodes[1]: must lead to later nodes or to leaves")]
    [DataRow("[1, -1, -2147483648, 1, 1]", "model.rounds[0][0].nodes[1]: must lead to later nodes or to leaves")]
    [DataRow("[2, -1, -3, 1, 1]", "model.rounds[0][0].nodes[1]: must begin with a column")]
    [DataRow("[-1, -1, -3, 1, 1]", "model.rounds[0][0].nodes[1]: must begin with a column")]
    [DataRow("[1, -1, -3]", "model.rounds[0][0].nodes[1]: must begin with a column")]
    [DataRow("[]", "model.rounds[0][0].nodes[1]: must begin with a column")]
    [DataRow("null", "model.rounds[0][0].nodes[1]: must not be null")]
    [DataRow("[1, -1, -3, 2, 1]", "model.rounds[0][0].nodes[1]: must say with 0 or 1 whether the missing go left")]
    [DataRow("[1, -1, -3, 1, 4]", "model.rounds[0][0].nodes[1]: must name bins from 0 to 3")]
    [DataRow("[1, -1, -3, 1, -1]", "model.rounds[0][0].nodes[1]: must name bins from 0 to 3")]
    [DataRow("[0, -1, -3, 1, 99]", "model.rounds[0][0].nodes[1]: must name bins from 0 to 2")]
    [DataRow("[0, -1, -3, 1]", "model.rounds[0][0].nodes[1]: must be 5 numbers")]
    [DataRow("[0, -1, -3, 1, 1, 1]", "model.rounds[0][0].nodes[1]: must be 5 numbers")]
    [DataRow("[1.5, -1, -3, 1, 1]", "$.model.rounds[0][0].nodes[1]")]
    public void Hostile_node_is_refused_and_says_where(string node, string expected) => Refuse(SecondNode, node, expected);

    [TestMethod]
    [DataRow("[1, 2, 3]", "[1, 2]", "model.rounds[0][0].leaves: must be one more than nodes (2), and are 2")]
    [DataRow("[1, 2, 3]", "[1, 2, 1e999]", "model.rounds[0][0].leaves: must be finite numbers")]
    [DataRow("\"start\": [0, -0.5]", "\"start\": [0]", "model.start: must be 2 finite numbers")]
    [DataRow("\"edges\": [0.1]", "\"edges\": [0.2, 0.1]", "model.axes[0].edges: must be finite and always rise")]
    [DataRow("\"bins\": [1, 2, 3]", "\"bins\": [1, 2]", "model.axes[1]: does not fit the column's categories")]
    public void Hostile_tree_is_refused_and_says_where(string good, string bad, string expected) => Refuse(good, bad, expected);

    [TestMethod]
    public void Round_without_a_tree_for_each_segment_is_refused()
    {
        var tree = new BoostedTree([], [1]);
        var model = SampleModels.Calibrated("x/1", "boosting", new TreeModel(SampleModels.FileSchema, [0, 0], Axes(), [[tree]]));

        var refused = Assert.ThrowsExactly<InvalidDataException>(() => Read(Encoding.UTF8.GetString(ModelFile.Write(model).Json)));

        Assert.Contains("model.rounds[0]: must be 2 trees, one for each segment, and are 1", refused.Message);
    }

    private static void Refuse(string good, string bad, string expected)
    {
        var text = Text();
        var at = text.LastIndexOf(good, StringComparison.Ordinal);
        Assert.IsGreaterThanOrEqualTo(0, at, $"The premise is gone: {text}");

        var refused = Assert.ThrowsExactly<InvalidDataException>(() => Read(text[..at] + bad + text[(at + good.Length)..]));

        StringAssert.StartsWith(refused.Message, "model.json", StringComparison.Ordinal);
        StringAssert.Contains(refused.Message, expected, StringComparison.Ordinal);
    }

    private static string Text()
    {
        var left = default(BinSet);
        left.Add(1);
        var root = new TreeNode { Column = 0, Left = left, LeftChild = 1, RightChild = ~1 };
        left.Add(0);
        var second = new TreeNode { Column = 1, Left = left, LeftChild = ~0, RightChild = ~2 };
        var model = new TreeModel(SampleModels.FileSchema, [0, -0.5], Axes(), [[new BoostedTree([root, second], [1, 2, 3]), new BoostedTree([], [0])]]);
        return Encoding.UTF8.GetString(ModelFile.Write(SampleModels.Calibrated("x/1", "boosting", model)).Json);
    }

    private static TermAxis[] Axes() => [TermAxis.OfNumber(0, [0.1f]), TermAxis.OfCategory(1, [1, 2, 3])];

    private static CalibratedModel Read(string text) => ModelFile.Read(new ModelBytes(Encoding.UTF8.GetBytes(text)), "model.json", []);
}
