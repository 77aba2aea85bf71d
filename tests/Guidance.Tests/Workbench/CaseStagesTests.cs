using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.Workbench;

namespace Palveluohjaus.Guidance.Tests.Workbench;

[TestClass]
public sealed class CaseStagesTests
{
    private static readonly DateTime Received = new(2026, 3, 1, 8, 0, 0, DateTimeKind.Utc);

    [TestMethod]
    [DataRow(CaseStage.Received)]
    [DataRow(CaseStage.Received, CaseEventKind.ContactLogged, CaseEventKind.HandedOff)]
    [DataRow(CaseStage.FirstAssessment, CaseEventKind.FirstAssessmentMade)]
    [DataRow(CaseStage.NeedsAssessment, CaseEventKind.FirstAssessmentMade, CaseEventKind.NeedsAssessmentStarted)]
    [DataRow(CaseStage.ServiceArrangement, CaseEventKind.NeedsAssessmentStarted, CaseEventKind.NeedsAssessmentCompleted)]
    [DataRow(CaseStage.FollowUp, CaseEventKind.NeedsAssessmentCompleted, CaseEventKind.ServiceArranged)]
    [DataRow(CaseStage.FollowUp, CaseEventKind.ServiceArranged, CaseEventKind.FollowedUp)]
    public void What_happened_last_on_the_way_tells_the_stage(CaseStage stage, params CaseEventKind[] happened) =>
        Assert.AreEqual(stage, Stages(Case(), happened).Now);

    [TestMethod]
    public void A_matter_with_a_due_day_waits_for_its_assessment_from_the_beginning()
    {
        var stages = Stages(Case().PromiseBy(Received.AddMonths(3)));

        Assert.AreEqual(CaseStage.FirstAssessment, stages.Now);
        Assert.AreEqual((0, (int?)8), (stages.DaysIn(CaseStage.Received, Received.AddDays(8)), stages.DaysIn(CaseStage.FirstAssessment, Received.AddDays(8))));
        Assert.IsFalse(stages.HasAssessment);
    }

    [TestMethod]
    public void Days_are_counted_from_stage_to_stage_and_a_stage_passed_by_has_none()
    {
        var stages = Stages(Case(), CaseEventKind.NeedsAssessmentStarted, CaseEventKind.ServiceArranged);

        Assert.AreEqual(1, stages.DaysIn(CaseStage.Received, Received.AddDays(9)));
        Assert.AreEqual(1, stages.DaysIn(CaseStage.NeedsAssessment, Received.AddDays(9)));
        Assert.IsNull(stages.DaysIn(CaseStage.ServiceArrangement, Received.AddDays(9)));
        Assert.AreEqual(7, stages.DaysIn(CaseStage.FollowUp, Received.AddDays(9)));
    }

    [TestMethod]
    public void A_closed_matter_is_closed_whatever_happened_before() =>
        Assert.AreEqual(CaseStage.Closed, Stages(Case().Close(Received.AddDays(5)), CaseEventKind.ServiceArranged).Now);

    [TestMethod]
    public void An_assessment_that_is_begun_is_a_stage_of_its_own() =>
        Assert.AreEqual(CaseStage.FirstAssessment, CaseStages.Of(Case(), [], Received.AddHours(1)).Now);

    private static CaseStages Stages(GuidanceCase guidanceCase, params CaseEventKind[] happened) =>
        CaseStages.Of(guidanceCase, happened.Select((kind, index) => (kind, Received.AddDays(index + 1))), null);

    private static GuidanceCase Case() => new() { Source = GuidanceCase.OwnSource, Channel = ContactChannel.Phone, ReceivedAtUtc = Received };
}
