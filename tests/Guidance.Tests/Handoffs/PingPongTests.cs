using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Handoffs;

namespace Palveluohjaus.Guidance.Tests.Handoffs;

[TestClass]
[TestCategory("database")]
public sealed class PingPongTests : IDisposable
{
    private static readonly Guid A = new("aaaaaaaa-0000-0000-0000-000000000000");
    private static readonly Guid B = new("bbbbbbbb-0000-0000-0000-000000000000");
    private static readonly Guid C = new("cccccccc-0000-0000-0000-000000000000");
    private static readonly DateTime Monday = new(2026, 3, 2, 8, 0, 0, DateTimeKind.Utc);

    private readonly HandoffDesk _desk = new();

    private Actor Sanna => _desk.Work.SannaActor;
    private Actor Pekka => _desk.Work.PekkaActor;

    public void Dispose() => _desk.Dispose();

    [TestMethod]
    [DataRow("A", "B", false)]
    [DataRow("AB", "A", true)]
    [DataRow("AB", "C", false)]
    [DataRow("ABC", "A", true)]
    [DataRow("ABC", "B", true)]
    [DataRow("AABBB", "A", true)]
    [DataRow("A.A", "B", false)]
    [DataRow("A..B", "A", true)]
    [DataRow("..B", "A", false)]
    [DataRow("", "A", false)]
    [DataRow("AB", "B", false)]
    public void A_case_would_return_to_each_unit_that_has_had_it(string way, string to, bool returns) =>
        Assert.AreEqual(returns, WayOf(way).WouldReturnTo(UnitOf(to[0])!.Value, way.Length == 0 ? null : UnitOf(way[^1])));

    [TestMethod]
    [DataRow("ABA", "B", false)]
    [DataRow("ABAB", "A", true)]
    [DataRow("ABCAC", "A", true)]
    [DataRow("ABC", "A", false)]
    public void It_circles_when_the_unit_has_had_it_twice(string way, string to, bool circles) =>
        Assert.AreEqual(circles, WayOf(way).WouldCircleTo(UnitOf(to[0])!.Value, UnitOf(way[^1])));

    [TestMethod]
    public void Each_unit_is_told_with_the_days_the_case_was_in_it()
    {
        var way = WayOf("AAB.A");

        CollectionAssert.AreEqual(new[] { (A, 2), (B, 2), (A, 6) }, way.Stays.Select(stay => (stay.UnitId, stay.Days)).ToList());
        Assert.AreEqual(2, way.TimesIn(A));
    }

    [TestMethod]
    public async Task Returning_asks_why_no_joint_meeting_is_held_after_however_many_units()
    {
        var around = await _desk.AddCaseAsync();
        await _desk.MoveAsync(around, _desk.Work.West, Sanna, Pekka);
        await RefusesAsync(HandoffDesk.To(around, _desk.Work.East), Pekka, HandoffProblem.ReturnReasonMissing);
        await _desk.MoveAsync(around, _desk.HomeCare, Pekka, _desk.MaijaActor);

        await RefusesAsync(HandoffDesk.To(around, _desk.Work.East), _desk.MaijaActor, HandoffProblem.ReturnReasonMissing);
        await RefusesAsync(HandoffDesk.To(around, _desk.Work.East) with { ReturnReasonKind = ReturnReason.Other }, _desk.MaijaActor, HandoffProblem.ReturnReasonTextMissing);
        var offered = await _desk.OfferedAsync(HandoffDesk.To(around, _desk.Work.East) with { ReturnReasonKind = ReturnReason.Urgent, ReturnReason = "Moves back" }, _desk.MaijaActor);

        var stored = await _desk.HandoffAsync(offered);
        Assert.AreEqual((ReturnReason.Urgent, "Moves back"), (stored.ReturnReasonKind, stored.ReturnReason));
    }

    [TestMethod]
    public async Task Why_it_would_return_is_not_kept_of_a_unit_that_has_not_had_it()
    {
        var straight = await _desk.AddCaseAsync();

        var offered = await _desk.OfferedAsync(HandoffDesk.To(straight, _desk.Work.West) with { ReturnReasonKind = ReturnReason.Urgent, ReturnReason = "Of a unit that was chosen first" }, Sanna);

        var stored = await _desk.HandoffAsync(offered);
        Assert.AreEqual((null, null), (stored.ReturnReasonKind, stored.ReturnReason));
    }

    [TestMethod]
    public async Task A_circle_is_refused_until_the_units_have_agreed_to_meet()
    {
        var around = await _desk.AddCaseAsync();
        await _desk.MoveAsync(around, _desk.Work.West, Sanna, Pekka);
        await _desk.MoveAsync(around, _desk.Work.East, Pekka, Sanna);
        await _desk.MoveAsync(around, _desk.Work.West, Sanna, Pekka);
        var once = HandoffDesk.To(around, _desk.Work.East) with { ReturnReasonKind = ReturnReason.Urgent };
        await RefusesAsync(once, Pekka, HandoffProblem.CircularChain);

        Assert.IsInstanceOfType<AgreeJointMeetingResult.Agreed>(await AgreeAsync(around, Pekka));

        await _desk.OfferedAsync(once, Pekka);
        Assert.AreEqual(CaseEventKind.JointMeetingAgreed, (await _desk.EventsAsync(around.Id))[^2].Kind);
    }

