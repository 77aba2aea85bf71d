namespace Palveluohjaus.Guidance.Services.Referrals;

/// <summary>A referral to make.</summary>
public sealed record ReferralToMake
{
    public required Guid CaseId { get; init; }
    public required Guid ServiceId { get; init; }

    /// <summary>What the service is told, or why this one; empty for nothing.</summary>
    public string Note { get; init; } = string.Empty;

    /// <inheritdoc cref="Referral.SubmissionKey"/>
    public required Guid SubmissionKey { get; init; }

    public override string ToString() => $"{nameof(ReferralToMake)} {CaseId}";
}

/// <summary>A step to record.</summary>
public sealed record StepToRecord
{
    public required Guid ReferralId { get; init; }
    public required ReferralState State { get; init; }

    /// <summary>The county's day on which it happened; null for now.</summary>
    public DateOnly? OccurredOn { get; init; }

    public string Note { get; init; } = string.Empty;

    /// <summary>Of the referral as it was when the form was opened.</summary>
    public required int Version { get; init; }

    public override string ToString() => $"{nameof(StepToRecord)} {ReferralId}";
}

/// <summary>Why nothing was stored. Its sentence is in the texts, under <c>Referrals.Problem.{Kind}</c>.</summary>
public enum ReferralProblemKind
{
    /// <summary>There is no such case or referral, or the actor has nothing to do with it.</summary>
    NotThere,
    CaseClosed,

    /// <summary>Whoever only stated why they see a client has no matter of theirs to guide in: the contact is logged first.</summary>
    ContactFirst,
    ServiceNotThere,
    ServiceWithdrawn,

    /// <summary>An open referral of the same case to the same service.</summary>
    AlreadyReferred,
    StepMissing,
    StepNotPossible,
    ReasonMissing,
    NoteTooLong,
    NoteUnreadable,
    DayUnreadable,
    DayInFuture,
    DayBeforeLastStep,

    /// <summary>That the client was guided stays: what was only just made is ended, with a reason.</summary>
    NothingToTakeBack,
    TakeBackReasonMissing,

    /// <summary>Somebody recorded a step after the form was opened.</summary>
    ChangedMeanwhile,

    /// <summary>The key came before with another referral.</summary>
    KeyReused,
}

/// <summary>What became of a referral or a step of one.</summary>
public abstract record ReferralResult
{
    private ReferralResult()
    {
    }

    /// <param name="ReferralId">Which.</param>
    /// <param name="CameBefore">The same form was sent earlier, and nothing was stored now.</param>
    public sealed record Done(Guid ReferralId, bool CameBefore = false) : ReferralResult;

    /// <param name="Field">The control it is about.</param>
    /// <param name="Kind">What is wrong.</param>
    public sealed record Refused(string Field, ReferralProblemKind Kind) : ReferralResult
    {
        public bool IsConflict => Kind is ReferralProblemKind.AlreadyReferred or ReferralProblemKind.ChangedMeanwhile or ReferralProblemKind.ServiceWithdrawn or ReferralProblemKind.CaseClosed or ReferralProblemKind.KeyReused;
    }
}
