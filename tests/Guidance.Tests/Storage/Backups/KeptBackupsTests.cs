using System.Globalization;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage.Backups;

namespace Palveluohjaus.Guidance.Tests.Storage.Backups;

[TestClass]
public sealed class KeptBackupsTests
{
    private static readonly BackupSettings Settings = BackupSettings.In(".");

    /// <summary>2023–2025: a leap day, four clock changes and a year that ends in week 1 of the next.</summary>
    [TestMethod]
    public void Every_night_of_two_years_leaves_seven_days_four_weeks_and_twelve_months()
    {
        var stored = new SortedSet<DateTime>();
        for (var day = new DateOnly(2023, 9, 1); day < new DateOnly(2025, 9, 1); day = day.AddDays(1))
        {
            var nowUtc = CountyCalendar.Helsinki.ToUtc(day.ToDateTime(new TimeOnly(1, 30)));
            stored.Add(nowUtc);
            stored.IntersectWith(KeptBackups.Choose(stored, Settings, CountyCalendar.Helsinki, nowUtc));

            if (day < new DateOnly(2024, 9, 1))
                continue;
            var kept = stored.Select(CountyCalendar.Helsinki.DayOf).ToHashSet();
            CollectionAssert.AreEquivalent(Expected(day).ToArray(), kept.ToArray(), day.ToString("O", CultureInfo.InvariantCulture));
        }
    }

    [TestMethod]
    public void A_server_that_was_off_for_months_has_not_outlived_its_backups()
    {
        DateTime[] stored = [.. Enumerable.Range(0, 7).Select(night => new DateTime(2026, 1, 5, 23, 30, 0, DateTimeKind.Utc).AddDays(night))];
        var now = new DateTime(2026, 6, 1, 23, 30, 0, DateTimeKind.Utc);

        var kept = KeptBackups.Choose([.. stored, now], Settings, CountyCalendar.Helsinki, now);

        CollectionAssert.AreEquivalent((DateTime[])[.. stored[1..], now], kept.ToArray(), "Seven days that have one: the latest six and today's.");
    }

    [TestMethod]
    public void The_night_when_clocks_go_back_is_one_day()
    {
        // 25.10.2026: half past three comes twice.
        var first = new DateTime(2026, 10, 25, 0, 30, 0, DateTimeKind.Utc);
        var second = first.AddHours(1);
        var now = new DateTime(2026, 10, 27, 0, 0, 0, DateTimeKind.Utc);

        var kept = KeptBackups.Choose([first, second, now], Settings, CountyCalendar.Helsinki, now);

        CollectionAssert.AreEquivalent((DateTime[])[second, now], kept.ToArray());
        CollectionAssert.AreNotEqual((string[])[BackupName.Of(first)], (string[])[BackupName.Of(second)], "Their names are of different moments.");
    }

    [TestMethod]
    public void Several_of_one_day_stay_for_a_day_and_then_the_newest_does()
    {
        var morning = new DateTime(2026, 3, 17, 6, 0, 0, DateTimeKind.Utc);
        var noon = morning.AddHours(4);

        Assert.HasCount(2, KeptBackups.Choose([morning, noon], Settings, CountyCalendar.Helsinki, noon));
        CollectionAssert.AreEquivalent((DateTime[])[noon], KeptBackups.Choose([morning, noon], Settings, CountyCalendar.Helsinki, noon.AddDays(2)).ToArray());
    }

    [TestMethod]
    public void One_dated_in_the_future_takes_no_place_of_another()
    {
        var now = new DateTime(2026, 3, 17, 1, 0, 0, DateTimeKind.Utc);
        DateTime[] nights = [.. Enumerable.Range(0, 7).Select(night => now.AddDays(-night))];
        var future = now.AddYears(1);

        var kept = KeptBackups.Choose([.. nights, future], Settings, CountyCalendar.Helsinki, now);

        CollectionAssert.AreEquivalent((DateTime[])[.. nights, future], kept.ToArray());
    }

    /// <summary>Slow and obvious: all days up to today have had one; which are the newest of their period?</summary>
    private static HashSet<DateOnly> Expected(DateOnly today)
    {
        var expected = new HashSet<DateOnly>();
        for (var back = 0; back < 7; back++)
            expected.Add(today.AddDays(-back));
        var sunday = today;
        for (var weeks = 0; weeks < 4; weeks++)
        {
            expected.Add(sunday);
            do
                sunday = sunday.AddDays(-1);
            while (sunday.DayOfWeek != DayOfWeek.Sunday);
        }

        var monthEnd = today;
        for (var months = 0; months < 12; months++)
        {
            expected.Add(monthEnd);
            monthEnd = new DateOnly(monthEnd.Year, monthEnd.Month, 1).AddDays(-1);
        }

        return expected;
    }
}
