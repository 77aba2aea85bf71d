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

    public async Task<bool> IsOnAsync(Actor actor) => (await FindAsync(actor)).TwoFactorEnabled;

    public async Task<int> CountRecoveryCodesAsync(Actor actor) => await accounts.CountRecoveryCodesAsync(await FindAsync(actor));

    /// <summary>The secret to give to the app. A new one each time the setting up begins, kept until it is confirmed.</summary>
    /// <exception cref="InvalidOperationException">The second factor is on: its secret is shown to nobody again.</exception>
    public async Task<SecondFactorKey> BeginAsync(Actor actor, bool anew)
    {
        var account = await FindAsync(actor);
        if (account.TwoFactorEnabled)
            throw new InvalidOperationException("The second factor is on already.");

        var key = await accounts.GetAuthenticatorKeyAsync(account);
        if (anew || key is null)
        {
            await accounts.ResetAuthenticatorKeyAsync(account);
            key = await accounts.GetAuthenticatorKeyAsync(account);
        }

        return new SecondFactorKey(key!, $"otpauth://totp/{Issuer}:{Uri.EscapeDataString(account.UserName!)}?secret={key}&issuer={Issuer}&digits={CodeLength}");
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
        await accounts.SetTwoFactorEnabledAsync(account, enabled: true);
        return [.. (await accounts.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodeCount))!];
    }

    /// <returns>New recovery codes in place of the old; null when the password was wrong.</returns>
    public async Task<IReadOnlyList<string>?> RenewRecoveryCodesAsync(string password, Actor actor)
    {
        var account = await FindAsync(actor);
        if (!account.TwoFactorEnabled || !await accounts.CheckPasswordAsync(account, password))
            return null;

        guidance.AuditAccount(AuditAction.Update, account.Id, actor, "RecoveryCodes", clock.GetUtcNow().UtcDateTime);
        return [.. (await accounts.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodeCount))!];
    }

    /// <returns>False when the password was wrong.</returns>
    public async Task<bool> TurnOffAsync(string password, Actor actor)
    {
        var account = await FindAsync(actor);
        if (!await accounts.CheckPasswordAsync(account, password))
            return false;

        await TurnOffAsync(account, actor);
        return true;
    }

    /// <summary>For a lost phone: an admin does it for another.</summary>
    internal async Task TurnOffAsync(Account account, Actor actor)
    {
        guidance.AuditAccount(AuditAction.Update, account.Id, actor, "SecondFactor off", clock.GetUtcNow().UtcDateTime);
        await accounts.SetTwoFactorEnabledAsync(account, enabled: false);
        await accounts.ResetAuthenticatorKeyAsync(account);
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
