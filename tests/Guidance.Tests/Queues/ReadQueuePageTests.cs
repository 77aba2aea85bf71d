using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.Guidance.Queues;
using Palveluohjaus.Guidance.Tests.Workbench;
using Palveluohjaus.Guidance.Workbench;

namespace Palveluohjaus.Guidance.Tests.Queues;

[TestClass]
[TestCategory("database")]
public sealed class ReadQueuePageTests : IDisposable
{
    private readonly QueueDesk _queue = new();
    private WorkDesk Desk => _queue.Desk;

    [TestMethod]
    public async Task Overdue_ones_come_first_and_then_the_points_decide()
    {
        var late = Desk.Case(dueAtUtc: Desk.NowUtc.AddMinutes(-1), receivedAtUtc: Desk.NowUtc.AddHours(-1));
        var calm = Desk.Case(receivedAtUtc: Desk.NowUtc.AddDays(-2));
        var (urgent, calmedDown) = (Desk.Case(receivedAtUtc: Desk.NowUtc.AddDays(-1)), Desk.Case(receivedAtUtc: Desk.NowUtc.AddDays(-1)));
        urgent.BeAtLeast(Urgency.Urgent);
        calmedDown.BeAtLeast(Urgency.Immediate).BeAtLeast(Urgency.NotUrgent);
        await Desk.AddAsync(late, calm, urgent, calmedDown);

        var queue = (await _queue.ReadAsync())!;

        CollectionAssert.AreEqual(new[] { late.Id, calmedDown.Id, urgent.Id, calm.Id }, queue.Rows.Rows.Select(row => row.CaseId).ToArray());
        Assert.AreEqual("0 600 250 0", string.Join(' ', queue.Rows.Rows.Select(row => row.Priority.UrgencyTenths)), "The highest of its contacts tells: a less urgent one calms nothing.");
        Assert.AreEqual(new QueueCounts { Open = 4, Late = 1, Soon = 0, Untaken = 4, OldestAtUtc = calm.ReceivedAtUtc }, queue.Counts);
    }

    [TestMethod]
    public async Task A_case_whose_promise_stands_still_tells_since_when_and_which()
    {
        var (paused, free) = (Desk.Case(), Desk.Case());
        var promise = new CaseDeadline
        {
            CaseId = paused.Id, RuleCode = "own-answer", RuleValidFrom = new DateOnly(2026, 1, 1), Target = DeadlineTarget.FirstResponse, Trigger = DeadlineTrigger.Contact, IsStatutory = false, IsPausable = true,
        };
        promise.Set(1, DeadlineUnit.WorkingDays, Desk.NowUtc.AddDays(-1), Desk.NowUtc.AddDays(1), (null, null), null, null);
        await Desk.AddAsync(paused, free);
        await Desk.AddAsync(promise, new DeadlinePause { CaseId = paused.Id, FromUtc = Desk.NowUtc.AddHours(-2), Reason = PauseReason.WaitingForClient, WorkerId = null });

        var rows = (await _queue.ReadAsync())!.Rows.Rows.ToDictionary(row => row.CaseId);

        Assert.AreEqual((null, new StandStill(Desk.NowUtc.AddHours(-2), "own-answer")), (rows[paused.Id].Due, rows[paused.Id].Still));
        Assert.AreEqual((null, null), (rows[free.Id].Due, rows[free.Id].Still));
        Assert.AreEqual(rows[paused.Id].Still, (await Desk.ReadAsync(WorkView.Team)).Rows.Values.SelectMany(group => group).Concat((await Desk.ReadAsync(WorkView.Team)).Received.Rows).First(row => row.CaseId == paused.Id).Still);
    }

    [TestMethod]
    public async Task A_late_call_and_an_unneeded_call_raise_a_case()
    {
        var (called, askedAgain) = (Desk.Case(), Desk.Case());
        await Desk.AddAsync(called, askedAgain);
        await Desk.AddAsync(
            Desk.Contact(called, Desk.NowUtc.AddDays(-1), outcome: ContactOutcome.Callback, promisedAtUtc: Desk.NowUtc.AddHours(-1)),
            Desk.Contact(askedAgain, Desk.NowUtc.AddDays(-1), repeat: RepeatReason.DecisionMissing));

        var rows = (await _queue.ReadAsync())!.Rows.Rows;

        CollectionAssert.AreEqual(new[] { called.Id, askedAgain.Id }, rows.Select(row => row.CaseId).ToArray());
        Assert.AreEqual((100, 60), (rows[0].Priority.CallLateTenths, rows[1].Priority.AskedAgainTenths));
    }

    [TestMethod]
    public async Task Only_ones_own_units_queue_opens_and_only_its_open_own_cases_are_in_it()
    {
        await Desk.AddAsync(
            Desk.Case(unit: Desk.West), Desk.Case().Close(Desk.NowUtc), Desk.Case(isAnonymous: true),
            new GuidanceCase { Source = "receipt", Channel = ContactChannel.Phone, ReceivedAtUtc = Desk.NowUtc }.AssignTo(_queue.East, null));

        Assert.AreEqual(1, (await _queue.ReadAsync())!.Rows.Count);
        foreach (var unitId in (Guid[])[Desk.West.Id, Guid.NewGuid(), Guid.Empty])
            Assert.IsNull(await _queue.ReadAsync(new QueueAsked { UnitId = unitId }));
    }

