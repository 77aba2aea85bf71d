using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.Guidance.Queues;
using Palveluohjaus.Guidance.Tests.Workbench;

namespace Palveluohjaus.Guidance.Tests.Queues;

[TestClass]
[TestCategory("database")]
public sealed class AbsenceTests : IDisposable
{
    private readonly QueueDesk _queue = new();
    private WorkDesk Desk => _queue.Desk;

    [TestMethod]
    public async Task The_cover_sees_the_cases_and_may_take_one_over_and_nothing_moves_by_itself()
    {
        var (first, second) = (Desk.Case(Desk.Sanna), Desk.Case(Desk.Sanna));
        await Desk.AddAsync(first, second);
        Assert.IsInstanceOfType<TakeCaseResult.TakenBy>(await Desk.TakeAsync(first.Id, Desk.OskarActor));

        Assert.IsInstanceOfType<AbsenceResult.Saved>(await _queue.AbsentAsync(Desk.Sanna, 0, 2, Desk.Oskar));

        var covered = await CoveredAsync();
        Assert.AreEqual((1, "Sanna Koivu", 2), (covered.Count, covered[0].WorkerName, covered[0].Rows.Count));
        Assert.AreEqual(2, (await _queue.ReadAsync(new QueueAsked { UnitId = _queue.East, Show = QueueShow.Covered }, Desk.OskarActor))!.Rows.Count);
        Assert.AreEqual(Desk.Sanna.Id, await _queue.HolderAsync(second));
        Assert.IsInstanceOfType<TakeCaseResult.TakenBy>(await Desk.TakeAsync(first.Id, _queue.LiisaActor), "Another covers.");
        Assert.IsInstanceOfType<TakeCaseResult.Taken>(await Desk.TakeAsync(first.Id, Desk.OskarActor));
        Assert.AreEqual((Desk.Sanna.Id, Desk.Oskar.Id), ((await _queue.HistoryAsync())[0].FromWorkerId, (await _queue.HistoryAsync())[0].ToWorkerId));

        Desk.Clock.Advance(TimeSpan.FromDays(3));
        Assert.IsEmpty(await CoveredAsync(), "It ends by itself.");
        Assert.IsInstanceOfType<TakeCaseResult.TakenBy>(await Desk.TakeAsync(second.Id, Desk.OskarActor));
    }

    [TestMethod]
    public async Task Covered_by_the_queue_anyone_of_the_unit_may_take_and_nobody_else()
    {
        var own = Desk.Case(Desk.Sanna);
        await Desk.AddAsync(own);
        await _queue.AbsentAsync(Desk.Sanna, -1, 0, cover: null);

        Assert.IsInstanceOfType<TakeCaseResult.NotThere>(await Desk.TakeAsync(own.Id, Desk.PekkaActor));
        Assert.IsInstanceOfType<TakeCaseResult.Taken>(await Desk.TakeAsync(own.Id, _queue.LiisaActor));
    }

    [TestMethod]
    public async Task Overlaps_circles_and_self_cover_are_refused_and_named()
    {
        Assert.IsInstanceOfType<AbsenceResult.Saved>(await _queue.AbsentAsync(Desk.Sanna, 1, 5, Desk.Oskar));

        foreach (var (result, kind) in ((AbsenceResult, AbsenceProblemKind)[])[
            (await _queue.AbsentAsync(Desk.Sanna, 5, 9, null), AbsenceProblemKind.Overlaps),
            (await _queue.AbsentAsync(Desk.Oskar, 3, 3, null), AbsenceProblemKind.CoversAnother),
            (await _queue.AbsentAsync(_queue.Liisa, 2, 2, Desk.Sanna), AbsenceProblemKind.CoverIsAway),
            (await _queue.AbsentAsync(_queue.Liisa, 2, 2, _queue.Liisa), AbsenceProblemKind.SelfCover),
            (await _queue.AbsentAsync(_queue.Liisa, 2, 2, Desk.Pekka), AbsenceProblemKind.CoverUnknown),
            (await _queue.AbsentAsync(Desk.Pekka, 2, 2, null), AbsenceProblemKind.WorkerUnknown),
            (await _queue.AbsentAsync(_queue.Liisa, 3, 2, null), AbsenceProblemKind.EndsBeforeStart),
            (await _queue.AbsentAsync(_queue.Liisa, -3, -1, null), AbsenceProblemKind.IsOver),
            (await _queue.AbsentAsync(_queue.Liisa, 0, 366, null), AbsenceProblemKind.TooLong),
            (await _queue.AbsentAsync(_queue.Liisa, 8, 9, null, Desk.SannaActor), AbsenceProblemKind.NotAllowed),
            (await _queue.AbsentAsync(_queue.Liisa, 8, 9, null, Desk.PekkaActor), AbsenceProblemKind.UnitUnknown)])
        {
            var problems = ((AbsenceResult.Refused)result).Problems;
            Assert.AreEqual((1, kind), (problems.Count, problems[0].Kind));
        }

        Assert.IsInstanceOfType<AbsenceResult.Saved>(await _queue.AbsentAsync(Desk.Sanna, 6, 9, null, Desk.SannaActor), "One's own, from the day after.");
    }

