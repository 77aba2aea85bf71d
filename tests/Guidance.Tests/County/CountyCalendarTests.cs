using Palveluohjaus.Guidance.County;

namespace Palveluohjaus.Guidance.Tests.County;

[TestClass]
public sealed class CountyCalendarTests
{
    private static readonly CountyCalendar Calendar = CountyCalendar.Helsinki;

    [TestMethod]
    public void The_day_the_clocks_go_forward_has_23_hours()
    {
        var length = Calendar.StartOfDayUtc(new DateOnly(2026, 3, 30)) - Calendar.StartOfDayUtc(new DateOnly(2026, 3, 29));

        Assert.AreEqual(TimeSpan.FromHours(23), length);
    }

    [TestMethod]
    public void The_day_the_clocks_go_back_has_25_hours()
    {
        var length = Calendar.StartOfDayUtc(new DateOnly(2026, 10, 26)) - Calendar.StartOfDayUtc(new DateOnly(2026, 10, 25));

        Assert.AreEqual(TimeSpan.FromHours(25), length);
    }

    [TestMethod]
    public void A_time_skipped_in_spring_moves_forward_by_the_gap()
    {
        var instant = Calendar.ToUtc(new DateTime(2026, 3, 29, 3, 30, 0));

        Assert.AreEqual(new DateTime(2026, 3, 29, 1, 30, 0, DateTimeKind.Utc), instant);
        Assert.AreEqual(new DateTime(2026, 3, 29, 4, 30, 0), Calendar.ToLocal(instant));
    }

    [TestMethod]
    public void A_time_that_happens_twice_in_autumn_means_the_first()
    {
        var instant = Calendar.ToUtc(new DateTime(2026, 10, 25, 3, 30, 0));

        Assert.AreEqual(new DateTime(2026, 10, 25, 0, 30, 0, DateTimeKind.Utc), instant);
    }

    [TestMethod]
    public void The_last_moment_of_a_year_belongs_to_its_last_day()
    {
        Assert.AreEqual(new DateOnly(2026, 12, 31), Calendar.DayOf(new DateTime(2026, 12, 31, 21, 59, 59, DateTimeKind.Utc)));
        Assert.AreEqual(new DateOnly(2027, 1, 1), Calendar.DayOf(new DateTime(2026, 12, 31, 22, 0, 0, DateTimeKind.Utc)));
    }
}
