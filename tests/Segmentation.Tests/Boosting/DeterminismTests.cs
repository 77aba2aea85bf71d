using Palveluohjaus.Segmentation.Boosting;
using Palveluohjaus.Segmentation.GlassBox;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Tests.Boosting;

[TestClass]
public sealed class DeterminismTests
{
    private static readonly BoostingOptions Options = new() { Rounds = 20, RowShare = 0.6, ColumnShare = 0.7, MaximumPairs = 4 };

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(null)]
    public void Any_number_of_threads_gives_the_same_bits(int? order)
    {
        var rows = PlantedRows.Draw(40_000, seed: 1);

        var one = Train(rows, Options with { InteractionOrder = order, Threads = 1 }, seed: 5);

        foreach (var threads in new[] { 2, 3, 8 })
            CollectionAssert.AreEqual(one, Train(rows, Options with { InteractionOrder = order, Threads = threads }, seed: 5));
    }

    [TestMethod]
    public void Another_seed_draws_other_rows()
    {
        var rows = PlantedRows.Draw(2_000, seed: 2);

        CollectionAssert.AreNotEqual(Train(rows, Options, seed: 1), Train(rows, Options, seed: 2));
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(null)]
    public void Rows_in_another_order_give_the_same_bits_when_nothing_is_drawn(int? order)
    {
        var rows = PlantedRows.Draw(3_000, seed: 3);
        var options = new BoostingOptions { InteractionOrder = order, Rounds = 15, ValidationShare = 0 };

        CollectionAssert.AreEqual(Train(rows, options, seed: 1), Train(PlantedRows.Shuffled(rows, seed: 4), options, seed: 1));
    }

    /// <summary>Everything a model says, bit by bit.</summary>
    private static long[] Train(LabelledRows rows, BoostingOptions options, int seed)
    {
        var model = new BoostingTrainer(options).Train(rows, new TrainingRun(seed));
        if (model is GlassBoxModel tables)
        {
            return [.. tables.Intercepts.Concat(tables.Tables.SelectMany(table => table.Values.Concat(table.Weights))).Select(BitConverter.DoubleToInt64Bits)];
        }

        return [.. ((TreeModel)model).Rounds.SelectMany(round => round).SelectMany(tree => tree.LeafValues).Select(BitConverter.DoubleToInt64Bits)];
    }
}
