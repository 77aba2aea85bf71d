using System.Globalization;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Tests.Facts;

[TestClass]
public sealed class DimensionColumnTests
{
    [TestMethod]
    [DataRow(255)]
    [DataRow(256)]
    [DataRow(300)]
    public void Rows_keep_their_values_when_there_are_more_than_a_byte_can_tell_apart(int values)
    {
        var column = new DimensionColumn();
        column.GrowTo(values + 1);
        for (var row = 1; row <= values; row++)
            column.Set(row, Name(row));

        Assert.AreEqual(values + 1, column.ValueCount);
        Assert.IsNull(column.ValueOf(column[0]));
        for (var row = 1; row <= values; row++)
            Assert.AreEqual(Name(row), column.ValueOf(column[row]));
    }

    [TestMethod]
    public void A_copy_that_grows_past_a_byte_leaves_its_original_as_it_was()
    {
        var original = new DimensionColumn();
        original.GrowTo(2);
        original.Set(0, Name(0));

        var copy = original.Copy();
        copy.GrowTo(400);
        for (var row = 0; row < 400; row++)
            copy.Set(row, Name(row + 1000));
        original.Set(1, Name(1));

        Assert.AreEqual(Name(0), original.ValueOf(original[0]));
        Assert.AreEqual(Name(1), original.ValueOf(original[1]));
        Assert.AreEqual(Name(1399), copy.ValueOf(copy[399]));
        Assert.AreEqual(3, original.ValueCount);
    }

    private static string Name(int number) => number.ToString(CultureInfo.InvariantCulture);
}
