using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Accounts;

/// <summary>Accounts as their admin sees them.</summary>
public sealed class ReadAccounts(GuidanceDbContext guidance, TimeProvider clock)
{
    /// <summary>By the worker's name.</summary>
    public async Task<IReadOnlyList<AccountSummary>> ReadAllAsync(CancellationToken cancellationToken) =>
        [.. (await ReadAsync(onlyId: null, cancellationToken))
            .OrderBy(account => account.WorkerName, StringComparer.Create(CultureInfo.CurrentCulture, ignoreCase: true))
            .ThenBy(account => account.Name, StringComparer.Ordinal)];

    public async Task<AccountSummary?> FindAsync(Guid accountId, CancellationToken cancellationToken) =>
        (await ReadAsync(accountId, cancellationToken)).FirstOrDefault();

    private async Task<List<AccountSummary>> ReadAsync(Guid? onlyId, CancellationToken cancellationToken)
    {
        var found = await (
            from account in guidance.Accounts.AsNoTracking()
            join worker in guidance.Workers on account.WorkerId equals worker.Id
            where onlyId == null || account.Id == onlyId
            select new { account, worker.Name, worker.UnitId }).ToListAsync(cancellationToken);
        var workerIds = found.ConvertAll(each => each.account.WorkerId);
        var memberships = (await guidance.UnitMemberships.AsNoTracking().Where(membership => onlyId == null || workerIds.Contains(membership.WorkerId)).ToListAsync(cancellationToken))
            .ToLookup(membership => membership.WorkerId, membership => membership.UnitId);
        return found.ConvertAll(each => new AccountSummary
        {
            Id = each.account.Id,
            Version = each.account.Version,
            Name = each.account.UserName!,
            WorkerName = each.Name,
            Roles = each.account.Roles,
            UnitIds = each.UnitId is { } home ? [home, .. memberships[each.account.WorkerId].Where(unitId => unitId != home)] : [.. memberships[each.account.WorkerId]],
            MaySeeProtected = each.account.MaySeeProtected,
            HasSecondFactor = each.account.TwoFactorEnabled,
            LastSignInAtUtc = each.account.LastSignInAtUtc,
            State = StateOf(each.account),
        });
    }

    private AccountState StateOf(Account account) => account switch
    {
        { DisabledAtUtc: not null } => AccountState.Disabled,
        { PasswordHash: null } => AccountState.Invited,
        { LockoutEnd: { } end } when end > clock.GetUtcNow() => AccountState.Locked,
        _ => AccountState.Active,
    };
}
