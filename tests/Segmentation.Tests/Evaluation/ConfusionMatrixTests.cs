using Palveluohjaus.Segmentation.Evaluation;

namespace Palveluohjaus.Segmentation.Tests.Evaluation;

[TestClass]
public sealed class ConfusionMatrixTests
{
    private const double Rounding = 1e-12;

    [TestMethod]
    public void Hand_computed_example_of_two_professionals()
    {
        // 50 clients, two segments: 20 both first, 5 and 10 apart, 15 both second.
        // pₒ = 35/50 = 0.7; pₑ = (25·30 + 25·20)/50² = 0.5; κ = (0.7 − 0.5)/(1 − 0.5) = 0.4.
        var matrix = new ConfusionMatrix(2);
        Add(matrix, 0, 0, 20);
        Add(matrix, 0, 1, 5);
        Add(matrix, 1, 0, 10);
        Add(matrix, 1, 1, 15);

        Assert.AreEqual(50, matrix.Total);
        Assert.AreEqual(5, matrix[0, 1]);
        Assert.AreEqual(10, matrix[1, 0]);
        Assert.AreEqual(0.7, matrix.Accuracy, Rounding);
        Assert.AreEqual(0.4, matrix.CohensKappa, Rounding);
    }

    [TestMethod]
    public void Hand_computed_example_of_four_segments()
    {
        // Decided 0 0 1 1 2 3, suggested 0 1 1 1 2 0: pₒ = 4/6; row sums 2 2 1 1, column sums 2 3 1 0;
        // pₑ = (2·2 + 2·3 + 1·1 + 1·0)/36 = 11/36; κ = (24/36 − 11/36)/(25/36) = 13/25.
        var matrix = ConfusionMatrix.Of([0, 0, 1, 1, 2, 3], [0, 1, 1, 1, 2, 0], 4);

        Assert.AreEqual(4.0 / 6, matrix.Accuracy, Rounding);
        Assert.AreEqual(13.0 / 25, matrix.CohensKappa, Rounding);
    }

    [TestMethod]
    public void Full_agreement_is_one_and_full_exchange_is_minus_one()
    {
        Assert.AreEqual(1, ConfusionMatrix.Of([0, 1, 0, 1], [0, 1, 0, 1], 2).CohensKappa, Rounding);
        Assert.AreEqual(-1, ConfusionMatrix.Of([0, 1, 0, 1], [1, 0, 1, 0], 2).CohensKappa, Rounding);
    }

    [TestMethod]
    public void Without_pairs_or_with_one_segment_only_kappa_is_not_a_number()
    {
        Assert.AreEqual(double.NaN, new ConfusionMatrix(4).Accuracy);
        Assert.AreEqual(double.NaN, new ConfusionMatrix(4).CohensKappa);
        Assert.AreEqual(double.NaN, ConfusionMatrix.Of([2, 2, 2], [2, 2, 2], 4).CohensKappa);
        Assert.AreEqual(1, ConfusionMatrix.Of([2, 2, 2], [2, 2, 2], 4).Accuracy);
    }

    [TestMethod]
    public void Kappa_does_not_depend_on_which_side_decided_or_on_the_segments_order()
    {
        var random = new Random(20261121);
        for (var round = 0; round < 200; round++)
        {
            var one = Enumerable.Range(0, 60).Select(_ => random.Next(4)).ToArray();
            var other = one.Select(segment => random.Next(3) == 0 ? random.Next(4) : segment).ToArray();
            var kappa = ConfusionMatrix.Of(one, other, 4).CohensKappa;

            Assert.AreEqual(kappa, ConfusionMatrix.Of(other, one, 4).CohensKappa, Rounding, $"round {round}");
            Assert.AreEqual(kappa, ConfusionMatrix.Of([.. one.Select(s => 3 - s)], [.. other.Select(s => 3 - s)], 4).CohensKappa, Rounding, $"round {round}");
        }
    }

    [TestMethod]
    public void Uneven_rows_and_unknown_segments_are_refused()
    {
        Assert.ThrowsExactly<ArgumentException>(() => ConfusionMatrix.Of([0, 1], [0], 4));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => ConfusionMatrix.Of([0], [4], 4));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => ConfusionMatrix.Of([-1], [0], 4));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new ConfusionMatrix(1));
    }

    private static void Add(ConfusionMatrix matrix, int decided, int suggested, int times)
    {
        for (var time = 0; time < times; time++)
            matrix.Add(decided, suggested);
    }
}
