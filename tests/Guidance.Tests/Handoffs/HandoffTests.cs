using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Handoffs;
using Palveluohjaus.Guidance.Teams;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Guidance.Tests.Handoffs;

[TestClass]
[TestCategory("database")]
public sealed class HandoffTests : IDisposable
{
    private readonly HandoffDesk _desk = new();

    private Actor Sanna => _desk.Work.SannaActor;
    private Actor Pekka => _desk.Work.PekkaActor;

    public void Dispose() => _desk.Dispose();

    [TestMethod]
    public async Task A_case_stays_with_the_unit_that_offers_it_until_the_other_one_accepts_and_no_clock_starts_again()
    {
        var offered = await _desk.AddCaseAsync();

        var handoffId = await _desk.OfferedAsync(HandoffDesk.To(offered, _desk.Work.West), Sanna);
        var waiting = await _desk.CaseAsync(offered.Id);
        Assert.AreEqual((_desk.Work.East.Id, _desk.Work.Sanna.Id), (waiting.ResponsibleUnitId, waiting.ResponsibleWorkerId));

        _desk.Work.Clock.Advance(TimeSpan.FromDays(2));
        Assert.AreEqual(new AnswerHandoffResult.Done(offered.Id), await _desk.AcceptAsync(handoffId, Pekka));

        var accepted = await _desk.CaseAsync(offered.Id);
        Assert.AreEqual((_desk.Work.West.Id, null), (accepted.ResponsibleUnitId, accepted.ResponsibleWorkerId));
        Assert.AreEqual((offered.ReceivedAtUtc, offered.DueAtUtc), (accepted.ReceivedAtUtc, accepted.DueAtUtc));
        CollectionAssert.AreEqual(
            new[] { (CaseEventKind.ContactLogged, (Guid?)_desk.Work.East.Id), (CaseEventKind.HandoffOffered, _desk.Work.East.Id), (CaseEventKind.HandedOff, _desk.Work.West.Id) },
            (await _desk.EventsAsync(offered.Id)).ConvertAll(happened => (happened.Kind, happened.UnitId)));
        CollectionAssert.AreEqual(
            new[] { (AuditAction.Create, AuditReasons.HandoffOffered), (AuditAction.Update, AuditReasons.HandoffAccepted) },
            (await _desk.Work.AuditAsync()).ConvertAll(entry => (entry.Action, entry.Reason!)));
    }

    [TestMethod]
    public async Task A_declined_offer_leaves_the_case_where_it_was_and_another_may_follow()
    {
        var offered = await _desk.AddCaseAsync();
        var first = await _desk.OfferedAsync(HandoffDesk.To(offered, _desk.Work.West), Sanna);

        Assert.AreEqual(new AnswerHandoffResult.Refused(HandoffProblem.DeclineReasonMissing, offered.Id), await _desk.DeclineAsync(first, Pekka, reason: null));
        Assert.AreEqual(new AnswerHandoffResult.Refused(HandoffProblem.DeclineReasonTextMissing, offered.Id), await _desk.DeclineAsync(first, Pekka, DeclineReason.Other, " "));
        Assert.AreEqual(new AnswerHandoffResult.Done(offered.Id), await _desk.DeclineAsync(first, Pekka, DeclineReason.Other, " Not our area "));

        Assert.AreEqual(_desk.Work.East.Id, (await _desk.CaseAsync(offered.Id)).ResponsibleUnitId);
        var declined = await _desk.HandoffAsync(first);
        Assert.AreEqual((HandoffState.Declined, "Not our area", null), (declined.State, declined.DeclineReason, declined.DeclineSeenAtUtc));
        await _desk.OfferedAsync(HandoffDesk.To(offered, _desk.HomeCare), Sanna);
        Assert.IsNotNull((await _desk.HandoffAsync(first)).DeclineSeenAtUtc, "Offered elsewhere, it calls for nothing more.");
        CollectionAssert.AreEqual(
            new[] { CaseEventKind.ContactLogged, CaseEventKind.HandoffOffered, CaseEventKind.HandoffDeclined, CaseEventKind.HandoffOffered },
            (await _desk.EventsAsync(offered.Id)).ConvertAll(happened => happened.Kind));
    }

