using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.Guidance.Handoffs;

namespace Palveluohjaus.Guidance.Tests.Handoffs;

/// <summary>A case of the eastern unit, about which the western one is invited to meet two days later.</summary>
[TestClass]
[TestCategory("database")]
public sealed class JointMeetingTests : IDisposable
{
    private readonly HandoffDesk _desk = new();
    private GuidanceCase _about = null!;
    private Guid _meetingId;

    public required TestContext TestContext { get; init; }

    private Actor Sanna => _desk.Work.SannaActor;
    private Actor Pekka => _desk.Work.PekkaActor;

    [TestInitialize]
    public async Task AgreeAsync()
    {
        _about = await _desk.AddCaseAsync();
        await using var guidance = _desk.Work.Open();
        var agreed = await new AgreeJointMeeting(guidance, CountyCalendar.Helsinki, _desk.Work.Clock).AgreeAsync(
            new MeetingToAgree { CaseId = _about.Id, UnitIds = [_desk.Work.West.Id], MeetsAtUtc = _desk.NowUtc.AddDays(2), Note = "Kuka vastaa" }, Sanna, TestContext.CancellationToken);
        _meetingId = Assert.IsInstanceOfType<AgreeJointMeetingResult.Agreed>(agreed).MeetingId;
    }

    public void Dispose() => _desk.Dispose();

    [TestMethod]
    public async Task Until_it_has_ended_it_is_on_both_units_lists_and_on_nobody_elses()
    {
        Assert.AreEqual((1, 1, 0), (await CountAsync(Sanna), await CountAsync(Pekka), await CountAsync(_desk.MaijaActor)));
        var row = (await ListsAsync(Pekka)).Meetings.Single();
        Assert.AreEqual((_meetingId, "Kuka vastaa", _desk.Work.Helmi.Id), (row.Meeting.Id, row.Meeting.Note, row.Client!.Id));
        Assert.AreEqual("ITA LANSI", string.Join(" ", row.Units.Select(unit => unit.Code)));

        Assert.IsInstanceOfType<EndJointMeetingResult.Done>(await HoldAsync(Pekka));
        Assert.AreEqual((0, 0), (await CountAsync(Sanna), await CountAsync(Pekka)));
    }

    [TestMethod]
    public async Task It_opens_the_case_to_the_unit_that_is_invited_while_it_is_open_and_the_audit_says_so()
    {
        Assert.AreEqual($"Card; {StatedGroundKind.JointMeeting}", (await GroundAsync(Pekka))!.Reason);
        Assert.AreEqual(StatedGroundKind.JointMeeting, ClientGrounds.StatedIn((await GroundAsync(Pekka))!));
        var seen = (await CaseAsync(Pekka))!;
        Assert.IsFalse(seen.MayOffer);
        Assert.IsTrue((await CaseAsync(Sanna))!.MayOffer);
        Assert.IsNull(await CaseAsync(_desk.MaijaActor));
        Assert.IsTrue((await _desk.Work.AuditAsync()).Exists(entry => entry.CaseId == _about.Id && entry.Reason == $"{AuditReasons.HandoffRead}; {StatedGroundKind.JointMeeting}"));

        await CancelAsync(Sanna);
        Assert.IsNull(await GroundAsync(Pekka));
        Assert.IsNull(await CaseAsync(Pekka));
    }

    [TestMethod]
    public async Task A_meeting_of_which_nothing_is_recorded_opens_the_case_no_longer_than_thirty_days()
    {
        _desk.Work.Clock.Advance(TimeSpan.FromDays(2 + JointMeeting.OpensCaseForDays));

        Assert.IsNull(await GroundAsync(Pekka));
        Assert.AreEqual((1, 0), (await CountAsync(Sanna), await CountAsync(Pekka)));
        Assert.IsInstanceOfType<EndJointMeetingResult.NotThere>(await HoldAsync(Pekka));
    }

