using System.Globalization;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Workbench;

namespace Palveluohjaus.Guidance.Tests.Workbench;

[TestClass]
public sealed class ReadTodayTests
{
    // Days with 24, 23 and 25 hours.
    [TestMethod]
    [DataRow("2026-03-17", 24)]
    [DataRow("2026-03-29", 23)]
    [DataRow("2026-10-25", 25)]
    public async Task The_day_is_the_countys_from_midnight_to_midnight(string day, int hours)
    {
        var date = DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var (from, to) = (CountyCalendar.Helsinki.StartOfDayUtc(date), CountyCalendar.Helsinki.StartOfDayUtc(date.AddDays(1)));
        using var desk = new WorkDesk(new DateTimeOffset(from.AddHours(10)));
        var guidanceCase = desk.Case(desk.Sanna);
        await desk.AddAsync(guidanceCase);
        await desk.AddAsync(new[] { from.AddTicks(-1), from, from.AddHours(hours / 2), to.AddTicks(-1), to }.Select(object (atUtc) => desk.Contact(guidanceCase, atUtc, desk.Sanna)).ToArray());

        Assert.AreEqual(hours, (to - from).TotalHours);
        Assert.AreEqual((3, 3), ((await desk.ReadAsync()).Today.Contacts, (await desk.ReadTodayAsync(TodayList.Contacts)).Rows.Count));
    }

    [TestMethod]
    public async Task Every_count_is_the_length_of_its_list()
    {
        using var desk = new WorkDesk();
        var guidanceCase = desk.Case(desk.Sanna);
        var others = desk.Case(desk.Pekka, desk.West);
        await desk.AddAsync(guidanceCase, others);
        var now = desk.NowUtc;
        await desk.AddAsync(
            desk.Contact(guidanceCase, now.AddMinutes(-100), desk.Sanna, delayMinutes: 4),
            desk.Contact(guidanceCase, now.AddMinutes(-90), desk.Sanna, repeat: RepeatReason.AskedForStatus, delayMinutes: 9),
            desk.Contact(guidanceCase, now.AddMinutes(-80), desk.Sanna, outcome: ContactOutcome.FirstAssessment, repeat: RepeatReason.NewNeed, delayMinutes: 30),
            desk.Contact(guidanceCase, now.AddMinutes(-70), desk.Oskar, repeat: RepeatReason.WrongPlace),
            desk.Contact(guidanceCase, now.AddMinutes(-60), outcome: null),
            desk.Contact(guidanceCase, now.AddDays(-1), desk.Sanna, outcome: ContactOutcome.Callback, promisedAtUtc: now.AddHours(-1)).SettleCallback(now.AddHours(-2)),
            desk.Contact(guidanceCase, now.AddDays(-1), desk.Sanna, outcome: ContactOutcome.Callback, promisedAtUtc: now.AddHours(-2)).SettleCallback(now.AddHours(-1)),
            desk.Contact(guidanceCase, now.AddDays(-1), desk.Sanna, outcome: ContactOutcome.Callback, promisedAtUtc: now.AddHours(2)),
            desk.Contact(guidanceCase, now.AddDays(-1), desk.Sanna, outcome: ContactOutcome.Callback, promisedAtUtc: now.AddDays(2)),
            desk.Contact(others, now.AddMinutes(-100), desk.Pekka, desk.West, repeat: RepeatReason.UnclearLetter));

        var (mine, team) = ((await desk.ReadAsync()).Today, (await desk.ReadAsync(WorkView.Team)).Today);

        Assert.AreEqual((3, 2, 1, 3, 1, 9), (mine.Contacts, mine.Solved, mine.FailureDemand, mine.CallbacksPromised, mine.CallbacksKept, mine.MedianDelayMinutes));
        Assert.AreEqual((5, 3, 2, 3, 1), (team.Contacts, team.Solved, team.FailureDemand, team.CallbacksPromised, team.CallbacksKept));
        foreach (var (view, counts) in ((WorkView, TodayCounts)[])[(WorkView.Mine, mine), (WorkView.Team, team)])
        {
            Assert.AreEqual(counts.Contacts, await LengthAsync(TodayList.Contacts, view));
            Assert.AreEqual(counts.Solved, await LengthAsync(TodayList.Solved, view));
            Assert.AreEqual(counts.FailureDemand, await LengthAsync(TodayList.FailureDemand, view));
            Assert.AreEqual(counts.CallbacksPromised, await LengthAsync(TodayList.Callbacks, view));
        }

        Assert.AreEqual(4, await LengthAsync(TodayList.Delays, WorkView.Team), "What another system sent was recorded by nobody.");

        async Task<int> LengthAsync(TodayList list, WorkView view)
        {
            var page = await desk.ReadTodayAsync(list, view);
            Assert.AreEqual(page.Count, page.Rows.Count);
            return page.Count;
        }
    }

    [TestMethod]
    public async Task A_long_day_is_read_page_by_page()
    {
        using var desk = new WorkDesk();
        var guidanceCase = desk.Case(desk.Sanna);
        await desk.AddAsync(guidanceCase);
        await desk.AddAsync([.. Enumerable.Range(0, 120).Select(number => desk.Contact(guidanceCase, desk.NowUtc.AddMinutes(-number), desk.Sanna))]);

        var ids = new HashSet<Guid>();
        foreach (var page in (int[])[1, 2, 3, 4])
            ids.UnionWith((await desk.ReadTodayAsync(TodayList.Contacts, page: page)).Rows.Select(contact => contact.Id));

        Assert.HasCount(120, ids);
    }

    [TestMethod]
    public async Task A_day_without_contacts_has_no_median()
    {
        using var desk = new WorkDesk();

        Assert.AreEqual((0, null), ((await desk.ReadAsync()).Today.Contacts, (await desk.ReadAsync()).Today.MedianDelayMinutes));
    }
}
