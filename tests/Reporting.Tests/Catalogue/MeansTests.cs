using Palveluohjaus.Reporting.Catalogue;

namespace Palveluohjaus.Reporting.Tests.Catalogue;

[TestClass]
public sealed class MeansTests
{
    // Student's t, 97.5 %: the table of any textbook.
    [TestMethod]
    [DataRow(5, 2.7764)]
    [DataRow(6, 2.5706)]
    [DataRow(10, 2.2622)]
    [DataRow(30, 2.0452)]
    [DataRow(100, 1.9842)]
    public void An_interval_reaches_as_far_as_the_table_says(int count, double expected) => Assert.AreEqual(expected, Means.TimesError(count), expected * 0.001);

    [TestMethod]
    public void The_interval_of_a_mean_is_that_of_its_sample()
    {
        double[] values = [1, 2, 3, 4, 5];

        var (low, high) = Means.Interval(values.Sum(), values.Sum(value => value * value), values.Length)!.Value;

        // Mean 3, standard deviation √2.5, standard error √0.5.
        Assert.AreEqual(3 - (2.7764 * Math.Sqrt(0.5)), low, 0.005);
        Assert.AreEqual(3 + (2.7764 * Math.Sqrt(0.5)), high, 0.005);
    }

    [TestMethod]
    public void One_value_has_no_interval_and_equal_ones_a_narrow_one()
    {
        Assert.IsNull(Means.Interval(4, 16, 1));
        Assert.AreEqual((0.1, 0.1), Means.Interval(1.0, 0.1, 10)!.Value is var (low, high) ? (Math.Round(low, 6), Math.Round(high, 6)) : default, "Rounding must not make a negative spread of it.");
    }
}