    [TestMethod]
    public async Task Each_filter_narrows_and_a_count_equals_its_rows_and_who_is_shown_is_audited()
    {
        await Desk.AddAsync(Desk.Case(Desk.Sanna), Desk.Case(Desk.Oskar), Desk.Case(), Desk.Case(client: Desk.Salla, dueAtUtc: Desk.NowUtc.AddDays(-3)));

        foreach (var (asked, count) in ((QueueAsked, int)[])[
            (new QueueAsked { UnitId = _queue.East, Show = QueueShow.Untaken }, 2), (new QueueAsked { UnitId = _queue.East, Show = QueueShow.Mine }, 1),
            (new QueueAsked { UnitId = _queue.East, WorkerId = Desk.Oskar.Id }, 1), (new QueueAsked { UnitId = _queue.East, Theme = NeedReason.Violence }, 0),
            (new QueueAsked { UnitId = _queue.East, Theme = NeedReason.Housing, Due = WorkGroup.Late }, 1), (new QueueAsked { UnitId = _queue.East, Page = 99 }, 4)])
        {
            var rows = (await _queue.ReadAsync(asked))!.Rows;
            Assert.AreEqual(count, rows.Count, asked.Address());
            Assert.HasCount(asked.Page == 1 ? count : 0, rows.Rows);
        }

        var audited = await Desk.AuditAsync();
        Assert.IsTrue(audited.TrueForAll(entry => entry.Reason == AuditReasons.Queue));
        Assert.IsTrue(audited.Exists(entry => entry.ClientId == Desk.Salla.Id && entry.Action == AuditAction.Read));
    }

    [TestMethod]
    public async Task The_pages_of_a_long_queue_hold_every_case_once()
    {
        var cases = Enumerable.Range(0, 120).Select(number => Desk.Case(dueAtUtc: number % 3 == 0 ? Desk.NowUtc.AddDays(number - 60) : null, receivedAtUtc: Desk.NowUtc.AddDays(-(number % 5)))).ToArray();
        await Desk.AddAsync([.. cases]);

        var shown = new List<Guid>();
        for (var page = 1; page <= 3; page++)
            shown.AddRange((await _queue.ReadAsync(new QueueAsked { UnitId = _queue.East, Page = page }))!.Rows.Rows.Select(row => row.CaseId));

        CollectionAssert.AreEquivalent(cases.Select(each => each.Id).ToArray(), shown);
    }

    [TestMethod]
    [DataRow("nonsense", "not an id", "42", "0", "-1")]
    [DataRow(null, null, null, null, null)]
    [DataRow("", "", "", "", "99999999999999")]
    public void An_address_that_cannot_be_read_shows_all(string? show, string? worker, string? theme, string? due, string? page) =>
        Assert.AreEqual(new QueueAsked { UnitId = _queue.East }, QueueAsked.Read(_queue.East, show, worker, theme, due, page));

    [TestMethod]
    public void An_address_says_all_that_is_asked()
    {
        var asked = new QueueAsked { UnitId = _queue.East, Show = QueueShow.Covered, WorkerId = Desk.Sanna.Id, Theme = NeedReason.AcuteCrisis, Due = WorkGroup.Soon, Page = 3 };

        Assert.AreEqual($"/queues/{_queue.East}?show=covered&worker={Desk.Sanna.Id}&theme=AcuteCrisis&due=soon&page=3", asked.Address());
        Assert.AreEqual(asked, QueueAsked.Read(_queue.East, "covered", $"{Desk.Sanna.Id}", "AcuteCrisis", "soon", "3"));
    }

    [TestMethod]
    public async Task The_units_are_listed_with_their_counts_and_an_empty_one_too()
    {
        await Desk.AddAsync(Desk.Case(Desk.Sanna, dueAtUtc: Desk.NowUtc.AddDays(-1)), Desk.Case(dueAtUtc: Desk.NowUtc.AddHours(1)), Desk.Case(unit: Desk.West));
        await using var guidance = Desk.Open();
        var counts = new ReadQueueCounts(guidance, CountyCalendar.Helsinki, Desk.Clock);

        var own = await counts.ReadAsync(Desk.SannaActor, CancellationToken.None);
        var both = await counts.ReadAsync(Desk.SannaActor with { UnitIds = [_queue.East, Desk.West.Id, Guid.NewGuid()] }, CancellationToken.None);

        Assert.AreEqual((1, 2, 1, 1, 1), (own.Count, own[0].Counts.Open, own[0].Counts.Late, own[0].Counts.Soon, own[0].Counts.Untaken));
        Assert.AreEqual((2, 1), (both.Count, both[1].Counts.Open));
        Assert.AreEqual(2, await guidance.AuditEntries.CountAsync());
    }

    public void Dispose() => _queue.Dispose();
}
