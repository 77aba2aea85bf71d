using System.Collections.Frozen;

namespace Palveluohjaus.Guidance.Audit;

/// <summary>
/// The purposes our own pages and commands write as <see cref="AuditGround.Reason"/>. A client's log report says each in its reader's language, under
/// <c>AuditReason.{name of the constant}</c>; one that is not here is shown as it stands.
/// </summary>
/// <remarks>Entries are never rewritten: to change a purpose, add a constant and leave the old one.</remarks>
public static class AuditReasons
{
    public const string LogContact = "Log a contact";
    public const string ContactReceipt = "Receipt of a logged contact";
    public const string ContactLinked = "Anonymous contact linked to a client";
    public const string ContactUnlinked = "Link of a contact undone";
    public const string ContactToLinkSearched = "Client searched for an anonymous contact";
    public const string RemoteReception = "Remote reception";
    public const string Consultation = "Consultation of a professional";
    public const string ClientsSearched = "Clients searched";
    public const string ClientCard = "Client card";
    public const string ClientRecorded = "Client recorded";
    public const string ClientChanged = "Client changed";
    public const string Consents = "Consents";
    public const string CloseOnes = "Close ones";
    public const string CloseOneSearched = "Close one searched";
    public const string ProtectedDetailsAsked = "Protected details asked for";
    public const string DuplicatesLookedFor = "Duplicates looked for";
    public const string ClientsCompared = "Clients compared";
    public const string ClientsMerged = "Clients merged";
    public const string MergesRead = "Merges read";
    public const string MergeUndone = "Merge undone";
    public const string ClientLogReport = "The client's log report";

    public const string FirstAssessment = "First assessment";
    /// <summary>Follows <see cref="FirstAssessment"/> when an assessment begun by mistake is discarded.</summary>
    public const string DraftDiscarded = "unfinished assessment discarded";

    public const string SegmentsRead = "Segments read";
    public const string SegmentNotice = "Notice of the segment";
    public const string SecondOpinionAsked = "Second opinion";
    public const string Workbench = "Workbench";
    public const string WorkbenchToday = "Contacts of the day";
    public const string CaseTaken = "Case taken";
    public const string HandoffRead = "Handoff of a case";
    public const string HandoffsListed = "Handoffs";
    public const string HandoffOffered = "Handoff offered";
    public const string HandoffAccepted = "Handoff accepted";
    public const string HandoffDeclined = "Handoff declined";
    public const string HandoffWithdrawn = "Handoff withdrawn";
    public const string HandoffDone = "Handoff done";
    public const string HandoffDeclineSeen = "Declined handoff read";
    public const string JointMeetingAgreed = "Joint meeting agreed";
    public const string JointMeetingEnded = "Joint meeting ended";
    public const string NeedsAssessment = "Needs assessment";
    public const string NeedsAssessmentReopened = "Needs assessment reopened";
    public const string HousingQueue = "Housing queue";
    public const string CaseReleased = "Case released to the queue";
    public const string CaseAssigned = "Case assigned";
    public const string Queue = "Queue of the unit";
    public const string FigureRows = "Rows behind a figure";
    public const string ResponsibleMissing = "Clients without a responsible worker";
    public const string ResponsibleWorkerNamed = "Responsible worker named";
    public const string ServicesLookedFor = "Services looked for";
    public const string ReferralMade = "Referral made";
    public const string ReferralStepRecorded = "Step of a referral recorded";
    public const string ReferralStepTakenBack = "Step of a referral taken back";
    public const string ReferralsRead = "Referrals read";

    public const string InterventionStarted = "Intervention started";
    public const string InterventionRecorded = "Intervention recorded";
    public const string InterventionsRead = "Interventions read";

    /// <summary>Follows <see cref="ClientLogReport"/> when it reaches further back than two years.</summary>
    public const string SpecialReason = "special reason accepted";
    public const string CaseDeadlines = "Deadlines of a case";
    public const string PromisePaused = "Promise paused";
    public const string PromiseResumed = "Promise resumed";
    public const string MatterRecorded = "Matter recorded as raised";
    public const string DeadlinesRecomputed = "Deadlines counted anew";
    public const string DeadlineForecastFitted = "Deadline forecast fitted";

    public const string RetentionCounted = "What retention would remove, counted";
    public const string RetentionEnded = "Retention time over";

    public const string EventsExported = "Event log exported";
    public const string AnalysisExported = "Analysis file exported";

    /// <summary>That a file began to be sent to a browser: what was sent cannot be called back, however it ends.</summary>
    public const string ExportBegun = "Export begun";
    public const string ExportStopped = "Export stopped before its end";

