using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Teams;

namespace Palveluohjaus.Guidance.Queues;

/// <summary>Who works a unit's queue: its own workers and those who also serve it, whose account is open and may log contacts.</summary>
public sealed class UnitStaff(GuidanceDbContext guidance)
{
    /// <summary>By name.</summary>
    public async Task<IReadOnlyList<Worker>> ReadAsync(Guid unitId, CancellationToken cancellationToken)
    {
        var staff = await (
            from worker in guidance.Workers.AsNoTracking()
            join account in guidance.Accounts on worker.Id equals account.WorkerId
            where account.DisabledAtUtc == null
                && (worker.UnitId == unitId || guidance.UnitMemberships.Any(membership => membership.WorkerId == worker.Id && membership.UnitId == unitId))
            select new { worker, account.Roles }).ToListAsync(cancellationToken);
        return [.. staff.Where(each => RoleRights.Of(each.Roles).Contains(AccessRight.LogContacts)).Select(each => each.worker)
            .DistinctBy(worker => worker.Id).OrderBy(worker => worker.Name, StringComparer.Create(CultureInfo.CurrentCulture, ignoreCase: true))];
    }

    /// <summary>Those of them who are away on a day, each until when; a case given to one waits for them, unless somebody covers.</summary>
    public async Task<IReadOnlyDictionary<Guid, DateOnly>> ReadAwayAsync(IReadOnlyList<Worker> workers, DateOnly day, CancellationToken cancellationToken)
    {
        var ids = workers.Select(worker => worker.Id).ToList();
        var away = await guidance.Absences.HoldingOn(day).Where(absence => ids.Contains(absence.WorkerId)).Select(absence => new { absence.WorkerId, absence.ToDay }).ToListAsync(cancellationToken);
        return away.GroupBy(absence => absence.WorkerId).ToDictionary(absences => absences.Key, absences => absences.Max(absence => absence.ToDay));
    }

    /// <returns>The unit, when it is one of the actor's and the county's own; else null, as for a unit that is not there.</returns>
    public Task<Unit?> FindUnitAsync(Guid unitId, Actor actor, CancellationToken cancellationToken) => actor.UnitIds.Contains(unitId)
        ? guidance.Units.AsNoTracking().FirstOrDefaultAsync(unit => unit.Id == unitId && unit.Source == GuidanceCase.OwnSource, cancellationToken)
        : Task.FromResult<Unit?>(null);
}
