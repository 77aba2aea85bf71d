using System.Globalization;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Deadlines;

namespace Palveluohjaus.Guidance.Tests.Deadlines;

[TestClass]
public sealed class CountDeadlineTests
{
    private const int RandomCases = 5_000;
    private const int RandomPausedCases = 400;
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
    public void A_pause_moves_the_end_by_the_whole_days_it_lasted_and_one_after_it_by_nothing()
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

    // A stranger paused a promise of one working day from a Sunday for a minute, and was given Tuesday.
    [TestMethod]
    [DataRow("2026-11-22 17:30", "2026-11-22 17:31", "2026-11-24 00:00", 0, DisplayName = "A minute on a day off")]
    [DataRow("2026-11-23 10:00", "2026-11-23 10:01", "2026-11-24 00:00", 0, DisplayName = "A minute on the day itself")]
    [DataRow("2026-11-22 17:30", "2026-11-23 15:00", "2026-11-24 00:00", 0, DisplayName = "Fifteen hours of working days")]
    [DataRow("2026-11-23 00:00", "2026-11-24 00:00", "2026-11-25 00:00", 1, DisplayName = "The whole day")]
    [DataRow("2026-11-23 09:00", "2026-11-30 10:00", "2026-12-01 00:00", 5, DisplayName = "Over the next weekend")]
    [DataRow("2026-11-23 23:59", "2026-11-24 00:01", "2026-11-24 00:02", 0, DisplayName = "Over midnight: as much is left as there was")]
    [DataRow("2026-11-24 00:00", "2026-11-30 00:00", "2026-11-24 00:00", 0, DisplayName = "When the time was up")]
    public void A_pause_never_gives_more_time_than_it_lasted(string begins, string ends, string due, int days)
    {
        var counted = CountDeadline.Count(Utc("2026-11-22 17:22"), 1, DeadlineUnit.WorkingDays, [(Utc(begins), Utc(ends))], Calendar, WorkingDays.Default);

        Assert.AreEqual((Utc(due), days), (counted.DueAtUtc, counted.PausedDays));
        Assert.AreEqual(counted.DueAtUtc != Calendar.StartOfDayUtc(counted.LastDay.AddDays(1)), counted.IsExact);
    }

    [TestMethod]
    public void Many_short_pauses_count_together()
    {
        var pauses = Enumerable.Range(9, 4).Select(day => (Utc($"2026-03-{day:00} 08:00"), Utc($"2026-03-{day:00} 15:00"))).ToList();

        var counted = CountDeadline.Count(Utc("2026-03-08 08:00"), 10, DeadlineUnit.CalendarDays, pauses, Calendar, WorkingDays.Default);

        Assert.AreEqual((new DateOnly(2026, 3, 19), 1, TimeSpan.FromHours(28)), (counted.LastDay, counted.PausedDays, counted.Paused));
    }

    /// <summary>Against a reference that walks minute by minute.</summary>
    [TestMethod]
    public void Random_pauses_agree_with_a_slow_reference_and_give_no_more_than_they_lasted()
    {
        var random = new Random(20261122);
        for (var index = 0; index < RandomPausedCases; index++)
        {
            var from = Utc("2019-06-01 00:00").AddMinutes(random.NextInt64(0, 16L * 366 * 24 * 60));
            var unit = random.Next(2) == 0 ? DeadlineUnit.WorkingDays : DeadlineUnit.CalendarDays;
            var amount = random.Next(0, 8);
            var workingDays = new WorkingDays(random.Next(4) == 0, random.Next(4) == 0);
            var pauses = new List<(DateTime FromUtc, DateTime UntilUtc)>();
            for (var at = from.AddMinutes(random.Next(-600, 4000)); pauses.Count < random.Next(1, 5); at = pauses[^1].UntilUtc.AddMinutes(random.Next(0, 3000)))
                pauses.Add((at, at.AddMinutes(random.Next(3) == 0 ? random.Next(0, 10) : random.Next(0, 5000))));

            var counted = CountDeadline.Count(from, amount, unit, pauses, Calendar, workingDays);

            var told = $"{from:u} + {amount} {unit}, {string.Join("; ", pauses.Select(pause => $"{pause.FromUtc:u}-{pause.UntilUtc:u}"))}";
            Assert.AreEqual(SlowDue(from, amount, unit, pauses, workingDays), counted.DueAtUtc, told);
            if (unit != DeadlineUnit.WorkingDays)
                continue;
            var without = CountDeadline.Count(from, amount, unit, [], Calendar, workingDays);
            Assert.IsGreaterThanOrEqualTo(without.DueAtUtc, counted.DueAtUtc, told);
            Assert.IsLessThanOrEqualTo(
                pauses.Sum(pause => Minutes(pause.FromUtc < from ? from : pause.FromUtc, pause.UntilUtc, Works)), Minutes(without.DueAtUtc, counted.DueAtUtc, Works), told);

            bool Works(DateTime minute) => workingDays.IsWorkingDay(Calendar.DayOf(minute));
        }
    }

    private static int Minutes(DateTime from, DateTime until, Func<DateTime, bool> counts)
    {
        var minutes = 0;
        for (var minute = from; minute < until; minute = minute.AddMinutes(1))
            minutes += counts(minute) ? 1 : 0;
        return minutes;
    }

    private static DateTime SlowDue(DateTime from, int amount, DeadlineUnit unit, List<(DateTime FromUtc, DateTime UntilUtc)> pauses, WorkingDays workingDays)
    {
        var isOfWorkingDays = unit == DeadlineUnit.WorkingDays;
        var last = Calendar.DayOf(from);
        for (var left = amount; left > 0; left -= !isOfWorkingDays || workingDays.IsWorkingDay(last) ? 1 : 0)
            last = last.AddDays(1);
        if (isOfWorkingDays)
            last = Next(last);
        var (given, still, exact) = (0, new List<DateTime>(), (DateTime?)null);
        foreach (var pause in pauses)
        {
            var (begins, due) = (pause.FromUtc < from ? from : pause.FromUtc, exact ?? End(Next(last)));
            if (begins >= due || begins >= pause.UntilUtc)
                continue;
            if (exact is null)
            {
                if (Calendar.DayOf(begins) > last)
                    last = Next(last);
                for (var minute = begins; minute < pause.UntilUtc; minute = minute.AddMinutes(1))
                {
                    if (Counts(minute))
                        still.Add(minute);
                }

                for (var whole = still.GroupBy(Calendar.DayOf).Sum(day => day.Count() == Minutes(Calendar.StartOfDayUtc(day.Key), End(day.Key), _ => true) ? 1440 : Math.Min(1440, day.Count())) / 1440; given < whole; given++)
                    last = isOfWorkingDays ? Next(last.AddDays(1)) : last.AddDays(1);
                if (End(Next(last)) > pause.UntilUtc)
                    continue;
            }

            var at = pause.UntilUtc;
            for (var left = Minutes(begins, due, Counts); left > 0; at = at.AddMinutes(1))
                left -= Counts(at) ? 1 : 0;
            var ended = Calendar.DayOf(at.AddTicks(-1));
            exact = workingDays.IsWorkingDay(ended) ? at : End(Next(ended));
        }

        return exact ?? End(Next(last));

        bool Counts(DateTime minute) => !isOfWorkingDays || workingDays.IsWorkingDay(Calendar.DayOf(minute));

        DateOnly Next(DateOnly day)
        {
            while (!workingDays.IsWorkingDay(day))
                day = day.AddDays(1);
            return day;
        }

        static DateTime End(DateOnly day) => Calendar.StartOfDayUtc(day.AddDays(1));
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