    [TestMethod]
    public async Task Its_result_and_who_carries_on_stay_in_the_cases_history()
    {
        Assert.IsInstanceOfType<EndJointMeetingResult.Done>(await HoldAsync(Sanna));

        var seen = (await CaseAsync(Sanna))!.Meetings.Single();
        Assert.AreEqual((JointMeetingState.Held, "Kotihoito käy kahdesti viikossa", (Guid?)_desk.Work.West.Id), (seen.State, seen.Result, seen.CarriesOnUnitId));
        var told = (await TimelineAsync(Sanna)).OfType<TimelineEntry.OfCase>().Single(entry => entry.Kind == CaseEventKind.JointMeetingHeld);
        Assert.AreEqual("Kotihoito käy kahdesti viikossa", told.Note);
        Assert.IsTrue((await _desk.Work.AuditAsync()).Exists(entry => entry.Reason == AuditReasons.JointMeetingEnded && entry.ClientId == _desk.Work.Helmi.Id));
    }

    [TestMethod]
    public async Task Sent_twice_it_ends_once_and_of_two_the_later_is_told()
    {
        await HoldAsync(Sanna);

        Assert.IsInstanceOfType<EndJointMeetingResult.Done>(await HoldAsync(Sanna));
        Assert.AreEqual(new EndJointMeetingResult.Refused(HandoffProblem.MeetingEnded), await CancelAsync(Pekka));
        Assert.AreEqual(1, (await _desk.EventsAsync(_about.Id)).Count(happened => happened.Kind == CaseEventKind.JointMeetingHeld));
    }

    [TestMethod]
    public async Task What_is_missing_or_too_long_is_told_and_leaves_it_open()
    {
        Assert.AreEqual(new EndJointMeetingResult.Refused(HandoffProblem.MeetingResultMissing), await HoldAsync(Sanna, result: " "));
        Assert.AreEqual(new EndJointMeetingResult.Refused(HandoffProblem.MeetingCarriesOnMissing), await HoldAsync(Sanna, unitId: _desk.HomeCare.Id));
        Assert.AreEqual(new EndJointMeetingResult.Refused(HandoffProblem.MeetingResultTooLong), await HoldAsync(Sanna, result: new string('a', JointMeeting.ResultMaxLength + 1)));
        Assert.AreEqual(new EndJointMeetingResult.Refused(HandoffProblem.MeetingCancelReasonMissing), await CancelAsync(Sanna, " "));
        Assert.IsInstanceOfType<EndJointMeetingResult.NotThere>(await HoldAsync(_desk.MaijaActor));
        Assert.AreEqual(1, await CountAsync(Sanna));
    }

    [TestMethod]
    public async Task A_cancelled_meeting_is_not_one_that_was_held()
    {
        await _desk.MoveAsync(_about, _desk.Work.West, Sanna, Pekka);
        await using (var guidance = _desk.Work.Open())
        {
            var agreed = await new AgreeJointMeeting(guidance, CountyCalendar.Helsinki, _desk.Work.Clock).AgreeAsync(
                new MeetingToAgree { CaseId = _about.Id, UnitIds = [_desk.Work.East.Id], MeetsAtUtc = _desk.NowUtc.AddDays(2) }, Pekka, TestContext.CancellationToken);
            _meetingId = Assert.IsInstanceOfType<AgreeJointMeetingResult.Agreed>(agreed).MeetingId;
        }

        await CancelAsync(Pekka);
        var refused = Assert.IsInstanceOfType<OfferHandoffResult.Refused>(await _desk.OfferAsync(HandoffDesk.To(_about, _desk.Work.East) with { ReturnReasonKind = ReturnReason.JointMeetingHeld }, Pekka));
        CollectionAssert.Contains(refused.Problems.ToList(), HandoffProblem.MeetingNotRecorded);
    }

