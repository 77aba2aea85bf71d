namespace Palveluohjaus.Guidance.Accounts;

/// <summary>An account that was added or invited.</summary>
/// <param name="Id">Whose link it is.</param>
/// <param name="Link">Where its owner sets a password, once. It is shown in this answer and never again.</param>
public sealed record AccountInvitedView(Guid Id, string Link)
{
    public override string ToString() => $"{nameof(AccountInvitedView)} {Id}";
}
