using Palveluohjaus.Reporting.WaitingTimes;

namespace Palveluohjaus.Reporting.Tests.WaitingTimes;

[TestClass]
public sealed class HalfYearTests
{
    [TestMethod]
    [DataRow("2026-01-01", "2025-2")]
    [DataRow("2026-06-30", "2025-2")]
    [DataRow("2026-07-01", "2026-1")]
    [DataRow("2026-12-31", "2026-1")]
    public void The_latest_that_is_over_is_the_one_before_todays(string today, string expected) =>
        Assert.AreEqual(expected, HalfYear.LastOver(DateOnly.Parse(today, System.Globalization.CultureInfo.InvariantCulture)).ToString());

    [TestMethod]
    public void It_begins_and_ends_with_the_county_calendars_months()
    {
        var first = HalfYear.Parse("2024-1")!.Value;

        Assert.AreEqual((new DateOnly(2024, 1, 1), new DateOnly(2024, 6, 30), new DateOnly(2024, 7, 1)), (first.FirstDay, first.LastDay, first.Until));
        Assert.AreEqual(new DateOnly(2023, 7, 1), first.Previous.FirstDay);
    }

    [TestMethod]
    [DataRow(null)]
    [DataRow("")]
    [DataRow("2026")]
    [DataRow("2026-3")]
    [DataRow("26-1")]
    [DataRow("2026-1-1")]
    [DataRow("-026-1")]
    [DataRow("0000-1")]
    [DataRow("9999-2")]
    [DataRow("kesä-1")]
    public void What_is_no_half_year_is_none(string? text) => Assert.IsNull(HalfYear.Parse(text));
}
