using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Imports;

/// <summary>The rows that wait because they could not be imported.</summary>
public sealed class Quarantine(GuidanceDbContext guidance, TimeProvider clock)
{
    public Task<int> CountWaitingAsync(string? profile, CancellationToken cancellationToken) =>
        Waiting(profile).CountAsync(cancellationToken);

    /// <summary>Oldest import first, in the order of its file. Their raw text may tell of clients, so that each look at it is audited.</summary>
    /// <param name="profile">The source; null for all.</param>
    /// <param name="skipRows">So many from the beginning are passed over.</param>
    /// <param name="maxRows">At most so many after them.</param>
    /// <param name="actor">Who looks.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<IReadOnlyList<QuarantinedRow>> ListWaitingAsync(string? profile, int skipRows, int maxRows, Actor actor, CancellationToken cancellationToken)
    {
        var rows = await Waiting(profile)
            .OrderBy(row => row.QuarantinedAtUtc).ThenBy(row => row.FileName).ThenBy(row => row.LineNumber).ThenBy(row => row.Id)
            .Skip(skipRows)
            .Take(maxRows)
            .ToListAsync(cancellationToken);
        guidance.AuditOf(AuditAction.Read, nameof(QuarantinedRow), null, null, actor, new AuditGround(profile is null ? null : $"profile {profile}"), clock.GetUtcNow().UtcDateTime);
        await guidance.SaveChangesAsync(cancellationToken);
        return rows;
    }

    private IQueryable<QuarantinedRow> Waiting(string? profile) =>
        guidance.QuarantinedRows.AsNoTracking().Where(row => row.ResolvedAtUtc == null && (profile == null || row.Profile == profile));
}
