namespace Palveluohjaus.Guidance.Accounts;

/// <summary>An account to add, or what an account is to become.</summary>
public sealed record AccountToSave
{
    /// <summary>What the worker signs in with. Given once: the audit knows the account by it.</summary>
    public string Name { get; init; } = string.Empty;

    public string WorkerName { get; init; } = string.Empty;
    public IReadOnlyList<AccountRole> Roles { get; init; } = [];

    /// <summary>The worker's units, the one they act for first.</summary>
    public IReadOnlyList<Guid> UnitIds { get; init; } = [];

    public bool MaySeeProtected { get; init; }

    /// <summary>The account's version that was changed, which says whether somebody else changed it meanwhile; null where nobody looked before.</summary>
    public int? Version { get; init; }

    public override string ToString() => nameof(AccountToSave);
}

/// <summary>What is wrong with which field. Its sentence is in the texts, under <c>Account.Problem.{Kind}</c>.</summary>
public sealed record AccountProblem(string Field, AccountProblemKind Kind);

public enum AccountProblemKind
{
    NameMissing,
    NameTaken,

    /// <summary>Letters, digits, full stops, hyphens and low lines only.</summary>
    NameNotAllowed,
    WorkerNameMissing,
    WorkerNameUnreadable,
    TooLong,
    RoleMissing,

    /// <summary>Guides and team leads act for a unit.</summary>
    UnitMissing,
    UnitUnknown,

    /// <summary>Only who may handle clients has any use of the right to protected ones.</summary>
    ProtectedNeedsClients,

    /// <summary>Without an admin nobody could give rights to anyone.</summary>
    LastAdmin,
    PasswordTooShort,
    PasswordTooLong,
    PasswordTooUniform,
    PasswordIsName,
    PasswordCommon,
    PasswordWrong,
    LinkNotValid,
    ChangedMeanwhile,
}

/// <summary>What became of adding, inviting or changing an account.</summary>
public abstract record AccountResult
{
    private AccountResult()
    {
    }

    public sealed record Saved(Guid AccountId) : AccountResult;

    /// <param name="AccountId">Whose link it is.</param>
    /// <param name="Token">Of a one-time link that sets the password: to be handed over once.</param>
    public sealed record Invited(Guid AccountId, string Token) : AccountResult
    {
        public override string ToString() => $"{nameof(Invited)} {AccountId}";
    }

    /// <summary>Something must be corrected first; nothing was stored.</summary>
    public sealed record Refused(IReadOnlyList<AccountProblem> Problems) : AccountResult;
}
