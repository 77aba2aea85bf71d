using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Queues;

/// <summary>Plans who is on duty in a unit. Planned by those who may assign cases, and read by everybody in the unit.</summary>
public sealed class KeepDutyRota(GuidanceDbContext guidance, UnitStaff staff, CountyCalendar calendar, TimeProvider clock)
{
    /// <summary>How far ahead duty is planned.</summary>
    public const int DaysAhead = 366;

    /// <summary>The most on duty on one half day, when it is said that there are to be more than one.</summary>
    public const int MostTogether = 2;

    /// <summary>From one day on, in order.</summary>
    public async Task<IReadOnlyList<DutyTurn>> ReadAsync(Guid unitId, DateOnly from, int days, CancellationToken cancellationToken)
    {
        var to = from.AddDays(days);
        var turns = await guidance.DutyTurns.AsNoTracking().Where(turn => turn.UnitId == unitId && turn.Day >= from && turn.Day < to).ToListAsync(cancellationToken);
        return [.. turns.OrderBy(turn => turn.Day).ThenBy(turn => turn.Half).ThenBy(turn => turn.Place)];
    }

    /// <returns>Null when it was planned.</returns>
    public async Task<DutyProblem?> PlanAsync(DutyToPlan toPlan, Actor actor, CancellationToken cancellationToken)
    {
        try
        {
            return await guidance.InTransactionAsync(transaction => PlanOnceAsync(toPlan, actor, transaction, cancellationToken), cancellationToken);
        }
        catch (DbUpdateException fault) when (StorageFaults.IsConflict(fault))
        {
            // Somebody planned the same half day after we looked.
            guidance.ChangeTracker.Clear();
            return new DutyProblem(DutyProblemKind.Full);
        }
    }

    /// <returns>False when there is no such turn in the unit, or the actor may not plan.</returns>
    public Task<bool> RemoveAsync(Guid unitId, Guid turnId, Actor actor, CancellationToken cancellationToken) => guidance.InTransactionAsync(
        async transaction =>
        {
            if (!actor.May(AccessRight.AssignCases) || await staff.FindUnitAsync(unitId, actor, cancellationToken) is null)
                return false;
            if (await guidance.DutyTurns.Where(turn => turn.Id == turnId && turn.UnitId == unitId).ExecuteDeleteAsync(cancellationToken) == 0)
                return false;
            guidance.AuditEntries.Add(AuditEntry.Of(AuditAction.Update, nameof(DutyTurn), turnId, null, actor, "removed", clock.GetUtcNow().UtcDateTime));
            await guidance.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return true;
        },
        cancellationToken);

    private async Task<DutyProblem?> PlanOnceAsync(DutyToPlan toPlan, Actor actor, WorkTransaction transaction, CancellationToken cancellationToken)
    {
        if (await FindProblemAsync(toPlan, actor, cancellationToken) is { } problem)
            return problem;

        var planned = await guidance.DutyTurns.AsNoTracking().Where(turn => turn.UnitId == toPlan.UnitId && turn.Day == toPlan.Day).ToListAsync(cancellationToken);
        foreach (var half in toPlan.Halves.Distinct())
        {
            var ofHalf = planned.Where(turn => turn.Half == half).ToList();
            if (ofHalf.Exists(turn => turn.WorkerId == toPlan.WorkerId))
                return new DutyProblem(DutyProblemKind.IsOnDuty);
            if (ofHalf.Count >= MostTogether)
                return new DutyProblem(DutyProblemKind.Full);
            if (ofHalf.Count > 0 && !toPlan.AllowsTwo)
                return new DutyProblem(DutyProblemKind.HasAnother, await NameAsync(ofHalf[0].WorkerId, cancellationToken));
            guidance.DutyTurns.Add(new DutyTurn
            {
                UnitId = toPlan.UnitId,
                Day = toPlan.Day!.Value,
                Half = half,
                Place = Enumerable.Range(0, MostTogether).First(place => ofHalf.TrueForAll(turn => turn.Place != place)),
                WorkerId = toPlan.WorkerId!.Value,
            });
        }

        var now = clock.GetUtcNow().UtcDateTime;
        guidance.AuditEntries.Add(AuditEntry.Of(AuditAction.Create, nameof(DutyTurn), null, null, actor, nameof(DutyTurn), now));
        await guidance.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    private async Task<DutyProblem?> FindProblemAsync(DutyToPlan toPlan, Actor actor, CancellationToken cancellationToken)
    {
        if (await staff.FindUnitAsync(toPlan.UnitId, actor, cancellationToken) is null)
            return new DutyProblem(DutyProblemKind.UnitUnknown);
        if (!actor.May(AccessRight.AssignCases))
            return new DutyProblem(DutyProblemKind.NotAllowed);
        if (toPlan.WorkerId is not { } workerId || (await staff.ReadAsync(toPlan.UnitId, cancellationToken)).All(worker => worker.Id != workerId))
            return new DutyProblem(DutyProblemKind.WorkerUnknown);
        var today = calendar.DayOf(clock.GetUtcNow().UtcDateTime);
        if (toPlan.Day is not { } day || toPlan.Halves.Count == 0)
            return new DutyProblem(DutyProblemKind.DayMissing);
        if (day < today || day > today.AddDays(DaysAhead))
            return new DutyProblem(DutyProblemKind.DayNotAhead);
        var isAway = await guidance.Absences.HoldingOn(day).AnyAsync(absence => absence.UnitId == toPlan.UnitId && absence.WorkerId == workerId, cancellationToken);
        return isAway ? new DutyProblem(DutyProblemKind.IsAway, await NameAsync(workerId, cancellationToken)) : null;
    }

    private Task<string> NameAsync(Guid workerId, CancellationToken cancellationToken) =>
        guidance.Workers.Where(worker => worker.Id == workerId).Select(worker => worker.Name).SingleAsync(cancellationToken);
}

/// <summary>A turn on duty to plan.</summary>
public sealed record DutyToPlan
{
    public required Guid UnitId { get; init; }
    public DateOnly? Day { get; init; }
    public IReadOnlyList<DutyHalf> Halves { get; init; } = [];
    public Guid? WorkerId { get; init; }

    /// <summary>Two are to be on duty together.</summary>
    public bool AllowsTwo { get; init; }
}

/// <summary>Why a turn was not planned. Its sentence is in the texts, under <c>Duty.Problem.{Kind}</c>.</summary>
public sealed record DutyProblem(DutyProblemKind Kind, string? Name = null);

public enum DutyProblemKind
{
    UnitUnknown,
    NotAllowed,
    WorkerUnknown,
    DayMissing,

    /// <summary>Past, or too far ahead.</summary>
    DayNotAhead,
    IsAway,

    /// <summary>The worker is on duty then already.</summary>
    IsOnDuty,

    /// <summary>Another one is on duty, and it was not said that two are to be.</summary>
    HasAnother,
    Full,
}
