using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.Guidance.Handoffs;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.NeedsAssessments;

/// <summary>Begins, saves and ends the assessment of a case's need for services: the assessment, its event and the audit entry in one transaction.</summary>
public sealed class KeepNeedsAssessment(GuidanceDbContext guidance, KeepDeadlines keepDeadlines, HousingCriteria criteria, CountyCalendar calendar, TimeProvider clock)
{
    /// <returns>Null when there is no such case, it is of a unit the actor does not belong to, or nobody knows whose it is.</returns>
    public async Task<CaseToAssess?> ReadAsync(Guid caseId, Actor actor, CancellationToken cancellationToken)
    {
        if (await FindCaseAsync(caseId, actor, cancellationToken) is not { } about || await guidance.FindSurvivorAsync(about.ClientId!.Value, cancellationToken) is not { } client)
            return null;

        var assessment = await guidance.NeedsAssessments.AsNoTracking().FirstOrDefaultAsync(each => each.CaseId == caseId, cancellationToken);
        var savedBy = await guidance.Workers.Where(worker => assessment != null && worker.Id == assessment.SavedByWorkerId).Select(worker => worker.Name).FirstOrDefaultAsync(cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        guidance.AuditOf(AuditAction.Read, nameof(NeedsAssessment), assessment?.Id ?? caseId, client.Id, actor, new AuditGround(AuditReasons.NeedsAssessment) { CaseId = caseId }, now);
        await guidance.SaveChangesAsync(cancellationToken);
        return new CaseToAssess(about, client.Id, $"{client.GivenName} {client.FamilyName}", client.AgeOn(calendar.DayOf(now)), assessment, savedBy);
    }

    public Task<KeepNeedsAssessmentResult> KeepAsync(NeedsAssessmentToKeep toKeep, Actor actor, CancellationToken cancellationToken) => guidance.InTransactionAsync<KeepNeedsAssessmentResult>(
        async transaction =>
        {
            // Where another desk saved it at the same moment, a second look tells who.
            if (await FindCaseAsync(toKeep.CaseId, actor, cancellationToken) is not { } about || await guidance.FindSurvivorAsync(about.ClientId!.Value, cancellationToken) is not { } client)
                return new KeepNeedsAssessmentResult.NotThere();

            var assessment = await guidance.NeedsAssessments.FirstOrDefaultAsync(each => each.CaseId == toKeep.CaseId, cancellationToken);
            if ((assessment?.Version ?? 0) != toKeep.Version)
            {
                var savedBy = assessment?.SavedByWorkerId;
                return new KeepNeedsAssessmentResult.ChangedMeanwhile(await guidance.Workers.Where(worker => worker.Id == savedBy).Select(worker => worker.Name).FirstOrDefaultAsync(cancellationToken), assessment?.SavedAtUtc);
            }

            var now = clock.GetUtcNow().UtcDateTime;
            var problems = FindProblems(toKeep, about, assessment, client, now);
            if (problems.Count > 0)
                return new KeepNeedsAssessmentResult.Refused(problems);

            var isNew = assessment is null;
            assessment ??= guidance.NeedsAssessments.Add(new NeedsAssessment { CaseId = about.Id, StartedAtUtc = now, StartedByWorkerId = actor.WorkerId }).Entity;
            assessment.Save(toKeep.Content, criteria, actor.WorkerId, now);
            Advance(toKeep, assessment, isNew, about, now, actor);
            var action = isNew ? AuditAction.Create : AuditAction.Update;
            await keepDeadlines.UpdateAsync(about, cancellationToken);
            guidance.AuditOf(action, nameof(NeedsAssessment), assessment.Id, client.Id, actor, new AuditGround(AuditReasons.NeedsAssessment) { CaseId = about.Id }, now);
            await guidance.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return new KeepNeedsAssessmentResult.Kept();
        },
        cancellationToken);

    private Task<GuidanceCase?> FindCaseAsync(Guid caseId, Actor actor, CancellationToken cancellationToken)
    {
        var units = actor.UnitIds;
        return guidance.Cases.FirstOrDefaultAsync(
            each => each.Id == caseId && each.Source == GuidanceCase.OwnSource && each.ClientId != null && each.ResponsibleUnitId != null && units.Contains(each.ResponsibleUnitId.Value), cancellationToken);
    }

    private void Advance(NeedsAssessmentToKeep toKeep, NeedsAssessment assessment, bool isNew, GuidanceCase about, DateTime nowUtc, Actor actor)
    {
        if (toKeep.Act == NeedsAssessmentAct.FindUnnecessary)
        {
            assessment.FindUnnecessary(toKeep.UnnecessaryReasonKind!.Value, HandoffSteps.Written(toKeep.UnnecessaryReason), nowUtc);
            guidance.AddStep(CaseEventKind.NeedsAssessmentUnnecessary, about.Id, about.ResponsibleUnitId, nowUtc, nowUtc, actor);
            return;
        }

        if (isNew)
            guidance.AddStep(CaseEventKind.NeedsAssessmentStarted, about.Id, about.ResponsibleUnitId, nowUtc, nowUtc, actor);
        if (toKeep.Act == NeedsAssessmentAct.Complete)
        {
            assessment.Complete(nowUtc);
            guidance.AddStep(CaseEventKind.NeedsAssessmentCompleted, about.Id, about.ResponsibleUnitId, nowUtc, nowUtc, actor);
        }
    }

    private List<NeedsAssessmentProblem> FindProblems(NeedsAssessmentToKeep toKeep, GuidanceCase about, NeedsAssessment? assessment, Client client, DateTime nowUtc)
    {
        var (content, today) = (toKeep.Content, calendar.DayOf(nowUtc));
        // What could not be read is told along with the rest, all at once.
        List<NeedsAssessmentProblem> problems = [.. toKeep.Unreadable];
        Check(about.ClosedAtUtc is not null && assessment is null, NeedsAssessmentProblem.CaseClosed);
        Check(toKeep.Act != NeedsAssessmentAct.Save && assessment is { State: not NeedsAssessmentState.InProgress }, NeedsAssessmentProblem.HasEnded);
        Check(content.Participants.Count > NeedsAssessment.MaxParticipants || content.Participants.Any(each => each.Name?.Length > NeedsAssessment.NameMaxLength), NeedsAssessmentProblem.ParticipantTooLong);

        // One that has ended keeps its participants whatever is sent, and one that is found unnecessary has no use for them.
        Check(toKeep.Act != NeedsAssessmentAct.FindUnnecessary && (assessment is null or { State: NeedsAssessmentState.InProgress }) && content.Participants.Any(each => each.IsUnnamedOther), NeedsAssessmentProblem.ParticipantUnnamed);
        Check(content.Conclusion?.Length > NeedsAssessment.ConclusionMaxLength, NeedsAssessmentProblem.ConclusionTooLong);
        Check(content.Goals.Any(each => string.IsNullOrEmpty(each.Text)), NeedsAssessmentProblem.GoalMissing);
        Check(content.Goals.Count > NeedsAssessment.MaxGoals || content.Goals.Any(each => each.Text?.Length > NeedsAssessment.TextMaxLength || each.Who?.Length > NeedsAssessment.NameMaxLength), NeedsAssessmentProblem.GoalTooLong);
        Check(content.Goals.Any(each => each.ByDay < client.DateOfBirth || each.ByDay > today.AddYears(10)), NeedsAssessmentProblem.GoalDayImpossible);

        // What was answered by a list that has been replaced since is kept as it was, and counts for nothing.
        Check(content.HousingAnswers.Keys.Any(code => !criteria.Holds(code) && assessment?.HousingAnswers.ContainsKey(code) != true), NeedsAssessmentProblem.CriterionUnknown);
        Check(content.HousingDecidedOn < client.DateOfBirth || content.HousingDecidedOn > today, NeedsAssessmentProblem.HousingDayImpossible);
        Check(content.HousingEndedOn is { } ended && !toKeep.Unreadable.Contains(NeedsAssessmentProblem.HousingDayUnreadable) && (content.HousingDecidedOn is not { } decided || ended < decided || ended > today), NeedsAssessmentProblem.HousingEndImpossible);
        if (toKeep.Act == NeedsAssessmentAct.Complete)
        {
            Check(string.IsNullOrWhiteSpace(content.Conclusion), NeedsAssessmentProblem.ConclusionMissing);
            Check(!content.Participants.Any(each => each.Profession is not null), NeedsAssessmentProblem.ParticipantMissing);
        }
        else if (toKeep.Act == NeedsAssessmentAct.FindUnnecessary)
        {
            Check(toKeep.UnnecessaryReasonKind is null, NeedsAssessmentProblem.UnnecessaryReasonMissing);
            Check(toKeep.UnnecessaryReasonKind == UnnecessaryReason.Other && string.IsNullOrWhiteSpace(toKeep.UnnecessaryReason), NeedsAssessmentProblem.UnnecessaryTextMissing);
            Check(toKeep.UnnecessaryReason?.Length > NeedsAssessment.TextMaxLength, NeedsAssessmentProblem.UnnecessaryTextTooLong);
        }

        return problems;

        void Check(bool isWrong, NeedsAssessmentProblem problem)
        {
            if (isWrong)
                problems.Add(problem);
        }
    }
}

public enum NeedsAssessmentAct
{
    Save,
    Complete,
    FindUnnecessary,
}

/// <summary>An assessment as it is sent.</summary>
public sealed record NeedsAssessmentToKeep
{
    public required Guid CaseId { get; init; }

