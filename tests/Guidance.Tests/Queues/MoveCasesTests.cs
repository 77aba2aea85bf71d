using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Queues;
using Palveluohjaus.Guidance.Tests.Workbench;

namespace Palveluohjaus.Guidance.Tests.Queues;

[TestClass]
[TestCategory("database")]
public sealed class MoveCasesTests : IDisposable
{
    private readonly QueueDesk _queue = new();
    private WorkDesk Desk => _queue.Desk;

    [TestMethod]
    public async Task A_guide_gives_ones_own_case_on_or_back_and_nobody_elses()
    {
        var (own, colleagues, nobodys) = (Desk.Case(Desk.Sanna), Desk.Case(Desk.Oskar), Desk.Case());
        await Desk.AddAsync(own, colleagues, nobodys);

        var result = await _queue.MoveAsync(
            new CasesToMove { UnitId = _queue.East, Chosen = [new(own.Id, Desk.Sanna.Id), new(colleagues.Id, Desk.Oskar.Id), new(nobodys.Id, null)], ToWorkerId = _queue.Liisa.Id, Reason = " Kielitaito \u202e" }, Desk.SannaActor);

        CollectionAssert.AreEqual(
            new[] { new CaseMove(own.Id, MoveOutcome.Moved), new CaseMove(colleagues.Id, MoveOutcome.NotAllowed, "Oskar Wiklund"), new CaseMove(nobodys.Id, MoveOutcome.NotAllowed) },
            ((MoveCasesResult.Done)result).Moves.ToArray());
        var only = (await _queue.HistoryAsync()).Single();
        Assert.AreEqual((own.Id, CaseAssignmentKind.Assigned, Desk.Sanna.Id, _queue.Liisa.Id, "Kielitaito"), (only.CaseId, only.Kind, only.FromWorkerId, only.ToWorkerId, only.Reason));
        var audited = (await Desk.AuditAsync()).Single();
        Assert.AreEqual((AuditReasons.CaseAssigned, (Guid?)own.Id, (Guid?)Desk.Helmi.Id), (audited.Reason, audited.CaseId, audited.ClientId));
        Assert.AreEqual(0, await Desk.QueryAsync(guidance => guidance.CaseEvents.CountAsync()), "It stays with its unit: no handoff.");
    }

    [TestMethod]
    public async Task A_lead_moves_many_and_is_told_exactly_what_became_of_each()
    {
        var (moved, closed, there, another, gone) = (Desk.Case(), Desk.Case().Close(Desk.NowUtc), Desk.Case(Desk.Oskar), Desk.Case(Desk.Sanna), Desk.Case(unit: Desk.West));
        var missing = Guid.NewGuid();
        await Desk.AddAsync(moved, closed, there, another, gone);

        var done = (MoveCasesResult.Done)await _queue.MoveAsync(
            new CasesToMove { UnitId = _queue.East, ToWorkerId = Desk.Oskar.Id, Chosen = [.. new[] { moved, closed, there, another, gone }.Select(each => new SeenCase(each.Id, null)), new(missing, null), new(moved.Id, null)] }, _queue.LiisaActor);

        CollectionAssert.AreEqual(
            new[] { MoveOutcome.Moved, MoveOutcome.ClosedMeanwhile, MoveOutcome.ThereAlready, MoveOutcome.HasAnother, MoveOutcome.NotThere, MoveOutcome.NotThere },
            done.Moves.Select(move => move.Outcome).ToArray());
        Assert.AreEqual("Sanna Koivu", done.Moves[3].WorkerName, "What somebody took meanwhile is not taken from them.");
        Assert.AreEqual((Desk.Oskar.Id, Desk.Sanna.Id), (await _queue.HolderAsync(moved), await _queue.HolderAsync(another)));
    }

