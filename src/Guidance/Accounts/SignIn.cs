using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Accounts;

/// <summary>Signs in and out. Every attempt goes into the audit; what was typed as a name does not, for it may be a password.</summary>
public sealed class SignIn(SignInManager<Account> sessions, GuidanceDbContext guidance, TimeProvider clock)
{
    /// <summary>Stands in the audit for whoever was not recognised.</summary>
    public static readonly Actor Unknown = new("unknown");

    /// <summary>Longer ones are not hashed: hashing is slow on purpose.</summary>
    public const int PasswordMaxLength = 200;

    private static readonly string UnusedHash = new PasswordHasher<Account>().HashPassword(null!, Guid.NewGuid().ToString());

    public async Task<SignInOutcome> WithPasswordAsync(string name, string password, CancellationToken cancellationToken)
    {
        var account = await FindAsync(name, password);
        return account is { DisabledAtUtc: null } && password.Length <= PasswordMaxLength
            ? await ConcludeAsync(await sessions.PasswordSignInAsync(account, password, isPersistent: false, lockoutOnFailure: true), account, "Password", cancellationToken)
            : await RefuseAsync(account, "Password", cancellationToken);
    }

    /// <summary>For a program, which sends both in one call: nothing of the password is kept until the code comes.</summary>
    /// <param name="name">The account's name.</param>
    /// <param name="password">Its password.</param>
    /// <param name="code">As in <see cref="WithCodeAsync"/>; null or empty to ask whether one is needed.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<SignInOutcome> WithPasswordAndCodeAsync(string name, string password, string? code, CancellationToken cancellationToken)
    {
        var account = await FindAsync(name, password);
        if (account is not { DisabledAtUtc: null } || password.Length > PasswordMaxLength)
            return await RefuseAsync(account, "Password", cancellationToken);

        var (result, way) = (await sessions.CheckPasswordSignInAsync(account, password, lockoutOnFailure: true), "Password");
        if (result.Succeeded && account.TwoFactorEnabled)
        {
            if (string.IsNullOrWhiteSpace(code))
                return await AskCodeAsync(account, cancellationToken);
            (result, way) = await CheckCodeAsync(account, code);
        }

        if (result.Succeeded)
            await sessions.SignInAsync(account, isPersistent: false);
        return await ConcludeAsync(result, account, way, cancellationToken);
    }

    /// <summary>The account whose password was right and whose code is asked for; null when there is none, or it took too long.</summary>
    public async Task<bool> IsCodeAwaitedAsync() => await sessions.GetTwoFactorAuthenticationUserAsync() is { DisabledAtUtc: null };

    /// <param name="code">Six digits of the app, or a recovery code. Spaces and hyphens do not count.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<SignInOutcome> WithCodeAsync(string code, CancellationToken cancellationToken)
    {
        var account = await sessions.GetTwoFactorAuthenticationUserAsync();
        if (account is null || account.DisabledAtUtc is not null)
            return SignInOutcome.StartOver;

        var (plain, isAppCode) = ReadCode(code);
        var result = isAppCode
            ? await sessions.TwoFactorAuthenticatorSignInAsync(plain, isPersistent: false, rememberClient: false)
            : await WithRecoveryCodeAsync(account, code.Trim());
        return await ConcludeAsync(result, account, isAppCode ? "Code" : "RecoveryCode", cancellationToken);
    }

    public async Task OutAsync(Actor actor, CancellationToken cancellationToken)
    {
        var session = await guidance.Set<AccountSession>().SingleAsync(each => each.Id == actor.SessionId, cancellationToken);
        session.End(clock.GetUtcNow().UtcDateTime);
        guidance.AuditAccount(AuditAction.SignOut, actor.AccountId, actor, nameof(SignIn), clock.GetUtcNow().UtcDateTime);
        await guidance.SaveChangesAsync(cancellationToken);
        await sessions.SignOutAsync();
    }

    /// <summary>Begins a session in place of the one that has just changed its own password or second factor, which ended all of the account's.</summary>
    public async Task RenewAsync(Actor actor, CancellationToken cancellationToken)
    {
        var session = await guidance.Set<AccountSession>().SingleAsync(each => each.Id == actor.SessionId, cancellationToken);
        session.End(clock.GetUtcNow().UtcDateTime);
        await sessions.SignInAsync((await sessions.UserManager.FindByIdAsync(actor.AccountId.ToString()!))!, isPersistent: false);
    }

