using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Audit;

/// <summary>Writes into the audit what was done to the product's own running, outside what any client's data are saved with.</summary>
public sealed class AuditAdministration(GuidanceDbContext guidance, TimeProvider clock)
{
    /// <param name="action">What was done.</param>
    /// <param name="subject">To what kind of thing.</param>
    /// <param name="subjectId">To which one.</param>
    /// <param name="actor">By whom.</param>
    /// <param name="what">In the product's own words; never anything that was typed.</param>
    public async Task NoteAsync(AuditAction action, string subject, Guid subjectId, Actor actor, string what, CancellationToken cancellationToken)
    {
        guidance.AuditOf(action, subject, subjectId, null, actor, what, clock.GetUtcNow().UtcDateTime);
        await guidance.SaveChangesAsync(cancellationToken);
    }
}
