using Palveluohjaus.Segmentation.Evaluation;

namespace Palveluohjaus.Segmentation.Tests.Evaluation;

[TestClass]
public sealed class SharesTests
{
    /// <summary>Newcombe (1998), "Interval estimation for the difference between independent proportions", table II, method 10, to four decimals.</summary>
    [TestMethod]
    [DataRow(56, 70, 48, 80, 0.2, 0.0524, 0.3339)]
    [DataRow(9, 10, 3, 10, 0.6, 0.1705, 0.8090)]
    [DataRow(10, 10, 0, 10, 1.0, 0.6075, 1.0)]
    [DataRow(0, 10, 0, 10, 0.0, -0.2775, 0.2775)]
    public void Difference_has_the_published_interval(int part, int total, int otherPart, int otherTotal, double value, double low, double high)
    {
        var difference = Shares.Difference(part, total, otherPart, otherTotal);

        Assert.AreEqual(value, difference.Value, 1e-12);
        Assert.AreEqual(low, difference.Low, 1e-4);
        Assert.AreEqual(high, difference.High, 1e-4);
    }

    /// <summary>Newcombe (1998), "Two-sided confidence intervals for the single proportion", table I, method 3: 81 of 263, 15 of 148, 0 of 20.</summary>
    [TestMethod]
    [DataRow(81, 263, 0.2553, 0.3662)]
    [DataRow(15, 148, 0.0624, 0.1605)]
    [DataRow(0, 20, 0.0, 0.1611)]
    public void Share_has_the_published_interval(int part, int total, double low, double high)
    {
        var share = Shares.Of(part, total);

        Assert.AreEqual(low, share.Low, 1e-4);
        Assert.AreEqual(high, share.High, 1e-4);
        Assert.IsTrue(share.Low >= 0 && share.Low <= share.Value && share.Value <= share.High && share.High <= 1);
    }

    [TestMethod]
    public void More_than_there_are_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Shares.Of(3, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Shares.Of(0, 0));
    }
}