    /// <returns>Null when there is no such account.</returns>
    private async Task<Account?> FindAsync(string name, string password)
    {
        var account = name.Length <= Account.NameMaxLength ? await sessions.UserManager.FindByNameAsync(name.Trim()) : null;
        if (account is not { DisabledAtUtc: null, PasswordHash: not null } || password.Length > PasswordMaxLength || await sessions.UserManager.IsLockedOutAsync(account))
        {
            // Takes as long as a wrong password does, so that time does not tell which accounts there are.
            sessions.UserManager.PasswordHasher.VerifyHashedPassword(account!, UnusedHash, password.Length <= PasswordMaxLength ? password : string.Empty);
        }

        return account;
    }

    private static (string Plain, bool IsAppCode) ReadCode(string code)
    {
        var plain = string.Concat(code.Where(char.IsLetterOrDigit));
        return (plain, plain.Length == SecondFactor.CodeLength && plain.All(char.IsAsciiDigit));
    }

    private async Task<(SignInResult Result, string Way)> CheckCodeAsync(Account account, string code)
    {
        var accounts = sessions.UserManager;
        var (plain, isAppCode) = ReadCode(code);
        var isRight = isAppCode
            ? await accounts.VerifyTwoFactorTokenAsync(account, accounts.Options.Tokens.AuthenticatorTokenProvider, plain)
            : (await accounts.RedeemTwoFactorRecoveryCodeAsync(account, code.Trim())).Succeeded;
        if (isRight)
            await accounts.ResetAccessFailedCountAsync(account);
        else
            await accounts.AccessFailedAsync(account);
        return (isRight ? SignInResult.Success : SignInResult.Failed, isAppCode ? "Code" : "RecoveryCode");
    }

    private async Task<SignInResult> WithRecoveryCodeAsync(Account account, string code)
    {
        // The framework counts wrong app codes against the lock-out, but not wrong recovery codes.
        if (await sessions.UserManager.IsLockedOutAsync(account))
            return SignInResult.LockedOut;

        var result = await sessions.TwoFactorRecoveryCodeSignInAsync(code);
        if (!result.Succeeded)
            await sessions.UserManager.AccessFailedAsync(account);
        return result;
    }

    private async Task<SignInOutcome> ConcludeAsync(SignInResult result, Account account, string way, CancellationToken cancellationToken)
    {
        if (result.RequiresTwoFactor)
            return await AskCodeAsync(account, cancellationToken);
        if (!result.Succeeded)
            return await RefuseAsync(account, result.IsLockedOut ? $"{way}; locked out" : way, cancellationToken);

        var now = clock.GetUtcNow().UtcDateTime;
        account.LastSignInAtUtc = now;
        guidance.AuditAccount(AuditAction.SignIn, account.Id, ActorOf(account), way, now);
        await guidance.SaveChangesAsync(cancellationToken);
        return SignInOutcome.Done;
    }

    /// <summary>That somebody knows the password is worth a trace, also when no code follows.</summary>
    private async Task<SignInOutcome> AskCodeAsync(Account account, CancellationToken cancellationToken)
    {
        guidance.AuditAccount(AuditAction.SignIn, account.Id, ActorOf(account), "Password; code asked for", clock.GetUtcNow().UtcDateTime);
        await guidance.SaveChangesAsync(cancellationToken);
        return SignInOutcome.CodeNeeded;
    }

    private async Task<SignInOutcome> RefuseAsync(Account? account, string way, CancellationToken cancellationToken)
    {
        // What another attempt at the same moment got ahead of is not stored; that there was an attempt is.
        guidance.ChangeTracker.Clear();
        guidance.AuditAccount(AuditAction.SignInRefused, account?.Id, account is null ? Unknown : ActorOf(account), way, clock.GetUtcNow().UtcDateTime);
        await guidance.SaveChangesAsync(cancellationToken);
        return SignInOutcome.Refused;
    }

    private static Actor ActorOf(Account account) => new(account.UserName!, account.WorkerId) { AccountId = account.Id };
}

public enum SignInOutcome
{
    Done,

    /// <summary>The password was right; the second factor is asked for next.</summary>
    CodeNeeded,

    /// <summary>Wrong, locked or disabled: one answer for all, so that it does not tell which accounts there are.</summary>
    Refused,

    /// <summary>The password was given too long ago.</summary>
    StartOver,
}
