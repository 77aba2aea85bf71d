using System.Globalization;
using Palveluohjaus.Guidance.County;

namespace Palveluohjaus.Guidance.Tests.County;

[TestClass]
public sealed class CountyTimeTextTests
{
    private static readonly CountyCalendar Helsinki = CountyCalendar.Helsinki;
    private static readonly DateOnly Today = new(2026, 3, 17);

    [TestMethod]
    [DataRow("18.3.", "10.31", "2026-03-18T08:31")]
    [DataRow("18.3", "10:31", "2026-03-18T08:31")]
    [DataRow("ke 18.3.", "1031", "2026-03-18T08:31")]
    [DataRow("ons 18.3", "931", "2026-03-18T07:31")]
    [DataRow("18/3", "9", "2026-03-18T07:00")]
    [DataRow(" 18.3.2026 ", "0.00", "2026-03-17T22:00")]
    [DataRow("2026-03-18", "23:59", "2026-03-18T21:59")]
    [DataRow("1.7.2026", "10.31", "2026-07-01T07:31")]
    public void A_day_and_a_time_are_read_however_they_are_typed(string day, string time, string expectedUtc)
    {
        var read = CountyTimeText.Read(day, time, Today, Helsinki);

        Assert.AreEqual(new TimeTextResult.Instant(Utc(expectedUtc)), read);
    }

    [TestMethod]
    [DataRow("30.2.2026", "10.31", TimeTextProblem.Day)]
    [DataRow("0.3.", "10.31", TimeTextProblem.Day)]
    [DataRow("18.13.", "10.31", TimeTextProblem.Day)]
    [DataRow("", "10.31", TimeTextProblem.Day)]
    [DataRow("huomenna", "10.31", TimeTextProblem.Day)]
    [DataRow("18.3.0000", "10.31", TimeTextProblem.Day)]
    [DataRow("١٨.٣.", "10.31", TimeTextProblem.Day)]
    [DataRow("18.3.", "24.00", TimeTextProblem.Time)]
    [DataRow("18.3.", "10.60", TimeTextProblem.Time)]
    [DataRow("18.3.", "9.5", TimeTextProblem.Time)]
    [DataRow("18.3.", "10.31.15", TimeTextProblem.Time)]
    [DataRow("18.3.", null, TimeTextProblem.Time)]
    [DataRow("29.3.2026", "3.30", TimeTextProblem.Skipped)]
    [DataRow("25.10.2026", "3.30", TimeTextProblem.Twice)]
    public void What_is_no_day_or_time_is_said_to_be_none(string day, string? time, TimeTextProblem expected)
    {
        var read = CountyTimeText.Read(day, time, Today, Helsinki);

        Assert.AreEqual(new TimeTextResult.Unreadable(expected), read);
    }

    [TestMethod]
    [DataRow("3.30A", "2026-10-25T00:30")]
    [DataRow("3.30 b", "2026-10-25T01:30")]
    public void The_doubled_hour_of_autumn_is_told_apart_by_a_letter(string time, string expectedUtc)
    {
        var read = CountyTimeText.Read("25.10.2026", time, Today, Helsinki);

        Assert.AreEqual(new TimeTextResult.Instant(Utc(expectedUtc)), read);
    }

    [TestMethod]
    [DataRow("2026-10-25T00:30", "3.30A")]
    [DataRow("2026-10-25T01:30", "3.30B")]
    [DataRow("2026-10-25T02:30", "4.30")]
    public void The_time_the_page_proposes_can_be_read_back(string utc, string expected)
    {
        var finnish = new CultureInfo("fi-FI", useUserOverride: false) { DateTimeFormat = { ShortTimePattern = "H.mm" } };

        var written = CountyTimeText.WriteTime(Utc(utc), Helsinki, finnish);

        Assert.AreEqual(expected, written);
        Assert.AreEqual(new TimeTextResult.Instant(Utc(utc)), CountyTimeText.Read("25.10.2026", written, Today, Helsinki));
    }

    [TestMethod]
    [DataRow("31.12.", "2026-01-02", "2025-12-31")]
    [DataRow("2.1.", "2025-12-31", "2026-01-02")]
    [DataRow("29.2.", "2027-06-01", "2028-02-29")]
    public void A_day_without_a_year_is_the_nearest_one(string typed, string today, string expected)
    {
        var day = CountyTimeText.ReadDay(typed, DateOnly.Parse(today, CultureInfo.InvariantCulture));

        Assert.AreEqual(DateOnly.Parse(expected, CultureInfo.InvariantCulture), day);
    }

    private static DateTime Utc(string text) =>
        DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
