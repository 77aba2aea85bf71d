using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.Guidance.Handoffs;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.NeedsAssessments;

/// <summary>Opens an assessment that was completed or found unnecessary by mistake, with a reason. Its end stays visible in the case's history, and its deadline runs again.</summary>
public sealed class ReopenNeedsAssessment(GuidanceDbContext guidance, KeepDeadlines keepDeadlines, TimeProvider clock)
{
    public async Task<KeepNeedsAssessmentResult> ReopenAsync(Guid caseId, int version, string? written, Actor actor, CancellationToken cancellationToken)
    {
        try
        {
            return await guidance.InTransactionAsync(transaction => ReopenOnceAsync(caseId, version, written, actor, transaction, cancellationToken), cancellationToken);
        }
        catch (DbUpdateException fault) when (StorageFaults.IsConflict(fault))
        {
            guidance.ChangeTracker.Clear();
            return new KeepNeedsAssessmentResult.ChangedMeanwhile(null, null);
        }
    }

    private async Task<KeepNeedsAssessmentResult> ReopenOnceAsync(Guid caseId, int version, string? written, Actor actor, WorkTransaction transaction, CancellationToken cancellationToken)
    {
        var units = actor.UnitIds;
        var about = await guidance.Cases.FirstOrDefaultAsync(
            each => each.Id == caseId && each.Source == GuidanceCase.OwnSource && each.ClientId != null && each.ResponsibleUnitId != null && units.Contains(each.ResponsibleUnitId.Value), cancellationToken);
        var assessment = about is null ? null : await guidance.NeedsAssessments.FirstOrDefaultAsync(each => each.CaseId == caseId, cancellationToken);
        if (about is null || assessment is null || await guidance.FindSurvivorAsync(about.ClientId!.Value, cancellationToken) is not { } client)
            return new KeepNeedsAssessmentResult.NotThere();
        if (assessment.Version != version)
            return await ChangedAsync(assessment, cancellationToken);

        var note = HandoffSteps.Written(written);
        var problems = FindProblems(about, assessment, note);
        if (problems.Count > 0)
            return new KeepNeedsAssessmentResult.Refused(problems);

        var now = clock.GetUtcNow().UtcDateTime;
        var standing = await guidance.CaseEvents.AsNoTracking().Standing()
            .Where(happened => happened.CaseId == caseId
                && (happened.Kind == CaseEventKind.NeedsAssessmentStarted || happened.Kind == CaseEventKind.NeedsAssessmentCompleted || happened.Kind == CaseEventKind.NeedsAssessmentUnnecessary))
            .OrderBy(happened => happened.Sequence).ToListAsync(cancellationToken);
        foreach (var end in standing.Where(happened => happened.Kind != CaseEventKind.NeedsAssessmentStarted))
            guidance.TakeBack(end, note!, now, actor);

        // Found unnecessary at once, it was never begun: it is now.
        if (standing.TrueForAll(happened => happened.Kind != CaseEventKind.NeedsAssessmentStarted))
            guidance.AddStep(CaseEventKind.NeedsAssessmentStarted, caseId, about.ResponsibleUnitId, now, now, actor);
        assessment.Reopen(actor.WorkerId, now);
        guidance.AuditOf(AuditAction.Update, nameof(NeedsAssessment), assessment.Id, client.Id, actor, new AuditGround(AuditReasons.NeedsAssessmentReopened) { CaseId = caseId }, now);
        await guidance.SaveChangesAsync(cancellationToken);

        // Counted from what is stored: the end counts no more.
        await keepDeadlines.UpdateAsync(about, cancellationToken);
        await guidance.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new KeepNeedsAssessmentResult.Kept();
    }

    private static List<NeedsAssessmentProblem> FindProblems(GuidanceCase about, NeedsAssessment assessment, string? note)
    {
        if (about.ClosedAtUtc is not null)
            return [NeedsAssessmentProblem.CaseClosed];
        if (assessment.State == NeedsAssessmentState.InProgress)
            return [NeedsAssessmentProblem.NotEnded];
        return note is null ? [NeedsAssessmentProblem.ReopenReasonMissing] : note.Length > CaseEvent.NoteMaxLength ? [NeedsAssessmentProblem.ReopenReasonTooLong] : [];
    }

    private async Task<KeepNeedsAssessmentResult> ChangedAsync(NeedsAssessment assessment, CancellationToken cancellationToken)
    {
        var savedBy = assessment.SavedByWorkerId;
        return new KeepNeedsAssessmentResult.ChangedMeanwhile(
            await guidance.Workers.Where(worker => worker.Id == savedBy).Select(worker => worker.Name).FirstOrDefaultAsync(cancellationToken), assessment.SavedAtUtc);
    }
}