    [TestMethod]
    public async Task A_withdrawn_offer_is_not_accepted_and_the_late_one_is_told_who_withdrew_it()
    {
        var offered = await _desk.AddCaseAsync();
        var handoffId = await _desk.OfferedAsync(HandoffDesk.To(offered, _desk.Work.West), Sanna);

        Assert.AreEqual(new AnswerHandoffResult.Done(offered.Id), await _desk.WithdrawAsync(handoffId, _desk.Work.OskarActor));

        Assert.AreEqual(new AnswerHandoffResult.Told(HandoffState.Withdrawn, "Oskar Wiklund", _desk.NowUtc, offered.Id), await _desk.AcceptAsync(handoffId, Pekka));
        Assert.AreEqual(_desk.Work.East.Id, (await _desk.CaseAsync(offered.Id)).ResponsibleUnitId);
    }

    [TestMethod]
    public async Task Wrong_offers_are_named_and_nothing_is_stored()
    {
        var offered = await _desk.AddCaseAsync();
        var to = HandoffDesk.To(offered, _desk.Work.West);
        var imported = new Unit { Source = "receipt", Code = "G1", NameFi = "G1", NameSv = "G1", NameEn = "G1" };
        await _desk.Work.AddAsync(imported);

        await RefusesAsync(to with { ToUnitId = null }, HandoffProblem.UnitMissing);
        await RefusesAsync(to with { ToUnitId = Guid.NewGuid() }, HandoffProblem.UnitUnknown);
        await RefusesAsync(to with { ToUnitId = imported.Id }, HandoffProblem.UnitUnknown);
        await RefusesAsync(to with { ToUnitId = _desk.Closed.Id }, HandoffProblem.UnitClosed);
        await RefusesAsync(to with { ToUnitId = _desk.Work.East.Id }, HandoffProblem.SameUnit);
        await RefusesAsync(to with { ReasonKind = null }, HandoffProblem.ReasonMissing);
        await RefusesAsync(to with { ReasonKind = HandoffReason.AtContact }, HandoffProblem.ReasonMissing);
        await RefusesAsync(to with { ReasonKind = HandoffReason.Other, Reason = "  " }, HandoffProblem.ReasonTextMissing);
        await RefusesAsync(to with { Reason = new string('x', Handoff.TextMaxLength + 1) }, HandoffProblem.TextTooLong);
        await RefusesAsync(to with { ToUnitId = null, ReasonKind = null }, HandoffProblem.UnitMissing, HandoffProblem.ReasonMissing);

        Assert.AreEqual(0, await _desk.Work.QueryAsync(guidance => guidance.Handoffs.CountAsync()));
        Assert.IsEmpty(await _desk.Work.AuditAsync());
    }

    [TestMethod]
    public async Task A_case_of_another_unit_an_imported_one_and_one_that_never_was_are_equally_unknown()
    {
        var offered = await _desk.AddCaseAsync();
        var imported = new GuidanceCase { Source = "receipt", Channel = ContactChannel.Phone, ReceivedAtUtc = _desk.NowUtc }.AssignTo(_desk.Work.East.Id, null);
        await _desk.Work.AddAsync(imported);

        Assert.IsInstanceOfType<OfferHandoffResult.NotThere>(await _desk.OfferAsync(HandoffDesk.To(offered, _desk.HomeCare), Pekka));
        Assert.IsInstanceOfType<OfferHandoffResult.NotThere>(await _desk.OfferAsync(HandoffDesk.To(imported, _desk.Work.West), Sanna));
        Assert.IsInstanceOfType<OfferHandoffResult.NotThere>(await _desk.OfferAsync(HandoffDesk.To(offered, _desk.Work.West) with { CaseId = Guid.NewGuid() }, Sanna));
    }

    [TestMethod]
    public async Task An_offer_is_answered_by_the_unit_it_was_made_to_and_withdrawn_by_the_one_that_made_it()
    {
        var offered = await _desk.AddCaseAsync();
        var handoffId = await _desk.OfferedAsync(HandoffDesk.To(offered, _desk.Work.West), Sanna);

        foreach (var result in (AnswerHandoffResult[])[await _desk.AcceptAsync(handoffId, Sanna), await _desk.DeclineAsync(handoffId, _desk.MaijaActor), await _desk.WithdrawAsync(handoffId, Pekka), await _desk.AcceptAsync(Guid.NewGuid(), Pekka)])
            Assert.IsInstanceOfType<AnswerHandoffResult.NotThere>(result);
    }

