using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.Guidance.Handoffs;

namespace Palveluohjaus.Guidance.Tests.Handoffs;

[TestClass]
[TestCategory("database")]
public sealed class ReadHandoffsTests : IDisposable
{
    private readonly HandoffDesk _desk = new();

    private Actor Sanna => _desk.Work.SannaActor;
    private Actor Pekka => _desk.Work.PekkaActor;

    public void Dispose() => _desk.Dispose();

    [TestMethod]
    public async Task An_offer_is_on_the_lists_of_both_units_and_the_counts_agree()
    {
        var offered = await _desk.AddCaseAsync();
        var handoffId = await _desk.OfferedAsync(HandoffDesk.To(offered, _desk.Work.West), Sanna);

        Assert.AreEqual((0, 1, 0, 0), await ShownAsync(Sanna));
        Assert.AreEqual((1, 0, 0, 0), await ShownAsync(Pekka));
        Assert.AreEqual((0, 0, 0, 0), await ShownAsync(_desk.MaijaActor));

        await _desk.DeclineAsync(handoffId, Pekka);
        Assert.AreEqual((0, 0, 1, 0), await ShownAsync(Sanna));
        Assert.AreEqual((0, 0, 0, 0), await ShownAsync(Pekka));

        Assert.IsInstanceOfType<AnswerHandoffResult.Done>(await _desk.ActAsync(answer => answer.KeepAsync(handoffId, Sanna, CancellationToken.None)));
        Assert.AreEqual((0, 0, 0, 0), await ShownAsync(Sanna));

        var second = await _desk.OfferedAsync(HandoffDesk.To(offered, _desk.Work.West), Sanna);
        await _desk.AcceptAsync(second, Pekka);
        Assert.AreEqual((0, 0, 0, 1), await ShownAsync(Pekka));
        Assert.IsInstanceOfType<AnswerHandoffResult.Done>(await _desk.ActAsync(answer => answer.FinishAsync(second, Pekka, CancellationToken.None)));
        Assert.AreEqual((0, 0, 0, 0), await ShownAsync(Pekka));
    }

    [TestMethod]
    public async Task Everyone_on_a_list_is_audited_as_read()
    {
        var offered = await _desk.AddCaseAsync();
        await _desk.OfferedAsync(HandoffDesk.To(offered, _desk.Work.West), Sanna);

        await ShownAsync(Pekka);

        Assert.AreEqual(1, (await _desk.Work.AuditAsync()).Count(entry => entry.Action == AuditAction.Read && entry.ClientId == _desk.Work.Helmi.Id && entry.Reason == AuditReasons.HandoffsListed));
    }

    [TestMethod]
    public async Task Each_open_units_load_and_typical_wait_are_told_before_offering()
    {
        var offered = await _desk.AddCaseAsync();
        await _desk.Work.AddAsync(
            _desk.Work.Case(_desk.Work.Pekka, _desk.Work.West, dueAtUtc: _desk.NowUtc.AddHours(-1)),
            _desk.Work.Case(unit: _desk.Work.West, dueAtUtc: _desk.NowUtc.AddHours(1)),
            _desk.Work.Case(unit: _desk.Work.West).Close(_desk.NowUtc));
        foreach (var days in (int[])[1, 2, 3, 4, 20])
            await ArrivedAsync(days);
        Assert.IsNull((await LoadAsync(offered, _desk.HomeCare.Id)).MedianWaitDays, "Of none there is no median.");

        var west = await LoadAsync(offered, _desk.Work.West.Id);

        Assert.AreEqual((2, 1, 1, 5, 3.0, 0), (west.OpenCount - 5, west.OverdueCount, west.UntakenCount - 5, west.WaitCount, west.MedianWaitDays, west.TimesHere));
        var found = await ReadAsync(offered, Sanna);
        CollectionAssert.AreEquivalent(new[] { _desk.Work.West.Id, _desk.HomeCare.Id }, found!.Choices.Select(load => load.Unit.Id).ToList(), "Neither its own unit nor a closed one.");
    }

    [TestMethod]
    public async Task Four_handoffs_are_too_few_to_tell_a_wait_from()
    {
        var offered = await _desk.AddCaseAsync();
        foreach (var days in (int[])[1, 2, 3, 4])
            await ArrivedAsync(days);

        var west = await LoadAsync(offered, _desk.Work.West.Id);

        Assert.AreEqual((4, null), (west.WaitCount, west.MedianWaitDays));
    }

    [TestMethod]
    public async Task Another_units_case_is_not_shown()
    {
        var offered = await _desk.AddCaseAsync();

        Assert.IsNull(await ReadAsync(offered, Pekka));
        Assert.IsEmpty(await _desk.Work.AuditAsync());
    }

    /// <summary>A case came to the western unit a month ago, and was looked at this many days later.</summary>
    private async Task ArrivedAsync(int days)
    {
        var arrived = _desk.Work.Case(unit: _desk.Work.West);
        var atUtc = _desk.NowUtc.AddDays(-30);
        await _desk.Work.AddAsync(
            arrived,
            HandoffDesk.Event(arrived.Id, CaseEventKind.HandedOff, _desk.Work.West.Id, atUtc),
            HandoffDesk.Event(arrived.Id, CaseEventKind.FollowedUp, _desk.Work.West.Id, atUtc.AddDays(days)));
    }

    private async Task<(int Waiting, int Sent, int Declined, int Accepted)> ShownAsync(Actor actor)
    {
        await using var guidance = _desk.Work.Open();
        var read = new ReadHandoffs(guidance, DeadlineBook.Shipped, CountyCalendar.Helsinki, _desk.Work.Clock);
        var counts = await read.CountAsync(actor, CancellationToken.None);
        var lists = await read.ReadListsAsync(actor, CancellationToken.None);
        Assert.AreEqual(counts, new HandoffCounts(lists.Waiting.Count, lists.Declined.Count, 0));
        foreach (var list in new[] { lists.Waiting, lists.Sent, lists.Declined, lists.Accepted })
            Assert.HasCount(list.Count, list.Rows);
        return (lists.Waiting.Count, lists.Sent.Count, lists.Declined.Count, lists.Accepted.Count);
    }

    private async Task<CaseToOffer?> ReadAsync(GuidanceCase offered, Actor actor)
    {
        await using var guidance = _desk.Work.Open();
        return await new ReadHandoffs(guidance, DeadlineBook.Shipped, CountyCalendar.Helsinki, _desk.Work.Clock).ReadCaseAsync(offered.Id, actor, CancellationToken.None);
    }

    private async Task<UnitLoad> LoadAsync(GuidanceCase offered, Guid unitId) => (await ReadAsync(offered, Sanna))!.Choices.Single(load => load.Unit.Id == unitId);
}
