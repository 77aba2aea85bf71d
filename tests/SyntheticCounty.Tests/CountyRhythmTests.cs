using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.SyntheticCounty.Rhythm;

namespace Palveluohjaus.SyntheticCounty.Tests;

[TestClass]
public sealed class CountyRhythmTests
{
    [TestMethod]
    [DataRow("2024-03-31")]
    [DataRow("2025-04-20")]
    [DataRow("2026-04-05")]
    [DataRow("2038-04-25")]
    public void Easter_is_where_the_almanac_has_it(string easter)
    {
        var expected = DateOnly.ParseExact(easter, "yyyy-MM-dd");

        Assert.AreEqual(expected, FinnishHolidays.EasterSunday(expected.Year));
    }

    [TestMethod]
    public void The_closed_weekdays_of_2026_are_those_of_the_Finnish_calendar()
    {
        var closed = Enumerable.Range(0, 365).Select(new DateOnly(2026, 1, 1).AddDays)
            .Where(day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !FinnishHolidays.IsWorkingDay(day))
            .Select(day => day.ToString("d.M.", System.Globalization.CultureInfo.InvariantCulture));

        // New Year, Epiphany, Good Friday, Easter Monday, May Day, Ascension, Midsummer Eve, Christmas Eve and Day; Independence Day and Boxing Day fall on a weekend.
        Assert.AreEqual("1.1. 6.1. 3.4. 6.4. 1.5. 14.5. 19.6. 24.12. 25.12.", string.Join(' ', closed));
    }

    [TestMethod]
    [DataRow("2026-06-20", true)]
    [DataRow("2026-06-27", false)]
    [DataRow("2026-10-31", true)]
    [DataRow("2025-11-01", true)]
    [DataRow("2026-11-07", false)]
    [DataRow("2027-06-25", true)]
    [DataRow("2020-06-26", false)]
    public void Midsummer_and_All_Saints_move_with_the_week(string day, bool isHoliday) =>
        Assert.AreEqual(isHoliday, FinnishHolidays.IsHoliday(DateOnly.ParseExact(day, "yyyy-MM-dd")));

    [TestMethod]
    [DataRow("2026-03-29")]
    [DataRow("2026-10-25")]
    public void Moments_on_a_day_whose_clock_changes_stay_on_that_day(string changing)
    {
        var day = DateOnly.ParseExact(changing, "yyyy-MM-dd");
        var rhythm = RhythmOf(day.AddDays(-10), day.AddDays(10));
        var random = new Random(1);

        for (var draw = 0; draw < 5_000; draw++)
            Assert.AreEqual(day, CountyCalendar.Helsinki.DayOf(rhythm.DrawMoment(day, ContactChannel.EForm, random)));
    }

    [TestMethod]
    public void Office_hours_are_local_on_both_sides_of_a_clock_change()
    {
        var rhythm = RhythmOf(new DateOnly(2026, 3, 1), new DateOnly(2026, 4, 30));
        var random = new Random(2);

        foreach (var day in new[] { new DateOnly(2026, 3, 27), new DateOnly(2026, 3, 30) })
        {
            for (var draw = 0; draw < 500; draw++)
            {
                var hour = CountyCalendar.Helsinki.ToLocal(rhythm.DrawMoment(day, ContactChannel.Visit, random)).TimeOfDay.TotalHours;
                Assert.IsTrue(hour is >= 8 and < 16, $"{hour} h on {day}");
            }
        }
    }

    [TestMethod]
    public void Work_goes_on_later_and_on_a_working_day_over_christmas_and_the_turn_of_the_year()
    {
        var rhythm = RhythmOf(new DateOnly(2026, 12, 1), new DateOnly(2026, 12, 31));
        var random = new Random(3);
        var from = new DateTime(2026, 12, 23, 14, 0, 0, DateTimeKind.Utc);

        for (var draw = 0; draw < 1_000; draw++)
        {
            var at = rhythm.WorkAfter(from, 12 * random.NextDouble(), random);

            Assert.IsGreaterThan(from, at);
            Assert.IsTrue(FinnishHolidays.IsWorkingDay(CountyCalendar.Helsinki.DayOf(at)), $"{at:u}");
        }
    }

    [TestMethod]
    public void A_history_of_a_single_day_draws_that_day()
    {
        var leapDay = new DateOnly(2028, 2, 29);

        Assert.AreEqual(leapDay, RhythmOf(leapDay, leapDay).DrawDay(new Random(4)));
    }

    private static CountyRhythm RhythmOf(DateOnly first, DateOnly last) => new(first, last, new DemandParameters(), CountyCalendar.Helsinki);
}
