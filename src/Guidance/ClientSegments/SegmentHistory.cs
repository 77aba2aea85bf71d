using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.ClientSegments;

/// <summary>Reads the decisions on a client's segment, for whoever has a ground to.</summary>
public sealed class SegmentHistory(GuidanceDbContext guidance, TimeProvider clock)
{
    /// <summary>All decisions, in the order in which they were made, the latest first.</summary>
    public async Task<IReadOnlyList<PastDecision>> ReadAsync(Guid clientId, Actor actor, AuditGround ground, CancellationToken cancellationToken)
    {
        var read = await QueryAsync(clientId, null, actor, ground, cancellationToken);
        guidance.AuditOf(AuditAction.Read, nameof(SegmentDecision), null, clientId, actor, ground, clock.GetUtcNow().UtcDateTime);
        await guidance.SaveChangesAsync(cancellationToken);
        return read;
    }

    /// <summary>One decision with its assessment.</summary>
    /// <param name="clientId">The client whose it is.</param>
    /// <param name="sequence">The decision.</param>
    /// <param name="action">Reading it, or giving it out as a notice.</param>
    /// <param name="actor">Who reads.</param>
    /// <param name="ground">Why.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Null when the client has no such decision.</returns>
    public async Task<PastDecision?> FindAsync(Guid clientId, long sequence, AuditAction action, Actor actor, AuditGround ground, CancellationToken cancellationToken)
    {
        if (await QueryAsync(clientId, sequence, actor, ground, cancellationToken) is not [var found])
            return null;

        var assessment = found.Decision.AssessmentId is { } assessmentId
            ? await guidance.Assessments.AsNoTracking().FirstOrDefaultAsync(each => each.Id == assessmentId && each.ClientId == clientId, cancellationToken)
            : null;
        guidance.AuditOf(action, nameof(SegmentDecision), found.Decision.AssessmentId, clientId, actor, ground, clock.GetUtcNow().UtcDateTime);
        await guidance.SaveChangesAsync(cancellationToken);
        return found with { Assessment = assessment };
    }

    /// <summary>Where the client was on the four-field at the latest decision that tells; for the page of an assessment, whose reading is audited.</summary>
    public async Task<SegmentDecision?> FindLatestPlacedAsync(Guid clientId, CancellationToken cancellationToken) => await guidance.SegmentDecisions.AsNoTracking()
        .Where(decision => decision.ClientId == clientId && decision.Need != null && decision.Resources != null)
        .OrderByDescending(decision => decision.Sequence)
        .FirstOrDefaultAsync(cancellationToken);

    /// <summary>A decision with who made it; for the page of an assessment, whose reading is audited.</summary>
    public async Task<PastDecision> WithWorkerAsync(SegmentDecision decision, Actor actor, AuditGround ground, CancellationToken cancellationToken) =>
        (await QueryAsync(decision.ClientId, decision.Sequence, actor, ground, cancellationToken)).Single();

    private async Task<IReadOnlyList<PastDecision>> QueryAsync(Guid clientId, long? sequence, Actor actor, AuditGround ground, CancellationToken cancellationToken)
    {
        var holding = await guidance.SegmentDecisions.Where(decision => decision.ClientId == clientId).MaxAsync(decision => (long?)decision.Sequence, cancellationToken);
        var decisions = await (
            from decision in guidance.SegmentDecisions.AsNoTracking()
            join worker in guidance.Workers on decision.WorkerId equals worker.Id into workers
            from worker in workers.DefaultIfEmpty()
            where decision.ClientId == clientId && (sequence == null || decision.Sequence == sequence)
            select new { decision, worker.Name, worker.UnitId }).ToListAsync(cancellationToken);
        return [.. decisions.OrderByDescending(each => each.decision.DecidedAtUtc).ThenByDescending(each => each.decision.Sequence).Select(each => new PastDecision(each.decision, each.Name, each.UnitId)
        {
            Holds = each.decision.Sequence == holding,
            AreWordsHidden = !ClientGrounds.MayReadWords(ground, actor, each.decision.WorkerId, each.UnitId),
        })];
    }
}
