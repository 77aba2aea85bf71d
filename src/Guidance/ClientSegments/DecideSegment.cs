using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Assessments;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.ClientSegments;

/// <summary>
/// Stores a professional's decision: the assessment made of its draft, the decision beside what was suggested, the case's event, the audit and, for some,
/// the question to a second professional, in one transaction. Of two who decide at once one does, and the other learns of it.
/// </summary>
public sealed class DecideSegment(
    GuidanceDbContext guidance, SuggestForDraft suggestForDraft, SecondOpinionDraw draw, CountyCalendar calendar, TimeProvider clock)
{
    public const int ReasonMaxLength = 1000;

    public async Task<DecideSegmentResult> DecideAsync(DecisionToMake toMake, Actor actor, AuditGround ground, CancellationToken cancellationToken)
    {
        guidance.ChangeTracker.Clear();
        return await guidance.InTransactionAsync<DecideSegmentResult>(
            async transaction =>
            {
                if (await guidance.AssessmentDrafts.FirstOrDefaultAsync(each => each.Id == toMake.DraftId, cancellationToken) is not { } draft)
                    return await AnswerDecidedAsync(toMake, actor, cancellationToken);

                var now = clock.GetUtcNow().UtcDateTime;
                var suggestion = await suggestForDraft.SuggestAsync(draft.ClientId, draft.Answers, now, cancellationToken);
                if (draft.Version != toMake.DraftVersion || suggestion.Segment?.Code != toMake.ShownSegment)
                    return new DecideSegmentResult.ChangedMeanwhile();
                var problems = Check(toMake, draft, suggestion, calendar.DayOf(now));
                if (problems.Count > 0)
                    return new DecideSegmentResult.Refused(problems);

                var assessment = Finish(draft, actor, now);
                var decision = ToDecision(toMake, draft, suggestion, actor, now);
                guidance.Add(assessment);
                guidance.Remove(draft);
                guidance.Add(decision);
                await NoteInCaseAsync(draft, actor, now, cancellationToken);
                guidance.AuditOf(AuditAction.Create, nameof(Assessment), assessment.Id, draft.ClientId, actor, ground, now);
                guidance.AuditOf(AuditAction.Create, nameof(SegmentDecision), assessment.Id, draft.ClientId, actor, ground, now);
                await guidance.SaveChangesAsync(cancellationToken);
                if (await FindUnitToAskAsync(actor, cancellationToken) is { } unitId)
                    await AskSecondAsync(decision, unitId, actor, now, cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                return new DecideSegmentResult.Decided(decision.ClientId, decision.Sequence);
            },
            cancellationToken);
    }

    /// <summary>The decision an assessment led to; null while there is none.</summary>
    public async Task<SegmentDecision?> FindDecisionAsync(Guid assessmentId, CancellationToken cancellationToken)
    {
        // The assessment has the draft's id, and leads to the client, by whom decisions are found.
        var clientId = await guidance.Assessments.Where(each => each.Id == assessmentId).Select(each => (Guid?)each.ClientId).FirstOrDefaultAsync(cancellationToken);
        return clientId is null
            ? null
            : await guidance.SegmentDecisions.AsNoTracking().FirstOrDefaultAsync(each => each.ClientId == clientId && each.AssessmentId == assessmentId, cancellationToken);
    }

    private async Task<DecideSegmentResult> AnswerDecidedAsync(DecisionToMake toMake, Actor actor, CancellationToken cancellationToken)
    {
        if (await FindDecisionAsync(toMake.DraftId, cancellationToken) is not { } decision)
            return new DecideSegmentResult.Unknown();
        return decision.WorkerId == actor.WorkerId && IsTheSame(decision, toMake) ? new DecideSegmentResult.Decided(decision.ClientId, decision.Sequence) : new DecideSegmentResult.DecidedBefore(decision);
    }

    /// <summary>Whether storing it would have made this very decision.</summary>
    private bool IsTheSame(SegmentDecision decision, DecisionToMake toMake)
    {
        var isConfirmed = decision.SuggestedSegment == toMake.Segment;
        var review = toMake.ReviewOn ?? SegmentReview.DefaultFor(toMake.Segment, calendar.DayOf(decision.DecidedAtUtc));
        return decision.Segment == toMake.Segment
            && decision.OverrideReasonKind == (isConfirmed ? null : toMake.ReasonKind)
            && decision.OverrideReason == (isConfirmed ? null : WordsOf(toMake))
            && decision.ReviewOn == review;
    }

    private static string? WordsOf(DecisionToMake toMake) => toMake.Reason?.Trim() is { Length: > 0 } words ? words : null;

    private static List<DecisionProblemKind> Check(DecisionToMake toMake, AssessmentDraft draft, DraftSuggestion suggestion, DateOnly today)
    {
        var problems = new List<DecisionProblemKind>();
        void Check(bool isWrong, DecisionProblemKind kind)
        {
            if (isWrong)
                problems.Add(kind);
        }

        var isConfirmed = suggestion.Segment?.Code == toMake.Segment;
        Check(draft.Answers.Count == 0, DecisionProblemKind.NothingAnswered);
        Check(draft.RedFlags.Any(raised => string.IsNullOrWhiteSpace(raised.Step)), DecisionProblemKind.FlagWithoutStep);
        Check(suggestion.Scheme.Find(toMake.Segment) is null, DecisionProblemKind.SegmentMissing);
        Check(!isConfirmed && toMake.ReasonKind is null, DecisionProblemKind.ReasonMissing);
        Check(!isConfirmed && toMake.ReasonKind == OverrideReasonKind.Other && string.IsNullOrWhiteSpace(toMake.Reason), DecisionProblemKind.ReasonTextMissing);
        Check(toMake.Reason?.Length > ReasonMaxLength, DecisionProblemKind.ReasonTooLong);
        Check(toMake.ReviewOn <= today, DecisionProblemKind.ReviewNotAhead);
        Check(toMake.ReviewOn > today.AddMonths(SegmentReview.MostMonths), DecisionProblemKind.ReviewTooFar);
        return problems;
    }

    private static Assessment Finish(AssessmentDraft draft, Actor actor, DateTime nowUtc) => new()
    {
        Id = draft.Id,
        ClientId = draft.ClientId,
        CaseId = draft.CaseId,
        LifeStage = draft.LifeStage,
        TemplateId = draft.TemplateId,
        Answers = draft.Answers,
        NeedReasons = draft.NeedReasons,
        RedFlags = draft.RedFlags,
        StartedAtUtc = draft.StartedAtUtc,
        AssessedAtUtc = nowUtc,
        WorkerId = actor.WorkerId,
    };

    private SegmentDecision ToDecision(DecisionToMake toMake, AssessmentDraft draft, DraftSuggestion suggestion, Actor actor, DateTime nowUtc)
    {
        var isConfirmed = suggestion.Segment?.Code == toMake.Segment;
        return new SegmentDecision
        {
            ClientId = draft.ClientId,
            Segment = toMake.Segment,
            SuggestedSegment = suggestion.Segment?.Code,
            SuggestedShare = suggestion.Share,
            Abstained = suggestion.Abstained,
            OverrideReasonKind = isConfirmed ? null : toMake.ReasonKind,
            OverrideReason = isConfirmed ? null : WordsOf(toMake),
            AssessmentId = draft.Id,
            CaseId = draft.CaseId,
            SchemeVersion = suggestion.Scheme.Id,
            ModelVersion = suggestion.ModelId,
            Need = suggestion.Need,
            Resources = suggestion.Resources,
            Reasoning = suggestion.Reasoning?.Write(),
            ReviewOn = toMake.ReviewOn ?? SegmentReview.DefaultFor(toMake.Segment, calendar.DayOf(nowUtc)),
            DecidedAtUtc = nowUtc,
            WorkerId = actor.WorkerId,
            SecondsToDecide = draft.SuggestedAtUtc is { } since && draft.SuggestedSegment == suggestion.Segment?.Code ? (int)Math.Max(0, (nowUtc - since).TotalSeconds) : null,
        };
    }

    private async Task NoteInCaseAsync(AssessmentDraft draft, Actor actor, DateTime nowUtc, CancellationToken cancellationToken)
    {
        // A case that was closed meanwhile has run its course: nothing happens to it any more.
        var open = await guidance.Cases.AsNoTracking().FirstOrDefaultAsync(each => each.Id == draft.CaseId && each.ClosedAtUtc == null, cancellationToken);
        if (open is null)
            return;
        guidance.Add(new CaseEvent
        {
            CaseId = open.Id,
            Kind = CaseEventKind.FirstAssessmentMade,
            OccurredAtUtc = nowUtc,
            RecordedAtUtc = nowUtc,
            UnitId = open.ResponsibleUnitId,
            WorkerId = actor.WorkerId,
        });
    }

    /// <returns>The deciding professional's unit, when the draw falls on it and somebody else there can answer.</returns>
    private async Task<Guid?> FindUnitToAskAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (actor is not { UnitId: { } unitId, WorkerId: { } workerId })
            return null;
        var share = await guidance.Counties.Select(county => (double?)county.SecondOpinionShare).SingleOrDefaultAsync(cancellationToken) ?? 0;
        if (!draw.Falls(share))
            return null;

        var colleagues = await (
            from account in guidance.Accounts
            join worker in guidance.Workers on account.WorkerId equals worker.Id
            where account.DisabledAtUtc == null && worker.Id != workerId
                && (worker.UnitId == unitId || guidance.UnitMemberships.Any(membership => membership.WorkerId == worker.Id && membership.UnitId == unitId))
            select account.Roles).ToListAsync(cancellationToken);
        return colleagues.Exists(roles => RoleRights.Of(roles).Contains(AccessRight.HandleClients)) ? unitId : null;
    }

    private async Task AskSecondAsync(SegmentDecision decision, Guid unitId, Actor actor, DateTime nowUtc, CancellationToken cancellationToken)
    {
        guidance.Add(new SecondOpinion
        {
            DecisionSequence = decision.Sequence,
            ClientId = decision.ClientId,
            AssessmentId = decision.AssessmentId!.Value,
            UnitId = unitId,
            FirstWorkerId = actor.WorkerId!.Value,
            AskedAtUtc = nowUtc,
        });
        await guidance.SaveChangesAsync(cancellationToken);
    }
}
