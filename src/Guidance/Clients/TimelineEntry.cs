using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.Teams;

namespace Palveluohjaus.Guidance.Clients;

/// <summary>What a timeline is to show.</summary>
public enum TimelineShow
{
    All,
    Contacts,
    Decisions,
}

/// <summary>Something that happened to a client.</summary>
public abstract record TimelineEntry
{
    private TimelineEntry()
    {
    }

    public required DateTime AtUtc { get; init; }
    public Unit? Unit { get; init; }
    public string? WorkerName { get; init; }

    // A record prints every field, and these are about a person.
    public sealed override string ToString() => GetType().Name;

    /// <summary>A contact, as a colleague sees it.</summary>
    public sealed record OfContact : TimelineEntry
    {
        public required Guid ContactId { get; init; }
        public required ContactInitiator Initiator { get; init; }
        public required ContactChannel Channel { get; init; }
        public required int? HandlingTimeMinutes { get; init; }
        public required IReadOnlyList<NeedReason> Themes { get; init; }
        public required RepeatReason? RepeatReason { get; init; }
        public required ContactOutcome? Outcome { get; init; }
        public required DateTime? CallbackPromisedAtUtc { get; init; }
        public required DateTime? CallbackDoneAtUtc { get; init; }

        /// <summary>False for a contact of another unit: its note is not read, and its receipt does not open.</summary>
        public required bool IsOfOwnUnit { get; init; }

        public required string? Note { get; init; }
    }

    /// <summary>A step of a case.</summary>
    public sealed record OfCase : TimelineEntry
    {
        /// <summary>Null for the case's beginning.</summary>
        public required CaseEventKind? Kind { get; init; }

        public required NeedReason? Theme { get; init; }

        /// <summary>The unit a case was offered to, or that declined; null at other steps.</summary>
        public Unit? OtherUnit { get; init; }

        public Handoffs.HandoffReason? HandoffReason { get; init; }
        public Handoffs.DeclineReason? DeclineReason { get; init; }

        /// <summary>What was written for the other unit at this step: the reason of an offer, of declining it, the result of a meeting. Null when nothing was, or the reader may not read it.</summary>
        public string? Note { get; init; }

        /// <summary>Which step was recorded by mistake, of <see cref="CaseEventKind.TakenBack"/>.</summary>
        public CaseEventKind? TookBack { get; init; }

        /// <summary>Whether this step was itself a mistake.</summary>
        public bool IsTakenBack { get; init; }
    }

    /// <summary>A change of who answers for a case within its unit.</summary>
    public sealed record OfAssignment : TimelineEntry
    {
        public required Queues.CaseAssignmentKind Kind { get; init; }
        public required NeedReason? Theme { get; init; }

        /// <summary>Who had it before, when it was somebody else than whoever did it.</summary>
        public required string? FromName { get; init; }

        /// <summary>Who has it now; null for nobody.</summary>
        public required string? ToName { get; init; }

        /// <summary>Null when none was given, or for a case of another unit.</summary>
        public required string? Reason { get; init; }
    }

    /// <summary>A step of a referral to a service.</summary>
    public sealed record OfReferral : TimelineEntry
    {
        public required Guid ReferralId { get; init; }
        public required Services.Referrals.ReferralState State { get; init; }

        /// <summary>Which step was taken back as a mistake; null for an ordinary one.</summary>
        public Services.Referrals.ReferralState? TookBack { get; init; }

        /// <summary>In the reader's language.</summary>
        public required string ServiceName { get; init; }

        /// <summary>Null when nothing was written, or the reader may not read it.</summary>
        public required string? Note { get; init; }
    }

    /// <summary>A first assessment that was finished.</summary>
    public sealed record OfAssessment : TimelineEntry
    {
        public required int AnswerCount { get; init; }
    }

    /// <summary>An intervention that began or ended.</summary>
    public sealed record OfIntervention : TimelineEntry
    {
        public required Guid InterventionId { get; init; }
        public required string MethodCode { get; init; }
        public required int MethodVersion { get; init; }

        /// <summary>Null for its beginning.</summary>
        public required Interventions.InterventionState? Outcome { get; init; }
    }

    /// <summary>A segment that was decided.</summary>
    public sealed record OfDecision : TimelineEntry
    {
        /// <summary>Whether it is the client's segment now: the last one stored, whenever it was made.</summary>
        public required bool Holds { get; init; }

        public required string Segment { get; init; }
        public required string? SuggestedSegment { get; init; }
        public required double? SuggestedShare { get; init; }
        public required int? SecondsToDecide { get; init; }
    }
}
