using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Api;
using Palveluohjaus.Guidance.Assessments;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.ClientSegments;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Services;
using Palveluohjaus.Guidance.Services.Catalogue;
using Palveluohjaus.Guidance.Services.Referrals;
using Palveluohjaus.Guidance.Teams;
using Palveluohjaus.Guidance.Handoffs;
using Palveluohjaus.Guidance.Interventions;
using Palveluohjaus.Guidance.NeedsAssessments;
using Palveluohjaus.Guidance.Texts;
using Palveluohjaus.Segmentation.Suggestions;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Guidance.Tests.Texts;

[TestClass]
public sealed class GuidanceTextsTests
{
    private static readonly Type Family = typeof(GuidanceTexts);

    [TestMethod]
    public void Every_text_exists_in_all_three_languages() => TextFamily.RequireAgreement(Family);

    [TestMethod]
    public void Every_code_a_page_can_show_has_a_name()
    {
        TextFamily.RequireNames<ContactChannel>(Family, "Channel");
        TextFamily.RequireNames<ContactInitiator>(Family, "Initiator");
        TextFamily.RequireNames<NeedReason>(Family, "NeedReason");
        TextFamily.RequireNames<Urgency>(Family, "Urgency");
        TextFamily.RequireNames<RepeatReason>(Family, "RepeatReason");
        TextFamily.RequireNames<ContactOutcome>(Family, "Outcome");
        TextFamily.RequireNames<ServiceLanguage>(Family, "ServiceLanguage");
        TextFamily.RequireNames<Sex>(Family, "Sex");
        TextFamily.RequireNames<ContactPreference>(Family, "ContactPreference");
        TextFamily.RequireNames<ConsentKind>(Family, "ConsentKind");
        TextFamily.RequireNames<ConsentAnswer>(Family, "ConsentAnswer");
        TextFamily.RequireNames<RelationKind>(Family, "RelationKind");
        TextFamily.RequireNames<DuplicateGround>(Family, "DuplicateGround");
        TextFamily.RequireNames<MovedRow>(Family, "MovedRow");
        TextFamily.RequireNames<HandoffReason>(Family, "HandoffReason");
        TextFamily.RequireNames<DeclineReason>(Family, "DeclineReason");
        TextFamily.RequireNames<ReturnReason>(Family, "ReturnReason");
        TextFamily.RequireNames<HandoffState>(Family, "HandoffState");
        TextFamily.RequireNames<JointMeetingState>(Family, "JointMeetingState");
        TextFamily.RequireNames<UnnecessaryReason>(Family, "UnnecessaryReason");
        TextFamily.RequireNames<Profession>(Family, "Profession");
        TextFamily.RequireNames<GoalState>(Family, "GoalState");
        TextFamily.RequireNames<NeedsAssessmentState>(Family, "NeedsAssessmentState");
        TextFamily.RequireNames<StatedGroundKind>(Family, "StatedGroundKind");
        TextFamily.RequireNames<AuditAction>(Family, "AuditAction");
        TextFamily.RequireNames<AccountRole>(Family, "AccountRole");
        TextFamily.RequireNames<AccountState>(Family, "AccountState");
        TextFamily.RequireNames<RedFlagKind>(Family, "RedFlag");
        foreach (var flag in Enum.GetNames<RedFlagKind>())
            TextFamily.RequireNames<LifeStage>(Family, $"RedFlag.{flag}");
        TextFamily.RequireNames<OverrideReasonKind>(Family, "OverrideReasonKind");
        TextFamily.RequireNames<OverrideReasonKind>(Family, "Notice.Rests");
        TextFamily.RequireNames<AbstainReason>(Family, "Segments.Abstained");
        TextFamily.RequireNames<ServiceSector>(Family, "ServiceSector");
        TextFamily.RequireNames<ServiceCapacity>(Family, "ServiceCapacity");
        TextFamily.RequireNames<LifeStage>(Family, "LifeStage");
        TextFamily.RequireNames<ReferralState>(Family, "ReferralState");
        TextFamily.RequireNames<InterventionState>(Family, "InterventionState");
        TextFamily.RequireNames<InterruptionReason>(Family, "InterruptionReason");
        TextFamily.RequireNames<InterventionEntryKind>(Family, "InterventionEntryKind");
        TextFamily.RequireNames<InterventionEntryKind>(Family, "AuditDetail");
        TextFamily.RequireNames<ReferralState>(Family, "AuditDetail");
    }

    [TestMethod]
    public void Every_problem_has_a_sentence()
    {
        TextFamily.RequireNames<ContactProblemKind>(Family, "LogContact.Problem");
        TextFamily.RequireNames<HandoffProblem>(Family, "Handoffs.Problem");
        TextFamily.RequireNames<NeedsAssessmentProblem>(Family, "NeedsAssessment.Problem");
        TextFamily.RequireNames<ClientProblemKind>(Family, "Client.Problem");
        TextFamily.RequireNames<AccountProblemKind>(Family, "Account.Problem");
        TextFamily.RequireNames<UnitProblemKind>(Family, "Unit.Problem");
        TextFamily.RequireNames<SendingSystemProblemKind>(Family, "SendingSystem.Problem");
        TextFamily.RequireNames<ReceivedContactProblemKind>(Family, "ReceiveContact.Problem");
        TextFamily.RequireNames<ApiProblemKind>(Family, "Api.Problem");
        TextFamily.RequireNames<CountyProblemKind>(Family, "County.Problem");
        TextFamily.RequireNames<DecisionProblemKind>(Family, "Decide.Problem");
        TextFamily.RequireNames<ServiceProblemKind>(Family, "Services.Problem");
        TextFamily.RequireNames<ReferralProblemKind>(Family, "Referrals.Problem");
        TextFamily.RequireNames<InterventionProblemKind>(Family, "Interventions.Problem");
        TextFamily.RequireNames<PtvProblemKind>(Family, "Services.Import.Problem");
        TextFamily.RequireNames<NotCompleteReason>(Family, "Services.Import.NotComplete");
        TextFamily.RequireNames<MergeRefusal>(Family, "MergeClients.Refusal");
        TextFamily.RequireNames<SearchReading>(Family, "SearchReading");
        TextFamily.RequireNames<TimeTextProblem>(Family, "LogContact.Problem.Time", separator: "");
    }
}