    [TestMethod]
    public async Task A_way_that_an_imported_log_tells_counts_like_our_own()
    {
        var around = await _desk.AddCaseAsync();
        await _desk.Work.AddAsync(
            new CaseEvent { CaseId = around.Id, Kind = CaseEventKind.Imported, Activity = "Assign", UnitId = _desk.HomeCare.Id, OccurredAtUtc = _desk.NowUtc.AddDays(-8), RecordedAtUtc = _desk.NowUtc },
            new CaseEvent { CaseId = around.Id, Kind = CaseEventKind.Imported, Activity = "Note", UnitId = null, OccurredAtUtc = _desk.NowUtc.AddDays(-7), RecordedAtUtc = _desk.NowUtc },
            new CaseEvent { CaseId = around.Id, Kind = CaseEventKind.Imported, Activity = "Assign", UnitId = _desk.Work.East.Id, OccurredAtUtc = _desk.NowUtc.AddDays(-6), RecordedAtUtc = _desk.NowUtc });

        await RefusesAsync(HandoffDesk.To(around, _desk.HomeCare), Sanna, HandoffProblem.ReturnReasonMissing);
    }

    [TestMethod]
    public async Task A_declined_offer_never_was_a_stay()
    {
        var offered = await _desk.AddCaseAsync();
        await _desk.DeclineAsync(await _desk.OfferedAsync(HandoffDesk.To(offered, _desk.Work.West), Sanna), Pekka);

        await _desk.OfferedAsync(HandoffDesk.To(offered, _desk.Work.West), Sanna);
    }

    [TestMethod]
    public async Task What_is_wrong_with_a_meeting_is_named()
    {
        var about = await _desk.AddCaseAsync();
        var toAgree = Meeting(about);

        await RefusesMeetingAsync(toAgree with { UnitIds = [] }, HandoffProblem.MeetingUnitsMissing);
        await RefusesMeetingAsync(toAgree with { UnitIds = [_desk.Work.East.Id] }, HandoffProblem.MeetingUnitsMissing);
        await RefusesMeetingAsync(toAgree with { UnitIds = [Guid.NewGuid()] }, HandoffProblem.UnitUnknown);
        await RefusesMeetingAsync(toAgree with { UnitIds = [_desk.Closed.Id] }, HandoffProblem.UnitClosed);
        await RefusesMeetingAsync(toAgree with { MeetsAtUtc = null, Note = new string('x', 1001) }, HandoffProblem.MeetingTimeMissing, HandoffProblem.TextTooLong);
        await RefusesMeetingAsync(toAgree with { MeetsAtUtc = _desk.NowUtc.AddMinutes(-1) }, HandoffProblem.MeetingTimePast);
        await RefusesMeetingAsync(toAgree with { MeetsAtUtc = _desk.NowUtc.AddDays(367) }, HandoffProblem.MeetingTimeTooFar);
    }

    private MeetingToAgree Meeting(GuidanceCase about) => new() { CaseId = about.Id, UnitIds = [_desk.Work.East.Id, _desk.HomeCare.Id, _desk.HomeCare.Id], MeetsAtUtc = _desk.NowUtc.AddDays(3) };

    private async Task<AgreeJointMeetingResult> AgreeAsync(GuidanceCase about, Actor actor) => await AgreeAsync(Meeting(about), actor);

    private async Task<AgreeJointMeetingResult> AgreeAsync(MeetingToAgree toAgree, Actor actor)
    {
        await using var guidance = _desk.Work.Open();
        return await new AgreeJointMeeting(guidance, CountyCalendar.Helsinki, _desk.Work.Clock).AgreeAsync(toAgree, actor, CancellationToken.None);
    }

    private async Task RefusesMeetingAsync(MeetingToAgree toAgree, params HandoffProblem[] problems) =>
        CollectionAssert.AreEqual(problems, Assert.IsInstanceOfType<AgreeJointMeetingResult.Refused>(await AgreeAsync(toAgree, Sanna)).Problems.ToList());

    private async Task RefusesAsync(HandoffToOffer toOffer, Actor actor, params HandoffProblem[] problems) =>
        CollectionAssert.AreEqual(problems, Assert.IsInstanceOfType<OfferHandoffResult.Refused>(await _desk.OfferAsync(toOffer, actor)).Problems.ToList());

    /// <summary>An event a day, and now is ten days after the first one.</summary>
    private static CaseWay WayOf(string way) => CaseWay.Of(way.Select((unit, index) => (UnitOf(unit), Monday.AddDays(index))), Monday.AddDays(10));

    private static Guid? UnitOf(char unit) => unit switch { 'A' => A, 'B' => B, 'C' => C, _ => null };
}
