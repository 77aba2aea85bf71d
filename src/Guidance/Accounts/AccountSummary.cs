namespace Palveluohjaus.Guidance.Accounts;

/// <summary>One account in the list, and on its card.</summary>
public sealed record AccountSummary
{
    public required Guid Id { get; init; }
    public required int Version { get; init; }
    public required string Name { get; init; }
    public required string WorkerName { get; init; }
    public required IReadOnlyList<AccountRole> Roles { get; init; }

    /// <summary>The unit the worker acts for first.</summary>
    public required IReadOnlyList<Guid> UnitIds { get; init; }

    public required bool MaySeeProtected { get; init; }
    public required bool HasSecondFactor { get; init; }
    public required DateTime? LastSignInAtUtc { get; init; }
    public required AccountState State { get; init; }

    public override string ToString() => $"{nameof(AccountSummary)} {Id}";
}

public enum AccountState
{
    Active,

    /// <summary>Its owner has not set a password yet.</summary>
    Invited,

    /// <summary>Too many wrong passwords or codes; it opens by itself.</summary>
    Locked,
    Disabled,
}
