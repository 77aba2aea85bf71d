namespace Palveluohjaus.Guidance.Audit;

/// <summary>Why client data is processed.</summary>
/// <param name="Reason">The page's or the command's purpose; null where the case or the contact says it all. Never a name, a search text or an identity code.</param>
public sealed record AuditGround(string? Reason)
{
    /// <summary>The case it belongs to.</summary>
    public Guid? CaseId { get; init; }

    /// <summary>The contact it belongs to.</summary>
    public Guid? ContactId { get; init; }

    /// <summary>Where nothing but the purpose tells: a search, a command.</summary>
    public static implicit operator AuditGround(string reason) => new(reason);

    /// <summary>The same ground, with more said of what was done.</summary>
    internal AuditGround With(string detail) => this with { Reason = $"{Reason}{detail}" };
}
