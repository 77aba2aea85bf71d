namespace Palveluohjaus.Guidance.Accounts;

/// <summary>A link that sets a password once: for the first admin of an empty database, for a new account, or for a forgotten password. Only its hash is stored.</summary>
public sealed class OneTimeLink
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required byte[] TokenHash { get; init; }

    /// <summary>Whose password it sets; null for the link that sets up an empty database.</summary>
    public Guid? AccountId { get; init; }

    public required DateTime CreatedAtUtc { get; init; }
    public required DateTime ExpiresAtUtc { get; init; }

    /// <summary>When it was used, or replaced by a newer one.</summary>
    public DateTime? UsedAtUtc { get; set; }

    public int Version { get; set; }
}
