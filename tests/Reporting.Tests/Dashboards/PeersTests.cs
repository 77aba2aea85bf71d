using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Dashboards;

namespace Palveluohjaus.Reporting.Tests.Dashboards;

[TestClass]
public sealed class PeersTests
{
    [TestMethod]
    public void One_far_off_stands_out_and_does_not_hide_itself_by_widening_the_limits()
    {
        var peers = Peers.OfShares([Share(31, 136), Share(7.6, 343), Share(6, 250), Share(1.1, 718), Share(0.6, 1_489)], Side.High);

        Assert.AreEqual(6, peers.Middle);
        CollectionAssert.AreEqual((bool[])[true, false, false, false, false], Off(peers, 5));
    }

    [TestMethod]
    public void A_small_part_needs_a_larger_difference_than_a_large_one()
    {
        var peers = Peers.OfShares([Share(20, 40), Share(20, 4_000), Share(10, 1_000), Share(10, 1_000), Share(10, 1_000)], Side.High);

        CollectionAssert.AreEqual((bool[])[false, true, false, false, false], Off(peers, 5));
    }

    [TestMethod]
    public void Parts_that_differ_much_anyway_need_a_larger_difference_too()
    {
        var alike = Peers.OfShares([Share(60, 500), Share(41, 500), Share(40, 500), Share(39, 500), Share(40, 500)], Side.High);
        var unlike = Peers.OfShares([Share(60, 500), Share(55, 500), Share(40, 500), Share(30, 500), Share(20, 500)], Side.High);

        Assert.IsTrue(alike.StandsOut(0));
        Assert.IsFalse(unlike.StandsOut(0));
    }

    [TestMethod]
    public void Only_the_end_that_is_looked_for_stands_out()
    {
        Figure?[] shares = [Share(40, 300), Share(99, 300), Share(99, 300), Share(98, 300)];

        Assert.IsTrue(Peers.OfShares(shares, Side.Low).StandsOut(0));
        Assert.IsFalse(Peers.OfShares(shares, Side.High).StandsOut(0));
    }

    [TestMethod]
    public void Where_all_others_have_none_at_all_a_single_row_is_not_enough()
    {
        var one = Peers.OfShares([Share(1, 100), Share(0, 100), Share(0, 100), Share(0, 100)], Side.High);
        var many = Peers.OfShares([Share(20, 100), Share(0, 100), Share(0, 100), Share(0, 100)], Side.High);

        Assert.IsFalse(one.StandsOut(0));
        Assert.IsTrue(many.StandsOut(0));
    }

    [TestMethod]
    public void Two_parts_and_parts_of_a_few_rows_are_not_compared()
    {
        Assert.IsNull(Peers.OfShares([Share(90, 500), Share(10, 500)], Side.High).Middle);
        Assert.IsNull(Peers.OfShares([Share(90, 500), Share(10, 500), Share(10, 29), null, Figure.Hidden], Side.High).Middle);
    }

    [TestMethod]
    public void Equal_parts_of_the_same_chance_stand_out_hardly_ever()
    {
        const int Counties = 400;
        var random = new Random(17);
        var found = 0;
        for (var county = 0; county < Counties; county++)
        {
            Figure?[] shares = [.. Enumerable.Range(0, 8).Select(_ => Enumerable.Range(0, 200).Count(_ => random.NextDouble() < 0.1)).Select(count => Share(count / 2.0, 200))];
            var peers = Peers.OfShares(shares, Side.High);
            found += Off(peers, 8).Any(isOff => isOff) ? 1 : 0;
        }

        Assert.IsLessThan(Counties / 20, found, "In one county of twenty, and no more, chance alone may point at somebody.");
    }

    [TestMethod]
    public void A_mean_stands_out_by_its_own_interval()
    {
        var peers = Peers.OfMeans([Mean(2.5, 2.3), Mean(4.2, 4.0), Mean(4.3, 4.1), Mean(4.1, 3.9)], Side.Low);

        CollectionAssert.AreEqual((bool[])[true, false, false, false], Off(peers, 4));
    }

    private static Figure Share(double percent, int rows) => new(percent, MetricState.Ok, rows);

    private static (Figure, Figure)? Mean(double mean, double low) => (new Figure(mean, MetricState.Ok, 50), new Figure(low, MetricState.Ok, 50));

    private static bool[] Off(Peers peers, int parts) => [.. Enumerable.Range(0, parts).Select(peers.StandsOut)];
}
