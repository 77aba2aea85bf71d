using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Accounts;

/// <summary>Finds out, at each request, who a session belongs to and what they may do now.</summary>
public sealed class ReadSignedIn(GuidanceDbContext guidance)
{
    /// <param name="accountId">The account the session was made for.</param>
    /// <param name="securityStamp">The account's stamp as it then was; a changed password or second factor gives another.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Null when the session no longer holds.</returns>
    public async Task<SignedIn?> FindAsync(Guid accountId, string securityStamp, CancellationToken cancellationToken)
    {
        var found = await (
            from account in guidance.Accounts.AsNoTracking()
            join worker in guidance.Workers on account.WorkerId equals worker.Id
            where account.Id == accountId && account.SecurityStamp == securityStamp && account.DisabledAtUtc == null
            select new { account, worker }).FirstOrDefaultAsync(cancellationToken);
        if (found is null)
            return null;

        var home = found.worker.UnitId;
        var others = await guidance.UnitMemberships.Where(membership => membership.WorkerId == found.worker.Id).Select(membership => membership.UnitId).ToListAsync(cancellationToken);
        return new SignedIn
        {
            Actor = new Actor(found.account.UserName!, found.worker.Id, home)
            {
                AccountId = accountId,
                UnitIds = home is { } unitId ? [unitId, .. others.Where(other => other != unitId)] : others,
                Rights = RoleRights.Of(found.account.Roles),
                MaySeeProtected = found.account.MaySeeProtected,
            },
            WorkerName = found.worker.Name,
            Unit = home is null ? null : await guidance.Units.AsNoTracking().FirstOrDefaultAsync(unit => unit.Id == home, cancellationToken),
            Roles = found.account.Roles,
            Language = found.account.Language,
            UsesSingleKeys = found.account.UsesSingleKeys,
        };
    }
}