    [TestMethod]
    public async Task A_case_is_offered_to_one_unit_at_a_time_and_the_same_offer_sent_twice_is_one()
    {
        var offered = await _desk.AddCaseAsync();
        var handoffId = await _desk.OfferedAsync(HandoffDesk.To(offered, _desk.Work.West), Sanna);

        Assert.AreEqual(handoffId, await _desk.OfferedAsync(HandoffDesk.To(offered, _desk.Work.West), Sanna));
        await RefusesAsync(HandoffDesk.To(offered, _desk.HomeCare), HandoffProblem.OfferOpen);
        Assert.AreEqual(1, await _desk.Work.QueryAsync(guidance => guidance.Handoffs.CountAsync()));
    }

    [TestMethod]
    public async Task A_closed_case_is_neither_offered_nor_accepted()
    {
        var offered = await _desk.AddCaseAsync();
        var handoffId = await _desk.OfferedAsync(HandoffDesk.To(offered, _desk.Work.West), Sanna);
        await using (var guidance = _desk.Work.Open())
        {
            (await guidance.Cases.SingleAsync(each => each.Id == offered.Id)).Close(_desk.NowUtc);
            await guidance.SaveChangesAsync();
        }

        Assert.AreEqual(new AnswerHandoffResult.Refused(HandoffProblem.CaseClosed, offered.Id), await _desk.AcceptAsync(handoffId, Pekka));
        await RefusesAsync(HandoffDesk.To(offered, _desk.HomeCare), HandoffProblem.CaseClosed);
    }

    [TestMethod]
    public async Task An_offer_to_a_unit_that_closed_meanwhile_is_declined_or_withdrawn_but_not_accepted()
    {
        var offered = await _desk.AddCaseAsync();
        var handoffId = await _desk.OfferedAsync(HandoffDesk.To(offered, _desk.HomeCare), Sanna);
        await _desk.Work.QueryAsync(guidance => guidance.Units.Where(unit => unit.Id == _desk.HomeCare.Id).ExecuteUpdateAsync(set => set.SetProperty(unit => unit.ClosedOn, new DateOnly(2026, 3, 17))));

        Assert.AreEqual(new AnswerHandoffResult.Refused(HandoffProblem.UnitClosed, offered.Id), await _desk.AcceptAsync(handoffId, _desk.MaijaActor));
        Assert.AreEqual(new AnswerHandoffResult.Done(offered.Id), await _desk.WithdrawAsync(handoffId, Sanna));
    }

    [TestMethod]
    public async Task Going_on_to_the_next_unit_ends_the_handoff_before()
    {
        var offered = await _desk.AddCaseAsync();
        var first = await _desk.OfferedAsync(HandoffDesk.To(offered, _desk.Work.West), Sanna);
        await _desk.AcceptAsync(first, Pekka);

        await _desk.MoveAsync(offered, _desk.HomeCare, Pekka, _desk.MaijaActor);

        Assert.AreEqual(HandoffState.Done, (await _desk.HandoffAsync(first)).State);
    }

    [TestMethod]
    public async Task The_receiving_unit_sees_the_client_while_the_offer_is_open_and_no_longer()
    {
        var offered = await _desk.AddCaseAsync();
        Assert.IsNull(await GroundAsync(Pekka));
        var first = await _desk.OfferedAsync(HandoffDesk.To(offered, _desk.Work.West), Sanna);

        var ground = await GroundAsync(Pekka);
        Assert.AreEqual(new AuditGround("Client card; HandoffOffered") { CaseId = offered.Id }, ground);
        Assert.AreEqual(StatedGroundKind.HandoffOffered, ClientGrounds.StatedIn(ground!), "As little as a stated ground.");
        Assert.IsNull(await GroundAsync(_desk.MaijaActor), "Nobody else.");

        await _desk.DeclineAsync(first, Pekka);
        Assert.IsNull(await GroundAsync(Pekka), "Declined.");
        var second = await _desk.OfferedAsync(HandoffDesk.To(offered, _desk.Work.West), Sanna);
        Assert.IsNotNull(await GroundAsync(Pekka));
        await _desk.WithdrawAsync(second, Sanna);
        Assert.IsNull(await GroundAsync(Pekka), "Withdrawn.");

        var third = await _desk.OfferedAsync(HandoffDesk.To(offered, _desk.Work.West), Sanna);
        await _desk.AcceptAsync(third, Pekka);
        Assert.AreEqual(new AuditGround("Client card") { CaseId = offered.Id }, await GroundAsync(Pekka), "Accepted, it is their case.");
    }

