using System.Globalization;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Deadlines;

namespace Palveluohjaus.Guidance.Tests.Deadlines;

[TestClass]
public sealed class WorkingDaysTests
{
    // Month and day of all days on which Finnish offices are closed, weekends apart: written out, and not counted.
    [TestMethod]
    [DataRow(2020, "01-01 01-06 04-10 04-12 04-13 05-01 05-21 05-31 06-19 06-20 10-31 12-06 12-24 12-25 12-26")]
    [DataRow(2021, "01-01 01-06 04-02 04-04 04-05 05-01 05-13 05-23 06-25 06-26 11-06 12-06 12-24 12-25 12-26")]
    [DataRow(2022, "01-01 01-06 04-15 04-17 04-18 05-01 05-26 06-05 06-24 06-25 11-05 12-06 12-24 12-25 12-26")]
    [DataRow(2023, "01-01 01-06 04-07 04-09 04-10 05-01 05-18 05-28 06-23 06-24 11-04 12-06 12-24 12-25 12-26")]
    [DataRow(2024, "01-01 01-06 03-29 03-31 04-01 05-01 05-09 05-19 06-21 06-22 11-02 12-06 12-24 12-25 12-26")]
    [DataRow(2025, "01-01 01-06 04-18 04-20 04-21 05-01 05-29 06-08 06-20 06-21 11-01 12-06 12-24 12-25 12-26")]
    [DataRow(2026, "01-01 01-06 04-03 04-05 04-06 05-01 05-14 05-24 06-19 06-20 10-31 12-06 12-24 12-25 12-26")]
    [DataRow(2027, "01-01 01-06 03-26 03-28 03-29 05-01 05-06 05-16 06-25 06-26 11-06 12-06 12-24 12-25 12-26")]
    [DataRow(2028, "01-01 01-06 04-14 04-16 04-17 05-01 05-25 06-04 06-23 06-24 11-04 12-06 12-24 12-25 12-26")]
    [DataRow(2029, "01-01 01-06 03-30 04-01 04-02 05-01 05-10 05-20 06-22 06-23 11-03 12-06 12-24 12-25 12-26")]
    [DataRow(2030, "01-01 01-06 04-19 04-21 04-22 05-01 05-30 06-09 06-21 06-22 11-02 12-06 12-24 12-25 12-26")]
    [DataRow(2031, "01-01 01-06 04-11 04-13 04-14 05-01 05-22 06-01 06-20 06-21 11-01 12-06 12-24 12-25 12-26")]
    [DataRow(2032, "01-01 01-06 03-26 03-28 03-29 05-01 05-06 05-16 06-25 06-26 11-06 12-06 12-24 12-25 12-26")]
    [DataRow(2033, "01-01 01-06 04-15 04-17 04-18 05-01 05-26 06-05 06-24 06-25 11-05 12-06 12-24 12-25 12-26")]
    [DataRow(2034, "01-01 01-06 04-07 04-09 04-10 05-01 05-18 05-28 06-23 06-24 11-04 12-06 12-24 12-25 12-26")]
    [DataRow(2035, "01-01 01-06 03-23 03-25 03-26 05-01 05-03 05-13 06-22 06-23 11-03 12-06 12-24 12-25 12-26")]
    public void Holidays_are_those_of_the_calendar(int year, string written)
    {
        var expected = written.Split(' ').Select(day => DateOnly.ParseExact($"{year}-{day}", "yyyy-MM-dd", CultureInfo.InvariantCulture)).ToList();

        var counted = Days(new DateOnly(year, 1, 1), new DateOnly(year, 12, 31)).Where(FinnishHolidays.IsHoliday).ToList();

        CollectionAssert.AreEqual(expected, counted);
    }

    [TestMethod]
    public void A_day_off_has_its_name_and_a_weekend_none()
    {
        Assert.AreEqual(new DayOff(new DateOnly(2026, 6, 19), FinnishHoliday.MidsummerEve), WorkingDays.Default.WhyNot(new DateOnly(2026, 6, 19)));
        Assert.AreEqual(new DayOff(new DateOnly(2026, 3, 14), null), WorkingDays.Default.WhyNot(new DateOnly(2026, 3, 14)));
        Assert.IsNull(WorkingDays.Default.WhyNot(new DateOnly(2026, 3, 16)));
    }

    [TestMethod]
    public void A_county_may_work_on_Saturdays_and_on_Christmas_Eve()
    {
        var (saturday, eve) = (new DateOnly(2026, 3, 14), new DateOnly(2026, 12, 24));

        Assert.IsFalse(WorkingDays.Default.IsWorkingDay(saturday));
        Assert.IsFalse(WorkingDays.Default.IsWorkingDay(eve));
        Assert.IsTrue(new WorkingDays(SaturdayIsWorkingDay: true).IsWorkingDay(saturday));
        Assert.IsTrue(new WorkingDays(ChristmasEveIsWorkingDay: true).IsWorkingDay(eve));
        Assert.IsFalse(new WorkingDays(ChristmasEveIsWorkingDay: true).IsWorkingDay(new DateOnly(2028, 12, 24)), "It is a Sunday.");
        Assert.IsFalse(new WorkingDays(SaturdayIsWorkingDay: true).IsWorkingDay(new DateOnly(2026, 6, 20)), "It is Midsummer Day.");
    }

    private static IEnumerable<DateOnly> Days(DateOnly first, DateOnly last)
    {
        for (var day = first; day <= last; day = day.AddDays(1))
            yield return day;
    }
}
