using Palveluohjaus.Guidance.Teams;

namespace Palveluohjaus.Guidance.Accounts;

/// <summary>What signs in.</summary>
/// <param name="Account">The account's name.</param>
/// <param name="Password">Its password.</param>
/// <param name="Code">Of the second factor, or a recovery code; left out until it is asked for.</param>
public sealed record SignInBody(string Account, string Password, string? Code = null)
{
    public override string ToString() => nameof(SignInBody);
}

/// <summary>Who has signed in, and what they may do.</summary>
public sealed record SessionView
{
    public required Guid AccountId { get; init; }
    public required string Account { get; init; }
    public required string WorkerName { get; init; }
    public required IReadOnlyList<AccountRole> Roles { get; init; }
    public required IReadOnlyList<AccessRight> Rights { get; init; }
    public required bool MaySeeProtected { get; init; }

    /// <summary>The one the worker acts for first.</summary>
    public required IReadOnlyList<UnitView> Units { get; init; }

    public required string? Language { get; init; }
    public required bool UsesSingleKeys { get; init; }

    /// <summary>To be sent back in the header <c>X-CSRF-Token</c> with every call but a GET.</summary>
    public required string CsrfToken { get; init; }

    public override string ToString() => $"{nameof(SessionView)} {AccountId}";
}
