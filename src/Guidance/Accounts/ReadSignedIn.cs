using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Accounts;

/// <summary>Finds out, at each request, who a session belongs to and what they may do now.</summary>
public sealed class ReadSignedIn(GuidanceDbContext guidance)
{
    /// <returns>Two letters; null until the account's owner has chosen.</returns>
    public Task<string?> FindLanguageAsync(Guid accountId, CancellationToken cancellationToken) =>
        guidance.Accounts.Where(account => account.Id == accountId).Select(account => account.Language).FirstOrDefaultAsync(cancellationToken);

    /// <returns>Null when the session no longer holds.</returns>
    public async Task<SignedIn?> FindAsync(SessionKey session, CancellationToken cancellationToken)
    {
        // One question: it is asked at every request.
        var found = await (
            from account in guidance.Accounts.AsNoTracking()
            join worker in guidance.Workers on account.WorkerId equals worker.Id
            join begun in guidance.Set<AccountSession>() on account.Id equals begun.AccountId
            join unit in guidance.Units on worker.UnitId equals unit.Id into homes
            from home in homes.DefaultIfEmpty()
            where account.Id == session.AccountId && account.SecurityStamp == session.SecurityStamp && account.DisabledAtUtc == null
                && begun.Id == session.SessionId && begun.EndedAtUtc == null
            select new
            {
                account,
                worker,
                home,
                others = guidance.UnitMemberships.Where(membership => membership.WorkerId == worker.Id && membership.UnitId != worker.UnitId).Select(membership => membership.UnitId).ToList(),
            }).FirstOrDefaultAsync(cancellationToken);
        if (found is null)
            return null;

        return new SignedIn
        {
            Actor = new Actor(found.account.UserName!, found.worker.Id, found.worker.UnitId)
            {
                AccountId = session.AccountId,
                SessionId = session.SessionId,
                UnitIds = found.worker.UnitId is { } unitId ? [unitId, .. found.others] : found.others,
                Rights = RoleRights.Of(found.account.Roles),
                MaySeeProtected = found.account.MaySeeProtected,
            },
            WorkerName = found.worker.Name,
            Unit = found.home,
            Roles = found.account.Roles,
            Language = found.account.Language,
            UsesSingleKeys = found.account.UsesSingleKeys,
        };
    }
}
