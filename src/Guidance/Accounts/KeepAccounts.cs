using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Teams;

namespace Palveluohjaus.Guidance.Accounts;

/// <summary>Adds accounts, and gives and takes rights. Every change is in the audit and ends no more than it must: a right taken away is gone at the account's next request.</summary>
public sealed class KeepAccounts(GuidanceDbContext guidance, UserManager<Account> accounts, TimeProvider clock)
{
    private readonly CheckAccount _check = new(guidance, accounts.KeyNormalizer, clock);
    private readonly OneTimeLinks _links = new(guidance, clock);

    /// <summary>Adds an account without a password: its owner sets one by the link.</summary>
    public Task<AccountResult> AddAsync(AccountToSave toSave, Actor actor, CancellationToken cancellationToken) => AddAsync(toSave, workerId: null, actor, cancellationToken);

    /// <param name="toSave">The account. The name of a worker known before is left as it is.</param>
    /// <param name="workerId">A worker known before, who has no account yet; null to record one.</param>
    /// <param name="actor">Who adds.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<AccountResult> AddAsync(AccountToSave toSave, Guid? workerId, Actor actor, CancellationToken cancellationToken) => guidance.InTransactionAsync<AccountResult>(
        async transaction =>
        {
            var problems = await _check.CheckAsync(toSave, changed: null, cancellationToken);
            if (problems.Count > 0)
                return new AccountResult.Refused(problems);

            var name = toSave.Name.Trim();
            var account = new Account { UserName = name, WorkerId = workerId ?? AddWorker(toSave, name), CreatedAtUtc = clock.GetUtcNow().UtcDateTime, LockoutEnabled = true };
            Apply(account, toSave);
            await SetUnitsAsync(account.WorkerId, toSave.UnitIds, cancellationToken);
            Audit(AuditAction.Create, account.Id, actor, Describe(toSave));
            Require(await accounts.CreateAsync(account));
            var token = await _links.IssueAsync(account.Id, cancellationToken);
            await guidance.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return new AccountResult.Invited(account.Id, token);
        },
        cancellationToken);

    public Task<AccountResult> ChangeAsync(Guid accountId, AccountToSave toSave, Actor actor, CancellationToken cancellationToken) => guidance.InTransactionAsync<AccountResult>(
        async transaction =>
        {
            var account = await RequireAsync(accountId);
            if (toSave.Version is { } version && version != account.Version)
                return new AccountResult.Refused([new AccountProblem(nameof(toSave.Version), AccountProblemKind.ChangedMeanwhile)]);
            var problems = await _check.CheckAsync(toSave, account, cancellationToken);
            if (!toSave.Roles.Contains(AccountRole.Admin) && await IsLastAdminAsync(account, cancellationToken))
                problems.Add(new AccountProblem(nameof(toSave.Roles), AccountProblemKind.LastAdmin));
            if (problems.Count > 0)
                return new AccountResult.Refused(problems);

            Apply(account, toSave);
            account.Version++;
            var worker = await guidance.Workers.SingleAsync(candidate => candidate.Id == account.WorkerId, cancellationToken);
            guidance.Entry(worker).Property(each => each.Name).CurrentValue = ClientText.Clean(toSave.WorkerName);
            await SetUnitsAsync(worker.Id, toSave.UnitIds, cancellationToken);
            Audit(AuditAction.Update, account.Id, actor, Describe(toSave));
            Require(await accounts.UpdateAsync(account));
            await transaction.CommitAsync(cancellationToken);
            return new AccountResult.Saved(accountId);
        },
        cancellationToken);

    /// <summary>A new link for one who has forgotten the password or never set it. Until it is used the old password holds.</summary>
    public Task<AccountResult> InviteAsync(Guid accountId, Actor actor, CancellationToken cancellationToken) => guidance.InTransactionAsync<AccountResult>(
        async transaction =>
        {
            // Of two who ask at once, the second ends the first one's link.
            var account = await RequireAsync(accountId);
            var token = await _links.IssueAsync(account.Id, cancellationToken);
            Audit(AuditAction.Update, account.Id, actor, nameof(OneTimeLink));
            await guidance.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return new AccountResult.Invited(accountId, token);
        },
        cancellationToken);

    /// <summary>Shuts an account at once: its sessions end and its links with them. What it did stays in the audit.</summary>
    public Task<AccountResult> DisableAsync(Guid accountId, Actor actor, CancellationToken cancellationToken) => guidance.InTransactionAsync<AccountResult>(
        async transaction =>
        {
            var account = await RequireAsync(accountId);
            if (await IsLastAdminAsync(account, cancellationToken))
                return new AccountResult.Refused([new AccountProblem(nameof(AccountToSave.Roles), AccountProblemKind.LastAdmin)]);

            account.DisabledAtUtc ??= clock.GetUtcNow().UtcDateTime;
            await _links.EndAllAsync(account.Id, cancellationToken);
            Audit(AuditAction.Update, account.Id, actor, "Disabled");
            Require(await accounts.UpdateSecurityStampAsync(account));
            await transaction.CommitAsync(cancellationToken);
            return new AccountResult.Saved(accountId);
        },
        cancellationToken);

    public Task<AccountResult> EnableAsync(Guid accountId, Actor actor, CancellationToken cancellationToken) => guidance.InTransactionAsync<AccountResult>(
        async transaction =>
        {
            var account = await RequireAsync(accountId);
            account.DisabledAtUtc = null;
            account.AccessFailedCount = 0;
            account.LockoutEnd = null;
            Audit(AuditAction.Update, account.Id, actor, "Enabled");
            Require(await accounts.UpdateAsync(account));
            await transaction.CommitAsync(cancellationToken);
            return new AccountResult.Saved(accountId);
        },
        cancellationToken);

    /// <summary>For a lost phone. Its owner signs in with the password alone until they set up another.</summary>
    public Task<AccountResult> ResetSecondFactorAsync(Guid accountId, Actor actor, CancellationToken cancellationToken) => guidance.InTransactionAsync<AccountResult>(
        async transaction =>
        {
            await new SecondFactor(accounts, guidance, clock).TurnOffAsync(await RequireAsync(accountId), actor);
            await transaction.CommitAsync(cancellationToken);
            return new AccountResult.Saved(accountId);
        },
        cancellationToken);

    /// <summary>What an account says of itself: two letters of a language, and whether single keys act. No admin's change stands in its way.</summary>
    public Task SetOwnAsync(string? language, bool usesSingleKeys, Actor actor, CancellationToken cancellationToken) =>
        guidance.Accounts.Where(account => account.Id == actor.AccountId).ExecuteUpdateAsync(
            set => set.SetProperty(account => account.Language, language).SetProperty(account => account.UsesSingleKeys, usesSingleKeys),
            cancellationToken);

    public async Task<(string? Address, bool Warns)> ReadMailAsync(Guid accountId, CancellationToken cancellationToken)
    {
        var stored = await guidance.Accounts.Where(account => account.Id == accountId).Select(account => new { account.MailAddress, account.WarnsByMail }).SingleAsync(cancellationToken);
        return (stored.MailAddress, stored.WarnsByMail);
    }

    /// <summary>Where an account's warnings go by mail, and whether they go at all.</summary>
    /// <param name="accountId">Whose.</param>
    /// <param name="address">Null or blank for none.</param>
    /// <param name="warns">Whether warnings are sent there.</param>
    /// <param name="actor">Its owner, or whoever keeps accounts.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>False when mail could not be sent to it; nothing is stored then.</returns>
    public async Task<bool> SetMailAsync(Guid accountId, string? address, bool warns, Actor actor, CancellationToken cancellationToken)
    {
        var cleaned = string.IsNullOrWhiteSpace(address) ? null : address.Trim();
        if (cleaned is not null && !EmailAddress.IsValid(cleaned))
            return false;
        return await guidance.InTransactionAsync(
            async transaction =>
            {
                await guidance.Accounts.Where(account => account.Id == accountId).ExecuteUpdateAsync(
                    set => set.SetProperty(account => account.MailAddress, cleaned).SetProperty(account => account.WarnsByMail, warns), cancellationToken);
                Audit(AuditAction.Update, accountId, actor, nameof(Account.MailAddress));
                await guidance.SaveChangesAsync(cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                return true;
            },
            cancellationToken);
    }

    /// <summary>Sends no warnings from now on; the address stays.</summary>
    public Task StopMailAsync(Guid accountId, Actor actor, CancellationToken cancellationToken) => guidance.InTransactionAsync(
        async transaction =>
        {
            await guidance.Accounts.Where(account => account.Id == accountId).ExecuteUpdateAsync(set => set.SetProperty(account => account.WarnsByMail, false), cancellationToken);
            Audit(AuditAction.Update, accountId, actor, nameof(Account.WarnsByMail));
            await guidance.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        },
        cancellationToken);

    private Guid AddWorker(AccountToSave toSave, string name)
    {
        var worker = new Worker { Source = GuidanceCase.OwnSource, Code = name, Name = ClientText.Clean(toSave.WorkerName) };
        guidance.Add(worker);
        return worker.Id;
    }

    private static void Apply(Account account, AccountToSave toSave)
    {
        account.Roles = [.. toSave.Roles.Distinct().Order()];
        account.MaySeeProtected = toSave.MaySeeProtected;
    }

    private async Task SetUnitsAsync(Guid workerId, IReadOnlyList<Guid> unitIds, CancellationToken cancellationToken)
    {
        var worker = guidance.Workers.Local.FirstOrDefault(candidate => candidate.Id == workerId)
            ?? await guidance.Workers.SingleAsync(candidate => candidate.Id == workerId, cancellationToken);
        guidance.Entry(worker).Property(each => each.UnitId).CurrentValue = unitIds.Count == 0 ? null : unitIds[0];
        var wanted = unitIds.Skip(1).Where(unitId => unitId != unitIds[0]).ToHashSet();
        var stored = await guidance.UnitMemberships.Where(membership => membership.WorkerId == workerId).ToListAsync(cancellationToken);
        guidance.RemoveRange(stored.Where(membership => !wanted.Contains(membership.UnitId)));
        guidance.AddRange(wanted.Except(stored.Select(membership => membership.UnitId)).Select(unitId => new UnitMembership { WorkerId = workerId, UnitId = unitId }));
    }

    private async Task<bool> IsLastAdminAsync(Account account, CancellationToken cancellationToken)
    {
        if (!account.Roles.Contains(AccountRole.Admin) || account.DisabledAtUtc is not null)
            return false;

        var others = await guidance.Accounts.AsNoTracking().Where(other => other.Id != account.Id && other.DisabledAtUtc == null).ToListAsync(cancellationToken);
        return others.TrueForAll(other => !other.Roles.Contains(AccountRole.Admin));
    }

    private async Task<Account> RequireAsync(Guid accountId) =>
        await accounts.FindByIdAsync(accountId.ToString()) ?? throw new ArgumentException("There is no such account.", nameof(accountId));

    private void Audit(AuditAction action, Guid accountId, Actor actor, string what) => guidance.AuditAccount(action, accountId, actor, what, clock.GetUtcNow().UtcDateTime);

    private static string Describe(AccountToSave toSave) =>
        $"{string.Join(", ", toSave.Roles)}; {toSave.UnitIds.Count} units{(toSave.MaySeeProtected ? "; protected" : string.Empty)}";

    // What a person can do wrong was checked before; what is left is a conflict of two at once, or our bug.
    internal static void Require(IdentityResult result)
    {
        if (result.Succeeded)
            return;
        var problem = $"An account could not be saved: {string.Join(", ", result.Errors.Select(error => error.Code))}.";
        throw result.Errors.Any(error => error.Code == nameof(IdentityErrorDescriber.ConcurrencyFailure)) ? new DbUpdateConcurrencyException(problem) : new DbUpdateException(problem);
    }
}