    /// <summary>The version that was read; 0 when there was none.</summary>
    public required int Version { get; init; }

    public required NeedsAssessmentAct Act { get; init; }
    public required NeedsAssessmentContent Content { get; init; }
    public UnnecessaryReason? UnnecessaryReasonKind { get; init; }
    public string? UnnecessaryReason { get; init; }

    /// <summary>What was typed and could not be read: nothing is saved then.</summary>
    public IReadOnlyList<NeedsAssessmentProblem> Unreadable { get; init; } = [];

    public override string ToString() => $"{nameof(NeedsAssessmentToKeep)} {CaseId}";
}

/// <summary>A case and its assessment; null when none has been begun.</summary>
public sealed record CaseToAssess(GuidanceCase Case, Guid ClientId, string ClientName, int Age, NeedsAssessment? Assessment, string? SavedByName)
{
    public override string ToString() => $"{nameof(CaseToAssess)} {Case.Id}";
}

/// <summary>What is wrong with an assessment. Its sentence is in the texts, under <c>NeedsAssessment.Problem.{code}</c>.</summary>
public enum NeedsAssessmentProblem
{
    CaseClosed,
    HasEnded,
    ParticipantTooLong,
    ParticipantMissing,

    /// <summary>Somebody else takes part, and who is not told.</summary>
    ParticipantUnnamed,
    ConclusionMissing,
    ConclusionTooLong,

