using System.Globalization;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Deadlines;

namespace Palveluohjaus.Guidance.Tests.Deadlines;

/// <summary>Local times of the county.</summary>
[TestClass]
public sealed class DeadlineShareTests
{
    private static readonly CountyCalendar Calendar = CountyCalendar.Helsinki;

    [TestMethod]
    // Ten elapsed days.
    [DataRow(DeadlineUnit.CalendarDays, "2026-03-02 00:00", "2026-03-12 00:00", "2026-03-07 00:00", "2026-03-10 00:00")]
    // Three working days from Friday noon: half of Friday, then Monday to Wednesday. The weekend uses nothing.
    [DataRow(DeadlineUnit.WorkingDays, "2026-03-13 12:00", "2026-03-19 00:00", "2026-03-17 06:00", "2026-03-18 07:12")]
    // Three working days over Easter (3.–6.4.2026): half of Thursday, then Tuesday to Thursday.
    [DataRow(DeadlineUnit.WorkingDays, "2026-04-02 12:00", "2026-04-10 00:00", "2026-04-08 06:00", "2026-04-09 07:12")]
    // Told on a Sunday: nothing is used before Monday.
    [DataRow(DeadlineUnit.WorkingDays, "2026-03-15 12:00", "2026-03-18 00:00", "2026-03-17 00:00", "2026-03-17 14:24")]
    // The night of 29.3.2026 has 23 hours of 48, that of 25.10.2026 25: elapsed hours count.
    [DataRow(DeadlineUnit.Hours, "2026-03-28 12:00", "2026-03-29 13:00", "2026-03-29 00:00", "2026-03-29 08:12")]
    [DataRow(DeadlineUnit.CalendarDays, "2026-10-25 00:00", "2026-10-26 00:00", "2026-10-25 11:30", "2026-10-25 19:00")]
    public void Levels_come_when_the_rules_own_time_is_used(DeadlineUnit unit, string from, string due, string half, string most)
    {
        var share = Of(unit, from, due);

        Assert.AreEqual(Utc(half), share.MomentOf(0.5));
        Assert.AreEqual(Utc(most), share.MomentOf(0.8));
        Assert.AreEqual(0.5, share.UsedAt(Utc(half)), 1e-9);
        Assert.AreEqual(0.8, share.UsedAt(Utc(most)), 1e-9);
        Assert.AreEqual(1, share.UsedAt(Utc(due)), 1e-9);
        Assert.AreEqual(0, share.UsedAt(Utc(from)));
        Assert.AreEqual(0, share.UsedAt(Utc(from).AddDays(-3)));
        Assert.IsGreaterThan(1, share.UsedAt(Utc(due).AddHours(1)));
    }

    [TestMethod]
    public void A_pause_uses_nothing()
    {
        // Ten days, of which two stood still: the end has moved by two.
        var share = Of(DeadlineUnit.CalendarDays, "2026-03-02 00:00", "2026-03-14 00:00", ("2026-03-04 00:00", "2026-03-06 00:00"));

        Assert.AreEqual(0.2, share.UsedAt(Utc("2026-03-04 00:00")), 1e-9);
        Assert.AreEqual(0.2, share.UsedAt(Utc("2026-03-05 12:00")), 1e-9);
        Assert.AreEqual(Utc("2026-03-09 00:00"), share.MomentOf(0.5));
        Assert.AreEqual(Utc("2026-03-12 00:00"), share.MomentOf(0.8));
    }

    [TestMethod]
    public void A_pause_over_a_weekend_takes_no_more_than_the_working_days_in_it()
    {
        var share = Of(DeadlineUnit.WorkingDays, "2026-03-12 00:00", "2026-03-18 00:00", ("2026-03-13 00:00", "2026-03-16 00:00"));

        Assert.AreEqual(1 / 3d, share.UsedAt(Utc("2026-03-15 00:00")), 1e-9, "Thursday of Thursday, Monday and Tuesday.");
        Assert.AreEqual(Utc("2026-03-16 12:00"), share.MomentOf(0.5));
    }

    [TestMethod]
    [DataRow("2026-03-10 10:00", "2026-03-10 10:00")]
    [DataRow("2026-03-10 10:00", "2026-03-09 10:00")]
    public void One_due_at_once_or_before_it_began_has_no_middle(string from, string due)
    {
        var share = Of(DeadlineUnit.Hours, from, due);

        Assert.AreEqual(Utc(due), share.MomentOf(0.5));
        Assert.AreEqual((0d, 1d), (share.UsedAt(Utc(due).AddTicks(-1)), share.UsedAt(Utc(due))));
        Assert.AreEqual(WarningLevel.Passed, WarningLevels.At(share.MomentOf(0.5), share.MomentOf(0.8), Utc(due), Utc(due)));
        Assert.AreEqual(WarningLevel.None, WarningLevels.At(share.MomentOf(0.5), share.MomentOf(0.8), Utc(due), Utc(due).AddTicks(-1)));
    }

    [TestMethod]
    public void The_moment_is_the_first_instant_of_its_share_whatever_the_deadline()
    {
        var random = new Random(20260317);
        for (var round = 0; round < 500; round++)
        {
            var unit = (DeadlineUnit)random.Next(0, 4);
            var from = Utc("2026-01-01 00:00").AddMinutes(random.Next(0, 500_000));
            var pause = from.AddMinutes(random.Next(0, 5_000));
            (DateTime FromUtc, DateTime UntilUtc)[] pauses = random.Next(3) == 0 ? [(pause, pause.AddMinutes(random.Next(1, 20_000)))] : [];
            var counted = CountDeadline.Count(from, random.Next(0, 12), unit, pauses, Calendar, WorkingDays.Default);
            var share = DeadlineShare.Of(from, counted.DueAtUtc, unit, pauses, Calendar, WorkingDays.Default);
            var wanted = random.Next(1, 100) / 100d;

            var moment = share.MomentOf(wanted);

            var which = $"round {round}: {unit} from {from:O} due {counted.DueAtUtc:O}, {wanted}";
            Assert.IsLessThanOrEqualTo(counted.DueAtUtc, moment, which);
            if (counted.DueAtUtc > from)
            {
                Assert.IsGreaterThanOrEqualTo(wanted - 1e-9, share.UsedAt(moment), which);
                Assert.IsLessThan(wanted, share.UsedAt(moment.AddSeconds(-1)), which);
            }
        }
    }

    private static DeadlineShare Of(DeadlineUnit unit, string from, string due, params (string From, string Until)[] pauses) =>
        DeadlineShare.Of(Utc(from), Utc(due), unit, [.. pauses.Select(pause => (Utc(pause.From), Utc(pause.Until)))], Calendar, WorkingDays.Default);

    private static DateTime Utc(string local) => TimeZoneInfo.ConvertTimeToUtc(DateTime.ParseExact(local, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), Calendar.Zone);
}
