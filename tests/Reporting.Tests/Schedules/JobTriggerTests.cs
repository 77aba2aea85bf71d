using System.Globalization;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Reporting.Schedules;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Reporting.Tests.Schedules;

[TestClass]
public sealed class JobTriggerTests
{
    // The clocks go forward on 29.3.2026 at 03:00 and back on 25.10.2026 at 04:00.
    [TestMethod]
    [DataRow("score-clients", "2026-03-28T12:00Z", "2026-03-29T00:15Z", "2026-03-29T23:15Z", DisplayName = "Scoring over the night that loses an hour")]
    [DataRow("fit-deadline-forecast", "2026-03-28T12:00Z", "2026-03-29T00:45Z", "2026-03-29T23:45Z", DisplayName = "The forecast over the night that loses an hour")]
    [DataRow("score-clients", "2026-10-24T12:00Z", "2026-10-24T23:15Z", "2026-10-26T00:15Z", DisplayName = "Scoring over the night that gains an hour")]
    [DataRow("fit-deadline-forecast", "2026-10-24T12:00Z", "2026-10-24T23:45Z", "2026-10-26T00:45Z", DisplayName = "The forecast over the night that gains an hour")]
    public void Nightly_jobs_run_once_at_the_countys_time_on_the_nights_that_clocks_change(string job, string from, string first, string second)
    {
        CollectionAssert.AreEqual(new[] { At(first), At(second) }, TimesOf(job, At(from)).Take(2).ToArray());
    }

    [TestMethod]
    [DataRow("2026-03-28T22:00Z", "2026-03-29T04:00Z")]
    [DataRow("2026-10-24T21:00Z", "2026-10-25T04:00Z")]
    public void The_deadline_watch_comes_every_quarter_through_both_changes(string from, string to)
    {
        var times = TimesOf("watch-deadlines", At(from)).TakeWhile(time => time <= At(to)).ToList();

        Assert.AreEqual((int)((At(to) - At(from)).TotalMinutes / 15), times.Count);
        Assert.IsTrue(times.Zip(times.Skip(1)).All(pair => pair.Second - pair.First == TimeSpan.FromMinutes(15)), "a quarter was missed or came twice");
    }

    [TestMethod]
    public void No_shipped_job_of_the_clock_begins_once_a_day_in_the_hour_that_changes()
    {
        foreach (var job in JobCatalogue.Shipped.Where(job => job.When is JobTrigger.Cron && TimesOf(job.Name, At("2026-01-01T00:00Z")).Take(2).ToArray() is [var first, var second] && second - first > TimeSpan.FromHours(1)))
        {
            Assert.IsTrue(
                TimesOf(job.Name, At("2026-01-01T00:00Z")).Take(10).All(time => CountyCalendar.Helsinki.ToLocal(time.UtcDateTime).Hour != 3),
                job.Name);
        }
    }

    private static IEnumerable<DateTimeOffset> TimesOf(string job, DateTimeOffset from)
    {
        var trigger = JobCatalogue.Shipped.Single(each => each.Name == job).When.Build(job, new ManualClock(from), CountyCalendar.Helsinki.Zone);
        for (var time = trigger.GetFireTimeAfter(from); time is { } at; time = trigger.GetFireTimeAfter(at))
            yield return at.ToUniversalTime();
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
