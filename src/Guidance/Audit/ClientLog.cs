using Palveluohjaus.Guidance.Teams;

namespace Palveluohjaus.Guidance.Audit;

/// <summary>What a client asks to see: who has processed their data, and why.</summary>
public sealed record ClientLogRequest
{
    public required Guid ClientId { get; init; }

    /// <summary>From this instant on; null for as far back as the client may ask.</summary>
    public DateTime? FromUtc { get; init; }

    /// <summary>Until before this instant; null for now.</summary>
    public DateTime? ToUtc { get; init; }

    /// <summary>Whether a special reason to go further back than two years was given and accepted. The reason itself is not for the audit: it may tell of the client.</summary>
    public bool HasSpecialReason { get; init; }
}

/// <summary>A client's own log, in the order of time.</summary>
public sealed record ClientLog
{
    public required string ClientName { get; init; }
    public required DateOnly DateOfBirth { get; init; }
    public required DateTime FromUtc { get; init; }
    public required DateTime ToUtc { get; init; }
    public required DateTime PrintedAtUtc { get; init; }

    /// <summary>An earlier beginning was asked for, without a special reason.</summary>
    public required bool IsCutToTwoYears { get; init; }

    /// <summary>When the first processing happened that did not fit into the report any more; null when all did. The next report begins from its day.</summary>
    public required DateTime? ContinuesAtUtc { get; init; }

    public required IReadOnlyList<ClientLogRow> Rows { get; init; }

    public override string ToString() => nameof(ClientLog);
}

/// <summary>One processing of the client's data.</summary>
public sealed record ClientLogRow
{
    public required DateTime AtUtc { get; init; }

    /// <summary>The account's or the command's name.</summary>
    public required string Actor { get; init; }

    /// <summary>The professional's name; null for a command.</summary>
    public required string? WorkerName { get; init; }

    /// <summary>The unit the professional acted for; null for a command.</summary>
    public required Unit? Unit { get; init; }

    public required AuditAction Action { get; init; }
    public required string Subject { get; init; }
    public required Guid? CaseId { get; init; }

    /// <summary>When the case was received that was the ground; null when there was none, or it is another client's by now.</summary>
    public required DateTime? CaseReceivedAtUtc { get; init; }

    public required Guid? ContactId { get; init; }

    /// <summary>When the contact took place that was the ground; null when there was none, or it is another client's by now.</summary>
    public required DateTime? ContactStartedAtUtc { get; init; }

    public required string? Reason { get; init; }
}
