using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.ClientSegments;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Assessments;

/// <summary>Keeps what has been answered so far, together with what is suggested from it. Two who fill in the same assessment both keep their answers.</summary>
public sealed class SaveDraft(GuidanceDbContext guidance, AssessmentTemplates templates, SuggestForDraft suggestForDraft, TimeProvider clock)
{
    /// <param name="draftId">The assessment.</param>
    /// <param name="drawn">What the form was drawn from.</param>
    /// <param name="sent">What was sent; its codes and ratings have been checked.</param>
    /// <param name="actor">Who saves.</param>
    /// <param name="ground">Why, for the audit.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Null when there is no such draft any more.</returns>
    public async Task<SavedDraft?> SaveAsync(Guid draftId, DraftContent drawn, DraftContent sent, Actor actor, AuditGround ground, CancellationToken cancellationToken)
    {
        guidance.ChangeTracker.Clear();
        return await guidance.InTransactionAsync<SavedDraft?>(
            async transaction =>
            {
                // Where another saves at the same moment, the other's answers are read and put together with these.
                if (await guidance.AssessmentDrafts.FirstOrDefaultAsync(each => each.Id == draftId, cancellationToken) is not { } draft)
                    return null;

                var now = clock.GetUtcNow().UtcDateTime;
                var stored = DraftContent.Of(draft);
                var (earlierWorkerId, earlierAtUtc) = (draft.SavedByWorkerId, draft.SavedAtUtc);
                var (merged, conflicts) = DraftMerge.Of(drawn, sent, stored);
                var suggestion = await suggestForDraft.SuggestAsync(draft.ClientId, merged.Answers, now, cancellationToken);
                if (!merged.IsSameAs(stored))
                {
                    (draft.Answers, draft.NeedReasons, draft.RedFlags) = (merged.Answers, merged.NeedReasons, merged.RedFlags);
                    (draft.SavedAtUtc, draft.SavedByWorkerId) = (now, actor.WorkerId);
                    draft.Version++;
                    guidance.AuditOf(AuditAction.Update, nameof(AssessmentDraft), draft.Id, draft.ClientId, actor, ground, now);
                }

                NoteSuggestion(draft, suggestion, now);
                await guidance.SaveChangesAsync(cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                return new SavedDraft
                {
                    Draft = draft,
                    Suggestion = suggestion,
                    Conflicts = conflicts,
                    HasOtherAnswersThanDrawn = !merged.HasSameAnswersAs(drawn),
                    ChangedByAnother = stored.IsSameAs(drawn) || earlierWorkerId == actor.WorkerId ? null : (earlierWorkerId, earlierAtUtc),
                };
            },
            cancellationToken);
    }

    /// <summary>The draft as it stands, with what is suggested of it now; the time to decide runs from when that first came up.</summary>
    public async Task<SavedDraft?> ReadAsync(Guid draftId, CancellationToken cancellationToken)
    {
        if (await guidance.AssessmentDrafts.AsNoTracking().FirstOrDefaultAsync(each => each.Id == draftId, cancellationToken) is not { } draft)
            return null;

        var now = clock.GetUtcNow().UtcDateTime;
        var suggestion = await suggestForDraft.SuggestAsync(draft.ClientId, draft.Answers, now, cancellationToken);
        if (NoteSuggestion(draft, suggestion, now))
        {
            // The model or the history has changed since the last saving. Whoever saves at this moment notes it themselves.
            var (segment, since, version) = (draft.SuggestedSegment, draft.SuggestedAtUtc, draft.Version);
            await guidance.AssessmentDrafts.Where(each => each.Id == draftId && each.Version == version).ExecuteUpdateAsync(
                set => set.SetProperty(each => each.SuggestedSegment, segment).SetProperty(each => each.SuggestedAtUtc, since),
                cancellationToken);
        }

        return new SavedDraft { Draft = draft, Suggestion = suggestion };
    }

    /// <summary>Moves the draft to the template in use. Answers to items with the same code follow, and the others stay stored.</summary>
    public async Task MoveToCurrentTemplateAsync(Guid draftId, Actor actor, AuditGround ground, CancellationToken cancellationToken)
    {
        guidance.ChangeTracker.Clear();
        if (await guidance.AssessmentDrafts.FirstOrDefaultAsync(each => each.Id == draftId, cancellationToken) is not { } draft
            || templates.CurrentOf(draft.LifeStage).Id is var current && draft.TemplateId == current)
            return;

        draft.TemplateId = current;
        draft.Version++;
        guidance.AuditOf(AuditAction.Update, nameof(AssessmentDraft), draft.Id, draft.ClientId, actor, ground, clock.GetUtcNow().UtcDateTime);
        try
        {
            await guidance.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Somebody saved or moved it at this moment: the page shows how it stands, and offers to move again where that is still to be done.
            guidance.ChangeTracker.Clear();
        }
    }

    private static bool NoteSuggestion(AssessmentDraft draft, DraftSuggestion suggestion, DateTime nowUtc)
    {
        if (draft.SuggestedSegment == suggestion.Segment?.Code)
            return false;
        draft.SuggestedSegment = suggestion.Segment?.Code;
        draft.SuggestedAtUtc = suggestion.Segment is null ? null : nowUtc;
        return true;
    }
}
