using System.Globalization;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.Guidance.Workbench;

namespace Palveluohjaus.Guidance.Tests.Workbench;

[TestClass]
public sealed class DueTimeTests
{
    private static readonly CountyCalendar Calendar = CountyCalendar.Helsinki;

    // Local times of the county. A due time at midnight ends the day before.
    [TestMethod]
    [DataRow("2026-03-17 10:42", "2026-03-17 10:42", WorkGroup.Late, 0)]
    [DataRow("2026-03-17 10:42", "2026-03-17 10:43", WorkGroup.Soon, 0)]
    [DataRow("2026-03-17 10:42", "2026-03-17 00:00", WorkGroup.Late, 1)]
    [DataRow("2026-03-17 10:42", "2026-03-18 00:00", WorkGroup.Soon, 0)]
    [DataRow("2026-03-17 10:42", "2026-03-19 00:00", WorkGroup.Soon, -1)]
    [DataRow("2026-03-17 10:42", "2026-03-19 00:01", WorkGroup.Later, -2)]
    [DataRow("2026-03-17 23:59", "2026-03-18 00:00", WorkGroup.Soon, 0)]
    [DataRow("2026-03-18 00:00", "2026-03-18 00:00", WorkGroup.Late, 1)]
    // The night of 29.3.2026 has 23 hours, that of 25.10.2026 has 25.
    [DataRow("2026-03-28 23:30", "2026-03-30 00:00", WorkGroup.Soon, -1)]
    [DataRow("2026-03-29 00:30", "2026-03-31 00:00", WorkGroup.Soon, -1)]
    [DataRow("2026-03-29 00:30", "2026-03-31 00:30", WorkGroup.Later, -2)]
    [DataRow("2026-10-25 23:30", "2026-10-25 00:00", WorkGroup.Late, 1)]
    [DataRow("2026-10-24 23:30", "2026-10-26 00:00", WorkGroup.Soon, -1)]
    [DataRow("2026-10-25 00:30", "2026-10-27 00:01", WorkGroup.Later, -2)]
    public void A_due_time_belongs_to_the_countys_day(string now, string due, WorkGroup group, int daysLate)
    {
        var (nowUtc, dueUtc) = (Utc(now), Utc(due));

        var told = DueTime.Of(dueUtc, nowUtc.AddDays(-10), isStatutory: false, nowUtc, Calendar);

        Assert.AreEqual((group, daysLate), (told.Group, told.DaysLate));
        // What the database is asked says the same.
        var laterFrom = DueTime.LaterFromUtc(nowUtc, Calendar);
        Assert.AreEqual(group, dueUtc <= nowUtc ? WorkGroup.Late : dueUtc <= laterFrom ? WorkGroup.Soon : WorkGroup.Later);
    }

    [TestMethod]
    public void A_law_gives_the_end_of_a_day_and_a_promise_a_time_of_day()
    {
        var received = Utc("2026-03-09 11:15");
        var statutory = DueTime.Of(CountDeadline.Count(received, 3, DeadlineUnit.Months, [], Calendar, WorkingDays.Default).DueAtUtc, received, isStatutory: true, Utc("2026-03-17 10:42"), Calendar);
        var promised = DueTime.Of(Utc("2026-06-09 16:00"), received, isStatutory: false, Utc("2026-03-17 10:42"), Calendar);

        Assert.AreEqual((new DateOnly(2026, 6, 9), true, false), (statutory.LastDay, statutory.IsStatutory, statutory.IsWithinDay));
        Assert.AreEqual((new DateOnly(2026, 6, 9), false, true), (promised.LastDay, promised.IsStatutory, promised.IsWithinDay));
    }

    [TestMethod]
    [DataRow(0, 0.0)]
    [DataRow(5, 0.5)]
    [DataRow(10, 1.0)]
    [DataRow(15, 1.5)]
    public void The_share_used_runs_from_receiving_and_goes_over(int daysGone, double share)
    {
        var received = Utc("2026-01-01 00:00");

        Assert.AreEqual(share, DueTime.Of(received.AddDays(10), received, isStatutory: false, received.AddDays(daysGone), Calendar).UsedShare, 1e-9);
    }

    [TestMethod]
    public void A_due_time_before_receiving_is_all_used() =>
        Assert.AreEqual(1, DueTime.Of(Utc("2026-01-01 00:00"), Utc("2026-01-02 00:00"), isStatutory: false, Utc("2026-01-03 00:00"), Calendar).UsedShare);

    private static DateTime Utc(string local) => Calendar.ToUtc(DateTime.ParseExact(local, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));
}