    /// <summary>A row of a goal tells who or when, and not what is aimed at.</summary>
    GoalMissing,
    GoalTooLong,
    GoalDayUnreadable,
    GoalDayImpossible,
    CriterionUnknown,
    HousingDayUnreadable,
    HousingDayImpossible,
    HousingEndUnreadable,
    HousingEndImpossible,
    UnnecessaryReasonMissing,
    UnnecessaryTextMissing,
    UnnecessaryTextTooLong,

    /// <summary>It has been reopened, or has not ended.</summary>
    NotEnded,
    ReopenReasonMissing,
    ReopenReasonTooLong,
}

/// <summary>What became of saving.</summary>
public abstract record KeepNeedsAssessmentResult
{
    private KeepNeedsAssessmentResult()
    {
    }

    public sealed record Kept : KeepNeedsAssessmentResult;

    /// <summary>Somebody saved it since it was read; nothing was stored, and what was typed must not be thrown away.</summary>
    public sealed record ChangedMeanwhile(string? WorkerName, DateTime? SavedAtUtc) : KeepNeedsAssessmentResult;

    public sealed record Refused(IReadOnlyList<NeedsAssessmentProblem> Problems) : KeepNeedsAssessmentResult;

    public sealed record NotThere : KeepNeedsAssessmentResult;
}