    [TestMethod]
    public async Task Called_off_it_holds_no_more_and_only_ones_own_or_a_leads_may()
    {
        var saved = (AbsenceResult.Saved)await _queue.AbsentAsync(Desk.Sanna, 0, 5, Desk.Oskar);
        await using var guidance = Desk.Open();
        var absences = _queue.Absences(guidance);

        Assert.IsFalse(await absences.CancelAsync(_queue.East, saved.AbsenceId, Desk.OskarActor, CancellationToken.None));
        Assert.IsFalse(await absences.CancelAsync(Desk.West.Id, saved.AbsenceId, Desk.PekkaActor, CancellationToken.None));
        Assert.IsFalse(await absences.CancelAsync(_queue.East, Guid.NewGuid(), Desk.SannaActor, CancellationToken.None));
        Assert.IsTrue(await absences.CancelAsync(_queue.East, saved.AbsenceId, Desk.SannaActor, CancellationToken.None));
        Assert.IsTrue(await absences.CancelAsync(_queue.East, saved.AbsenceId, Desk.SannaActor, CancellationToken.None), "Sent twice, it is called off once.");

        Assert.IsEmpty(await CoveredAsync());
        Assert.IsInstanceOfType<AbsenceResult.Saved>(await _queue.AbsentAsync(Desk.Sanna, 0, 5, null));
    }

    [TestMethod]
    public async Task Two_on_duty_together_only_when_said_and_never_three_nor_one_who_is_away()
    {
        await _queue.AbsentAsync(Desk.Oskar, 2, 2, null);

        Assert.IsNull(await _queue.PlanAsync(Desk.Sanna, 0, halves: DutyHalf.Morning));
        Assert.AreEqual(DutyProblemKind.IsOnDuty, await _queue.PlanAsync(Desk.Sanna, 0));
        Assert.AreEqual(DutyProblemKind.HasAnother, await _queue.PlanAsync(Desk.Oskar, 0));
        Assert.IsNull(await _queue.PlanAsync(Desk.Oskar, 0, allowsTwo: true));
        Assert.AreEqual(DutyProblemKind.Full, await _queue.PlanAsync(_queue.Liisa, 0, allowsTwo: true));
        Assert.AreEqual(DutyProblemKind.IsAway, await _queue.PlanAsync(Desk.Oskar, 2));
        Assert.AreEqual(DutyProblemKind.WorkerUnknown, await _queue.PlanAsync(Desk.Pekka, 1));
        Assert.AreEqual(DutyProblemKind.DayNotAhead, await _queue.PlanAsync(Desk.Sanna, -1));
        Assert.AreEqual(DutyProblemKind.DayNotAhead, await _queue.PlanAsync(Desk.Sanna, 367));
        Assert.AreEqual(DutyProblemKind.NotAllowed, await _queue.PlanAsync(Desk.Sanna, 1, actor: Desk.SannaActor));
        Assert.AreEqual(DutyProblemKind.UnitUnknown, await _queue.PlanAsync(Desk.Sanna, 1, actor: Desk.PekkaActor));

        await using var guidance = Desk.Open();
        var turns = await new KeepDutyRota(guidance, new UnitStaff(guidance), CountyCalendar.Helsinki, Desk.Clock).ReadAsync(_queue.East, _queue.Today, 7, CancellationToken.None);
        CollectionAssert.AreEqual(
            new[] { (DutyHalf.Morning, 0, Desk.Sanna.Id), (DutyHalf.Morning, 1, Desk.Oskar.Id), (DutyHalf.Afternoon, 0, Desk.Oskar.Id) },
            turns.Select(turn => (turn.Half, turn.Place, turn.WorkerId)).ToArray());
    }

    public void Dispose() => _queue.Dispose();

    private async Task<IReadOnlyList<CoveredWork>> CoveredAsync()
    {
        await using var guidance = Desk.Open();
        return await new ReadCovered(guidance, DeadlineBook.Shipped, CountyCalendar.Helsinki, Desk.Clock).ReadAsync(Desk.OskarActor, CancellationToken.None);
    }
}
