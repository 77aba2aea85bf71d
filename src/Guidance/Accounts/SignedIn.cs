using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Teams;

namespace Palveluohjaus.Guidance.Accounts;

/// <summary>Who sent a request, as the database had it at that request: a role taken away is gone at once.</summary>
public sealed record SignedIn
{
    public required Actor Actor { get; init; }
    public required string WorkerName { get; init; }

    /// <summary>The unit the worker acts for; null for those who belong to none.</summary>
    public required Unit? Unit { get; init; }

    public required IReadOnlyList<AccountRole> Roles { get; init; }
    public required string? Language { get; init; }
    public required bool UsesSingleKeys { get; init; }

    public override string ToString() => $"{nameof(SignedIn)} {Actor.AccountId}";
}
