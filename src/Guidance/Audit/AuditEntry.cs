namespace Palveluohjaus.Guidance.Audit;

/// <summary>One processing of client data: who, what, whose, why and when (asiakastietolaki 703/2023). Append-only.</summary>
public sealed class AuditEntry
{
    public const int ActorMaxLength = 100;
    public const int SubjectMaxLength = 60;
    public const int ReasonMaxLength = 200;
    public const int MacLength = 32;

    /// <summary>The entry's <see cref="AuditPlace"/>, given when it is saved. Within one chain it grows with time.</summary>
    public long Sequence { get; private set; }

    public required DateTime AtUtc { get; init; }

    /// <summary>Who: the account's name, or the command that ran.</summary>
    public required string Actor { get; init; }

    /// <summary>The professional behind the account; null for a command.</summary>
    public Guid? WorkerId { get; init; }

    /// <summary>The unit the professional acted for; null for a command.</summary>
    public Guid? UnitId { get; init; }

    public required AuditAction Action { get; init; }

    /// <summary>What kind of thing: <c>Contact</c>, <c>Client</c>, <c>History</c>…</summary>
    public required string Subject { get; init; }

    public Guid? SubjectId { get; init; }
    public Guid? ClientId { get; init; }

    /// <summary>Why: the case it belongs to.</summary>
    public Guid? CaseId { get; init; }

    /// <summary>Why: the contact it belongs to.</summary>
    public Guid? ContactId { get; init; }

    /// <summary>Why, where no case or contact tells: the page's or the command's purpose. Never a name, a search text or an identity code.</summary>
    public string? Reason { get; init; }

    /// <summary>The keyed hash over all of the above and over the entry before it in its chain.</summary>
    public byte[] Mac { get; private set; } = [];

    /// <param name="action">What was done.</param>
    /// <param name="subject">To what kind of thing.</param>
    /// <param name="subjectId">To which one; null where a list or a search is meant.</param>
    /// <param name="clientId">Whose it is.</param>
    /// <param name="actor">By whom.</param>
    /// <param name="ground">Why. A reason that is too long is cut.</param>
    /// <param name="nowUtc">When.</param>
    public static AuditEntry Of(AuditAction action, string subject, Guid? subjectId, Guid? clientId, Actor actor, AuditGround ground, DateTime nowUtc) => new()
    {
        AtUtc = nowUtc,
        Actor = actor.Name,
        WorkerId = actor.WorkerId,
        UnitId = actor.UnitId,
        Action = action,
        Subject = subject,
        SubjectId = subjectId,
        ClientId = clientId,
        CaseId = ground.CaseId,
        ContactId = ground.ContactId,
        Reason = ground.Reason is { Length: > ReasonMaxLength } reason ? reason[..ReasonMaxLength] : ground.Reason,
    };

    internal void Seal(SealedPlace given)
    {
        Sequence = given.Place.Sequence;
        Mac = given.Mac;
    }
}

public enum AuditAction
{
    Read,
    Search,
    Create,
    Update,
    Import,
    Export,
    SignIn,
    SignInRefused,
    SignOut,

    /// <summary>Removed for good: see <see cref="Retention.RemoveDueData"/>.</summary>
    Delete,
}
