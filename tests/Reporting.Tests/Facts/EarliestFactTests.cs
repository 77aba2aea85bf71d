using Palveluohjaus.Reporting.Facts;
using Palveluohjaus.Reporting.Tests.Catalogue;

namespace Palveluohjaus.Reporting.Tests.Facts;

[TestClass]
public sealed class EarliestFactTests
{
    [TestMethod]
    public void The_earliest_follows_what_is_placed_and_what_is_removed()
    {
        var county = new SmallCounty();
        Assert.AreEqual(FactTable.Never, county.Facts.EarliestAt);

        county.Case("2026-02-01");
        Assert.AreEqual(SmallCounty.At("2026-02-01").Ticks, county.Facts.EarliestAt);
        county.Contact("2026-01-05");
        Assert.AreEqual(SmallCounty.At("2026-01-05").Ticks, county.Facts.EarliestAt);
        county.Facts.Contacts.Remove(0);
        Assert.AreEqual(SmallCounty.At("2026-02-01").Ticks, county.Facts.EarliestAt);
    }
}
