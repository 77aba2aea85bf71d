namespace Palveluohjaus.Guidance.Accounts;

/// <summary>An account as an admin sees it by the API.</summary>
public sealed record AccountView
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }
    public required string WorkerName { get; init; }
    public required IReadOnlyList<AccountRole> Roles { get; init; }

    /// <summary>The one the worker acts for first.</summary>
    public required IReadOnlyList<Guid> UnitIds { get; init; }

    public required bool MaySeeProtected { get; init; }
    public required bool HasPassword { get; init; }
    public required bool HasSecondFactor { get; init; }
    public required DateTime CreatedAtUtc { get; init; }
    public required DateTime? LastSignInAtUtc { get; init; }

    /// <summary>Null for an account in use.</summary>
    public required DateTime? DisabledAtUtc { get; init; }

    public override string ToString() => $"{nameof(AccountView)} {Id}";
}

/// <summary>An account that was added or invited.</summary>
/// <param name="Id">Whose link it is.</param>
/// <param name="Link">Where its owner sets a password, once. It is shown in this answer and never again.</param>
public sealed record AccountInvitedView(Guid Id, string Link)
{
    public override string ToString() => $"{nameof(AccountInvitedView)} {Id}";
}
