namespace Palveluohjaus.Guidance.Audit;

/// <summary>One processing of client data: who, what, whose, why and when (asiakastietolaki 703/2023). Append-only.</summary>
public sealed class AuditEntry
{
    public long Sequence { get; private set; }
    public required DateTime AtUtc { get; init; }

    /// <summary>Who: the account's name, or the command that ran.</summary>
    public required string Actor { get; init; }

    public required AuditAction Action { get; init; }

    /// <summary>What kind of thing: <c>Contact</c>, <c>Client</c>, <c>History</c>…</summary>
    public required string Subject { get; init; }

    public Guid? SubjectId { get; init; }
    public Guid? ClientId { get; init; }

    /// <summary>Why: the case or contact it belongs to, or the command's purpose. Never a name, a search text or an identity code.</summary>
    public string? Reason { get; init; }
}

public enum AuditAction
{
    Read,
    Search,
    Create,
    Update,
    Import,
    Export,
}
