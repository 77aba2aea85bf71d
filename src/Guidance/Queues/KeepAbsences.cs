using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Queues;

/// <summary>Notes who is away from a unit and who covers. One's own absence anybody may note; a colleague's, who may assign cases.</summary>
public sealed class KeepAbsences(GuidanceDbContext guidance, UnitStaff staff, CountyCalendar calendar, TimeProvider clock)
{
    /// <summary>A longer leave is noted in parts, so that a mistyped year does not hide somebody's cases.</summary>
    public const int MostDays = 366;

    /// <summary>Those that hold today or later, the next one first.</summary>
    public async Task<IReadOnlyList<Absence>> ReadAsync(Guid unitId, CancellationToken cancellationToken)
    {
        var today = calendar.DayOf(clock.GetUtcNow().UtcDateTime);
        return await guidance.Absences.AsNoTracking().Where(absence => absence.UnitId == unitId && absence.ToDay >= today && absence.CancelledAtUtc == null)
            .OrderBy(absence => absence.FromDay).ThenBy(absence => absence.Id).ToListAsync(cancellationToken);
    }

    /// <remarks>Looking whether another one overlaps and storing this one are one transaction.</remarks>
    public Task<AbsenceResult> AddAsync(AbsenceToSave toSave, Actor actor, CancellationToken cancellationToken) => guidance.InTransactionAsync<AbsenceResult>(
        async transaction =>
        {
            var problems = await FindProblemsAsync(toSave, actor, cancellationToken);
            if (problems.Count > 0)
                return new AbsenceResult.Refused(problems);

            var now = clock.GetUtcNow().UtcDateTime;
            var absence = new Absence
            {
                UnitId = toSave.UnitId,
                WorkerId = toSave.WorkerId!.Value,
                FromDay = toSave.FromDay!.Value,
                ToDay = toSave.ToDay!.Value,
                CoverWorkerId = toSave.CoverWorkerId,
                NotedByWorkerId = actor.WorkerId,
                NotedAtUtc = now,
            };
            guidance.Add(absence);
            guidance.AuditEntries.Add(AuditEntry.Of(AuditAction.Create, nameof(Absence), absence.Id, null, actor, nameof(Absence), now));
            await guidance.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return new AbsenceResult.Saved(absence.Id);
        },
        cancellationToken);

    /// <returns>False when there is no such absence in the unit, it is over, or the actor may not call it off.</returns>
    public Task<bool> CancelAsync(Guid unitId, Guid absenceId, Actor actor, CancellationToken cancellationToken) => guidance.InTransactionAsync(
        async transaction =>
        {
            var (now, unit) = (clock.GetUtcNow().UtcDateTime, await staff.FindUnitAsync(unitId, actor, cancellationToken));
            var absence = await guidance.Absences.FirstOrDefaultAsync(each => each.Id == absenceId && each.UnitId == unitId, cancellationToken);
            if (unit is null || absence is null || absence.ToDay < calendar.DayOf(now) || (absence.WorkerId != actor.WorkerId && !actor.May(AccessRight.AssignCases)))
                return false;
            if (absence.CancelledAtUtc is not null)
                return true;

            absence.Cancel(now);
            guidance.AuditEntries.Add(AuditEntry.Of(AuditAction.Update, nameof(Absence), absence.Id, null, actor, nameof(Absence.CancelledAtUtc), now));
            await guidance.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return true;
        },
        cancellationToken);

    private async Task<List<AbsenceProblem>> FindProblemsAsync(AbsenceToSave toSave, Actor actor, CancellationToken cancellationToken)
    {
        if (await staff.FindUnitAsync(toSave.UnitId, actor, cancellationToken) is null)
            return [new AbsenceProblem(nameof(toSave.UnitId), AbsenceProblemKind.UnitUnknown)];

        var problems = new List<AbsenceProblem>();
        void Check(bool isWrong, string field, AbsenceProblemKind kind, string? name = null)
        {
            if (isWrong && problems.TrueForAll(earlier => earlier.Field != field))
                problems.Add(new AbsenceProblem(field, kind, name));
        }

        var names = (await staff.ReadAsync(toSave.UnitId, cancellationToken)).ToDictionary(worker => worker.Id, worker => worker.Name);
        var (from, to) = (toSave.FromDay, toSave.ToDay);
        Check(toSave.WorkerId is not { } workerId || !names.ContainsKey(workerId), nameof(toSave.WorkerId), AbsenceProblemKind.WorkerUnknown);
        Check(toSave.WorkerId != actor.WorkerId && !actor.May(AccessRight.AssignCases), nameof(toSave.WorkerId), AbsenceProblemKind.NotAllowed);
        Check(from is null, nameof(toSave.FromDay), AbsenceProblemKind.FirstDayMissing);
        Check(to is null, nameof(toSave.ToDay), AbsenceProblemKind.LastDayMissing);
        Check(to < from, nameof(toSave.ToDay), AbsenceProblemKind.EndsBeforeStart);
        Check(to < calendar.DayOf(clock.GetUtcNow().UtcDateTime), nameof(toSave.ToDay), AbsenceProblemKind.IsOver);
        Check(from is { } first && to is { } last && last.DayNumber - first.DayNumber >= MostDays, nameof(toSave.ToDay), AbsenceProblemKind.TooLong);
        Check(toSave.CoverWorkerId is { } self && self == toSave.WorkerId, nameof(toSave.CoverWorkerId), AbsenceProblemKind.SelfCover);
        Check(toSave.CoverWorkerId is { } cover && !names.ContainsKey(cover), nameof(toSave.CoverWorkerId), AbsenceProblemKind.CoverUnknown);
        if (problems.Count > 0)
            return problems;

        var others = await guidance.Absences.AsNoTracking()
            .Where(absence => absence.UnitId == toSave.UnitId && absence.CancelledAtUtc == null && absence.FromDay <= to && absence.ToDay >= from).ToListAsync(cancellationToken);
        Check(others.Exists(absence => absence.WorkerId == toSave.WorkerId), nameof(toSave.FromDay), AbsenceProblemKind.Overlaps, names[toSave.WorkerId!.Value]);
        if (toSave.CoverWorkerId is { } coverId)
            Check(others.Exists(absence => absence.WorkerId == coverId), nameof(toSave.CoverWorkerId), AbsenceProblemKind.CoverIsAway, names[coverId]);
        if (others.Find(absence => absence.CoverWorkerId == toSave.WorkerId) is { } covered)
            Check(true, nameof(toSave.WorkerId), AbsenceProblemKind.CoversAnother, names.GetValueOrDefault(covered.WorkerId));
        return problems;
    }
}
