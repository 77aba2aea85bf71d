using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Tests.Facts;

[TestClass]
public sealed class OptionalColumnTests
{
    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(-1)]
    [DataRow(int.MaxValue)]
    [DataRow(int.MinValue + 1)]
    public void A_row_holds_a_number_or_none(int number)
    {
        var column = new OptionalColumn();
        column.GrowTo(2);
        column[1] = number;

        Assert.IsNull(column[0]);
        Assert.AreEqual(number, column[1]);
        column[1] = null;
        Assert.IsNull(column[1]);
    }

    [TestMethod]
    public void The_one_number_it_cannot_hold_is_refused()
    {
        var column = new OptionalColumn();
        column.GrowTo(1);

        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => column[0] = int.MinValue);
    }

    [TestMethod]
    public void A_copy_changes_by_itself()
    {
        var original = new OptionalColumn();
        original.GrowTo(1);
        original[0] = 7;
        var copy = original.Copy();
        copy[0] = null;

        Assert.AreEqual(7, original[0]);
        Assert.IsNull(copy[0]);
    }
}