    private static readonly FrozenDictionary<string, string> Names = new Dictionary<string, string>
    {
        [LogContact] = nameof(LogContact),
        [ContactReceipt] = nameof(ContactReceipt),
        [ContactLinked] = nameof(ContactLinked),
        [ContactUnlinked] = nameof(ContactUnlinked),
        [ContactToLinkSearched] = nameof(ContactToLinkSearched),
        [RemoteReception] = nameof(RemoteReception),
        [Consultation] = nameof(Consultation),
        [ClientsSearched] = nameof(ClientsSearched),
        [ClientCard] = nameof(ClientCard),
        [ClientRecorded] = nameof(ClientRecorded),
        [ClientChanged] = nameof(ClientChanged),
        [Consents] = nameof(Consents),
        [CloseOnes] = nameof(CloseOnes),
        [CloseOneSearched] = nameof(CloseOneSearched),
        [ProtectedDetailsAsked] = nameof(ProtectedDetailsAsked),
        [DuplicatesLookedFor] = nameof(DuplicatesLookedFor),
        [ClientsCompared] = nameof(ClientsCompared),
        [ClientsMerged] = nameof(ClientsMerged),
        [MergesRead] = nameof(MergesRead),
        [MergeUndone] = nameof(MergeUndone),
        [ClientLogReport] = nameof(ClientLogReport),
        [FirstAssessment] = nameof(FirstAssessment),
        [DraftDiscarded] = nameof(DraftDiscarded),
        [SegmentsRead] = nameof(SegmentsRead),
        [SegmentNotice] = nameof(SegmentNotice),
        [SecondOpinionAsked] = nameof(SecondOpinionAsked),
        [Workbench] = nameof(Workbench),
        [WorkbenchToday] = nameof(WorkbenchToday),
        [CaseTaken] = nameof(CaseTaken),
        [HandoffRead] = nameof(HandoffRead),
        [HandoffsListed] = nameof(HandoffsListed),
        [HandoffOffered] = nameof(HandoffOffered),
        [HandoffAccepted] = nameof(HandoffAccepted),
        [HandoffDeclined] = nameof(HandoffDeclined),
        [HandoffWithdrawn] = nameof(HandoffWithdrawn),
        [HandoffDone] = nameof(HandoffDone),
        [HandoffDeclineSeen] = nameof(HandoffDeclineSeen),
        [JointMeetingAgreed] = nameof(JointMeetingAgreed),
        [JointMeetingEnded] = nameof(JointMeetingEnded),
        [NeedsAssessmentReopened] = nameof(NeedsAssessmentReopened),
        [ReferralStepTakenBack] = nameof(ReferralStepTakenBack),
        [NeedsAssessment] = nameof(NeedsAssessment),
        [HousingQueue] = nameof(HousingQueue),
        [CaseReleased] = nameof(CaseReleased),
        [CaseAssigned] = nameof(CaseAssigned),
        [Queue] = nameof(Queue),
        [FigureRows] = nameof(FigureRows),
        [ResponsibleMissing] = nameof(ResponsibleMissing),
        [ResponsibleWorkerNamed] = nameof(ResponsibleWorkerNamed),
        [CaseDeadlines] = nameof(CaseDeadlines),
        [PromisePaused] = nameof(PromisePaused),
        [PromiseResumed] = nameof(PromiseResumed),
        [MatterRecorded] = nameof(MatterRecorded),
        [DeadlinesRecomputed] = nameof(DeadlinesRecomputed),
        [DeadlineForecastFitted] = nameof(DeadlineForecastFitted),
        [ServicesLookedFor] = nameof(ServicesLookedFor),
        [ReferralMade] = nameof(ReferralMade),
        [ReferralStepRecorded] = nameof(ReferralStepRecorded),
        [ReferralsRead] = nameof(ReferralsRead),
        [InterventionStarted] = nameof(InterventionStarted),
        [InterventionRecorded] = nameof(InterventionRecorded),
        [InterventionsRead] = nameof(InterventionsRead),
        [SpecialReason] = nameof(SpecialReason),
        [RetentionCounted] = nameof(RetentionCounted),
        [RetentionEnded] = nameof(RetentionEnded),
        [EventsExported] = nameof(EventsExported),
        [AnalysisExported] = nameof(AnalysisExported),
        [ExportBegun] = nameof(ExportBegun),
        [ExportStopped] = nameof(ExportStopped),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <returns>The name of the constant; null for a reason that is none of ours.</returns>
    public static string? NameOf(string reason) => Names.GetValueOrDefault(reason);
}
