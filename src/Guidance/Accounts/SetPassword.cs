using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Accounts;

/// <summary>Sets passwords: by a one-time link, by the account's owner, and the first admin's on an empty database.</summary>
public sealed class SetPassword(GuidanceDbContext guidance, UserManager<Account> accounts, KeepAccounts keep, TimeProvider clock)
{
    public const int MinLength = CheckAccount.PasswordMinLength;

    private static readonly Actor SetUpActor = new("set-up");
    private readonly OneTimeLinks _links = new(guidance, clock);

    /// <summary>A link for the first admin; earlier ones end.</summary>
    /// <returns>Its token; null when there are accounts already.</returns>
    public async Task<string?> IssueSetUpAsync(CancellationToken cancellationToken)
    {
        if (await guidance.Accounts.AnyAsync(cancellationToken))
            return null;

        var token = await _links.IssueAsync(accountId: null, cancellationToken);
        await guidance.SaveChangesAsync(cancellationToken);
        return token;
    }

    /// <returns>The account name a link is for; empty for the set-up link; null when the link does not hold.</returns>
    public async Task<string?> FindLinkAsync(string token, CancellationToken cancellationToken)
    {
        if (await _links.FindAsync(token, cancellationToken) is not { } link)
            return null;
        if (link.AccountId is { } accountId)
            return await guidance.Accounts.Where(account => account.Id == accountId && account.DisabledAtUtc == null).Select(account => account.UserName).FirstOrDefaultAsync(cancellationToken);
        return await guidance.Accounts.AnyAsync(cancellationToken) ? null : string.Empty;
    }

    /// <summary>Makes the first admin of an empty database.</summary>
    public Task<AccountResult> SetUpAsync(string token, AccountToSave admin, string password, CancellationToken cancellationToken) => guidance.InTransactionAsync<AccountResult>(
        async transaction =>
        {
            if (await FindLinkAsync(token, cancellationToken) is not "" || await _links.FindAsync(token, cancellationToken) is not { } link)
                return Refuse(nameof(token), AccountProblemKind.LinkNotValid);

            if (CheckAccount.FindPasswordProblem(password, admin.Name.Trim()) is { } problem)
                return Refuse(nameof(password), problem);

            var added = await keep.AddAsync(admin with { Roles = [AccountRole.Admin], UnitIds = [], MaySeeProtected = false }, SetUpActor, cancellationToken);
            if (added is not AccountResult.Invited invited)
                return added;
            if (!await TryApplyAsync(link, (await accounts.FindByIdAsync(invited.AccountId.ToString()))!, password, SetUpActor, cancellationToken))
                return Refuse(nameof(token), AccountProblemKind.LinkNotValid);

            await transaction.CommitAsync(cancellationToken);
            return new AccountResult.Saved(invited.AccountId);
        },
        cancellationToken);

    public Task<AccountResult> ByLinkAsync(string token, string password, CancellationToken cancellationToken) => guidance.InTransactionAsync<AccountResult>(
        async transaction =>
        {
            if (await _links.FindAsync(token, cancellationToken) is not { AccountId: { } accountId } link
                || await accounts.FindByIdAsync(accountId.ToString()) is not { DisabledAtUtc: null } account)
            {
                return Refuse(nameof(token), AccountProblemKind.LinkNotValid);
            }

            if (CheckAccount.FindPasswordProblem(password, account.UserName!) is { } problem)
                return Refuse(nameof(password), problem);

            var owner = new Actor(account.UserName!, account.WorkerId) { AccountId = account.Id };
            if (!await TryApplyAsync(link, account, password, owner, cancellationToken))
                return Refuse(nameof(token), AccountProblemKind.LinkNotValid);

            await transaction.CommitAsync(cancellationToken);
            return new AccountResult.Saved(account.Id);
        },
        cancellationToken);

    /// <summary>The owner changes it. Other sessions of the account end; the caller renews this one with <see cref="SignIn"/>.</summary>
    public async Task<AccountResult> ChangeOwnAsync(string oldPassword, string newPassword, Actor actor, CancellationToken cancellationToken)
    {
        var account = (await accounts.FindByIdAsync(actor.AccountId.ToString()!))!;
        if (oldPassword.Length > SignIn.PasswordMaxLength || !await accounts.CheckPasswordAsync(account, oldPassword))
            return Refuse(nameof(oldPassword), AccountProblemKind.PasswordWrong);
        if (CheckAccount.FindPasswordProblem(newPassword, account.UserName!) is { } problem)
            return Refuse(nameof(newPassword), problem);

        await ApplyAsync(account, newPassword, actor, cancellationToken);
        return new AccountResult.Saved(account.Id);
    }

    /// <returns>False when somebody used the link at the same moment.</returns>
    private async Task<bool> TryApplyAsync(OneTimeLink link, Account account, string password, Actor actor, CancellationToken cancellationToken)
    {
        try
        {
            _links.Use(link);
            await ApplyAsync(account, password, actor, cancellationToken);
            return true;
        }
        catch (DbUpdateException fault) when (StorageFaults.IsConflict(fault))
        {
            guidance.ChangeTracker.Clear();
            return false;
        }
    }

    private async Task ApplyAsync(Account account, string password, Actor actor, CancellationToken cancellationToken)
    {
        account.PasswordHash = accounts.PasswordHasher.HashPassword(account, password);
        account.AccessFailedCount = 0;
        account.LockoutEnd = null;
        await _links.EndAllAsync(account.Id, cancellationToken);
        guidance.AuditAccount(AuditAction.Update, account.Id, actor, "Password", clock.GetUtcNow().UtcDateTime);
        KeepAccounts.Require(await accounts.UpdateSecurityStampAsync(account));
    }

    private static AccountResult.Refused Refuse(string field, AccountProblemKind kind) => new([new AccountProblem(field, kind)]);
}