    [TestMethod]
    public async Task All_of_one_workers_open_cases_go_to_another_or_back_and_no_others()
    {
        var cases = Enumerable.Range(0, 7).Select(_ => Desk.Case(Desk.Sanna)).ToArray();
        await Desk.AddAsync([.. cases, Desk.Case(Desk.Sanna).Close(Desk.NowUtc), Desk.Case(Desk.Sanna, Desk.West), Desk.Case(Desk.Oskar)]);

        var toOskar = (MoveCasesResult.Done)await _queue.MoveAsync(new CasesToMove { UnitId = _queue.East, AllOfWorkerId = Desk.Sanna.Id, ToWorkerId = Desk.Oskar.Id }, _queue.LiisaActor);
        var back = (MoveCasesResult.Done)await _queue.MoveAsync(new CasesToMove { UnitId = _queue.East, AllOfWorkerId = Desk.Oskar.Id }, _queue.LiisaActor);
        var none = (MoveCasesResult.Done)await _queue.MoveAsync(new CasesToMove { UnitId = _queue.East, AllOfWorkerId = Desk.Oskar.Id }, _queue.LiisaActor);

        Assert.AreEqual((7, 8, 0), (toOskar.Count(MoveOutcome.Moved), back.Count(MoveOutcome.Moved), none.Moves.Count));
        Assert.AreEqual(8, (await _queue.HistoryAsync()).Count(each => each.Kind == CaseAssignmentKind.Released));
    }

    [TestMethod]
    public async Task What_makes_no_sense_moves_nothing_and_is_named()
    {
        var own = Desk.Case(Desk.Sanna);
        await Desk.AddAsync(own);
        var seen = new SeenCase(own.Id, Desk.Sanna.Id);

        foreach (var (toMove, problem) in ((CasesToMove, MoveProblem)[])[
            (new CasesToMove { UnitId = _queue.East }, MoveProblem.NothingChosen),
            (new CasesToMove { UnitId = Guid.NewGuid(), Chosen = [seen] }, MoveProblem.UnitUnknown),
            (new CasesToMove { UnitId = Desk.West.Id, Chosen = [seen] }, MoveProblem.UnitUnknown),
            (new CasesToMove { UnitId = _queue.East, Chosen = [seen], ToWorkerId = Desk.Pekka.Id }, MoveProblem.WorkerUnknown),
            (new CasesToMove { UnitId = _queue.East, Chosen = [seen], ToWorkerId = Guid.Empty }, MoveProblem.WorkerUnknown),
            (new CasesToMove { UnitId = _queue.East, Chosen = [seen], Reason = new string('a', 301) }, MoveProblem.ReasonTooLong),
            (new CasesToMove { UnitId = _queue.East, Chosen = [seen], Reason = "\ud800" }, MoveProblem.ReasonUnreadable),
            (new CasesToMove { UnitId = _queue.East, Chosen = [.. Enumerable.Repeat(seen, 501)] }, MoveProblem.TooMany),
            (new CasesToMove { UnitId = _queue.East, AllOfWorkerId = Desk.Oskar.Id }, MoveProblem.NotAllowed)])
        {
            Assert.AreEqual(new MoveCasesResult.Refused(problem), await _queue.MoveAsync(toMove, Desk.SannaActor));
        }

        Assert.IsEmpty(await _queue.HistoryAsync());
        Assert.IsEmpty(await Desk.AuditAsync());
    }

    [TestMethod]
    public async Task The_history_is_never_rewritten()
    {
        await Desk.AddAsync(Desk.Case(Desk.Sanna));
        await _queue.MoveAsync(new CasesToMove { UnitId = _queue.East, AllOfWorkerId = Desk.Sanna.Id }, Desk.SannaActor);
        await using var guidance = Desk.Open();
        guidance.Remove(await guidance.CaseAssignments.SingleAsync());

        await Assert.ThrowsExactlyAsync<InvalidOperationException>(() => guidance.SaveChangesAsync());
    }

    public void Dispose() => _queue.Dispose();
}
