using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Assessments;

/// <summary>Removes an assessment that was begun by mistake. Only the draft goes: what has been decided on is an <see cref="Assessment"/>, and stays.</summary>
public sealed class DiscardDraft(GuidanceDbContext guidance, TimeProvider clock)
{
    /// <param name="draftId">The assessment.</param>
    /// <param name="version">The version that was shown to who discards it.</param>
    /// <param name="actor">Who discards.</param>
    /// <param name="ground">Why, for the audit.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>False when it has been answered since: nothing was removed. True also when there is no such draft any more.</returns>
    public async Task<bool> DiscardAsync(Guid draftId, int version, Actor actor, AuditGround ground, CancellationToken cancellationToken)
    {
        guidance.ChangeTracker.Clear();
        if (await guidance.AssessmentDrafts.FirstOrDefaultAsync(each => each.Id == draftId, cancellationToken) is not { } draft)
            return true;
        if (draft.Version != version)
            return false;

        guidance.Remove(draft);
        guidance.AuditOf(AuditAction.Update, nameof(AssessmentDraft), draft.Id, draft.ClientId, actor, ground.With($"; {AuditReasons.DraftDiscarded}"), clock.GetUtcNow().UtcDateTime);
        try
        {
            await guidance.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            // Somebody answered, decided or discarded at this moment: the page shows how it stands.
            guidance.ChangeTracker.Clear();
            return false;
        }
    }
}
