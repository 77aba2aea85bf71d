using Microsoft.EntityFrameworkCore;
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
    /// <param name="cancellationToken">Stops it.</param>
    public async Task NoteAsync(AuditAction action, string subject, Guid subjectId, Actor actor, string what, CancellationToken cancellationToken)
    {
        AuditEntry? entry = null;
        try
        {
            await guidance.InTransactionAsync(
                async transaction =>
                {
                    entry = AuditEntry.Of(action, subject, subjectId, null, actor, what, clock.GetUtcNow().UtcDateTime);
                    guidance.AuditEntries.Add(entry);
                    await guidance.SaveChangesAsync(cancellationToken);
                    await transaction.CommitAsync(cancellationToken);
                },
                cancellationToken);
        }
        catch when (entry is not null)
        {
            // Left behind it would go in with the next thing that is noted.
            guidance.Entry(entry).State = EntityState.Detached;
            throw;
        }
    }

    /// <summary>
    /// For work in another database than the audit's, which is begun anew when others were in its way: what an earlier attempt noted stays, and is not noted again.
    /// </summary>
    /// <param name="action">What is done.</param>
    /// <param name="subject">To what kind of thing.</param>
    /// <param name="actor">By whom.</param>
    /// <returns>Notes to which thing, and what.</returns>
    public Func<Guid, string, CancellationToken, Task> NoteOnce(AuditAction action, string subject, Actor actor)
    {
        (Guid, string)? noted = null;
        return async (subjectId, what, cancellationToken) =>
        {
            if (noted == (subjectId, what))
                return;
            await NoteAsync(action, subject, subjectId, actor, what, cancellationToken);
            noted = (subjectId, what);
        };
    }
}
