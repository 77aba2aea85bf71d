using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Queues;

/// <summary>
/// Releases cases to their unit's queue and gives them to its workers, one or many at a time. One's own anybody may; others' and those nobody has, who
/// has <see cref="AccessRight.AssignCases"/>. A case stays with its unit: this is no handoff.
/// </summary>
public sealed class MoveCases(GuidanceDbContext guidance, UnitStaff staff, TimeProvider clock)
{
    public Task<MoveCasesResult> MoveAsync(CasesToMove toMove, Actor actor, CancellationToken cancellationToken) => guidance.InTransactionAsync<MoveCasesResult>(
        async transaction =>
        {
            var workerId = actor.WorkerId ?? throw new InvalidOperationException("Only a worker moves cases.");
            var reason = toMove.Reason is { } typed ? ClientText.Clean(typed) : string.Empty;
            if (await FindProblemAsync(toMove, reason, workerId, actor, cancellationToken) is { } problem)
                return new MoveCasesResult.Refused(problem);

            // All or none: a list that stopped in the middle would have to be told apart by whoever sent it.
            var moves = await MoveOnceAsync(toMove, reason.Length == 0 ? null : reason, workerId, actor, cancellationToken);
            await guidance.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return new MoveCasesResult.Done(moves);
        },
        cancellationToken);

    /// <summary>What is wrong with a reason as it was typed; null when nothing is.</summary>
    public static MoveProblem? FindReasonProblem(string? typed)
    {
        var reason = typed is null ? string.Empty : ClientText.Clean(typed);
        return reason.Length > CaseAssignment.ReasonMaxLength ? MoveProblem.ReasonTooLong : !ClientText.IsReadable(reason) ? MoveProblem.ReasonUnreadable : null;
    }

    private async Task<MoveProblem?> FindProblemAsync(CasesToMove toMove, string reason, Guid workerId, Actor actor, CancellationToken cancellationToken)
    {
        if (await staff.FindUnitAsync(toMove.UnitId, actor, cancellationToken) is null)
            return MoveProblem.UnitUnknown;
        if (toMove.AllOfWorkerId is { } allOf && allOf != workerId && !actor.May(AccessRight.AssignCases))
            return MoveProblem.NotAllowed;
        if (toMove.AllOfWorkerId is null && toMove.Chosen.Count == 0)
            return MoveProblem.NothingChosen;
        if (toMove.Chosen.Count > CasesToMove.MostChosen)
            return MoveProblem.TooMany;
        if (FindReasonProblem(reason) is { } wrong)
            return wrong;
        return toMove.ToWorkerId is { } toWorkerId && (await staff.ReadAsync(toMove.UnitId, cancellationToken)).All(worker => worker.Id != toWorkerId)
            ? MoveProblem.WorkerUnknown
            : null;
    }

    private async Task<List<CaseMove>> MoveOnceAsync(CasesToMove toMove, string? reason, Guid workerId, Actor actor, CancellationToken cancellationToken)
    {
        var seen = toMove.Chosen.DistinctBy(each => each.CaseId).ToList();
        var cases = guidance.Cases.Where(each => each.Source == GuidanceCase.OwnSource && each.ResponsibleUnitId == toMove.UnitId);
        if (toMove.AllOfWorkerId is { } allOf)
        {
            cases = cases.Where(each => each.ResponsibleWorkerId == allOf && each.ClosedAtUtc == null);
        }
        else
        {
            var ids = seen.ConvertAll(each => each.CaseId);
            cases = cases.Where(each => ids.Contains(each.Id));
        }

        var found = await cases.ToDictionaryAsync(each => each.Id, cancellationToken);
        if (toMove.AllOfWorkerId is { } all)
            seen = [.. found.Keys.Select(caseId => new SeenCase(caseId, all))];
        var holders = found.Values.Select(each => each.ResponsibleWorkerId).OfType<Guid>().Distinct().ToList();
        var names = await guidance.Workers.Where(worker => holders.Contains(worker.Id)).ToDictionaryAsync(worker => worker.Id, worker => worker.Name, cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        return seen.ConvertAll(each => Move(each, found.GetValueOrDefault(each.CaseId)));

        CaseMove Move(SeenCase chosen, GuidanceCase? guidanceCase)
        {
            var holder = guidanceCase?.ResponsibleWorkerId is { } holderId ? names.GetValueOrDefault(holderId) : null;
            if (guidanceCase is null)
                return new CaseMove(chosen.CaseId, MoveOutcome.NotThere);
            if (guidanceCase.ClosedAtUtc is not null)
                return new CaseMove(chosen.CaseId, MoveOutcome.ClosedMeanwhile);
            if (guidanceCase.ResponsibleWorkerId == toMove.ToWorkerId)
                return new CaseMove(chosen.CaseId, MoveOutcome.ThereAlready, holder);
            if (guidanceCase.ResponsibleWorkerId != chosen.WorkerId)
                return new CaseMove(chosen.CaseId, MoveOutcome.HasAnother, holder);
            if (guidanceCase.ResponsibleWorkerId != workerId && !actor.May(AccessRight.AssignCases))
                return new CaseMove(chosen.CaseId, MoveOutcome.NotAllowed, holder);

            var (kind, auditReason) = toMove.ToWorkerId is null ? (CaseAssignmentKind.Released, AuditReasons.CaseReleased) : (CaseAssignmentKind.Assigned, AuditReasons.CaseAssigned);
            guidance.Assign(guidanceCase, toMove.ToWorkerId, kind, reason, actor, now);
            guidance.AuditEntries.Add(AuditEntry.Of(
                AuditAction.Update, nameof(GuidanceCase), guidanceCase.Id, guidanceCase.ClientId, actor, new AuditGround(auditReason) { CaseId = guidanceCase.Id }, now));
            return new CaseMove(chosen.CaseId, MoveOutcome.Moved);
        }
    }
}
