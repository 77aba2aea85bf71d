using System.Globalization;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Deadlines;

namespace Palveluohjaus.Guidance.Tests.Deadlines;

[TestClass]
public sealed class CountDeadlineTests
{
    private const int RandomCases = 5_000;
    private static readonly CountyCalendar Calendar = CountyCalendar.Helsinki;

    // Local times. The whole of the last day is in time: the first late instant is the next midnight.
    [TestMethod]
    [DataRow("2026-04-02 13:00", 7, DeadlineUnit.WorkingDays, "2026-04-15", DisplayName = "Over Easter")]
    [DataRow("2026-03-17 10:42", 7, DeadlineUnit.WorkingDays, "2026-03-26")]
    [DataRow("2026-12-22 23:59", 3, DeadlineUnit.WorkingDays, "2026-12-29", DisplayName = "Over Christmas")]
    [DataRow("2026-06-18 08:00", 1, DeadlineUnit.WorkingDays, "2026-06-22", DisplayName = "Over Midsummer")]
    [DataRow("2026-03-17 10:42", 0, DeadlineUnit.WorkingDays, "2026-03-17", DisplayName = "The same day")]
    [DataRow("2026-03-14 10:42", 0, DeadlineUnit.WorkingDays, "2026-03-16", DisplayName = "A Saturday's same day")]
    [DataRow("2026-03-09 11:15", 3, DeadlineUnit.Months, "2026-06-09")]
    [DataRow("2025-11-30 09:00", 3, DeadlineUnit.Months, "2026-03-02", DisplayName = "February has no 30th, and its last day is a Saturday")]
    [DataRow("2023-11-29 09:00", 3, DeadlineUnit.Months, "2024-02-29", DisplayName = "A leap day")]
    [DataRow("2026-03-24 09:00", 9, DeadlineUnit.Months, "2026-12-28", DisplayName = "Christmas Eve and what follows")]
    [DataRow("2026-12-31 09:00", 14, DeadlineUnit.CalendarDays, "2027-01-14")]
    [DataRow("2026-12-23 09:00", 14, DeadlineUnit.CalendarDays, "2027-01-07", DisplayName = "Epiphany")]
    [DataRow("2020-12-30 09:00", 3, DeadlineUnit.WorkingDays, "2021-01-05", DisplayName = "Week 53")]
    public void The_last_day_is_what_the_law_says(string from, int amount, DeadlineUnit unit, string lastDay)
    {
        var counted = CountDeadline.Count(Utc(from), amount, unit, [], Calendar, WorkingDays.Default);

        Assert.AreEqual(DateOnly.ParseExact(lastDay, "yyyy-MM-dd", CultureInfo.InvariantCulture), counted.LastDay);
        Assert.AreEqual(Calendar.StartOfDayUtc(counted.LastDay.AddDays(1)), counted.DueAtUtc);
    }

    [TestMethod]
    public void Hours_are_elapsed_hours_on_the_nights_the_clocks_change()
    {
        Assert.AreEqual(Utc("2026-03-29 05:30"), CountDeadline.Count(Utc("2026-03-29 01:30"), 3, DeadlineUnit.Hours, [], Calendar, WorkingDays.Default).DueAtUtc);
        Assert.AreEqual(Utc("2026-10-25 03:30").AddHours(1), CountDeadline.Count(Utc("2026-10-25 01:30"), 3, DeadlineUnit.Hours, [], Calendar, WorkingDays.Default).DueAtUtc);
    }

    [TestMethod]
    public void What_was_skipped_and_moved_over_is_told()
    {
        var counted = CountDeadline.Count(Utc("2026-04-02 13:00"), 1, DeadlineUnit.Months, [], Calendar, WorkingDays.Default);
        var working = CountDeadline.Count(Utc("2026-04-02 13:00"), 1, DeadlineUnit.WorkingDays, [], Calendar, WorkingDays.Default);

        Assert.AreEqual(new DateOnly(2026, 5, 2), counted.CountedDay);
        Assert.AreEqual("2026-05-02, 2026-05-03", Write(counted.MovedOver), "A Saturday and a Sunday.");
        Assert.AreEqual("2026-04-03 GoodFriday, 2026-04-04, 2026-04-05 EasterSunday, 2026-04-06 EasterMonday", Write(working.Skipped));
        Assert.IsEmpty(working.MovedOver);
    }

