using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Teams;

/// <summary>The county's own units, without those of imported logs.</summary>
public sealed class OwnUnits(GuidanceDbContext guidance)
{
    /// <summary>By name in the reader's language, closed ones too.</summary>
    public async Task<IReadOnlyList<Unit>> ReadAllAsync(CancellationToken cancellationToken) =>
        [.. (await guidance.Units.AsNoTracking().Where(unit => unit.Source == GuidanceCase.OwnSource).ToListAsync(cancellationToken))
            .OrderBy(unit => unit.NameIn(CultureInfo.CurrentUICulture), StringComparer.Create(CultureInfo.CurrentCulture, ignoreCase: true))];

    /// <returns>Null when there is no such unit, or none is meant.</returns>
    public async Task<Unit?> FindAsync(Guid? unitId, CancellationToken cancellationToken) =>
        unitId is null ? null : await guidance.Units.AsNoTracking().FirstOrDefaultAsync(unit => unit.Id == unitId && unit.Source == GuidanceCase.OwnSource, cancellationToken);

    /// <returns>For each unit, how many accounts that are not disabled act for it.</returns>
    public async Task<IReadOnlyDictionary<Guid, int>> CountAccountsAsync(CancellationToken cancellationToken)
    {
        var workers =
            from account in guidance.Accounts
            where account.DisabledAtUtc == null
            join worker in guidance.Workers on account.WorkerId equals worker.Id
            select worker;
        var homes = await workers.Where(worker => worker.UnitId != null).Select(worker => worker.UnitId!.Value).ToListAsync(cancellationToken);
        var others = await guidance.UnitMemberships.Where(membership => workers.Any(worker => worker.Id == membership.WorkerId && worker.UnitId != membership.UnitId))
            .Select(membership => membership.UnitId).ToListAsync(cancellationToken);
        return homes.Concat(others).CountBy(unitId => unitId).ToDictionary();
    }
}
