using Palveluohjaus.Guidance.Clients;

namespace Palveluohjaus.Guidance.RemoteReceptions;

/// <summary>A remote reception as it arrives from the form, not yet checked. What the answers before it make needless is left out when it is stored.</summary>
public sealed record RemoteReceptionToPlan
{
    public required Guid SubmissionKey { get; init; }
    public required Guid ClientId { get; init; }
    public ConsentAnswer? Consent { get; init; }
    public RemoteRefusalReason? RefusalReason { get; init; }
    public RemoteJudgement? Judgement { get; init; }
    public string JudgementReason { get; init; } = string.Empty;
    public string Email { get; init; } = string.Empty;

    /// <summary>Whether the address was read back to the client.</summary>
    public bool IsEmailReadBack { get; init; }

    public DateTime? PlannedAtUtc { get; init; }

    // A record prints every field; this one holds a client's address and must not reach a log that way.
    public override string ToString() => $"{nameof(RemoteReceptionToPlan)} {SubmissionKey}";
}

/// <summary>What came of planning a remote reception.</summary>
public abstract record PlanRemoteReceptionResult
{
    private PlanRemoteReceptionResult()
    {
    }

    /// <summary>Stored, now or by the same form before with the same answers.</summary>
    public sealed record Planned(Guid ReceptionId) : PlanRemoteReceptionResult;

    /// <summary>Something must be corrected first; nothing was stored.</summary>
    public sealed record Refused(IReadOnlyList<RemoteReceptionProblem> Problems) : PlanRemoteReceptionResult;
}

/// <summary>What must be corrected. Its sentence is in the texts, under <c>RemoteReception.Problem.{name}</c>.</summary>
public enum RemoteReceptionProblem
{
    ClientUnknown,

    /// <summary>The form was stored before, and said something else.</summary>
    KeyUsed,
    ConsentMissing,
    RefusalReasonMissing,
    JudgementMissing,
    JudgementReasonMissing,
    JudgementReasonTooLong,
    EmailMissing,
    EmailUnreadable,
    EmailNotReadBack,
    TimeMissing,
    TimePast,
    TimeTooFar,
}
