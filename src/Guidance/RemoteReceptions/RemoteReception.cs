using Palveluohjaus.Guidance.Clients;

namespace Palveluohjaus.Guidance.RemoteReceptions;

/// <summary>A remote reception (etävastaanotto) as it was planned with a client: consent, judgement, and what was sent. Holding it is a contact of its own.</summary>
public sealed class RemoteReception
{
    public const int ReasonMaxLength = 1000;
    public const int EmailMaxLength = 254;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ClientId { get; init; }
    /// <summary>The case by which whoever planned it had to do with the client; null when something else was their ground.</summary>
    public Guid? CaseId { get; init; }

    /// <summary>The client's answer: given or refused.</summary>
    public required ConsentAnswer Consent { get; init; }

    /// <summary>Required when the client refused.</summary>
    public RemoteRefusalReason? RefusalReason { get; init; }

    /// <summary>Whether the professional judges that the matter can be met remotely; null when the client refused.</summary>
    public RemoteJudgement? Judgement { get; init; }

    /// <summary>Why it was judged so; required when it is not suitable.</summary>
    public string? JudgementReason { get; init; }

    /// <summary>Where the instructions were sent, read back to the client; null when there is no reception.</summary>
    public string? Email { get; init; }

    public DateTime? PlannedAtUtc { get; init; }
    public required DateTime RecordedAtUtc { get; init; }
    public Guid? UnitId { get; init; }
    public Guid? WorkerId { get; init; }

    /// <summary>Given by the form, unique: sending it twice records one.</summary>
    public required Guid SubmissionKey { get; init; }
}

/// <summary>Why a client does not want to meet remotely.</summary>
public enum RemoteRefusalReason
{
    WantsToMeet,
    NoDevice,
    NoSkills,
    NoPrivatePlace,
    DistrustsRemote,
    HealthOrSenses,
    Other,
}

public enum RemoteJudgement
{
    Suitable,
    NotSuitable,
}
