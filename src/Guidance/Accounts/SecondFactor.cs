using Microsoft.AspNetCore.Identity;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Accounts;

/// <summary>The second factor of an account: codes of an authenticator app (RFC 6238), and recovery codes for a lost phone.</summary>
public sealed class SecondFactor(UserManager<Account> accounts, GuidanceDbContext guidance, TimeProvider clock)
{
    public const int CodeLength = 6;
    private const int RecoveryCodeCount = 10;
    private const string Issuer = "Palveluohjaus";

    // Where the framework keeps the secret. Its own way of taking it away puts another in its place and ends the session.
    private const string KeyProvider = "[AspNetUserStore]";
    private const string KeyName = "AuthenticatorKey";

    public async Task<bool> IsOnAsync(Actor actor) => (await FindAsync(actor)).TwoFactorEnabled;

    public async Task<int> CountRecoveryCodesAsync(Actor actor) => await accounts.CountRecoveryCodesAsync(await FindAsync(actor));

    /// <summary>Makes a new secret, which waits for a code to confirm it.</summary>
    /// <returns>False when the second factor is on already.</returns>
    public async Task<bool> BeginAsync(Actor actor)
    {
        var account = await FindAsync(actor);
        if (account.TwoFactorEnabled)
            return false;

        KeepAccounts.Require(await accounts.SetAuthenticationTokenAsync(account, KeyProvider, KeyName, accounts.GenerateNewAuthenticatorKey()));
        return true;
    }

    /// <summary>The secret to give to the app, from when the setting up begins until it is confirmed.</summary>
    /// <returns>Null when none was begun, and when the second factor is on: its secret is shown to nobody again.</returns>
    public async Task<SecondFactorKey?> FindBegunAsync(Actor actor)
    {
        var account = await FindAsync(actor);
        return !account.TwoFactorEnabled && await accounts.GetAuthenticatorKeyAsync(account) is { Length: > 0 } key
            ? new SecondFactorKey(key, $"otpauth://totp/{Issuer}:{Uri.EscapeDataString(account.UserName!)}?secret={key}&issuer={Issuer}&digits={CodeLength}")
            : null;
    }

    /// <returns>The recovery codes, to be shown once; null when the code was wrong.</returns>
    public async Task<IReadOnlyList<string>?> ConfirmAsync(string code, Actor actor)
    {
        var account = await FindAsync(actor);
        var plain = string.Concat(code.Where(char.IsAsciiDigit));
        if (account.TwoFactorEnabled || await accounts.GetAuthenticatorKeyAsync(account) is null
            || !await accounts.VerifyTwoFactorTokenAsync(account, TokenOptions.DefaultAuthenticatorProvider, plain))
        {
            return null;
        }

        guidance.AuditAccount(AuditAction.Update, account.Id, actor, "SecondFactor on", clock.GetUtcNow().UtcDateTime);
        KeepAccounts.Require(await accounts.SetTwoFactorEnabledAsync(account, enabled: true));
        return [.. (await accounts.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodeCount))!];
    }

    /// <returns>New recovery codes in place of the old; null when the password was wrong.</returns>
    public async Task<IReadOnlyList<string>?> RenewRecoveryCodesAsync(string password, Actor actor)
    {
        var account = await FindAsync(actor);
        if (!account.TwoFactorEnabled || password.Length > SignIn.PasswordMaxLength || !await accounts.CheckPasswordAsync(account, password))
            return null;

        guidance.AuditAccount(AuditAction.Update, account.Id, actor, "RecoveryCodes", clock.GetUtcNow().UtcDateTime);
        return [.. (await accounts.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodeCount))!];
    }

    /// <returns>False when the password was wrong.</returns>
    public async Task<bool> TurnOffAsync(string password, Actor actor)
    {
        var account = await FindAsync(actor);
        if (password.Length > SignIn.PasswordMaxLength || !await accounts.CheckPasswordAsync(account, password))
            return false;

        await TurnOffAsync(account, actor);
        return true;
    }

    /// <summary>For a lost phone: an admin does it for another.</summary>
    internal async Task TurnOffAsync(Account account, Actor actor)
    {
        guidance.AuditAccount(AuditAction.Update, account.Id, actor, "SecondFactor off", clock.GetUtcNow().UtcDateTime);
        account.LastCodeStep = null;
        KeepAccounts.Require(await accounts.SetTwoFactorEnabledAsync(account, enabled: false));
        KeepAccounts.Require(await accounts.RemoveAuthenticationTokenAsync(account, KeyProvider, KeyName));
    }

    private async Task<Account> FindAsync(Actor actor) => (await accounts.FindByIdAsync(actor.AccountId.ToString()!))!;
}

/// <summary>A secret as an authenticator app takes it.</summary>
/// <param name="Key">To be typed, base 32.</param>
/// <param name="Address">To be scanned or opened, <c>otpauth://</c>.</param>
public sealed record SecondFactorKey(string Key, string Address)
{
    public override string ToString() => nameof(SecondFactorKey);
}
