using Palveluohjaus.Reporting.Catalogue;

namespace Palveluohjaus.Reporting.Tests.Catalogue;

[TestClass]
public sealed class PercentileTests
{
    [TestMethod]
    public void No_values_have_no_percentile() => Assert.IsNull(Percentiles.Of([], 0.5));

    [TestMethod]
    public void One_value_is_every_percentile() => Assert.AreEqual(7d, Percentiles.Of([7], 0.95));

    [TestMethod]
    [DataRow(0.0, 1.0)]
    [DataRow(0.5, 2.5)]
    [DataRow(0.85, 3.55)]
    [DataRow(1.0, 4.0)]
    public void Between_ranks_the_value_is_interpolated(double share, double expected)
    {
        // Rank (4 − 1) · 0.85 = 2.55 lies 0.55 of the way from the third value to the fourth.
        Assert.AreEqual(expected, Percentiles.Of([1, 2, 3, 4], share)!.Value, 1e-12);
    }
}
