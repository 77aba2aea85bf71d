using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.NeedsAssessments;
using Palveluohjaus.Reporting.Facts;
using Palveluohjaus.Reporting.Tests.Catalogue;

namespace Palveluohjaus.Reporting.Tests.Facts;

[TestClass]
public sealed class MeasureCaseTests
{
    private static readonly Guid CaseId = Guid.CreateVersion7();
    private static readonly AssessmentRow Alone = new(CaseId, [new Participant(Profession.SocialWorker, null), new Participant(Profession.SocialWorker, null), new Participant(Profession.Interpreter, null)]);

    [TestMethod]
    public void A_meeting_that_was_cancelled_is_no_work_together()
    {
        Assert.AreEqual(true, Of(Alone, CaseEventKind.JointMeetingAgreed));
        Assert.AreEqual(true, Of(Alone, CaseEventKind.JointMeetingAgreed, CaseEventKind.JointMeetingHeld));
        Assert.AreEqual(false, Of(Alone, CaseEventKind.JointMeetingAgreed, CaseEventKind.JointMeetingCancelled));
        Assert.AreEqual(true, Of(Alone, CaseEventKind.JointMeetingAgreed, CaseEventKind.JointMeetingCancelled, CaseEventKind.JointMeetingAgreed));
    }

    [TestMethod]
    public void Where_no_need_was_assessed_a_meeting_does_not_make_it_assessed() => Assert.IsNull(Of(null, CaseEventKind.JointMeetingAgreed, CaseEventKind.JointMeetingHeld));

    [TestMethod]
    public void Two_professions_are_two_of_those_who_serve()
    {
        Assert.AreEqual(false, Of(Alone));
        Assert.AreEqual(true, Of(Alone with { Participants = [.. Alone.Participants, new Participant(Profession.Nurse, null)] }));
    }

    /// <summary>The deadline's last day is 31 March: its midnight, which is the first of April, is late.</summary>
    [TestMethod]
    public void A_deadline_falls_due_on_its_last_day_and_not_on_the_day_after()
    {
        var midnight = SmallCounty.At("2026-04-01T00:00+03:00");
        var row = new CaseRow(CaseId, null, GuidanceCase.OwnSource, null, null, ContactChannel.Phone, null, null, null, midnight.AddDays(-30), null, midnight, IsDueByRule: true);

        var (due, met) = MeasureCase.Due(row, [new DeadlineRow(CaseId, midnight, midnight.AddSeconds(-1), null)]);

        Assert.AreEqual((midnight.AddTicks(-1), midnight.AddSeconds(-1)), (due, met));
        Assert.AreEqual((null, null), MeasureCase.Due(row, [new DeadlineRow(CaseId, midnight, null, midnight.AddDays(-1))]), "It was no longer owed.");
    }

    private static bool? Of(AssessmentRow? assessment, params CaseEventKind[] events) =>
        MeasureCase.IsMultiprofessional([.. events.Select((kind, index) => new CaseEventRow(index, CaseId, kind, null, DateTime.UnixEpoch.AddDays(index), null))], assessment);
}