    [TestMethod]
    public async Task The_reason_written_for_the_receiver_is_seen_before_and_after_it_accepts()
    {
        const string Reason = "SPPB 4, kaatui kahdesti";
        var handoffId = await _desk.OfferedAsync(HandoffDesk.To(_about, _desk.HomeCare) with { Reason = Reason }, Sanna);
        Assert.AreEqual(Reason, (await ListsAsync(_desk.MaijaActor)).Waiting.Rows.Single().Handoff.Reason);
        Assert.AreEqual(Reason, (await TimelineAsync(_desk.MaijaActor)).OfType<TimelineEntry.OfCase>().Single(entry => entry.Kind == CaseEventKind.HandoffOffered).Note, "The card opens by the offer.");

        await _desk.AcceptAsync(handoffId, _desk.MaijaActor);

        Assert.AreEqual(Reason, (await ListsAsync(_desk.MaijaActor)).Accepted.Rows.Single().Handoff.Reason);
        Assert.AreEqual(Reason, (await CaseAsync(_desk.MaijaActor))!.Earlier.Single().Handoff.Reason);
        Assert.AreEqual(Reason, (await TimelineAsync(_desk.MaijaActor)).OfType<TimelineEntry.OfCase>().Single(entry => entry.Kind == CaseEventKind.HandoffOffered).Note);
        Assert.IsNull((await TimelineAsync(Pekka)).OfType<TimelineEntry.OfCase>().Single(entry => entry.Kind == CaseEventKind.HandoffOffered).Note, "Invited to meet, one does not read what was written for others.");
    }

    private async Task<EndJointMeetingResult> HoldAsync(Actor actor, string result = "Kotihoito käy kahdesti viikossa", Guid? unitId = null)
    {
        await using var guidance = _desk.Work.Open();
        return await new EndJointMeeting(guidance, _desk.Work.Clock).HoldAsync(_meetingId, result, unitId ?? _desk.Work.West.Id, actor, TestContext.CancellationToken);
    }

    private async Task<EndJointMeetingResult> CancelAsync(Actor actor, string reason = "Asia ratkesi")
    {
        await using var guidance = _desk.Work.Open();
        return await new EndJointMeeting(guidance, _desk.Work.Clock).CancelAsync(_meetingId, reason, actor, TestContext.CancellationToken);
    }

    private async Task<int> CountAsync(Actor actor)
    {
        await using var guidance = _desk.Work.Open();
        var count = (await Read(guidance).CountAsync(actor, TestContext.CancellationToken)).Meetings;
        Assert.HasCount(count, (await Read(guidance).ReadListsAsync(actor, TestContext.CancellationToken)).Meetings);
        return count;
    }

    private async Task<HandoffLists> ListsAsync(Actor actor)
    {
        await using var guidance = _desk.Work.Open();
        return await Read(guidance).ReadListsAsync(actor, TestContext.CancellationToken);
    }

    private async Task<CaseToOffer?> CaseAsync(Actor actor)
    {
        await using var guidance = _desk.Work.Open();
        return await Read(guidance).ReadCaseAsync(_about.Id, actor, TestContext.CancellationToken);
    }

    private async Task<AuditGround?> GroundAsync(Actor actor)
    {
        await using var guidance = _desk.Work.Open();
        return await new ClientGrounds(guidance, _desk.Work.Clock).FindAsync(_desk.Work.Helmi.Id, "Card", actor, TestContext.CancellationToken);
    }

    private async Task<IReadOnlyList<TimelineEntry>> TimelineAsync(Actor actor)
    {
        var ground = (await GroundAsync(actor))!;
        await using var guidance = _desk.Work.Open();
        return (await new ReadClientMatters(guidance, DeadlineBook.Shipped, CountyCalendar.Helsinki, _desk.Work.Clock)
            .ReadAsync(_desk.Work.Helmi.Id, new MattersAsked(), actor, ground, TestContext.CancellationToken))!.Timeline;
    }

    private ReadHandoffs Read(Palveluohjaus.Guidance.Storage.GuidanceDbContext guidance) => new(guidance, DeadlineBook.Shipped, CountyCalendar.Helsinki, _desk.Work.Clock);
}