    [TestMethod]
    public async Task Of_many_that_accept_decline_and_withdraw_at_once_one_does_and_the_others_are_told()
    {
        using var database = TestDatabase.ForMany();
        var (east, west) = (_desk.Work.East, _desk.Work.West);
        var (sanna, pekka, oskar) = (_desk.Work.Sanna, _desk.Work.Pekka, _desk.Work.Oskar);
        var offered = _desk.Work.Case(sanna, isAnonymous: true);
        await using (var guidance = database.OpenGuidance())
        {
            guidance.AddRange(east, west);
            await guidance.SaveChangesAsync();
            guidance.AddRange(sanna, pekka, oskar);
            await guidance.SaveChangesAsync();
            guidance.Add(offered);
            await guidance.SaveChangesAsync();
        }

        var offers = await Task.WhenAll(Enumerable.Range(0, 6).Select(turn => Task.Run(async () =>
        {
            await using var guidance = database.OpenGuidance();
            var toOffer = HandoffDesk.To(offered, west) with { Reason = $"{turn}" };
            return await new OfferHandoff(guidance, CountyCalendar.Helsinki, _desk.Work.Clock).OfferAsync(toOffer, _desk.Work.SannaActor, CancellationToken.None);
        })));
        var handoffId = offers.OfType<OfferHandoffResult.Offered>().Single().HandoffId;
        Assert.IsTrue(offers.OfType<OfferHandoffResult.Refused>().All(refused => refused.Problems.Single() == HandoffProblem.OfferOpen));

        var acts = new Func<AnswerHandoff, Task<AnswerHandoffResult>>[]
        {
            answer => answer.AcceptAsync(handoffId, _desk.Work.PekkaActor, CancellationToken.None),
            answer => answer.DeclineAsync(handoffId, DeclineReason.NoCapacity, null, _desk.Work.PekkaActor with { WorkerId = oskar.Id }, CancellationToken.None),
            answer => answer.WithdrawAsync(handoffId, _desk.Work.SannaActor, CancellationToken.None),
        };
        var results = await Task.WhenAll(acts.Select(act => Task.Run(async () =>
        {
            await using var guidance = database.OpenGuidance();
            return await act(new AnswerHandoff(guidance, CountyCalendar.Helsinki, _desk.Work.Clock));
        })));

        Assert.AreEqual(1, results.OfType<AnswerHandoffResult.Done>().Count());
        var told = results.OfType<AnswerHandoffResult.Told>().ToList();
        Assert.HasCount(2, told);
        await using var after = database.OpenGuidance();
        var stored = await after.Handoffs.SingleAsync();
        Assert.IsTrue(told.All(each => each.State == stored.State && each.WorkerName is not null));
        Assert.AreEqual(2, await after.CaseEvents.CountAsync());
        Assert.AreEqual(stored.State == HandoffState.Accepted ? west.Id : east.Id, (await after.Cases.SingleAsync()).ResponsibleUnitId);
    }

    private async Task RefusesAsync(HandoffToOffer toOffer, params HandoffProblem[] problems) =>
        CollectionAssert.AreEqual(problems, Assert.IsInstanceOfType<OfferHandoffResult.Refused>(await _desk.OfferAsync(toOffer, Sanna)).Problems.ToList());

    private async Task<AuditGround?> GroundAsync(Actor actor)
    {
        await using var guidance = _desk.Work.Open();
        return await new ClientGrounds(guidance, _desk.Work.Clock).FindAsync(_desk.Work.Helmi.Id, "Client card", actor, CancellationToken.None);
    }
}