    [TestMethod]
    public void A_pause_moves_the_end_by_as_long_as_it_lasted_and_one_after_it_by_nothing()
    {
        (DateTime, DateTime)[] pauses = [(Utc("2026-03-10 12:00"), Utc("2026-03-12 12:00")), (Utc("2026-05-01 00:00"), Utc("2026-05-10 00:00"))];

        var counted = CountDeadline.Count(Utc("2026-03-09 08:00"), 10, DeadlineUnit.CalendarDays, pauses, Calendar, WorkingDays.Default);
        var hours = CountDeadline.Count(Utc("2026-03-10 13:00"), 2, DeadlineUnit.Hours, pauses, Calendar, WorkingDays.Default);

        Assert.AreEqual((new DateOnly(2026, 3, 23), TimeSpan.FromDays(2)), (counted.LastDay, counted.Paused), "The 21st is a Saturday.");
        Assert.AreEqual(Utc("2026-03-12 14:00"), hours.DueAtUtc, "Only what lies after its beginning counts.");
    }

    [TestMethod]
    public void A_pause_on_the_day_the_end_was_moved_to_moves_that_day()
    {
        // Counted to Saturday the 14th, moved to Monday; stopped on Monday, gone on with on Friday.
        (DateTime, DateTime)[] pauses = [(Utc("2026-03-16 08:00"), Utc("2026-03-20 08:00"))];

        var counted = CountDeadline.Count(Utc("2026-03-09 08:00"), 5, DeadlineUnit.CalendarDays, pauses, Calendar, WorkingDays.Default);

        Assert.AreEqual(new DateOnly(2026, 3, 20), counted.LastDay);
    }

    /// <summary>Against a reference that walks day by day and asks a list.</summary>
    [TestMethod]
    public void Random_cases_agree_with_a_slow_reference()
    {
        var random = new Random(20260402);
        for (var index = 0; index < RandomCases; index++)
        {
            var from = Utc("2019-06-01 00:00").AddMinutes(random.NextInt64(0, 16L * 366 * 24 * 60));
            var unit = (DeadlineUnit)random.Next(1, 4);
            var amount = unit == DeadlineUnit.Months ? random.Next(0, 25) : random.Next(0, 120);
            var workingDays = new WorkingDays(random.Next(4) == 0, random.Next(4) == 0);

            var counted = CountDeadline.Count(from, amount, unit, [], Calendar, workingDays);

            Assert.AreEqual(Reference(from, amount, unit, workingDays), counted.LastDay, $"{from:u} + {amount} {unit}");
        }
    }

    private static DateOnly Reference(DateTime fromUtc, int amount, DeadlineUnit unit, WorkingDays workingDays)
    {
        var helsinki = TimeZoneInfo.ConvertTimeFromUtc(fromUtc, TimeZoneInfo.FindSystemTimeZoneById("Europe/Helsinki"));
        var day = new DateOnly(helsinki.Year, helsinki.Month, helsinki.Day);
        if (unit == DeadlineUnit.CalendarDays)
        {
            for (var left = amount; left > 0; left--)
                day = day.AddDays(1);
        }
        else if (unit == DeadlineUnit.Months)
        {
            var (year, month) = (day.Year + ((day.Month - 1 + amount) / 12), ((day.Month - 1 + amount) % 12) + 1);
            day = new DateOnly(year, month, Math.Min(day.Day, DateTime.DaysInMonth(year, month)));
        }
        else
        {
            for (var left = amount; left > 0;)
            {
                day = day.AddDays(1);
                if (Works(day))
                    left--;
            }
        }

        while (!Works(day))
            day = day.AddDays(1);
        return day;

        bool Works(DateOnly asked) =>
            asked.DayOfWeek != DayOfWeek.Sunday
            && (asked.DayOfWeek != DayOfWeek.Saturday || workingDays.SaturdayIsWorkingDay)
            && (!FinnishHolidays.IsHoliday(asked) || (asked is { Month: 12, Day: 24 } && workingDays.ChristmasEveIsWorkingDay));
    }

    private static string Write(IEnumerable<DayOff> days) =>
        string.Join(", ", days.Select(day => string.Create(CultureInfo.InvariantCulture, $"{day.Day:yyyy-MM-dd}{(day.Holiday is { } holiday ? $" {holiday}" : string.Empty)}")));

    private static DateTime Utc(string local) => Calendar.ToUtc(DateTime.ParseExact(local, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));
}
