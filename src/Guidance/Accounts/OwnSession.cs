using Microsoft.AspNetCore.Identity;
using Palveluohjaus.Guidance.Audit;

namespace Palveluohjaus.Guidance.Accounts;

/// <summary>Keeps the caller signed in where a change of their own ended all sessions of the account.</summary>
internal sealed class OwnSession(SignIn signIn, UserManager<Account> accounts, CurrentActor current)
{
    public async Task RenewAsync() => await signIn.RenewAsync((await accounts.FindByIdAsync(current.Actor.AccountId.ToString()!))!);
}
